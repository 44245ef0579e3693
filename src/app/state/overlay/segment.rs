//! One segment, opened over the screen: its profile, why it has its name, and what to do about it.

use std::sync::Arc;

use crate::analysis::Segmentation;
use crate::app::motion::Motion;

/// One segment.
#[derive(Clone, Debug)]
pub struct SegmentPage {
    /// The segments it is one of.
    pub segmentation: Arc<Segmentation>,
    /// Its label.
    pub label: usize,
    /// First feature that is shown.
    pub top: usize,
}

impl PartialEq for SegmentPage {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.segmentation, &other.segmentation) && (self.label, self.top) == (other.label, other.top)
    }
}

impl SegmentPage {
    /// Goes through the features, and to the segments beside it.
    pub fn step(&mut self, motion: Motion) {
        let segments = &self.segmentation.segments;
        let last = segments.telling_features().len().saturating_sub(1);
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
