//! `esc`: one step back.

use super::clustering::cancel_clustering;
use super::filter::start_filter;
use super::load::{is_opening, keep_data, keep_first, reads_the_rest, return_to_input};
use super::request::next;
use super::{drill, marks, overlay, pages, scatter};
use crate::app::message::Cmd;
use crate::app::state::data::DataState;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;

/// Goes back one step: closes the overlay, otherwise undoes the last step.
pub(super) fn back(model: &mut Model) -> Option<Cmd> {
    if model.overlay != Overlay::None {
        return overlay::close(model);
    }
    if marks::remove(model) || scatter::undo(model) {
        return None;
    }
    if model.maximised {
        model.maximised = false;
        return None;
    }
    if keep_data(model) {
        next(model, Job::Load);
        model.notice = Some("loading stopped; the previous data stays".to_owned());
        return Some(Cmd::Cancel(Job::Load));
    }
    if keep_first(model, "loading was stopped".to_owned()) {
        next(model, Job::Load);
        model.notice = Some(format!("loading stopped; the Overview stays, {}", reads_the_rest(model)));
        return Some(Cmd::Cancel(Job::Load));
    }
    if matches!(model.data, DataState::Loading) && is_opening(model) {
        model.notice = Some("opening stopped".to_owned());
        return Some(return_to_input(model));
    }
    if matches!(model.data, DataState::Loading) {
        model.quit = true;
        return Some(Cmd::Cancel(Job::Load));
    }
    if let Some(stopped) = pages::stop(model) {
        return Some(stopped);
    }
    // These customers are clustered because a drill-down opened them, so going back ends both.
    let is_asked_for = model.trail.is_empty() || model.clusters.last().is_none_or(|last| last.choice != model.choice);
    if is_asked_for && let Some(stopped) = cancel_clustering(model) {
        return Some(stopped);
    }
    if let Some(step) = drill::last_step(model) {
        return drill::go_back(model, step);
    }
    if model.filter.is_empty() {
        return None;
    }
    let mut filter = model.filter.clone();
    filter.pop();
    start_filter(model, filter)
}
