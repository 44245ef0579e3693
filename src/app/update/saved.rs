//! Saved views: going to one, saving what is on the screen, and where the last session ended.

use super::clustering::start_sweep;
use super::filter::start_filter;
use super::request::{both, next, quietly};
use super::time::set_granularity;
use super::view::focus;
use crate::app::action::Action;
use crate::app::keymap::pressed;
use crate::app::message::{Cmd, Remembered};
use crate::app::selectors;
use crate::app::state::input::Input;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::palette::Setting;
use crate::app::state::saved::{Change, SavedView, change, check};

/// Goes to the view with this name.
///
/// # Errors
/// There is none, or the data does not have its features.
pub(super) fn go(model: &mut Model, name: &str) -> Result<Option<Cmd>, String> {
    let view = model.saved.find(name).cloned().ok_or_else(|| format!("there is no view \"{name}\""))?;
    let Some(dataset) = model.dataset() else { return Ok(None) };
    dataset.features.resolve(&view.choice.features)?;
    place(model, &view);
    set_granularity(model, view.granularity);
    let is_clustered_so = model.choice == view.choice;
    model.choice = view.choice;
    model.notice = Some(format!("view: {}", view.name));
    let filtered = if model.filter == view.filter { None } else { start_filter(model, view.filter) };
    Ok(both(filtered, if is_clustered_so { None } else { start_sweep(model) }))
}

/// Shows the screen and panel of a view.
fn place(model: &mut Model, view: &SavedView) {
    (model.screen, model.maximised) = (view.screen, view.maximised);
    focus(model, view.panel);
}

/// Shows the screen where the last session ended, if that is asked for, now that it is known what the data has.
pub(super) fn resume(model: &mut Model) {
    if std::mem::take(&mut model.saved.restores)
        && let Some(last) = model.saved.last.clone()
    {
        place(model, &last);
    }
}

/// Saves what is on the screen under a name, in place of the view that has it.
///
/// # Errors
/// What is wrong with the name.
pub(super) fn save(model: &mut Model, name: &str) -> Result<Option<Cmd>, String> {
    check(name)?;
    let view = selectors::view_on_screen(model, name);
    let go = pressed(&model.own_keys, Action::Ask(Setting::View));
    Ok(make(model, Change::Save(Box::new(view)), format!("view saved: {name}; {go} goes there")))
}

/// Removes the view with this name.
///
/// # Errors
/// There is none.
pub(super) fn remove(model: &mut Model, name: &str) -> Result<Option<Cmd>, String> {
    if !model.saved.list.iter().any(|view| view.name == name) {
        return Err(format!("there is no view \"{name}\" that can be removed"));
    }
    Ok(make(model, Change::Remove(name.to_owned()), format!("view removed: {name}")))
}

/// Makes a change, and stores it where there is a file.
fn make(model: &mut Model, made: Change, said: String) -> Option<Cmd> {
    change(&mut model.saved.list, &made);
    let Some(file) = model.saved.file.clone() else {
        model.notice = Some(format!("{said}, for this session only"));
        return None;
    };
    model.notice = Some(said);
    model.saved.unsaved.push(made);
    Some(Cmd::Views(next(model, Job::Views), file, model.saved.unsaved.clone()))
}

/// Stores that the data is open, and where the session with the previous data ended.
pub(super) fn remember(model: &mut Model, left: Option<(Input, SavedView)>) -> Cmd {
    let remembered = Remembered { open: model.input.clone(), left };
    Cmd::Remember(quietly(model, Job::Remember), Box::new(remembered))
}

/// The changes are stored; other dashboards save views too.
pub(super) fn kept(model: &mut Model, list: Vec<SavedView>) {
    model.saved.list = list;
    model.saved.unsaved.clear();
}
