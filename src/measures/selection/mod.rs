//! Facts that match a filter. Conditions on customers may name features, so they are applied here; those on rows are
//! applied by the aggregate.

mod customers;
mod select;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod snapshot_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

pub use select::{fitting, knows, select, select_customers, with_column};
