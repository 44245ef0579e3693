//! The folder that the tables go to: files are made beside it and moved in when all of them are complete.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use strum::IntoEnumIterator;

use super::{CleanError, CleanOptions, Format, log};
use crate::data::error::shown;
use crate::data::schema::Table;

/// A folder being written to. Until [`Folder::publish`] nothing in it changes, and what was made is removed on the way out.
pub struct Folder {
    target: PathBuf,
    /// Where the files are made: inside the target, so that moving them costs nothing, and hidden from whoever reads it.
    workshop: PathBuf,
    /// Whether the target was not there before.
    is_new: bool,
}

/// A file being written.
pub struct Made {
    /// The file.
    pub file: File,
    /// Where it will be, for messages.
    pub label: String,
}

impl Folder {
    /// Makes the folder where there is none.
    ///
    /// # Errors
    /// [`CleanError`] when the data is read from it, it has such files already, or it cannot be written to.
    pub fn open(to: &CleanOptions, sources: &[PathBuf]) -> Result<Self, CleanError> {
        let target = &to.folder;
        let is_new = !target.exists();
        if !is_new {
            let read_from = |path: &PathBuf| fs::canonicalize(folder_of(path)).ok();
            let place = fs::canonicalize(target).ok();
            if sources.iter().any(|path| place.is_some() && read_from(path) == place) {
                return Err(CleanError::Source { path: shown(target) });
            }
            let present: Vec<String> = possible().filter(|name| target.join(name).exists()).collect();
            if !to.force && !present.is_empty() {
                return Err(CleanError::Occupied { path: shown(target), files: present.join(", ") });
            }
        }
        let workshop = target.join(format!(".segscope-{}", std::process::id()));
        fs::create_dir_all(&workshop).map_err(|e| failed(&shown(target), &e))?;
        Ok(Self { target: target.clone(), workshop, is_new })
    }

    /// Makes a file that will have this name.
    ///
    /// # Errors
    /// [`CleanError::Write`].
    pub fn create(&self, name: &str) -> Result<Made, CleanError> {
        let label = shown(&self.target.join(name));
        let file = File::create(self.workshop.join(name)).map_err(|e| failed(&label, &e))?;
        Ok(Made { file, label })
    }

    /// Gives the files their places, and takes away other tables that were there: they belong to other data.
    ///
    /// # Errors
    /// [`CleanError::Write`].
    pub fn publish(mut self, names: &[String]) -> Result<(), CleanError> {
        for name in possible().filter(|name| !names.contains(name)) {
            match fs::remove_file(self.target.join(&name)) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => {
                    return Err(failed(&shown(&self.target.join(name)), &e));
                }
                _ => {}
            }
        }
        for name in names {
            let place = self.target.join(name);
            fs::rename(self.workshop.join(name), &place).map_err(|e| failed(&shown(&place), &e))?;
        }
        self.is_new = false;
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed now is hidden, and no reader takes it for data.
        let _ = fs::remove_dir_all(&self.workshop);
        if self.is_new {
            let _ = fs::remove_dir(&self.target);
        }
    }
}

/// The names that a cleaned data set may have files by.
fn possible() -> impl Iterator<Item = String> {
    let tables =
        [Format::Csv, Format::Parquet].map(|format| Table::iter().map(move |t| format!("{t}.{}", format.ending())));
    tables.into_iter().flatten().chain([log::NAME.to_owned()])
}

fn folder_of(path: &Path) -> &Path {
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.is_dir() { path } else { parent }
}

/// The error of a file that cannot be written.
pub fn failed(label: &str, error: &io::Error) -> CleanError {
    CleanError::Write { path: label.to_owned(), reason: error.to_string() }
}
