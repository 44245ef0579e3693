//! Loading: files become [`Facts`]. Every table is read once, dimensions first.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::assemble::assemble;
use super::cache;
use super::cell::Row;
use super::dates::{DateFormat, DateOrder};
use super::days::latest;
use super::error::DataError;
use super::facts::{Facts, Reading, Source};
use super::findings::{Check, Finding};
use super::ids::IdIndex;
use super::layout::Layout;
use super::load_options::LoadOptions;
use super::notation::{Notation, Unsettled, Why};
use super::origin::Origin;
use super::pieces::RowPlaces;
use super::plan::{self, Located, Plan};
use super::plan_findings::{counted_days, hidden_sheets, repeated_columns, undated, unused_files};
use super::remedy::with_command;
use super::revisions::{changes, revisions};
use super::sample;
use super::schema::Table;
use super::status_column::StatusWords;
use super::tables::{
    Builder, Customers, CustomersBuilder, DimensionBuilder, Earlier, Intake, IntakeNotes, Known, LoadedDimension,
    Tables, Transactions, TransactionsBuilder,
};
use super::threads;
use crate::progress::Progress;

/// Loads data, from the cache if there is one that has it.
///
/// # Errors
/// [`DataError`] if the data cannot be read at all; lesser problems are findings of the facts.
pub fn load(options: &LoadOptions, progress: &Progress) -> Result<Facts, DataError> {
    threads::start()?;
    let Some(place) = cache::place(options, progress) else { return load_files(options, progress) };
    if let Some(facts) = place.read(progress) {
        return Ok(facts);
    }
    let place = place.settled(progress);
    let facts = load_files(options, progress)?;
    if let Some(place) = place {
        place.store(&facts, progress);
    }
    Ok(facts)
}

fn load_files(options: &LoadOptions, progress: &Progress) -> Result<Facts, DataError> {
    let (mut plan, source) = find(options, progress)?;
    let source = Source { revisions: revisions(&plan, options, progress)?, ..source };
    let mut facts = read(&mut plan, source, options, progress).map_err(|error| with_command(options, error))?;
    let changes = changes(&plan, &facts.source.revisions, progress)?;
    facts.add(changes);
    Ok(facts)
}

/// Loads a file in memory; `name` is used as its path. The paths of the options are ignored.
///
/// # Errors
/// As [`load`].
pub fn load_bytes(name: &str, bytes: Vec<u8>, options: &LoadOptions, progress: &Progress) -> Result<Facts, DataError> {
    let file = Origin::Memory(PathBuf::from(name), bytes.into());
    let mut plan = plan::from_memory(vec![file], &options.mapping.clone().unwrap_or_default(), progress)?;
    let source = Source { path: name.to_owned(), format: formats(&plan), ..Source::default() };
    read(&mut plan, source, options, progress)
}

/// Recognises the tables.
pub(super) fn find(options: &LoadOptions, progress: &Progress) -> Result<(Plan, Source), DataError> {
    threads::start()?;
    progress.begin("looking for tables", 0);
    let plan = plan::planned(options, progress).map_err(|error| with_command(options, error))?;
    if options.paths.is_empty() {
        let source = Source {
            path: sample::name(options.sample).to_owned(),
            format: sample::FORMAT.to_owned(),
            ..Source::default()
        };
        return Ok((plan, source));
    }
    let paths: Vec<String> = options.paths.iter().map(|p| p.to_string_lossy().into_owned()).collect();
    let source = Source { path: paths.join(" "), format: formats(&plan), ..Source::default() };
    Ok((plan, source))
}

/// The rows of the events of a plan, before purchases are grouped to orders.
///
/// # Errors
/// [`DataError`] when they cannot be read.
pub(super) fn events(plan: &mut Plan, options: &LoadOptions, progress: &Progress) -> Result<Transactions, DataError> {
    Ok(loader(plan, options, progress)?.tables()?.transactions.unwrap_or_default())
}

/// Reads the tables of a plan. If a file changed in the meantime, that is the error.
pub(super) fn read(
    plan: &mut Plan,
    source: Source,
    options: &LoadOptions,
    progress: &Progress,
) -> Result<Facts, DataError> {
    let mut loader = loader(plan, options, progress)?;
    let tables = loader.tables();
    if let Some(changed) = loader.plan.changed()
        && !matches!(tables, Err(DataError::Cancelled(_)))
    {
        return Err(changed);
    }
    let Loader { plan, mut rows, mut readings, accepted, findings, places, .. } = loader;
    rows.sort_unstable();
    readings.sort_unstable_by_key(|r| r.table);
    progress.begin("joining the tables", 0);
    progress.check()?;
    let source = Source { rows, readings, ..source };
    let mut facts = assemble(tables?, plan.kind, &plan.tables, source, findings, &accepted, options)?;
    name_files(&mut facts.findings, &places);
    facts.source.places = places;
    Ok(facts)
}

