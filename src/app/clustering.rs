//! Clustering, from the side of the model: what is asked for, and what becomes of its results.

use std::sync::Arc;

use super::camera::Camera;
use super::compare;
use super::message::{Cmd, Job, SegmentRequest};
use super::model::{Axes, ClusterState, Model, Stage};
use super::roster::start_order;
use super::update::{both, next, start_filter};
use crate::analysis::{KChoice, Prepared, Segmentation};
use crate::cluster::{Gap, Sweep};

/// Takes in the whole sweep.
pub(super) fn swept(model: &mut Model, sweep: Arc<Sweep>) -> Option<Cmd> {
    model.stage = Stage::Gap;
    model.sweep = Arc::unwrap_or_clone(sweep);
    if model.choice.k == KChoice::Auto && model.choice.method.algorithm.takes_k() { start_best(model) } else { None }
}

/// Takes in the gap statistic, with which the sweep is complete and kept.
pub(super) fn gap(model: &mut Model, gap: Arc<Gap>) -> Option<Cmd> {
    model.stage = Stage::Rest;
    model.sweep.gap = Some(gap);
    if let (Some(dataset), Some(prepared)) = (model.dataset().cloned(), &model.prepared) {
        model.past.remember(&dataset, &model.choice, Arc::clone(prepared), model.sweep.clone());
    }
    start_stability(model)
}

/// Takes in segments.
pub(super) fn segmented(model: &mut Model, mut segmentation: Arc<Segmentation>) -> Option<Cmd> {
    if !model.naming.names.is_empty() {
        Arc::make_mut(&mut segmentation).apply_names(&model.naming.names);
    }
    if let Some(dataset) = model.dataset().cloned()
        && let Some(entry) = model.past.find(&dataset, &model.choice)
    {
        entry.add_fit(&segmentation.clustering);
    }
    // Other K of the same matrix are looked at as this one was.
    let shown = model.clusters.last().map(|s| &s.prepared.matrix);
    let now = &segmentation.prepared.matrix;
    if shown.is_none_or(|shown| shown.names != now.names || shown.scaled != now.scaled) {
        model.camera = Camera::default();
    }
    model.marks = compare::followed(&model.marks, &segmentation);
    model.clusters = ClusterState::Ready(segmentation);
    let (order, migration) = (start_order(model), start_migration(model));
    let then =
        if model.filter.has_segments() { start_filter(model, model.filter.clone()) } else { start_stability(model) };
    both(both(order, migration), then)
}

/// Asks for the segments of the day to compare with.
fn start_migration(model: &mut Model) -> Option<Cmd> {
    let day = model.compare_as_of?;
    let (dataset, today) = (Arc::clone(model.dataset()?), Arc::clone(model.clusters.last()?));
    model.migration = None;
    Some(Cmd::Migrate(next(model, Job::Migrate), dataset, today, day))
}

pub(super) fn start_sweep(model: &mut Model) -> Option<Cmd> {
    let dataset = Arc::clone(model.dataset()?);
    // Segments of the old matrix must not arrive over the new one.
    next(model, Job::Segment);
    next(model, Job::Stability);
    let generation = next(model, Job::Sweep);
    model.clustered = Some(Arc::clone(&dataset.features));
    model.clusters = ClusterState::Running(model.clusters.last().cloned());
    let past = model.past.find(&dataset, &model.choice).map(|entry| (Arc::clone(&entry.prepared), entry.sweep.clone()));
    if let Some((prepared, sweep)) = past {
        model.stage = Stage::Rest;
        model.sweep = sweep;
        let start = take_prepared(model, prepared).or_else(|| start_best(model));
        return Some(Cmd::All(std::iter::once(Cmd::Cancel(Job::Sweep)).chain(start).collect()));
    }
    model.prepared = None;
    model.sweep = Sweep::default();
    model.stage = Stage::Sweep;
    Some(Cmd::Sweep(generation, dataset, model.choice.clone()))
}

/// Takes in the matrix of the choice; segments it where it is clear without a sweep what to.
pub(super) fn take_prepared(model: &mut Model, prepared: Arc<Prepared>) -> Option<Cmd> {
    let columns = prepared.matrix.names.len();
    if let Axes::Features(x, y) = model.axes
        && x.max(y) >= columns
    {
        model.axes = Axes::Components;
    }
    model.prepared = Some(prepared);
    match model.choice.k {
        _ if !model.choice.method.algorithm.takes_k() => start_segment(model, 1),
        KChoice::Fixed(k) => start_segment(model, k),
        KChoice::Auto => None,
    }
}

/// Segments at the K that the sweep chooses.
fn start_best(model: &mut Model) -> Option<Cmd> {
    if let Some(k) = model.sweep.best {
        return start_segment(model, k);
    }
    let why = "too few customers that differ in the chosen features: two segments need at least three";
    model.clusters = ClusterState::Failed(why.to_owned(), model.clusters.last().cloned());
    None
}

/// Asks for the stability of the segments shown, when all else is done.
pub(super) fn start_stability(model: &mut Model) -> Option<Cmd> {
    let ClusterState::Ready(segmentation) = &model.clusters else { return None };
    let missing = segmentation.segments.list.iter().any(|segment| segment.stability.is_none());
    if model.stage != Stage::Rest || !missing {
        return None;
    }
    let (prepared, clustering) = (Arc::clone(&segmentation.prepared), Arc::clone(&segmentation.clustering));
    let dataset = model.dataset().cloned()?;
    let known = model.past.find(&dataset, &model.choice).and_then(|entry| entry.stability(&clustering.params));
    if let Some(stability) = known.map(<[f64]>::to_vec) {
        take_stability(model, &stability);
        return None;
    }
    Some(Cmd::Stability(next(model, Job::Stability), prepared, clustering))
}

/// Takes in the stability of the segments shown.
pub(super) fn take_stability(model: &mut Model, stability: &[f64]) {
    let ClusterState::Ready(segmentation) = &mut model.clusters else { return };
    Arc::make_mut(segmentation).set_stability(stability);
    let params = segmentation.clustering.params.clone();
    if let Some(dataset) = model.dataset().cloned()
        && let Some(entry) = model.past.find(&dataset, &model.choice)
        && entry.stability(&params).is_none()
    {
        entry.add_stability(&params, stability);
    }
}

pub(super) fn start_segment(model: &mut Model, k: usize) -> Option<Cmd> {
    let dataset = Arc::clone(model.dataset()?);
    let prepared = Arc::clone(model.prepared.as_ref()?);
    let previous = model.clusters.last().cloned();
    let params = match model.choice.method.params(k) {
        Ok(params) => params,
        Err(why) => {
            model.clusters = ClusterState::Failed(why.to_string(), previous);
            return None;
        }
    };
    model.clusters = ClusterState::Running(previous.clone());
    let known = model.known(&params);
    let request = SegmentRequest { dataset, prepared, choice: model.choice.clone(), params, known, previous };
    next(model, Job::Stability);
    Some(Cmd::Segment(next(model, Job::Segment), request))
}
