//! The finding of the quality checks that the cursor is on.

use super::rows::cursor;
use crate::app::panel::Panel;
use crate::app::state::model::Model;
use crate::data::Finding;

/// The finding at the cursor.
pub fn finding(model: &Model) -> Option<&Finding> {
    let findings = &model.shown()?.summary.findings;
    findings.get(cursor(model, Panel::Checks))
}

/// The engine that keeps the rows of the finding at the cursor, so that nothing shows them here.
pub fn keeps_rows(model: &Model) -> Option<&'static str> {
    finding(model).filter(|finding| finding.in_database)?;
    model.shown()?.summary.source.engine
}
