//! One row per customer: id, segment, its name, a score and features, as CSV and JSON.

use std::borrow::Cow;
use std::io::Write;

use csv::QuoteStyle;
use rayon::prelude::*;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{number_text, safe_csv};
use crate::measures::Feature;
use crate::plain_text::in_json;
use crate::unique_names::unique_names;

/// The columns of a table of customers: the fixed ones, the score called `score`, and the features. A feature with the
/// name of an earlier column gets a number, because readers of tables expect unique names.
pub(super) fn column_names(score: &str, features: &[Feature], texts: &[Text<'_>]) -> Vec<String> {
    let fixed = ["customer_id", "segment", "segment_name", score].map(str::to_owned);
    let texts = texts.iter().map(|(name, _)| name.clone());
    unique_names(fixed.into_iter().chain(features.iter().map(|feature| feature.name.clone())).chain(texts))
}

/// A text column with the value of each customer.
pub(super) type Text<'a> = (String, Vec<Option<&'a str>>);

/// The features that are written under another name, and that name.
pub fn renamed_columns(features: &[Feature]) -> Vec<(String, String)> {
    let names = column_names("silhouette", features, &[]).into_iter().skip(FIXED);
    let pairs = features.iter().map(|feature| feature.name.clone()).zip(names);
    pairs.filter(|(name, written)| name != written).collect()
}

/// The number of columns before the features.
pub(super) const FIXED: usize = 4;

/// A customer's row.
pub(super) struct CustomerRow<'a> {
    /// Its index in the columns.
    pub row: usize,
    pub id: Cow<'a, str>,
    /// The number of its segment.
    pub segment: Option<u32>,
    /// The name of its segment, or a word that says why it has none.
    pub segment_name: &'a str,
    /// How well it fits its segment: a silhouette, or a distance.
    pub score: Option<f64>,
    pub columns: &'a [Feature],
    pub texts: &'a [Text<'a>],
}

impl CustomerRow<'_> {
    /// The value of a feature; `None` if it is missing.
    pub fn value(&self, column: usize) -> Option<f64> {
        self.columns[column].values.get(self.row).copied().filter(|value| value.is_finite())
    }

    /// The value of a text column; `None` if it is missing.
    pub fn text(&self, column: usize) -> Option<&str> {
        self.texts[column].1.get(self.row).copied().flatten()
    }

    fn texts(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.texts.len()).map(|column| self.text(column))
    }

    fn values(&self) -> impl Iterator<Item = Option<f64>> {
        (0..self.columns.len()).map(|column| self.value(column))
    }
}

/// Rows that are written at once.
const BATCH: usize = 1 << 16;
/// Rows that one core writes.
const BLOCK: usize = 1 << 12;

/// A header and a row for each; missing values are empty. With `safe`, no cell runs as a formula in a spreadsheet.
pub(super) fn csv<'a>(
    score: &str,
    columns: &[Feature],
    texts: &[Text<'a>],
    mut rows: impl Iterator<Item = CustomerRow<'a>>,
    safe: bool,
    mut out: impl Write,
) -> Result<(), csv::Error> {
    let mut header = csv_writer(safe);
    for name in column_names(score, columns, texts) {
        header.write_field(csv_text(&name, safe).as_ref())?;
    }
    header.write_record(None::<&[u8]>)?;
    out.write_all(&csv_bytes(header)?)?;
    loop {
        let batch: Vec<CustomerRow<'_>> = rows.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let blocks = batch.par_chunks(BLOCK).map(|rows| csv_lines(rows, safe)).collect::<Result<Vec<_>, _>>()?;
        for block in blocks {
            out.write_all(&block)?;
        }
    }
    out.flush()?;
    Ok(())
}

