//! The parts of the data side by side, as a part of the JSON contract.

use serde::Serialize;

use super::columns::ColumnObject;
use super::figures::{KpisObject, PurchasesObject};
use super::retention::{RetentionObject, retention_object};
use super::usage::{UsageObject, usage_object};
use crate::analysis::{Part, Split};
use crate::data::Kind;
use crate::measures::{Granularity, quartiles};

/// What `--by` asks for.
#[derive(Serialize)]
pub(super) struct SplitObject<'a> {
    by: &'a str,
    parts: Vec<PartObject<'a>>,
    /// Values that were left out because there are too many.
    left_out: usize,
    /// Whether a customer can be in several parts.
    overlaps: bool,
}

#[derive(Serialize)]
struct PartObject<'a> {
    name: &'a str,
    /// The condition that keeps it, for `--filter`.
    filter: String,
    kpis: KpisObject,
    burn_rate_interval: Option<[f64; 2]>,
    purchases: Option<PurchasesObject>,
    columns: Option<Vec<ColumnObject<'a>>>,
    usage: UsageObject,
    recency_days: Option<QuartilesObject>,
    tenure_days: Option<QuartilesObject>,
    retention: Option<RetentionObject<'a>>,
}

/// Days of customers; none without any.
#[derive(Serialize)]
struct QuartilesObject {
    p25: f64,
    median: f64,
    p75: f64,
}

fn quartiles_object(counts: &[(i32, u64)]) -> Option<QuartilesObject> {
    quartiles(counts).map(|[p25, median, p75]| QuartilesObject { p25, median, p75 })
}

pub(super) fn split_object(split: &Split, granularity: Granularity) -> SplitObject<'_> {
    SplitObject {
        by: &split.key,
        parts: split.parts.iter().map(|part| part_object(part, granularity)).collect(),
        left_out: split.left_out,
        overlaps: split.overlaps,
    }
}

fn part_object(part: &Part, granularity: Granularity) -> PartObject<'_> {
    let Part { name, condition, summary } = part;
    let alone = Some(summary).filter(|summary| summary.kind == Kind::Customers);
    PartObject {
        name,
        filter: condition.to_string(),
        kpis: KpisObject::of(summary),
        burn_rate_interval: summary.kpis.burn_interval().filter(|_| summary.kind == Kind::Coupons),
        purchases: summary.purchases.as_ref().map(PurchasesObject::of),
        columns: alone.map(|of| of.columns.iter().map(ColumnObject::of).collect()),
        usage: usage_object(summary, granularity),
        recency_days: quartiles_object(&summary.spans.recency),
        tenure_days: quartiles_object(&summary.spans.tenure),
        retention: retention_object(summary),
    }
}
