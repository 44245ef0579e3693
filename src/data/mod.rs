//! Files in, [`Facts`] out: what DATA is, its schema, the readers, dates and ids, joins, and what is wrong with it.
//!
//! ```text
//! paths ─ plan ──► which file is which table ─ readers ──► rows of cells ─ tables ──► typed columns ─ assemble ──► Facts
//! ```

mod accepted;
mod assemble;
mod cell;
mod checks;
pub mod clean;
mod date_column;
pub mod dates;
mod error;
pub mod facts;
pub mod findings;
pub mod generate;
mod ids;
mod layout;
pub mod load;
mod origin;
mod plan;
pub mod raw;
mod readers;
mod rows;
mod sample;
pub mod schema;
mod tables;
mod tally;

#[cfg(test)]
mod tests;

pub use dates::{format_day, parse_day};
pub use error::DataError;
pub use facts::{Dimension, Facts, Ids, Reading, Source, status};
pub use findings::{Check, Finding, Severity};
pub use generate::{GenerateOptions, generate, planted_types};
pub use load::{LoadOptions, load, today};
pub use schema::Table;
