//! A mapping as the text of a file: all that it says, and nothing that was inferred.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Mapping;
use super::print::quoted;
use crate::data::schema::STATUS_WORDS;

impl Mapping {
    /// The mapping as TOML, which reads back as the same mapping.
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_to(&mut out);
        out
    }

    fn write_to(&self, out: &mut String) -> std::fmt::Result {
        let keys = [
            ("kind", self.kind.map(|kind| kind.to_string())),
            ("date_format", self.date_format.clone()),
            ("decimal", self.decimal.map(String::from)),
            ("encoding", self.encoding.clone()),
            ("join", self.loose_join.then(|| "loose".to_owned())),
        ];
        for (key, value) in keys {
            if let Some(value) = value {
                writeln!(out, "{key} = {}", quoted(&value))?;
            }
        }
        if let Some(row) = self.header_row {
            writeln!(out, "header_row = {row}")?;
        }
        let listed = |names: &mut dyn Iterator<Item = &String>| names.map(|n| quoted(n)).collect::<Vec<_>>().join(", ");
        if !self.unused.is_empty() {
            writeln!(out, "unused = [{}]", listed(&mut self.unused.iter()))?;
        }
        if !self.status.is_empty() {
            let apart = if out.is_empty() { "" } else { "\n" };
            writeln!(out, "{apart}[status]")?;
            let codes: BTreeMap<u8, &str> = STATUS_WORDS.iter().map(|spec| (spec.code, spec.name)).collect();
            for (code, name) in codes {
                let words = listed(&mut self.status.iter().filter(|(_, of)| *of == code).map(|(word, _)| word));
                if !words.is_empty() {
                    writeln!(out, "{name} = [{words}]")?;
                }
            }
        }
        if !self.anywhere.is_empty() {
            let apart = if out.is_empty() { "" } else { "\n" };
            writeln!(out, "{apart}[columns]")?;
            for (column, name) in &self.anywhere {
                writeln!(out, "{column} = {}", quoted(name))?;
            }
        }
        for (table, of) in &self.tables {
            let apart = if out.is_empty() { "" } else { "\n" };
            writeln!(out, "{apart}[tables.{table}]")?;
            if let Some(source) = &of.source {
                writeln!(out, "source = {}", quoted(source))?;
            }
            if !of.columns.is_empty() || !of.constants.is_empty() {
                writeln!(out, "[tables.{table}.columns]")?;
            }
            for (column, name) in &of.columns {
                writeln!(out, "{column} = {}", quoted(name))?;
            }
            for (column, value) in &of.constants {
                writeln!(out, "{column} = {{ value = {} }}", quoted(value))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::data::{Mapping, Table};

    #[test]
    fn what_is_written_reads_back_as_the_same() {
        let mut mapping =
            Mapping::parse("date_format = \"dmy\"\n[status]\nburnt = [\"ein\\u001Bgelöst\"]\n", "x").unwrap();
        mapping.unused = vec!["notes.csv".to_owned(), "a \"b\"\\c.csv".to_owned()];
        mapping.set_source(Table::Transactions, Some("orders.csv".to_owned()));
        mapping.set_column(Table::Transactions, "customer_id", Some("Kunde Nr".to_owned()));
        mapping.set_column(Table::Transactions, "burn_date", Some(String::new()));
        mapping.set_column(Table::Transactions, "branch_id", Some(String::new()));
        mapping.set_column(Table::Customers, "customer_id", Some("id".to_owned()));
        let text = mapping.to_toml();
        assert_eq!(Mapping::parse(&text, "x").unwrap(), mapping, "{text}");
        assert_eq!(Mapping::default().to_toml(), "");
    }
}
