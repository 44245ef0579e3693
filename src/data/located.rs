//! A table found in the data: the files it is in, how its columns are laid out, and how it is read.

use super::budget::Reading;
use super::cell::Row;
use super::error::DataError;
use super::guard::guarded;
use super::layout::Layout;
use super::made_date::MadeDate;
use super::part::Part;
use super::pieces::{ColumnSource, Piece};
use super::readers::Input;
use super::schema::{Table, is_of_list, normalise};
use super::tables::{Builder, HeldRow, Intake, Joined, joined_by};
use std::ops::ControlFlow;

/// A table found in the data.
#[derive(Clone)]
pub struct Located {
    /// The part, or the one that represents all of its pieces.
    pub part: Part,
    /// The files or sheets it is read from, one after the other.
    pub pieces: Vec<Piece>,
    /// Where its columns are.
    pub layout: Layout,
    /// Tables with other columns of the same customers.
    pub joined: Vec<Other>,
    /// The names of products by number.
    pub products: Option<Box<Products>>,
}

/// A table of products: their numbers, names and prices.
#[derive(Clone)]
pub struct Products {
    table: Located,
    /// The column of purchases with the number.
    by: usize,
}

/// A table that is joined to another one.
#[derive(Clone)]
pub struct Other {
    table: Located,
    /// The whole of it, laid out as the joined table.
    piece: Piece,
}

/// Ignores rows: only the watcher needs them.
struct Nobody;

impl Builder for Nobody {
    fn push(&mut self, _: u64, _: &dyn Row) {}
}

impl Located {
    /// Everything it is read from.
    pub fn all_pieces(&self) -> impl Iterator<Item = &Piece> {
        let products = self.products.iter().flat_map(|products| &products.table.pieces);
        self.pieces.iter().chain(self.joined.iter().flat_map(|other| &other.table.pieces)).chain(products)
    }

    /// The column of dates of events that count from an unknown day, and what counts.
    pub fn counted_days(&self) -> Option<(usize, MadeDate)> {
        let date = self.layout.at("transaction_date")?;
        self.all_pieces().find_map(|piece| match piece.places.as_ref()?.get(date)? {
            ColumnSource::Made(made) => made.is_counted().then_some((date, *made)),
            _ => None,
        })
    }

