//! Evidence for what is on screen: whether groups of customers differ, and what segments did later. It is computed in the
//! background whenever the screen shows something else.

use std::sync::Arc;

use super::request::{both, quietly};
use crate::app::message::{Cmd, LaterRequest};
use crate::app::state::clusters::ClusterState;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::budget::LaterState;
use crate::data::Kind;
use crate::measures::GroupTest;

/// Requests the evidence that is missing for the data and the segments on screen.
pub(super) fn follow(model: &mut Model) -> Option<Cmd> {
    if model.quit {
        return None;
    }
    let groups = test_groups(model);
    both(groups, measure_later(model))
}

fn test_groups(model: &mut Model) -> Option<Cmd> {
    // The measures of the data come first.
    if model.measuring().is_some() {
        return None;
    }
    let shown = model.shown().filter(|shown| shown.summary.group_tests.is_none())?;
    let facts = Arc::clone(&shown.kept);
    if model.tested.as_ref().is_some_and(|tested| Arc::ptr_eq(tested, &facts)) {
        return None;
    }
    model.tested = Some(Arc::clone(&facts));
    Some(Cmd::Groups(quietly(model, Job::Groups), facts))
}

/// Stores the tests of what is shown.
pub(super) fn take_groups(model: &mut Model, tests: &Arc<[GroupTest]>) {
    let Some(tested) = model.tested.take() else { return };
    for dataset in model.datasets_mut().filter(|dataset| Arc::ptr_eq(&dataset.kept, &tested)) {
        Arc::make_mut(dataset).summary.group_tests = Some(Arc::clone(tests));
    }
}

/// Requests what the customers of the segments on screen did later. The newest request wins.
fn measure_later(model: &mut Model) -> Option<Cmd> {
    let ClusterState::Ready(segmentation) = &model.clusters else { return None };
    if model.budget.is_of(segmentation) {
        return None;
    }
    let dataset = model.dataset().filter(|dataset| dataset.facts.kind != Kind::Customers)?;
    // While other data is read or filtered, these segments are about to be replaced.
    if !Arc::ptr_eq(&dataset.features, &segmentation.features) {
        return None;
    }
    let request = LaterRequest { dataset: Arc::clone(dataset), segmentation: Arc::clone(segmentation) };
    model.budget.clustering = Some(Arc::clone(&segmentation.clustering));
    model.budget.later = LaterState::Measuring;
    Some(Cmd::Later(quietly(model, Job::Later), request))
}
