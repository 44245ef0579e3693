//! A mapping for data with other names than the schema: the table of each file or sheet, the role of each column, the
//! meaning of status words, and how dates are written. Everything else is inferred.

mod draft;
mod options;
mod print;
mod read;
mod toml_text;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use draft::draft;
pub use options::OPTIONS;
pub use print::{Inferred, print};

use super::error::{DataError, listed, shown};
use super::kind::Kind;
use super::part::Part;
use super::schema::Table;
use super::tally::escape;

/// A mapping, its names checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The file it came from, for messages.
    path: String,
    /// The same file, to be opened again.
    file: PathBuf,
    /// The order of dates.
    pub date_format: Option<String>,
    /// Status words and their codes.
    pub status: Vec<(String, u8)>,
    /// The kind of the events, if it is not inferred from the columns.
    pub kind: Option<Kind>,
    /// The decimal mark, `.` or `,`, if it is not inferred from the values.
    pub decimal: Option<char>,
    /// The encoding of text files, as its label in the WHATWG standard, if it is not inferred from the bytes.
    pub encoding: Option<String>,
    /// The row of the header, counted from 1, if it is not inferred from the first rows.
    pub header_row: Option<u64>,
    /// Whether ids that differ only in case, blanks or Unicode form are one.
    pub loose_join: bool,
    /// Files and sheets that the user excluded.
    pub unused: Vec<String>,
    /// The options with which a part of it was given, with their values.
    typed: Vec<(&'static str, String)>,
    /// Names of columns, for any table that has them.
    anywhere: Columns,
    tables: BTreeMap<Table, TableMapping>,
}

/// The mapping of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct TableMapping {
    source: Option<String>,
    columns: Columns,
    /// Values that every row has, of columns that the file does not have.
    constants: BTreeMap<&'static str, String>,
}

/// Known columns, and what they are called in the file; an empty name says that the file has no such column.
pub type Columns = BTreeMap<&'static str, String>;

impl Mapping {
    /// The file it came from.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Tables with an entry.
    pub fn tables(&self) -> impl Iterator<Item = Table> {
        self.tables.keys().copied()
    }

    /// Its name for a column of a table.
    pub fn column(&self, table: Table, name: &str) -> Option<&str> {
        let own = self.tables.get(&table).and_then(|t| t.columns.get(name));
        own.or_else(|| self.anywhere.get(name)).map(String::as_str)
    }

