//! The transitions of each overlay.

mod algorithm;
pub mod budget;
mod columns;
pub mod compare;
pub mod customer;
mod explain;
pub mod export;
pub mod features;
mod filter;
pub mod rename;
mod rows;
pub mod search;
mod segment;
mod transitions;

pub use transitions::{close, enter, erase, open, step, write};
