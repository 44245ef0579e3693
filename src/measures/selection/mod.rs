//! The facts that a filter keeps, as facts of their own, so that every measure follows without knowing of filters.
//!
//! ```text
//! customer conditions ──► customers ─┐
//!                                    ├─ filtered ──► Facts
//! row conditions ───────► rows ──────┘
//! ```

mod customers;
mod filtered;
mod names;
mod refusal;
mod rows;
mod select;
mod snapshot;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

pub use names::unknown;
pub use refusal::SelectError;
pub use select::{fitting, select, select_customers};
pub use snapshot::as_it_was;
