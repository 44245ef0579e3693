//! The inputs of customer features, taken from the joined tables once.

use rayon::prelude::*;

use super::columns::{MeasureError, Rows, customer_codes, has_transactions};
use super::groups::name;
use super::tally::{Counts, Tally};
use crate::data::{Dimension, Facts, status};

/// The inputs of customer features.
pub(super) struct Inputs<'a> {
    pub facts: &'a Facts,
    pub has_transactions: bool,
    rows: Rows,
    /// Claims per customer, by status.
    pub tally: Tally,
    pub span: Span,
    /// The day each customer joined, or that of the first claim if unknown.
    pub joined: Vec<Option<i32>>,
    /// (customer, branch) of burnt claims.
    pub burnt_at: Vec<(u32, u32)>,
    /// The amounts of each customer; empty without amounts.
    pub amounts: Vec<Amounts>,
    pub gender: Vec<Option<u32>>,
    pub gender_names: Vec<String>,
    pub city: Vec<Option<u32>>,
    pub city_names: Vec<String>,
}

impl<'a> Inputs<'a> {
    pub fn new(facts: &'a Facts) -> Result<Self, MeasureError> {
        let customers = facts.customer_ids.len();
        let has_transactions = has_transactions(facts);
        let rows = Rows::of(facts)?;
        let span = Span::of(&rows, customers);
        let burnt = rows.branch.iter().zip(rows.statuses());
        let burnt = burnt.map(|(branch, row_status)| branch.filter(|_| row_status == status::BURNT));
        let burnt_at = rows.customer.iter().zip(burnt).filter_map(|(c, branch)| Some((c?, branch?))).collect();
        let names = |dimension: &Dimension| (0..dimension.len()).map(|i| name(dimension, i)).collect();
        Ok(Self {
            facts,
            has_transactions,
            tally: Tally::count(&rows.customer, &rows.status, customers),
            joined: joined(facts, &span)?,
            span,
            burnt_at,
            amounts: if has_transactions { amounts(facts, &rows, customers)? } else { Vec::new() },
            gender: customer_codes(facts, "gender")?,
            gender_names: names(&facts.genders),
            city: customer_codes(facts, "city")?,
            city_names: names(&facts.cities),
            rows,
        })
    }

    /// Number of customers.
    pub fn customers(&self) -> usize {
        self.facts.customer_ids.len()
    }

    /// A count of each customer's claims.
    pub fn counts(&self, of: fn(&Counts) -> u64) -> Vec<f64> {
        self.each(|counts| of(counts) as f64)
    }

    /// A value of each customer's claims.
    pub fn each(&self, of: impl Fn(&Counts) -> f64) -> Vec<f64> {
        self.tally.keyed.iter().map(of).collect()
    }

    /// (customer, day) of claims.
    pub fn claim_days(&self) -> impl Iterator<Item = (u32, u32)> {
        let rows = self.rows.customer.iter().zip(self.rows.day.iter());
        rows.filter_map(|(c, day)| Some((c?, day?.cast_unsigned())))
    }

    /// (customer, merchant) of burnt claims.
    pub fn merchants_of_burns(&self) -> impl Iterator<Item = (u32, u32)> {
        let merchant = |branch: u32| self.facts.branch_merchant.get(branch as usize).copied().flatten();
        self.burnt_at.iter().filter_map(move |(c, branch)| Some((*c, merchant(*branch)?)))
    }
}

/// First and last claim of each customer.
pub(super) struct Span {
    pub first: Vec<Option<i32>>,
    pub last: Vec<Option<i32>>,
}

impl Span {
    pub fn of(rows: &Rows, customers: usize) -> Self {
        let mut span = Self { first: vec![None; customers], last: vec![None; customers] };
        for (customer, day) in rows.customer.iter().zip(rows.day.iter()) {
            let (Some(customer), Some(day)) = (customer, day) else {
                continue;
            };
            let slots = (span.first.get_mut(customer as usize), span.last.get_mut(customer as usize));
            if let (Some(first), Some(last)) = slots {
                *first = Some(first.map_or(day, |f| f.min(day)));
                *last = Some(last.map_or(day, |l| l.max(day)));
            }
        }
        span
    }
}

/// The day each customer joined, or that of the first claim if unknown.
fn joined(facts: &Facts, span: &Span) -> Result<Vec<Option<i32>>, MeasureError> {
    let Ok(column) = facts.customers.column("join_day") else {
        return Ok(span.first.clone());
    };
    Ok(column.i32()?.iter().zip(&span.first).map(|(join, first)| join.or(*first)).collect())
}

pub(super) fn days_before(as_of: Option<i32>, days: &[Option<i32>]) -> Vec<f64> {
    let days_since =
        |day: &Option<i32>| as_of.zip(*day).map_or(f64::NAN, |(as_of, day)| f64::from(as_of) - f64::from(day));
    days.iter().map(days_since).collect()
}

/// The number of distinct values of each customer in (customer, value) pairs.
pub(super) fn distinct(pairs: impl Iterator<Item = (u32, u32)>, customers: usize) -> Vec<f64> {
    // One flat sort of packed pairs instead of a set per customer.
    let mut packed: Vec<u64> = pairs.map(|(c, value)| u64::from(c) << 32 | u64::from(value)).collect();
    packed.par_sort_unstable();
    packed.dedup();
    let mut counts = vec![0.0; customers];
    for pair in packed {
        if let Some(count) = counts.get_mut((pair >> 32) as usize) {
            *count += 1.0;
        }
    }
    counts
}

/// The amounts of a customer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amounts {
    /// Their sum.
    pub total: f64,
    /// Their number.
    pub n: f64,
}

/// The amounts of each customer; empty without such a column.
pub(super) fn amounts(facts: &Facts, rows: &Rows, customers: usize) -> Result<Vec<Amounts>, MeasureError> {
    if !facts.has_amount {
        return Ok(Vec::new());
    }
    let column = facts.transactions.column("amount")?.f64()?;
    let mut amounts: Vec<(u32, f64)> =
        rows.customer.iter().zip(column.iter()).filter_map(|(c, a)| Some((c?, a.filter(|a| a.is_finite())?))).collect();
    // Sorted by size, so that sums do not depend on the order of the rows.
    amounts.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut sums = vec![Amounts::default(); customers];
    for (customer, amount) in amounts {
        if let Some(sum) = sums.get_mut(customer as usize) {
            sum.total += amount;
            sum.n += 1.0;
        }
    }
    Ok(sums)
}
