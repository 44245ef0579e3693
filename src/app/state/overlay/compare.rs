//! Comparing two segments, or one against the rest.

use crate::segments::compare::{Comparison, RateTest};

/// An open comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// The two sides.
    pub comparison: Comparison,
    /// The rates of both sides; none while they are tested.
    pub rates: Option<RateTest>,
    /// Colour slots of both sides; `None` for the rest.
    pub colours: [Option<usize>; 2],
    /// The features used for clustering.
    pub chosen: Vec<String>,
    /// The feature at the cursor.
    pub cursor: usize,
}
