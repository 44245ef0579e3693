//! Which file, or sheet, is which table.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::budget::Reading;
use super::error::{DataError, listed, shown};
use super::guard::guarded;
use super::kind::Kind;
use super::layout::Layout;
use super::mapping::Mapping;
use super::origin::{Origin, Stamp};
use super::part::Part;
use super::readers::Input;
use super::recognition;
use super::sample;
use super::schema::Table;
use super::search::{self, Found};
use crate::progress::Progress;

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
    /// What the events are.
    pub kind: Kind,
    /// Every file and sheet, table or not.
    pub parts: Vec<Part>,
    /// Hidden sheets that may be a table which another sheet is.
    pub spare: Vec<(Table, String)>,
    /// The memory that reading them may take.
    pub budget: Reading,
    /// How each input looked before it was opened.
    stamps: Vec<(Origin, Stamp)>,
}

impl Plan {
    /// The first of the files with tables in them that is not as it was before it was opened.
    pub fn changed(&self) -> Option<DataError> {
        let used = |input: &usize| self.tables.values().any(|t| t.input == *input);
        let mut stamps = self.stamps.iter().enumerate().filter(|(i, _)| used(i)).map(|(_, stamp)| stamp);
        let (origin, _) = stamps.find(|(origin, before)| origin.stamp() != *before)?;
        Some(DataError::Changed { path: origin.label() })
    }
}

/// A file or sheet that may be a table.
struct Candidate {
    input: usize,
    part: Part,
    named: Option<Table>,
    taken: bool,
    /// It looks like a table for which the mapping names another part.
    passed_over: bool,
    /// It is a hidden sheet, and another one is this table.
    spare: Option<Table>,
}

/// Looks for tables in files and folders.
///
/// # Errors
/// [`DataError`] when a path is not there, a file cannot be read, two files claim one table, a required column is missing,
/// or there is neither a table of customers nor of transactions.
pub fn from_paths(paths: &[PathBuf], mapping: &Mapping, progress: &Progress) -> Result<Plan, DataError> {
    let places: Vec<String> = paths.iter().map(|p| shown(p)).collect();
    locate(search::files(paths, progress)?, mapping, &listed(&places))
}

/// Tables that are in memory.
///
/// # Errors
/// As [`from_paths`].
pub fn from_memory(files: Vec<Origin>, mapping: &Mapping) -> Result<Plan, DataError> {
    locate(files.into_iter().map(|origin| Found { origin, given: true }).collect(), mapping, "memory")
}

/// The files that could be opened, what may be tables in them, and why others could not.
#[derive(Default)]
struct Opened {
    inputs: Vec<Input>,
    /// Whether the user named the file, for each input.
    given: Vec<bool>,
    stamps: Vec<(Origin, Stamp)>,
    candidates: Vec<Candidate>,
    unreadable: Vec<(String, DataError)>,
}

/// Opens files. One that cannot be read is an error if the user named it, or it is named after a table.
fn open(found: Vec<Found>) -> Result<Opened, DataError> {
    let mut opened = Opened::default();
    for Found { origin, given } in found {
        let label = origin.label();
        let needed = given || Table::by_name(&origin.stem()).is_some();
        let stamp = origin.stamp();
        let of = origin.clone();
        let read = guarded(&label, || Input::open(origin).and_then(|mut i| i.parts().map(|parts| (i, parts))));
        match read {
            Ok((input, parts)) => {
                let at = opened.inputs.len();
                let candidate = |part: Part| {
                    let named = Table::by_name(&part.name);
                    Candidate { input: at, part, named, taken: false, passed_over: false, spare: None }
                };
                opened.candidates.extend(parts.into_iter().map(candidate));
                opened.inputs.push(input);
                opened.given.push(given);
                opened.stamps.push((of, stamp));
            }
            Err(error) if needed => return Err(error),
            Err(error) => opened.unreadable.push((label, error)),
        }
    }
    // Hidden sheets come last: they are tables only where no other part is.
    opened.candidates.sort_by_key(|c| c.part.hidden);
    Ok(opened)
}

/// The files of DATA, and each part with the number of its file.
pub fn opened(paths: &[PathBuf], progress: &Progress) -> Result<(Vec<Input>, Vec<(usize, Part)>), DataError> {
    let found = if paths.is_empty() {
        sample::files().into_iter().map(|origin| Found { origin, given: true }).collect()
    } else {
        search::files(paths, progress)?
    };
    let opened = open(found)?;
    Ok((opened.inputs, opened.candidates.into_iter().map(|c| (c.input, c.part)).collect()))
}

