//! Comparing more than two segments.

use crate::app::motion::Motion;
use crate::segments::compare::RateTest;
use crate::segments::several::Several;

/// Columns of the names of features.
pub const LABEL: u16 = 14;
/// Least columns of a segment: its name is distinct from the others, and a mean is beside its index.
pub const SIDE: u16 = 13;
/// Columns beside the comparison and of its frame.
const AROUND: u16 = 8;

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
    /// Columns for the segments on a screen of some columns.
    pub fn room(screen: u16) -> u16 {
        screen.saturating_sub(AROUND + LABEL)
    }

    /// The number of segments that are beside each other on such a screen.
    pub fn visible(&self, screen: u16) -> usize {
        usize::from(Self::room(screen) / (SIDE + 1)).clamp(1, self.several.parties.len())
    }

    /// The first segment that is visible there: the last stay beside each other at the end.
    pub fn first(&self, screen: u16) -> usize {
        self.left.min(self.several.parties.len() - self.visible(screen))
    }

    /// Moves through the features.
    pub fn step(&mut self, motion: Motion, page: usize) {
        self.cursor = motion.within(self.cursor, page, self.several.features.len());
    }

    /// Moves to other segments.
    pub fn turn(&mut self, forward: bool, screen: u16) {
        let first = self.first(screen);
        self.left = if forward { first + 1 } else { first.saturating_sub(1) };
        self.left = self.first(screen);
    }
}
