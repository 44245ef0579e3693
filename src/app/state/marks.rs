//! What is marked with `space`.

use crate::data::filter::Condition;

/// Most segments that are marked, because that many are compared.
pub const MOST_COMPARED: usize = 6;

/// The marked segments, and the marked rows of other lists. A row is known by what it opens, so that sorting and filtering
/// keep its mark.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// Labels of segments, the older mark first. They follow their customers to another clustering.
    pub segments: Vec<usize>,
    /// What each row opens, the older mark first.
    pub rows: Vec<Condition>,
}