    /// The value that a column of a table has in every row.
    pub fn constant(&self, table: Table, name: &str) -> Option<&str> {
        self.tables.get(&table)?.constants.get(name).map(String::as_str)
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Which of the parts it names as the source of a table; none when it leaves that open.
    ///
    /// # Errors
    /// [`DataError::Mapping`] when there is no such part, or there are several.
    pub fn source(&self, table: Table, parts: &[&Part]) -> Result<Option<usize>, DataError> {
        let Some(source) = self.tables.get(&table).and_then(|t| t.source.as_deref()) else {
            return Ok(None);
        };
        let mut named = parts.iter().enumerate().filter(|(_, part)| part.goes_by(source)).map(|(at, _)| at);
        let (why, meant) = match (named.next(), named.next()) {
            (Some(at), None) => return Ok(Some(at)),
            (None, _) => {
                let names: Vec<String> = parts.iter().map(|part| own_name(part, parts)).collect();
                let there = format!("There is {}", listed(&names));
                let why = format!(
                    "the table {table} has the source {}, which does not exist. {there}{}",
                    quote(source),
                    near(source, &names)
                );
                (why, nearest(source, &names).map(str::to_owned))
            }
            (Some(first), Some(second)) => {
                let full = |at: usize| quote(&parts[at].full_name());
                let why = format!(
                    "the source {} of the table {table} is both {} and {}. Give one of these",
                    quote(source),
                    full(first),
                    full(second)
                );
                (why, Some(parts[first].full_name()))
            }
        };
        Err(self.error(why, meant.map(|meant| ("table", format!("{table}={meant}")))))
    }

    /// Whether it names the part as the source of a table.
    pub fn names(&self, part: &Part) -> bool {
        self.tables.values().filter_map(|table| table.source.as_deref()).any(|source| part.goes_by(source))
    }

    /// Refuses columns that a header does not have.
    ///
    /// # Errors
    /// [`DataError::Mapping`] that lists those it has.
    pub fn check_columns(&self, table: Table, part: &Part) -> Result<(), DataError> {
        let absent =
            |(_, name): &(&&str, &String)| !is_none(name) && !part.header.iter().any(|h| h.trim() == name.trim());
        let Some((column, name)) = self.tables.get(&table).and_then(|t| t.columns.iter().find(absent)) else {
            return Ok(());
        };
        let there = format!("It has {}", listed(&part.header));
        let why = format!("{} has no column {}. {there}{}", part.label, quote(name), near(name, &part.header));
        let meant = nearest(name, &part.header).map(|meant| ("column", format!("{table}.{column}={}", meant.trim())));
        Err(self.error(why, meant))
    }

    /// Refuses tables that were not found, and columns that no part has.
    ///
    /// # Errors
    /// [`DataError::Mapping`] for the first that is not there.
    pub fn check_found(&self, found: impl Fn(Table) -> bool, parts: &[&Part]) -> Result<(), DataError> {
        let has = |name: &str| parts.iter().flat_map(|part| &part.header).any(|h| h.trim() == name.trim());
        if let Some((column, name)) = self.anywhere.iter().find(|(_, name)| !has(name)) {
            let names: Vec<String> = parts.iter().flat_map(|part| part.header.clone()).collect();
            let there = format!("There is {}{}", listed(&names), near(name, &names));
            let meant = nearest(name, &names).map(|meant| ("column", format!("{column}={}", meant.trim())));
            return Err(self.error(format!("no file has a column {}. {there}", quote(name)), meant));
        }
        let Some(table) = self.tables().find(|t| !found(*t)) else {
            return Ok(());
        };
        let names: Vec<String> = parts.iter().map(|part| own_name(part, parts)).collect();
        let why = format!("nothing was recognised as the table {table}. Give its source: {}", listed(&names));
        Err(self.error(why, None))
    }

    /// Makes the part of this name the source of a table, or leaves that open.
    pub fn set_source(&mut self, table: Table, source: Option<String>) {
        self.tables.entry(table).or_default().source = source;
    }

    /// Makes the column of this name a column of the schema, or leaves that open.
    pub fn set_column(&mut self, table: Table, column: &'static str, name: Option<String>) {
        let columns = &mut self.tables.entry(table).or_default().columns;
        match name {
            Some(name) => drop(columns.insert(column, name)),
            None => drop(columns.remove(column)),
        }
    }

    /// Removes the entry of a table.
    pub fn forget(&mut self, table: Table) {
        self.tables.remove(&table);
    }

    /// The part that it names as the source of a table.
    pub fn source_name(&self, table: Table) -> Option<&str> {
        self.tables.get(&table)?.source.as_deref()
    }

    /// Whether it says that a table has no column of this name.
    pub(super) fn is_without(&self, table: Table, name: &str) -> bool {
        self.column(table, name).is_some_and(is_none)
    }

    /// Clears its file, because its content has changed.
    pub fn edited(&mut self) {
        (self.path, self.file) = (String::new(), PathBuf::new());
        self.typed.clear();
    }

    /// Whether it says that this part is not a table.
    pub(super) fn leaves_out(&self, part: &Part) -> bool {
        self.unused.iter().any(|name| part.goes_by(name))
    }

    /// The same mapping, kept in this file.
    #[must_use]
    pub fn in_file(self, file: &Path) -> Self {
        Self { path: shown(file), file: file.to_owned(), ..self }
    }

    fn error(&self, why: String, instead: Option<(&'static str, String)>) -> DataError {
        let path = if self.path.is_empty() { "the options".to_owned() } else { self.path.clone() };
        DataError::Mapping { path, why, instead, command: String::new() }
    }
}

/// Whether the name of a column says that there is none.
pub(super) fn is_none(name: &str) -> bool {
    name.trim().is_empty()
}

/// The shortest name that only this part goes by.
pub(super) fn own_name(part: &Part, parts: &[&Part]) -> String {
    let only = |name: &String| parts.iter().filter(|p| p.goes_by(name)).count() == 1;
    part.names().into_iter().find(only).unwrap_or_else(|| part.full_name())
}

/// The name that was meant, perhaps.
fn near(name: &str, known: &[impl AsRef<str>]) -> String {
    nearest(name, known).map_or_else(String::new, |other| format!(". Did you mean {}?", quote(other)))
}

fn nearest<'k>(name: &str, known: &'k [impl AsRef<str>]) -> Option<&'k str> {
    let name = name.to_lowercase();
    let distance = |other: &str| strsim::damerau_levenshtein(&name, &other.to_lowercase());
    let is_near = |other: &&str| distance(other) <= 2.max(name.chars().count() / 3) || other.starts_with(&name);
    known.iter().map(AsRef::as_ref).filter(is_near).min_by_key(|other| distance(other))
}

fn quote(text: &str) -> String {
    format!("\"{}\"", escape(text))
}
