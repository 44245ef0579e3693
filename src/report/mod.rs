//! The same answers without a terminal: text, Markdown, HTML, JSON, and one row per customer.

pub mod assigned;
pub mod coupons;
mod customer_rows;
pub mod customers;
mod demographics;
pub mod document;
pub mod html;
pub mod json;
mod markdown;
mod migration;
mod retention;
mod rfm;
mod safe_csv;
pub mod segmentation;
mod table;
pub mod text;
mod usage;

pub use assigned::{AssignedReport, assigned_csv, assigned_json};
pub use coupons::Coupons;
pub use customers::{customers_csv, customers_json, customers_parquet};
pub use document::document;
pub use html::html;
pub use json::{check_json, json};
pub use markdown::markdown;
pub use segmentation::{KSource, SegmentationReport, SweepRow, segmentation_report};
pub use text::{check, text};

use crate::measures::{Granularity, Summary};

/// What a report is made of.
#[derive(Clone, Debug)]
pub struct ReportInput<'a> {
    /// The measures.
    pub summary: &'a Summary,
    /// The filter in its canonical text; empty without one.
    pub filter: &'a str,
    /// The length of usage buckets.
    pub granularity: Granularity,
    /// The segments; none where too few customers differ.
    pub segmentation: Option<SegmentationReport<'a>>,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
