//! Customers by the other columns of their table, as a part of the JSON contract.

use serde::Serialize;

use super::figures::GroupObject;
use crate::data::Kind;
use crate::measures::{Band, Demographic, Group, Numbers};

/// A text column has groups only.
#[derive(Serialize)]
pub(super) struct DemographicObject<'a> {
    column: &'a str,
    numbers: Option<NumbersObject>,
    groups: Vec<BandObject<'a>>,
}

#[derive(Serialize)]
struct NumbersObject {
    n: u64,
    min: f64,
    p25: f64,
    median: f64,
    mean: f64,
    p75: f64,
    max: f64,
    /// Customers with a word among the numbers: they are in none of these.
    in_no_mean: u64,
}

/// A band contains the values from `from` up to, but not including, `below`; null if it is open, or for text.
#[derive(Serialize)]
struct BandObject<'a> {
    #[serde(flatten)]
    group: GroupObject<'a>,
    from: Option<f64>,
    below: Option<f64>,
}

impl<'a> DemographicObject<'a> {
    pub fn of(demographic: &'a Demographic, kind: Kind) -> Self {
        let numbers = demographic.numbers.as_ref();
        let bands = numbers.into_iter().flat_map(Numbers::bands).chain(std::iter::repeat([None; 2]));
        let group =
            |(group, [from, below]): (&'a Group, Band)| BandObject { group: GroupObject::of(group, kind), from, below };
        Self {
            column: &demographic.column,
            numbers: numbers.map(|v| NumbersObject {
                n: v.n,
                min: v.min,
                p25: v.p25,
                median: v.median,
                mean: v.mean,
                p75: v.p75,
                max: v.max,
                in_no_mean: demographic.in_no_mean,
            }),
            groups: demographic.groups.iter().zip(bands).map(group).collect(),
        }
    }
}
