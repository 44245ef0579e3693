//! The events of each customer.

use super::amounts::{Amounts, amounts};
use super::columns::MeasureError;
use super::customer_days::CustomerDays;
use super::passes::Passes;
use super::tally::Tally;

/// The claims or orders of each customer, in the order of the customers table.
///
/// In SQL: number of rows by status, `MIN(day)` and `MAX(day)` up to the as-of date, `COUNT(DISTINCT day)`, `SUM(amount)` and
/// `COUNT(amount)` of transactions `GROUP BY customer`.
#[derive(Clone, Debug)]
pub(crate) struct Customers {
    /// Rows by status; those of unknown customers are without a key.
    pub counts: Tally,
    /// The days of the rows.
    pub days: Vec<Days>,
    /// The amounts; empty without amounts.
    pub amounts: Vec<Amounts>,
}

/// The days of the claims or orders of a customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Days {
    /// The first that is not after the as-of date: a day after it is a mistake. None without such a day.
    pub first: Option<i32>,
    /// The last of these.
    pub last: Option<i32>,
    /// How many different days there are, those after it too.
    pub distinct: u32,
}

impl Passes<'_> {
    /// The events of each customer.
    pub fn customers(&self) -> Result<Customers, MeasureError> {
        let Self { facts, rows, parts, .. } = self;
        let customers = facts.customer_ids.len();
        let tally = || Tally::count(&rows.customer, &rows.status, customers).rated(facts);
        let rest = || rayon::join(|| amounts(facts, rows, parts), || days(&self.days, customers, facts.as_of));
        let (counts, (amounts, days)) = rayon::join(tally, rest);
        Ok(Customers { counts, days, amounts: amounts? })
    }
}

fn days(events: &CustomerDays, customers: usize, as_of: Option<i32>) -> Vec<Days> {
    let mut all = vec![Days::default(); customers];
    for (customer, days) in events.customers() {
        if let Some(own) = all.get_mut(customer as usize) {
            let known = &days[..as_of.map_or(days.len(), |as_of| days.partition_point(|day| *day <= as_of))];
            *own = Days { first: known.first().copied(), last: known.last().copied(), distinct: days.len() as u32 };
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_after_the_as_of_date_is_neither_first_nor_last() {
        let events = CustomerDays::from_pairs([(0, 5), (0, 9), (0, 99), (1, 99)].into_iter());
        let known = Days { first: Some(5), last: Some(9), distinct: 3 };
        assert_eq!(days(&events, 2, Some(10)), [known, Days { distinct: 1, ..Days::default() }]);
        assert_eq!(days(&events, 1, None), [Days { last: Some(99), ..known }]);
    }
}
