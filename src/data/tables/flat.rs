//! Customers without a table: their attributes, from the rows of their events.

use super::attribute::Attribute;
use super::customers::{Customers, CustomersBuilder};
use super::keys::NO_CODE;
use super::side_by_side::fill_each;
use crate::data::cell::{Cell, Numbered, Row};
use crate::data::cleaned;
use crate::data::findings::Check;
use crate::data::ids::IdIndex;
use crate::data::layout::{Layout, Suit};
use crate::data::mapping::Mapping;
use crate::data::notation::{Notation, Unsettled};
use crate::data::place::{PlaceLevel, is_age};
use crate::data::rows::RowNumbers;
use crate::data::schema::Table;
use crate::data::tally::Tally;

/// Every this number of rows, columns that are not attributes are left out.
const PRUNE_ROWS: u32 = 1 << 16;
/// Customers that are described together.
const TOGETHER: usize = 1 << 14;
/// The largest number of names of a place; more are addresses.
const MOST_PLACES: usize = 1000;

/// The attribute that a column's name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Place(PlaceLevel),
    Gender,
    Age,
    Other,
}

#[derive(Debug)]
struct FlatColumn {
    name: String,
    at: usize,
    role: Role,
    attribute: Attribute,
}

impl FlatColumn {
    /// Whether it may be an attribute of this number of customers.
    fn is_promising(&self, customers: usize) -> bool {
        let distinct = self.attribute.distinct();
        match self.role {
            Role::Other => distinct <= customers + customers / 20 + MOST_PLACES && self.attribute.is_constant(true),
            _ => distinct <= MOST_PLACES,
        }
    }

    /// Whether it is one, now that all rows are seen.
    fn is_attribute(&self) -> bool {
        match self.role {
            Role::Place(_) => (2..=MOST_PLACES).contains(&self.attribute.distinct()),
            Role::Other => self.attribute.is_constant(false),
            Role::Gender | Role::Age => true,
        }
    }
}

/// Collects the attributes of customers from the rows of events.
#[derive(Debug)]
pub struct FlatBuilder {
    columns: Vec<FlatColumn>,
    rows: u32,
    /// The first row of each customer.
    first: RowNumbers,
    customers: u32,
}

impl FlatBuilder {
    /// A builder for events laid out as `layout`.
    pub fn new(layout: &Layout) -> Self {
        let accepted = cleaned::accepted(&layout.header);
        let column = |(at, name): (usize, &String)| {
            let role = match layout.known(at).map(|known| known.name) {
                Some("city_id") => Role::Place(PlaceLevel::of(name).unwrap_or(PlaceLevel::City)),
                Some("gender_id") => Role::Gender,
                Some(_) => return None,
                None if accepted == Some(at) || name.trim().is_empty() => return None,
                None => PlaceLevel::of(name).map_or(if is_age(name) { Role::Age } else { Role::Other }, Role::Place),
            };
            Some(FlatColumn { name: name.trim().to_owned(), at, role, attribute: Attribute::default() })
        };
        Self {
            columns: layout.header.iter().enumerate().filter_map(column).collect(),
            rows: 0,
            first: RowNumbers::default(),
            customers: 0,
        }
    }

    /// A builder of the same customers, who first appear in rows `first`.
    pub fn again(layout: &Layout, first: RowNumbers, customers: usize) -> Self {
        Self { first, customers: u32::try_from(customers).unwrap_or(NO_CODE), ..Self::new(layout) }
    }

    /// Adds rows with their customers, who are numbered by first appearance.
    pub fn push_all(&mut self, rows: &[Numbered<'_>], customers: &[u32]) {
        let mut known = rows.iter().zip(customers).filter(|(_, customer)| **customer != NO_CODE).peekable();
        while known.peek().is_some() {
            // Columns are left out after the same rows, however many come together.
            let until = PRUNE_ROWS - self.rows % PRUNE_ROWS;
            let some: Vec<(u32, u32, &dyn Row)> = known
                .by_ref()
                .take(until as usize)
                .map(|((number, row), customer)| self.seen(*number, *customer, *row))
                .collect();
            fill_each(some.len(), &mut self.columns, |column| {
                for (number, customer, row) in &some {
                    column.attribute.push(*number, *customer, row.cell(column.at));
                }
            });
            if self.rows.is_multiple_of(PRUNE_ROWS) {
                let customers = self.customers as usize;
                self.columns.retain(|column| column.is_promising(customers));
            }
        }
    }

    /// Counts a row and its customer.
    fn seen<'r>(&mut self, number: u64, customer: u32, row: &'r dyn Row) -> (u32, u32, &'r dyn Row) {
        if customer == self.customers {
            self.customers += 1;
            self.first.push(number);
        }
        self.rows += 1;
        (u32::try_from(number).unwrap_or(u32::MAX), customer, row)
    }

