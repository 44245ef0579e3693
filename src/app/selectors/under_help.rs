//! What is open under the help.

use crate::app::state::model::Model;

/// The model as it is when the help is closed: what its keys do is decided there.
pub fn under_help(model: &Model) -> Model {
    let mut closed = model.clone();
    closed.overlay = closed.beneath.pop().unwrap_or_default();
    closed
}
