//! Clustering: the requests, and what happens with their results.

use std::sync::Arc;

use super::customer_list::start_order;
use super::filter::start_filter;
use super::marks;
use super::request::{both, next};
use crate::analysis::{KChoice, Known, OfSample, Prepared, Segmentation};
use crate::app::action::Action;
use crate::app::keymap::pressed;
use crate::app::message::{Cmd, MigrateRequest, SegmentRequest};
use crate::app::selectors;
use crate::app::state::axes::Axes;
use crate::app::state::camera::Camera;
use crate::app::state::clusters::{ClusterState, Stage};
use crate::app::state::cycle::beside;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::scaled::Scaled;
use crate::cluster::{Clustering, Density, Gap, KConfidence, Params, Scaling, Sweep};
use crate::digits::counted;

/// Stores the complete sweep.
pub(super) fn swept(model: &mut Model, sweep: Arc<Sweep>) -> Option<Cmd> {
    model.stage = Stage::Gap;
    model.sweep = Arc::unwrap_or_clone(sweep);
    if model.choice.k == KChoice::Auto && model.choice.method.algorithm.takes_k() { start_best(model) } else { None }
}

/// Stores the gap statistic; the sweep is then complete and cached.
pub(super) fn gap(model: &mut Model, gap: Arc<Gap>) -> Option<Cmd> {
    model.stage = Stage::Rest;
    model.sweep.gap = Some(gap);
    if let (Some(dataset), Some(prepared)) = (model.dataset().cloned(), &model.prepared) {
        model.sweep_cache.remember(&dataset, &model.choice, Arc::clone(prepared), model.sweep.clone());
    }
    start_stability(model)
}

/// Stores segments.
pub(super) fn segmented(model: &mut Model, mut segmentation: Arc<Segmentation>) -> Option<Cmd> {
    if !model.naming.names.is_empty() {
        Arc::make_mut(&mut segmentation).apply_names(&model.naming.names);
    }
    if let Some(dataset) = model.dataset().cloned()
        && let Some(entry) = model.sweep_cache.find(&dataset, &model.choice)
    {
        entry.add_fit(&segmentation.clustering);
    }
    // Other K of the same matrix keep the camera.
    let shown = model.clusters.last().map(|s| &s.prepared.matrix);
    let now = &segmentation.prepared.matrix;
    if shown.is_none_or(|shown| shown.names != now.names || shown.scaled != now.scaled) {
        model.camera = Camera::default();
    }
    marks::follow(model, &segmentation);
    say_effect(model, &segmentation);
    say_clustered(model, &segmentation);
    model.clusters = ClusterState::Ready(segmentation);
    let (order, migration) = (start_order(model), start_migration(model));
    let then =
        if model.filter.has_segments() { start_filter(model, model.filter.clone()) } else { start_stability(model) };
    both(both(order, migration), then)
}

/// Stores what the engine counted of all customers, if its segments are still those shown.
pub(super) fn take_everyone(model: &mut Model, of: &Arc<Clustering>, everyone: OfSample) {
    let ClusterState::Ready(segmentation) = &mut model.clusters else { return };
    if Arc::ptr_eq(&segmentation.clustering, of) {
        Arc::make_mut(segmentation).count_everyone(everyone);
    }
}

/// Requests the segments of the day to compare with.
fn start_migration(model: &mut Model) -> Option<Cmd> {
    let day = model.compare_as_of?;
    let (dataset, today) = (Arc::clone(model.dataset()?), Arc::clone(model.clusters.last()?));
    model.migration = None;
    let input = model.input.clone();
    Some(Cmd::Migrate(next(model, Job::Migrate), MigrateRequest { dataset, today, day, input }))
}

