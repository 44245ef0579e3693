//! The step between readers and builders: blank rows and rows that cannot be used (ragged) are counted here.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use rayon::prelude::*;

use super::damaged_cells::DamagedCells;
use super::footer::{Footer, Verdict};
use super::held::HeldRow;
use super::joined::Joined;
use super::looked::{Looked, What, explains, is_ragged, is_tidy, typed, weight, width};
use super::missing_days::Missing;
use super::placed::Placed;
use super::profile::Profile;
use super::side_by_side::{FEWEST, by_blocks};
use crate::data::accepted::Accepted;
use crate::data::block::{Block, Column};
use crate::data::budget::{self, Reading};
use crate::data::cell::{Cell, Numbered, Row};
use crate::data::cell_list;
use crate::data::cleaned::ACCEPTED;
use crate::data::error::{DataError, SHORTEN};
use crate::data::findings::{Check, Finding};
use crate::data::ids::Key;
use crate::data::json_record::{Record, RecordRow};
use crate::data::kind::Kind;
use crate::data::layout::Layout;
use crate::data::pieces::{ColumnSource, Piece, RowPlaces};
use crate::data::readers::Chunk;
use crate::data::schema::{ColumnSpec, Table};
use crate::data::tally::{Tally, escape};
use crate::progress::{Cancelled, Progress};

/// After this number of rows or bytes the worker checks whether to stop and how much memory is left.
const CHECK_ROWS: u64 = 8192;
const CHECK_BYTES: usize = 4 << 20;

/// The column by which tables are joined to one of these.
pub fn joined_by(table: Table) -> &'static str {
    if table == Table::Transactions { "transaction_id" } else { "customer_id" }
}

/// Rows that are looked at by one thread at a time.
const TOGETHER: usize = 512;

/// A list without elements.
const NO_LIST: &str = "[]";

/// Takes the rows of one table.
pub trait Builder: Send {
    /// Takes a row, `number` as a spreadsheet or editor shows it.
    fn push(&mut self, number: u64, row: &dyn Row);

