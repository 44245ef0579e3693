//! Recognition for the mapping screen: from the first rows, also if loading would fail.

use super::budget::Reading;
use super::error::{DataError, listed, shown};
use super::layout::{Layout, Why};
use super::load_options::LoadOptions;
use super::mapping::{Mapping, own_name};
use super::part::Part;
use super::plan::{self, Opened};
use super::recognition::{self, Candidate, Choice, Problem};
use super::sample;
use super::schema::Table;
use super::search::{self, Found};
use super::understanding::{ColumnRole, PartRole, Understanding};
use crate::progress::Progress;

/// The recognised roles of DATA.
///
/// # Errors
/// [`DataError`] if a file cannot be opened.
pub fn understand(options: &LoadOptions, progress: &Progress) -> Result<Understanding, DataError> {
    progress.begin("looking for tables", 0);
    let found = if options.paths.is_empty() {
        sample::files(options.sample).into_iter().map(Found::given).collect()
    } else {
        search::files(&options.paths, progress)?
    };
    let said = options.mapping.clone().unwrap_or_default();
    let mut opened = plan::open(found, &said, Reading::begin(), progress)?;
    let (mapping, choice, wrong) = match recognition::choose(&mut opened.candidates, &said) {
        Ok(choice) => (said, choice, None),
        Err(why) => {
            // Mapping entries for missing files and columns are ignored here.
            let none = Mapping::default();
            let choice = recognition::choose(&mut opened.candidates, &none)?;
            (none, choice, Some(why))
        }
    };
    let candidates = &opened.candidates;
    let all: Vec<&Part> = candidates.iter().map(|c| &c.part).collect();
    let mut parts: Vec<PartRole> =
        candidates.iter().enumerate().map(|(at, c)| part(c, layout(at, &choice), own_name(&c.part, &all))).collect();
    parts.sort_by_key(|part| part.table.is_none());
    let events = choice.tables.get(&Table::Transactions).map(|(at, layout)| (layout, &candidates[*at]));
    let rows = [Table::Customers, Table::Transactions].iter().any(|table| choice.tables.contains_key(table));
    let kind = rows.then(|| recognition::kind(events, &mapping));
    let places: Vec<String> = options.paths.iter().map(|path| shown(path)).collect();
    let missing = wrong.or_else(|| obstacle(opened, &choice, &mapping, &listed(&places)));
    Ok(Understanding { parts, kind, missing: missing.iter().map(in_words).collect() })
}

/// The columns of a candidate: as the table it is, otherwise as the table it would most likely be.
fn layout(at: usize, choice: &Choice) -> Option<&Layout> {
    let found = choice.tables.values().chain(&choice.joined).find(|(of, _)| *of == at).map(|(_, layout)| layout);
    let meant = choice.problems.iter().find_map(|problem| match problem {
        Problem::Missing(of, layout) if *of == at => Some(layout),
        _ => None,
    });
    found.or(meant)
}

fn part(candidate: &Candidate, layout: Option<&Layout>, name: String) -> PartRole {
    let Candidate { part, sample, reason, .. } = candidate;
    let column = |(at, name): (usize, &String)| {
        let role = layout.and_then(|layout| layout.known(at)).map(|column| column.name);
        ColumnRole {
            name: name.trim().to_owned(),
            samples: sample.columns.get(at).map(|column| column.shown.clone()).unwrap_or_default(),
            role,
            reason: layout.zip(role).and_then(|(layout, role)| layout.why(role)).map_or("", why).to_owned(),
        }
    };
    PartRole {
        name,
        label: part.label.clone(),
        rows: sample.complete.then_some(sample.rows),
        table: layout.map(|layout| layout.table),
        reason: reason.clone(),
        columns: part.header.iter().enumerate().map(column).collect(),
    }
}

fn why(why: Why) -> &'static str {
    match why {
        Why::Given => "you chose it",
        Why::Name => "its name",
        Why::OtherName => "another name of it",
        Why::Content => "its values",
    }
}

/// Why the data cannot be loaded; `None` if it can.
fn obstacle(opened: Opened, choice: &Choice, mapping: &Mapping, place: &str) -> Option<DataError> {
    let found = |table| choice.tables.contains_key(&table);
    let enough = found(Table::Customers) || found(Table::Transactions);
    let refused = recognition::refusal(&opened.candidates, choice, enough);
    refused
        .or_else(|| mapping.check_found(found, &opened.candidates.iter().map(|c| &c.part).collect::<Vec<_>>()).err())
        .or_else(|| {
            if enough {
                recognition::in_vain(&opened.candidates, &opened.given)
            } else {
                Some(plan::nothing(opened, place))
            }
        })
}

/// The error without the suggested command, which does not apply here.
fn in_words(why: &DataError) -> String {
    match why {
        DataError::NotUnderstood { what, .. } => what.clone(),
        DataError::Mapping { why, .. } => why.clone(),
        other => other.to_string(),
    }
}
