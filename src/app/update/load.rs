//! Reading the data, for the first time or again.

use std::sync::Arc;

use super::changes::changes;
use super::clustering::start_sweep;
use super::filter::start_filter;
use super::marks;
use super::request::{both, next};
use super::saved;
use crate::analysis::Dataset;
use crate::app::action::Action;
use crate::app::keymap::pressed;
use crate::app::message::{Cmd, LoadRequest};
use crate::app::state::data::DataState;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::data::filter::Mismatch;

/// The command that reads the data.
pub fn start_load(model: &mut Model) -> Cmd {
    if let Some(dataset) = model.dataset() {
        model.data = DataState::Reloading(Arc::clone(dataset));
    } else if let DataState::Stopped { first, .. } = &model.data {
        model.data = DataState::Measuring(Arc::clone(first));
    }
    let (opens, input) = (is_opening(model), model.tried.as_ref().unwrap_or(&model.input).clone());
    Cmd::Load(next(model, Job::Load), LoadRequest { input, filter: model.filter.clone(), opens })
}

/// Whether what is being read is other data than that on the screen.
pub(super) fn is_opening(model: &Model) -> bool {
    model.tried.as_ref().is_some_and(|tried| tried.paths != model.input.paths)
}

/// Shows the measures that are ready, unless older data is on the screen, which is complete.
pub(super) fn measured(model: &mut Model, dataset: Arc<Dataset>) {
    if matches!(model.data, DataState::Loading | DataState::Measuring(_)) {
        model.data = DataState::Measuring(dataset);
        saved::resume(model);
    }
}

/// Stores loaded data.
pub(super) fn loaded(model: &mut Model, dataset: Arc<Dataset>) -> Option<Cmd> {
    if let DataState::Reloading(old) = &model.data {
        model.notice = Some(changes(old, &dataset));
    }
    if let Some(input) = model.tried.take() {
        model.input = input;
    }
    let is_first = model.dataset().is_none();
    marks::keep_known(model, &dataset);
    let outdated = dataset.filter != model.filter;
    model.data = DataState::Ready(dataset);
    saved::resume(model);
    model.shown = None;
    model.sweep_cache.clear();
    model.filter_cache.clear();
    // The filter was changed while the data was read.
    let then = if outdated { start_filter(model, model.filter.clone()) } else { start_sweep(model) };
    both(is_first.then(|| saved::remember(model, None)), then)
}

/// Cancels a reload and keeps the data; false if no reload was running.
pub(super) fn keep_data(model: &mut Model) -> bool {
    let DataState::Reloading(dataset) = &model.data else {
        return false;
    };
    model.data = DataState::Ready(Arc::clone(dataset));
    model.tried = None;
    true
}

/// Leaves what the Overview shows, and measures no more; false if nothing more was being measured.
pub(super) fn keep_first(model: &mut Model, why: String) -> bool {
    let DataState::Measuring(first) = &model.data else {
        return false;
    };
    model.data = DataState::Stopped { first: Arc::clone(first), why };
    true
}

/// Reads the previous input again: other data could not be opened, and no data is on the screen.
pub(super) fn return_to_input(model: &mut Model) -> Cmd {
    model.tried = None;
    model.data = DataState::Loading;
    start_load(model)
}

/// How to go on after [`keep_first`].
pub(super) fn reads_the_rest(model: &Model) -> String {
    format!("{} reads the rest", pressed(&model.own_keys, Action::Reload))
}

/// Reading failed. Data on the screen stays, and so does the Overview if someone is there to see it. Without them, the previous
/// input is read again if this is other data; otherwise the dashboard ends.
pub(super) fn failed(model: &mut Model, why: String) -> Option<Cmd> {
    let opening = is_opening(model);
    let kept = keep_data(model);
    if kept || opening {
        let what = if opening { "not opened" } else { "not reloaded; the previous data stays" };
        model.notice = Some(format!("{what}: {why}"));
    } else if model.asks && keep_first(model, why.clone()) {
        model.notice = Some(format!("not everything is measured; {}: {why}", reads_the_rest(model)));
    } else {
        model.data = DataState::Failed(why);
        model.quit = true;
    }
    (opening && !kept).then(|| return_to_input(model))
}

/// The data was read, but does not have what the filter names. If the filter is that of the last session, the data has
/// changed since: the condition is dropped.
pub(super) fn refused(model: &mut Model, mismatch: Mismatch) -> Option<Cmd> {
    if model.dataset().is_some() || is_opening(model) {
        return failed(model, mismatch.message);
    }
    if model.saved.restores && mismatch.condition < model.filter.conditions.len() {
        model.filter.conditions.remove(mismatch.condition);
        model.notice = Some(format!("{}. Removed from the filter", mismatch.message.trim_end_matches('.')));
        return Some(start_load(model));
    }
    model.data = DataState::Refused(mismatch);
    model.quit = true;
    None
}
