//! Facts: the loaded data, typed, compact, joined, immutable, shared by `Arc`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use polars::frame::DataFrame;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::customer_sample::Sampled;
use super::events_in_database::EventsInDatabase;
use super::findings::{self, Check, Finding};
use super::kind::Kind;
use super::order_totals::OrderTotals;
use super::pieces::RowPlaces;
use super::place::PlaceLevel;
use super::revision::Revision;
use super::schema::Table;

/// The source of the data and its size.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The path as the user gave it; several are joined by a blank; `sample` for the built-in one.
    pub path: String,
    /// `csv`, `xlsx`, `parquet`, `sample`, or several joined by `+`.
    pub format: String,
    /// The engine that counts the events, where they stay in a database; none where segscope read them.
    #[serde(skip)]
    pub engine: Option<&'static str>,
    /// Rows read of each table, without blank rows and without ragged rows, which are set aside.
    pub rows: Vec<(Table, u64)>,
    /// How many rows of each table are used or set aside.
    pub readings: Vec<Reading>,
    /// Which rows of each table come from which file.
    pub places: Vec<(Table, RowPlaces)>,
    /// The state of the tables of a database, if it is to be looked at later.
    #[serde(skip)]
    pub revisions: Vec<Revision>,
    /// How many customers of a database were chosen, if their rows were too many to read.
    #[serde(skip)]
    pub sampled: Option<Sampled>,
}

/// Rows of a table: `read` is the sum of `used` and `set_aside`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The table.
    pub table: Table,
    /// Rows of its file after the header.
    pub read: u64,
    /// Rows in the measures.
    pub used: u64,
    /// Other rows, by the check that set them aside.
    pub set_aside: Vec<(Check, u64)>,
}

/// Ids by index: text, stored as numbers if all of a column are integers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ids {
    /// Every id is an integer.
    Integers(Vec<i64>),
    /// Anything else.
    Text(Vec<Box<str>>),
}

impl Default for Ids {
    fn default() -> Self {
        Self::Integers(Vec::new())
    }
}

impl Ids {
    /// The number of ids.
    pub fn len(&self) -> usize {
        match self {
            Self::Integers(v) => v.len(),
            Self::Text(v) => v.len(),
        }
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id at `index` as text.
    ///
    /// # Panics
    /// If `index` is out of range.
    pub fn text(&self, index: usize) -> Cow<'_, str> {
        match self {
            Self::Integers(v) => Cow::Owned(v[index].to_string()),
            Self::Text(v) => Cow::Borrowed(&v[index]),
        }
    }

    /// All ids as text, in their order.
    pub fn iter(&self) -> impl Iterator<Item = Cow<'_, str>> {
        (0..self.len()).map(|index| self.text(index))
    }

    /// The index of each of the `others` in these ids; none if it is missing.
    pub fn indices_of(&self, others: &Self) -> Vec<Option<u32>> {
        // Usually one list is a part of the other, in the same order.
        if let Some(all) = self.in_order(others) {
            return all.into_iter().map(Some).collect();
        }
        if let Some(own) = others.in_order(self) {
            let mut indices = vec![None; others.len()];
            (0..).zip(own).for_each(|(index, other)| indices[other as usize] = Some(index));
            return indices;
        }
        let indices: HashMap<Cow<'_, str>, u32> = self.iter().zip(0..).collect();
        others.iter().map(|id| indices.get(&id).copied()).collect()
    }

    /// The index of each of `some` in these ids, if all are present in the same order.
    fn in_order(&self, some: &Self) -> Option<Vec<u32>> {
        let mut indices = Vec::with_capacity(some.len());
        for index in 0..self.len() {
            let next = indices.len();
            let is_next = next < some.len()
                && match (self, some) {
                    (Self::Integers(own), Self::Integers(some)) => own[index] == some[next],
                    _ => self.text(index) == some.text(next),
                };
            if is_next {
                indices.push(index as u32);
            }
        }
        (indices.len() == some.len()).then_some(indices)
    }
}

/// A dimension table: the rows that a code in a fact column refers to, sorted by id (integers as numbers, else by
/// bytes).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimension {
    /// The ids, in order; a code is an index into them.
    pub ids: Ids,
    /// The name of each, if it has one.
    pub names: Vec<Option<String>>,
}