    /// Reads the table, piece by piece, each row with what joined tables have of its customer. Rows of those that belong to no row
    /// before come last.
    ///
    /// # Errors
    /// [`DataError`] when a file is damaged, the load was cancelled, or joined tables have other customers.
    pub fn read<'p>(&'p self, inputs: &mut [Input], budget: Reading, intake: &mut Intake<'p>) -> Result<(), DataError> {
        for other in &self.joined {
            let id = other.table.layout.at(joined_by(self.layout.table));
            intake.join(other.table.held(inputs, budget, intake, id)?);
        }
        if let Some(products) = &self.products {
            intake.name_products(products.table.held(inputs, budget, intake, Some(0))?, products.by);
        }
        for piece in &self.pieces {
            intake.begin(piece);
            guarded(&piece.part.label, || inputs[piece.input].read(&piece.part, intake))?;
            intake.end();
        }
        for (at, other) in self.joined.iter().enumerate() {
            let Some(joined) = intake.joined(at) else { continue };
            let (met, all) = joined.met();
            let alone: Vec<HeldRow> = joined.alone().collect();
            // Orders may have no lines; two tables in which most customers differ are about other customers.
            if met * 2 < all && self.layout.table == Table::Customers {
                return Err(self.other_customers(&other.table));
            }
            intake.begin(&other.piece);
            for row in alone {
                intake.row(row.number, &row)?;
            }
            intake.end();
        }
        Ok(())
    }

    /// Why a table cannot be joined, with the option that leaves it out.
    fn other_customers(&self, other: &Self) -> DataError {
        let part = &self.pieces[0].part;
        DataError::NotUnderstood {
            what: format!(
                "{} and {} may both be the table of customers: they have other columns, and most customers are only in one",
                part.label, other.part.label
            ),
            options: vec![("table", format!("customers={}", part.names().into_iter().next().unwrap_or_default()))],
            without: Vec::new(),
            command: String::new(),
        }
    }

    /// All rows, to be joined to those of another table.
    fn held(
        &self,
        inputs: &mut [Input],
        budget: Reading,
        intake: &Intake<'_>,
        id: Option<usize>,
    ) -> Result<Joined, DataError> {
        let mut joined = Joined::default();
        let Some(id) = id else { return Ok(joined) };
        let mut nobody = Nobody;
        let mut keep = |number: u64, row: &dyn Row| {
            joined.push(Intake::copy(&self.layout, number, row), id);
            ControlFlow::Continue(())
        };
        let label = self.part.label.as_str();
        let reader = Intake::new(&mut nobody, (&self.layout, label), budget, intake.progress);
        self.read(inputs, budget, &mut reader.watched(&mut keep))?;
        Ok(joined)
    }

    /// Adds the columns of another table of the same customers, which [`can_join`].
    pub fn join(&mut self, other: Self) {
        let (own, its) = (names(&self.layout), names(&other.layout));
        let by = joined_by(self.layout.table);
        let (Some(id), Some(its_id)) = (self.layout.at(by), other.layout.at(by)) else { return };
        let new = new_columns(&own, &its, its_id);
        let table = self.joined.len();
        let width = own.len();
        let joined_places = || new.iter().map(|at| ColumnSource::Joined(table, *at));
        for piece in self.pieces.iter_mut().chain(self.joined.iter_mut().map(|other| &mut other.piece)) {
            piece.places_mut(width).extend(joined_places());
        }
        let place = |(at, name): (usize, &String)| match its.iter().position(|its| its == name) {
            _ if at == id => ColumnSource::At(its_id),
            Some(there) if !name.is_empty() => ColumnSource::At(there),
            _ => ColumnSource::Nowhere,
        };
        let places = own.iter().enumerate().map(place).chain(new.iter().map(|at| ColumnSource::At(*at))).collect();
        let header: Vec<String> =
            self.layout.header.iter().cloned().chain(new.iter().map(|at| other.layout.header[*at].clone())).collect();
        self.layout = self.layout.joined(&other.layout, &new);
        self.part.header = header;
        let piece = Piece { input: other.pieces[0].input, part: other.part.clone(), places: Some(places) };
        self.joined.push(Other { table: other, piece });
    }
}

/// Columns that must not be summed over the lines of an order.
const ADDED: [&str; 3] = ["amount", "quantity", "unit_price"];

impl Located {
    /// The same table, of which what records say of all rows of their lists together is in the first of these rows.
    #[must_use]
    pub fn with_records(mut self) -> Self {
        let header = &self.layout.header;
        let width = header.len();
        let is_once = |at: &usize| {
            self.layout.known(*at).is_some_and(|column| ADDED.contains(&column.name)) && !is_of_list(&header[*at])
        };
        let once: Vec<usize> = (0..width).filter(is_once).collect();
        let has_list = header.iter().any(|name| is_of_list(name));
        for piece in self.pieces.iter_mut().filter(|_| has_list && !once.is_empty()) {
            let places = piece.places_mut(width);
            for column in &once {
                if let Some(ColumnSource::At(at)) = places.get(*column) {
                    places[*column] = ColumnSource::Once(*at);
                }
            }
        }
        self
    }

