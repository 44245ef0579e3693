//! The folder that tables are written to: all tables are replaced at once, or none.
//!
//! ```text
//! target/.segscope-x7Kq2p/   the workshop, for its owner alone; a lock in it is held as long as the run lives
//!   customers.csv ...        files being made; when all are complete, they are published:
//! swap                       where it can be, the workshop takes the place of the folder in one step
//! journal                    else a list of the files says that they are complete, and they are moved one by one
//! ```
//!
//! A killed run leaves the old tables and a temporary folder (the workshop), which the next run removes; or the new tables;
//! or, while a journal is executed, some of both: readers refuse such a folder, and the next run completes it.

mod journal;
#[cfg(target_os = "linux")]
mod swap;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use strum::IntoEnumIterator;

use super::error::shown;
use super::schema::Table;
use crate::same_file::{Identity, parent};
use crate::temporary;

pub use journal::is_half_replaced;

/// What `segscope clean` did, a line for each change.
pub const LOG: &str = "log.csv";
/// How long a run waits for another one that writes to the same folder.
const PATIENCE: Duration = Duration::from_secs(10);

/// A folder being written. Nothing in it changes before [`Folder::publish`]; if that is not called, the new files are
/// removed.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    /// Where the files are made: inside the target, so that moving them is fast, and hidden from readers.
    workshop: PathBuf,
    /// The names that files of a data set can have. Others are not touched.
    tables: Vec<String>,
    /// Whether the target is new.
    is_new: bool,
    _lock: File,
}

/// A file being written.
#[derive(Debug)]
pub struct Made {
    /// The file.
    pub file: File,
    /// Its final path, for messages.
    pub label: String,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say what the fields are")]
pub enum FolderError {
    #[error("{path}: {input} is read from there. Write to a folder of its own")]
    Source { path: String, input: String },
    #[error("{path}: has {files} already. Name another folder, or replace them with --force")]
    Occupied { path: String, files: String },
    #[error("{path} cannot be written: {reason}")]
    Write { path: String, reason: String },
    #[error("{path}: another segscope is writing its tables there. Try again when it is done")]
    Busy { path: String },
}

impl Folder {
    /// Creates the folder if needed. `tables` are the names of the files to write, `read` the files that must not
    /// change.
    ///
    /// # Errors
    /// [`FolderError`] if an input is in it, it has such files already and they are not to be replaced, or it is not
    /// writable.
    pub fn open(target: &Path, tables: Vec<String>, force: bool, read: &[PathBuf]) -> Result<Self, FolderError> {
        let cannot = |e: io::Error| failed(&shown(target), &e);
        refuse_source(target, &tables, read)?;
        let is_new = !target.exists();
        fs::create_dir_all(target).map_err(cannot)?;
        let (workshop, lock) = temporary::folder_in(target).map_err(cannot)?;
        let folder = Self { target: target.to_owned(), workshop, tables, is_new, _lock: lock };
        folder.clean_up().map_err(cannot)?;
        let present: Vec<&str> = folder
            .tables
            .iter()
            .map(String::as_str)
            .filter(|name| target.join(name).symlink_metadata().is_ok())
            .collect();
        if let Some(name) = present.iter().find(|name| target.join(name).is_dir()) {
            return Err(FolderError::Write { path: shown(&target.join(name)), reason: "it is a folder".to_owned() });
        }
        if !force && !present.is_empty() {
            return Err(FolderError::Occupied { path: shown(target), files: present.join(", ") });
        }
        Ok(folder)
    }

    /// Creates a file for this name, with the permissions of the file that it replaces.
    ///
    /// # Errors
    /// [`FolderError::Write`].
    pub fn create(&self, name: &str) -> Result<Made, FolderError> {
        let place = self.target.join(name);
        let label = shown(&place);
        let make = || {
            let file = File::create_new(self.workshop.join(name))?;
            match place.symlink_metadata() {
                Ok(old) if old.is_file() => file.set_permissions(old.permissions())?,
                _ => {}
            }
            Ok(file)
        };
        let file = make().map_err(|e| failed(&label, &e))?;
        Ok(Made { file, label })
    }

