//! One table: the rows of the source and the columns of the facts, side by side.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::columns::{Content, Known, further_columns, id, is_missed, known_columns};
use super::error::CleanError;
use super::kind::Kind;
use super::lines::Lines;
use super::log::{Entry, Log};
use super::options::Format;
use super::row::{Judge, RowInUse};
use super::sink::Sink;
use super::supplied::Supplied;
use super::survey::Survey;
use crate::data::cell::{Cell, Row};
use crate::data::cleaned::{self, ACCEPTED};
use crate::data::error::DataError;
use crate::data::facts::{Facts, Ids};
use crate::data::findings::{Check, Finding};
use crate::data::folder::{Made, failed};
use crate::data::ids::Key;
use crate::data::layout::Layout;
use crate::data::plan::Plan;
use crate::data::raw::each_row;
use crate::data::schema::Table;
use crate::progress::Progress;

/// A table to be written.
pub struct Job<'a> {
    /// What the source was read as.
    pub facts: &'a Facts,
    /// For purchases, the order lines.
    pub lines: Option<&'a Lines>,
    /// The table.
    pub table: Table,
    /// Days after it are in the future.
    pub today: i32,
    /// The format.
    pub format: Format,
    /// The progress.
    pub progress: &'a Progress,
}

/// Rows of a table.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Written.
    pub rows: u64,
    /// In the source and not written.
    pub set_aside: u64,
    /// Written, and not as the source has them.
    pub changed: u64,
}

/// A row that is set aside: its number, and why.
type Aside<'a> = (u32, &'a Finding);

