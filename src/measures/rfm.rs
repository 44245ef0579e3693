//! RFM: recency, frequency and monetary value (Hughes 1994). Scores by quintile, and groups by the first two.

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use strum::{Display, EnumCount, EnumIter, IntoEnumIterator};

use super::features::Features;
use super::inputs::days_before;
use super::quantile::quantile;
use crate::aggregate::Customers;
use crate::data::{Facts, Kind};

/// The highest score; the lowest is 1.
pub const SCORES: usize = 5;

/// A group of customers by their scores of recency and frequency, the most valuable first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumCount, EnumIter)]
#[allow(missing_docs, reason = "the names are the standard ones")]
pub enum RfmGroup {
    Champions,
    Loyal,
    #[strum(serialize = "Potential Loyalist")]
    PotentialLoyalist,
    New,
    Promising,
    #[strum(serialize = "Need Attention")]
    NeedAttention,
    #[strum(serialize = "About To Sleep")]
    AboutToSleep,
    #[strum(serialize = "At Risk")]
    AtRisk,
    #[strum(serialize = "Can't Lose Them")]
    CantLoseThem,
    Hibernating,
}

impl RfmGroup {
    /// The group of scores of recency and frequency (1 to 5): each pair is in exactly one.
    pub fn of(recency: u8, frequency: u8) -> Self {
        match (recency, frequency) {
            (0..=2, 0..=2) => Self::Hibernating,
            (0..=2, 3..=4) => Self::AtRisk,
            (0..=2, _) => Self::CantLoseThem,
            (3, 0..=2) => Self::AboutToSleep,
            (3, 3) => Self::NeedAttention,
            (4, 0..=1) => Self::Promising,
            (5.., 0..=1) => Self::New,
            (4.., 2..=3) => Self::PotentialLoyalist,
            (5.., _) => Self::Champions,
            (3 | 4, _) => Self::Loyal,
        }
    }
}

/// The scores of a customer, 1 to 5: 5 is the most recent, the most frequent, the most valuable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scores {
    /// By days since the last claim; 1 if no claim has a date.
    pub recency: u8,
    /// By claims or orders.
    pub frequency: u8,
    /// By amount, or by burns without amounts.
    pub monetary: u8,
}

impl Scores {
    /// The group of these scores.
    pub fn group(self) -> RfmGroup {
        RfmGroup::of(self.recency, self.frequency)
    }
}

/// The 20%, 40%, 60% and 80% quantiles over active customers, ascending.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Thresholds {
    /// Days since the last claim.
    pub recency: [f64; SCORES - 1],
    /// Claims.
    pub frequency: [f64; SCORES - 1],
    /// The sum of amounts, or burns without amounts.
    pub monetary: [f64; SCORES - 1],
}

/// A group and its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RfmGroupSize {
    /// The group.
    pub group: RfmGroup,
    /// Number of customers.
    pub customers: u64,
    /// The mean of their monetary scores, 1 to 5; none without customers.
    pub monetary_score: Option<f64>,
}

/// The scores of all active customers.
#[derive(Clone, Debug, PartialEq)]
pub struct Rfm {
    /// The monetary value: `amount_total`, or without amounts `burnt_count` of coupons and `order_count` of purchases.
    pub monetary: &'static str,
    /// The limits between scores.
    pub thresholds: Thresholds,
    /// All groups in order, including empty ones; their sizes sum to [`Rfm::customers`].
    pub groups: [RfmGroupSize; RfmGroup::COUNT],
    /// Number of customers by recency score − 1 and frequency score − 1.
    pub grid: [[u64; SCORES]; SCORES],
    /// By row of the customers table; none for inactive customers.
    pub scores: Arc<[Option<Scores>]>,
}

/// One value per customer.
struct Values<'a> {
    recency: &'a [f64],
    frequency: &'a [f64],
    monetary: &'a [f64],
    name: &'static str,
}

impl Rfm {
    /// Number of customers with scores: all active ones.
    pub fn customers(&self) -> u64 {
        self.grid.iter().flatten().sum()
    }

    /// Whether the monetary value is an amount of money, and not a number of burns or orders.
    pub fn is_of_amounts(&self) -> bool {
        self.monetary == "amount_total"
    }

    /// The same scores for some of the customers, none for the others. Thresholds and groups do not change.
    #[must_use]
    pub fn among(&self, kept: &[bool]) -> Self {
        let scores = self.scores.iter().zip(kept).map(|(scores, kept)| scores.filter(|_| *kept)).collect();
        Self::counted(self.monetary, self.thresholds, scores)
    }

