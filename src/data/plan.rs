//! Which file, or sheet, is which table.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use strum::IntoEnumIterator;

use super::error::{DataError, listed, shown};
use super::layout::Layout;
use super::origin::{ENDINGS, Origin};
use super::readers::{Input, Part};
use super::schema::Table;

/// A table found in the data.
pub struct Located {
    /// Which of [`Plan::inputs`] holds it.
    pub input: usize,
    /// Where in the input it is.
    pub part: Part,
    /// Where its columns are.
    pub layout: Layout,
}

/// The opened files, and the tables in them.
pub struct Plan {
    /// The files that hold a table, or may.
    pub inputs: Vec<Input>,
    /// The tables.
    pub tables: BTreeMap<Table, Located>,
}

/// A file or sheet that may be a table.
struct Candidate {
    input: usize,
    part: Part,
    named: Option<Table>,
    taken: bool,
}

/// A file to look into.
struct Found {
    origin: Origin,
    /// Named by the user, not found in a folder.
    given: bool,
}

/// Looks for tables in files and folders.
///
/// # Errors
/// [`DataError`] when a path is not there, a file cannot be read, two files claim one table, a required column is missing,
/// or there is neither a table of customers nor of transactions.
pub fn from_paths(paths: &[PathBuf]) -> Result<Plan, DataError> {
    let mut found = Vec::new();
    for path in paths {
        let kind = std::fs::metadata(path).map_err(|e| DataError::io(path, e))?;
        if kind.is_dir() {
            found.extend(in_folder(path)?.into_iter().map(|path| Found { origin: Origin::File(path), given: false }));
        } else if kind.is_file() {
            found.push(Found { origin: Origin::File(path.clone()), given: true });
        } else {
            return Err(DataError::NotAFile { path: shown(path) });
        }
    }
    let places: Vec<String> = paths.iter().map(|p| shown(p)).collect();
    locate(found, &listed(&places))
}

/// Tables that are in memory.
///
/// # Errors
/// As [`from_paths`].
pub fn from_memory(files: Vec<Origin>) -> Result<Plan, DataError> {
    locate(files.into_iter().map(|origin| Found { origin, given: true }).collect(), "memory")
}

/// The files of a folder that may be data, by name; none that are hidden or a lock of an open workbook.
fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, DataError> {
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

/// The files that could be opened, what may be tables in them, and why others could not.
#[derive(Default)]
struct Opened {
    inputs: Vec<Input>,
    /// Whether the user named the file, for each input.
    given: Vec<bool>,
    candidates: Vec<Candidate>,
    unreadable: Vec<(String, DataError)>,
}

/// Opens files. One that cannot be read is an error if the user named it, or it is named after a table.
fn open(found: Vec<Found>) -> Result<Opened, DataError> {
    let mut opened = Opened::default();
    for Found { origin, given } in found {
        let label = origin.label();
        let needed = given || Table::by_name(&origin.stem()).is_some();
        let read = Input::open(origin).and_then(|mut i| i.parts().map(|parts| (i, parts)));
        match read {
            Ok((input, parts)) => {
                let at = opened.inputs.len();
                let candidate = |part: Part| {
                    let named = Table::by_name(&part.name);
                    Candidate { input: at, part, named, taken: false }
                };
                opened.candidates.extend(parts.into_iter().map(candidate));
                opened.inputs.push(input);
                opened.given.push(given);
            }
            Err(error) if needed => return Err(error),
            Err(error) => opened.unreadable.push((label, error)),
        }
    }
    Ok(opened)
}

fn locate(found: Vec<Found>, place: &str) -> Result<Plan, DataError> {
    let mut opened = open(found)?;
    let mut tables = by_name(&mut opened.candidates)?;
    by_columns(&mut opened.candidates, &mut tables)?;
    // A file named after a table that nothing else provides was meant as that table.
    for candidate in opened.candidates.iter().filter(|c| !c.taken) {
        if let Some(table) = candidate.named.filter(|t| !tables.contains_key(t)) {
            layout(table, &candidate.part)?;
        }
    }
    let idle = |input: usize| !opened.candidates.iter().any(|c| c.input == input && c.taken);
    let in_vain = |input: usize| opened.given[input] && idle(input);
    if (0..opened.inputs.len()).any(in_vain) {
        let parts = opened.candidates.iter().filter(|c| in_vain(c.input));
        return Err(DataError::NoTable { found: described(parts) });
    }
    let enough = [Table::Customers, Table::Transactions].iter().any(|t| tables.contains_key(t));
    if enough {
        return Ok(Plan { inputs: opened.inputs, tables });
    }
    let mut found = described(opened.candidates.iter());
    for (label, error) in opened.unreadable {
        if found.is_empty() {
            return Err(error);
        }
        found = format!("{found}; {label}");
    }
    if found.is_empty() {
        found = format!("no data file in {place}");
    }
    Err(DataError::NoTable { found })
}

/// What was found, for a message.
fn described<'c>(candidates: impl Iterator<Item = &'c Candidate>) -> String {
    let part = |c: &Candidate| format!("{} (columns {})", c.part.label, listed(&c.part.header));
    candidates.map(part).collect::<Vec<_>>().join("; ")
}

fn layout(table: Table, part: &Part) -> Result<Layout, DataError> {
    if part.header.is_empty() {
        return Err(DataError::Empty { path: part.label.clone(), table, needed: table.required() });
    }
    Layout::new(table, part.header.clone(), &part.label)
}

/// Parts named after a table, and with its columns.
fn by_name(candidates: &mut [Candidate]) -> Result<BTreeMap<Table, Located>, DataError> {
    let mut tables: BTreeMap<Table, Located> = BTreeMap::new();
    for candidate in candidates {
        let Some(table) = candidate.named else {
            continue;
        };
        let Ok(layout) = layout(table, &candidate.part) else {
            continue;
        };
        take(candidate, layout, &mut tables)?;
    }
    Ok(tables)
}

/// Parts with the columns of a table that no part is named after.
fn by_columns(candidates: &mut [Candidate], tables: &mut BTreeMap<Table, Located>) -> Result<(), DataError> {
    let open: Vec<Table> = Table::iter().filter(|t| !tables.contains_key(t)).collect();
    // A file named after a table that nothing else provides is not taken for another: that would hide a missing column.
    let meant = |c: &Candidate| c.named.is_some_and(|t| open.contains(&t));
    for candidate in candidates.iter_mut().filter(|c| !c.taken && !meant(c)) {
        let Some(table) = Table::by_columns(&candidate.part.header).filter(|t| open.contains(t)) else {
            continue;
        };
        let layout = layout(table, &candidate.part)?;
        take(candidate, layout, tables)?;
    }
    Ok(())
}

fn take(candidate: &mut Candidate, layout: Layout, tables: &mut BTreeMap<Table, Located>) -> Result<(), DataError> {
    let table = layout.table;
    let located = Located { input: candidate.input, part: candidate.part.clone(), layout };
    candidate.taken = true;
    match tables.insert(table, located) {
        None => Ok(()),
        Some(first) => {
            let (first, second) = (first.part.label, candidate.part.label.clone());
            Err(DataError::DuplicateTable { table, first, second })
        }
    }
}