fn locate(found: Vec<Found>, mapping: &Mapping, place: &str) -> Result<Plan, DataError> {
    let budget = Reading::begin();
    let mut opened = open(found)?;
    for candidate in &mut opened.candidates {
        candidate.taken = mapping.leaves_out(&candidate.part);
    }
    let mut tables = by_source(&mut opened.candidates, mapping)?;
    let chosen: Vec<Table> = tables.keys().copied().collect();
    let visible = opened.candidates.partition_point(|c| !c.part.hidden);
    let (visible, hidden) = opened.candidates.split_at_mut(visible);
    for candidates in [visible, hidden] {
        by_name(candidates, mapping, &chosen, &mut tables)?;
        by_columns(candidates, mapping, &chosen, &mut tables)?;
    }
    // A file named after a table that nothing else provides was meant as that table.
    for candidate in opened.candidates.iter().filter(|c| !c.taken) {
        if let Some(table) = candidate.named.filter(|t| !tables.contains_key(t)) {
            layout(table, &candidate.part, mapping)?;
        }
    }
    let parts: Vec<Part> = opened.candidates.iter().map(|c| c.part.clone()).collect();
    mapping.check_found(|table| tables.contains_key(&table), &parts.iter().collect::<Vec<_>>())?;
    let idle = |input: usize| !opened.candidates.iter().any(|c| c.input == input && (c.taken || c.passed_over));
    let in_vain = |input: usize| opened.given[input] && idle(input);
    if (0..opened.inputs.len()).any(in_vain) {
        let parts = opened.candidates.iter().filter(|c| in_vain(c.input));
        return Err(DataError::NoTable { found: described(parts) });
    }
    let enough = [Table::Customers, Table::Transactions].iter().any(|t| tables.contains_key(t));
    if enough {
        let spare = opened.candidates.iter().filter_map(|c| Some((c.spare?, c.part.label.clone()))).collect();
        let events = tables.get(&Table::Transactions).map(|located| &located.layout);
        let kind = mapping.kind.unwrap_or_else(|| recognition::kind(events));
        return Ok(Plan { inputs: opened.inputs, tables, kind, parts, spare, budget, stamps: opened.stamps });
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

fn layout(table: Table, part: &Part, mapping: &Mapping) -> Result<Layout, DataError> {
    if part.header.is_empty() {
        return Err(DataError::Empty { path: part.label.clone(), table, needed: table.required() });
    }
    mapping.check_columns(table, part)?;
    Layout::new(table, part.header.clone(), mapping.columns(table), &part.label)
}

/// Parts that the mapping names.
fn by_source(candidates: &mut [Candidate], mapping: &Mapping) -> Result<BTreeMap<Table, Located>, DataError> {
    let mut tables = BTreeMap::new();
    for table in mapping.tables() {
        let parts: Vec<&Part> = candidates.iter().map(|c| &c.part).collect();
        if let Some(at) = mapping.source(table, &parts)? {
            let layout = layout(table, parts[at], mapping)?;
            take(&mut candidates[at], layout, &mut tables)?;
        }
    }
    Ok(tables)
}

/// Parts named after a table, and with its columns. Those named after a `chosen` one are passed over.
fn by_name(
    candidates: &mut [Candidate],
    mapping: &Mapping,
    chosen: &[Table],
    tables: &mut BTreeMap<Table, Located>,
) -> Result<(), DataError> {
    for candidate in candidates.iter_mut().filter(|c| !c.taken) {
        let Some(table) = candidate.named else {
            continue;
        };
        if chosen.contains(&table) {
            candidate.passed_over = true;
        } else if let Ok(layout) = layout(table, &candidate.part, mapping) {
            take(candidate, layout, tables)?;
        }
    }
    Ok(())
}

/// Parts with the columns of a table, and no name that says what they are.
fn by_columns(
    candidates: &mut [Candidate],
    mapping: &Mapping,
    chosen: &[Table],
    tables: &mut BTreeMap<Table, Located>,
) -> Result<(), DataError> {
    let named: Vec<Table> = tables.keys().copied().collect();
    for candidate in candidates.iter_mut().filter(|c| !c.taken && !c.passed_over) {
        // A file named after a table that nothing else provides is not taken for another: that would hide a missing column.
        if candidate.named.is_some_and(|t| !tables.contains_key(&t)) {
            continue;
        }
        let Some(table) = Table::by_columns(&candidate.part.header, mapping) else {
            continue;
        };
        if chosen.contains(&table) {
            candidate.passed_over = true;
            continue;
        }
        let layout = layout(table, &candidate.part, mapping)?;
        // A table found by name has a rival in a copy of it, not in any file with customer ids.
        let is_rival = |first: &Located| layout.found() >= first.layout.found().max(2);
        if !named.contains(&table) || (candidate.named.is_none() && tables.get(&table).is_some_and(is_rival)) {
            take(candidate, layout, tables)?;
        }
    }
    Ok(())
}

fn take(candidate: &mut Candidate, layout: Layout, tables: &mut BTreeMap<Table, Located>) -> Result<(), DataError> {
    let table = layout.table;
    if candidate.part.hidden && tables.get(&table).is_some_and(|first| !first.part.hidden) {
        candidate.passed_over = true;
        candidate.spare = Some(table);
        return Ok(());
    }
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
