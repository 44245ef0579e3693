//! Splitting the numbers of the panel under the cursor by an attribute of customers or rows.

use std::sync::Arc;

use crate::app::message::{Cmd, SplitRequest};
use crate::app::motion::Motion;
use crate::app::selectors;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::split::{Parts, SplitView};
use crate::app::update::request::next;

/// Opens the list of attributes.
pub fn open(model: &mut Model) {
    model.overlay = Overlay::Split(SplitView::new(model.focused(), selectors::split_keys(model)));
}

/// Splits the focused panel by an attribute, as if it was chosen in the list.
pub fn by(model: &mut Model, key: &str) -> Option<Cmd> {
    open(model);
    if let Overlay::Split(open) = &mut model.overlay {
        open.chosen = open.keys.iter().position(|other| other == key)?;
    }
    enter(model)
}

/// Measures the parts by the attribute at the cursor.
pub fn enter(model: &mut Model) -> Option<Cmd> {
    let Overlay::Split(open) = &mut model.overlay else { return None };
    if !open.is_choosing() {
        return None;
    }
    let key = open.key()?.to_owned();
    (open.parts, open.measure, open.position) = (Parts::Measuring, 0, None);
    let dataset = Arc::clone(model.dataset()?);
    let segmentation = model.clusters.last().filter(|of| Arc::ptr_eq(&of.features, &dataset.features)).cloned();
    Some(Cmd::Split(next(model, Job::Split), SplitRequest { dataset, segmentation, key }))
}

/// Takes what was measured.
pub fn take(model: &mut Model, parts: Parts) {
    if let Overlay::Split(open) = &mut model.overlay {
        open.parts = parts;
    }
}

/// The next or previous measure.
pub fn turn(model: &mut Model, forward: bool) {
    let Overlay::Split(open) = &model.overlay else { return };
    let all = selectors::compared(model, open.panel).len().max(1);
    if let Overlay::Split(open) = &mut model.overlay {
        open.measure = (open.measure + if forward { 1 } else { all - 1 }) % all;
    }
}

/// Moves in the list of attributes, or along the axis.
pub fn step(model: &mut Model, motion: Motion) {
    let page = model.page();
    let Overlay::Split(mut open) = std::mem::take(&mut model.overlay) else { return };
    let axis = selectors::split_axis(model, &open).unwrap_or_default();
    open.step(motion, page, axis);
    model.overlay = Overlay::Split(open);
}
