//! What files, sheets and columns are, detected from their names and their first rows.

mod candidate;
mod choice;
mod events;
mod fit;
mod lines;
mod made;
mod nested;
mod numbered;
mod products;
mod refusal;
mod sample;
mod undated;

pub use candidate::{Candidate, Choice, Problem};
pub use choice::choose;
pub use events::{are_redemptions, code, kind};
pub use made::made_date;
pub use refusal::{in_vain, nothing, refusal};
pub use sample::{fields, list, sample};
