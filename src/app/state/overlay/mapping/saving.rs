//! The file that a mapping is written to: its name, and the question whether it may be overwritten.

use crate::app::motion::{Erase, Motion};
use crate::app::state::overlay::prompt::Prompt;

/// A mapping that is about to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Saving {
    /// The name of the file.
    pub file: Prompt,
    /// How far it is.
    pub state: SaveState,
}

/// How far writing is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// The name is typed.
    Editing,
    /// The file is being written.
    Writing,
    /// There is a file of that name.
    Asking,
    /// It was not written: why.
    Failed(String),
}

impl Saving {
    /// The name that is proposed, ready to be changed.
    pub fn new(proposed: &str) -> Self {
        Self { file: Prompt::with(proposed), state: SaveState::Editing }
    }

    /// Whether the name must stay as it is.
    fn is_fixed(&self) -> bool {
        matches!(self.state, SaveState::Writing | SaveState::Asking)
    }

    /// The name, to be changed; none while it must stay.
    fn changing(&mut self) -> Option<&mut Prompt> {
        if self.is_fixed() {
            return None;
        }
        self.state = SaveState::Editing;
        Some(&mut self.file)
    }

    /// Moves in the name.
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

    /// Takes the question back; false where none was asked.
    pub fn back(&mut self) -> bool {
        let asking = self.state == SaveState::Asking;
        if asking {
            self.state = SaveState::Editing;
        }
        asking
    }
}
