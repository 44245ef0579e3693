//! The mapping screen: which roles the files and columns have, and the user's changes to them.

mod edit;
mod saving;

use std::path::PathBuf;

pub use self::saving::{SaveState, Saving};
use crate::analysis::Preview;
use crate::app::motion::{Erase, Motion};
use crate::app::state::input::Input;
use crate::app::state::overlay::keys::Keys;
use crate::data::{ColumnRole, Mapping, PartRole, Table, Understanding};

/// The files with their roles, the columns of the selected file with theirs, and how much data there is.
#[derive(Clone, Debug, PartialEq)]
pub struct MappingScreen {
    /// The files and folders.
    pub paths: Vec<PathBuf>,
    /// The roles, as recognised and changed.
    pub understanding: Understanding,
    /// The mapping so far.
    pub mapping: Mapping,
    /// The focused list.
    pub side: Side,
    /// The row of the cursor among the files.
    pub file: usize,
    /// The row of the cursor among the columns of that file.
    pub column: usize,
    /// How much data there is.
    pub numbers: Numbers,
    /// What is open over the two lists.
    pub task: Task,
    /// The result of writing the mapping, until the next key.
    pub said: Option<String>,
    /// The proposed file name for the mapping.
    pub proposed: String,
}

/// One of the two lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The files and sheets.
    #[default]
    Files,
    /// The columns of the file at the cursor.
    Columns,
}

/// How much data there is with the current roles.
#[derive(Clone, Debug, PartialEq)]
pub enum Numbers {
    /// The files are being read.
    Looking,
    /// A required role is missing.
    Unknown,
    /// The first rows are being read.
    Reading,
    /// All rows or the first rows are read.
    Read(Preview),
    /// Loading failed, with the reason.
    Failed(String),
}

/// What is open over the two lists.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Nothing.
    Look,
    /// A list to choose a role from.
    Choose(Choosing),
    /// The field for the mapping's file name.
    Save(Saving),
}

/// A list to choose a role from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// The roles.
    pub roles: Vec<Role>,
    /// The row of the cursor.
    pub cursor: usize,
}

/// A role to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The role.
    pub of: RoleOf,
    /// Whether it is required and missing.
    pub needed: bool,
    /// The file or column that has it now.
    pub holder: Option<String>,
}

/// The role of a file or of a column; `None` is a role too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleOf {
    /// A file that is this table.
    File(Option<Table>),
    /// A column of this table that is this column of the schema.
    Column(Table, Option<&'static str>),
}

impl MappingScreen {
    /// The screen for these paths, before any file is read.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        Self {
            paths,
            understanding: Understanding::default(),
            mapping: Mapping::default(),
            side: Side::default(),
            file: 0,
            column: 0,
            numbers: Numbers::Looking,
            task: Task::Look,
            said: None,
            proposed: String::new(),
        }
    }

    /// The paths with the mapping so far.
    pub fn input(&self) -> Input {
        Input { paths: self.paths.clone(), mapping: Some(self.mapping.clone()) }
    }

    /// The file at the cursor.
    pub fn part(&self) -> Option<&PartRole> {
        self.understanding.parts.get(self.file)
    }

    /// The column at the cursor.
    pub fn column(&self) -> Option<&ColumnRole> {
        self.part()?.columns.get(self.column)
    }

    /// Stores the recognised roles. The files keep their order on the screen, whatever their roles.
    pub fn understood(&mut self, understanding: Understanding) {
        let place = |name: &str| self.understanding.parts.iter().position(|part| part.name == name);
        let mut new = understanding;
        new.parts.sort_by_cached_key(|part| place(&part.name).unwrap_or(usize::MAX));
        self.understanding = new;
        self.file = self.file.min(self.understanding.parts.len().saturating_sub(1));
        self.column = self.column.min(self.part().map_or(0, |part| part.columns.len().saturating_sub(1)));
        self.numbers = if self.understanding.missing.is_empty() { Numbers::Reading } else { Numbers::Unknown };
    }

    /// The keys that work now.
    pub fn keys(&self) -> Keys {
        match &self.task {
            Task::Look => Keys::Mapping,
            Task::Choose(_) => Keys::Roles,
            Task::Save(saving) if saving.state == SaveState::Asking => Keys::Overwrite,
            Task::Save(_) => Keys::MappingFile,
        }
    }

    /// Whether it waits for background work.
    pub fn is_busy(&self) -> bool {
        let reading = match &self.numbers {
            Numbers::Looking | Numbers::Reading => true,
            Numbers::Read(preview) => !preview.whole,
            Numbers::Unknown | Numbers::Failed(_) => false,
        };
        reading || matches!(&self.task, Task::Save(saving) if saving.state == SaveState::Writing)
    }

    /// Moves the cursor to a row of one of the lists.
    pub fn go(&mut self, side: Side, row: usize) {
        if self.task == Task::Look {
            self.side = side;
            match side {
                Side::Files => (self.file, self.column) = (row, if row == self.file { self.column } else { 0 }),
                Side::Columns => self.column = row,
            }
        }
    }

    /// Moves the cursor to a role, in the list of roles.
    pub fn go_to_role(&mut self, row: usize) {
        if let Task::Choose(list) = &mut self.task {
            list.cursor = row;
        }
    }

    /// Moves the cursor of the focused list; left and right move to the other list.
    pub fn step(&mut self, motion: Motion, page: usize) {
        self.said = None;
        let columns = self.part().map_or(0, |part| part.columns.len());
        match (&mut self.task, motion) {
            (Task::Choose(list), _) => list.cursor = motion.within(list.cursor, page, list.roles.len()),
            (Task::Save(saving), _) => saving.step(motion),
            (Task::Look, Motion::Left) => self.side = Side::Files,
            (Task::Look, Motion::Right) => self.side = Side::Columns,
            (Task::Look, _) if self.side == Side::Files => {
                let file = motion.within(self.file, page, self.understanding.parts.len());
                if file != self.file {
                    (self.file, self.column) = (file, 0);
                }
            }
            (Task::Look, _) => self.column = motion.within(self.column, page, columns),
        }
    }

    /// Focuses the other list.
    pub fn turn(&mut self) {
        self.side = if self.side == Side::Files { Side::Columns } else { Side::Files };
    }

    /// Closes what is open over the two lists; false if nothing is.
    pub fn back(&mut self) -> bool {
        let answered = match &mut self.task {
            Task::Look => return false,
            Task::Choose(_) => false,
            Task::Save(saving) => saving.back(),
        };
        if !answered {
            self.task = Task::Look;
        }
        true
    }

    /// Writes text into the name of the file.
    pub fn write(&mut self, text: &str) {
        if let Task::Save(saving) = &mut self.task {
            saving.write(text);
        }
    }

    /// Removes text of the name of the file.
    pub fn erase(&mut self, what: Erase) {
        if let Task::Save(saving) = &mut self.task {
            saving.erase(what);
        }
    }
}
