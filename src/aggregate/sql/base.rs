//! The common table expressions that every statement begins with: the data with the columns and words of the program.
//!
//! * `c (customer, gender, city, join_day)`: the customers;
//! * `b (branch, merchant)`: the branches;
//! * `t (customer, day, status, burn_day, expiry_day, branch, coupon, amount, hour, no_customer,
//!   no_branch)`: the events; the last two are 1 where the event has no key. A key without a row in its table is
//!   null, and so is an amount that is no finite number.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::data::{DatabaseTable, DatabaseTables, Table, status};
use crate::warehouse::Dialect;

/// The expressions of some tables. The names of customers and events end with `suffix`, so that expressions after them, such as a
/// filter, can make `c` and `t` of them.
///
/// # Errors
/// Why they cannot be written, and what to do, in a sentence.
pub fn base(tables: &DatabaseTables, suffix: &str) -> Result<String, String> {
    let write = Writer { tables, dialect: tables.connection.dialect(), suffix };
    let parts = [write.customers()?, write.branches(), write.events()?];
    Ok(parts.join(",\n"))
}

struct Writer<'a> {
    tables: &'a DatabaseTables,
    dialect: Dialect,
    suffix: &'a str,
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
        let column = self.column(table, alias, name)?;
        Some(if table.is_text(name) { format!("NULLIF(TRIM({column}), '')") } else { column })
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

    /// Of several rows with one id, the least values are taken: rows have no order in a database.
    fn customers(&self) -> Result<String, String> {
        let own = self.table(Table::Customers);
        let events = self.table(Table::Transactions);
        let Some(table) = own.or(events) else { return Err("there is no table of customers or events".to_owned()) };
        let key = self.key(table, "x", "customer_id").ok_or("no column has the ids of customers")?;
        let date = self.date(table, "x", "join_date")?;
        let (gender, of_genders) = self.joined((table, "x", "gender_id"), (Table::Genders, "gender_id", "g"));
        let (city, of_cities) = self.joined((table, "x", "city_id"), (Table::Cities, "city_id", "y"));
        if own.is_none() && (gender.is_some() || city.is_some() || date.is_some()) {
            return Err("the rows of events say where customers are from. Make a table or view of customers".to_owned());
        }
        let least = |column: Option<String>, none: String| column.map_or(none, |column| format!("MIN({column})"));
        Ok(format!(
            "c{} AS (\n  SELECT {key} AS customer, {} AS gender, {} AS city, {} AS join_day\n  FROM {}{of_genders}{of_cities}\n  \
             WHERE {key} IS NOT NULL\n  GROUP BY {key}\n)",
            self.suffix,
            least(gender, self.no_text()),
            least(city, self.no_text()),
            least(date, self.no_date()),
            self.from(table, "x"),
        ))
    }

    fn branches(&self) -> String {
        let key = self.table(Table::Branches).and_then(|table| Some((table, self.key(table, "x", "branch_id")?)));
        let Some((table, key)) = key else {
            // Branches without a table of their own are those of the events.
            return format!("b AS (SELECT {0} AS branch, {0} AS merchant WHERE 1 = 0)", self.no_text());
        };
        let (merchant, join) = self.joined((table, "x", "merchant_id"), (Table::Merchants, "merchant_id", "m"));
        let merchant = merchant.map_or_else(|| self.no_text(), |merchant| format!("MIN({merchant})"));
        format!(
            "b AS (\n  SELECT {key} AS branch, {merchant} AS merchant\n  FROM {}{join}\n  WHERE {key} IS NOT NULL\n  GROUP BY {key}\n)",
            self.from(table, "x")
        )
    }

    fn events(&self) -> Result<String, String> {
        let Some(table) = self.table(Table::Transactions) else { return Err("there is no table of events".to_owned()) };
        if table.columns.contains_key("currency") {
            return Err("amounts have a column of currencies. Make a view with amounts in one currency".to_owned());
        }
        let date = |name: &str| self.date(table, "x", name);
        let (day, burn_day, expiry_day) = (date("transaction_date")?, date("burn_date")?, date("expiry_date")?);
        let status = self.status(table, burn_day.as_ref(), expiry_day.as_ref())?;
        let key = self.key(table, "x", "customer_id").ok_or("no column has the ids of customers")?;
        let on = |this: (&str, &str), key: &str, other: Option<(&DatabaseTable, &str)>| {
            let same = other.is_none_or(|(other, id)| other.is_text(id) == table.is_text(this.0));
            if same {
                format!("{} = {key}", this.1)
            } else {
                format!("{} = {}", self.dialect.as_text(this.1), self.dialect.as_text(key))
            }
        };
        let customers = self.table(Table::Customers).map(|other| (other, "customer_id"));
        let (own, id) = (format!("c{}", self.suffix), format!("c{}.customer", self.suffix));
        let mut joins = format!("\n  LEFT JOIN {own} ON {}", on(("customer_id", &id), &key, customers));
        let branch = self.key(table, "x", "branch_id");
        let no_branch = branch.as_ref().map_or_else(
            || "CAST(NULL AS BIGINT)".to_owned(),
            |branch| format!("CASE WHEN {branch} IS NULL THEN 1 ELSE 0 END"),
        );
        let branch = branch.map(|branch| match self.table(Table::Branches) {
            None => branch,
            Some(branches) => {
                let on = on(("branch_id", "b.branch"), &branch, Some((branches, "branch_id")));
                let _ = write!(joins, "\n  LEFT JOIN b ON {on}");
                "b.branch".to_owned()
            }
        });
        let coupon = self.column(table, "x", "coupon_name").map(|name| self.dialect.word(&name));
        let amount = self.column(table, "x", "amount").map(|amount| self.dialect.finite(&amount));
        let columns = [
            (id, "customer"),
            (day.unwrap_or_else(|| self.no_date()), "day"),
            (status, "status"),
            (burn_day.unwrap_or_else(|| self.no_date()), "burn_day"),
            (expiry_day.unwrap_or_else(|| self.no_date()), "expiry_day"),
            (branch.unwrap_or_else(|| self.no_text()), "branch"),
            (coupon.unwrap_or_else(|| self.no_text()), "coupon"),
            (amount.unwrap_or_else(|| self.dialect.as_double("NULL")), "amount"),
            ("CAST(NULL AS BIGINT)".to_owned(), "hour"),
            (format!("CASE WHEN {key} IS NULL THEN 1 ELSE 0 END"), "no_customer"),
            (no_branch, "no_branch"),
        ];
        let columns: Vec<String> = columns.iter().map(|(of, name)| format!("\n    {of} AS {name}")).collect();
        let from = self.from(table, "x");
        Ok(format!("t{} AS (\n  SELECT{}\n  FROM {from}{joins}\n)", self.suffix, columns.join(",")))
    }

    /// The status of a row: by its word, otherwise by its dates.
    fn status(&self, table: &DatabaseTable, burn: Option<&String>, expiry: Option<&String>) -> Result<String, String> {
        let name = |code: u8| match code {
            status::OPEN => "'open'",
            status::BURNT => "'burnt'",
            status::EXPIRED => "'expired'",
            _ => "'other'",
        };
        if let Some(constant) = self.tables.constant {
            return Ok(name(constant).to_owned());
        }
        let Some(column) = self.column(table, "x", "transaction_status") else {
            let burn = burn.ok_or("neither a status nor a date says which coupons are burnt")?;
            let expired = expiry.map(|expiry| format!(" WHEN {expiry} < {{as_of}} THEN 'expired'")).unwrap_or_default();
            return Ok(format!("CASE WHEN {burn} IS NOT NULL THEN 'burnt'{expired} ELSE 'open' END"));
        };
        let mut words: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (word, code) in self.tables.statuses.iter().filter(|(_, code)| name(*code) != "'other'") {
            words.entry(name(*code)).or_default().push(self.dialect.text(word));
        }
        let word = self.dialect.as_text(&column);
        let cases: Vec<String> = words
            .iter()
            .map(|(status, words)| format!("WHEN {word} IN ({}) THEN {status}", words.join(", ")))
            .collect();
        if cases.is_empty() {
            Ok("'other'".to_owned())
        } else {
            Ok(format!("CASE {} ELSE 'other' END", cases.join(" ")))
        }
    }
}
