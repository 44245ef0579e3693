//! The one place where the model changes.

use std::sync::Arc;

use super::act::act;
use super::changes::changes;
use super::keymap;
use super::message::{Cmd, Job, Msg, SegmentRequest};
use super::model::{Axes, ClusterState, DataState, Model, Overlay};
use super::open_rows::RowsState;
use crate::analysis::KChoice;

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
            model.data = DataState::Ready(dataset);
            start_sweep(model)
        }
        Msg::Prepared(generation, prepared) if current(model, Job::Sweep, generation) => {
            let columns = prepared.matrix.names.len();
            if let Axes::Features(x, y) = model.axes
                && x.max(y) >= columns
            {
                model.axes = Axes::Components;
            }
            model.prepared = Some(prepared);
            match model.choice.k {
                KChoice::Fixed(k) => start_segment(model, k),
                KChoice::Auto => None,
            }
        }
        Msg::SweepPoint(generation, point) if current(model, Job::Sweep, generation) => {
            model.sweep.points.push(point);
            None
        }
        Msg::Swept(generation, sweep) if current(model, Job::Sweep, generation) => {
            model.sweeping = false;
            model.sweep = Arc::unwrap_or_clone(sweep);
            match (model.choice.k, model.sweep.best) {
                (KChoice::Auto, Some(k)) => start_segment(model, k),
                (KChoice::Auto, None) => {
                    let last = model.clusters.last().cloned();
                    let why = "too few customers that differ in the chosen features: two segments need at least three";
                    model.clusters = ClusterState::Failed(why.to_owned(), last);
                    None
                }
                (KChoice::Fixed(_), _) => None,
            }
        }
        Msg::Segmented(generation, segmentation) if current(model, Job::Segment, generation) => {
            model.clusters = ClusterState::Ready(segmentation);
            None
        }
        Msg::Rows(generation, rows) if current(model, Job::Rows, generation) => {
            if let Overlay::Rows(open) = &mut model.overlay {
                open.rows = RowsState::Ready(rows);
            }
            None
        }
        Msg::Failed(job, generation, why) if current(model, job, generation) => {
            failed(model, job, why);
            None
        }
        // A paste, which means nothing while no text field is open and must not be read as keys; and results of an old
        // generation.
        Msg::Paste(_)
        | Msg::Loaded(..)
        | Msg::Prepared(..)
        | Msg::SweepPoint(..)
        | Msg::Swept(..)
        | Msg::Segmented(..)
        | Msg::Rows(..)
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

pub(super) fn start_sweep(model: &mut Model) -> Option<Cmd> {
    let dataset = Arc::clone(model.dataset()?);
    // Segments of the old matrix must not arrive over the new one.
    next(model, Job::Segment);
    model.prepared = None;
    model.sweep = crate::cluster::Sweep::default();
    model.sweeping = true;
    model.clusters = ClusterState::Running(model.clusters.last().cloned());
    Some(Cmd::Sweep(next(model, Job::Sweep), dataset, model.choice.clone()))
}

pub(super) fn start_segment(model: &mut Model, k: usize) -> Option<Cmd> {
    let dataset = Arc::clone(model.dataset()?);
    let prepared = Arc::clone(model.prepared.as_ref()?);
    let previous = model.clusters.last().cloned();
    model.clusters = ClusterState::Running(previous.clone());
    let request =
        SegmentRequest { dataset, prepared, choice: model.choice.clone(), k, known: model.known(k), previous };
    Some(Cmd::Segment(next(model, Job::Segment), request))
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
            model.sweeping = false;
            model.clusters = ClusterState::Failed(why, last);
        }
        Job::Segment => model.clusters = ClusterState::Failed(why, last),
        Job::Rows => {
            if let Overlay::Rows(open) = &mut model.overlay {
                open.rows = RowsState::Failed(why);
            }
        }
    }
}
