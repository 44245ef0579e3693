//! What files, sheets and columns are, told from their names and their first rows.

mod events;

pub use events::kind;
