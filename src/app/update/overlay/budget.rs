//! Opening and closing the coupon budget, and its measures.

use std::sync::Arc;

use crate::app::message::{Cmd, LaterRequest};
use crate::app::state::clusters::ClusterState;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::budget::LaterState;
use crate::app::update::request::next;

/// Opens the panel.
pub fn open(model: &mut Model) -> Option<Cmd> {
    model.overlay = Overlay::Budget;
    (model.budget.untouched, model.budget.top) = (true, 0);
    measure(model)
}

/// Requests the later burns of the segments on screen, if the panel is open and they are not known.
pub fn measure(model: &mut Model) -> Option<Cmd> {
    let (Overlay::Budget, ClusterState::Ready(segmentation)) = (&model.overlay, &model.clusters) else {
        return None;
    };
    let same = model.budget.clustering.as_ref().is_some_and(|known| Arc::ptr_eq(known, &segmentation.clustering));
    if same && !matches!(model.budget.later, LaterState::Unknown) {
        return None;
    }
    let request = LaterRequest { dataset: Arc::clone(model.dataset()?), segmentation: Arc::clone(segmentation) };
    model.budget.clustering = Some(Arc::clone(&segmentation.clustering));
    model.budget.later = LaterState::Measuring;
    Some(Cmd::Later(next(model, Job::Later), request))
}

/// The panel is closed: its running work is cancelled, its results stay.
pub fn close(model: &mut Model) -> Option<Cmd> {
    if !matches!(model.budget.later, LaterState::Measuring) {
        return None;
    }
    model.budget.later = LaterState::Unknown;
    next(model, Job::Later);
    Some(Cmd::Cancel(Job::Later))
}
