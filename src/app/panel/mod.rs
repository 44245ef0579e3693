//! The screens and their panels.

mod available;
mod kinds;
mod statements;
mod table;

pub use available::Available;
pub use kinds::{Counts, Lists, Opens, PlaceKind, Splits};
pub use table::{Panel, Screen};
