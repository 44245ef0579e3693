//! A mapping file's text, checked against the schema.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use strum::IntoEnumIterator;

use super::{Columns, Mapping, TableMapping, is_none, near, quote};
use crate::data::dates::DateOrder;
use crate::data::error::{DataError, one_line, shown};
use crate::data::schema::Table;
use crate::data::status;

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`DataError::Mapping`] when it cannot be read or names what is not known.
    pub fn read(path: &Path) -> Result<Self, DataError> {
        let text = std::fs::read_to_string(path).map_err(|e| DataError::io(path, e))?;
        Ok(Self { file: path.to_owned(), ..Self::parse(&text, &shown(path))? })
    }

    /// Reads the text of a mapping; `path` stands for its file in messages.
    ///
    /// # Errors
    /// [`DataError::Mapping`] when it is no TOML or names what is not known.
    pub fn parse(text: &str, path: &str) -> Result<Self, DataError> {
        mapping(text, path).map_err(|why| DataError::Mapping { path: path.to_owned(), why })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    date_format: Option<String>,
    #[serde(default)]
    unused: Vec<String>,
    #[serde(default)]
    status: Status,
    #[serde(default)]
    tables: BTreeMap<String, TableFile>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Status {
    #[serde(default)]
    claimed: Vec<String>,
    #[serde(default)]
    burnt: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    source: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
}

/// Reads the text.
///
/// # Errors
/// What is wrong with it, in words.
pub fn mapping(text: &str, path: &str) -> Result<Mapping, String> {
    // A mark at the beginning is what some editors add.
    let text = text.trim_start_matches('\u{feff}');
    let file: File = toml::from_str(text).map_err(|e| place_and_reason(text, &e))?;
    if let Some(given) = file.date_format.as_deref().filter(|f| DateOrder::parse(f).is_none()) {
        return Err(format!("date_format is {}, which is not known. Use dmy, mdy or ymd", quote(given)));
    }
    let mut tables = BTreeMap::new();
    for (name, table) in file.tables {
        let known: Vec<&str> = Table::iter().map(Into::into).collect();
        let Ok(named) = name.parse::<Table>() else {
            let there = known.join(", ");
            return Err(format!("there is no table {}. The tables are {there}{}", quote(&name), near(&name, &known)));
        };
        tables.insert(named, TableMapping { source: table.source, columns: columns(named, table.columns)? });
    }
    let status = words(file.status)?;
    Ok(Mapping {
        path: path.to_owned(),
        file: path.into(),
        date_format: file.date_format,
        status,
        tables,
        unused: file.unused,
        ..Mapping::default()
    })
}

fn columns(table: Table, given: BTreeMap<String, String>) -> Result<Columns, String> {
    let mut columns = Columns::new();
    for (name, source) in given {
        let known: Vec<&'static str> = table.spec().columns.iter().map(|c| c.name).collect();
        let Some(column) = known.iter().find(|known| **known == name) else {
            let there = known.join(", ");
            return Err(format!(
                "the table {table} has no column {}. Its columns are {there}{}",
                quote(&name),
                near(&name, &known)
            ));
        };
        if let Some((other, _)) = columns.iter().find(|(_, taken)| taken.trim() == source.trim() && !is_none(taken)) {
            return Err(format!("{} is given as both {other} and {column} of the table {table}", quote(&source)));
        }
        columns.insert(*column, source);
    }
    Ok(columns)
}

/// The words with their codes.
fn words(given: Status) -> Result<Vec<(String, u8)>, String> {
    let mut words: Vec<(String, u8)> = Vec::new();
    let coded = |list: Vec<String>, code| list.into_iter().map(move |word| (word, code));
    for (word, code) in coded(given.claimed, status::OPEN).chain(coded(given.burnt, status::BURNT)) {
        let word = word.trim().to_lowercase();
        if words.iter().any(|(other, other_code)| *other == word && *other_code != code) {
            return Err(format!("the status word {} is both claimed and burnt", quote(&word)));
        }
        words.push((word, code));
    }
    Ok(words)
}

/// What the parser says, on one line and safe to show.
fn place_and_reason(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    format!("line {line}, column {column}: {}", one_line(error.message()))
}
