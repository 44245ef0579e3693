//! From clusters to segments: profiles in the customers' own units, names by rule, and colours that follow a segment.

pub mod advice;
pub mod assign;
pub mod bins;
pub mod budget;
mod buys;
mod case;
mod categories;
pub mod category_difference;
pub mod colour;
pub mod compare;
pub mod cross;
mod describe;
pub(crate) mod document;
pub mod drift;
pub mod everyone;
mod feature_words;
pub mod fingerprint;
pub mod flow;
pub mod habits;
pub mod holdout;
pub mod interval;
pub mod matching;
pub mod model_fingerprint;
mod name;
pub mod names;
mod order_advice;
pub mod profile;
mod reach;
mod rule;
pub mod saved;
mod segment;
pub mod several;
pub mod shrunk;
pub mod sql;
pub mod standing;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
pub mod trial;

pub use advice::{Advice, advise, advise_never_active};
pub use buys::Buys;
pub use categories::{Category, categories};
pub use colour::hardly_changed;
pub use describe::describe;
pub use flow::Flow;
pub use names::Names;
pub use profile::Profile;
pub use reach::{Gap, Preferred, Reach};
pub use segment::{Segment, Segments, Top};
pub use shrunk::Shrunk;
pub use standing::{Evidence, Standing};
