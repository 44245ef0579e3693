//! The cursor of the focused panel.

use super::{bars, customer_list, places, retention, rfm, scatter, time};
use crate::app::motion::Motion;
use crate::app::panel::{Lists, Panel};
use crate::app::selectors;
use crate::app::state::model::Model;

/// Moves the cursor of the focused panel.
pub(super) fn step(model: &mut Model, motion: Motion) {
    let panel = model.focused().list();
    let (sideways, right) = (matches!(motion, Motion::Left | Motion::Right), motion == Motion::Right);
    match panel.lists() {
        _ if sideways && selectors::has_place_columns(model) => places::step_place_column(model, right),
        _ if sideways && selectors::has_demographics(model) => step_demographic(model, right),
        Lists::Profiles if sideways && selectors::on_flow(model) => step_flow(model, right),
        Lists::Customers if sideways => customer_list::step_column(model, right),
        Lists::Cohorts if sideways => retention::step_month(model, right),
        Lists::RfmScores if selectors::shows_grid(model) => rfm::step(model, motion),
        Lists::Tiles => scatter::step(model, motion),
        Lists::Columns => bars::step(model, motion),
        Lists::Pairs => bars::step_pair(model, motion),
        Lists::Weekdays => time::step_weekday(model, motion),
        _ => {
            let motion = match panel {
                Panel::Timeline => time::in_chart(motion),
                Panel::OrderSizes => upright(motion),
                _ => motion,
            };
            let (page, rows) = (model.page(), selectors::rows(model, panel));
            let cursor = model.cursors.entry(panel.cursor_owner()).or_default();
            *cursor = motion.within(*cursor, page, rows);
        }
    }
}

/// The next or previous column of customer flow.
fn step_flow(model: &mut Model, right: bool) {
    let at = selectors::flow_column(model);
    model.flow_column = if right { at + 1 } else { at.saturating_sub(1) };
    model.flow_column = selectors::flow_column(model);
}

/// The bars of a histogram are side by side.
fn upright(motion: Motion) -> Motion {
    match motion {
        Motion::Left => Motion::Up,
        Motion::Right => Motion::Down,
        motion => motion,
    }
}

/// The next or previous of the other columns.
fn step_demographic(model: &mut Model, right: bool) {
    let Some(dataset) = model.shown() else { return };
    let last = dataset.summary.demographics.len().saturating_sub(1);
    let at = selectors::demographic_at(model, &dataset.summary);
    model.demographic = Some(if right { (at + 1).min(last) } else { at.saturating_sub(1) });
    model.cursors.insert(Panel::Demographics, 0);
}
