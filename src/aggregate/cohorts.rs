//! Customers by the month in which they began, and when they had events after it.

use std::collections::HashMap;

use super::columns::{MeasureError, Rows, each};
use super::customer_days::CustomerDays;
use super::month_of_day::{Months, month};
use super::parts::Parts;
use super::passes::{Passes, event_days};
use crate::data::{Facts, IntegerState, status};

/// Most months of a cohort, its first included, as one mistyped year would add thousands.
pub(super) const LONGEST: i32 = 240;

/// Customers who began in the same month.
///
/// In SQL: of the distinct (customer, months since the first), `COUNT(*)` and the number of those that are the customer's
/// last, `GROUP BY first month, months since`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CohortCounts {
    /// The month: months since the year 0.
    pub month: i32,
    /// Number of customers.
    pub customers: u64,
    /// Customers with an event 0, 1, 2, ... months after it, up to the month of the claim horizon, at most [`LONGEST`].
    pub returned: Vec<u64>,
    /// Customers whose last event is 0, 1, 2, ... months after it; the last number is that of all later ones too.
    pub last: Vec<u64>,
}

/// Cohorts with customers, oldest first, by what begins them and which event counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cohorts {
    /// Claims or orders by the month of the first.
    pub claims: Vec<CohortCounts>,
    /// Burns by the month of the first claim.
    pub burns: Vec<CohortCounts>,
    /// Claims or orders by the month in which the customer joined; empty without join dates.
    pub joined: Vec<CohortCounts>,
    /// Burns by the month in which the customer joined; empty without join dates.
    pub joined_burns: Vec<CohortCounts>,
}

impl Passes<'_> {
    /// The cohorts of customers who began by the horizon, with their events up to it; `claims` are the days of claims or
    /// orders up to it.
    pub(super) fn cohorts(&self, claims: &CustomerDays, horizon: i32) -> Result<Cohorts, MeasureError> {
        let burns = burn_days(self.facts, &self.rows, &self.parts, horizon)?;
        Cohorts::of(self.facts, claims, &burns, horizon)
    }
}

impl Cohorts {
    /// Those of the customers of some facts, from the days of their claims or orders and of their burns up to the horizon; another day
    /// of the same month would do.
    pub fn of(facts: &Facts, claims: &CustomerDays, burns: &CustomerDays, horizon: i32) -> Result<Self, MeasureError> {
        let first = first_claims(claims, facts.customer_ids.len());
        let joined: Vec<Option<i32>> = match facts.customers.column("join_day") {
            Ok(days) => days.i32()?.iter().map(|day| day.filter(|day| *day <= horizon)).collect(),
            Err(_) => Vec::new(),
        };
        let both = |events: &CustomerDays| {
            rayon::join(|| cohorts(&first, events, horizon), || cohorts(&joined, events, horizon))
        };
        let ((claims, joined), (burns, joined_burns)) = rayon::join(|| both(claims), || both(burns));
        Ok(Self { claims, burns, joined, joined_burns })
    }
}

/// The day of the first claim of each customer, up to the claim horizon; none without one. In SQL: `MIN(day) GROUP BY
/// customer`.
pub(super) fn first_claims_of(facts: &Facts) -> Result<Vec<Option<i32>>, MeasureError> {
    let rows = Rows::of(facts)?;
    let days = event_days(&rows, &Parts::by_customer(&rows.customer));
    let claims = days.until(facts.claim_horizon.unwrap_or(i32::MIN));
    Ok(first_claims(&claims, facts.customer_ids.len()))
}

/// The day of the first claim of each of `customers`; none without one.
fn first_claims(claims: &CustomerDays, customers: usize) -> Vec<Option<i32>> {
    let mut first: Vec<Option<i32>> = vec![None; customers];
    for (customer, days) in claims.customers() {
        if let Some(slot) = first.get_mut(customer as usize) {
            *slot = days.first().copied();
        }
    }
    first
}

/// The days on which each customer burnt a coupon, up to the horizon.
fn burn_days(facts: &Facts, rows: &Rows, parts: &Parts, horizon: i32) -> Result<CustomerDays, MeasureError> {
    if facts.transactions.width() == 0 {
        return Ok(CustomerDays::default());
    }
    let days = facts.transactions.column("burn_day")?.i32()?;
    Ok(CustomerDays::of(parts, |part| {
        let (days, rows) = (days.slice(part.start as i64, part.len()), rows.slice(part.start, part.len()));
        let burnt = each(&rows.customer).zip(each(&days)).zip(rows.statuses());
        let burnt = burnt.filter(|((_, day), row)| *row == status::BURNT && day.is_some_and(|day| day <= horizon));
        burnt.filter_map(|((customer, day), _)| customer.zip(day)).collect()
    }))
}

/// The cohorts of customers, by the day each began on and their events.
pub(crate) fn cohorts(began: &[Option<i32>], events: &CustomerDays, horizon: i32) -> Vec<CohortCounts> {
    let months = Months::of(began.iter().flatten().min().copied().unwrap_or(horizon), horizon);
    let latest = month(horizon);
    let mut cohorts: HashMap<u64, CohortCounts, IntegerState> = HashMap::default();
    for first in began.iter().flatten().map(|day| months.month(*day)) {
        let cohort = cohorts.entry(first as u64).or_insert_with(|| {
            let none = vec![0; (latest - first + 1).clamp(1, LONGEST) as usize];
            CohortCounts { month: first, customers: 0, last: none.clone(), returned: none }
        });
        cohort.customers += 1;
    }
    for (customer, days) in events.customers() {
        let Some(first) = began.get(customer as usize).copied().flatten().map(|day| months.month(day)) else {
            continue;
        };
        let Some(cohort) = cohorts.get_mut(&(first as u64)) else {
            continue;
        };
        let mut last = None;
        for n in days.iter().map(|day| months.month(*day) - first).filter(|n| *n >= 0).map(|n| n as usize) {
            if last != Some(n)
                && let Some(customers) = cohort.returned.get_mut(n)
            {
                *customers += 1;
            }
            last = Some(n);
        }
        let most = cohort.last.len() - 1;
        if let Some(n) = last {
            cohort.last[n.min(most)] += 1;
        }
    }
    let mut cohorts: Vec<CohortCounts> = cohorts.into_values().collect();
    cohorts.sort_unstable_by_key(|cohort| cohort.month);
    cohorts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seen to 1970-03-01. Customer 0 began in January, with events in January and, twice, in March; customer 1 in January
    /// with none; customer 2 in March, with an event before it. Nothing says when customer 3 began.
    #[test]
    fn customers_count_once_in_a_month() {
        let days = [(0, 0), (0, 60), (0, 61), (2, 3), (2, 70), (3, 5)];
        let days = CustomerDays::from_pairs(days.into_iter().filter(|(_, day)| *day <= 61));
        let found = cohorts(&[Some(0), Some(30), Some(59), None], &days, 61);
        let january = 1970 * 12;
        let expected = [
            CohortCounts { month: january, customers: 2, returned: vec![1, 0, 1], last: vec![0, 0, 1] },
            CohortCounts { month: january + 2, customers: 1, returned: vec![0], last: vec![0] },
        ];
        assert_eq!(found, expected);
    }
}
