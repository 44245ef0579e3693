//! The inputs of customer features, taken from the joined tables once.

use polars::prelude::ChunkedArray;

use super::aggregates::Aggregates;
use super::groups::name;
use super::quantile::quantile;
use crate::aggregate::{
    Amounts, Counts, CustomerDays, MeasureError, Rows, Tally, customer_codes, each, has_transactions,
    key_pairs::{self, Pair},
    lookup,
};
use crate::data::{Dimension, Facts, status};

/// The inputs of customer features.
pub(super) struct Inputs<'a> {
    pub facts: &'a Facts,
    pub has_transactions: bool,
    aggregates: &'a Aggregates,
    /// Claims or orders per customer, by status.
    pub tally: &'a Tally,
    pub span: Span,
    /// The day each customer joined, or that of the first claim if unknown.
    pub joined: Vec<Option<i32>>,
    /// The amounts of each customer; empty without amounts.
    pub amounts: &'a [Amounts],
    pub gender: Vec<Option<u32>>,
    pub gender_names: Vec<String>,
    pub city: Vec<Option<u32>>,
    pub city_names: Vec<String>,
}

impl<'a> Inputs<'a> {
    pub fn new(facts: &'a Facts, aggregates: &'a Aggregates) -> Result<Self, MeasureError> {
        let customers = facts.customer_ids.len();
        let has_transactions = has_transactions(facts);
        let span = Span::of(&aggregates.days, customers);
        let names = |dimension: &Dimension| (0..dimension.len()).map(|i| name(dimension, i)).collect();
        Ok(Self {
            facts,
            has_transactions,
            tally: &aggregates.tally,
            joined: joined(facts, &span)?,
            span,
            amounts: &aggregates.amounts,
            gender: customer_codes(facts, "gender")?,
            gender_names: names(&facts.genders),
            city: customer_codes(facts, "city")?,
            city_names: names(&facts.cities),
            aggregates,
        })
    }

    /// Number of customers.
    pub fn customers(&self) -> usize {
        self.facts.customer_ids.len()
    }

    /// A count of each customer's claims.
    pub fn counts(&self, of: fn(&Counts) -> u32) -> Vec<f64> {
        self.each(|counts| f64::from(of(counts)))
    }

    /// A value of each customer's claims.
    pub fn each(&self, of: impl Fn(&Counts) -> f64) -> Vec<f64> {
        self.tally.keyed.iter().map(of).collect()
    }

    /// The number of days on which each customer claimed or ordered; none where no known customer did.
    pub fn active_days(&self) -> Option<Vec<f64>> {
        let mut counts = vec![0.0; self.customers()];
        let mut any = false;
        for (customer, days) in self.aggregates.days.customers() {
            any = true;
            if let Some(count) = counts.get_mut(customer as usize) {
                *count = days.len() as f64;
            }
        }
        any.then_some(counts)
    }

    /// The number of branches at which each customer burnt or ordered.
    pub fn branches(&self) -> Vec<f64> {
        self.distinct_places(Some)
    }

    /// The number of their merchants.
    pub fn merchants(&self) -> Vec<f64> {
        self.distinct_places(|branch| self.merchant(branch))
    }

    fn distinct_places(&self, place: impl Fn(u32) -> Option<u32> + Send + Sync) -> Vec<f64> {
        let Aggregates { rows, parts, .. } = self.aggregates;
        let counted = parts.each(|part| {
            let rows = rows.slice(part.start, part.len());
            let pairs = used_at(&rows);
            let pairs = key_pairs::distinct(pairs.filter_map(|(customer, branch)| Some((customer, place(branch)?))));
            pairs.chunk_by(|a, b| a.has_same_key(*b)).map(|own| (own[0].key(), own.len() as u32)).collect::<Vec<_>>()
        });
        let mut counts = vec![0.0; self.customers()];
        for (customer, places) in counted.into_iter().flatten() {
            if let Some(count) = counts.get_mut(customer as usize) {
                *count = f64::from(places);
            }
        }
        counts
    }

    fn merchant(&self, branch: u32) -> Option<u32> {
        self.facts.branch_merchant.get(branch as usize).copied().flatten()
    }

    /// (customer, merchant) of burnt claims, or of orders.
    pub fn merchants_used(&self) -> impl Iterator<Item = (u32, u32)> {
        used_at(&self.aggregates.rows).filter_map(|(customer, branch)| Some((customer, self.merchant(branch)?)))
    }
}

/// (customer, branch) of burnt claims, or of orders.
fn used_at(rows: &Rows) -> impl Iterator<Item = (u32, u32)> {
    let keys = each(&rows.customer).zip(each(&rows.branch)).zip(rows.statuses());
    let used = keys.filter(|(_, row)| matches!(*row, status::BURNT | status::COMPLETED));
    used.filter_map(|((customer, branch), _)| customer.zip(branch))
}

