//! What a clustering says of rows that it was not fitted on: plain values that can be written down and read again.

mod nearest;
mod predictor;
mod rule;
mod validate;

pub use predictor::{Labelled, Placed, Predictor};
pub use rule::{CoreRows, LabelledRows, Rule};