fn loader<'a>(plan: &'a mut Plan, options: &'a LoadOptions, progress: &'a Progress) -> Result<Loader<'a>, DataError> {
    let order = match options.date_order() {
        None => None,
        Some(given) => {
            let unknown = || DataError::UnknownDateFormat { given: given.to_owned() };
            Some(DateOrder::parse(given).ok_or_else(unknown)?)
        }
    };
    let mapping = options.mapping.as_ref();
    let notation = Notation {
        dates: DateFormat { order, from_1904: false },
        decimal: mapping.and_then(|m| m.decimal),
        loose_join: mapping.is_some_and(|m| m.loose_join),
    };
    let words = options.mapping.as_ref().map_or(&[][..], |m| &m.status);
    let mut findings = hidden_sheets(plan);
    findings.extend(unused_files(plan));
    findings.extend(counted_days(plan));
    findings.extend(undated(plan));
    Ok(Loader {
        plan,
        notation,
        words,
        progress,
        first: options.first,
        as_of: options.as_of,
        today: options.today,
        rows: Vec::new(),
        readings: Vec::new(),
        accepted: Vec::new(),
        findings,
        places: Vec::new(),
    })
}

/// Adds the file to every row in an example, if the table has several files.
fn name_files(findings: &mut [Finding], places: &[(Table, RowPlaces)]) {
    for finding in findings {
        let Some((_, places)) = places.iter().find(|(table, _)| *table == finding.table) else {
            continue;
        };
        for (example, row) in finding.examples.iter_mut().zip(&finding.example_rows) {
            *example = places.renamed(example, *row);
        }
    }
}

/// The formats of the files with tables, joined by `+`.
fn formats(plan: &Plan) -> String {
    let mut formats: Vec<&str> =
        plan.tables.values().flat_map(Located::all_pieces).map(|p| plan.inputs[p.input].format()).collect();
    formats.sort_unstable();
    formats.dedup();
    formats.join("+")
}

struct Loader<'a> {
    plan: &'a mut Plan,
    notation: Notation,
    words: &'a StatusWords,
    progress: &'a Progress,
    first: Option<u64>,
    as_of: Option<i32>,
    today: i32,
    rows: Vec<(Table, u64)>,
    readings: Vec<Reading>,
    accepted: Vec<(Table, BTreeMap<Check, Vec<u32>>)>,
    findings: Vec<Finding>,
    places: Vec<(Table, RowPlaces)>,
}

