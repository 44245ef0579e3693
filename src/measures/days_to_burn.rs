//! Days from claim to burn.

use std::collections::BTreeMap;

use serde::Serialize;

use super::quantile::{weighted_quantile, within_fences};
use crate::aggregate::Outcome;
use crate::data::status;

/// Share of the burns that mature claims have had time to reach: see [`DaysToBurn::to_mature`].
pub const MATURE: f64 = 0.95;

/// Days from claim to burn over burnt rows with both dates. Quantiles by linear interpolation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the names are the standard ones")]
pub struct DaysToBurn {
    pub n: u64,
    pub min: i32,
    pub p10: f64,
    pub p25: f64,
    pub median: f64,
    pub mean: f64,
    pub p75: f64,
    pub p90: f64,
    pub max: i32,
    /// (days, burns), ascending: the histogram.
    #[serde(skip)]
    pub counts: Vec<(i32, u64)>,
    /// (claim day, days to burn, burns), ascending.
    #[serde(skip)]
    pub by_claim_day: Vec<(i32, i32, u64)>,
}

impl DaysToBurn {
    /// The histogram within the fences, and the number of burns outside: see [`within_fences`].
    pub fn within_fences(&self) -> (&[(i32, u64)], u64) {
        within_fences(&self.counts)
    }

    /// The median over the burns of claims from a first day to a last day, inclusive; none without such burns.
    pub fn median_of_claims(&self, first: i32, last: i32) -> Option<f64> {
        let from = self.by_claim_day.partition_point(|(day, ..)| *day < first);
        let claims = self.by_claim_day[from..].iter().take_while(|(day, ..)| *day <= last);
        let mut counts: BTreeMap<i32, u64> = BTreeMap::new();
        for (_, days, burns) in claims {
            *counts.entry(*days).or_default() += burns;
        }
        weighted_quantile(&counts.into_iter().collect::<Vec<_>>(), 0.5)
    }

    /// Days after its claim by which nearly every burnt coupon was burnt: the [`MATURE`] quantile, rounded up. None if
    /// every burn is dated before its claim.
    pub fn to_mature(&self) -> Option<i32> {
        let counts: Vec<(i32, u64)> = self.counts.iter().filter(|(days, _)| *days >= 0).copied().collect();
        weighted_quantile(&counts, MATURE).map(|days| days.ceil() as i32)
    }
}

/// Days from claim to burn over burnt rows with both dates; none without such a row.
pub(super) fn days_to_burn(outcomes: &[Outcome]) -> Option<DaysToBurn> {
    let burnt = outcomes.iter().filter(|outcome| outcome.status == status::BURNT);
    let known = burnt.filter_map(|outcome| {
        let (claimed, burnt) = outcome.day.zip(outcome.end)?;
        Some((claimed, burnt.saturating_sub(claimed), outcome.rows))
    });
    let mut by_claim_day: Vec<(i32, i32, u64)> = known.collect();
    by_claim_day.sort_unstable();
    describe(by_claim_day)
}

/// The statistics of (claim day, days to burn, burns), ascending.
fn describe(by_claim_day: Vec<(i32, i32, u64)>) -> Option<DaysToBurn> {
    let mut counts: BTreeMap<i32, u64> = BTreeMap::new();
    for (_, days, rows) in &by_claim_day {
        *counts.entry(*days).or_default() += rows;
    }
    let counts: Vec<(i32, u64)> = counts.into_iter().collect();
    let n: u64 = counts.iter().map(|(_, rows)| rows).sum();
    let total: i128 = counts.iter().map(|(days, rows)| i128::from(*days) * i128::from(*rows)).sum();
    let (min, max) = (counts.first()?.0, counts.last()?.0);
    let at = |q| weighted_quantile(&counts, q);
    let [p10, p25, median, p75, p90] = [at(0.1)?, at(0.25)?, at(0.5)?, at(0.75)?, at(0.9)?];
    Some(DaysToBurn { n, min, p10, p25, median, mean: total as f64 / n as f64, p75, p90, max, counts, by_claim_day })
}