impl<'a> Job<'a> {
    /// Writes a table that the source has.
    ///
    /// # Errors
    /// [`CleanError`].
    pub fn rewrite(self, plan: &mut Plan, made: Made, log: &mut Log) -> Result<Counts, CleanError> {
        let Some(layout) = plan.tables.get(&self.table).map(|t| t.layout.clone()) else {
            return Err(CleanError::Changed { table: self.table });
        };
        let aside = self.aside();
        let survey = self.survey(plan, &layout, &aside)?;
        let has_constant = self.table == Table::Transactions && plan.constant.is_some();
        let known = Known { facts: self.facts, lines: self.lines, survey: &survey, has_constant };
        let mut writer = self.writer(&layout, known, made)?;
        self.log_columns(&writer.judge, &layout, log)?;
        let mut rows = self.rows(&aside);
        rows.persons = Persons::of(self.facts, &layout);
        let mut outcome = Ok(());
        each_row(plan, self.table, self.progress, &mut |number, row| {
            outcome = rows.take(&mut writer, number, row, log);
            if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        outcome?;
        let in_use = match self.table {
            Table::Customers => self.facts.customer_ids.len(),
            Table::Genders => self.facts.genders.len(),
            Table::Cities => self.facts.cities.len(),
            Table::Transactions => {
                self.facts.purchases.as_ref().map_or(self.facts.transactions.height(), |p| p.lines as usize)
            }
            Table::Branches => self.facts.branches.len(),
            Table::Merchants => self.facts.merchants.len(),
        };
        if writer.counts.rows != in_use as u64 {
            return Err(CleanError::Changed { table: self.table });
        }
        writer.counts.set_aside += self.unnumbered(log)?;
        writer.finish()
    }

    /// Writes a table that the source lacks.
    ///
    /// # Errors
    /// [`CleanError`].
    pub fn supply(self, rows: &Supplied<'_>, made: Made, log: &mut Log) -> Result<Counts, CleanError> {
        let survey = Survey::default();
        let known = Known { facts: self.facts, lines: None, survey: &survey, has_constant: false };
        let mut writer = self.writer(&rows.layout, known, made)?;
        let action = format!("table added with the {} ids that the data names", rows.ids.len());
        log.add(self.about("", Some(Check::MissingTable), &action))?;
        for index in 0..rows.ids.len() {
            let row = rows.row(index);
            let values = writer.judge.values(index, &row, "");
            let checks = writer.judge.remaining_of(RowInUse { index, number: 0, repeated: false }, &values);
            write(&mut writer.sink, writer.accepts, values, &checks).map_err(|e| failed(&writer.label, &e))?;
            writer.counts.rows += 1;
        }
        writer.finish()
    }

    /// Logs the columns that are added, have another name than in the source, or are left out.
    fn log_columns(&self, judge: &Judge<'_>, layout: &Layout, log: &mut Log) -> Result<(), CleanError> {
        for column in &judge.columns {
            let Some(at) = column.at else {
                let check = is_missed(self.facts, self.table, &column.name).then_some(Check::MissingColumn);
                let action = match column.content {
                    Content::Order(..) => "column added, with a number for each order",
                    Content::Own(_) => "column added, with the number of each row",
                    Content::Status(..) => "column added, with the status that you gave",
                    _ => "column added, without values",
                };
                log.add(self.about(&column.name, check, action))?;
                continue;
            };
            let name = layout.header[at].trim();
            if name != column.name {
                log.add(Entry { value: name, ..self.about(&column.name, None, "column renamed") })?;
            }
        }
        if let (Some(_), Some(at)) = (layout.at("person_id"), layout.at("customer_id")) {
            let action = "column left out: a person has several of these ids";
            log.add(self.about(layout.header[at].trim(), None, action))?;
        }
        for at in &judge.nameless {
            let name = format!("column {}", at + 1);
            log.add(Entry { value: &name, ..self.about("", None, "column left out: it has no name") })?;
        }
        for finding in self.findings().filter(|f| f.check == Check::MixedCurrency) {
            let action = "amounts written as they are: they are in several currencies";
            log.add(self.about(finding.column.as_deref().unwrap_or_default(), Some(finding.check), action))?;
        }
        for finding in self.findings().filter(|f| f.check == Check::UnreadColumn) {
            let why = finding.examples.first().map_or("it cannot be read", String::as_str);
            let action = format!("column left out: {why}");
            log.add(self.about(finding.column.as_deref().unwrap_or_default(), Some(finding.check), &action))?;
        }
        Ok(())
    }

    fn about<'e>(&self, column: &'e str, check: Option<Check>, action: &'e str) -> Entry<'e> {
        Entry { table: self.table, row: None, column, check, value: "", action }
    }

    fn findings(&self) -> impl Iterator<Item = &'a Finding> + use<'a> {
        let table = self.table;
        self.facts.findings.iter().filter(move |f| f.table == table)
    }

    /// The rows that are in no measure, ascending.
    fn aside(&self) -> Vec<Aside<'a>> {
        let sets_aside = |f: &&Finding| f.check.sets_aside(f.table, f.column.as_deref());
        let rows = self.findings().filter(sets_aside).flat_map(|f| f.row_numbers.iter().map(move |row| (*row, f)));
        let mut rows: Vec<Aside<'a>> = rows.collect();
        rows.sort_unstable_by_key(|(row, _)| *row);
        rows
    }

    /// Logs the declared rows of a sheet without a cell; returns their number.
    fn unnumbered(&self, log: &mut Log) -> Result<u64, CleanError> {
        let mut all = 0;
        for finding in self.findings().filter(|f| f.check == Check::BlankRow) {
            let rows = finding.rows.saturating_sub(finding.row_numbers.len() as u64);
            if rows > 0 {
                let action = format!("{rows} rows without any cell set aside");
                log.add(self.about("", Some(finding.check), &action))?;
            }
            all += rows;
        }
        Ok(all)
    }

    /// The rows of the source, to be walked once.
    fn rows<'r>(&self, aside: &'r [Aside<'a>]) -> Rows<'r>
    where
        'a: 'r,
    {
        let repeats = |f: &&Finding| f.table == Table::Transactions && f.check == Check::DuplicateId;
        let repeated = self.findings().find(repeats).map_or(&[][..], |f| &f.row_numbers);
        Rows { table: self.table, aside: Cursor::new(aside), repeated, persons: None, moment: String::new() }
    }

    fn writer<'k>(&self, layout: &Layout, known: Known<'k>, made: Made) -> Result<Writer<'k>, CleanError> {
        let mut columns = known_columns(known, layout).map_err(DataError::from)?;
        // Before other columns, so that reading can distinguish them from those of the schema.
        let accepts = columns.len();
        columns.extend(further_columns(known.facts, layout).map_err(DataError::from)?);
        let mut header: Vec<(String, Kind)> = columns.iter().map(|c| (c.name.clone(), c.kind)).collect();
        header.insert(accepts, (ACCEPTED.to_owned(), Kind::Text));
        let sink = Sink::new(made.file, self.format, &header).map_err(|e| failed(&made.label, &e))?;
        let nameless = (0..layout.header.len()).filter(|at| layout.header[*at].trim().is_empty()).collect();
        let accepted = cleaned::accepted(&layout.header);
        let judge = Judge { table: self.table, columns, nameless, accepted, today: self.today, format: self.format };
        Ok(Writer { judge, sink, label: made.label, accepts, counts: Counts::default() })
    }

    /// Reads all rows in use first, where the first row already depends on the others.
    fn survey(&self, plan: &mut Plan, layout: &Layout, aside: &[Aside<'_>]) -> Result<Survey, CleanError> {
        if self.table != Table::Transactions {
            return Ok(Survey::default());
        }
        let lines = self.lines;
        let mut survey = Survey::new(lines);
        if lines.is_none() && (self.format == Format::Csv || layout.at("transaction_id").is_none()) {
            return Ok(survey);
        }
        let mut aside = Cursor::new(aside);
        each_row(plan, self.table, self.progress, &mut |number, row| {
            if aside.at(number).is_some() { ControlFlow::Continue(()) } else { survey.see(layout, lines, row) }
        })?;
        Ok(survey)
    }
}

/// A table on its way to the disk.
struct Writer<'a> {
    judge: Judge<'a>,
    sink: Sink,
    label: String,
    /// Where it has the column of accepted checks.
    accepts: usize,
    counts: Counts,
}

