//! The page of a segment: profile, reason for its name, advice.

use std::sync::Arc;

use crate::analysis::Segmentation;
use crate::app::motion::Motion;

/// The open page of a segment.
#[derive(Clone, Debug)]
pub struct SegmentPage {
    /// All segments.
    pub segmentation: Arc<Segmentation>,
    /// Its label.
    pub label: usize,
    /// How many rows are scrolled away: first of the text, then of the features.
    pub top: usize,
}

/// The most rows of text above the features that scroll away.
const TEXT: usize = 24;

impl PartialEq for SegmentPage {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.segmentation, &other.segmentation) && (self.label, self.top) == (other.label, other.top)
    }
}

impl SegmentPage {
    /// Scrolls through the text and the features, or moves to the neighbouring segments.
    pub fn step(&mut self, motion: Motion) {
        let segments = &self.segmentation.segments;
        let categories = segments.list.get(self.label).map_or(0, |segment| segment.categories.len());
        let last = TEXT + segments.telling_features().len() + categories;
        match motion {
            Motion::Left => self.label = self.label.saturating_sub(1),
            Motion::Right => self.label = (self.label + 1).min(segments.list.len().saturating_sub(1)),
            Motion::Up => self.top = self.top.saturating_sub(1),
            Motion::Down => self.top = (self.top + 1).min(last),
            Motion::HalfUp | Motion::PageUp => self.top = self.top.saturating_sub(10),
            Motion::HalfDown | Motion::PageDown => self.top = (self.top + 10).min(last),
            Motion::First => self.top = 0,
            Motion::Last => self.top = last,
        }
    }
}
