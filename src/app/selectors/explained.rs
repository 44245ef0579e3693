//! The statements of an explanation, and whom the numbers of a panel are of.

use super::everyone::{lists_everyone, of_everyone};
use super::rows::cursor;
use crate::aggregate::sql::{self, Statement};
use crate::analysis::Sizes;
use crate::app::panel::{Counts, Panel};
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;

/// The statement that counted all customers of the segments that the focused panel shows, where a sample of them is here.
pub fn counting_statement(model: &Model) -> Option<Statement> {
    let counts = matches!(model.focused(), Panel::SegmentTable | Panel::Profiles);
    match &model.clusters.last().filter(|_| counts)?.sample.as_ref()?.sizes {
        Sizes::Everyone { statement, .. } => Some(statement.clone()),
        Sizes::Pending | Sizes::Sample(_) => None,
    }
}

/// The statement of the page at the cursor of the focused list of all customers.
pub fn listing_statement(model: &Model) -> Option<Statement> {
    let listed = model.focused() == Panel::Customers && lists_everyone(model);
    let (page, _) = of_everyone(model, cursor(model, Panel::Customers)).filter(|_| listed)?;
    Some(page.statement.clone())
}

/// Whether the numbers of a panel are of the customers of a sample, while key figures are of all customers.
pub fn is_of_sample(model: &Model, panel: Panel) -> bool {
    let Some(shown) = model.shown() else { return false };
    if !shown.kept.database.as_ref().is_some_and(|events| events.knows_everyone()) {
        return false;
    }
    match panel {
        Panel::SegmentTable | Panel::Profiles => false,
        Panel::Customers => !lists_everyone(model),
        Panel::Scatter | Panel::Silhouettes | Panel::Choosing => true,
        panel => {
            let first = panel.statements(model.available()).first().copied();
            first.map_or(panel.counts() != Counts::AllRows, |name| sql::is_of_sample(shown.summary.kind, name))
        }
    }
}

/// The statements that the open explanation can show and `y` copies; none where the rows are here.
pub fn explained(model: &Model) -> Option<&[Statement]> {
    match &model.overlay {
        Overlay::Explain(open) if !open.statements.is_empty() => Some(&open.statements),
        _ => None,
    }
}
