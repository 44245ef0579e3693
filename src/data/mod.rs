//! Loading: files in, [`Facts`] out. Recognition, schema, readers, dates and ids, joins, and quality checks.
//!
//! ```text
//! paths ─ plan ──► which file is which table ─ readers ──► rows of cells ─ tables ──► typed columns ─ assemble ──► Facts
//! ```

mod accepted;
mod amount_text;
mod assemble;
pub mod budget;
mod cell;
mod checks;
pub mod clean;
mod cleaned;
mod currencies;
mod date_column;
mod date_number;
mod date_text;
mod date_words;
pub mod dates;
pub mod days;
mod error;
pub mod facts;
pub mod filter;
pub mod findings;
mod first_rows;
pub mod folder;
pub mod formats;
mod frames;
mod further;
pub mod generate;
pub mod guard;
mod hours;
mod ids;
mod inferred;
pub mod kind;
mod layout;
pub mod load;
mod load_options;
mod located;
mod loose_key;
pub mod mapping;
mod memory;
mod notation;
mod number_column;
mod order_totals;
mod origin;
mod other_digits;
mod part;
mod part_folders;
mod piece_name;
mod pieces;
pub mod place;
mod plan;
mod plan_findings;
mod purchases;
mod raw;
mod readers;
mod recognition;
mod remedy;
mod rows;
mod sample;
pub mod schema;
mod search;
mod standard_input;
pub mod status;
mod status_column;
mod swapped_dates;
mod tables;
mod tally;
mod threads;
mod understand;
pub mod understanding;
mod unnamed;
mod word_column;

#[cfg(test)]
mod tests;

pub use days::{format_day, parse_day};
pub use error::{DataError, shown};
pub use facts::{Categorical, Dimension, Facts, Ids, Purchases, Reading, Source, words_column};
pub use findings::{Check, Finding, Severity};
pub use first_rows::FIRST_ROWS;
pub use generate::{GenerateOptions, generate, planted_types};
pub use inferred::inferred_mapping;
pub use kind::Kind;
pub use load::{load, load_bytes};
pub use load_options::{LoadOptions, today};
pub use mapping::Mapping;
pub use order_totals::OrderTotals;
pub use pieces::RowPlaces;
pub use place::Place;
pub use raw::{RawRows, raw_rows};
pub use schema::{Table, status_of};
pub use search::meant;
pub use tally::escape;
pub use understand::understand;
pub use understanding::{ColumnRole, PartRole, Understanding};
