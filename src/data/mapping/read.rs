//! A mapping file's text, checked against the schema.

use std::collections::BTreeMap;
use std::path::Path;

use super::options::{code_named, column_anywhere, decimal_named, encoding_named, is_loose, table_named};
use super::{Columns, Mapping, TableMapping, is_none, near, quote};
use crate::data::dates::DateOrder;
use crate::data::error::{DataError, one_line, shown};
use crate::data::kind::Kind;
use crate::data::schema::Table;
use serde::Deserialize;

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`DataError::Mapping`] when it cannot be read or names what is not known.
    pub fn read(path: &Path) -> Result<Self, DataError> {
        let text = std::fs::read_to_string(path).map_err(|e| DataError::io(path, e))?;
        Ok(Self { file: path.to_owned(), ..Self::parse(&text, &shown(path))? })
    }

    /// Reads the text of a mapping; `path` names its file in messages.
    ///
    /// # Errors
    /// [`DataError::Mapping`] when it is not TOML or has an unknown name.
    pub fn parse(text: &str, path: &str) -> Result<Self, DataError> {
        mapping(text, path).map_err(|why| {
            let (path, command) = (path.to_owned(), String::new());
            DataError::Mapping { path, why, instead: None, command }
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    date_format: Option<String>,
    kind: Option<String>,
    header_row: Option<u64>,
    encoding: Option<String>,
    decimal: Option<String>,
    join: Option<String>,
    #[serde(default)]
    unused: Vec<String>,
    #[serde(default)]
    status: BTreeMap<String, Vec<String>>,
    /// Columns of whichever table has them.
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    tables: BTreeMap<String, TableFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    source: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, ColumnFile>,
}

/// A column of the file, or a value for all rows.
#[derive(Deserialize)]
#[serde(untagged)]
enum ColumnFile {
    Name(String),
    Constant { value: String },
}

/// Reads the text.
///
/// # Errors
/// What is wrong with it, in words.
pub fn mapping(text: &str, path: &str) -> Result<Mapping, String> {
    // Some editors add a byte order mark.
    let text = text.trim_start_matches('\u{feff}');
    let file: File = toml::from_str(text).map_err(|e| place_and_reason(text, &e))?;
    if let Some(given) = file.date_format.as_deref().filter(|f| DateOrder::parse(f).is_none()) {
        return Err(format!("date_format is {}, which is not known. Use dmy, mdy or ymd", quote(given)));
    }
    let mut tables = BTreeMap::new();
    for (name, table) in file.tables {
        let named = table_named(&name)?;
        let (columns, constants) = columns(named, table.columns)?;
        tables.insert(named, TableMapping { source: table.source, columns, constants });
    }
    let status = words(file.status)?;
    let mut anywhere = Columns::new();
    for (name, source) in file.columns {
        anywhere.insert(column_anywhere(&name)?, source);
    }
    let one_of = |key: &str, given: &Option<String>, allowed: &str| {
        format!("{key} is {}, which is not known. Use {allowed}", quote(given.as_deref().unwrap_or_default()))
    };
    let read = |given: &Option<String>| given.as_deref().map(str::to_lowercase);
    let kind = read(&file.kind).map(|kind| kind.parse::<Kind>()).transpose();
    let kind = kind.map_err(|_| one_of("kind", &file.kind, "coupons, purchases or customers"))?;
    let decimal = file.decimal.as_deref().map(|mark| decimal_named(mark).ok_or(())).transpose();
    let encoding = file.encoding.as_deref().map(|label| encoding_named(label).ok_or(())).transpose();
    let loose_join = is_loose(file.join.as_deref().unwrap_or("exact"));
    Ok(Mapping {
        path: path.to_owned(),
        file: path.into(),
        date_format: file.date_format,
        status,
        tables,
        unused: file.unused,
        kind,
        anywhere,
        header_row: file.header_row,
        decimal: decimal.map_err(|()| one_of("decimal", &file.decimal, "\".\" or \",\""))?,
        encoding: encoding.map_err(|()| one_of("encoding", &file.encoding, "a name such as utf-8 or windows-1254"))?,
        loose_join: loose_join.ok_or_else(|| one_of("join", &file.join, "exact or loose"))?,
        ..Mapping::default()
    })
}

fn columns(table: Table, given: BTreeMap<String, ColumnFile>) -> Result<(Columns, Columns), String> {
    let (mut columns, mut constants) = (Columns::new(), Columns::new());
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
        let source = match source {
            ColumnFile::Name(source) => source,
            ColumnFile::Constant { value } if *column == "transaction_status" => {
                constants.insert(*column, value);
                continue;
            }
            ColumnFile::Constant { .. } => {
                return Err(format!("{column} cannot have one value for all rows; only transaction_status can"));
            }
        };
        if let Some((other, _)) = columns.iter().find(|(_, taken)| taken.trim() == source.trim() && !is_none(taken)) {
            return Err(format!("{} is given as both {other} and {column} of the table {table}", quote(&source)));
        }
        columns.insert(*column, source);
    }
    Ok((columns, constants))
}

/// The words with their codes.
fn words(given: BTreeMap<String, Vec<String>>) -> Result<Vec<(String, u8)>, String> {
    let mut words: Vec<(String, u8, String)> = Vec::new();
    for (name, list) in given {
        let code = code_named(&name)?;
        for word in list {
            let word = word.trim().to_lowercase();
            if let Some((.., other)) = words.iter().find(|(w, c, _)| *w == word && *c != code) {
                return Err(format!("the status word {} is both {other} and {name}", quote(&word)));
            }
            words.push((word, code, name.clone()));
        }
    }
    Ok(words.into_iter().map(|(word, code, _)| (word, code)).collect())
}

/// What the parser says, on one line and safe to show.
fn place_and_reason(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    format!("line {line}, column {column}: {}", one_line(error.message()))
}
