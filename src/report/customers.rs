//! One row per customer, in the order of the customers table: the output of `segscope segments` (design §10).

mod parquet;

pub use parquet::customers_parquet;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::SegmentationReport;
use crate::measures::Feature;

/// CSV: `customer_id,segment,segment_name,silhouette`, then the chosen features in their own units. What is missing is
/// empty; a customer in no segment has a word in `segment_name` (`inactive`, `missing value`, `noise`).
///
/// # Errors
/// When `out` cannot be written to.
pub fn customers_csv(report: &SegmentationReport, out: impl std::io::Write) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(out);
    let features = report.columns.iter().map(|c| c.name.as_str());
    writer.write_record(["customer_id", "segment", "segment_name", "silhouette"].into_iter().chain(features))?;
    for customer in customers(report) {
        let segment = customer.segment.map(|s| s.to_string()).unwrap_or_default();
        let fields = [customer.id, &segment, customer.segment_name];
        let numbers = std::iter::once(customer.silhouette).chain(customer.values());
        let numbers = numbers.map(|v| v.map(|v| v.to_string()).unwrap_or_default());
        writer.write_record(fields.into_iter().map(str::to_owned).chain(numbers))?;
    }
    writer.flush()?;
    Ok(())
}

/// JSON: an array with one object per customer, the same keys as the columns of [`customers_csv`].
///
/// # Errors
/// When `out` cannot be written to.
pub fn customers_json(report: &SegmentationReport, mut out: impl std::io::Write) -> std::io::Result<()> {
    let mut separator = "[\n";
    for customer in customers(report) {
        out.write_all(separator.as_bytes())?;
        serde_json::to_writer(&mut out, &customer)?;
        separator = ",\n";
    }
    out.write_all(if separator == "[\n" { b"[]\n" } else { b"\n]\n" })
}

/// One customer of a clustering.
struct Customer<'a> {
    row: usize,
    id: &'a str,
    segment: Option<u32>,
    segment_name: &'a str,
    silhouette: Option<f64>,
    columns: &'a [Feature],
}

impl Customer<'_> {
    fn values(&self) -> impl Iterator<Item = Option<f64>> {
        (0..self.columns.len()).map(|column| self.value(column))
    }

    /// The value of a feature; none where it is missing.
    fn value(&self, column: usize) -> Option<f64> {
        self.columns[column].values.get(self.row).copied().filter(|v| v.is_finite())
    }
}

fn customers<'a>(report: &'a SegmentationReport) -> impl Iterator<Item = Customer<'a>> {
    let segments = report.segments;
    let shown = move |row: &usize| report.shown.is_none_or(|shown| shown.get(*row) == Some(&true));
    report.customer_ids.iter().enumerate().filter(move |(row, _)| shown(row)).map(move |(row, id)| {
        let label = segments.of_customer.get(row).copied().flatten();
        let active = report.active.get(row).copied().unwrap_or(true);
        let noise = report.took_part.get(row) == Some(&true);
        let segment_name = match label.and_then(|l| segments.list.get(l as usize)) {
            Some(segment) => segment.name.as_str(),
            None if noise => "noise",
            None if active => "missing value",
            None => "inactive",
        };
        let silhouette = report.silhouettes.get(row).copied().filter(|s| label.is_some() && s.is_finite());
        let segment = label.map(|l| l + 1);
        Customer { row, id, segment, segment_name, silhouette, columns: report.columns }
    })
}

impl Serialize for Customer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4 + self.columns.len()))?;
        map.serialize_entry("customer_id", self.id)?;
        map.serialize_entry("segment", &self.segment)?;
        map.serialize_entry("segment_name", self.segment_name)?;
        map.serialize_entry("silhouette", &self.silhouette)?;
        for (column, value) in self.columns.iter().zip(self.values()) {
            if column.integer {
                map.serialize_entry(&column.name, &value.map(|v| v as i64))?;
            } else {
                map.serialize_entry(&column.name, &value)?;
            }
        }
        map.end()
    }
}
