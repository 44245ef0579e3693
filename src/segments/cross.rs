//! RFM groups against segments.

use strum::EnumCount;

use super::Segments;
use crate::measures::{Rfm, RfmGroup};

/// Customers of each RFM group, in the order of the groups: by segment number, and last those in no segment. None if
/// the scores belong to other customers than the segments.
pub fn cross(rfm: &Rfm, segments: &Segments) -> Option<[Vec<u64>; RfmGroup::COUNT]> {
    if rfm.scores.len() != segments.of_customer.len() {
        return None;
    }
    let none = segments.list.len();
    let mut table = [(); RfmGroup::COUNT].map(|()| vec![0; none + 1]);
    for (scores, label) in rfm.scores.iter().zip(&segments.of_customer) {
        if let Some(scores) = scores {
            let column = label.map_or(none, |label| (label as usize).min(none));
            table[scores.group() as usize][column] += 1;
        }
    }
    Some(table)
}