impl Loader<'_> {
    /// Reads every table, dimensions first.
    fn tables(&mut self) -> Result<Tables, DataError> {
        let merchants = self.dimension(Table::Merchants, None)?;
        let branches = self.dimension(Table::Branches, merchants.as_ref().map(|m| &m.index))?;
        let cities = self.dimension(Table::Cities, None)?;
        let genders = self.dimension(Table::Genders, None)?;
        let customers = self.customers(cities.as_ref(), genders.as_ref())?;
        let known = Known {
            customers: customers.as_ref().map(|c| &c.index),
            branches: branches.as_ref().map(|b| &b.index),
            cities: cities.as_ref().map(|c| &c.index),
            genders: genders.as_ref().map(|g| &g.index),
        };
        let transactions = self.transactions(known)?;
        Ok(Tables { merchants, branches, cities, genders, customers, transactions })
    }

    /// Reads a table into the builder that `build` makes; `None` if there is no such table.
    fn read<B: Builder>(
        &mut self,
        table: Table,
        build: impl FnOnce(&Layout, Notation) -> B,
    ) -> Result<Option<B>, DataError> {
        let Some(located) = self.plan.tables.get(&table) else {
            return Ok(None);
        };
        self.findings.extend(repeated_columns(&located.layout));
        let mut builder = build(&located.layout, self.notation_of(located));
        let Some(notes) = self.pass(table, &mut builder)? else {
            return Ok(None);
        };
        self.rows.push((table, notes.rows));
        // The number of used rows is known when the table is finished.
        self.readings.push(Reading { table, read: notes.read, used: 0, set_aside: Vec::new() });
        self.accepted.push((table, notes.accepted));
        self.places.push((table, notes.places));
        self.findings.extend(notes.findings);
        Ok(Some(builder))
    }

    /// How dates and numbers of a table are written.
    fn notation_of(&self, located: &Located) -> Notation {
        let from_1904 = self.plan.inputs[located.pieces[0].input].counts_from_1904();
        let dates = DateFormat { from_1904, ..self.notation.dates };
        let decimal = if located.layout.is_cleaned() { Some('.') } else { self.notation.decimal };
        Notation { dates, decimal, ..self.notation }
    }

    /// Passes the rows of a table to a builder; `None` if there is no such table.
    fn pass(&mut self, table: Table, builder: &mut dyn Builder) -> Result<Option<IntakeNotes>, DataError> {
        let Some(located) = self.plan.tables.get(&table) else {
            return Ok(None);
        };
        let label = &located.part.label;
        let intake = Intake::new(builder, (&located.layout, label), self.plan.budget, self.progress);
        let mut intake = intake.of_kind(self.plan.kind);
        let mut left = self.first.unwrap_or(0);
        let mut until_enough = |_: u64, _: &dyn Row| {
            let enough = left == 0;
            left = left.saturating_sub(1);
            if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        if self.first.is_some() {
            intake = intake.watched(&mut until_enough).at_most(self.first.map(|rows| rows.saturating_add(1)));
        }
        match located.read(&mut self.plan.inputs, self.plan.budget, &mut intake) {
            Err(DataError::Cancelled(_)) if self.first.is_some() && !self.progress.is_cancelled() => {}
            other => other?,
        }
        Ok(Some(intake.finish()))
    }

    fn dimension(&mut self, table: Table, merchants: Option<&IdIndex>) -> Result<Option<LoadedDimension>, DataError> {
        let builder =
            self.read(table, |layout, notation| DimensionBuilder::new(layout, merchants, notation.loose_join))?;
        let mut loaded = builder.map(DimensionBuilder::finish);
        self.findings.extend(loaded.iter_mut().flat_map(|l| l.findings.drain(..)));
        Ok(loaded)
    }

    fn unsettled(&self, table: Table, Unsettled { column, why }: Unsettled) -> DataError {
        let located = self.plan.tables.get(&table);
        let path = located.map_or_else(String::new, |t| t.part.label.clone());
        let header = located.and_then(|t| Some(t.layout.header[t.layout.at(column)?].trim().to_owned()));
        let name = header.unwrap_or_else(|| column.to_owned());
        let command = String::new();
        match why {
            Why::OrderOfDates(example) => DataError::UndecidableDates { path, column: name, example, command },
            Why::NoDate(examples) => DataError::NoDates { path, column: name, role: column, examples },
            Why::DecimalMark(example) => DataError::UndecidableNumbers { path, column: name, example, command },
        }
    }

    fn customers(
        &mut self,
        cities: Option<&LoadedDimension>,
        genders: Option<&LoadedDimension>,
    ) -> Result<Option<Customers>, DataError> {
        let (cities, genders) = (cities.map(|d| &d.index), genders.map(|d| &d.index));
        let builder =
            self.read(Table::Customers, |layout, notation| CustomersBuilder::new(layout, cities, genders, notation))?;
        let Some(builder) = builder else {
            return Ok(None);
        };
        let mut customers = builder.finish().map_err(|e| self.unsettled(Table::Customers, e))?;
        self.findings.append(&mut customers.findings);
        Ok(Some(customers))
    }

    fn transactions(&mut self, known: Known<'_>) -> Result<Option<Transactions>, DataError> {
        let words = (self.words, self.plan.kind, self.plan.constant);
        let as_of = self.as_of;
        let builder = self.read(Table::Transactions, |layout, notation| {
            TransactionsBuilder::new(layout, known, notation, words).known_up_to(as_of)
        })?;
        let Some(builder) = builder else {
            return Ok(None);
        };
        let mut transactions = builder.finish().map_err(|e| self.unsettled(Table::Transactions, e))?;
        self.findings.append(&mut transactions.findings);
        self.describe_as_of(&mut transactions, known)?;
        Ok(Some(transactions))
    }

    /// Customers without a customers table, on an earlier as-of date: values of later rows are not known yet.
    fn describe_as_of(&mut self, transactions: &mut Transactions, known: Known<'_>) -> Result<(), DataError> {
        let last = latest(&transactions.days, self.today).max(latest(&transactions.burn_days, self.today));
        let Some(day) = self.as_of.filter(|day| last.is_some_and(|last| *day < last)) else { return Ok(()) };
        let Some(customers) = transactions.customers.take() else { return Ok(()) };
        let Some(located) = self.plan.tables.get(&Table::Transactions) else { return Ok(()) };
        let mut earlier = Earlier::new(day, transactions, &customers, &located.layout);
        let notation = self.notation_of(located);
        self.pass(Table::Transactions, &mut earlier)?;
        let described = earlier.finish(customers, known, notation);
        transactions.customers = Some(described.map_err(|e| self.unsettled(Table::Transactions, e))?);
        Ok(())
    }
}
