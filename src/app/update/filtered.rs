//! The outcome of filtering.

use std::sync::Arc;

use super::clustering::{start_stability, start_sweep};
use super::customer_list::{forget_order, start_order};
use super::filter::{restore, start_filter};
use super::request::both;
use crate::analysis::{Dataset, Narrowed};
use crate::app::message::Cmd;
use crate::app::state::data::{DataState, Shown};
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::data::filter::Mismatch;

/// Shows the first measures of filtered data. Data that is being read again stays on the screen until it is complete.
pub(super) fn measured(model: &mut Model, first: Arc<Dataset>) {
    if let DataState::Ready(last) | DataState::Filtering { last, .. } = &model.data
        && !is_of_older(model, &first)
    {
        model.data = DataState::Filtering { last: Arc::clone(last), first };
        close_prompt(model);
    }
}

/// Whether filtered data is of files that have been read again since.
fn is_of_older(model: &Model, filtered: &Dataset) -> bool {
    model.dataset().is_some_and(|shown| !Arc::ptr_eq(&shown.facts, &filtered.facts))
}

fn close_prompt(model: &mut Model) {
    if matches!(model.overlay, Overlay::Filter(_)) {
        model.overlay = Overlay::None;
    }
}

/// Stores filtered data. Other customers or rows are clustered again; other segments are only shown.
pub(super) fn filtered(model: &mut Model, dataset: Arc<Dataset>, narrowed: Option<Arc<Narrowed>>) -> Option<Cmd> {
    close_prompt(model);
    if is_of_older(model, &dataset) {
        let is_applied = model.dataset().is_some_and(|shown| shown.filter == model.filter);
        return if is_applied { None } else { start_filter(model, model.filter.clone()) };
    }
    let same = model.clustered.as_ref().is_some_and(|clustered| Arc::ptr_eq(clustered, &dataset.features));
    model.shown = narrowed.map(Arc::unwrap_or_clone).map(|narrowed| {
        let customers = (0..).zip(&narrowed.customers).filter(|(_, shown)| **shown).map(|(row, _)| row).collect();
        let Narrowed { facts: kept, summary, .. } = narrowed;
        Shown { dataset: Arc::new(Dataset { kept, summary, ..Dataset::clone(&dataset) }), customers }
    });
    // Data that is read meanwhile is still read.
    model.data = match model.data {
        DataState::Reloading(_) => DataState::Reloading(dataset),
        _ => DataState::Ready(dataset),
    };
    forget_order(model);
    let order = start_order(model);
    both(order, if same { start_stability(model) } else { start_sweep(model) })
}

/// The data does not have what the filter names: the previous filter stays, and the prompt, if open, shows the reason.
pub(super) fn refused(model: &mut Model, mismatch: &Mismatch) -> Option<Cmd> {
    let mut asked = model.filter.clone();
    restore(model);
    let kept = model.filter.clone();
    if let Overlay::Filter(prompt) = &mut model.overlay {
        prompt.error = Some(mismatch.at(&prompt.text));
        prompt.applying = false;
        return None;
    }
    // The named segments no longer exist after another clustering. Each try drops one condition until the filter works.
    if mismatch.condition < asked.conditions.len() {
        asked.conditions.remove(mismatch.condition);
    } else {
        asked = kept;
    }
    model.notice = Some(format!("{}. Removed from the filter", mismatch.message.trim_end_matches('.')));
    start_filter(model, asked)
}