    /// Moves the files into place, and removes other tables, because they belong to other data.
    ///
    /// # Errors
    /// [`FolderError::Write`].
    pub fn publish(mut self, names: &[String]) -> Result<(), FolderError> {
        let publish = || {
            #[cfg(target_os = "linux")]
            if swap::swap(&self.workshop, &self.target, &self.tables)? {
                return Ok(());
            }
            let others = self.tables.iter().filter(|table| !names.contains(table));
            journal::write(&self.workshop, names, others)?;
            journal::finish(&self.workshop, &self.target)
        };
        let _turn = turn(&self.target)?;
        publish().map_err(|e| failed(&shown(&self.target), &e))?;
        self.is_new = false;
        Ok(())
    }

    /// Completes the publishing of killed runs, and removes their other left-overs here and beside.
    fn clean_up(&self) -> io::Result<()> {
        let own = fs::metadata(self.workshop.join(temporary::LOCK))?;
        for (left, _lock) in temporary::left_in(&self.target, &own) {
            if journal::is_written(&left) {
                journal::finish(&left, &self.target)?;
            }
            discard(&left);
        }
        if let Ok(place) = fs::canonicalize(&self.target) {
            for (left, _lock) in temporary::left_in(&parent(&place), &own) {
                if !journal::is_written(&left) {
                    discard(&left);
                }
            }
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A workshop that is half published is left to the next run.
        if !journal::is_written(&self.workshop) {
            discard(&self.workshop);
        }
        if self.is_new {
            let _ = fs::remove_dir(&self.target);
        }
    }
}

/// The file names that the tables of a data set can have.
pub fn table_names() -> impl Iterator<Item = String> {
    ["csv", "parquet"].into_iter().flat_map(|ending| Table::iter().map(move |table| format!("{table}.{ending}")))
}

/// Waits until no other run publishes into this folder, for as long as the returned value exists. If folders cannot be
/// locked, the last run wins.
fn turn(target: &Path) -> Result<Option<File>, FolderError> {
    let end = Instant::now() + PATIENCE;
    while let Ok(folder) = File::open(target) {
        match temporary::lock_within(&folder, end.saturating_duration_since(Instant::now())) {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => return Err(FolderError::Busy { path: shown(target) }),
            Err(_) => break,
        }
        // The other run may have put another folder there.
        #[cfg(unix)]
        if folder.metadata().ok().map(|metadata| Identity::from(&metadata)) != Identity::of(target).ok() {
            continue;
        }
        return Ok(Some(folder));
    }
    Ok(None)
}

/// No input may be in the folder, under any name.
fn refuse_source(target: &Path, tables: &[String], read: &[PathBuf]) -> Result<(), FolderError> {
    let Ok(place) = Identity::of(target) else { return Ok(()) };
    let taken: Vec<Identity> = tables.iter().filter_map(|name| Identity::of(&target.join(name)).ok()).collect();
    let is_there = |input: &&PathBuf| {
        let file = fs::canonicalize(input).unwrap_or_else(|_| (*input).clone());
        let folders = [parent(input), parent(&file)].map(|folder| Identity::of(&folder).ok());
        folders.contains(&Some(place.clone())) || Identity::of(input).is_ok_and(|input| taken.contains(&input))
    };
    match read.iter().find(is_there) {
        Some(input) => Err(FolderError::Source { path: shown(target), input: shown(input) }),
        None => Ok(()),
    }
}

/// Removes a temporary file, or a folder with our own files. What cannot be removed is hidden, and no reader takes it
/// for data.
fn discard(left: &Path) {
    if fs::remove_file(left).is_ok() {
        return;
    }
    // A run that was killed while it wrote its journal left a temporary file; one that started in a folder that was swapped
    // in the meantime left its workshop in the old one.
    for (nested, _lock) in fs::metadata(left).map(|own| temporary::left_in(left, &own)).unwrap_or_default() {
        if !journal::is_written(&nested) {
            discard(&nested);
        }
    }
    for entry in fs::read_dir(left).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = table_names().any(|table| name == table.as_str()) || name == LOG || journal::is_tool(&name);
        if is_ours || entry.metadata().is_ok_and(|metadata| is_elsewhere(&metadata)) {
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = fs::remove_dir(left);
}

/// Whether a file has other hard links.
#[cfg(unix)]
fn is_elsewhere(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    !metadata.is_dir() && metadata.nlink() > 1
}

#[cfg(not(unix))]
fn is_elsewhere(_: &fs::Metadata) -> bool {
    false
}

/// The error for a file that cannot be written.
pub fn failed(label: &str, error: &io::Error) -> FolderError {
    FolderError::Write { path: label.to_owned(), reason: error.to_string() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
