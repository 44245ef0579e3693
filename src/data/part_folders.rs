//! Folders that are tables, as Spark and Hive write them: `part-*` files, `_SUCCESS`, and folders such as
//! `month=2024-01` with the value of a column for all rows. A folder with the name of a table is one, too.

use std::path::{Path, PathBuf};

use super::error::{DataError, shown};
use super::origin::{has_data_ending, without_endings};
use super::schema::Table;

/// Most files; more take too long to open.
pub const MOST_FILES: usize = 20_000;
/// Deepest nesting of folders.
const DEEPEST: usize = 16;
/// The folder name that Hive writes for a missing value.
const NO_VALUE: &str = "__HIVE_DEFAULT_PARTITION__";

/// The table that a file belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartOf {
    /// The folder.
    pub folder: PathBuf,
    /// Columns with the same value in all rows of the file.
    pub keys: Vec<(String, String)>,
}

impl PartOf {
    /// The name that may name a table.
    pub fn name(&self) -> String {
        without_endings(&self.folder.file_name().unwrap_or_default().to_string_lossy()).to_owned()
    }

    /// The table of a file below folders such as `month=2024-01`.
    pub fn by_keys(file: &Path) -> Option<Self> {
        let folders = file.ancestors().skip(1);
        let mut keys: Vec<(String, String)> = folders.map_while(|folder| key(&name(folder))).collect();
        let folder = file.ancestors().nth(1 + keys.len())?.to_owned();
        keys.reverse();
        (!keys.is_empty()).then_some(Self { folder, keys })
    }
}

/// Whether a subfolder is a table.
pub fn is_table(folder: &Path) -> bool {
    let is_named = Table::by_name(without_endings(&name(folder))).is_some();
    is_written_in_parts(folder) || (is_named && has(folder, |entry, _| has_data_ending(entry)))
}

/// Whether the files of a folder are parts of one table.
pub fn is_written_in_parts(folder: &Path) -> bool {
    has(folder, |path, name| is_part(path) || name == "_SUCCESS" || (key(name).is_some() && path.is_dir()))
}

fn has(folder: &Path, tells: impl Fn(&Path, &str) -> bool) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().map(|entry| entry.path()).any(|path| tells(&path, &name(&path)))
}

/// The files of a folder that is a table, by name.
///
/// # Errors
/// [`DataError`] if a folder cannot be read, has too many files, or needs its log to decide which files count.
pub fn files(folder: &Path) -> Result<Vec<(PathBuf, PartOf)>, DataError> {
    let mut files = Vec::new();
    walk(folder, &PartOf { folder: folder.to_owned(), keys: Vec::new() }, 0, &mut files)?;
    Ok(files)
}

fn walk(folder: &Path, of: &PartOf, depth: usize, files: &mut Vec<(PathBuf, PartOf)>) -> Result<(), DataError> {
    if folder.join("_delta_log").is_dir() {
        let found = "a Delta table, whose log says which files count; write it as plain Parquet or CSV".to_owned();
        return Err(DataError::NotATable { path: shown(folder), found });
    }
    for path in sorted(folder)? {
        let name = name(&path);
        if name.starts_with(['.', '_']) {
            continue;
        }
        if path.is_dir() {
            if depth < DEEPEST {
                let keys = of.keys.iter().cloned().chain(key(&name)).collect();
                walk(&path, &PartOf { folder: of.folder.clone(), keys }, depth + 1, files)?;
            }
        } else if is_part(&path) || has_data_ending(&path) {
            files.push((path, of.clone()));
            if files.len() > MOST_FILES {
                return Err(DataError::TooManyFiles { path: shown(&of.folder), most: MOST_FILES });
            }
        }
    }
    Ok(())
}

/// The content of a folder, by name.
///
/// # Errors
/// [`DataError`] if it cannot be read.
pub fn sorted(folder: &Path) -> Result<Vec<PathBuf>, DataError> {
    let entries = std::fs::read_dir(folder).map_err(|e| DataError::io(folder, e))?;
    let paths = entries.map(|entry| Ok(entry.map_err(|e| DataError::io(folder, e))?.path()));
    let mut paths = paths.collect::<Result<Vec<PathBuf>, DataError>>()?;
    paths.sort();
    Ok(paths)
}

/// Whether a file has the name of a part: `part-00000`, or `000000_0`.
pub fn is_part(file: &Path) -> bool {
    let name = name(file);
    let hive = name.split_once('_').is_some_and(|(number, rest)| {
        number.len() == 6 && number.bytes().chain(rest.bytes()).all(|b| b.is_ascii_digit())
    });
    (name.starts_with("part-") && file.extension().is_none_or(|ending| ending != "crc")) || hive
}

/// The column and value in a folder's name.
pub fn key(name: &str) -> Option<(String, String)> {
    let (column, value) = name.split_once('=').filter(|(column, _)| !column.is_empty())?;
    let value = if value == NO_VALUE { String::new() } else { unescaped(value) };
    Some((unescaped(column), value))
}

/// Text with percent-encoding such as `%3A` decoded.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn folders_say_what_a_column_has() {
        let of = |path: &str| PartOf::by_keys(Path::new(path));
        let keys = [("year", "2024"), ("place", "A/B")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        assert_eq!(of("d/tx/year=2024/place=A%2FB/x"), Some(PartOf { folder: "d/tx".into(), keys }));
        assert_eq!(of("d/a=b/tx/x.csv"), None);
        assert_eq!(key("month=__HIVE_DEFAULT_PARTITION__"), Some(("month".to_owned(), String::new())));
        assert_eq!((key("=1"), key("plain")), (None, None));
        assert_eq!(unescaped("100%"), "100%");
    }

    #[test]
    fn parts_are_known_by_their_names() {
        for name in ["part-00000", "part-00000-3f2a.c000.snappy.parquet", "part-r-0.csv.gz", "000000_0"] {
            assert!(is_part(Path::new(name)), "{name}");
        }
        for name in ["_SUCCESS", "parts.csv", "00000_0", "000000_a", "part-0.crc"] {
            assert!(!is_part(Path::new(name)), "{name}");
        }
    }
}
