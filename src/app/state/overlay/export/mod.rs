//! The export dialog: content and format, the file's name, and the question whether an existing file may be
//! overwritten.

mod content;
mod file_name;

pub use self::content::Export;

use strum::IntoEnumIterator;

use self::file_name::{plain, stem};
use super::prompt::Prompt;
use crate::app::motion::{Erase, Motion};
use crate::data::filter::Condition;

/// The state of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ExportState {
    /// The dialog is being filled in.
    #[default]
    Editing,
    /// The export is not possible, with the reason.
    Refused(String),
    /// The file is being written.
    Writing,
    /// The file exists already.
    Asking,
}

/// The open dialog.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportDialog {
    /// The content and format.
    pub export: Export,
    /// The name of the file.
    pub file: Prompt,
    /// The row at the cursor: content, format, file.
    pub row: usize,
    /// The state of the export.
    pub state: ExportState,
    /// What is marked where it was opened, such as `city:Cairo,Giza`.
    pub marked: Option<Vec<Condition>>,
    /// The stem of file names, and the titles of the screen and of the panel.
    names: [String; 3],
}

/// The last row of the dialog: the file.
const FILE: usize = 2;

impl ExportDialog {
    /// The dialog for data of this path, on a screen and a panel of these titles. What is marked is the first choice.
    pub fn new(path: &str, screen: &str, panel: &str, marked: Option<Vec<Condition>>) -> Self {
        let mut dialog = Self {
            export: if marked.is_some() { Export::MarkedCsv } else { Export::CustomersCsv },
            marked,
            file: Prompt::default(),
            row: 0,
            state: ExportState::default(),
            names: [stem(path), plain(screen), plain(panel)],
        };
        dialog.name(&dialog.proposed(dialog.export));
        dialog
    }