    /// Takes several rows; one whose columns are independent of each other fills them in parallel.
    fn push_all(&mut self, rows: &[Numbered<'_>]) {
        for (number, row) in rows {
            self.push(*number, *row);
        }
    }

    /// Takes rows as columns, if it can.
    fn push_blocks(&mut self, blocks: &[Block<'_>]) {
        by_rows(self, blocks);
    }
}

/// Passes blocks to a builder as rows.
pub fn by_rows<B: Builder + ?Sized>(builder: &mut B, blocks: &[Block<'_>]) {
    for block in blocks {
        block.with_rows(|rows| builder.push_all(rows));
    }
}

/// Sees every row that a reader offers before anything is decided about it, and says when it has seen enough.
pub type Watch<'a> = &'a mut dyn FnMut(u64, &dyn Row) -> ControlFlow<()>;

/// Where a reader puts its rows.
pub struct Intake<'a> {
    builder: &'a mut dyn Builder,
    layout: &'a Layout,
    /// The name of the table or piece in messages.
    label: &'a str,
    piece: Option<&'a Piece>,
    /// The number before the first row of the piece, and of the last row so far.
    before: u64,
    last: u64,
    places: RowPlaces,
    joined: Vec<Joined>,
    /// Products by their numbers, and the column with these.
    products: Option<(Joined, usize)>,
    /// The column of the piece with lists in its text, and the list of the row.
    list: Option<(usize, Record)>,
    /// Texts that should be such a list, by the name of the column.
    unlisted: BTreeMap<String, Tally>,
    footer: Footer,
    below: Tally,
    repeated: Tally,
    /// The columns of dates and numbers, and whether no row was taken yet.
    typed: Vec<usize>,
    is_first: bool,
    missing: Missing,
    budget: Reading,
    /// Bytes of the rows since memory was last looked at.
    unchecked: usize,
    profile: Profile,
    accepted: Accepted,
    watch: Option<Watch<'a>>,
    /// Whether rows are only watched, and none is taken.
    takes_none: bool,
    /// Counts rows or bytes for the screen, and says when to stop.
    pub progress: &'a Progress,
    /// The number of rows after which whoever watches has seen enough; none for all rows.
    pub limit: Option<u64>,
    read: u64,
    rows: u64,
    blank: Tally,
    ragged: Tally,
    recoded: Tally,
    foreign: bool,
    unread: Vec<(String, String)>,
    damaged: DamagedCells,
}

/// What the intake counted.
#[derive(Debug)]
pub struct IntakeNotes {
    /// Rows that the file has after its header.
    pub read: u64,
    /// Rows taken: neither blank nor ragged.
    pub rows: u64,
    /// Rows with errors that were accepted, by check.
    pub accepted: BTreeMap<Check, Vec<u32>>,
    /// Which rows are of which piece.
    pub places: RowPlaces,
    /// Findings.
    pub findings: Vec<Finding>,
}

impl<'a> Intake<'a> {
    /// An intake in front of `builder`, for a table laid out as `layout` and called `label` in messages.
    pub fn new(
        builder: &'a mut dyn Builder,
        (layout, label): (&'a Layout, &'a str),
        budget: Reading,
        progress: &'a Progress,
    ) -> Self {
        let (blank, ragged, recoded) = Default::default();
        let (profile, accepted) = (Profile::new(layout), Accepted::new(layout));
        let watch = None;
        Self {
            builder,
            layout,
            label,
            piece: None,
            before: 0,
            last: 0,
            places: RowPlaces::default(),
            joined: Vec::new(),
            products: None,
            list: None,
            unlisted: BTreeMap::new(),
            footer: Footer::new(layout),
            below: Tally::default(),
            repeated: Tally::default(),
            typed: typed(layout),
            is_first: true,
            missing: Missing::new(layout),
            budget,
            unchecked: 0,
            profile,
            accepted,
            watch,
            takes_none: false,
            progress,
            limit: None,
            read: 0,
            rows: 0,
            blank,
            ragged,
            recoded,
            foreign: false,
            unread: Vec::new(),
            damaged: DamagedCells::new(layout),
        }
    }

    /// The same intake of events of a kind: only orders have several rows.
    #[must_use]
    pub fn of_kind(self, kind: Kind) -> Self {
        let missing = if kind == Kind::Purchases { self.missing } else { self.missing.of_single_rows() };
        Self { missing, ..self }
    }

    /// The same intake with a watcher.
    #[must_use]
    pub fn watched(mut self, watch: Watch<'a>) -> Self {
        self.watch = Some(watch);
        self
    }

    /// The same gate where a number of rows is enough, for readers that must know before they begin.
    #[must_use]
    pub fn at_most(self, limit: Option<u64>) -> Self {
        Self { limit, ..self }
    }

    /// The same gate, closed: rows are watched, and nothing else is done with them.
    #[must_use]
    pub fn only_watched(self, watch: Watch<'a>) -> Self {
        Self { takes_none: true, ..self.watched(watch) }
    }

    /// The rows that follow are of this piece. They are numbered on from those before.
    pub fn begin(&mut self, piece: &'a Piece) {
        self.label = &piece.part.label;
        self.before = self.last;
        self.places.begin(self.before, &piece.part);
        self.list = piece.list().map(|(at, names)| (at, Record::of(&names)));
        self.piece = Some(piece);
        self.is_first = true;
    }

    /// There are no more rows of the piece: what is held is below its data.
    pub fn end(&mut self) {
        for row in self.footer.release() {
            self.below.add(row.number, || row.shown());
        }
    }

    /// The known column that the piece has at a position.
    pub fn known(&self, position: usize) -> Option<&'static ColumnSpec> {
        let at = match self.piece.and_then(|piece| piece.places.as_ref()) {
            Some(places) => places.iter().position(|place| *place == ColumnSource::At(position))?,
            None => position,
        };
        self.layout.known(at)
    }

    /// Takes a row of the piece, by its number there. A row that is shorter than the header is set aside, and so is a longer
    /// one, unless the cells after the header are empty.
    ///
    /// # Errors
    /// [`DataError`] when the load was cancelled, whoever watches has seen enough, a cell is too long, or the memory is at its
    /// limit.
    pub fn row(&mut self, number: u64, row: &dyn Row) -> Result<(), DataError> {
        let number = self.before + number;
        self.last = self.last.max(number);
        let header = self.header();
        let is_ragged = is_ragged(row, width(header), header.len());
        match self.piece.and_then(|piece| piece.places.as_deref()) {
            // A row that does not fit is shown unchanged.
            Some(places) if !is_ragged => self.elements(number, row, places),
            _ => self.offer(number, row, is_ragged),
        }
    }

    /// Takes a row as often as its list has elements, where it has one.
    fn elements(&mut self, number: u64, row: &dyn Row, places: &[ColumnSource]) -> Result<(), DataError> {
        let Some((at, mut record)) = self.list.take() else { return self.placed(number, row, places, None) };
        let cell = row.cell(at);
        let text = if let Cell::Text(text) = cell.present() { text } else { NO_LIST };
        if !cell_list::read(text, &mut record) {
            let name = self.piece.and_then(|piece| piece.part.header.get(at)).map_or("", |name| name.trim());
            self.unlisted.entry(name.to_owned()).or_default().add_cell(number, cell);
            cell_list::read(NO_LIST, &mut record);
        }
        let outcome = record.rows().try_for_each(|element| self.placed(number, row, places, Some(element)));
        self.list = Some((at, record));
        outcome
    }

    fn placed(
        &mut self,
        number: u64,
        row: &dyn Row,
        places: &[ColumnSource],
        element: Option<RecordRow<'_>>,
    ) -> Result<(), DataError> {
        let joined = std::mem::take(&mut self.joined);
        let products = self.products.take();
        let mut placed =
            Placed { row, places, joined: &joined, id: None, element, product: None }.with_product(products.as_ref());
        let by = self.layout.at(joined_by(self.layout.table)).filter(|_| !joined.is_empty());
        let key = by.and_then(|at| Key::of(placed.cell(at)));
        let id = key.map(|key| key.fingerprint());
        placed.id = id;
        let outcome = self.offer(number, &placed, false);
        (self.joined, self.products) = (joined, products);
        if let Some(id) = id {
            self.joined.iter_mut().for_each(|joined| joined.meet(id));
        }
        outcome
    }

    /// Joins the rows of another table to those that follow, by the id of the customer or order.
    pub fn join(&mut self, table: Joined) {
        self.joined.push(table);
    }

    /// Names the products of the rows that follow, whose numbers are in the column at a position.
    pub fn name_products(&mut self, products: Joined, by: usize) {
        self.products = Some((products, by));
    }

    /// The next of the joined tables, whose rows join no others any more.
    pub fn joined(&mut self, table: usize) -> Option<&mut Joined> {
        self.joined.get_mut(table)
    }

    /// A copy of a row of the piece, as it is.
    pub fn copy(layout: &Layout, number: u64, row: &dyn Row) -> HeldRow {
        HeldRow::new(number, row, is_ragged(row, layout.width(), layout.header.len()))
    }

    /// Whether rows depend on those before them, or somebody wants to see each: then they are not taken together.
    pub fn is_one_by_one(&self) -> bool {
        self.watch.is_some() || !self.joined.is_empty() || self.list.is_some()
    }

    /// Whether parts of text are nothing but data, each row by itself: then [`Intake::tidy_rows`] takes them.
    pub fn are_tidy(&self, chunks: &[Chunk]) -> bool {
        let (width, needed) = (self.header().len(), self.footer.needed());
        self.may_be_tidy() && chunks.par_iter().all(|chunk| chunk.is_tidy(width, needed, budget::CELL))
    }

    /// The same of rows as columns.
    pub fn is_tidy(&self, block: Block<'_>) -> bool {
        self.may_be_tidy() && is_tidy(block, self.header().len(), self.footer.needed())
    }

    /// The names of the columns of the piece.
    fn header(&self) -> &'a [String] {
        self.piece.map_or(&self.layout.header, |piece| &piece.part.header)
    }

