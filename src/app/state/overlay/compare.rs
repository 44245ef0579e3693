//! Comparing two segments, or one against the rest.

use crate::segments::compare::Comparison;

/// An open comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// The two sides.
    pub comparison: Comparison,
    /// Colour slots of both sides; `None` for the rest.
    pub colours: [Option<usize>; 2],
    /// The features used for clustering.
    pub chosen: Vec<String>,
    /// The feature at the cursor.
    pub cursor: usize,
}
