//! What typing into a text field does to the model.

use super::action::{Action, Erase, Motion};
use super::message::Cmd;
use super::model::{Model, Overlay};
use super::prompt::Prompt;
use super::update::start_filter;
use crate::data::filter::{Filter, Vocabulary};

/// Opens the filter to be typed.
pub(super) fn open(model: &mut Model) -> Option<Cmd> {
    model.overlay = Overlay::Filter(Prompt::new(&model.filter));
    None
}

/// Changes the text of the field.
pub(super) fn write(model: &mut Model, action: Action) {
    // Gathering the words of the data is for completion only, not for every letter.
    let vocabulary = if action == Action::Complete { model.vocabulary() } else { Vocabulary::default() };
    if let Overlay::Algorithm(dialog) = &mut model.overlay {
        return match action {
            Action::Type(c) => dialog.write(c.encode_utf8(&mut [0; 4])),
            Action::Erase(what) => dialog.erase(what),
            _ => {}
        };
    }
    if let Overlay::Export(dialog) = &mut model.overlay {
        return match action {
            Action::Type(c) => dialog.write(c.encode_utf8(&mut [0; 4])),
            Action::Erase(what) => dialog.erase(what),
            _ => {}
        };
    }
    if model.overlay == Overlay::Budget {
        return match action {
            Action::Type(c) => model.budget.write(c.encode_utf8(&mut [0; 4])),
            Action::Erase(what) => model.budget.erase(what),
            _ => {}
        };
    }
    let prompt = match (&mut model.overlay, action) {
        // Nothing completes what is looked for.
        (Overlay::Search(_), Action::Complete) => return,
        (Overlay::Filter(prompt) | Overlay::Search(prompt), _) => prompt,
        (Overlay::Rename(open), Action::Type(c)) => return open.write(c.encode_utf8(&mut [0; 4])),
        (Overlay::Rename(open), Action::Erase(_)) => open.changing(),
        _ => return,
    };
    match action {
        Action::Type(c) => prompt.write(c.encode_utf8(&mut [0; 4])),
        Action::Complete => prompt.complete(&vocabulary),
        Action::Erase(Erase::Before) => prompt.erase(Prompt::left),
        Action::Erase(Erase::After) => prompt.erase(Prompt::right),
        Action::Erase(Erase::Word) => prompt.erase(Prompt::word_start),
        Action::Erase(Erase::Line) => prompt.erase(|_| 0),
        _ => {}
    }
}

/// Writes text that was pasted.
pub(super) fn paste(model: &mut Model, text: &str) {
    match &mut model.overlay {
        Overlay::Filter(prompt) | Overlay::Search(prompt) => prompt.write(text),
        Overlay::Algorithm(dialog) => dialog.write(text),
        Overlay::Export(dialog) => dialog.write(text),
        Overlay::Rename(open) => open.write(text),
        Overlay::Budget => model.budget.write(text),
        _ => {}
    }
}

/// Moves within the text of the prompt, and among what can stand there.
pub(super) fn step(model: &mut Model, motion: Motion) {
    let vocabulary = if motion == Motion::Down { model.vocabulary() } else { Vocabulary::default() };
    let prompt = match (&mut model.overlay, motion) {
        (Overlay::Search(_), Motion::Up | Motion::Down) => return,
        (Overlay::Filter(prompt) | Overlay::Search(prompt), _) => prompt,
        (Overlay::Rename(open), _) => &mut open.field,
        _ => return,
    };
    match motion {
        Motion::Up => prompt.choice = prompt.choice.saturating_sub(1),
        Motion::Down => {
            let last = prompt.completion(&vocabulary).candidates.len().saturating_sub(1);
            prompt.choice = (prompt.choice + 1).min(last);
        }
        Motion::Left => prompt.move_to(prompt.left()),
        Motion::Right => prompt.move_to(prompt.right()),
        Motion::First => prompt.move_to(0),
        Motion::Last => prompt.move_to(prompt.text.len()),
        _ => {}
    }
}

/// Applies what is typed.
pub(super) fn apply(model: &mut Model) -> Option<Cmd> {
    let Overlay::Filter(prompt) = &mut model.overlay else {
        return None;
    };
    match Filter::parse(&prompt.text) {
        Ok(filter) => {
            prompt.applying = true;
            start_filter(model, filter)
        }
        Err(error) => {
            prompt.error = Some(error);
            None
        }
    }
}
