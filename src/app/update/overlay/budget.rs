//! Opening the coupon budget, and the experiment beside it.

use crate::app::selectors::kind;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::data::Kind;

/// Opens the panel. Data without coupons only has the experiment.
pub fn open(model: &mut Model) {
    model.overlay = Overlay::Budget;
    (model.budget.untouched, model.budget.top) = (true, 0);
    model.budget.shows_experiment |= kind(model) != Kind::Coupons;
}

/// Shows the experiment, or the budget again.
pub fn turn(model: &mut Model) {
    let has_budget = kind(model) == Kind::Coupons;
    model.budget.shows_experiment = !(model.budget.shows_experiment && has_budget);
    model.budget.top = 0;
}
