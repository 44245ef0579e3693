//! The keys of the scatter: axes, camera, cursor.

use std::sync::Arc;

use crate::app::action::Action;
use crate::app::keymap::pressed;
use crate::app::motion::Motion;
use crate::app::selectors::{self, ScatterView};
use crate::app::state::axes::Axes;
use crate::app::state::camera::{Camera, GRID};
use crate::app::state::model::Model;

/// Changes the camera of the scatter.
pub(super) fn look(model: &mut Model, action: Action) {
    match action {
        Action::Axes(forward) => step_axes(model, forward),
        Action::Zoom(nearer) => model.camera.zoom(nearer),
        Action::Look(motion) if selectors::turned(model) => model.camera.turn(motion),
        Action::Look(motion) => model.camera.pan(motion),
        _ => {}
    }
}

/// Sums up the points of a view of many customers, so that drawing it does not pass over all of them.
pub(super) fn follow(model: &mut Model) {
    let seen = selectors::shows_scatter(model).then(|| ScatterView::unseen(model)).flatten();
    if let Some(seen) = seen {
        model.seen = Some(Arc::new(seen));
    }
}

/// Cycles through the principal components and every pair of features.
fn step_axes(model: &mut Model, forward: bool) {
    let Some(prepared) = &model.prepared else {
        return;
    };
    let names = &prepared.matrix.names;
    let mut all = vec![Axes::Components];
    for x in 0..names.len() {
        all.extend((x + 1..names.len()).map(|y| Axes::Features(x, y)));
    }
    let at = all.iter().position(|a| *a == model.axes).unwrap_or(0);
    let step = if forward { 1 } else { all.len() - 1 };
    model.axes = all[(at + step) % all.len()];
    model.camera = Camera::default();
    model.notice = Some(match model.axes {
        Axes::Components => "axes: principal components".to_owned(),
        Axes::Features(x, y) => format!("axes: {} and {}", names[x], names[y]),
    });
}

/// Moves the cursor, which starts in the box with the most customers.
pub(super) fn step(model: &mut Model, motion: Motion) {
    if model.camera.cursor.is_some() {
        return model.camera.step(motion);
    }
    let densest = ScatterView::new(model).and_then(|view| view.densest());
    model.camera.cursor = Some(densest.unwrap_or((GRID.0 / 2, GRID.1 / 2)));
}

/// Makes the cursor a corner of a box that the next movements span; a second time, the box is the cursor again.
pub(super) fn mark(model: &mut Model) {
    let camera = &mut model.camera;
    camera.corner = if camera.corner.is_some() { None } else { camera.cursor };
    model.notice = Some(if camera.corner.is_some() {
        format!("arrows span a box, {} opens its customers", pressed(&model.own_keys, Action::Open))
    } else {
        "box removed".to_owned()
    });
}

/// Goes one step back: hides the cursor, otherwise resets the camera. False if there was nothing to do.
pub(super) fn undo(model: &mut Model) -> bool {
    if selectors::on_scatter(model) && model.camera.cursor.take().is_some() {
        model.camera.corner = None;
        return true;
    }
    let looked_at = selectors::shows_scatter(model) && !model.camera.is_home();
    if looked_at {
        model.camera = Camera::default();
    }
    looked_at
}
