//! The overlays: a file for each, and [`Overlay`], which is one of them.

pub mod algorithm;
pub mod budget;
pub mod columns;
pub mod compare;
pub mod customer;
pub mod export;
pub mod features;
mod open;
pub mod prompt;
pub mod rename;
pub mod rows;
pub mod segment;

pub use open::{Keys, Overlay, OverlayKind, Scroll};
