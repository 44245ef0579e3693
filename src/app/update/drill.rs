//! Drill-down: to the customers behind the cursor, and back to the same screen and cursor.

use super::filter::start_filter;
use crate::analysis::Attribute;
use crate::app::message::Cmd;
use crate::app::panel::{Panel, Screen};
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::trail::Step;
use crate::data::filter::{Condition, Scope, Test};

/// Opens the customers behind the cursor.
pub(super) fn drill(model: &mut Model) -> Option<Cmd> {
    match selectors::conditions(model) {
        Ok(conditions) => drill_to(model, conditions),
        Err(why) => {
            model.notice = Some(why);
            None
        }
    }
}

/// Opens the customers that conditions match, which are added to the filter.
pub(super) fn drill_to(model: &mut Model, added: Vec<Condition>) -> Option<Cmd> {
    let before = model.filter.clone();
    let added: Vec<Condition> = if before.has_segments() { added.into_iter().map(narrowed).collect() } else { added };
    let mut after = before.clone();
    for condition in &added {
        if !after.conditions.contains(condition) {
            after.push(condition.clone());
        }
    }
    let by_silhouette = added.iter().any(|c| matches!(&c.test, Test::Number(name, _) if name == "silhouette"));
    model.trail.push(Step {
        from: model.screen,
        added,
        before,
        after: after.clone(),
        maximised: model.maximised,
        camera: model.camera,
        customer_list: model.customer_list.clone(),
        cursor: selectors::cursor(model, Panel::Customers),
    });
    (model.screen, model.maximised) = (Screen::Customers, false);
    model.cursors.insert(Panel::Customers, 0);
    if by_silhouette {
        model.customer_list.sort = Some((Attribute::Silhouette, false));
    }
    start_filter(model, after)
}

/// A selection by segment only narrows the customers shown: clustering them again would give other segments.
fn narrowed(condition: Condition) -> Condition {
    if condition.scope() == Scope::Customers { condition.shown() } else { condition }
}

/// Removes the last step of the trail; `None` if the filter has changed since.
pub(super) fn last_step(model: &mut Model) -> Option<Step> {
    model.trail.pop_if(|step| step.after == model.filter)
}

/// Goes back to the screen where a step was taken.
pub(super) fn go_back(model: &mut Model, step: Step) -> Option<Cmd> {
    (model.screen, model.maximised, model.camera) = (step.from, step.maximised, step.camera);
    model.customer_list = step.customer_list;
    // What was asked for then has given way to a newer request.
    model.customer_list.pages.asked = None;
    model.cursors.insert(Panel::Customers, step.cursor);
    start_filter(model, step.before)
}
