//! Opening the coupon budget, and the experiment beside it.

use crate::app::message::Cmd;
use crate::app::selectors::kind;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::update::drill::drill_to;
use crate::data::Kind;
use crate::data::filter::{Condition, Field};
use crate::segments::budget::leaders;

/// Opens the budget.
pub fn open(model: &mut Model) {
    show(model, false);
}

/// Opens the experiment.
pub fn open_experiment(model: &mut Model) {
    show(model, true);
}

/// Opens the panel. Data without coupons only has the experiment.
fn show(model: &mut Model, experiment: bool) {
    model.overlay = Overlay::Budget;
    model.budget.untouched = true;
    model.budget.shows_experiment = experiment || kind(model) != Kind::Coupons;
    model.budget.cursor = first(model);
}

/// The row of the segment that burns most later; the first before that is known, and in the experiment.
fn first(model: &Model) -> usize {
    let best = || {
        let (segments, later) = (&model.clusters.last()?.segments, model.budget.later()?);
        leaders(&later.candidates(segments), later.p).best
    };
    if model.budget.shows_experiment { 0 } else { best().unwrap_or(0) }
}

/// Opens the customers of the segment at the cursor.
pub fn enter(model: &mut Model) -> Option<Cmd> {
    let segment = model.clusters.last()?.segments.list.get(model.budget.cursor)?;
    let condition = Condition::named(Field::Segment, Some(&segment.name));
    model.overlay = Overlay::None;
    drill_to(model, vec![condition])
}

/// Shows the experiment, or the budget again.
pub fn turn(model: &mut Model) {
    let has_budget = kind(model) == Kind::Coupons;
    model.budget.shows_experiment = !(model.budget.shows_experiment && has_budget);
    model.budget.cursor = first(model);
}
