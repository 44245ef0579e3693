//! The gate between readers and builders: rows that are none (blank) or that cannot be used (ragged) are counted here.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::profile::Profile;
use crate::data::accepted::{self, Accepted};
use crate::data::budget::{self, Reading};
use crate::data::cell::{Cell, Row};
use crate::data::error::{DataError, SHORTEN};
use crate::data::findings::{Check, Finding};
use crate::data::layout::Layout;
use crate::data::tally::{Tally, escape};
use crate::progress::{Cancelled, Progress};

/// Whether the worker should stop, and how much memory there is, is asked once in so many rows, or bytes of them.
const CHECK_ROWS: u64 = 8192;
const CHECK_BYTES: usize = 4 << 20;
/// What a cell takes at least.
const CELL_BYTES: usize = 8;
/// 2^53: whole numbers from here on are not all exact as floats.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Takes the rows of one table.
pub trait Builder {
    /// Takes a row, `number` as a spreadsheet or editor shows it.
    fn push(&mut self, number: u64, row: &dyn Row);
}

/// Sees every row that a reader offers before anything is decided about it, and says when it has seen enough.
pub type Watch<'a> = &'a mut dyn FnMut(u64, &dyn Row) -> ControlFlow<()>;

/// Where a reader puts its rows.
pub struct Intake<'a> {
    builder: &'a mut dyn Builder,
    layout: &'a Layout,
    /// What the table is called in a message.
    label: &'a str,
    budget: Reading,
    /// Bytes of the rows since memory was last looked at.
    unchecked: usize,
    profile: Profile,
    accepted: Accepted,
    watch: Option<Watch<'a>>,
    /// Counts rows or bytes for the screen, and says when to stop.
    pub progress: &'a Progress,
    read: u64,
    rows: u64,
    blank: Tally,
    ragged: Tally,
    recoded: Tally,
    foreign: bool,
    unread: Vec<(String, String)>,
    /// Errors of a spreadsheet, and ids that a float cannot hold, by column.
    errors: BTreeMap<usize, Tally>,
    rounded: BTreeMap<usize, Tally>,
    /// The columns of ids.
    ids: Vec<usize>,
}

/// What the gate saw.
#[derive(Debug)]
pub struct IntakeNotes {
    /// Rows that the file has after its header.
    pub read: u64,
    /// Rows taken: neither blank nor ragged.
    pub rows: u64,
    /// Rows with errors that were accepted, by check.
    pub accepted: BTreeMap<Check, Vec<u32>>,
    /// What was found on the way.
    pub findings: Vec<Finding>,
}

impl<'a> Intake<'a> {
    /// A gate before `builder`, for a table laid out as `layout` and called `label` in messages.
    pub fn new(
        builder: &'a mut dyn Builder,
        (layout, label): (&'a Layout, &'a str),
        budget: Reading,
        progress: &'a Progress,
    ) -> Self {
        let (blank, ragged, recoded) = Default::default();
        let (profile, accepted) = (Profile::new(layout), Accepted::new(layout));
        let watch = None;
        let is_id = |at: &usize| layout.known(*at).is_some_and(|c| c.name.ends_with("_id"));
        let ids = (0..layout.header.len()).filter(is_id).collect();
        Self {
            builder,
            layout,
            label,
            budget,
            unchecked: 0,
            profile,
            accepted,
            watch,
            progress,
            read: 0,
            rows: 0,
            blank,
            ragged,
            recoded,
            foreign: false,
            unread: Vec::new(),
            errors: BTreeMap::new(),
            rounded: BTreeMap::new(),
            ids,
        }
    }

    /// The same gate with someone beside it.
    #[must_use]
    pub fn watched(mut self, watch: Watch<'a>) -> Self {
        self.watch = Some(watch);
        self
    }

