//! Mapping options of the command line. Each wins over a mapping file.

use std::ffi::OsString;

use strum::IntoEnumIterator;

use super::{Mapping, near, quote};
use crate::data::kind::Kind;
use crate::data::schema::{STATUS_WORDS, Table};

/// The options, each with the form of its value.
pub const OPTIONS: [(&str, &str); 8] = [
    ("table", "TABLE=FILE[:SHEET], such as transactions=orders.csv"),
    ("column", "NAME=COLUMN, such as transaction_date=InvoiceDate or customers.customer_id=Id"),
    ("status", "WORD=STATUS, such as lapsed=expired"),
    ("kind", "coupons, purchases or customers"),
    ("header-row", "the number of a row, from 1, or 0 if no row has the names"),
    ("encoding", "an encoding such as utf-8, windows-1254 or shift_jis"),
    ("decimal", ". or ,"),
    ("join", "exact or loose"),
];

impl Mapping {
    /// Takes the value of an option.
    ///
    /// # Errors
    /// What to give instead.
    pub fn set_option(&mut self, name: &'static str, value: &str) -> Result<(), String> {
        let form = || {
            let form = OPTIONS.iter().find(|(known, _)| *known == name).map_or("", |(_, form)| form);
            format!("give {form}")
        };
        match name {
            "table" => {
                let (table, source) =
                    value.split_once('=').filter(|(_, source)| !source.trim().is_empty()).ok_or_else(form)?;
                self.set_source(table_named(table)?, Some(source.to_owned()));
            }
            "column" => {
                // An empty value after `=` means that there is no such column.
                let (column, source) = value.split_once('=').ok_or_else(form)?;
                self.set_column_option(column.trim(), source)?;
            }
            "status" => {
                let (word, status) = value.rsplit_once('=').ok_or_else(form)?;
                self.status.insert(0, (word.trim().to_lowercase(), code_named(status.trim())?));
            }
            "kind" => self.kind = Some(value.trim().to_lowercase().parse::<Kind>().map_err(|_| form())?),
            "header-row" => self.header_row = Some(value.trim().parse().map_err(|_| form())?),
            "encoding" => self.encoding = Some(encoding_named(value).ok_or_else(form)?),
            "decimal" => self.decimal = Some(decimal_named(value).ok_or_else(form)?),
            "join" => self.loose_join = is_loose(value).ok_or_else(form)?,
            _ => return Err(form()),
        }
        self.typed.push((name, value.to_owned()));
        Ok(())
    }

    /// The options that repeat this mapping, the mapping file first.
    pub fn options(&self) -> Vec<(&'static str, OsString)> {
        let file = (!self.file.as_os_str().is_empty()).then(|| ("mapping", self.file.clone().into_os_string()));
        file.into_iter().chain(self.typed.iter().map(|(name, value)| (*name, value.into()))).collect()
    }

