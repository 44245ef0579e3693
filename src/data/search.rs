//! Which files DATA means: files, folders, patterns such as `'data/*.csv'`, and `-` for a pipe.

use std::path::{Path, PathBuf};

use super::error::{DataError, shown};
use super::folder::is_half_replaced;
use super::origin::{ENDINGS, Origin};
use super::standard_input;
use crate::progress::Progress;

/// A file to look into.
pub struct Found {
    /// What to read.
    pub origin: Origin,
    /// Named by the user, not found in a folder or by a pattern: there it must hold a table.
    pub given: bool,
}

/// All files that the paths mean.
///
/// # Errors
/// [`DataError`] when a path is not there, a pattern matches nothing, or a folder cannot be read.
pub fn files(paths: &[PathBuf], progress: &Progress) -> Result<Vec<Found>, DataError> {
    let mut found = Vec::new();
    for path in paths {
        let searched = |paths: Vec<PathBuf>| {
            paths.into_iter().map(|path| Found { origin: Origin::File(path), given: false }).collect::<Vec<_>>()
        };
        if path.as_os_str() == standard_input::DASH {
            found.push(Found { origin: standard_input::origin(progress)?, given: true });
        } else if let Some(pattern) = pattern(path) {
            found.extend(searched(matching(pattern)?));
        } else {
            let kind = std::fs::metadata(path).map_err(|e| DataError::io(path, e))?;
            if kind.is_dir() {
                found.extend(searched(in_folder(path)?));
            } else if kind.is_file() {
                found.push(Found { origin: Origin::File(path.clone()), given: true });
            } else {
                return Err(DataError::NotAFile { path: shown(path) });
            }
        }
    }
    Ok(found)
}

/// The files that the paths mean now, as far as that can be told; nothing is opened. A path that is not there, or a folder
/// that cannot be read, stands for itself.
pub fn meant(paths: &[PathBuf]) -> Vec<PathBuf> {
    let of = |path: &PathBuf| {
        let found = match pattern(path) {
            Some(pattern) => matching(pattern),
            None if path.is_dir() => in_folder(path),
            None => Ok(Vec::new()),
        };
        found.ok().filter(|files| !files.is_empty()).unwrap_or_else(|| vec![path.clone()])
    };
    paths.iter().filter(|path| path.as_os_str() != standard_input::DASH).flat_map(of).collect()
}

/// The path as a pattern, if it is one: a name with `[` in it may well be that of a file.
fn pattern(path: &Path) -> Option<&str> {
    let text = path.to_str()?;
    let starred = text.contains(['*', '?']);
    let bracketed = || text.contains('[') && !path.exists() && glob::Pattern::new(text).is_ok();
    (starred || bracketed()).then_some(text)
}

/// The files that match a pattern; none that are hidden.
fn matching(pattern: &str) -> Result<Vec<PathBuf>, DataError> {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let wrong =
        |e: glob::PatternError| DataError::BadPattern { pattern: shown(Path::new(pattern)), why: e.to_string() };
    let mut files = Vec::new();
    for path in glob::glob_with(pattern, options).map_err(wrong)? {
        let path = path.map_err(|e| {
            let folder = e.path().to_owned();
            DataError::io(&folder, e.into())
        })?;
        if path.is_file() {
            files.push(path);
        }
    }
    if files.is_empty() { Err(DataError::NoMatch { pattern: shown(Path::new(pattern)) }) } else { Ok(files) }
}

/// The files of a folder that may be data, by name; none that are hidden or a lock of an open workbook.
fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, DataError> {
    if is_half_replaced(folder) {
        return Err(DataError::HalfReplaced { path: shown(folder) });
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| DataError::io(folder, e))? {
        let path = entry.map_err(|e| DataError::io(folder, e))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let is_data = ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(&ending));
        if is_data && !name.starts_with('.') && !name.starts_with("~$") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
