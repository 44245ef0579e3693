//! What lasts from one session to the next.

use std::sync::Arc;

use crate::analysis::Dataset;
use crate::app::state::input::Input;
use crate::app::state::naming::Naming;
use crate::app::state::saved::{Saved, SavedView};

/// What is stored for a data set.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// The names of its segments.
    pub naming: Naming,
    /// Its views, and where its last session ended.
    pub saved: Saved,
    /// Whether its files are watched.
    pub watching: bool,
    /// What could not be read.
    pub notice: Option<String>,
}

/// Other data that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The data, filtered by the conditions that apply to it.
    pub dataset: Arc<Dataset>,
    /// What is stored for it.
    pub stored: Stored,
}

/// What to remember once data is open.
#[derive(Clone, Debug)]
pub struct Remembered {
    /// The data that is open now.
    pub open: Input,
    /// The previous data, and where its session ended.
    pub left: Option<(Input, SavedView)>,
}