    /// The dialog with this file; its ending says what is written.
    ///
    /// # Errors
    /// An ending that no export has.
    pub fn into_file(mut self, name: &str) -> Result<Self, String> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let of_ending = |export: &Export| ending.as_deref() == Some(export.ending());
        self.export =
            Export::iter().filter(|export| *export != Export::MarkedCsv).find(of_ending).ok_or_else(|| {
                let mut known: Vec<String> = Export::iter().map(|export| format!(".{}", export.ending())).collect();
                known.sort();
                known.dedup();
                format!("the name of the file must end in one of {}", known.join(" "))
            })?;
        self.name(name);
        Ok(self)
    }

    /// The proposed name: in the working directory, with letters that every file system accepts.
    fn proposed(&self, export: Export) -> String {
        let [data, screen, panel] = &self.names;
        let kind = match export.what() {
            "customers" => "segments",
            kind @ ("report" | "marked") => kind,
            "this panel" => panel,
            "customer ids" => "ids",
            _ => screen,
        };
        format!("{data}-{kind}.{}", export.ending())
    }

    fn name(&mut self, text: &str) {
        self.file = Prompt::with(text);
    }

    /// Moves between the rows, changes the value at the cursor, or moves within the name.
    pub fn step(&mut self, motion: Motion) {
        if self.is_busy() {
            return;
        }
        self.state = ExportState::Editing;
        match (motion, self.row) {
            (Motion::Up, row) => self.row = row.saturating_sub(1),
            (Motion::Down, row) => self.row = (row + 1).min(FILE),
            (motion, FILE) => self.file.step(motion),
            (Motion::Left, row) => self.change(row, false),
            (Motion::Right, row) => self.change(row, true),
            _ => {}
        }
    }

    /// The next or previous content (row 0) or format (row 1). A proposed name follows; a typed one keeps its stem and
    /// changes its ending.
    fn change(&mut self, row: usize, forward: bool) {
        let old = self.export;
        let all: Vec<Export> = match row {
            0 => Export::iter().filter(|export| *export != Export::MarkedCsv || self.marked.is_some()).collect(),
            _ => Export::iter().filter(|export| export.what() == old.what()).collect(),
        };
        let at = all.iter().position(|export| *export == old).unwrap_or(0);
        let mut others = (1..all.len()).map(|by| all[(at + if forward { by } else { all.len() - by }) % all.len()]);
        let found = if row == 0 { others.find(|export| export.what() != old.what()) } else { others.next() };
        let Some(new) = found else { return };
        // Going back also arrives at the first format.
        self.export = if row == 0 { Export::iter().find(|e| e.what() == new.what()).unwrap_or(new) } else { new };
        if self.file.text == self.proposed(old) {
            self.name(&self.proposed(self.export));
        } else if let Some(stem) = self.file.text.strip_suffix(&format!(".{}", old.ending())) {
            self.name(&format!("{stem}.{}", self.export.ending()));
        }
    }

    /// Writes text into the name, whichever row has the cursor.
    pub fn write(&mut self, text: &str) {
        if !self.is_busy() {
            (self.row, self.state) = (FILE, ExportState::Editing);
            self.file.write(text);
        }
    }

    /// Removes text of the name.
    pub fn erase(&mut self, what: Erase) {
        if self.is_busy() {
            return;
        }
        (self.row, self.state) = (FILE, ExportState::Editing);
        self.file.remove(what);
    }

    /// Closes the question; false if none was open, and the dialog is to be closed.
    pub fn back(&mut self) -> bool {
        let asking = self.is_asking();
        if asking {
            self.state = ExportState::Editing;
        }
        asking
    }

    /// Whether it asks if an existing file may be overwritten.
    pub fn is_asking(&self) -> bool {
        self.state == ExportState::Asking
    }

    /// Whether the file is being written.
    pub fn is_writing(&self) -> bool {
        self.state == ExportState::Writing
    }

    /// Whether the name cannot be changed now.
    fn is_busy(&self) -> bool {
        self.is_writing() || self.is_asking()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialog() -> ExportDialog {
        ExportDialog::new("/data/My \"Shop\"\u{1b}[31m & Co.xlsx", "Overview", "Cities", None)
    }

    #[test]
    fn names_are_made_of_harmless_letters() {
        assert_eq!(dialog().file.text, "my-shop-31m-co-segments.csv");
        let named = |path| ExportDialog::new(path, "Overview", "Cities", None).file.text;
        assert_eq!(named("../.."), "segscope-segments.csv");
        assert_eq!(named("shop/"), "shop-segments.csv");
        assert_eq!(named(""), "segscope-segments.csv");
    }

    #[test]
    fn the_name_follows_until_it_is_typed_and_then_its_ending_does() {
        let mut dialog = ExportDialog::new("sample", "Overview", "Cities", None);
        dialog.step(Motion::Right);
        assert_eq!((dialog.export, dialog.file.text.as_str()), (Export::ReportText, "sample-report.txt"));
        dialog.step(Motion::Right);
        assert_eq!((dialog.export, dialog.file.text.as_str()), (Export::Screen, "sample-overview.svg"));
        dialog.step(Motion::Right);
        assert_eq!((dialog.export, dialog.file.text.as_str()), (Export::PanelCsv, "sample-cities.csv"));
        dialog.step(Motion::Right);
        assert_eq!((dialog.export, dialog.file.text.as_str()), (Export::Ids, "sample-ids.csv"));
        dialog.step(Motion::Left);
        dialog.step(Motion::Left);
        dialog.step(Motion::Left);
        dialog.step(Motion::Down);
        dialog.step(Motion::Left);
        assert_eq!((dialog.export, dialog.file.text.as_str()), (Export::ReportHtml, "sample-report.html"));
        dialog.step(Motion::Down);
        dialog.step(Motion::First);
        dialog.write("a");
        dialog.step(Motion::Up);
        dialog.step(Motion::Left);
        assert_eq!(dialog.file.text, "asample-report.md");
        dialog.erase(Erase::Line);
        dialog.step(Motion::Up);
        dialog.step(Motion::Right);
        assert_eq!(dialog.file.text, "", "a name without the ending is left as it is");
    }
}
