//! Filtering facts gives facts, so measures do not depend on filters.
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
pub use select::{fitting, knows, select, select_customers};
pub use snapshot::{as_described, as_it_was, customers_as_they_were, known_on, without_ends};