    /// The options with which a part of it was given.
    pub fn typed(&self) -> &[(&'static str, String)] {
        &self.typed
    }

    /// The mapping of these options, after that of its own file if it is `kept`; none if they are invalid.
    pub fn with_options(&self, options: &[(&'static str, String)], kept: bool) -> Option<Self> {
        let is_filed = kept && !self.file.as_os_str().is_empty();
        let mut mapping = if is_filed { Self::read(&self.file).ok()? } else { Self::default() };
        for (name, value) in options {
            mapping.set_option(name, value).ok()?;
        }
        Some(mapping)
    }

    fn set_column_option(&mut self, name: &str, source: &str) -> Result<(), String> {
        let of = |table: Table, name: &str| table.spec().columns.iter().map(|c| c.name).find(|known| *known == name);
        if let Some((table, name)) = name.split_once('.') {
            let table = table_named(table)?;
            let known: Vec<&str> = table.spec().columns.iter().map(|c| c.name).collect();
            let column = of(table, name).ok_or_else(|| unknown(name, &known))?;
            self.set_column(table, column, Some(source.to_owned()));
            return Ok(());
        }
        self.anywhere.insert(column_anywhere(name)?, source.to_owned());
        Ok(())
    }
}

/// The column of that name, of whichever table.
pub(super) fn column_anywhere(name: &str) -> Result<&'static str, String> {
    let known: Vec<&'static str> = Table::iter().flat_map(|table| table.spec().columns).map(|c| c.name).collect();
    known.iter().copied().find(|known| *known == name).ok_or_else(|| unknown(name, &known))
}

fn unknown(name: &str, known: &[&str]) -> String {
    let mut unique = known.to_vec();
    unique.sort_unstable();
    unique.dedup();
    format!("there is no column {}{}. The columns are {}", quote(name), near(name, known), unique.join(", "))
}

pub(super) fn table_named(name: &str) -> Result<Table, String> {
    let known: Vec<&str> = Table::iter().map(Into::into).collect();
    let there =
        || format!("there is no table {}. The tables are {}{}", quote(name), known.join(", "), near(name, &known));
    name.trim().parse().map_err(|_| there())
}

pub(super) fn code_named(name: &str) -> Result<u8, String> {
    let mut known: Vec<&str> = STATUS_WORDS.iter().map(|spec| spec.name).collect();
    known.dedup();
    let spec = STATUS_WORDS.iter().find(|spec| spec.name == name);
    spec.map(|spec| spec.code).ok_or_else(|| {
        format!("there is no status {}. Give one of {}{}", quote(name), known.join(", "), near(name, &known))
    })
}

/// The name of an encoding in the standard.
pub(super) fn encoding_named(label: &str) -> Option<String> {
    Some(encoding_rs::Encoding::for_label(label.trim().as_bytes())?.name().to_lowercase())
}

pub(super) fn decimal_named(mark: &str) -> Option<char> {
    match mark.trim() {
        "." => Some('.'),
        "," => Some(','),
        _ => None,
    }
}

/// Whether ids are joined loosely.
pub(super) fn is_loose(join: &str) -> Option<bool> {
    match join.trim() {
        "loose" => Some(true),
        "exact" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::data::status;

    #[test]
    fn options_say_what_a_file_can_say() {
        let mut mapping = Mapping::default();
        for (name, value) in [
            ("table", "transactions=a.xlsx:Sheet 1"),
            ("column", "transaction_date=Invoice=Date"),
            ("column", "customers.customer_id=Id"),
            ("status", "Lapsed=expired"),
            ("kind", "Purchases"),
            ("header-row", "4"),
            ("encoding", "latin5"),
            ("decimal", ","),
            ("join", "loose"),
        ] {
            mapping.set_option(name, value).unwrap();
        }
        assert_eq!(mapping.anywhere.get("transaction_date").map(String::as_str), Some("Invoice=Date"));
        assert_eq!(mapping.status, [("lapsed".to_owned(), status::EXPIRED)]);
        assert_eq!((mapping.kind, mapping.header_row, mapping.decimal), (Some(Kind::Purchases), Some(4), Some(',')));
        assert_eq!((mapping.encoding.as_deref(), mapping.loose_join), (Some("windows-1254"), true));
        assert_eq!(mapping.options().len(), 9);
    }

    #[test]
    fn a_wrong_value_says_what_to_give() {
        for (name, value, words) in [
            ("table", "orders.csv", "give TABLE=FILE[:SHEET]"),
            ("table", "customer=x.csv", "Did you mean \"customers\"?"),
            ("column", "transaction_date", "give NAME=COLUMN"),
            ("column", "transactiondate=x", "Did you mean \"transaction_date\"?"),
            ("column", "cities.customer_id=x", "there is no column \"customer_id\""),
            ("status", "lapsed=gone", "Give one of claimed, burnt, expired, completed"),
            ("kind", "orders", "give coupons, purchases or customers"),
            ("header-row", "-1", "from 1"),
            ("encoding", "klingon", "give an encoding"),
            ("decimal", ";", "give . or ,"),
            ("join", "no", "give exact or loose"),
        ] {
            let why = Mapping::default().set_option(name, value).unwrap_err();
            assert!(why.contains(words), "{name} {value}: {why}");
        }
    }
}