    /// The customers of `index`, whose cities and genders are those of the tables where there are any.
    ///
    /// # Errors
    /// The column and an example, where the order of dates cannot be decided.
    pub fn finish(
        self,
        index: IdIndex,
        (cities, genders): (Option<&IdIndex>, Option<&IdIndex>),
        notation: Notation,
    ) -> Result<Customers, Unsettled> {
        let customers = index.len();
        let mut columns = self.columns;
        columns.retain(|column| column.is_promising(customers) && column.is_attribute());
        let places = columns.iter().enumerate().filter_map(|(at, column)| Some((column.place()?, at)));
        let (finest, city) = places.min().unzip();
        let chosen: Vec<Vec<u32>> = columns.iter().map(|column| column.attribute.most_frequent(customers)).collect();

        let mut header = vec!["customer_id".to_owned()];
        header.extend(columns.iter().enumerate().map(|(at, column)| match column.role {
            Role::Place(_) if Some(at) == city => "city_id".to_owned(),
            Role::Gender => "gender_id".to_owned(),
            _ => column.name.clone(),
        }));
        let layout = Layout::find(Table::Customers, header, &Mapping::default(), false, &|_, _| Suit::Yes);
        let mut builder = CustomersBuilder::new(&layout, cities, genders, notation).of(index);
        for first in (0..customers).step_by(TOGETHER) {
            let some = first..customers.min(first + TOGETHER);
            let values: Vec<Values<'_>> =
                some.map(|customer| Values { columns: &columns, chosen: &chosen, customer }).collect();
            let row = |values: &'_ Values<'_>| self.first.get(values.customer);
            let rows: Vec<Numbered<'_>> = values.iter().map(|values| (row(values), values as &dyn Row)).collect();
            builder.describe(&rows);
        }
        let mut customers = builder.finish()?;
        customers.flat = true;
        customers.place = finest.unwrap_or_default();
        customers.city_header = city.map(|at| columns[at].name.clone());
        customers.gender_header = columns.iter().find(|c| c.role == Role::Gender).map(|c| c.name.clone());
        // What is wrong with a value was not found in the row that the customers came from.
        customers.findings.retain(|f| f.check != Check::NullId);
        for finding in &mut customers.findings {
            finding.table = Table::Transactions;
            finding.row_numbers = [].into();
            (finding.examples, finding.example_rows) = (Vec::new(), Vec::new());
        }
        for (column, chosen) in columns.iter().zip(&chosen) {
            let mut tally = Tally::default();
            let mut varied = column.attribute.varied.clone();
            varied.sort_unstable_by_key(|(_, row)| *row);
            for (customer, row) in varied {
                tally.add(u64::from(row), || column.attribute.difference(chosen[customer as usize]));
            }
            customers.findings.extend(tally.finding(Check::VaryingAttribute, Table::Transactions, Some(&column.name)));
        }
        Ok(customers)
    }
}

impl FlatColumn {
    fn place(&self) -> Option<PlaceLevel> {
        if let Role::Place(place) = self.role { Some(place) } else { None }
    }
}

/// The row of a customer, as a table of customers would have it.
struct Values<'a> {
    columns: &'a [FlatColumn],
    chosen: &'a [Vec<u32>],
    customer: usize,
}

impl Row for Values<'_> {
    fn len(&self) -> usize {
        self.columns.len() + 1
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let Some(at) = column.checked_sub(1) else {
            return Cell::Empty;
        };
        self.columns[at].attribute.text(self.chosen[at][self.customer]).map_or(Cell::Empty, Cell::Text)
    }
}