impl Inputs<'_> {
    /// The number of returns of each customer.
    pub fn returns(&self) -> Vec<f64> {
        let mut counts = vec![0.0; self.customers()];
        let returns = self.facts.purchases.as_ref().map(|purchases| &purchases.returns);
        let customers = returns.and_then(|returns| returns.column("customer").ok()?.u32().ok());
        for customer in customers.into_iter().flat_map(ChunkedArray::iter).flatten() {
            if let Some(count) = counts.get_mut(customer as usize) {
                *count += 1.0;
            }
        }
        counts
    }

    /// The pieces that each customer ordered; missing for all without a quantity.
    pub fn items(&self) -> Vec<f64> {
        let lines = self.facts.purchases.as_ref().map(|purchases| &purchases.lines_of_products);
        let column = |name: &str| lines.and_then(|lines| lines.column(name).ok());
        let orders = column("order").and_then(|column| column.u32().ok());
        let quantities = column("quantity").and_then(|column| column.f64().ok());
        let Some((orders, quantities)) = orders.zip(quantities.filter(|column| column.null_count() < column.len()))
        else {
            return vec![f64::NAN; self.customers()];
        };
        let mut items = vec![0.0; self.customers()];
        let customer_of = lookup(&self.aggregates.rows.customer);
        for (order, quantity) in each(orders).zip(each(quantities)) {
            let customer = order.and_then(&customer_of);
            let slot = customer.and_then(|customer| items.get_mut(customer as usize));
            if let Some((slot, quantity)) = slot.zip(quantity.filter(|quantity| quantity.is_finite())) {
                *slot += quantity;
            }
        }
        items
    }

    /// (customer, product), once for each order of it, ascending.
    pub fn products(&self) -> &[Pair] {
        &self.aggregates.buyers
    }

    /// The share of each customer's orders that have a coupon.
    pub fn coupon_ratios(&self) -> Vec<f64> {
        let mut with_coupon = vec![0_u64; self.customers()];
        let coupons = self.facts.transactions.column("with_coupon").ok().and_then(|column| column.bool().ok());
        for (customer, coupon) in
            each(&self.aggregates.rows.customer).zip(coupons.into_iter().flat_map(ChunkedArray::iter))
        {
            if let Some(count) = customer.and_then(|customer| with_coupon.get_mut(customer as usize)) {
                *count += u64::from(coupon.unwrap_or(false));
            }
        }
        let share =
            |(part, all): (&u64, &Counts)| if all.all > 0 { *part as f64 / f64::from(all.all) } else { f64::NAN };
        with_coupon.iter().zip(&self.tally.keyed).map(share).collect()
    }

    /// The median of the days between two successive days with an order; missing for customers with one such day.
    pub fn median_gaps(&self) -> Vec<f64> {
        let mut medians = vec![f64::NAN; self.customers()];
        let mut gaps = Vec::new();
        for (customer, days) in self.aggregates.days.customers() {
            gaps.clear();
            gaps.extend(days.array_windows().map(|[day, next]| f64::from(*next) - f64::from(*day)));
            gaps.sort_unstable_by(f64::total_cmp);
            if let Some((slot, median)) = medians.get_mut(customer as usize).zip(quantile(&gaps, 0.5)) {
                *slot = median;
            }
        }
        medians
    }
}

/// First and last claim of each customer.
pub(super) struct Span {
    pub first: Vec<Option<i32>>,
    pub last: Vec<Option<i32>>,
}

impl Span {
    pub fn of(days: &CustomerDays, customers: usize) -> Self {
        let mut span = Self { first: vec![None; customers], last: vec![None; customers] };
        for (customer, days) in days.customers() {
            let slots = (span.first.get_mut(customer as usize), span.last.get_mut(customer as usize));
            if let (Some(first), Some(last)) = slots {
                (*first, *last) = (days.first().copied(), days.last().copied());
            }
        }
        span
    }
}

/// The day each customer joined, or that of the first claim if unknown.
pub(super) fn joined(facts: &Facts, span: &Span) -> Result<Vec<Option<i32>>, MeasureError> {
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

/// The number of distinct values of each customer in (customer, value) pairs that are ascending.
pub(super) fn distinct(pairs: &[Pair], customers: usize) -> Vec<f64> {
    let mut counts = vec![0.0; customers];
    for same in pairs.chunk_by(|a, b| a == b) {
        if let Some(count) = counts.get_mut(same[0].key() as usize) {
            *count += 1.0;
        }
    }
    counts
}
