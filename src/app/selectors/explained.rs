//! The statements of an open explanation.

use crate::aggregate::sql::Statement;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;

/// The statements that the open explanation can show and `y` copies; none where the rows are here.
pub fn explained(model: &Model) -> Option<&[Statement]> {
    match &model.overlay {
        Overlay::Explain(open) if !open.statements.is_empty() => Some(&open.statements),
        _ => None,
    }
}
