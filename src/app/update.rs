//! The one place where the model changes.

use std::sync::Arc;

use super::act::act;
use super::budget::{self, LaterState};
use super::changes::changes;
use super::clustering::{self, start_stability, start_sweep};
use super::keymap;
use super::message::{Cmd, FilterRequest, Job, Msg};
use super::model::{ClusterState, DataState, Model, Overlay, Shown, Stage};
use super::open_rows::RowsState;
use crate::analysis::{Dataset, Narrowed};
use crate::data::filter::{Filter, Mismatch};

/// Takes in a message; returns what is to be done about it.
pub fn update(model: &mut Model, msg: Msg) -> Option<Cmd> {
    match msg {
        Msg::Key(event) => {
            model.notice = None;
            let action = keymap::action(model, event)?;
            act(model, action)
        }
        Msg::Resize(columns, rows) => {
            model.size = (columns, rows);
            None
        }
        Msg::Progress(progress) => {
            model.progress = progress;
            None
        }
        Msg::Terminate => {
            model.quit = true;
            None
        }
        // The first reading reads what is there now.
        Msg::Changed => model.dataset().is_some().then(|| start_load(model)),
        Msg::Loaded(generation, dataset) if current(model, Job::Load, generation) => {
            if let DataState::Reloading(old) = &model.data {
                model.notice = Some(changes(old, &dataset));
            }
            let outdated = dataset.filter != model.filter;
            model.data = DataState::Ready(dataset);
            model.shown = None;
            model.past.clear();
            // The filter was changed while the data was read.
            if outdated { start_filter(model, model.filter.clone()) } else { start_sweep(model) }
        }
        Msg::Filtered(generation, dataset, narrowed) if current(model, Job::Filter, generation) => {
            filtered(model, dataset, narrowed)
        }
        Msg::Refused(job, generation, mismatch) if current(model, job, generation) => refused(model, job, mismatch),
        Msg::Prepared(generation, prepared) if current(model, Job::Sweep, generation) => {
            clustering::take_prepared(model, prepared)
        }
        Msg::SweepPoint(generation, point) if current(model, Job::Sweep, generation) => {
            model.sweep.points.push(point);
            None
        }
        Msg::Swept(generation, sweep) if current(model, Job::Sweep, generation) => clustering::swept(model, sweep),
        Msg::Gap(generation, gap) if current(model, Job::Sweep, generation) => clustering::gap(model, gap),
        Msg::Stable(generation, stability) if current(model, Job::Stability, generation) => {
            clustering::take_stability(model, &stability);
            None
        }
        Msg::Segmented(generation, segmentation) if current(model, Job::Segment, generation) => {
            let next = clustering::segmented(model, segmentation);
            match (next, budget::measure(model)) {
                (Some(next), Some(measure)) => Some(Cmd::All(vec![next, measure])),
                (next, measure) => next.or(measure),
            }
        }
        Msg::Rows(generation, rows) if current(model, Job::Rows, generation) => {
            if let Overlay::Rows(open) = &mut model.overlay {
                open.rows = RowsState::Ready(rows);
            }
            None
        }
        Msg::Described(generation, statistics) if current(model, Job::Describe, generation) => {
            if let Overlay::Features(picker) = &mut model.overlay {
                picker.describe(statistics);
            }
            None
        }
        Msg::Later(generation, later) if current(model, Job::Later, generation) => {
            model.budget.later = LaterState::Ready(later);
            None
        }
        Msg::Failed(job, generation, why) if current(model, job, generation) => {
            failed(model, job, why);
            None
        }
        // Outside a text field a paste means nothing, and must not be read as keys.
        Msg::Paste(text) => {
            match &mut model.overlay {
                Overlay::Filter(prompt) => prompt.write(&text),
                Overlay::Algorithm(dialog) => dialog.write(&text),
                Overlay::Budget => model.budget.write(&text),
                _ => {}
            }
            None
        }
        // Results of an old generation.
        Msg::Loaded(..)
        | Msg::Prepared(..)
        | Msg::SweepPoint(..)
        | Msg::Swept(..)
        | Msg::Gap(..)
        | Msg::Stable(..)
        | Msg::Segmented(..)
        | Msg::Rows(..)
        | Msg::Described(..)
        | Msg::Later(..)
        | Msg::Filtered(..)
        | Msg::Refused(..)
        | Msg::Failed(..) => None,
    }
}