pub(super) fn start_sweep(model: &mut Model) -> Option<Cmd> {
    let dataset = Arc::clone(model.dataset()?);
    // Results for the old matrix must not arrive after the new one.
    next(model, Job::Segment);
    next(model, Job::Stability);
    let generation = next(model, Job::Sweep);
    model.clustered = Some(Arc::clone(&dataset.features));
    model.clusters = ClusterState::Running(model.clusters.last().cloned());
    let past =
        model.sweep_cache.find(&dataset, &model.choice).map(|entry| (Arc::clone(&entry.prepared), entry.sweep.clone()));
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

/// Stores the matrix; makes segments at once if K needs no sweep.
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

/// Makes segments at the K that the sweep chooses.
fn start_best(model: &mut Model) -> Option<Cmd> {
    if let Some(k) = model.sweep.best {
        return start_segment(model, k);
    }
    let why = "too few customers differ in the chosen features: two segments need at least three";
    model.clusters = ClusterState::Failed(why.to_owned(), model.clusters.last().cloned());
    None
}

/// Requests the stability of the segments shown, after all other work.
pub(super) fn start_stability(model: &mut Model) -> Option<Cmd> {
    let ClusterState::Ready(segmentation) = &model.clusters else { return None };
    let missing = segmentation.segments.list.iter().any(|segment| segment.stability.is_none());
    if model.stage != Stage::Rest {
        return None;
    }
    if !missing {
        return start_confidence(model);
    }
    let (prepared, clustering) = (Arc::clone(&segmentation.prepared), Arc::clone(&segmentation.clustering));
    let dataset = model.dataset().cloned()?;
    let known = model.sweep_cache.find(&dataset, &model.choice).and_then(|entry| entry.stability(&clustering.params));
    if let Some(stability) = known.map(<[f64]>::to_vec) {
        take_stability(model, &stability);
        return start_confidence(model);
    }
    Some(Cmd::Stability(next(model, Job::Stability), prepared, clustering))
}

/// Requests how sure the K of the sweep is, after all other work.
pub(super) fn start_confidence(model: &mut Model) -> Option<Cmd> {
    if model.sweep.confidence.is_some() || model.sweep.best.is_none() {
        return None;
    }
    let of = Box::new((model.choice.clone(), model.sweep.clone()));
    Some(Cmd::KConfidence(next(model, Job::Stability), Arc::clone(model.prepared.as_ref()?), of))
}

/// Stores how sure the K of the sweep is.
pub(super) fn take_confidence(model: &mut Model, confidence: Option<Arc<KConfidence>>) {
    if let Some(dataset) = model.dataset().cloned()
        && let Some(entry) = model.sweep_cache.find(&dataset, &model.choice)
    {
        entry.sweep.confidence.clone_from(&confidence);
    }
    model.sweep.confidence = confidence;
}

/// Stores the stability of the segments shown.
pub(super) fn take_stability(model: &mut Model, stability: &[f64]) {
    let ClusterState::Ready(segmentation) = &mut model.clusters else { return };
    Arc::make_mut(segmentation).set_stability(stability);
    let params = segmentation.clustering.params.clone();
    if let Some(dataset) = model.dataset().cloned()
        && let Some(entry) = model.sweep_cache.find(&dataset, &model.choice)
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
    let known = known(model, &params);
    let request = SegmentRequest { dataset, prepared, choice: model.choice.clone(), params, known, previous };
    next(model, Job::Stability);
    Some(Cmd::Segment(next(model, Job::Segment), request))
}

/// Results that are already computed for these parameters.
fn known(model: &mut Model, params: &Params) -> Known {
    let points = &model.sweep.points;
    if let Some(point) = points.iter().find(|point| point.clustering.params == *params) {
        return Known::Clustering(Arc::clone(&point.clustering));
    }
    let tree = points.first().and_then(|point| point.clustering.tree().cloned());
    let past = model.dataset().cloned().and_then(|dataset| model.sweep_cache.find(&dataset, &model.choice));
    match (past.and_then(|entry| entry.fit(params)), tree) {
        (Some(clustering), _) => Known::Clustering(Arc::clone(clustering)),
        (None, Some(tree)) => Known::Tree(tree),
        (None, None) => Known::Nothing,
    }
}

/// One segment more or fewer; for DBSCAN the next eps.
pub(super) fn change_k(model: &mut Model, by: isize) -> Option<Cmd> {
    if !model.choice.method.algorithm.takes_k() {
        return change_eps(model, by > 0);
    }
    let k = model.k()?.saturating_add_signed(by);
    set_k(model, KChoice::Fixed(k)).unwrap_or_else(|why| {
        model.notice = Some(why);
        None
    })
}

/// Clusters with this K.
///
/// # Errors
/// When it is out of range.
pub(super) fn set_k(model: &mut Model, k: KChoice) -> Result<Option<Cmd>, String> {
    let most = selectors::most_segments(model);
    match k {
        KChoice::Fixed(..2) => return Err("2 segments is the minimum".to_owned()),
        KChoice::Fixed(k) if k > most => return Err(format!("{most} segments is the maximum here")),
        KChoice::Fixed(_) | KChoice::Auto => model.choice.k = k,
    }
    Ok(match k {
        KChoice::Fixed(k) => start_segment(model, k),
        KChoice::Auto => start_best(model),
    })
}

/// Chooses the next larger or smaller eps.
fn change_eps(model: &mut Model, wider: bool) -> Option<Cmd> {
    let shown = model.clusters.last().and_then(|s| s.clustering.density()).map(|density| density.eps);
    let eps = Density::eps_step(model.choice.method.eps.or(shown)?, wider);
    model.choice.method.eps = Some(eps);
    model.notice = Some(format!("eps: {eps}"));
    start_segment(model, 1)
}

/// Cancels the running clustering and restores the settings of the last good one.
pub(super) fn cancel_clustering(model: &mut Model) -> Option<Cmd> {
    let job = if model.stage != Stage::Rest {
        Job::Sweep
    } else if matches!(model.clusters, ClusterState::Running(_)) {
        Job::Segment
    } else {
        return None;
    };
    next(model, Job::Sweep);
    next(model, Job::Segment);
    model.stage = Stage::Rest;
    model.notice = Some("clustering stopped".to_owned());
    model.clusters = if let Some(last) = model.clusters.last().cloned() {
        model.choice = last.choice.clone();
        if job == Job::Sweep && !model.prepared.as_ref().is_some_and(|p| Arc::ptr_eq(p, &last.prepared)) {
            let known = model.dataset().cloned().and_then(|dataset| model.sweep_cache.find(&dataset, &last.choice));
            model.sweep = known.map(|entry| entry.sweep.clone()).unwrap_or_default();
        }
        model.prepared = Some(Arc::clone(&last.prepared));
        ClusterState::Ready(last)
    } else {
        let again = pressed(&model.own_keys, Action::Reseed);
        ClusterState::Failed(format!("stopped. {again} clusters again"), None)
    };
    Some(Cmd::Cancel(job))
}

/// Clusters with the next scaling.
pub(super) fn scale(model: &mut Model) -> Option<Cmd> {
    scale_to(model, beside(model.choice.scaling, true))
}

/// Clusters with the scaling `log`, or without it again.
pub(super) fn scale_log(model: &mut Model) -> Option<Cmd> {
    let log = model.choice.scaling == Scaling::Log;
    scale_to(model, if log { Scaling::default() } else { Scaling::Log })
}

/// Clusters with this scaling.
pub(super) fn scale_to(model: &mut Model, scaling: Scaling) -> Option<Cmd> {
    model.choice.scaling = scaling;
    model.notice = Some(format!("scaling: {scaling}"));
    model.before_scaling = model.clusters.last().and_then(|s| Scaled::of(s));
    start_sweep(model)
}

/// Says what another scaling did to K and the silhouette.
fn say_effect(model: &mut Model, now: &Segmentation) {
    let Some((before, now)) = model.before_scaling.zip(Scaled::of(now)) else { return };
    if before.scaling == now.scaling {
        return;
    }
    model.before_scaling = None;
    model.notice = Some(format!(
        "scaling {} → {}: silhouette {:.2} → {:.2}, k {} → {}",
        before.scaling, now.scaling, before.silhouette, now.silhouette, before.k, now.k
    ));
}

/// Says what was clustered, where other customers, features or another algorithm were asked for.
fn say_clustered(model: &mut Model, now: &Segmentation) {
    let Some(before) = model.clusters.last() else { return };
    let algorithm = |of: &Segmentation| of.clustering.params.algorithm();
    let is_same = before.prepared.features == now.prepared.features
        && algorithm(before) == algorithm(now)
        && Arc::ptr_eq(&before.features, &now.features);
    if is_same || model.notice.is_some() {
        return;
    }
    let customers = counted(now.segments.clustered, "customer");
    let features = counted(now.prepared.features.len() as u64, "feature");
    let (scaling, title) = (now.choice.scaling, algorithm(now).spec().title);
    model.notice = Some(format!("clustered {customers} by {features}, {scaling}, {title}"));
}

/// Clusters with the next seed.
pub(super) fn reseed(model: &mut Model) -> Option<Cmd> {
    model.choice.method.seed = model.choice.method.seed.wrapping_add(1);
    model.notice = Some(format!("seed: {}", model.choice.method.seed));
    start_sweep(model)
}
