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
use super::recognition::{self, Candidate, Choice};
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
    /// Files and sheets that are not used, and why.
    pub unused: Vec<(String, String)>,
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

/// Looks for tables in files and folders.
///
/// # Errors
/// [`DataError`] when a path is not there, a file cannot be read, two files claim one table, a required column is missing,
/// or there is neither a table of customers nor of transactions.
pub fn from_paths(paths: &[PathBuf], mapping: &Mapping, progress: &Progress) -> Result<Plan, DataError> {
    let places: Vec<String> = paths.iter().map(|p| shown(p)).collect();
    locate(search::files(paths, progress)?, mapping, &listed(&places), progress)
}

/// Tables that are in memory.
///
/// # Errors
/// As [`from_paths`].
pub fn from_memory(files: Vec<Origin>, mapping: &Mapping, progress: &Progress) -> Result<Plan, DataError> {
    locate(files.into_iter().map(|origin| Found { origin, given: true }).collect(), mapping, "memory", progress)
}

/// The files that could be opened, what may be tables in them, and why others could not.
#[derive(Default)]
pub struct Opened {
    inputs: Vec<Input>,
    /// Whether the user named the file, for each input.
    pub given: Vec<bool>,
    stamps: Vec<(Origin, Stamp)>,
    /// What may be tables.
    pub candidates: Vec<Candidate>,
    unreadable: Vec<(String, DataError)>,
}

/// Opens files and looks at their first rows. One that cannot be read is an error if the user named it, or it is named after
/// a table.
///
/// # Errors
/// The first such file, and a cancelled search.
pub fn open(found: Vec<Found>, budget: Reading, progress: &Progress) -> Result<Opened, DataError> {
    let mut opened = Opened::default();
    for Found { origin, given } in found {
        progress.check()?;
        let label = origin.label();
        let needed = given || Table::by_name(&origin.stem()).is_some();
        let stamp = origin.stamp();
        let of = origin.clone();
        let read = guarded(&label, || Input::open(origin).and_then(|mut i| i.parts().map(|parts| (i, parts))));
        match read {
            Ok((mut input, parts)) => {
                let at = opened.inputs.len();
                let candidates = parts.into_iter().map(|part| candidate(at, part, &mut input, budget));
                opened.candidates.extend(candidates);
                opened.inputs.push(input);
                opened.given.push(given);
                opened.stamps.push((of, stamp));
            }
            Err(error) if needed => return Err(error),
            Err(error) => opened.unreadable.push((label, error)),
        }
    }
    Ok(opened)
}

fn candidate(input: usize, part: Part, file: &mut Input, budget: Reading) -> Candidate {
    // Whatever is wrong with the rows is said when they are read for good.
    let sample = recognition::sample(file, &part, budget).unwrap_or_default();
    let named = Table::by_name(&part.name);
    Candidate { input, part, sample, named, role: None, reason: String::new(), passed_over: false, spare: None }
}

fn locate(found: Vec<Found>, mapping: &Mapping, place: &str, progress: &Progress) -> Result<Plan, DataError> {
    let budget = Reading::begin();
    let mut opened = open(found, budget, progress)?;
    let choice = recognition::choose(&mut opened.candidates, mapping)?;
    let found = |table| choice.tables.contains_key(&table);
    let enough = found(Table::Customers) || found(Table::Transactions);
    if let Some(refused) = recognition::refusal(&opened.candidates, &choice, enough) {
        return Err(refused);
    }
    mapping.check_found(found, &opened.candidates.iter().map(|c| &c.part).collect::<Vec<_>>())?;
    if !enough {
        return Err(nothing(opened, place));
    }
    if let Some(refused) = recognition::in_vain(&opened.candidates, &opened.given) {
        return Err(refused);
    }
    Ok(plan(opened, choice, mapping, budget))
}

/// Why there is neither a table of customers nor of events.
pub fn nothing(opened: Opened, place: &str) -> DataError {
    let mut unreadable = opened.unreadable;
    if opened.candidates.is_empty() && !unreadable.is_empty() {
        return unreadable.swap_remove(0).1;
    }
    let labels: Vec<String> = unreadable.into_iter().map(|(label, _)| label).collect();
    recognition::nothing(&opened.candidates, &labels, place)
}

fn plan(opened: Opened, choice: Choice, mapping: &Mapping, budget: Reading) -> Plan {
    let Opened { inputs, candidates, stamps, unreadable, .. } = opened;
    let events = choice.tables.get(&Table::Transactions).map(|(at, layout)| (layout, &candidates[*at].sample));
    let kind = mapping.kind.unwrap_or_else(|| recognition::kind(events));
    let located = |(table, (at, layout)): (Table, (usize, Layout))| {
        let Candidate { input, part, .. } = &candidates[at];
        (table, Located { input: *input, part: part.clone(), layout })
    };
    let tables = choice.tables.into_iter().map(located).collect();
    let spare = candidates.iter().filter_map(|c| Some((c.spare?, c.part.label.clone()))).collect();
    // A sheet without anything in it is no loss.
    let is_idle =
        |c: &&Candidate| c.role.is_none() && c.spare.is_none() && !(c.part.sheet.is_some() && c.part.header.is_empty());
    let unused = candidates.iter().filter(is_idle).map(|c| (c.part.label.clone(), c.reason.clone()));
    let unreadable = unreadable.into_iter().map(|(label, _)| (label, "cannot be read as a table".to_owned()));
    let unused = unused.chain(unreadable).collect();
    let parts = candidates.into_iter().map(|c| c.part).collect();
    Plan { inputs, tables, kind, parts, spare, unused, budget, stamps }
}
