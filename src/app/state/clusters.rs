//! The segments and how far they are computed.

use std::sync::Arc;

use crate::analysis::Segmentation;

/// The segments on screen. The last good ones stay while the next are computed.
#[derive(Clone, Debug)]
pub enum ClusterState {
    /// Nothing to show yet, and nothing under way.
    Idle,
    /// The next is being computed; the last may be shown, dimmed.
    Running(Option<Arc<Segmentation>>),
    /// Up to date.
    Ready(Arc<Segmentation>),
    /// The request could not be met: why, and the last good segments.
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

    /// The same, to be changed.
    pub(crate) fn last_mut(&mut self) -> Option<&mut Arc<Segmentation>> {
        match self {
            Self::Ready(s) | Self::Running(Some(s)) | Self::Failed(_, Some(s)) => Some(s),
            Self::Idle | Self::Running(None) | Self::Failed(_, None) => None,
        }
    }
}

/// How far the sweep over K is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Nothing is under way.
    #[default]
    Rest,
    /// Clustering at one K after the other.
    Sweep,
    /// Every K is there, and the test of structure and the gap statistic are under way.
    Gap,
}
