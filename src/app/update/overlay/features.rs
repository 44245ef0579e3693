//! The feature picker.

use std::sync::Arc;

use crate::app::action::Action;
use crate::app::keymap::pressed;
use crate::app::message::{Cmd, DescribeRequest};
use crate::app::state::cycle::beside;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::features::Picker;
use crate::app::update::clustering::start_sweep;
use crate::app::update::request::next;

/// Opens the picker, the current features marked.
pub fn open(model: &mut Model) -> Option<Cmd> {
    let dataset = Arc::clone(model.dataset()?);
    let current = model.prepared.as_ref().or(model.clusters.last().map(|s| &s.prepared));
    let current = current.map_or(&[][..], |prepared| &prepared.features);
    model.overlay = Overlay::Features(Picker::new(&dataset.features, current, &model.choice));
    describe(model)
}

pub fn accept(model: &mut Model) -> Option<Cmd> {
    let Overlay::Features(picker) = &model.overlay else {
        return None;
    };
    let Some(features) = picker.words() else {
        model.notice = Some(format!("mark at least one feature with {}", pressed(&model.own_keys, Action::Mark)));
        return None;
    };
    model.choice.features = features;
    model.choice.scaling = picker.choice.scaling;
    model.overlay = Overlay::None;
    start_sweep(model)
}

/// Requests statistics of the features under the scaling of the picker.
fn describe(model: &mut Model) -> Option<Cmd> {
    let features = Arc::clone(&model.dataset()?.features);
    let Overlay::Features(picker) = &model.overlay else {
        return None;
    };
    let request = DescribeRequest { features, offered: picker.offered.clone(), choice: picker.choice.clone() };
    Some(Cmd::Describe(next(model, Job::Describe), request))
}

/// Chooses the next scaling in the open picker.
pub fn next_scaling(model: &mut Model) -> Option<Cmd> {
    if let Overlay::Features(picker) = &mut model.overlay {
        picker.choice.scaling = beside(picker.choice.scaling, true);
    }
    describe(model)
}
