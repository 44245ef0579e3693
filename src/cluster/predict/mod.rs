//! Clusters for rows that were not in the fit, as plain values that can be saved and read again.

mod nearest;
mod predictor;
mod rule;
mod validate;

pub use predictor::{Labelled, Placed, Predictor};
pub use rule::{CoreRows, LabelledRows, Rule};