/// The command that reads the data for the first time, or again.
pub fn start_load(model: &mut Model) -> Cmd {
    if let DataState::Ready(dataset) = &model.data {
        model.data = DataState::Reloading(Arc::clone(dataset));
    }
    Cmd::Load(next(model, Job::Load), model.filter.clone())
}

fn slot(job: Job) -> usize {
    job as usize
}

fn current(model: &Model, job: Job, generation: u64) -> bool {
    model.generations[slot(job)] == generation
}

/// The number of the next request of this kind; what was under way before is no longer told of.
pub(super) fn next(model: &mut Model, job: Job) -> u64 {
    model.generations[slot(job)] += 1;
    model.progress = (String::new(), 0, 0);
    model.generations[slot(job)]
}

/// Filters the data anew, without reading it again.
pub(super) fn start_filter(model: &mut Model, filter: Filter) -> Option<Cmd> {
    let dataset = Arc::clone(model.dataset()?);
    let segmentation = model.clusters.last().cloned();
    model.filter = filter.clone();
    Some(Cmd::Filter(next(model, Job::Filter), FilterRequest { dataset, filter, segmentation }))
}

/// Takes in filtered data: other customers or rows are clustered anew, other segments only shown.
fn filtered(model: &mut Model, dataset: Arc<Dataset>, narrowed: Option<Arc<Narrowed>>) -> Option<Cmd> {
    if matches!(model.overlay, Overlay::Filter(_)) {
        model.overlay = Overlay::None;
    }
    let same = model.clustered.as_ref().is_some_and(|clustered| Arc::ptr_eq(clustered, &dataset.features));
    model.shown = narrowed.map(Arc::unwrap_or_clone).map(|narrowed| {
        let customers = (0..).zip(&narrowed.customers).filter(|(_, shown)| **shown).map(|(row, _)| row).collect();
        Shown { dataset: Arc::new(Dataset { summary: narrowed.summary, ..Dataset::clone(&dataset) }), customers }
    });
    model.data = DataState::Ready(dataset);
    if same { start_stability(model) } else { start_sweep(model) }
}

/// The data cannot answer the filter: the filter that was stays, and the prompt, if it is open, says why.
fn refused(model: &mut Model, job: Job, mismatch: Mismatch) -> Option<Cmd> {
    if job == Job::Load {
        if model.dataset().is_some() {
            failed(model, job, mismatch.message);
        } else {
            model.data = DataState::Refused(mismatch);
            model.quit = true;
        }
        return None;
    }
    let asked = model.filter.clone();
    model.filter = model.dataset()?.filter.clone();
    if let Overlay::Filter(prompt) = &mut model.overlay {
        prompt.error = Some(mismatch.at(&prompt.text));
        prompt.applying = false;
        return None;
    }
    // Segments that were named are gone after clustering anew.
    model.notice = Some(format!("{}. Taken out of the filter", mismatch.message.trim_end_matches('.')));
    start_filter(model, asked.without_segments())
}

/// Ends the reading of data that is there already, which stays; false when none was being read again.
pub(super) fn keep_data(model: &mut Model) -> bool {
    let DataState::Reloading(dataset) = &model.data else {
        return false;
    };
    model.data = DataState::Ready(Arc::clone(dataset));
    true
}

fn failed(model: &mut Model, job: Job, why: String) {
    let last = model.clusters.last().cloned();
    match job {
        Job::Load if keep_data(model) => {
            model.notice = Some(format!("not read again, the last good data stays: {why}"));
        }
        Job::Load => {
            model.data = DataState::Failed(why);
            model.quit = true;
        }
        Job::Sweep => {
            model.stage = Stage::Rest;
            model.clusters = ClusterState::Failed(why, last);
        }
        Job::Segment => model.clusters = ClusterState::Failed(why, last),
        // The segments stand without it.
        Job::Stability => {}
        Job::Filter => {
            if let Some(dataset) = model.dataset() {
                model.filter = dataset.filter.clone();
            }
            model.overlay = Overlay::None;
            model.notice = Some(format!("not filtered: {why}"));
        }
        Job::Later => model.budget.later = LaterState::Failed(why),
        Job::Describe => model.notice = Some(why),
        Job::Rows => {
            if let Overlay::Rows(open) = &mut model.overlay {
                open.rows = RowsState::Failed(why);
            }
        }
    }
}