    /// Whether each row is data or not whatever is around it, and none that begins with a digit repeats the header.
    fn may_be_tidy(&self) -> bool {
        let is_placed = self.products.is_some() || self.piece.is_some_and(|piece| piece.places.is_some());
        let tells = self.header().first().is_some_and(|name| name.trim().starts_with(|c: char| !c.is_ascii_digit()));
        tells && !(self.is_one_by_one() || self.is_first || is_placed)
    }

    /// Takes columns of rows, of which [`Intake::are_tidy`] says that they are nothing but data: the number of the first row of
    /// each block in the piece, and the number of its rows.
    ///
    /// # Errors
    /// As [`Intake::row`].
    pub fn tidy_rows(&mut self, blocks: &[(u64, usize, &[Column<'_>])]) -> Result<(), DataError> {
        let before = self.before;
        let blocks = blocks.iter().filter(|(_, height, _)| *height > 0);
        let blocks: Vec<Block<'_>> = blocks
            .map(|(first, height, columns)| Block::Columns { first: before + first, height: *height, columns })
            .collect();
        let Some(last) = blocks.last() else { return Ok(()) };
        self.last = self.last.max(last.number(last.len() - 1));
        let rows: usize = blocks.iter().map(|block| block.len()).sum();
        self.read += rows as u64;
        self.footer.pass();
        self.release();
        self.take_blocks(&blocks);
        self.progress.read(rows as u64);
        self.check(self.last)
    }

    /// Takes rows of the piece, as [`Intake::row`] does one after the other, on all cores.
    ///
    /// # Errors
    /// As [`Intake::row`].
    pub fn rows(&mut self, rows: &[Numbered<'_>]) -> Result<(), DataError> {
        if self.is_one_by_one() || rows.len() < FEWEST {
            return rows.iter().try_for_each(|(number, row)| self.row(*number, *row));
        }
        let header = self.header();
        let (named, all) = (width(header), header.len());
        let places = self.piece.and_then(|piece| piece.places.as_deref());
        let products = self.products.take();
        let place = |row, places| {
            let placed = Placed { row, places, joined: &[], id: None, element: None, product: None };
            placed.with_product(products.as_ref())
        };
        let placed: Vec<Placed<'_>> =
            places.map_or_else(Vec::new, |places| rows.iter().map(|(_, row)| place(*row, places)).collect());
        let (names, footer) = (&self.layout.header, &self.footer);
        let look = |at: usize| {
            let row = rows[at].1;
            let is_ragged = is_ragged(row, named, all);
            // A row that does not fit is shown unchanged.
            let row: &dyn Row = placed.get(at).filter(|_| !is_ragged).map_or(row, |row| row);
            Looked::new(row, is_ragged, What::of(row, is_ragged, names, footer))
        };
        let looked: Vec<Looked<'_>> = (0..rows.len()).into_par_iter().with_min_len(TOGETHER).map(look).collect();
        let before = self.before;
        let numbers = rows.iter().map(|(number, _)| before + number);
        let (mut taken, mut damaged) = (Vec::with_capacity(rows.len()), Vec::new());
        for (number, Looked { row, is_ragged, bytes, may_be_damaged, what }) in numbers.zip(looked) {
            self.last = self.last.max(number);
            self.read += 1;
            self.unchecked += bytes.map_or_else(|| Err(self.too_long(number, row)), Ok)?;
            if !self.is_data(number, row, is_ragged, &what) {
                continue;
            }
            if self.footer.holds() {
                self.take_all(&taken, &damaged);
                taken.clear();
                damaged.clear();
                self.release();
            }
            if is_ragged {
                self.ragged(number, row);
                continue;
            }
            taken.push((number, row));
            if may_be_damaged {
                damaged.push((number, row));
            }
        }
        self.take_all(&taken, &damaged);
        self.products = products;
        self.unchecked = 0;
        self.progress.read(rows.len() as u64);
        self.check(self.last)
    }

    fn offer(&mut self, number: u64, row: &dyn Row, is_ragged: bool) -> Result<(), DataError> {
        self.read += 1;
        if let Some(watch) = &mut self.watch
            && watch(number, row).is_break()
        {
            return Err(Cancelled.into());
        }
        self.unchecked += weight(row).map_or_else(|| Err(self.too_long(number, row)), Ok)?;
        if self.read.is_multiple_of(CHECK_ROWS) {
            self.progress.read(CHECK_ROWS);
        }
        if self.unchecked >= CHECK_BYTES || self.read.is_multiple_of(CHECK_ROWS) {
            self.unchecked = 0;
            self.check(number)?;
        }
        if self.takes_none {
            return Ok(());
        }
        let what = What::of(row, is_ragged, &self.layout.header, &self.footer);
        if self.is_data(number, row, is_ragged, &what) {
            self.release();
            self.take(number, row, is_ragged);
        }
        Ok(())
    }

    /// Whether a row is data; what else it is, is counted or held.
    fn is_data(&mut self, number: u64, row: &dyn Row, is_ragged: bool, what: &What) -> bool {
        let is_first = !matches!(what, What::Blank) && std::mem::take(&mut self.is_first);
        match what {
            What::Blank => self.blank.add_row(number),
            What::Header => self.repeated.add_row(number),
            What::Row(_) if is_first && explains(row, &self.typed) => self.repeated.add_row(number),
            What::Row(looks) => return matches!(self.footer.judge(number, row, (*looks, is_ragged)), Verdict::Data),
        }
        false
    }

    /// Takes the rows that are held: they are data.
    fn release(&mut self) {
        for held in self.footer.release() {
            self.take(held.number, &held, held.is_ragged);
        }
    }

    fn take(&mut self, number: u64, row: &dyn Row, is_ragged: bool) {
        if is_ragged { self.ragged(number, row) } else { self.take_all(&[(number, row)], &[(number, row)]) }
    }

    fn ragged(&mut self, number: u64, row: &dyn Row) {
        let width = self.header().len();
        self.ragged.add(number, || format!("{} fields instead of {width}", row.len()));
    }

    /// Takes rows, some of which may have damaged cells.
    fn take_all(&mut self, rows: &[Numbered<'_>], damaged: &[Numbered<'_>]) {
        for (number, row) in damaged {
            self.damaged.observe(self.layout.header.len(), *number, *row);
        }
        self.take_blocks(&[Block::Rows(rows)]);
    }

    /// Takes rows without damaged cells.
    fn take_blocks(&mut self, blocks: &[Block<'_>]) {
        let rows: usize = blocks.iter().map(|block| block.len()).sum();
        self.rows += rows as u64;
        let Self { missing, profile, accepted, builder, .. } = self;
        let mut gaps = |block: Block<'_>| missing.observe(block);
        let mut values = |block: Block<'_>| profile.observe(block);
        let mut marks = |block: Block<'_>| accepted.observe(block);
        let mut checks = || by_blocks(blocks, &mut [&mut gaps, &mut values, &mut marks]);
        if rows < FEWEST {
            checks();
            builder.push_blocks(blocks);
        } else {
            rayon::join(checks, || builder.push_blocks(blocks));
        }
    }

    fn too_long(&self, number: u64, row: &dyn Row) -> DataError {
        let length = |at| if let Cell::Text(text) = row.cell(at) { text.len() } else { 0 };
        let at = (0..row.len()).find(|at| length(*at) > budget::CELL).unwrap_or_default();
        let column = escape(self.layout.header.get(at).map_or("beyond the header", |name| name.trim()));
        let [length, most] = [length(at), budget::CELL].map(|bytes| budget::shown(bytes as u64));
        let what = format!("row {number}, column {column}: the cell holds {length}, and the maximum is {most}");
        DataError::TooLarge { path: self.label.to_owned(), what, remedy: SHORTEN }
    }

    fn check(&self, number: u64) -> Result<(), DataError> {
        self.progress.check()?;
        let over = |_| {
            let (path, limit) = (self.label.to_owned(), budget::shown(budget::limit()));
            DataError::OverBudget { path, row: number, limit }
        };
        self.budget.check().map_err(over)
    }

    /// Counts rows that a sheet declares and that have no cell at all.
    pub fn blank_rows(&mut self, rows: u64) {
        self.read += rows;
        self.blank.add_unnumbered(rows);
    }

    /// Notes a column that is left out, and why.
    pub fn unread_column(&mut self, name: &str, why: &str) {
        self.unread.push((name.to_owned(), why.to_owned()));
    }

    /// Notes that a row has text that is not ASCII: not UTF-8 and read as Windows-1252 (`recoded`), or UTF-8.
    pub fn beyond_ascii(&mut self, number: u64, recoded: bool) {
        if recoded {
            self.recoded.add_row(self.before + number);
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
        findings.extend(self.unread.into_iter().map(|(column, example)| {
            Finding::without_rows(Check::UnreadColumn, self.layout.table, Some(&column), self.rows, vec![example])
        }));
        findings.extend(self.damaged.findings(self.layout));
        let table = self.layout.table;
        let unlisted = self.unlisted.into_iter();
        findings.extend(unlisted.filter_map(|(name, t)| t.finding(Check::UnparsableValue, table, Some(&name))));
        let notes = [
            (Check::BlankRow, self.blank),
            (Check::RaggedRow, self.ragged),
            (Check::FooterRow, self.below),
            (Check::RepeatedHeader, self.repeated),
            (Check::MixedEncoding, mixed),
        ];
        findings.extend(notes.into_iter().filter_map(|(check, tally)| tally.finding(check, self.layout.table, None)));
        findings.extend(self.missing.finding(self.layout.table));
        let Accepted { rows: accepted, unknown, .. } = self.accepted;
        findings.extend(unknown.finding(Check::UnparsableValue, self.layout.table, Some(ACCEPTED)));
        IntakeNotes { read: self.read, rows: self.rows, accepted, places: self.places, findings }
    }
}
