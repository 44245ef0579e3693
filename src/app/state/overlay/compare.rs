//! Comparing two segments, or one against the rest.

use crate::segments::compare::Comparison;

/// An open comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// What is compared.
    pub comparison: Comparison,
    /// Colour slots of both sides; none of all others.
    pub colours: [Option<usize>; 2],
    /// What the segments were clustered by.
    pub chosen: Vec<String>,
    /// The feature under the cursor.
    pub cursor: usize,
}
