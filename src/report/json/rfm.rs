//! RFM scores, groups and the concentration of burns as parts of the JSON contract.

use serde::Serialize;

use crate::measures::{Concentration, Rfm, RfmGroup, RfmGroupSize, TOP, Thresholds};
use crate::segments::{Segments, cross::cross};

/// `scores` is the number of customers for each pair of scores.
#[derive(Serialize)]
pub(super) struct RfmObject {
    monetary: &'static str,
    thresholds: Thresholds,
    groups: Vec<GroupObject>,
    scores: Vec<ScoreObject>,
    by_segment: Option<Vec<CrossObject>>,
}

#[derive(Serialize)]
struct GroupObject {
    name: String,
    customers: u64,
    monetary_score: Option<f64>,
}

#[derive(Serialize)]
struct ScoreObject {
    recency: u8,
    frequency: u8,
    customers: u64,
    group: String,
}

/// The customers of a group by segment number, and those without a segment.
#[derive(Serialize)]
struct CrossObject {
    name: String,
    segments: Vec<u64>,
    unassigned: u64,
}

impl RfmObject {
    pub fn of(rfm: &Rfm, segments: Option<&Segments>) -> Self {
        let by_segment = segments.and_then(|segments| by_segment(rfm, segments));
        let groups = rfm.groups.iter().map(|size| GroupObject {
            name: size.group.to_string(),
            customers: size.customers,
            monetary_score: size.monetary_score,
        });
        let scores = (1..).zip(&rfm.grid).flat_map(|(recency, row)| {
            (1..).zip(row).map(move |(frequency, customers)| ScoreObject {
                recency,
                frequency,
                customers: *customers,
                group: RfmGroup::of(recency, frequency).to_string(),
            })
        });
        Self {
            monetary: rfm.monetary,
            thresholds: rfm.thresholds,
            groups: groups.collect(),
            scores: scores.collect(),
            by_segment,
        }
    }
}

fn by_segment(rfm: &Rfm, segments: &Segments) -> Option<Vec<CrossObject>> {
    let row = |(size, mut row): (&RfmGroupSize, Vec<u64>)| {
        let unassigned = row.pop().unwrap_or(0);
        CrossObject { name: size.group.to_string(), segments: row, unassigned }
    };
    Some(rfm.groups.iter().zip(cross(rfm, segments)?).map(row).collect())
}

/// The share of burns by the share of customers, the most active first.
#[derive(Serialize)]
pub(super) struct ConcentrationObject {
    customers: u64,
    burners: u64,
    burns: u64,
    gini: f64,
    top: f64,
    top_burns: f64,
    curve: Vec<PointObject>,
}

#[derive(Serialize)]
struct PointObject {
    customers: f64,
    burns: f64,
}

/// The share of revenue by the share of customers, the highest revenue first; of orders without amounts.
#[derive(Serialize)]
pub(super) struct RevenueConcentrationObject {
    customers: u64,
    buyers: u64,
    revenue: f64,
    gini: f64,
    top: f64,
    top_revenue: f64,
    curve: Vec<RevenuePointObject>,
}

#[derive(Serialize)]
struct RevenuePointObject {
    customers: f64,
    revenue: f64,
}

impl RevenueConcentrationObject {
    pub fn of(concentration: &Concentration) -> Self {
        let point = |tenth: u8| {
            let customers = f64::from(tenth) / 10.0;
            RevenuePointObject { customers, revenue: concentration.share(customers) }
        };
        Self {
            customers: concentration.customers,
            buyers: concentration.contributors,
            revenue: concentration.total,
            gini: concentration.gini,
            top: TOP,
            top_revenue: concentration.top_share(),
            curve: (0..=10).map(point).collect(),
        }
    }
}

impl ConcentrationObject {
    pub fn of(concentration: &Concentration) -> Self {
        let point = |tenth: u8| {
            let customers = f64::from(tenth) / 10.0;
            PointObject { customers, burns: concentration.share(customers) }
        };
        Self {
            customers: concentration.customers,
            burners: concentration.contributors,
            burns: concentration.total as u64,
            gini: concentration.gini,
            top: TOP,
            top_burns: concentration.top_share(),
            curve: (0..=10).map(point).collect(),
        }
    }
}
