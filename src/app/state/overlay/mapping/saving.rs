//! The field for the mapping's file name, and the question whether it may be overwritten.

use crate::app::motion::{Erase, Motion};
use crate::app::state::overlay::prompt::Prompt;

/// A mapping that is being written.
#[derive(Clone, Debug, PartialEq)]
pub struct Saving {
    /// The name of the file.
    pub file: Prompt,
    /// The state of writing.
    pub state: SaveState,
}

/// The state of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// The name is typed.
    Editing,
    /// The file is being written.
    Writing,
    /// A file of that name exists.
    Asking,
    /// Writing failed, with the reason.
    Failed(String),
}

impl Saving {
    /// The proposed name, ready to be edited.
    pub fn new(proposed: &str) -> Self {
        Self { file: Prompt::with(proposed), state: SaveState::Editing }
    }

    /// Whether the name cannot be changed now.
    fn is_fixed(&self) -> bool {
        matches!(self.state, SaveState::Writing | SaveState::Asking)
    }

    /// The name, to be edited; `None` if it cannot be changed now.
    fn changing(&mut self) -> Option<&mut Prompt> {
        if self.is_fixed() {
            return None;
        }
        self.state = SaveState::Editing;
        Some(&mut self.file)
    }

    /// Moves within the name.
    pub fn step(&mut self, motion: Motion) {
        if !self.is_fixed() {
            self.file.step(motion);
        }
    }

    /// Writes text into the name.
    pub fn write(&mut self, text: &str) {
        if let Some(file) = self.changing() {
            file.write(text);
        }
    }

    /// Removes text of the name.
    pub fn erase(&mut self, what: Erase) {
        if let Some(file) = self.changing() {
            file.remove(what);
        }
    }

    /// Closes the question; false if none was open.
    pub fn back(&mut self) -> bool {
        let asking = self.state == SaveState::Asking;
        if asking {
            self.state = SaveState::Editing;
        }
        asking
    }
}
