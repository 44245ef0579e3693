//! Density-based clustering of weighted points (DBSCAN: Ester, Kriegel, Sander and Xu 1996).
//!
//! A point counts itself, neighbours are at most eps apart, and a border point joins its nearest core point. So the
//! result does not depend on the order of the points. A row of weight w counts as w customers, so the result is that of
//! the data with repeated rows.

mod components;
mod core;
mod density;
mod fit;
mod flags;
mod k_distance;
mod link;
mod params;
pub(super) mod tree;

pub use density::Density;
pub use fit::DbscanFound;
pub(super) use fit::core_rows;
pub use flags::{RedFlag, red_flags};
pub use params::{DbscanParams, DbscanValidParams};