/// The lines of some customers.
fn csv_lines(rows: &[CustomerRow<'_>], safe: bool) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv_writer(safe);
    let mut number = String::new();
    for customer in rows {
        writer.write_field(csv_text(&customer.id, safe).as_ref())?;
        writer.write_field(customer.segment.map(|segment| segment.to_string()).unwrap_or_default())?;
        writer.write_field(csv_text(customer.segment_name, safe).as_ref())?;
        for value in std::iter::once(customer.score).chain(customer.values()) {
            number.clear();
            if let Some(value) = value {
                number_text::push(&mut number, value);
            }
            writer.write_field(&number)?;
        }
        for value in customer.texts() {
            writer.write_field(csv_text(value.unwrap_or_default(), safe).as_ref())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    csv_bytes(writer)
}

/// A writer to memory. Spreadsheets in many countries end a cell at a semicolon, unless it is quoted.
fn csv_writer(safe: bool) -> csv::Writer<Vec<u8>> {
    let quotes = if safe { QuoteStyle::NonNumeric } else { QuoteStyle::Necessary };
    csv::WriterBuilder::new().quote_style(quotes).from_writer(Vec::new())
}

/// What was written.
fn csv_bytes(writer: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, csv::Error> {
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

/// A cell of text.
fn csv_text(text: &str, safe: bool) -> Cow<'_, str> {
    if safe { safe_csv::cell(text) } else { Cow::Borrowed(text) }
}

/// An array with an object for each, with the columns of [`csv()`] as keys.
pub(super) fn json<'a>(
    score: &str,
    columns: &[Feature],
    texts: &[Text<'a>],
    rows: impl Iterator<Item = CustomerRow<'a>>,
    mut out: impl Write,
) -> std::io::Result<()> {
    let names = column_names(score, columns, texts);
    let mut separator = "[\n";
    for customer in rows {
        out.write_all(separator.as_bytes())?;
        out.write_all(in_json(&serde_json::to_string(&Object(&names, &customer))?).as_bytes())?;
        separator = ",\n";
    }
    out.write_all(if separator == "[\n" { b"[]\n" } else { b"\n]\n" })
}

/// A customer with its keys.
struct Object<'a>(&'a [String], &'a CustomerRow<'a>);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(names, customer) = self;
        let (fixed, features) = names.split_at(FIXED.min(names.len()));
        let mut map = serializer.serialize_map(Some(4 + customer.columns.len()))?;
        map.serialize_entry("customer_id", &customer.id)?;
        map.serialize_entry("segment", &customer.segment)?;
        map.serialize_entry("segment_name", customer.segment_name)?;
        map.serialize_entry(fixed.last().map_or("", String::as_str), &customer.score)?;
        for ((column, name), value) in customer.columns.iter().zip(features).zip(customer.values()) {
            if column.integer {
                map.serialize_entry(name, &value.map(|v| v as i64))?;
            } else {
                map.serialize_entry(name, &value)?;
            }
        }
        for (name, value) in features.iter().skip(customer.columns.len()).zip(customer.texts()) {
            map.serialize_entry(name, &value)?;
        }
        map.end()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_several_batches_are_in_order() {
        let row = |row: usize| CustomerRow {
            row,
            id: row.to_string().into(),
            segment: (!row.is_multiple_of(3)).then_some(2),
            segment_name: "a, b",
            score: (!row.is_multiple_of(2)).then_some(0.5),
            columns: &[],
            texts: &[],
        };
        let mut written = Vec::new();
        csv("fit", &[], &[], (0..=BATCH + BLOCK).map(row), false, &mut written).unwrap();
        let written = String::from_utf8(written).unwrap();
        let mut lines = written.lines();
        assert_eq!(lines.next(), Some("customer_id,segment,segment_name,fit"));
        for row in 0..=BATCH + BLOCK {
            let (segment, score) =
                (if row.is_multiple_of(3) { "" } else { "2" }, if row.is_multiple_of(2) { "" } else { "0.5" });
            assert_eq!(lines.next(), Some(format!("{row},{segment},\"a, b\",{score}").as_str()));
        }
        assert_eq!(lines.next(), None);
    }
}
