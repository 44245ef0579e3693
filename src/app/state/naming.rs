//! The user's names of segments, and the file that stores them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::segments::Names;
use crate::segments::names::Change;

/// The user's names, and their file.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// The names.
    pub names: Names,
    /// The file; `None` if the names last for this run only, as without a terminal.
    pub file: Option<Arc<PathBuf>>,
    /// The changes of this session.
    pub changes: Vec<Change>,
    /// How many of the changes are in the file; shared with the job that writes it.
    pub kept: Arc<AtomicUsize>,
    /// Whether the user was told that the file cannot be written.
    pub refused: bool,
}

impl Naming {
    /// Names that are stored in a file.
    pub fn new(names: Names, file: &Path) -> Self {
        Self { names, file: Some(Arc::new(file.to_owned())), ..Self::default() }
    }

    /// Whether the file lacks some of the changes.
    pub fn is_unsaved(&self) -> bool {
        self.file.is_some() && self.kept.load(Ordering::SeqCst) < self.changes.len()
    }
}