impl Dimension {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether the dimension has no rows.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// Another text column of `customers` with few different values: categories, not names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Categorical {
    /// Its name as written.
    pub name: String,
    /// Its categories in alphabetical order; a code is an index into them.
    pub words: Vec<String>,
}

/// The column of [`Facts::customers`] with the words of a column of numbers.
pub fn words_column(name: &str) -> String {
    format!("{name}\u{0}words")
}

/// The joined data. Days are days since 1970-01-01. Codes index the dimensions; null means no key or an unmatched one.
/// The cache stores what serde skips as arrays.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// The source of the data.
    pub source: Source,
    /// One row per customer, in the order of the customers table (else by first appearance in transactions):
    /// `join_day` Int32?, `city` `UInt32`?, `gender` `UInt32`?, then each name of [`Facts::extra`] as Float64?, and
    /// each of [`Facts::categorical`] as `UInt8`?, and those
    /// of [`Facts::words_of_numbers`] as `UInt8`? under the name that [`words_column`] gives.
    #[serde(skip)]
    pub customers: DataFrame,
    /// Names of the other numeric columns of `customers`.
    pub extra: Vec<String>,
    /// The other text columns of `customers` with few different values.
    pub categorical: Vec<Categorical>,
    /// The few words in columns of [`Facts::extra`], such as the `5+` of a family size; by the name of the column.
    pub words_of_numbers: Vec<Categorical>,
    /// The id of each customer, by row of [`Facts::customers`].
    #[serde(skip)]
    pub customer_ids: Arc<Ids>,
    /// One row per coupon, by customer and then in file order, those of no known customer last (see
    /// [`LoadOptions::in_file_order`](super::LoadOptions::in_file_order)): `customer` `UInt32`? (row of customers), `day` Int32? (claimed on), `status`
    /// `UInt8` (see [`super::status`]), `burn_day` Int32?, `branch` `UInt32`?, `expiry_day` Int32? (where there is such a column),
    /// `coupon` `UInt32`? (where there is such a column and it is no id), and `amount` Float64? when [`Facts::has_amount`]; `hour` `UInt8`?
    /// (0 to 23) where the dates have times; of purchases `items` Float64? with a quantity and `with_coupon` Boolean with a column of
    /// coupons.
    #[serde(skip)]
    pub transactions: DataFrame,
    /// Whether transactions have an `amount` column.
    pub has_amount: bool,
    /// The status words of the data, at most a thousand: word, code, rows; most rows first.
    pub status_words: Vec<(String, u8, u64)>,
    /// Genders; without a genders table, the distinct gender ids of customers, unnamed.
    pub genders: Dimension,
    /// Cities; without a cities table, the distinct city ids of customers, unnamed.
    pub cities: Dimension,
    /// Branches; without a branches table, the distinct branch ids of transactions, unnamed.
    pub branches: Dimension,
    /// The merchant (row of [`Facts::merchants`]) of each branch.
    pub branch_merchant: Vec<Option<u32>>,
    /// Merchants.
    pub merchants: Dimension,
    /// Coupons by name (ids and names are the same); empty if there is no such column or it is an id.
    pub coupons: Dimension,
    /// The reference day: the latest date in the data, or a later one that was asked for; `None` when the data holds no date at all.
    pub as_of: Option<i32>,
    /// The latest transaction day that is not after today.
    pub claim_horizon: Option<i32>,
    /// Whether the data is shown as it was on an earlier day, without values that occur only in later rows.
    pub cut: bool,
    /// Whether all claims are burnt: the data then lacks the other claims, and rates are meaningless.
    pub only_burnt: bool,
    /// Findings of the checks, worst first.
    pub findings: Vec<Finding>,
    /// The currency of the amounts, its code or else its sign, if amounts are written with a single one.
    pub currency: Option<String>,
    /// The kind of the events. For purchases, the rows of [`Facts::transactions`] are completed orders: one row per
    /// order, with the status [`super::status::COMPLETED`] and the order's amount.
    pub kind: Kind,
    /// The kind of the cities: data without a column of cities has another kind of place.
    pub place: PlaceLevel,
    /// Other facts about purchases; `None` for other kinds.
    pub purchases: Option<Purchases>,
    /// The events, where they stay in a database; then [`Facts::transactions`] has none.
    #[serde(skip)]
    pub database: Option<Arc<EventsInDatabase>>,
}