    /// Scores from the features; none without an active customer or a dated claim.
    pub fn of_features(features: &Features) -> Option<Self> {
        let (count, value) = counted(features.kind);
        let name = if features.get("amount_total").is_some() { "amount_total" } else { value };
        let column = |name: &str| Some(features.get(name)?.values.as_slice());
        let values =
            Values { recency: column("recency_days")?, frequency: column(count)?, monetary: column(name)?, name };
        Self::score(&values, |customer| features.active[customer])
    }

    fn score(values: &Values, active: impl Fn(usize) -> bool) -> Option<Self> {
        let of_active = |values: &[f64]| {
            let kept = values.iter().enumerate().filter(|(customer, v)| active(*customer) && !v.is_nan());
            thresholds(kept.map(|(_, value)| *value).collect())
        };
        let thresholds = Thresholds {
            recency: of_active(values.recency)?,
            frequency: of_active(values.frequency)?,
            monetary: of_active(values.monetary)?,
        };
        let scores = |customer: usize| {
            let recency = values.recency[customer];
            active(customer).then(|| Scores {
                recency: if recency.is_nan() { 1 } else { SCORES as u8 - below(recency, &thresholds.recency) },
                frequency: 1 + below(values.frequency[customer], &thresholds.frequency),
                monetary: 1 + below(values.monetary[customer], &thresholds.monetary),
            })
        };
        Some(Self::counted(values.name, thresholds, (0..values.frequency.len()).map(scores).collect()))
    }

    fn counted(monetary: &'static str, thresholds: Thresholds, scores: Arc<[Option<Scores>]>) -> Self {
        let mut grid = [[0; SCORES]; SCORES];
        let mut sums = [(0_u64, 0_u64); RfmGroup::COUNT];
        for scores in scores.iter().flatten() {
            grid[usize::from(scores.recency) - 1][usize::from(scores.frequency) - 1] += 1;
            let (customers, monetary) = &mut sums[scores.group() as usize];
            *customers += 1;
            *monetary += u64::from(scores.monetary);
        }
        let mut groups = sums.map(|(customers, monetary)| RfmGroupSize {
            group: RfmGroup::Champions,
            customers,
            monetary_score: (customers > 0).then(|| monetary as f64 / customers as f64),
        });
        for (size, group) in groups.iter_mut().zip(RfmGroup::iter()) {
            size.group = group;
        }
        Self { monetary, thresholds, groups, grid, scores }
    }
}

/// The scores of the customers in `facts`; none without an active customer or a dated claim.
pub(super) fn rfm(facts: &Facts, Customers { counts: customers, days, amounts }: &Customers) -> Option<Rfm> {
    if customers.keyed.iter().all(|counts| counts.all == 0) {
        return None;
    }
    let recency = days_before(facts.as_of, days.iter().map(|days| days.last));
    let frequency: Vec<f64> = customers.keyed.iter().map(|counts| f64::from(counts.all)).collect();
    let (name, monetary): (_, Vec<f64>) = if facts.has_amount {
        ("amount_total", amounts.iter().map(|sum| sum.total).collect())
    } else {
        match counted(facts.kind) {
            (_, name @ "order_count") => (name, frequency.clone()),
            (_, name) => (name, customers.keyed.iter().map(|counts| f64::from(counts.burnt)).collect()),
        }
    };
    let values = Values { recency: &recency, frequency: &frequency, monetary: &monetary, name };
    Rfm::score(&values, |customer| customers.keyed[customer].all > 0)
}

/// The features that represent frequency and, without amounts, for monetary value.
fn counted(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Purchases => ("order_count", "order_count"),
        Kind::Coupons | Kind::Customers => ("transaction_count", "burnt_count"),
    }
}

fn thresholds(mut values: Vec<f64>) -> Option<[f64; SCORES - 1]> {
    values.par_sort_unstable_by(f64::total_cmp);
    let [a, b, c, d] = [0.2, 0.4, 0.6, 0.8].map(|q| quantile(&values, q));
    Some([a?, b?, c?, d?])
}

/// Number of thresholds strictly below a value.
fn below(value: f64, thresholds: &[f64]) -> u8 {
    thresholds.iter().filter(|threshold| **threshold < value).count() as u8
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
