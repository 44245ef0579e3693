//! Which columns a table is written with, and where the values of each come from.

use polars::prelude::{Float64Chunked, Int32Chunked, PolarsError, UInt8Chunked, UInt32Chunked};

use super::kind::Kind;
use super::lines::Lines;
use super::of_events::events_name_places;
use super::survey::Survey;
use crate::data::cell::Cell;
use crate::data::cleaned;
use crate::data::facts::{Categorical, Facts, Ids, words_column};
use crate::data::findings::Check;
use crate::data::further::{frame_name, further_names};
use crate::data::ids::Key;
use crate::data::kind;
use crate::data::layout::Layout;
use crate::data::place::PlaceLevel;
use crate::data::schema::{Table, status_in, status_name};
use crate::data::status;

/// A column as it is written.
pub struct CleanColumn<'a> {
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
    /// The id of the row itself, one of these: its number in the source, or the person.
    Own(&'a Ids),
    /// An id of another table, whose ids these are, by the code in the facts.
    Key(&'a Ids, &'a UInt32Chunked),
    /// As [`Content::Key`], and only a burnt coupon needs one.
    KeyOfBurnt(&'a Ids, &'a UInt32Chunked, &'a UInt8Chunked),
    /// As [`Content::Key`]; one row of an order is enough for all its rows.
    KeyOfOrder(&'a Ids, &'a UInt32Chunked, &'a Lines),
    /// The number of an order, from the source or, where none of its rows has one, a new one.
    Order(&'a Lines, &'a Survey),
    /// An id of another table, whose ids are sorted, from the source.
    SortedKey(&'a Ids),
    /// A day of the facts.
    Day(&'a Int32Chunked),
    /// The day of a row, of an order or of a coupon, and the time of day of the source.
    Moment(&'a Int32Chunked, Option<&'a Lines>),
    /// A number of the facts.
    Number(&'a Float64Chunked),
    /// A number of the facts, or one of the words among them.
    NumberOrWord(&'a Float64Chunked, &'a [String], &'a UInt8Chunked),
    /// A category of the facts.
    Category(&'a [String], &'a UInt8Chunked),
    /// The status that a word of such events is read as; the word itself if it is unknown.
    Status(&'a UInt8Chunked, kind::Kind),
    /// Text of the source; none if it is a word for a missing value.
    Name,
    /// The value of the source as it is, unless that is an error of a spreadsheet.
    AsIs,
}

impl<'a> Content<'a> {
    /// The value of the row in use at `index`, where the source has `raw`, and `moment` is its day and time if it has both.
    pub fn value<'c>(&self, index: usize, raw: Cell<'c>, moment: &'c str) -> Cell<'c>
    where
        'a: 'c,
    {
        match self {
            Self::AsIs if raw.is_error() => Cell::Empty,
            Self::AsIs => raw,
            Self::Name => raw.present(),
            Self::Id => match Key::of(raw) {
                Some(Key::Integer(id)) => Cell::Int(id),
                _ => raw.present(),
            },
            Self::Own(ids) => id(ids, index),
            Self::Order(lines, survey) => match Key::of(raw) {
                Some(Key::Integer(id)) => Cell::Int(id),
                Some(Key::Text(_)) => raw.present(),
                None => survey.number(lines.order(index)).map_or(Cell::Empty, Cell::Int),
            },
            Self::Key(ids, codes) | Self::KeyOfBurnt(ids, codes, _) | Self::KeyOfOrder(ids, codes, _) => {
                codes.get(index).map_or(Cell::Empty, |code| id(ids, code as usize))
            }
            Self::Moment(..) if !moment.is_empty() => Cell::Text(moment),
            Self::SortedKey(ids) => Key::of(raw).and_then(|key| find(ids, &key)).map_or(Cell::Empty, |at| id(ids, at)),
            Self::Day(_) | Self::Moment(..) => self.day(index).map_or(Cell::Empty, Cell::Day),
            Self::Number(numbers) => numbers.get(index).map_or(Cell::Empty, Cell::Float),
            Self::NumberOrWord(numbers, words, codes) => match (numbers.get(index), codes.get(index)) {
                (Some(number), _) => Cell::Float(number),
                (None, code) => code.map_or(Cell::Empty, |code| Cell::Text(&words[usize::from(code)])),
            },
            Self::Category(words, codes) => {
                codes.get(index).map_or(Cell::Empty, |code| Cell::Text(&words[usize::from(code)]))
            }
            Self::Status(codes, kind) => match codes.get(index).and_then(status_name) {
                Some(word) => Cell::Text(word),
                None => unknown_status(codes.get(index), *kind, raw),
            },
        }
    }

    /// The day of the row in use at `index`, of columns of days.
    pub fn day(&self, index: usize) -> Option<i32> {
        match self {
            Self::Day(days) | Self::Moment(days, _) => days.get(index),
            _ => None,
        }
    }

    /// Whether the row in use at `index` should have a value here.
    pub fn is_needed(&self, index: usize) -> bool {
        match self {
            Self::Id | Self::Key(..) | Self::SortedKey(_) => true,
            Self::KeyOfBurnt(_, _, codes) => codes.get(index) == Some(status::BURNT),
            Self::KeyOfOrder(_, _, lines) => !lines.has_customer(index),
            _ => false,
        }
    }

    /// Whether the row in use at `index` should have a day here.
    pub fn is_dated(&self, index: usize) -> bool {
        match self {
            Self::Moment(_, Some(lines)) => !lines.has_day(index),
            _ => true,
        }
    }

    /// The check that finds a value that was not understood.
    pub fn misfit(&self) -> Check {
        match self {
            Self::Key(..) | Self::KeyOfBurnt(..) | Self::KeyOfOrder(..) | Self::SortedKey(_) => Check::OrphanKey,
            _ => Check::UnparsableValue,
        }
    }
}

/// A word that is no status: that of the source, unless it would be understood as a status in the output.
fn unknown_status(code: Option<u8>, kind: kind::Kind, raw: Cell<'_>) -> Cell<'_> {
    let has_meaning = match raw.present() {
        Cell::Empty if kind == kind::Kind::Purchases => true,
        Cell::Empty => return Cell::Empty,
        word => status_in(kind, &word.to_string()).is_some(),
    };
    match code {
        Some(status::OTHER) if has_meaning => Cell::Text("other"),
        Some(status::OTHER) => raw,
        _ => Cell::Empty,
    }
}

/// What the columns of the schema are written from.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// What the source was read as.
    pub facts: &'a Facts,
    /// For purchases, the order lines.
    pub lines: Option<&'a Lines>,
    /// All rows at a glance.
    pub survey: &'a Survey,
    /// Whether every event has one status, which no column says.
    pub has_constant: bool,
}

/// The columns of a table laid out as `layout` that the design names.
///
/// # Errors
/// When the facts do not have the columns that they promise.
pub fn known_columns<'a>(known: Known<'a>, layout: &Layout) -> Result<Vec<CleanColumn<'a>>, PolarsError> {
    let mut columns = Vec::new();
    let place = if layout.table == Table::Customers { known.facts.place } else { PlaceLevel::City };
    let named_by_events = layout.table == Table::Transactions && events_name_places(known.facts);
    for spec in layout.table.spec().columns {
        let is_of_use = |at: &usize| !known.replaces(layout.table, spec.name) && !is_unread(known.facts, layout, *at);
        let person = layout.at("person_id");
        if spec.name == "person_id" && person.is_some() {
            // It is written as the id.
            continue;
        }
        let at = layout.at(spec.name).filter(is_of_use);
        let is_id = spec.name == "customer_id";
        let at = if is_id { person.or(at) } else { at };
        let is_numbered = is_id && layout.by_row;
        if at.is_some() || is_numbered || known.adds(layout.table, spec.name) {
            let ids = &known.facts.customer_ids;
            let (content, kind) = if is_numbered {
                (Content::Own(ids), Kind::Text)
            } else if is_id && person.is_some() {
                (Content::Own(ids), kind_of(ids))
            } else {
                known.column(layout.table, spec.name)?
            };
            let name = match spec.name {
                "city_id" if named_by_events => known.facts.place.into(),
                name => cleaned::name(name, place),
            };
            columns.push(CleanColumn { name: name.to_owned(), at, content, kind });
        }
    }
    Ok(columns)
}

/// All others that have a name.
///
/// # Errors
/// When the facts do not have the columns that they promise.
pub fn further_columns<'a>(facts: &'a Facts, layout: &Layout) -> Result<Vec<CleanColumn<'a>>, PolarsError> {
    let of = |(at, name): (usize, String)| {
        let of_customers = layout.table == Table::Customers;
        let in_frame = frame_name(&name);
        // Customers who are known from their transactions alone have no row of their own in the source.
        let category =
            facts.categorical.iter().find(|c| of_customers && !facts.has(Table::Customers) && c.name == in_frame);
        let (content, kind) = match category {
            Some(column) => (Content::Category(&column.words, facts.customers.column(&in_frame)?.u8()?), Kind::Text),
            None if of_customers && facts.extra.contains(&in_frame) => {
                let numbers = facts.customers.column(&in_frame)?.f64()?;
                match facts.words_of_numbers.iter().find(|column| column.name == in_frame) {
                    Some(Categorical { words, .. }) => {
                        let codes = facts.customers.column(&words_column(&in_frame))?.u8()?;
                        (Content::NumberOrWord(numbers, words, codes), Kind::Text)
                    }
                    None => (Content::Number(numbers), Kind::Number),
                }
            }
            None => (Content::AsIs, Kind::Text),
        };
        Ok(CleanColumn { name, at: Some(at), content, kind })
    };
    let read = further_names(layout).into_iter().filter(|(at, _)| !is_unread(facts, layout, *at));
    read.map(of).collect()
}

/// Whether a column has a type that cannot be read.
fn is_unread(facts: &Facts, layout: &Layout, at: usize) -> bool {
    let name = Some(layout.header[at].as_str());
    facts
        .findings
        .iter()
        .any(|f| f.check == Check::UnreadColumn && f.table == layout.table && f.column.as_deref() == name)
}

/// Whether a check found that a column is missing.
pub fn is_missed(facts: &Facts, table: Table, column: &str) -> bool {
    let about = |c: &Option<String>| c.as_deref() == Some(column);
    facts.findings.iter().any(|f| f.check == Check::MissingColumn && f.table == table && about(&f.column))
}

impl<'a> Known<'a> {
    /// Whether a column that the source lacks is written all the same.
    fn adds(&self, table: Table, column: &str) -> bool {
        match (table, column) {
            (Table::Transactions, "transaction_status") => self.has_constant,
            // Without it, the order of the rows follows from the date as written.
            (Table::Transactions, "transaction_id") => self.lines.is_some(),
            // Only coupons have it, as their identity.
            (Table::Transactions, "burn_date") => self.facts.kind == kind::Kind::Coupons,
            _ => is_missed(self.facts, table, column),
        }
    }

    /// Whether the values of the source are not looked at.
    fn replaces(&self, table: Table, column: &str) -> bool {
        self.has_constant && (table, column) == (Table::Transactions, "transaction_status")
    }

    /// Where the values of a column of the design come from.
    fn column(self, table: Table, column: &str) -> Result<(Content<'a>, Kind), PolarsError> {
        let Self { facts, lines, survey, .. } = self;
        let key = |ids: &'a Ids, codes: &'a UInt32Chunked| (Content::Key(ids, codes), kind_of(ids));
        let own = |ids: &Ids| (Content::Id, kind_of(ids));
        // Facts have the orders of purchases.
        let (customers, transactions) = (&facts.customers, lines.map_or(&facts.transactions, |lines| &lines.frame));
        let integer_ids = survey.integer_ids;
        let day = |name: &str| Ok::<_, PolarsError>((Content::Day(transactions.column(name)?.i32()?), Kind::Day));
        let number =
            |name: &str| Ok::<_, PolarsError>((Content::Number(transactions.column(name)?.f64()?), Kind::Number));
        Ok(match (table, column, lines) {
            (Table::Customers, "customer_id", _) => own(&facts.customer_ids),
            (Table::Customers, "join_date", _) => (Content::Day(customers.column("join_day")?.i32()?), Kind::Day),
            (Table::Customers, "city_id", _) => key(&facts.cities.ids, customers.column("city")?.u32()?),
            (Table::Customers, "gender_id", _) => key(&facts.genders.ids, customers.column("gender")?.u32()?),
            (Table::Genders, "gender_id", _) => own(&facts.genders.ids),
            (Table::Cities, "city_id", _) => own(&facts.cities.ids),
            (Table::Branches, "branch_id", _) => own(&facts.branches.ids),
            (Table::Branches, "merchant_id", _) => {
                (Content::SortedKey(&facts.merchants.ids), kind_of(&facts.merchants.ids))
            }
            (Table::Merchants, "merchant_id", _) => own(&facts.merchants.ids),
            (Table::Transactions, "transaction_id", lines) => {
                let content = lines.map_or(Content::Id, |lines| Content::Order(lines, survey));
                (content, if integer_ids { Kind::Integer } else { Kind::Text })
            }
            (Table::Transactions, "customer_id", lines) => {
                let (ids, codes) = (&facts.customer_ids, transactions.column("customer")?.u32()?);
                let content = |lines| Content::KeyOfOrder(ids, codes, lines);
                (lines.map_or(Content::Key(ids, codes), content), kind_of(ids))
            }
            (Table::Transactions, "transaction_date", Some(lines)) => {
                let kind = if survey.has_time { Kind::Text } else { Kind::Day };
                (Content::Moment(transactions.column("day")?.i32()?, Some(lines)), kind)
            }
            (Table::Transactions, "transaction_date", None) if transactions.column("hour").is_ok() => {
                (Content::Moment(transactions.column("day")?.i32()?, None), Kind::Text)
            }
            (Table::Transactions, "transaction_date", None) => day("day")?,
            (Table::Transactions, "burn_date", _) => day("burn_day")?,
            (Table::Transactions, "expiry_date", _) => day("expiry_day")?,
            (Table::Transactions, "transaction_status", _) => {
                (Content::Status(transactions.column("status")?.u8()?, facts.kind), Kind::Text)
            }
            (Table::Transactions, "branch_id", _) => {
                let (codes, status) = (transactions.column("branch")?.u32()?, transactions.column("status")?.u8()?);
                let ids = &facts.branches.ids;
                (Content::KeyOfBurnt(ids, codes, status), kind_of(ids))
            }
            // Amounts in several currencies are not read, so they stay as they are.
            (Table::Transactions, "amount", _) | (Table::Transactions, "unit_price", Some(_))
                if transactions.column(column).is_err() =>
            {
                (Content::AsIs, Kind::Text)
            }
            (Table::Transactions, "amount", _) => number("amount")?,
            (Table::Transactions, "quantity" | "unit_price", Some(_)) => number(column)?,
            // Names of genders, cities, branches, merchants, coupons and products.
            _ => (Content::Name, Kind::Text),
        })
    }
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
