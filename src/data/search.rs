//! Input files: paths, folders, patterns such as `'data/*.csv'`, and `-` for standard input.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{DataError, shown};
use super::folder::is_half_replaced;
use super::origin::{Origin, has_data_ending};
use super::part_folders::{self, MOST_FILES, PartOf};
use super::standard_input;
use crate::progress::Progress;
use crate::same_file::Identity;
use crate::warehouse::{self, Connection, Table};

/// A file to open.
pub struct Found {
    /// The file.
    pub origin: Origin,
    /// Whether the user named it, instead of a folder or pattern: then it must contain a table.
    pub given: bool,
    /// The table that it is a part of.
    pub part_of: Option<PartOf>,
}

impl Found {
    /// A file named by the user.
    pub fn given(origin: Origin) -> Self {
        let part_of = PartOf::by_keys(origin.path());
        Self { origin, given: true, part_of }
    }

    /// A table of a database: not all of them need to be meant.
    fn in_database(table: Table) -> Self {
        Self { origin: Origin::Table(Arc::new(table)), given: false, part_of: None }
    }

    fn searched((path, part_of): (PathBuf, Option<PartOf>)) -> Self {
        let part_of = part_of.or_else(|| PartOf::by_keys(&path));
        Self { origin: Origin::File(path), given: false, part_of }
    }
}

/// All files of the paths.
///
/// # Errors
/// [`DataError`] if a path does not exist, a pattern matches nothing, or a folder cannot be read.
pub fn files(paths: &[PathBuf], progress: &Progress) -> Result<Vec<Found>, DataError> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == standard_input::DASH {
            found.push(Found::given(standard_input::origin(progress)?));
        } else if warehouse::names_database(path) {
            let tables = Connection::open(path, progress)?.tables(progress)?;
            found.extend(tables.into_iter().filter(|table| !table.holds_segments()).map(Found::in_database));
        } else if let Some(pattern) = pattern(path) {
            found.extend(matching(pattern)?.into_iter().map(|path| Found::searched((path, None))));
        } else {
            let kind = std::fs::metadata(path).map_err(|e| DataError::io(path, e))?;
            if kind.is_dir() {
                found.extend(in_folder(path)?.into_iter().map(Found::searched));
            } else if kind.is_file() {
                found.push(Found::given(Origin::File(path.clone())));
            } else {
                return Err(DataError::NotAFile { path: shown(path) });
            }
        }
        if found.len() > MOST_FILES {
            return Err(DataError::TooManyFiles { path: shown(path), most: MOST_FILES });
        }
    }
    refuse_repeated(&found)?;
    Ok(found)
}

/// A file under two names, such as a link to it, would count twice.
fn refuse_repeated(found: &[Found]) -> Result<(), DataError> {
    let mut known: BTreeMap<Identity, &Path> = BTreeMap::new();
    for file in found {
        let Origin::File(path) = &file.origin else { continue };
        // What cannot be opened is said when it is.
        let Ok(identity) = Identity::of(path) else { continue };
        if let Some(other) = known.insert(identity, path) {
            return Err(DataError::Repeated { path: shown(path), other: shown(other) });
        }
    }
    Ok(())
}

/// The current files of the paths, without opening any. A path that does not exist, or a folder that cannot be read, is
/// included as it is.
pub fn meant(paths: &[PathBuf]) -> Vec<PathBuf> {
    let of = |path: &PathBuf| {
        let found = match pattern(path) {
            Some(pattern) => matching(pattern),
            None if path.is_dir() => in_folder(path).map(|files| files.into_iter().map(|(file, _)| file).collect()),
            None => Ok(Vec::new()),
        };
        found.ok().filter(|files| !files.is_empty()).unwrap_or_else(|| vec![path.clone()])
    };
    let are_files = |path: &&PathBuf| path.as_os_str() != standard_input::DASH && !warehouse::is_address(path);
    paths.iter().filter(are_files).flat_map(of).collect()
}

/// The path as a pattern, if it is one: a name with `[` can also be that of a file.
fn pattern(path: &Path) -> Option<&str> {
    let text = path.to_str()?;
    let starred = text.contains(['*', '?']);
    let bracketed = || text.contains('[') && !path.exists() && glob::Pattern::new(text).is_ok();
    (starred || bracketed()).then_some(text)
}

/// The files that match a pattern, without hidden ones.
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

/// The data files of a folder, by name, and those of its subfolders that are tables; without hidden files and locks of
/// open workbooks.
fn in_folder(folder: &Path) -> Result<Vec<(PathBuf, Option<PartOf>)>, DataError> {
    if is_half_replaced(folder) {
        return Err(DataError::HalfReplaced { path: shown(folder) });
    }
    let mut files = Vec::new();
    let parts =
        |path: &Path| part_folders::files(path).map(|files| files.into_iter().map(|(file, of)| (file, Some(of))));
    if part_folders::is_written_in_parts(folder) {
        // Other tables may be beside the parts.
        let is_other = |file: &Path| file.parent() == Some(folder) && !part_folders::is_part(file);
        files.extend(parts(folder)?.map(|(file, of)| if is_other(&file) { (file, None) } else { (file, of) }));
        return Ok(files);
    }
    for path in part_folders::sorted(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(['.', '_']) || name.starts_with("~$") {
            continue;
        }
        if path.is_dir() {
            if part_folders::key(&name).is_none() && part_folders::is_table(&path) {
                files.extend(parts(&path)?);
            }
        } else if has_data_ending(&path) && path.is_file() {
            files.push((path, None));
        }
    }
    Ok(files)
}
