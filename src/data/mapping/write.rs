//! A mapping as the text of a file: what the user gave, without anything inferred.

use std::collections::BTreeMap;

use super::Mapping;
use super::toml_text::{Toml, quoted};
use crate::data::schema::STATUS_WORDS;

impl Mapping {
    /// The mapping as TOML, which reads back as the same mapping.
    pub fn to_toml(&self) -> String {
        let mut out = Toml::default();
        let keys = [
            ("kind", self.kind.map(|kind| kind.to_string())),
            ("date_format", self.date_format.clone()),
            ("decimal", self.decimal.map(String::from)),
            ("encoding", self.encoding.clone()),
            ("join", self.loose_join.then(|| "loose".to_owned())),
        ];
        for (key, value) in keys {
            if let Some(value) = value {
                out.text(key, &value);
            }
        }
        if let Some(row) = self.header_row {
            out.line(format_args!("header_row = {row}"));
        }
        if !self.unused.is_empty() {
            out.list("unused", self.unused.iter().map(String::as_str));
        }
        if !self.status.is_empty() {
            out.table("status");
            let codes: BTreeMap<u8, &str> = STATUS_WORDS.iter().map(|spec| (spec.code, spec.name)).collect();
            for (code, name) in codes {
                let words = self.status.iter().filter(|(_, of)| *of == code).map(|(word, _)| word.as_str());
                if words.clone().next().is_some() {
                    out.list(name, words);
                }
            }
        }
        if !self.anywhere.is_empty() {
            out.table("columns");
            for (column, name) in &self.anywhere {
                out.text(column, name);
            }
        }
        for (table, of) in &self.tables {
            out.table(format_args!("tables.{table}"));
            if let Some(source) = &of.source {
                out.text("source", source);
            }
            if !of.columns.is_empty() || !of.constants.is_empty() {
                out.line(format_args!("[tables.{table}.columns]"));
            }
            for (column, name) in &of.columns {
                out.text(column, name);
            }
            for (column, value) in &of.constants {
                out.line(format_args!("{column} = {{ value = {} }}", quoted(value)));
            }
        }
        out.finish()
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
