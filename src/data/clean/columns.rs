//! Which columns a table is written with, and where the values of each come from.

use polars::prelude::{Float64Chunked, Int32Chunked, PolarsError, UInt8Chunked, UInt32Chunked};

use super::kind::Kind;
use crate::data::cell::Cell;
use crate::data::facts::{Facts, Ids};
use crate::data::findings::Check;
use crate::data::further::{frame_name, further_names};
use crate::data::ids::Key;
use crate::data::layout::Layout;
use crate::data::schema::Table;
use crate::data::status;

/// A column as it is written.
pub struct Column<'a> {
    /// Its name.
    pub name: String,
    /// Where it is in the source; none for one that was missing.
    pub at: Option<usize>,
    /// Where its values come from.
    pub content: Content<'a>,
    /// What they all are.
    pub kind: Kind,
}

/// Where the values of a column come from.
pub enum Content<'a> {
    /// The id of the row itself, from the source.
    Id,
    /// The id of the row itself, of these: its number in the source.
    RowNumber(&'a Ids),
    /// An id of another table, whose ids these are, by the code in the facts.
    Key(&'a Ids, &'a UInt32Chunked),
    /// As [`Content::Key`], and only a burnt coupon needs one.
    KeyOfBurnt(&'a Ids, &'a UInt32Chunked, &'a UInt8Chunked),
    /// An id of another table, whose ids are sorted, from the source.
    SortedKey(&'a Ids),
    /// A day of the facts.
    Day(&'a Int32Chunked),
    /// A number of the facts.
    Number(&'a Float64Chunked),
    /// A category of the facts.
    Category(&'a [String], &'a UInt8Chunked),
    /// What the facts make of a status word; the word itself where they make nothing of it.
    Status(&'a UInt8Chunked),
    /// Text of the source; none where a word says so.
    Name,
    /// The value of the source as it is.
    AsIs,
}

impl<'a> Content<'a> {
    /// The value of the row in use at `index`, where the source has `raw`.
    pub fn value<'c>(&self, index: usize, raw: Cell<'c>) -> Cell<'c>
    where
        'a: 'c,
    {
        match self {
            Self::AsIs => raw,
            Self::Name => raw.present(),
            Self::Id => match Key::of(raw) {
                Some(Key::Integer(id)) => Cell::Int(id),
                _ => raw.present(),
            },
            Self::RowNumber(ids) => id(ids, index),
            Self::Key(ids, codes) | Self::KeyOfBurnt(ids, codes, _) => {
                codes.get(index).map_or(Cell::Empty, |code| id(ids, code as usize))
            }
            Self::SortedKey(ids) => Key::of(raw).and_then(|key| find(ids, &key)).map_or(Cell::Empty, |at| id(ids, at)),
            Self::Day(days) => days.get(index).map_or(Cell::Empty, Cell::Day),
            Self::Number(numbers) => numbers.get(index).map_or(Cell::Empty, Cell::Float),
            Self::Category(words, codes) => {
                codes.get(index).map_or(Cell::Empty, |code| Cell::Text(&words[usize::from(code)]))
            }
            Self::Status(codes) => match codes.get(index) {
                Some(status::OPEN) => Cell::Text("claimed"),
                Some(status::BURNT) => Cell::Text("burnt"),
                _ => raw,
            },
        }
    }

    /// Whether the row in use at `index` should have a value here.
    pub fn is_needed(&self, index: usize) -> bool {
        match self {
            Self::Id | Self::Key(..) | Self::SortedKey(_) => true,
            Self::KeyOfBurnt(_, _, codes) => codes.get(index) == Some(status::BURNT),
            _ => false,
        }
    }

    /// What a value that was not understood is found by.
    pub fn misfit(&self) -> Check {
        match self {
            Self::Key(..) | Self::KeyOfBurnt(..) | Self::SortedKey(_) => Check::OrphanKey,
            _ => Check::UnparsableValue,
        }
    }
}

/// The columns of a table laid out as `layout` that the design names. `integer_ids` says whether the ids of transactions are
/// whole numbers.
///
/// # Errors
/// When the facts do not have the columns that they promise.
pub fn known_columns<'a>(facts: &'a Facts, layout: &Layout, integer_ids: bool) -> Result<Vec<Column<'a>>, PolarsError> {
    let mut columns = Vec::new();
    for spec in layout.table.spec().columns {
        let at = layout.at(spec.name);
        let is_numbered = layout.by_row && spec.name == "customer_id";
        if at.is_some() || is_numbered || is_missed(facts, layout.table, spec.name) {
            let (content, kind) = if is_numbered {
                (Content::RowNumber(&facts.customer_ids), Kind::Text)
            } else {
                known(facts, layout.table, spec.name, integer_ids)?
            };
            columns.push(Column { name: spec.name.to_owned(), at, content, kind });
        }
    }
    Ok(columns)
}

/// All others that have a name.
///
/// # Errors
/// When the facts do not have the columns that they promise.
pub fn further_columns<'a>(facts: &'a Facts, layout: &Layout) -> Result<Vec<Column<'a>>, PolarsError> {
    let of = |(at, name): (usize, String)| {
        let of_customers = layout.table == Table::Customers;
        let in_frame = frame_name(&name);
        // Customers who are known from their transactions alone have no row of their own in the source.
        let category =
            facts.categorical.iter().find(|c| of_customers && !facts.has(Table::Customers) && c.name == in_frame);
        let (content, kind) = match category {
            Some(column) => (Content::Category(&column.words, facts.customers.column(&in_frame)?.u8()?), Kind::Text),
            None if of_customers && facts.extra.contains(&in_frame) => {
                (Content::Number(facts.customers.column(&in_frame)?.f64()?), Kind::Number)
            }
            None => (Content::AsIs, Kind::Text),
        };
        Ok(Column { name, at: Some(at), content, kind })
    };
    further_names(layout).into_iter().map(of).collect()
}

