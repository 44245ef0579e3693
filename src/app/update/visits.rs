//! Back and forward through where the user was.

use super::clustering::set_k;
use super::filter::start_filter;
use crate::app::message::Cmd;
use crate::app::state::model::Model;
use crate::app::state::visits::Visit;

/// Goes to the place before, or after: its screen and panel, filter and K.
pub(super) fn turn(model: &mut Model, forward: bool) -> Option<Cmd> {
    let here = here(model);
    let there = model.visits.turn(forward, here)?;
    model.screen = there.screen;
    model.focus.insert(there.screen, there.focus);
    model.maximised = there.maximised;
    let is_same_k = model.choice.k == there.k;
    if model.filter != there.filter {
        model.choice.k = there.k;
        model.notice = Some(match there.filter.to_string().as_str() {
            "" => "no filter".to_owned(),
            filter => format!("filter: {filter}"),
        });
        return start_filter(model, there.filter);
    }
    if is_same_k { None } else { set_k(model, there.k).ok().flatten() }
}

/// Does something, and remembers where the user was if that is elsewhere.
pub(super) fn visiting(model: &mut Model, does: impl FnOnce(&mut Model) -> Option<Cmd>) -> Option<Cmd> {
    let from = here(model);
    let cmd = does(model);
    let to = here(model);
    model.visits.left(from, &to);
    cmd
}

/// The place where the user is.
fn here(model: &Model) -> Visit {
    let focus = model.focus.get(&model.screen).copied().unwrap_or(0);
    let (screen, maximised, k) = (model.screen, model.maximised, model.choice.k);
    Visit { screen, focus, maximised, filter: model.filter.clone(), k }
}
