//! The cache: the result of a load is stored, so that the next start with the same files and options is fast.
//!
//! An entry is only used if everything that it depends on is the same (`key`) and every byte is as it was written
//! (`entry`); else the files are read. The cache never fails a load.

mod blocks;
mod checksum;
mod entry;
mod folder;
mod frames;
mod key;
mod orders;

#[cfg(test)]
mod tests;

pub use folder::{CacheEntry, clear, list};

use std::path::PathBuf;
use std::time::SystemTime;

use self::key::Key;
use super::budget;
use super::cache_options::{CacheNote, CacheOptions};
use super::error::shown;
use super::facts::Facts;
use super::guard::guarded;
use super::load_options::LoadOptions;
use crate::atomic_file;
use crate::progress::Progress;

/// The advice if the system refuses the files of the cache.
const REMEDY: &str = "Set XDG_CACHE_HOME to another folder, or leave out --cache";

/// The place of one load in the cache.
pub struct Place<'a> {
    options: &'a LoadOptions,
    cache: &'a CacheOptions,
    key: Key,
}

/// The place of a load; `None` without a cache, and for what is not read from files.
pub fn place<'a>(options: &'a LoadOptions, progress: &Progress) -> Option<Place<'a>> {
    let cache = options.cache.as_ref()?;
    let place = Key::of(options, progress).map(|key| Place { options, cache, key });
    if place.is_none() {
        cache.notes.add(CacheNote::Detail("the cache is not used: it is for files only".to_owned()));
    }
    place
}

impl Place<'_> {
    /// What is stored there; `None` if that is nothing, or cannot be used.
    pub fn read(&self, progress: &Progress) -> Option<Facts> {
        let path = self.file();
        let found = guarded(&shown(&path), || {
            Ok(folder::open(&path).and_then(|file| {
                let Some(file) = file else { return Ok(None) };
                let facts = entry::read(&file, &self.key, self.options.today, progress)?;
                // The entry was used: others are removed before it.
                let _ = file.set_modified(SystemTime::now());
                Ok(Some(facts))
            }))
        });
        let why = match found {
            Ok(Ok(Some(facts))) => {
                self.detail(format!("the data is read from the cache: {}", shown(&path)));
                return Some(facts);
            }
            Ok(Ok(None)) => "it has no entry for them".to_owned(),
            Ok(Err(why)) => format!("{}: {why}", shown(&path)),
            Err(why) => why.to_string(),
        };
        if !progress.is_cancelled() {
            self.detail(format!("the files are read and not the cache: {why}"));
        }
        None
    }

    /// The same place, once any later change of the files is visible in their times; `None` if the wait is too long.
    pub fn settled(self, progress: &Progress) -> Option<Self> {
        let is_settled = self.key.settles().is_some_and(|wait| {
            std::thread::sleep(wait);
            Key::of(self.options, progress).as_ref() == Some(&self.key)
        });
        if !is_settled {
            self.detail("the data is not stored in the cache: the files were changed a moment ago".to_owned());
        }
        is_settled.then_some(self)
    }

    /// Stores what was loaded after the place was made.
    pub fn store(&self, facts: &Facts, progress: &Progress) {
        if progress.is_cancelled() {
            return;
        }
        progress.begin("storing in the cache", 0);
        if Key::of(self.options, progress).as_ref() != Some(&self.key) {
            self.detail("the data is not stored in the cache: the files changed while they were read".to_owned());
            return;
        }
        let CacheOptions { folder, limit, .. } = self.cache;
        let in_folder = |why: std::io::Error| format!("{}: {why}. {REMEDY}", shown(folder));
        let write = || {
            folder::prepare(folder).map_err(in_folder)?;
            let content = |out: &mut _| entry::write(&self.key, self.options.today, facts, out, *limit);
            let bytes = atomic_file::replace_private(&self.file(), content).map_err(|error| {
                let of_system = error.why().raw_os_error().is_some();
                if of_system { format!("{error}. {REMEDY}") } else { error.to_string() }
            })?;
            folder::bound(folder, *limit).map_err(in_folder)?;
            Ok::<u64, String>(bytes)
        };
        match write() {
            Ok(bytes) => {
                let path = shown(&self.file());
                self.detail(format!("the data is stored in the cache: {path}, {}", budget::shown(bytes)));
            }
            Err(why) => {
                let why = format!("the data is not stored in the cache: {why}");
                self.cache.notes.add(CacheNote::Warning(why));
            }
        }
    }

    fn file(&self) -> PathBuf {
        folder::file(&self.cache.folder, &self.key.file_name())
    }

    fn detail(&self, note: String) {
        self.cache.notes.add(CacheNote::Detail(note));
    }
}