impl Writer<'_> {
    fn finish(self) -> Result<Counts, CleanError> {
        self.sink.finish().map_err(|e| failed(&self.label, &e))?;
        Ok(self.counts)
    }
}

/// Writes a row and the checks that were accepted.
fn write(sink: &mut Sink, accepts: usize, values: Vec<Cell<'_>>, checks: &BTreeSet<Check>) -> std::io::Result<()> {
    let words = checks.iter().map(<&str>::from).collect::<Vec<_>>().join(" ");
    // Dropped before the row that they borrow from.
    let mut values = values;
    values.insert(accepts, if words.is_empty() { Cell::Empty } else { Cell::Text(&words) });
    sink.row(&values)
}

/// Which rows of the source are set aside, and which repeat an id.
struct Rows<'r> {
    table: Table,
    aside: Cursor<'r>,
    repeated: &'r [u32],
    /// The person of each row, if a person can have several rows.
    persons: Option<Persons<'r>>,
    /// The day and time of the row.
    moment: String,
}

impl Rows<'_> {
    /// Takes the next row.
    fn take(&mut self, writer: &mut Writer<'_>, number: u64, row: &dyn Row, log: &mut Log) -> Result<(), CleanError> {
        if let Some(finding) = self.aside.at(number) {
            writer.counts.set_aside += 1;
            return log.add(Entry {
                table: self.table,
                row: Some(number),
                column: finding.column.as_deref().unwrap_or_default(),
                check: Some(finding.check),
                value: &line(row),
                action: "set aside",
            });
        }
        if self.persons.as_ref().is_some_and(|persons| !persons.is_next(writer.counts.rows as usize, row)) {
            writer.counts.set_aside += 1;
            let action = "set aside: the person has a row above";
            let (table, row_number, value) = (self.table, Some(number), line(row));
            return log.add(Entry {
                table,
                row: row_number,
                column: "customer_id",
                check: None,
                value: &value,
                action,
            });
        }
        let repeated = u32::try_from(number).is_ok_and(|number| self.repeated.binary_search(&number).is_ok());
        let place = RowInUse { index: writer.counts.rows as usize, number, repeated };
        writer.judge.moment(place.index, row, &mut self.moment);
        let values = writer.judge.values(place.index, row, &self.moment);
        let (checks, changed) = writer.judge.checks(place, row, &values, log)?;
        write(&mut writer.sink, writer.accepts, values, &checks).map_err(|e| failed(&writer.label, &e))?;
        writer.counts.rows += 1;
        writer.counts.changed += u64::from(changed);
        Ok(())
    }
}

/// The persons of a table that has a row for each of their ids.
struct Persons<'r> {
    ids: &'r Ids,
    person: usize,
    id: Option<usize>,
}

impl<'r> Persons<'r> {
    /// Those of customers laid out so; none where each row is a person.
    fn of(facts: &'r Facts, layout: &Layout) -> Option<Self> {
        let person = layout.at("person_id")?;
        Some(Self { ids: &facts.customer_ids, person, id: layout.at("customer_id") })
    }

    /// Whether a row is the first of the person at `index`: the ids are in the order in which they come.
    fn is_next(&self, index: usize, row: &dyn Row) -> bool {
        if index >= self.ids.len() {
            return false;
        }
        let own = Key::of(row.cell(self.person)).or_else(|| Key::of(row.cell(self.id?)));
        own.is_some_and(|own| Key::of(id(self.ids, index)).is_some_and(|next| next.fingerprint() == own.fingerprint()))
    }
}

/// Iterates over the rows that are set aside, in step with the rows of the source.
struct Cursor<'r> {
    aside: std::iter::Peekable<std::slice::Iter<'r, Aside<'r>>>,
}

impl<'r> Cursor<'r> {
    fn new(aside: &'r [Aside<'r>]) -> Self {
        Self { aside: aside.iter().peekable() }
    }

    /// Why the row of this number is set aside; numbers ascend from call to call.
    fn at(&mut self, number: u64) -> Option<&'r Finding> {
        while self.aside.next_if(|(row, _)| u64::from(*row) < number).is_some() {}
        self.aside.next_if(|(row, _)| u64::from(*row) == number).map(|(_, finding)| *finding)
    }
}

/// A row as one line of CSV.
fn line(row: &dyn Row) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record((0..row.len()).map(|c| row.cell(c).to_string()));
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).trim_end_matches('\n').to_owned()
}
