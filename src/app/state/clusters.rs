//! The state of the segments and of the sweep over K.

use std::sync::Arc;

use crate::analysis::Segmentation;

/// Most segments that there can be on screen: one glyph each, 1 to 9 and a to z.
pub const MOST_SEGMENTS: usize = 35;

/// The segments on screen. The last good ones stay while new ones are computed.
#[derive(Clone, Debug)]
pub enum ClusterState {
    /// Nothing to show, and nothing is running.
    Idle,
    /// New segments are being computed; the last ones may be shown, dimmed.
    Running(Option<Arc<Segmentation>>),
    /// Up to date.
    Ready(Arc<Segmentation>),
    /// The request failed, with the reason and the last good segments.
    Failed(String, Option<Arc<Segmentation>>),
}

impl ClusterState {
    /// The last good segments.
    pub fn last(&self) -> Option<&Arc<Segmentation>> {
        match self {
            Self::Ready(s) | Self::Running(Some(s)) | Self::Failed(_, Some(s)) => Some(s),
            Self::Idle | Self::Running(None) | Self::Failed(_, None) => None,
        }
    }

    /// The same, mutable.
    pub(crate) fn last_mut(&mut self) -> Option<&mut Arc<Segmentation>> {
        match self {
            Self::Ready(s) | Self::Running(Some(s)) | Self::Failed(_, Some(s)) => Some(s),
            Self::Idle | Self::Running(None) | Self::Failed(_, None) => None,
        }
    }
}

/// The state of the sweep over K.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Not running.
    #[default]
    Rest,
    /// Clustering at each K in turn.
    Sweep,
    /// Every K is done; the test of structure and the gap statistic are running.
    Gap,
}