    /// The rows of orders, which are these, and of their `lines`, a table with the number of the order and what the orders do not
    /// say: a row per line with all that is known of its order. What an order says of all its lines together is in the first.
    #[must_use]
    pub fn with_lines(self, mut lines: Self) -> Self {
        let by = joined_by(Table::Transactions);
        let (Some(id), Some(line_id)) = (self.layout.at(by), lines.layout.at(by)) else { return self };
        let width = lines.layout.header.len();
        let (own, its) = (names(&self.layout), names(&lines.layout));
        // Of two columns of one name, that with a role is meant, otherwise that of the lines.
        let is_shadowed = |at: usize| self.layout.is_free(at) && its.contains(&own[at]);
        let others: Vec<usize> = (0..own.len()).filter(|at| *at != id && !is_shadowed(*at)).collect();
        for at in (0..width).filter(|at| lines.layout.is_free(*at)).collect::<Vec<_>>() {
            if others.iter().any(|other| own[*other] == its[at]) {
                lines.layout.header[at].clear();
            }
        }
        let place = |at: &usize| match self.layout.known(*at).map(|column| column.name) {
            Some(name) if ADDED.contains(&name) => ColumnSource::JoinedOnce(0, *at),
            _ => ColumnSource::Joined(0, *at),
        };
        let mut pieces = lines.pieces;
        for piece in &mut pieces {
            piece.places_mut(width).extend(others.iter().map(place));
        }
        let alone = (0..width).map(|at| if at == line_id { ColumnSource::At(id) } else { ColumnSource::Nowhere });
        let alone = alone.chain(others.iter().map(|at| ColumnSource::At(*at))).collect();
        let layout = lines.layout.joined(&self.layout, &others);
        let part = Part { header: layout.header.clone(), ..self.part.clone() };
        let piece = Piece { input: self.pieces[0].input, part: self.part.clone(), places: Some(alone) };
        Self { part, pieces, layout, joined: vec![Other { table: self, piece }], products: None }
    }

    /// The same purchases with what a table says of their products: of its `columns` the first has the numbers of these, those after it
    /// have these `roles`, of which the first is the name, and the others none.
    #[must_use]
    pub fn with_products(mut self, mut table: Self, columns: &[usize], roles: &[&str]) -> Self {
        let Some(by) = self.layout.at("product") else { return self };
        let width = self.layout.header.len();
        let added = columns.len().saturating_sub(1);
        for piece in self.pieces.iter_mut().chain(self.joined.iter_mut().map(|other| &mut other.piece)) {
            let named = (1..=added).map(|at| ColumnSource::OfProduct(at, (at == 1).then_some(by)));
            piece.places_mut(width).extend(named);
        }
        let header: Vec<String> = columns.iter().map(|at| table.layout.header[*at].clone()).collect();
        self.layout.header.extend(header.iter().skip(1).cloned());
        self.part.header.clone_from(&self.layout.header);
        self.layout.forget("product");
        for (at, role) in (width..width + added).zip(roles) {
            self.layout.guess(role, at);
        }
        // Nothing else of the products is held.
        let all = table.layout.header.len();
        for piece in &mut table.pieces {
            let places = piece.places_mut(all);
            *places = columns.iter().map(|at| places[*at].clone()).collect();
        }
        table.layout = Layout::bare(table.layout.table, header);
        self.products = Some(Box::new(Products { table, by }));
        self
    }
}

/// Whether two tables of customers have other columns each, so that one of them adds to the other.
pub fn can_join(first: &Layout, second: &Layout) -> bool {
    let (own, its) = (names(first), names(second));
    let by = joined_by(first.table);
    let (Some(_), Some(its_id)) = (first.at(by), second.at(by)) else { return false };
    let shared = its.iter().enumerate().filter(|(at, name)| *at != its_id && own.contains(name)).count();
    let is_copy = own.len() < 2 + shared || shared * 2 >= its.len().min(own.len());
    first.table == Table::Customers && !is_copy && !new_columns(&own, &its, its_id).is_empty()
}

fn names(layout: &Layout) -> Vec<String> {
    layout.header.iter().map(|name| normalise(name)).collect()
}

/// The columns of a joined table that the first does not have.
fn new_columns(own: &[String], its: &[String], its_id: usize) -> Vec<usize> {
    (0..its.len()).filter(|at| *at != its_id && !its[*at].is_empty() && !own.contains(&its[*at])).collect()
}
