//! The help: keys are found by typing, and `enter` does what the chosen one does. The same key opens and closes it.

use crate::app::action::Action;
use crate::app::keymap::{self, Section};
use crate::app::motion::Motion;
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::prompt::Prompt;

/// Opens the help. Changes on the mapping screen are not lost while it is open.
pub fn open(model: &mut Model) {
    let of_mapping = matches!(model.overlay, Overlay::Mapping(_));
    let section = if of_mapping { Section::Mapping } else { Section::ALL[0].0 };
    let keys = keymap::help(selectors::kind(model), "", &model.own_keys);
    let choice = keys.iter().position(|binding| binding.section == section).unwrap_or(0);
    let mut prompt = Prompt::default();
    prompt.choice = choice;
    let covered = std::mem::replace(&mut model.overlay, Overlay::Help(prompt));
    model.beneath = if of_mapping { covered } else { Overlay::None };
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
    let help = std::mem::replace(&mut model.overlay, std::mem::take(&mut model.beneath));
    match keymap::chosen(model, row) {
        Ok(action) => Some(action),
        Err(why) => {
            model.beneath = std::mem::replace(&mut model.overlay, help);
            model.notice = Some(why);
            None
        }
    }
}