    /// Where the table's columns are.
    pub fn layout(&self) -> &'a Layout {
        self.layout
    }

    /// Takes a row. One that is shorter or longer than the header is set aside, unless what is too much is empty.
    ///
    /// # Errors
    /// [`DataError`] when the load was cancelled, whoever watches has seen enough, a cell is too long, or the memory is at its
    /// limit.
    pub fn row(&mut self, number: u64, row: &dyn Row) -> Result<(), DataError> {
        let width = self.layout.header.len();
        self.read += 1;
        if let Some(watch) = &mut self.watch
            && watch(number, row).is_break()
        {
            return Err(Cancelled.into());
        }
        self.unchecked += self.weigh(number, row)?;
        if self.unchecked >= CHECK_BYTES || self.read.is_multiple_of(CHECK_ROWS) {
            self.unchecked = 0;
            self.check(number)?;
        }
        if (0..row.len()).all(|c| row.cell(c).is_blank()) {
            self.blank.add_row(number);
        } else if row.len() < self.layout.width() || (width..row.len()).any(|c| !row.cell(c).is_blank()) {
            self.ragged.add(number, || format!("{} fields instead of {width}", row.len()));
        } else {
            self.rows += 1;
            self.note_errors(number, row);
            self.profile.observe(number, row);
            self.accepted.observe(number, row);
            self.builder.push(number, row);
        }
        Ok(())
    }

    /// How many bytes a row takes, about.
    fn weigh(&self, number: u64, row: &dyn Row) -> Result<usize, DataError> {
        let mut bytes = 0;
        for at in 0..row.len() {
            let length = if let Cell::Text(text) = row.cell(at) { text.len() } else { 0 };
            if length > budget::CELL {
                let column = self.layout.header.get(at).map_or("beyond the header", |name| name.trim());
                let [length, most] = [length, budget::CELL].map(|bytes| budget::shown(bytes as u64));
                let column = escape(column);
                let what = format!("row {number}, column {column}: the cell holds {length}, and the most is {most}");
                return Err(DataError::TooLarge { path: self.label.to_owned(), what, remedy: SHORTEN });
            }
            bytes += CELL_BYTES + length;
        }
        Ok(bytes)
    }

    fn check(&self, number: u64) -> Result<(), DataError> {
        self.progress.check()?;
        let over = |_| {
            let (path, limit) = (self.label.to_owned(), budget::shown(budget::limit()));
            DataError::OverBudget { path, row: number, limit }
        };
        self.budget.check().map_err(over)
    }

    /// Counts the cells that hold an error, and the ids that lost their last digits.
    fn note_errors(&mut self, number: u64, row: &dyn Row) {
        for at in 0..self.layout.header.len() {
            let cell = row.cell(at);
            if cell.is_error() {
                self.errors.entry(at).or_default().add_cell(number, cell);
            }
        }
        for &at in &self.ids {
            let cell = row.cell(at);
            if matches!(cell, Cell::Float(id) if id.abs() >= EXACT) {
                self.rounded.entry(at).or_default().add_cell(number, cell);
            }
        }
    }

    /// Counts rows that a sheet declares and that have no cell at all.
    pub fn blank_rows(&mut self, rows: u64) {
        self.read += rows;
        self.blank.add_unnumbered(rows);
    }

    /// Notes a column that is left out because of its type.
    pub fn unread_column(&mut self, name: &str, kind: &str) {
        self.unread.push((name.to_owned(), format!("its type is {}", escape(kind))));
    }

    /// Notes that a row has text beyond ASCII: not UTF-8 and read as Windows-1252 (`recoded`), or UTF-8.
    pub fn beyond_ascii(&mut self, number: u64, recoded: bool) {
        if recoded {
            self.recoded.add_row(number);
        } else {
            self.foreign = true;
        }
    }

    /// The rows taken and what was found.
    pub fn finish(self) -> IntakeNotes {
        let mut findings = self.profile.findings(self.layout, self.rows);
        // A column that was not read is not without values.
        findings.retain(|f| self.unread.iter().all(|(name, _)| f.column.as_ref() != Some(name)));
        let mixed = if self.foreign { self.recoded } else { Tally::default() };
        findings.extend(self.unread.into_iter().map(|(column, example)| Finding {
            check: Check::UnreadColumn,
            table: self.layout.table,
            column: Some(column),
            rows: self.rows,
            row_numbers: Arc::default(),
            examples: vec![example],
            example_rows: Vec::new(),
        }));
        for (check, tallies) in [(Check::ErrorValue, self.errors), (Check::RoundedId, self.rounded)] {
            findings.extend(tallies.into_iter().filter_map(|(at, tally)| {
                let name = self.layout.known(at).map_or_else(|| self.layout.header[at].trim(), |c| c.name);
                tally.finding(check, self.layout.table, Some(name))
            }));
        }
        let notes = [(Check::BlankRow, self.blank), (Check::RaggedRow, self.ragged), (Check::MixedEncoding, mixed)];
        findings.extend(notes.into_iter().filter_map(|(check, tally)| tally.finding(check, self.layout.table, None)));
        let Accepted { rows: accepted, unknown, .. } = self.accepted;
        findings.extend(unknown.finding(Check::UnparsableValue, self.layout.table, Some(accepted::COLUMN)));
        IntakeNotes { read: self.read, rows: self.rows, accepted, findings }
    }
}
