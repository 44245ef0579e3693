//! One row per customer: id, segment, its name, a score and features, as CSV and JSON.

use std::borrow::Cow;
use std::io::Write;

use csv::QuoteStyle;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::safe_csv;
use crate::measures::Feature;
use crate::plain_text::in_json;

/// A customer and what is said of it.
pub(super) struct CustomerRow<'a> {
    /// Its row in the columns.
    pub row: usize,
    pub id: &'a str,
    /// The number of its segment.
    pub segment: Option<u32>,
    /// The name of its segment, or a word for why there is none.
    pub segment_name: &'a str,
    /// How well it is in its segment: a silhouette, or a distance.
    pub score: Option<f64>,
    pub columns: &'a [Feature],
}

impl CustomerRow<'_> {
    /// The value of a feature; none where it is missing.
    pub fn value(&self, column: usize) -> Option<f64> {
        self.columns[column].values.get(self.row).copied().filter(|value| value.is_finite())
    }

    fn values(&self) -> impl Iterator<Item = Option<f64>> {
        (0..self.columns.len()).map(|column| self.value(column))
    }
}

/// A header and a row for each; what is missing is empty. With `safe`, no cell runs as a formula in a spreadsheet.
pub(super) fn csv<'a>(
    score: &str,
    columns: &[Feature],
    rows: impl Iterator<Item = CustomerRow<'a>>,
    safe: bool,
    out: impl Write,
) -> Result<(), csv::Error> {
    // Spreadsheets of many countries take a semicolon for the end of a cell, but not within quotes.
    let quotes = if safe { QuoteStyle::NonNumeric } else { QuoteStyle::Necessary };
    let mut writer = csv::WriterBuilder::new().quote_style(quotes).from_writer(out);
    let text = |text| if safe { safe_csv::cell(text) } else { Cow::Borrowed(text) };
    let features = columns.iter().map(|column| column.name.as_str());
    let header = ["customer_id", "segment", "segment_name", score].into_iter().chain(features);
    writer.write_record(header.map(|name| text(name).into_owned()))?;
    for customer in rows {
        let segment = customer.segment.map(|s| s.to_string()).unwrap_or_default();
        let fields = [text(customer.id), segment.into(), text(customer.segment_name)];
        let numbers = std::iter::once(customer.score).chain(customer.values());
        let numbers = numbers.map(|value| value.map(|value| value.to_string()).unwrap_or_default());
        writer.write_record(fields.into_iter().map(Cow::into_owned).chain(numbers))?;
    }
    writer.flush()?;
    Ok(())
}

/// An array with an object for each, the same keys as the columns of [`csv()`].
pub(super) fn json<'a>(
    score: &'static str,
    rows: impl Iterator<Item = CustomerRow<'a>>,
    mut out: impl Write,
) -> std::io::Result<()> {
    let mut separator = "[\n";
    for customer in rows {
        out.write_all(separator.as_bytes())?;
        out.write_all(in_json(&serde_json::to_string(&Object(score, &customer))?).as_bytes())?;
        separator = ",\n";
    }
    out.write_all(if separator == "[\n" { b"[]\n" } else { b"\n]\n" })
}

/// A customer with the key of its score.
struct Object<'a>(&'static str, &'a CustomerRow<'a>);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(score, customer) = self;
        let mut map = serializer.serialize_map(Some(4 + customer.columns.len()))?;
        map.serialize_entry("customer_id", customer.id)?;
        map.serialize_entry("segment", &customer.segment)?;
        map.serialize_entry("segment_name", customer.segment_name)?;
        map.serialize_entry(score, &customer.score)?;
        for (column, value) in customer.columns.iter().zip(customer.values()) {
            if column.integer {
                map.serialize_entry(&column.name, &value.map(|v| v as i64))?;
            } else {
                map.serialize_entry(&column.name, &value)?;
            }
        }
        map.end()
    }
}
