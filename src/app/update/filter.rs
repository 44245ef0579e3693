//! Changing the filter.

use std::sync::Arc;

use super::request::next;
use crate::app::message::{Cmd, FilterRequest};
use crate::app::panel::Screen;
use crate::app::state::data::DataState;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::trail::Step;
use crate::data::filter::Filter;

/// Filters the data again without reading it. Data that was on the screen under this filter before is in the cache.
pub(super) fn start_filter(model: &mut Model, filter: Filter) -> Option<Cmd> {
    let shown = Arc::clone(model.dataset()?);
    model.filter_cache.remember(&shown);
    let dataset = model.filter_cache.find(&shown.facts, &filter).map_or(shown, Arc::clone);
    let segmentation = model.clusters.last().cloned();
    set_filter(model, filter.clone());
    // Segments are known only after everything is measured, so a filter by segments has no first step for the Overview.
    let overview_first = model.screen == Screen::Overview && !filter.has_segments();
    let request = FilterRequest { dataset, filter, segmentation, overview_first };
    Some(Cmd::Filter(next(model, Job::Filter), request))
}

/// Sets another filter; drill-down steps whose conditions it no longer has are dropped.
fn set_filter(model: &mut Model, filter: Filter) {
    let holds = |step: &Step| filter.conditions.starts_with(&step.after.conditions);
    let kept = model.trail.iter().take_while(|step| holds(step)).count();
    model.trail.truncate(kept);
    model.filter = filter;
}

/// Goes back to the last data that is measured completely, and its filter.
pub(super) fn restore(model: &mut Model) {
    if let DataState::Filtering { last, .. } = &model.data {
        model.data = DataState::Ready(Arc::clone(last));
    }
    if let Some(kept) = model.dataset().map(|dataset| dataset.filter.clone()) {
        set_filter(model, kept);
    }
}
