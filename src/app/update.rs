//! The one place where the model changes.

use std::sync::Arc;

use super::act::act;
use super::budget::{self, LaterState};
use super::changes::changes;
use super::clustering::{self, start_stability, start_sweep};
use super::message::{Cmd, FilterRequest, Job, Msg, Outcome};
use super::model::{ClusterState, DataState, Model, Overlay, Shown, Stage};
use super::open_rows::RowsState;
use super::{customer_page, export, keymap, rename, roster, typing};
use crate::analysis::{Dataset, Narrowed};
use crate::data::filter::{Filter, Mismatch};

/// Takes in a message; returns what is to be done about it.
pub fn update(model: &mut Model, msg: Msg) -> Option<Cmd> {
    match msg {
        Msg::Key(event) => {
            model.notice = None;
            let action = keymap::action(model, event)?;
            return act(model, action);
        }
        // The first reading begins again: it may have read some files before the change and some after.
        Msg::Changed if model.dataset().is_some() || matches!(model.data, DataState::Loading) => {
            return Some(start_load(model));
        }
        Msg::Unwatched(why) => {
            model.watching = false;
            model.notice = Some(format!("the files are not watched any more: {why}"));
        }
        Msg::Resize(columns, rows) => model.size = (columns, rows),
        Msg::Progress(progress) => model.progress = progress,
        Msg::Terminate => model.quit = true,
        // Outside a text field a paste means nothing, and must not be read as keys.
        Msg::Paste(text) => typing::paste(model, &text),
        Msg::Done(generation, outcome) if generation == model.generations[slot(outcome.job())] => {
            return take(model, outcome);
        }
        // Nothing was read, and the dashboard ends; or the work is of an old generation; or the loop does it, which owns the terminal.
        Msg::Changed | Msg::Done(..) | Msg::Stop | Msg::Resumed => {}
    }
    None
}

/// Takes in what came of a piece of work.
fn take(model: &mut Model, outcome: Outcome) -> Option<Cmd> {
    match outcome {
        Outcome::Loaded(dataset) => return loaded(model, dataset),
        Outcome::Filtered(dataset, narrowed) => return filtered(model, dataset, narrowed),
        Outcome::Refused(job, mismatch) => return refused(model, job, mismatch),
        Outcome::Prepared(prepared) => return clustering::take_prepared(model, prepared),
        Outcome::SweepPoint(point) => model.sweep.points.push(point),
        Outcome::Swept(sweep) => return clustering::swept(model, sweep),
        Outcome::Gap(gap) => return clustering::gap(model, gap),
        Outcome::Stable(stability) => clustering::take_stability(model, &stability),
        Outcome::Segmented(segmentation) => {
            let then = clustering::segmented(model, segmentation);
            return both(then, budget::measure(model));
        }
        Outcome::Rows(rows) => {
            if let Overlay::Rows(open) = &mut model.overlay {
                open.rows = RowsState::Ready(rows);
            }
        }
        Outcome::Described(statistics) => {
            if let Overlay::Features(picker) = &mut model.overlay {
                picker.describe(statistics);
            }
        }
        Outcome::Customer(detail) => customer_page::take(model, Ok(detail)),
        Outcome::Ordered(rows) => roster::take_order(model, rows),
        Outcome::Migrated(migration) => model.migration = Some(Ok(migration)),
        Outcome::Exported(path, outcome) => export::exported(model, &path, outcome),
        Outcome::NamesKept(names) => return rename::kept(model, names),
        Outcome::Later(later) => model.budget.later = LaterState::Ready(later),
        Outcome::Failed(job, why) => failed(model, job, why),
    }
    None
}

/// Takes in data that was read.
fn loaded(model: &mut Model, dataset: Arc<Dataset>) -> Option<Cmd> {
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
    model.set_filter(filter.clone());
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
    roster::forget_order(model);
    let order = roster::start_order(model);
    both(order, if same { start_stability(model) } else { start_sweep(model) })
}

/// Two commands as one.
pub(super) fn both(first: Option<Cmd>, second: Option<Cmd>) -> Option<Cmd> {
    match (first, second) {
        (Some(first), Some(second)) => Some(Cmd::All(vec![first, second])),
        (first, second) => first.or(second),
    }
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
    let mut asked = model.filter.clone();
    let kept = model.dataset()?.filter.clone();
    model.set_filter(kept.clone());
    if let Overlay::Filter(prompt) = &mut model.overlay {
        prompt.error = Some(mismatch.at(&prompt.text));
        prompt.applying = false;
        return None;
    }
    // Segments that were named are gone after clustering anew. Each time there is a condition less, until one is answered.
    if mismatch.condition < asked.conditions.len() {
        asked.conditions.remove(mismatch.condition);
    } else {
        asked = kept;
    }
    model.notice = Some(format!("{}. Taken out of the filter", mismatch.message.trim_end_matches('.')));
    start_filter(model, asked)
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
            if let Some(kept) = model.dataset().map(|dataset| dataset.filter.clone()) {
                model.set_filter(kept);
            }
            model.overlay = Overlay::None;
            model.notice = Some(format!("not filtered: {why}"));
        }
        Job::Migrate => model.migration = Some(Err(why)),
        Job::Later => model.budget.later = LaterState::Failed(why),
        Job::Describe | Job::Order => model.notice = Some(why),
        Job::Customer => customer_page::take(model, Err(why)),
        Job::Export => export::failed(model, why),
        Job::Names => rename::not_kept(model, &why),
        Job::Rows => {
            if let Overlay::Rows(open) = &mut model.overlay {
                open.rows = RowsState::Failed(why);
            }
        }
    }
}
