//! The common table expressions that every statement begins with: the data with the columns and words of the program.
//!
//! * `c (customer, gender, city, join_day)`: the customers;
//! * `b (branch, merchant)`: the branches;
//! * `t (customer, day, status, burn_day, expiry_day, branch, coupon, amount, hour, no_customer, no_branch, ...)`: the
//!   events, of purchases the completed orders; see [`claims`] and [`orders`], which say what else there is. `is_open`, `is_burnt` and
//!   `is_expired` are 1 or 0: engines sum them faster than they compare text.
//!
//! A key without a row in its table is null, and so is an amount that is no finite number.

mod claims;
mod dimensions;
mod orders;

pub use orders::LINES_OF_RETURNS;

use std::collections::BTreeMap;
use std::fmt::Write;

use super::lookups::Lookups;
use crate::data::{DatabaseTable, DatabaseTables, Kind, Table};
use crate::warehouse::Dialect;

/// The expressions of some tables. The names of customers, events, orders and returns end with `suffix`, so that expressions after them, such as a
/// filter, can make `c` and `t` of them. The keys of coupons that are not looked up are as their rows have them.
///
/// # Errors
/// Why they cannot be written, and what to do, in a sentence.
pub fn base(tables: &DatabaseTables, suffix: &str, lookups: Lookups) -> Result<String, String> {
    let write = Writer { tables, dialect: tables.connection.dialect(), suffix, lookups };
    let events = match tables.kind {
        Kind::Coupons => write.claims()?,
        Kind::Purchases => write.orders()?,
        Kind::Customers => return Err("there are no events, only customers".to_owned()),
    };
    Ok([write.customers()?, write.branches(), events].join(",\n"))
}

struct Writer<'a> {
    tables: &'a DatabaseTables,
    dialect: Dialect,
    suffix: &'a str,
    lookups: Lookups,
}

/// The keys of an event: expressions, and the joins that they need.
struct Keys {
    /// The customer; null if unknown.
    customer: String,
    /// Whether there is no key of a customer: 1 or 0.
    no_customer: String,
    /// The branch; null if unknown.
    branch: String,
    /// Whether there is no key of a branch: 1 or 0; null without a column of branches.
    no_branch: String,
    joins: String,
}