/// Whether a check found that a column is missing.
fn is_missed(facts: &Facts, table: Table, column: &str) -> bool {
    let about = |c: &Option<String>| c.as_deref() == Some(column);
    facts.findings.iter().any(|f| f.check == Check::MissingColumn && f.table == table && about(&f.column))
}

/// Where the values of a column of the design come from.
fn known<'a>(
    facts: &'a Facts,
    table: Table,
    column: &str,
    integer_ids: bool,
) -> Result<(Content<'a>, Kind), PolarsError> {
    let key = |ids: &'a Ids, codes: &'a UInt32Chunked| (Content::Key(ids, codes), kind_of(ids));
    let own = |ids: &Ids| (Content::Id, kind_of(ids));
    let (customers, transactions) = (&facts.customers, &facts.transactions);
    if facts.purchases.is_some() && table == Table::Transactions {
        // Facts have the orders, and the source has their rows.
        return Ok((Content::AsIs, Kind::Text));
    }
    Ok(match (table, column) {
        (Table::Customers, "customer_id") => own(&facts.customer_ids),
        (Table::Customers, "join_date") => (Content::Day(customers.column("join_day")?.i32()?), Kind::Day),
        (Table::Customers, "city_id") => key(&facts.cities.ids, customers.column("city")?.u32()?),
        (Table::Customers, "gender_id") => key(&facts.genders.ids, customers.column("gender")?.u32()?),
        (Table::Genders, "gender_id") => own(&facts.genders.ids),
        (Table::Cities, "city_id") => own(&facts.cities.ids),
        (Table::Branches, "branch_id") => own(&facts.branches.ids),
        (Table::Branches, "merchant_id") => (Content::SortedKey(&facts.merchants.ids), kind_of(&facts.merchants.ids)),
        (Table::Merchants, "merchant_id") => own(&facts.merchants.ids),
        (Table::Transactions, "transaction_id") => (Content::Id, if integer_ids { Kind::Integer } else { Kind::Text }),
        (Table::Transactions, "customer_id") => key(&facts.customer_ids, transactions.column("customer")?.u32()?),
        (Table::Transactions, "transaction_date") => (Content::Day(transactions.column("day")?.i32()?), Kind::Day),
        (Table::Transactions, "burn_date") => (Content::Day(transactions.column("burn_day")?.i32()?), Kind::Day),
        (Table::Transactions, "transaction_status") => {
            (Content::Status(transactions.column("status")?.u8()?), Kind::Text)
        }
        (Table::Transactions, "branch_id") => {
            let (codes, status) = (transactions.column("branch")?.u32()?, transactions.column("status")?.u8()?);
            let ids = &facts.branches.ids;
            (Content::KeyOfBurnt(ids, codes, status), kind_of(ids))
        }
        (Table::Transactions, "amount") => (Content::Number(transactions.column("amount")?.f64()?), Kind::Number),
        // Names of genders, cities, branches, merchants and coupons.
        _ => (Content::Name, Kind::Text),
    })
}

/// The id at `index`.
pub fn id(ids: &Ids, index: usize) -> Cell<'_> {
    match ids {
        Ids::Integers(ids) => ids.get(index).map_or(Cell::Empty, |id| Cell::Int(*id)),
        Ids::Text(ids) => ids.get(index).map_or(Cell::Empty, |id| Cell::Text(id)),
    }
}

/// Where an id is among sorted ones.
fn find(ids: &Ids, key: &Key<'_>) -> Option<usize> {
    match (ids, key) {
        (Ids::Integers(ids), Key::Integer(wanted)) => ids.binary_search(wanted).ok(),
        (Ids::Integers(_), Key::Text(_)) => None,
        (Ids::Text(ids), Key::Integer(wanted)) => {
            let wanted = wanted.to_string();
            ids.binary_search_by(|id| (**id).cmp(&wanted)).ok()
        }
        (Ids::Text(ids), Key::Text(wanted)) => ids.binary_search_by(|id| (**id).cmp(wanted)).ok(),
    }
}

fn kind_of(ids: &Ids) -> Kind {
    match ids {
        Ids::Integers(_) => Kind::Integer,
        Ids::Text(_) => Kind::Text,
    }
}
