//! Comparing more than two segments.

use crate::app::motion::Motion;
use crate::segments::compare::RateTest;
use crate::segments::several::Several;

/// An open comparison of several segments.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareSeveral {
    /// The segments.
    pub several: Several,
    /// Their rates; none while they are tested.
    pub rates: Option<RateTest>,
    /// Their colour slots.
    pub colours: Vec<usize>,
    /// The feature at the cursor.
    pub cursor: usize,
    /// The first visible segment.
    pub left: usize,
}

impl CompareSeveral {
    /// Moves through the features, or to other segments.
    pub fn step(&mut self, motion: Motion, page: usize) {
        match motion {
            Motion::Left => self.left = self.left.saturating_sub(1),
            Motion::Right => self.left = (self.left + 1).min(self.several.parties.len() - 1),
            _ => self.cursor = motion.within(self.cursor, page, self.several.features.len()),
        }
    }
}