impl Writer<'_> {
    fn table(&self, table: Table) -> Option<&DatabaseTable> {
        self.tables.tables.get(&table)
    }

    /// `FROM` this table under an alias.
    fn from(&self, table: &DatabaseTable, alias: &str) -> String {
        format!("{} AS {alias}", self.tables.connection.place(&table.table))
    }

    /// A column of a table under an alias, if the table has it.
    fn column(&self, table: &DatabaseTable, alias: &str, name: &str) -> Option<String> {
        table.columns.get(name).map(|own| format!("{alias}.{}", self.dialect.quoted(own)))
    }

    /// A key: text without blanks around it, a number as it is; null where it is empty.
    fn key(&self, table: &DatabaseTable, alias: &str, name: &str) -> Option<String> {
        Some(table.as_key(name, self.column(table, alias, name)?))
    }

    /// A date; none where there is no such column.
    fn date(&self, table: &DatabaseTable, alias: &str, name: &str) -> Result<Option<String>, String> {
        let Some(column) = self.column(table, alias, name) else { return Ok(None) };
        if table.is_text(name) && self.dialect != Dialect::Sqlite {
            let label = table.table.label().display();
            return Err(format!("the column {name} of {label} is text. Make a view that casts it to DATE"));
        }
        Ok(Some(self.dialect.as_date(&column)))
    }

    /// The hour of the date of an event, if there is one; null where there is no time. A column in which each time is midnight has
    /// the hour 0.
    fn hour(&self, date: Option<&str>) -> String {
        let date = date.filter(|_| self.tables.may_have_hours());
        date.map_or_else(|| NO_NUMBER.to_owned(), |date| self.dialect.hour(date))
    }

    /// A column of numbers; none where there is no such column.
    fn number(&self, table: &DatabaseTable, alias: &str, name: &str) -> Result<Option<String>, String> {
        let Some(column) = self.column(table, alias, name) else { return Ok(None) };
        if table.is_text(name) && self.dialect != Dialect::Sqlite {
            let label = table.table.label().display();
            let double = self.dialect.type_of_numbers();
            return Err(format!("the column {name} of {label} is text. Make a view that casts it to {double}"));
        }
        Ok(Some(self.dialect.finite(&column)))
    }

    fn no_text(&self) -> String {
        self.dialect.as_text("NULL")
    }

    fn no_date(&self) -> String {
        match self.dialect {
            Dialect::Sqlite => "NULL".to_owned(),
            _ => "CAST(NULL AS DATE)".to_owned(),
        }
    }

    /// `JOIN` of a table by its id, where there is such a table; and the key: as that table has it.
    fn joined(&self, of: (&DatabaseTable, &str, &str), to: (Table, &str, &str)) -> (Option<String>, String) {
        let (table, alias, name) = of;
        let Some(own) = self.key(table, alias, name) else { return (None, String::new()) };
        let (to, id, other) = to;
        let dimension = self.table(to).and_then(|dimension| Some((dimension, self.key(dimension, other, id)?)));
        let Some((dimension, key)) = dimension else { return (Some(own), String::new()) };
        let (left, right) = if table.is_text(name) == dimension.is_text(id) {
            (own, key.clone())
        } else {
            (self.dialect.as_text(&own), self.dialect.as_text(&key))
        };
        let join = format!("\n  LEFT JOIN {} ON {right} = {left}", self.from(dimension, other));
        (Some(key), join)
    }

    /// The keys of the events of a table.
    fn keys(&self, table: &DatabaseTable, alias: &str) -> Result<Keys, String> {
        let key = self.key(table, alias, "customer_id").ok_or("no column has the ids of customers")?;
        let on = |this: (&str, &str), key: &str, other: Option<(&DatabaseTable, &str)>| {
            let same = other.is_none_or(|(other, id)| other.is_text(id) == table.is_text(this.0));
            if same {
                format!("{} = {key}", this.1)
            } else {
                format!("{} = {}", self.dialect.as_text(this.1), self.dialect.as_text(key))
            }
        };
        let is_missing = |key: &str| format!("CASE WHEN {key} IS NULL THEN 1 ELSE 0 END");
        let customers = self.table(Table::Customers).map(|other| (other, "customer_id"));
        let (own, id) = (format!("c{}", self.suffix), format!("c{}.customer", self.suffix));
        let mut joins = String::new();
        let no_customer = is_missing(&key);
        let customer = if self.lookups.customers {
            let _ = write!(joins, "\n  LEFT JOIN {own} ON {}", on(("customer_id", &id), &key, customers));
            id
        } else {
            key
        };
        let branch = self.key(table, alias, "branch_id");
        let no_branch = branch.as_ref().map_or_else(|| NO_NUMBER.to_owned(), |branch| is_missing(branch));
        let branch = branch.map(|branch| match self.table(Table::Branches) {
            Some(branches) if self.lookups.branches => {
                let on = on(("branch_id", "b.branch"), &branch, Some((branches, "branch_id")));
                let _ = write!(joins, "\n  LEFT JOIN b ON {on}");
                "b.branch".to_owned()
            }
            _ => branch,
        });
        let branch = branch.unwrap_or_else(|| self.no_text());
        Ok(Keys { customer, no_customer, branch, no_branch, joins })
    }

    /// What the words of a column mean, as the cases of `CASE` besides one; none where no word is known. `name` is the literal of a code.
    fn by_words(&self, column: &str, besides: &str, name: impl Fn(u8) -> &'static str) -> Option<String> {
        let mut words: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (word, code) in self.tables.statuses.iter().filter(|(_, code)| name(*code) != besides) {
            words.entry(name(*code)).or_default().push(self.dialect.text(word));
        }
        let word = self.dialect.as_text(column);
        let case =
            |(status, words): (&&str, &Vec<String>)| format!("WHEN {word} IN ({}) THEN {status}", words.join(", "));
        (!words.is_empty()).then(|| words.iter().map(case).collect::<Vec<_>>().join(" "))
    }

    /// The table of events.
    fn of_events(&self) -> Result<&DatabaseTable, String> {
        let table = self.table(Table::Transactions).ok_or("there is no table of events")?;
        if table.columns.contains_key("currency") {
            return Err("amounts have a column of currencies. Make a view with amounts in one currency".to_owned());
        }
        Ok(table)
    }
}

/// A number that there is not.
const NO_NUMBER: &str = "CAST(NULL AS BIGINT)";

/// `SELECT` with these expressions and their names.
fn select(columns: &[(String, &str)]) -> String {
    let column = |(of, name): &(String, &str)| {
        if of == name { format!("\n    {of}") } else { format!("\n    {of} AS {name}") }
    };
    format!("SELECT{}", columns.iter().map(column).collect::<Vec<_>>().join(","))
}
