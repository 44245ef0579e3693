//! The user's names of segments, and where they are kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::segments::Names;
use crate::segments::names::Change;

/// The user's names, and where they are kept.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// The names.
    pub names: Names,
    /// The file that they are kept in; none where they are for this run alone, as without a terminal.
    pub file: Option<Arc<PathBuf>>,
    /// What was done to them in this session.
    pub changes: Vec<Change>,
    /// How many of the changes the file has; shared with the work that writes it.
    pub kept: Arc<AtomicUsize>,
    /// Whether it was said that the file cannot be written.
    pub refused: bool,
}

impl Naming {
    /// The names that are kept in a file.
    pub fn new(names: Names, file: &Path) -> Self {
        Self { names, file: Some(Arc::new(file.to_owned())), ..Self::default() }
    }

    /// Whether the file has not got all changes yet.
    pub fn is_unsaved(&self) -> bool {
        self.file.is_some() && self.kept.load(Ordering::SeqCst) < self.changes.len()
    }
}
