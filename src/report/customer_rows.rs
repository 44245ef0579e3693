//! One row per customer: id, segment, its name, a score and features, as CSV and JSON.

use std::borrow::Cow;
use std::io::Write;

use csv::QuoteStyle;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::safe_csv;
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

/// A header and a row for each; missing values are empty. With `safe`, no cell runs as a formula in a spreadsheet.
pub(super) fn csv<'a>(
    score: &str,
    columns: &[Feature],
    texts: &[Text<'a>],
    rows: impl Iterator<Item = CustomerRow<'a>>,
    safe: bool,
    out: impl Write,
) -> Result<(), csv::Error> {
    // Spreadsheets in many countries end a cell at a semicolon, unless it is quoted.
    let quotes = if safe { QuoteStyle::NonNumeric } else { QuoteStyle::Necessary };
    let mut writer = csv::WriterBuilder::new().quote_style(quotes).from_writer(out);
    let text = |text: &str| if safe { safe_csv::cell(text).into_owned() } else { text.to_owned() };
    let names = column_names(score, columns, texts);
    writer.write_record(
        names.iter().map(|name| if safe { safe_csv::cell(name) } else { Cow::Borrowed(name.as_str()) }.into_owned()),
    )?;
    for customer in rows {
        let segment = customer.segment.map(|s| s.to_string()).unwrap_or_default();
        let fields = [text(&customer.id), segment, text(customer.segment_name)];
        let numbers = std::iter::once(customer.score).chain(customer.values());
        let numbers = numbers.map(|value| value.map(|value| value.to_string()).unwrap_or_default());
        let texts = customer.texts().map(|value| text(value.unwrap_or_default()));
        writer.write_record(fields.into_iter().chain(numbers).chain(texts))?;
    }
    writer.flush()?;
    Ok(())
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
