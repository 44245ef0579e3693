//! Reading the data, for the first time or again.

use std::sync::Arc;

use super::changes::changes;
use super::clustering::start_sweep;
use super::filter::start_filter;
use super::marks;
use super::request::next;
use super::saved;
use crate::analysis::Dataset;
use crate::app::message::{Cmd, LoadRequest};
use crate::app::state::data::DataState;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::data::filter::Mismatch;

/// The command that reads the data.
pub fn start_load(model: &mut Model) -> Cmd {
    if let Some(dataset) = model.dataset() {
        model.data = DataState::Reloading(Arc::clone(dataset));
    }
    let mapping = model.tried.clone().or_else(|| model.mapping.clone());
    Cmd::Load(next(model, Job::Load), LoadRequest { mapping, filter: model.filter.clone() })
}

/// Shows what is measured of the data so far, unless there is older data: that is whole.
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
    if let Some(mapping) = model.tried.take() {
        model.mapping = Some(mapping);
    }
    marks::keep_known(model, &dataset);
    let outdated = dataset.filter != model.filter;
    model.data = DataState::Ready(dataset);
    saved::resume(model);
    model.shown = None;
    model.sweep_cache.clear();
    model.filter_cache.clear();
    // The filter was changed while the data was read.
    if outdated { start_filter(model, model.filter.clone()) } else { start_sweep(model) }
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

/// Reading failed: existing data stays; without any, the dashboard ends.
pub(super) fn failed(model: &mut Model, why: String) {
    if keep_data(model) {
        model.notice = Some(format!("not reloaded; the previous data stays: {why}"));
    } else {
        model.data = DataState::Failed(why);
        model.quit = true;
    }
}

/// The data was read, but does not have what the filter names. If the filter is that of the last session, the data has
/// changed since, and it is read without the condition.
pub(super) fn refused(model: &mut Model, mismatch: Mismatch) -> Option<Cmd> {
    if model.dataset().is_some() {
        failed(model, mismatch.message);
    } else if model.saved.restores && mismatch.condition < model.filter.conditions.len() {
        model.filter.conditions.remove(mismatch.condition);
        model.notice = Some(format!("{}. Removed from the filter", mismatch.message.trim_end_matches('.')));
        return Some(start_load(model));
    } else {
        model.data = DataState::Refused(mismatch);
        model.quit = true;
    }
    None
}
