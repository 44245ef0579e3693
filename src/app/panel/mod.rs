//! The screens and their panels.

mod kinds;
mod table;

pub use kinds::{Counts, Lists, Opens, PlaceKind};
pub use table::{Panel, Screen};