/// Facts about purchases besides the completed orders.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Purchases {
    /// Every order: the completed ones as the rows of [`Facts::transactions`], then those of `returns`, then those of `others`.
    #[serde(skip)]
    pub orders: Arc<Vec<OrderTotals>>,
    /// Rows of the orders: order lines, if orders have several.
    pub lines: u64,
    /// Items in completed orders, if there is a quantity.
    #[serde(with = "exact")]
    pub items: Option<f64>,
    /// Amounts of completed orders and (negative) of returns, if there are amounts.
    #[serde(with = "exact")]
    pub revenue: Option<f64>,
    /// Whether amounts are those of whole orders, in one of their rows or repeated in each.
    pub amounts_are_totals: bool,
    /// Completed orders with a coupon in all data, whatever the filter and the day, if there is a column of coupons.
    pub orders_with_coupon: Option<u64>,
    /// One row per return, an order whose total is below 0: `customer` `UInt32`?, `day` Int32?, `branch` `UInt32`?, `amount`
    /// Float64?; where the file has them `coupon` `UInt32`?, `hour` `UInt8`? and `items` Float64?.
    #[serde(skip)]
    pub returns: DataFrame,
    /// The same of orders that are neither completed nor returns.
    #[serde(skip)]
    pub others: DataFrame,
    /// Orders by status name (`completed`, `returned`, `cancelled`, `pending`, `other`), in this order.
    #[serde(deserialize_with = "statuses")]
    pub by_status: Vec<(&'static str, u64)>,
    /// One row per line of a completed order, in the order of orders: `order` `UInt32` (row of [`Facts::transactions`]), `product` `UInt32`?, `quantity`
    /// Float64?, `amount` Float64?; without rows where there is no column of products.
    #[serde(skip)]
    pub lines_of_products: DataFrame,
    /// The same of returns: `order` is the row of [`Purchases::returns`].
    #[serde(skip)]
    pub lines_of_returns: DataFrame,
    /// The same of the other orders: `order` is the row of [`Purchases::others`].
    #[serde(skip)]
    pub lines_of_others: DataFrame,
    /// Products by name.
    pub products: Dimension,
}

impl Facts {
    /// Whether the data has this table.
    pub fn has(&self, table: Table) -> bool {
        self.source.rows.iter().any(|(t, _)| *t == table)
    }

    /// Adds findings, in their order.
    pub fn add(&mut self, more: Vec<Finding>) {
        self.findings.extend(more);
        findings::sort(&mut self.findings);
    }

    /// Rows read of a table; 0 if there is none.
    pub fn rows(&self, table: Table) -> u64 {
        self.source.rows.iter().find(|(t, _)| *t == table).map_or(0, |(_, n)| *n)
    }
}

/// Floats as bits, because JSON has no infinity.
mod exact {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[allow(clippy::ref_option, reason = "the form that serde calls")]
    pub fn serialize<S: Serializer>(value: &Option<f64>, to: S) -> Result<S::Ok, S::Error> {
        value.map(f64::to_bits).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
        Ok(Option::<u64>::deserialize(from)?.map(f64::from_bits))
    }
}

/// The counts by status, whose names are those of [`Purchases::STATUSES`].
fn statuses<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(&'static str, u64)>, D::Error> {
    let stored = Vec::<(String, u64)>::deserialize(from)?;
    let named = |(name, count): (String, u64)| {
        let known = Purchases::STATUSES.into_iter().find(|known| *known == name);
        known.map(|known| (known, count)).ok_or_else(|| D::Error::custom("an unknown status"))
    };
    stored.into_iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_whatever_their_order_and_type() {
        let integers = |ids: &[i64]| Ids::Integers(ids.to_vec());
        let text = |ids: &[&str]| Ids::Text(ids.iter().map(|id| Box::from(*id)).collect());
        let all = integers(&[5, 2, 9, 7]);
        assert_eq!(all.indices_of(&integers(&[5, 9])), [Some(0), Some(2)]);
        assert_eq!(integers(&[2, 7]).indices_of(&all), [None, Some(0), None, Some(1)]);
        assert_eq!(all.indices_of(&integers(&[9, 5, 1])), [Some(2), Some(0), None]);
        assert_eq!(all.indices_of(&text(&["7", "x", "07"])), [Some(3), None, None]);
        assert_eq!(text(&["a", "5"]).indices_of(&all), [Some(1), None, None, None]);
        assert_eq!((all.indices_of(&Ids::default()), Ids::default().indices_of(&all)), (vec![], vec![None; 4]));
    }
}
