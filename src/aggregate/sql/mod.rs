//! Aggregates by SQL: a statement for each table, so that the engine of a database sees the rows and the program the tables.
//!
//! A statement has one text for all engines, with parts that some write differently. `{base}` stands for the common table
//! expressions of the data (customers `c`, events `t`, branches `b`), `{month:day}` for what the dialect writes for the month of
//! `day`, `{horizon}` for a date.
//!
//! ```text
//! DatabaseTables ── base ──► c0, t0 ── steps: filters, earlier days ──► c, t ── texts ──► statements ── asking ──► tables
//! ```

mod answer;
mod asking;
mod base;
mod baskets;
mod checks;
mod codes;
mod cohorts;
mod conditions;
mod error;
mod everyone;
mod facts;
mod frequencies;
mod groups;
mod habits;
mod history;
mod items;
mod later;
mod load;
mod lookups;
mod macros;
mod marks;
mod month_bits;
mod numbers;
mod order_tables;
mod purchases;
mod rhythms;
mod statement;
mod steps;
mod tables;
mod texts;

pub use answer::{Cell, WrongAnswer};
pub(super) use asking::Asking;
pub(super) use conditions::{Conditions, is_written};
pub use error::EngineError;
pub(super) use frequencies::frequencies;
pub(super) use groups::{customers, groups_of_events};
pub(super) use history::history;
pub(super) use later::{acted_after, claims_between};
pub(super) use load::{after, first_claims, with_events};
pub use load::{counted, load, written, written_about};
pub use numbers::{cells, numbers};
pub(super) use order_tables::{customers_by_status, recounted};
pub use statement::{Statement, chosen, script};
pub use tables::FIRST;
pub(super) use tables::{SqlTables, outcomes};
pub use texts::{Text, is_of_sample, names};
