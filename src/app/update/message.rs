//! The only place where the model changes.

use super::act::act;
use super::load::start_load;
use super::request::{both, is_current};
use super::{evidence, opening, outcome, overlay, pages, pointer, scatter, view, visits};
use crate::app::action::Action;
use crate::app::keymap;
use crate::app::message::{Cmd, Msg, News};
use crate::app::state::data::DataState;
use crate::app::state::model::Model;
use crate::app::state::pointer::{Gesture, Pointer, Spot};

/// Applies a message to the model; returns the command to run.
pub fn update(model: &mut Model, msg: Msg) -> Option<Cmd> {
    let cmd = apply(model, msg);
    view::keep_focus(model);
    scatter::follow(model);
    let page = pages::follow(model);
    both(cmd, both(page, both(evidence::follow(model), opening::list(model))))
}

fn apply(model: &mut Model, msg: Msg) -> Option<Cmd> {
    match msg {
        Msg::Key(event) => {
            model.notice = None;
            model.greets = false;
            let Some(action) = keymap::action(model, event) else {
                model.notice = keymap::why_not(model, event);
                return None;
            };
            model.pointer = Pointer::default();
            if matches!(action, Action::Visit(_)) {
                return act(model, action);
            }
            return visits::visiting(model, |model| act(model, action));
        }
        Msg::Pointed(gesture, spot, top) => {
            if !matches!(gesture, Gesture::Drag | Gesture::Release) {
                (model.notice, model.greets) = (None, false);
            }
            if let (Spot::Row(panel, _) | Spot::Cell(panel, ..), Some(top)) = (spot, top) {
                model.tops.insert(panel, top);
            }
            return visits::visiting(model, |model| pointer::point(model, gesture, spot));
        }
        // The first load starts again: it may have read some files before the change and some after.
        Msg::Changed if model.measured().is_some() || matches!(model.data, DataState::Loading) => {
            return Some(start_load(model));
        }
        Msg::Unwatched(why) => {
            model.watching = false;
            model.notice = Some(format!("the files are not watched any more: {why}"));
        }
        // What is being read is the new state, or is asked about again.
        Msg::News(News::Changed) if matches!(model.data, DataState::Ready(_) | DataState::Filtering { .. }) => {
            return Some(start_load(model));
        }
        Msg::News(News::Silent(why)) => {
            let again = keymap::pressed(&model.own_keys, Action::Reload);
            model.notice =
                Some(format!("the database does not answer, and what was read stays; {again} reads it again: {why}"));
        }
        Msg::News(News::Back) => model.notice = Some("the database answers again, and nothing has changed".to_owned()),
        Msg::Resize(columns, rows) => model.size = (columns, rows),
        Msg::Progress(progress) => model.progress = progress,
        Msg::Terminate => model.quit = true,
        // Outside a text field a paste does nothing; it must not be read as keys.
        Msg::Paste(text) => overlay::write(model, &text),
        Msg::Done(generation, outcome) if is_current(model, outcome.job(), generation) => {
            return outcome::take(model, outcome);
        }
        // The dashboard ends without data, or the result is of an older generation, or the loop handles it because it
        // owns the terminal.
        Msg::Changed | Msg::News(News::Changed) | Msg::Done(..) | Msg::Stop | Msg::Resumed | Msg::Mouse(..) => {}
    }
    None
}
