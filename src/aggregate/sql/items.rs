//! The coupons and merchants of each customer as bits of numbers: a row for each of them would be most of what comes over.

use std::fmt::Write;

use super::answer::{Answer, WrongAnswer};
use super::macros::Macros;
use crate::data::{Dimension, EventsInDatabase, Facts, Ids, ItemBits, Kind, Table};

/// The bits of one number, which has a sign.
pub const BITS: usize = 62;
/// The numbers that hold the bits of a customer at most; with more, a row for each is less.
pub const NUMBERS: usize = 4;

/// The columns of the rows of customers that are about some items.
pub struct Words {
    /// How many events of the customer have an item.
    pub count: &'static str,
    /// The numbers with the bits of the items.
    pub names: [&'static str; NUMBERS],
}

/// Those of coupons.
pub const COUPONS: Words = Words { count: "with_coupon", names: ["coupons_0", "coupons_1", "coupons_2", "coupons_3"] };
/// Those of merchants.
pub const MERCHANTS: Words =
    Words { count: "with_merchant", names: ["merchants_0", "merchants_1", "merchants_2", "merchants_3"] };

/// The items of some facts that can be bits: there are few, and the values of their column are written as their ids.
pub fn item_bits(facts: &Facts) -> ItemBits {
    let Some(events) = facts.database.as_deref().filter(|_| facts.kind == Kind::Coupons) else {
        return ItemBits::default();
    };
    let dialect = events.tables.connection.dialect();
    let merchants_are_text = events.tables.tables.get(&Table::Merchants).map(|table| table.is_text("merchant_id"));
    let literals = |items: &Dimension, is_text: bool| match &items.ids {
        _ if !(2..=NUMBERS * BITS).contains(&items.len()) => Vec::new(),
        Ids::Text(ids) if is_text => ids.iter().map(|id| dialect.text(id)).collect(),
        Ids::Integers(ids) if !is_text => ids.iter().map(i64::to_string).collect(),
        _ => Vec::new(),
    };
    ItemBits {
        coupons: literals(&facts.coupons, true),
        merchants: merchants_are_text.map_or_else(Vec::new, |is_text| literals(&facts.merchants, is_text)),
    }
}

/// The numbers that hold the bits of some items, each for all rows of an answer.
pub fn numbers(answer: &Answer, words: &Words, items: usize) -> Result<Vec<Vec<Option<i64>>>, WrongAnswer> {
    words.names.iter().take(items.div_ceil(BITS)).map(|name| answer.integers(name)).collect()
}

/// The codes of the items whose bits are set in the number at a place.
pub fn codes(place: usize, bits: i64) -> impl Iterator<Item = u32> {
    let first = (place * BITS) as u32;
    (0..BITS as u32).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| first + bit)
}

/// Sets what the statement of the events of customers says of their items.
pub fn set(macros: &mut Macros, events: &EventsInDatabase) {
    let items = &events.items;
    let (mut of_branches, mut of_customers, mut columns) = (String::new(), String::new(), String::new());
    if items.merchants.is_empty() {
        of_customers.push_str(",\n    COUNT(DISTINCT used.merchant) AS merchants");
        columns.push_str(",\n  CAST({least}(COALESCE(merchants, 0), 32767) AS SMALLINT) AS merchants");
    } else {
        for (bits, name) in cases(&items.merchants, "merchant").zip(MERCHANTS.names) {
            let _ = write!(of_branches, ", {bits} AS {name}");
        }
        let bits = MERCHANTS.names.iter().map(|name| format!("used.{name}"));
        add(&mut of_customers, &mut columns, (&MERCHANTS, "used.merchant"), &items.merchants, bits);
    }
    if !items.coupons.is_empty() && !events.only_features {
        let bits = cases(&items.coupons, "coupon");
        add(&mut of_customers, &mut columns, (&COUPONS, "coupon"), &items.coupons, bits);
    }
    macros.set("merchant_bits", of_branches);
    macros.set("items", of_customers);
    macros.set("item_columns", columns);
}

/// The numbers of a customer: how many events have an item, and the bits of all.
fn add(
    of_customers: &mut String,
    columns: &mut String,
    (words, item): (&Words, &str),
    items: &[String],
    bits: impl Iterator<Item = String>,
) {
    let _ = write!(of_customers, ",\n    COUNT({item}) AS {}", words.count);
    let _ = write!(columns, ",\n  CAST(COALESCE({0}, 0) AS INTEGER) AS {0}", words.count);
    for ((bits, name), items) in bits.zip(words.names).zip(items.chunks(BITS)) {
        let _ = write!(of_customers, ",\n    {{bit_or:{bits}}} AS {name}");
        let integer = match items.len() {
            0..16 => "SMALLINT",
            16..32 => "INTEGER",
            _ => "BIGINT",
        };
        let _ = write!(columns, ",\n  CAST(COALESCE({name}, 0) AS {integer}) AS {name}");
    }
}

/// The bit of a column's value, for each number that holds some of the items.
fn cases(items: &[String], column: &str) -> impl Iterator<Item = String> {
    items.chunks(BITS).map(move |items| {
        let case = |(bit, literal): (usize, &String)| format!(" WHEN {literal} THEN {}", 1_i64 << bit);
        let cases: String = items.iter().enumerate().map(case).collect();
        format!("CAST(CASE {column}{cases} END AS BIGINT)")
    })
}
