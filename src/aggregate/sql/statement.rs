//! The statements about some events, as their engine writes them.

use super::error::EngineError;
use super::items;
use super::lookups::Lookups;
use super::macros::Macros;
use super::month_bits;
use super::steps::expressions;
use super::texts::{PARTS, Text};
use crate::aggregate::cut::three_quarters;
use crate::aggregate::months::Calendar;
use crate::aggregate::products::{MOST_BY_MONTH, MOST_PRODUCTS};
use crate::data::{
    About, AmountVotes, EventsInDatabase, Facts, Kind, MOST_COUPONS, MOST_PRODUCT_NAMES, Table, format_day,
};

/// A day before all events.
const NEVER: i32 = i32::MIN / 4096;

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The table that it gives, such as `outcomes`.
    pub name: &'static str,
    /// Its SQL, with a comment that says what it gives.
    pub text: String,
}

/// Statements as one text that a client of the engine runs.
pub fn script(statements: &[Statement]) -> String {
    let texts: Vec<String> = statements.iter().map(|statement| format!("{};\n", statement.text.trim_end())).collect();
    texts.join("\n")
}

/// The customers and events that a filter chose, for a statement of another part: common table expressions, the last of which are
/// customers `c`, events `t`, and of purchases returns `r` and lines `l`. None if the rows are here.
///
/// # Errors
/// Why they cannot be written, and what to do, in a sentence.
pub fn chosen(facts: &Facts) -> Result<Option<String>, EngineError> {
    let Some(events) = facts.database.as_deref() else { return Ok(None) };
    let lookups = Lookups { customers: true, branches: false };
    let base = expressions(events, About::Everyone, lookups).map_err(EngineError::Statements)?;
    Ok(Some(Statements::of(events, facts.claim_horizon).macros.expanded(&base)))
}

/// The day from which rows of customers count days, as integers of 16 bits; none where some day is too far from it.
pub fn counted_from(events: &EventsInDatabase) -> Option<i32> {
    let (first, last) = events.first.zip(events.last)?;
    (i64::from(last) - i64::from(first) <= i64::from(i16::MAX)).then_some(first)
}

/// Writes statements about some events.
#[derive(Clone, Debug)]
pub struct Statements<'a> {
    events: &'a EventsInDatabase,
    macros: Macros,
}

impl<'a> Statements<'a> {
    /// Those about events up to a horizon. Their dates are known after the statement of the extent.
    pub fn of(events: &'a EventsInDatabase, horizon: Option<i32>) -> Self {
        let tables = &events.tables;
        let dialect = tables.connection.dialect();
        let mut macros = Macros::of(dialect);
        macros.set_day("today", events.today);
        // Whether a coupon has expired depends on it, and which of the days of a customer are known.
        macros.set_day("as_of", events.as_of.unwrap_or(events.today));
        let calendar = Calendar::between(events.first, horizon);
        let [first_month, last_month] = calendar.span().unwrap_or_default();
        // Without a horizon no event is before it.
        macros.set_day("horizon", horizon.unwrap_or(NEVER));
        let cut = events.first_known.zip(horizon).and_then(|(first, last)| three_quarters(first, last));
        macros.set_day("cut", cut.unwrap_or(NEVER));
        macros.set_day("first_month", first_month);
        macros.set_day("last_month", last_month);
        let customers = tables.tables.get(&Table::Customers).and_then(|table| table.narrower("customer_id"));
        macros
            .set("narrow_customer", customers.map_or_else(|| "{0}".to_owned(), |_| "CAST({0} AS INTEGER)".to_owned()));
        for (name, text) in PARTS {
            macros.set(name, text.trim_end().to_owned());
        }
        if events.known.everyone {
            macros.set("unknown_burns", String::new());
        }
        // Each completed order uses its branch.
        macros.set("used", if tables.kind == Kind::Purchases { "1 = 1" } else { "is_burnt = 1" }.to_owned());
        let day = counted_from(events).map_or_else(
            || "{date:{0}}".to_owned(),
            |first| format!("CAST({{days_between:{{day:{}}};{{0}}}} AS SMALLINT)", format_day(first)),
        );
        macros.set("short_day", macros.expanded(&day));
        month_bits::set(&mut macros, events, horizon);
        let events_table = tables.tables.get(&Table::Transactions);
        let are_bits = dialect.counts_bits() && events_table.is_some_and(|table| table.is_integer("transaction_id"));
        macros.set("different_ids", format!("{{ids_by_{}}}", if are_bits { "bits" } else { "value" }));
        if events.only_features {
            macros.set("habits", String::new());
            // Features of orders have the median of the days between them.
            if tables.kind == Kind::Coupons {
                macros.set("median_gap", String::new());
                macros.set("customer_counts", "{customer_counts_of_features}".to_owned());
            }
        }
        items::set(&mut macros, events);
        if tables.kind == Kind::Purchases {
            macros.set("close", format!("{:e}", AmountVotes::CLOSE));
            macros.set("most_by_month", MOST_BY_MONTH.to_string());
            macros.set("most_products", MOST_PRODUCTS.to_string());
            // One more, so that too many are noticed.
            macros.set("most_coupons", (MOST_COUPONS + 1).to_string());
            macros.set("most_product_names", (MOST_PRODUCT_NAMES + 1).to_string());
        }
        Self { events, macros }
    }

    /// The statement with a text.
    ///
    /// # Errors
    /// Why none can be written for these tables, and what to do, in a sentence.
    pub fn written(&self, text: Text) -> Result<Statement, EngineError> {
        self.written_with(text, |_| {})
    }

    /// The statement with a text that has values of its own.
    ///
    /// # Errors
    /// As [`Statements::written`].
    pub fn written_with(&self, text: Text, values: impl FnOnce(&mut Macros)) -> Result<Statement, EngineError> {
        let mut macros = self.macros.clone();
        values(&mut macros);
        // What it begins with is not known yet, and stays a name.
        let sql = macros.expanded(text.sql);
        let base = expressions(self.events, text.about, Lookups::of(&sql)).map_err(EngineError::Statements)?;
        Ok(Statement { name: text.name, text: sql.replacen("{base}", &macros.expanded(&base), 1) })
    }
}
