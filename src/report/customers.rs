//! One row per customer, in the order of the customers table: the output of `segscope segments`.

mod parquet;
mod table;

pub use parquet::customers_parquet;
pub use table::{CustomersTable, TableOf, customers_table, table_columns};

use super::SegmentationReport;
use super::customer_rows::{CustomerRow, csv, json};

/// CSV: `customer_id,segment,segment_name,silhouette`, then the chosen features in their own units, and of customers alone
/// the text columns. What is missing is
/// empty; a customer in no segment has a word in `segment_name` (`inactive`, `missing value`, `noise`, `outlier`). With `safe`, cells
/// that a spreadsheet would run as a formula begin with an apostrophe, and words are quoted.
///
/// # Errors
/// When `out` cannot be written to.
pub fn customers_csv(report: &SegmentationReport, safe: bool, out: impl std::io::Write) -> Result<(), csv::Error> {
    csv("silhouette", report.columns, &report.texts, customers(report), safe, out)
}

/// JSON: an array with one object per customer, the same keys as the columns of [`customers_csv`].
///
/// # Errors
/// When `out` cannot be written to.
pub fn customers_json(report: &SegmentationReport, out: impl std::io::Write) -> std::io::Result<()> {
    json("silhouette", report.columns, &report.texts, customers(report), out)
}

fn customers<'a>(report: &'a SegmentationReport) -> impl Iterator<Item = CustomerRow<'a>> {
    let segments = report.segments;
    let shown = move |row: &usize| report.shown.is_none_or(|shown| shown.get(*row) == Some(&true));
    report.customer_ids.iter().enumerate().filter(move |(row, _)| shown(row)).map(move |(row, id)| {
        let label = segments.of_customer.get(row).copied().flatten();
        let active = report.active.get(row).copied().unwrap_or(true);
        let noise = report.took_part.get(row) == Some(&true);
        let segment_name = match label.and_then(|l| segments.list.get(l as usize)) {
            Some(segment) => segment.name.as_str(),
            None if noise => report.segmentation.outside(),
            None if active => "missing value",
            None => "inactive",
        };
        let silhouette = report.silhouettes.get(row).copied().filter(|s| label.is_some() && s.is_finite());
        let segment = label.map(|l| l + 1);
        let (columns, texts) = (report.columns, report.texts.as_slice());
        CustomerRow { row, id, segment, segment_name, score: silhouette, columns, texts }
    })
}
