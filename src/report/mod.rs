//! Reports and exports: text, Markdown and HTML are three writers of one document; JSON and one row per customer are
//! for programs.

pub mod assigned;
pub mod coupons;
mod customer_rows;
pub mod customers;
pub mod document;
pub mod format;
pub mod html;
pub mod input;
pub mod json;
mod markdown;
mod number_text;
mod part;
mod safe_csv;
pub mod segmentation;
pub mod text;

pub use assigned::{AssignedReport, assigned_csv, assigned_json};
pub use coupons::Coupons;
pub use customer_rows::renamed_columns;
pub use customers::{
    CustomersTable, TableOf, customers_csv, customers_json, customers_parquet, customers_table, table_columns,
};
pub use document::{check_document, document};
pub use format::{COLUMNS, Format, written};
pub use html::html;
pub use input::ReportInput;
pub use json::{check_json, json};
pub use markdown::markdown;
pub use part::{part_csv, part_json};
pub use segmentation::{SegmentationReport, SweepRow, segmentation_report};
pub use text::text;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
