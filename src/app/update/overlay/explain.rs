//! Explaining the numbers of a panel.

use std::sync::Arc;

use super::segment;
use crate::aggregate::sql::{Statement, written_about};
use crate::app::panel::Counts;
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::explain::Explanation;

/// Opens the page of the segment at the cursor. Without a segment, or if its page is already open, opens the
/// explanation of the numbers.
pub fn open(model: &mut Model) {
    if model.overlay == Overlay::None && selectors::segment_under_cursor(model).is_some() {
        segment::open(model);
        return;
    }
    let statements = statements(model).unwrap_or_else(|why| {
        model.notice = Some(why);
        Arc::default()
    });
    model.overlay = Overlay::Explain(Explanation::new(model.focused(), statements));
}

/// Shows the statements, or again what the numbers mean.
pub fn turn(model: &mut Model) {
    let screen = model.size.0;
    if let Overlay::Explain(open) = &mut model.overlay {
        open.turn(screen);
    }
}

/// The statements that made the numbers of the focused panel, of what the filter leaves on the reference date.
fn statements(model: &Model) -> Result<Arc<[Statement]>, String> {
    let Some(shown) = model.shown() else { return Ok(Arc::default()) };
    if let Some(listed) = selectors::listing_statement(model) {
        return Ok(vec![listed].into());
    }
    let names = model.focused().statements(model.available());
    // Findings are those of all data.
    let facts = if model.focused().counts() == Counts::AllRows { &shown.facts } else { &shown.kept };
    let mut written = written_about(facts, |name| names.contains(&name)).map_err(|why| why.to_string())?;
    written.sort_by_key(|statement| names.iter().position(|name| *name == statement.name));
    Ok(selectors::counting_statement(model).into_iter().chain(written).collect())
}
