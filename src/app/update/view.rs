//! The focused panel, and its view.

use super::rfm;
use crate::app::panel::{Panel, Screen};
use crate::app::selectors;
use crate::app::state::camera::Camera;
use crate::app::state::model::Model;
use crate::segments::flow::Flow;

/// Leaves a screen that the data has nothing for, and a panel that the data does not have.
pub(super) fn keep_focus(model: &mut Model) {
    if !selectors::has_screen(model, model.screen) {
        model.screen = Screen::default();
    }
    if !selectors::has(model, model.focused()) {
        step_panel(model, true);
    }
}

/// Focuses a panel of the screen.
pub(super) fn focus(model: &mut Model, panel: Panel) {
    if let Some(at) = model.screen.panels().iter().position(|other| *other == panel) {
        model.focus.insert(model.screen, at);
    }
}

/// Focuses the next or previous panel.
pub(super) fn step_panel(model: &mut Model, forward: bool) {
    let panels = model.screen.panels();
    let by = if forward { 1 } else { panels.len() - 1 };
    let from = model.focus.get(&model.screen).copied().unwrap_or(0);
    let there = |at: &usize| selectors::has(model, panels[*at]);
    let next = (1..=panels.len()).map(|step| (from + step * by) % panels.len()).find(there);
    if let Some(next) = next {
        model.focus.insert(model.screen, next);
    }
}

/// The next or previous view of the focused panel.
pub(super) fn step_view(model: &mut Model, forward: bool) {
    let owner = model.focused().view_owner();
    let views = model.views_of(owner);
    let step = if forward { 1 } else { views.len() - 1 };
    show_view(model, (model.view(owner) + step) % views.len());
}

/// Shows a view of the focused panel.
pub(super) fn show_view(model: &mut Model, view: usize) {
    let owner = model.focused().view_owner();
    let views = model.views_of(owner);
    let group = selectors::rfm_group(model);
    model.views.insert(owner, view);
    if owner == Panel::Rfm {
        rfm::follow(model, group);
    }
    if owner == Panel::Scatter {
        model.camera = Camera::default();
    }
    if owner == Panel::Profiles && model.shows_flow() {
        go_to_largest_move(model);
    }
    model.notice = views.get(view).map(|name| format!("view: {name}"));
}

/// Customer flow opens at the cell with the most customers who moved.
fn go_to_largest_move(model: &mut Model) {
    if let Some((row, column)) = model.flow().and_then(Flow::largest_move) {
        model.cursors.insert(Panel::Profiles, row);
        model.flow_column = column;
    }
}
