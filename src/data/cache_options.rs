//! Where loaded data is stored for the next start, and what there is to say about it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// The cache of loaded data (see [`super::cache`]).
#[derive(Clone, Debug)]
pub struct CacheOptions {
    /// Its folder, for the owner only.
    pub folder: PathBuf,
    /// The bytes that all entries may take.
    pub limit: u64,
    /// What the loads report.
    pub notes: CacheNotes,
}

/// A report of the cache, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CacheNote {
    /// Where the data comes from; printed with `--verbose` only.
    Detail(String),
    /// The cache cannot be used; the data is not affected.
    Warning(String),
}

/// Reports since the last look. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct CacheNotes(Arc<Mutex<Vec<CacheNote>>>);

impl CacheNotes {
    /// Adds one.
    pub fn add(&self, note: CacheNote) {
        if let Ok(mut notes) = self.0.lock() {
            notes.push(note);
        }
    }

    /// Takes them all.
    pub fn take(&self) -> Vec<CacheNote> {
        self.0.lock().map(|mut notes| std::mem::take(&mut *notes)).unwrap_or_default()
    }
}
