//! The mapping screen: what was understood of the data, and what the user says it is.

mod edit;
mod saving;

pub use self::saving::{SaveState, Saving};
use crate::analysis::Preview;
use crate::app::motion::{Erase, Motion};
use crate::app::state::overlay::keys::Keys;
use crate::data::{ColumnRole, Mapping, PartRole, Table, Understanding};

/// The files with their roles, the columns of the chosen one with theirs, and what the data comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct MappingScreen {
    /// What was understood, with the roles that were changed since.
    pub understanding: Understanding,
    /// What is said of the data so far.
    pub mapping: Mapping,
    /// The list that keys go to.
    pub side: Side,
    /// The row of the cursor among the files.
    pub file: usize,
    /// The row of the cursor among the columns of that file.
    pub column: usize,
    /// How much data there is.
    pub numbers: Numbers,
    /// What lies over the two lists.
    pub task: Task,
    /// What came of writing the mapping, until the next key.
    pub said: Option<String>,
    /// The file that is proposed for the mapping.
    pub proposed: String,
}

/// One of the two lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The files and sheets.
    #[default]
    Files,
    /// The columns of the file under the cursor.
    Columns,
}

/// How much data there is under the roles of now.
#[derive(Clone, Debug, PartialEq)]
pub enum Numbers {
    /// The files are being looked at.
    Looking,
    /// Something that is needed is missing.
    Unknown,
    /// The first rows are being read.
    Reading,
    /// Read, all or the first rows.
    Read(Preview),
    /// It cannot be loaded: why.
    Failed(String),
}

/// What lies over the two lists.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Nothing.
    Look,
    /// A list to choose a role from.
    Choose(Choosing),
    /// The mapping is about to be written.
    Save(Saving),
}

/// A list to choose a role from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// What there is to choose.
    pub roles: Vec<Role>,
    /// The row of the cursor.
    pub cursor: usize,
}

/// A role that a file or a column can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Which.
    pub of: RoleOf,
    /// Whether the data cannot be loaded while nothing has it.
    pub needed: bool,
    /// The file or column that has it now.
    pub holder: Option<String>,
}

/// The role of a file or of a column; none is a role too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleOf {
    /// A file that is this table.
    File(Option<Table>),
    /// A column of this table that is this column of the schema.
    Column(Table, Option<&'static str>),
}

impl MappingScreen {
    /// The screen before anything was looked at.
    pub fn new() -> Self {
        Self {
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

    /// The file under the cursor.
    pub fn part(&self) -> Option<&PartRole> {
        self.understanding.parts.get(self.file)
    }

    /// The column under the cursor.
    pub fn column(&self) -> Option<&ColumnRole> {
        self.part()?.columns.get(self.column)
    }

    /// Takes in what was understood. The files stay where they are on the screen, whatever their roles are now.
    pub fn understood(&mut self, understanding: Understanding) {
        let place = |name: &str| self.understanding.parts.iter().position(|part| part.name == name);
        let mut new = understanding;
        new.parts.sort_by_cached_key(|part| place(&part.name).unwrap_or(usize::MAX));
        self.understanding = new;
        self.file = self.file.min(self.understanding.parts.len().saturating_sub(1));
        self.column = self.column.min(self.part().map_or(0, |part| part.columns.len().saturating_sub(1)));
        self.numbers = if self.understanding.missing.is_empty() { Numbers::Reading } else { Numbers::Unknown };
    }

    /// Which keys work.
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

    /// Moves the cursor of the list that keys go to; left and right go to the other.
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

    /// Goes to the other list.
    pub fn turn(&mut self) {
        self.side = if self.side == Side::Files { Side::Columns } else { Side::Files };
    }

    /// Closes what lies over the two lists; false where nothing does.
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

impl Default for MappingScreen {
    fn default() -> Self {
        Self::new()
    }
}
