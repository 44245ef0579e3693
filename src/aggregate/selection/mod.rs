//! Filtered facts are facts again, so that tables need not know of filters. In SQL: `WHERE`.
//!
//! ```text
//! customer conditions ──► customers ─┐
//!                                    ├─ filtered ──► Facts
//! row conditions ───────► rows ──────┘
//! ```

mod by_status;
mod filtered;
mod in_database;
mod named_events;
mod names;
mod refusal;
mod rows;
mod snapshot;

pub(crate) use by_status::with_orders;
pub(crate) use filtered::{Kept, MatchingCustomers, filtered};
pub(crate) use in_database::{knows_of_events, matching, of_customers};
pub(crate) use named_events::{NO_HOURS, of_events};
pub use names::unknown;
pub(crate) use names::{Wanted, order_statuses, wanted};
pub(crate) use refusal::Refusal;
pub use refusal::SelectError;
pub(crate) use rows::{narrow, others, returns};
pub use snapshot::{as_described, as_it_was, customers_as_they_were, known_on, without_ends};
