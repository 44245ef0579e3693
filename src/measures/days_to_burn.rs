//! How long customers keep a coupon before they burn it.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::columns::MeasureError;
use super::quantile::weighted_quantile;
use super::summary::DaysToBurn;
use crate::data::{Facts, status};

/// Days from claim to burn over burnt rows with both dates; none without such a row.
pub(super) fn days_to_burn(facts: &Facts) -> Result<Option<DaysToBurn>, MeasureError> {
    if facts.transactions.width() == 0 {
        return Ok(None);
    }
    let frame = facts
        .transactions
        .clone()
        .lazy()
        .filter(col("status").eq(lit(status::BURNT)))
        .select([col("day"), (col("burn_day").cast(DataType::Int64) - col("day").cast(DataType::Int64)).alias("days")])
        .filter(col("days").is_not_null())
        .group_by([col("day"), col("days")])
        .agg([len().cast(DataType::UInt64).alias("rows")])
        .collect()?;
    let (claimed, days, rows) =
        (frame.column("day")?.i32()?, frame.column("days")?.i64()?, frame.column("rows")?.u64()?);
    let known = claimed.iter().zip(days.iter()).zip(rows.iter()).filter_map(|((claimed, days), rows)| {
        Some((claimed?, days?.clamp(i32::MIN.into(), i32::MAX.into()) as i32, rows?))
    });
    let mut by_claim_day: Vec<(i32, i32, u64)> = known.collect();
    by_claim_day.sort_unstable();
    Ok(describe(by_claim_day))
}

/// The figures of (claim day, days to burn, burns), ascending.
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
