//! The help: keys are found by typing, and `enter` does what the chosen one does. The same key opens and closes it.

use crate::app::action::Action;
use crate::app::keymap::{self, Section};
use crate::app::motion::Motion;
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::prompt::Prompt;

/// Opens the help at the keys of what is open, which opens again when the help is closed.
pub fn open(model: &mut Model) {
    let own = keymap::bindings(model).iter().map(|binding| binding.section).next();
    let section = own.filter(|section| !section.is_of_screens()).unwrap_or(Section::ALL[0].0);
    let keys = keymap::help(selectors::kind(model), "", &model.own_keys);
    let choice = keys.iter().position(|binding| binding.section == section).unwrap_or(0);
    let mut prompt = Prompt::default();
    prompt.choice = choice;
    cover(model, Overlay::Help(prompt));
}

/// Takes the open overlay from what it covers.
pub fn uncover(model: &mut Model) -> Overlay {
    let covered = model.beneath.pop().unwrap_or_default();
    std::mem::replace(&mut model.overlay, covered)
}

/// Puts an overlay over what is open.
pub fn cover(model: &mut Model, overlay: Overlay) {
    let covered = std::mem::replace(&mut model.overlay, overlay);
    model.beneath.extend(Some(covered).filter(|covered| *covered != Overlay::None));
}

/// Chooses another key.
pub fn step(model: &mut Model, motion: Motion) {
    let (kind, page) = (selectors::kind(model), model.page());
    if let Overlay::Help(prompt) = &mut model.overlay {
        let found = keymap::help(kind, &prompt.text, &model.own_keys).len();
        prompt.choice = motion.within(prompt.choice, page, found);
    }
}

/// Closes the help; returns what the chosen key does, if it does something now.
pub fn enter(model: &mut Model) -> Option<Action> {
    let Overlay::Help(prompt) = &model.overlay else { return None };
    let row = *keymap::help(selectors::kind(model), &prompt.text, &model.own_keys).get(prompt.choice)?;
    let help = uncover(model);
    match keymap::chosen(model, row) {
        Ok(action) => Some(action),
        Err(why) => {
            cover(model, help);
            model.notice = Some(why);
            None
        }
    }
}
