//! The dialog that writes what is on screen into a file: what and how, the file's name, and the question whether a file
//! that is there may be overwritten.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use strum::{EnumIter, IntoEnumIterator};

use super::action::{Erase, Motion};
use super::message::{Cmd, Job};
use super::model::{ClusterState, Model, Overlay, Stage};
use super::prompt::Prompt;
use super::update::next;
use crate::digits::count;

/// What can be written, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Export {
    CustomersCsv,
    CustomersJson,
    CustomersParquet,
    CustomersSafeCsv,
    ReportText,
    ReportJson,
    ReportMarkdown,
    ReportHtml,
    Screen,
}

impl Export {
    /// What, how, the ending of its file, and what the file is.
    fn row(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::CustomersCsv => ("customers", "CSV", "csv", "id, segment, name, silhouette and features"),
            Self::CustomersJson => ("customers", "JSON", "json", "id, segment, name, silhouette and features"),
            Self::CustomersParquet => ("customers", "Parquet", "parquet", "the same in typed columns, for large data"),
            Self::CustomersSafeCsv => ("customers", "safe CSV", "csv", "for spreadsheets: no cell runs as a formula"),
            Self::ReportText => ("report", "text", "txt", "every measure and the segments, to read"),
            Self::ReportJson => ("report", "JSON", "json", "every measure and the segments, for scripts"),
            Self::ReportMarkdown => ("report", "Markdown", "md", "measures, segments and definitions, for a wiki"),
            Self::ReportHtml => ("report", "HTML", "html", "one page with charts, for a browser and to print"),
            Self::Screen => ("this screen", "SVG", "svg", "a picture of the screen as it is"),
        }
    }

    /// What is written: `customers`, `report` or `this screen`.
    pub fn what(self) -> &'static str {
        self.row().0
    }

    /// How it is written.
    pub fn format(self) -> &'static str {
        self.row().1
    }

    /// What the file is, in a few words.
    pub fn about(self) -> &'static str {
        self.row().3
    }

    fn ending(self) -> &'static str {
        self.row().2
    }
}

/// How far an export is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ExportState {
    /// The dialog is filled in.
    #[default]
    Editing,
    /// It cannot be done: why.
    Refused(String),
    /// The file is being written.
    Writing,
    /// The file is there already.
    Asking,
}

/// The dialog while it is open.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportDialog {
    /// What is written, and how.
    pub export: Export,
    /// The name of the file.
    pub file: Prompt,
    /// The row under the cursor: what, how, the file.
    pub row: usize,
    /// How far it is.
    pub state: ExportState,
    /// What the names of files begin with, and what the screen is called.
    names: [String; 2],
}

/// The last row of the dialog: the file.
const FILE: usize = 2;
/// Longest beginning of a proposed name.
const LONGEST: usize = 40;

impl ExportDialog {
    /// The dialog for data of this path, on a screen of this title.
    pub fn new(path: &str, screen: &str) -> Self {
        let mut dialog = Self {
            export: Export::CustomersCsv,
            file: Prompt::default(),
            row: 0,
            state: ExportState::default(),
            names: [stem(path), plain(screen)],
        };
        dialog.name(dialog.proposed(dialog.export));
        dialog
    }

    /// The name that is proposed: in the working directory, of letters that every file system takes.
    fn proposed(&self, export: Export) -> String {
        let [data, screen] = &self.names;
        let kind = match export.what() {
            "customers" => "segments",
            "report" => "report",
            _ => screen,
        };
        format!("{data}-{kind}.{}", export.ending())
    }

    fn name(&mut self, text: String) {
        self.file = Prompt { cursor: text.len(), text, ..Prompt::default() };
    }

    /// Moves among the rows, changes the row under the cursor, or moves within the name.
    pub fn step(&mut self, motion: Motion) {
        if self.is_busy() {
            return;
        }
        self.state = ExportState::Editing;
        match (motion, self.row) {
            (Motion::Up, row) => self.row = row.saturating_sub(1),
            (Motion::Down, row) => self.row = (row + 1).min(FILE),
            (Motion::Left, FILE) => self.file.move_to(self.file.left()),
            (Motion::Right, FILE) => self.file.move_to(self.file.right()),
            (Motion::First, FILE) => self.file.move_to(0),
            (Motion::Last, FILE) => self.file.move_to(self.file.text.len()),
            (Motion::Left, row) => self.change(row, false),
            (Motion::Right, row) => self.change(row, true),
            _ => {}
        }
    }

    /// The next or previous thing to write (row 0), or way to write it (row 1). The name follows; of one that was typed,
    /// its ending does.
    fn change(&mut self, row: usize, forward: bool) {
        let old = self.export;
        let all: Vec<Export> = match row {
            0 => Export::iter().collect(),
            _ => Export::iter().filter(|export| export.what() == old.what()).collect(),
        };
        let at = all.iter().position(|export| *export == old).unwrap_or(0);
        let mut others = (1..all.len()).map(|by| all[(at + if forward { by } else { all.len() - by }) % all.len()]);
        let found = if row == 0 { others.find(|export| export.what() != old.what()) } else { others.next() };
        let Some(new) = found else { return };
        // Going back arrives at the first way to write it too.
        self.export = if row == 0 { Export::iter().find(|e| e.what() == new.what()).unwrap_or(new) } else { new };
        if self.file.text == self.proposed(old) {
            self.name(self.proposed(self.export));
        } else if let Some(stem) = self.file.text.strip_suffix(&format!(".{}", old.ending())) {
            self.name(format!("{stem}.{}", self.export.ending()));
        }
    }

    /// Writes text into the name, wherever the cursor is.
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
        match what {
            Erase::Before => self.file.erase(Prompt::left),
            Erase::After => self.file.erase(Prompt::right),
            Erase::Word => self.file.erase(Prompt::word_start),
            Erase::Line => self.file.erase(|_| 0),
        }
    }

    /// Takes a question back; false where none was asked, and the dialog is to be closed.
    pub(super) fn back(&mut self) -> bool {
        let asking = self.state == ExportState::Asking;
        if asking {
            self.state = ExportState::Editing;
        }
        asking
    }

    /// Whether the name must stay as it is.
    fn is_busy(&self) -> bool {
        matches!(self.state, ExportState::Writing | ExportState::Asking)
    }
}

/// The name of the data without folders and endings.
fn stem(path: &str) -> String {
    let name = path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.split_once('.').map_or(name, |(stem, _)| stem);
    let stem = plain(name);
    if stem.is_empty() { "segscope".to_owned() } else { stem }
}

/// Letters, digits, `-` and `_`; all else in a row becomes one `-`. What a name holds may be anything.
fn plain(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars().take(LONGEST) {
        match letter {
            letter if letter.is_alphanumeric() || letter == '_' => text.extend(letter.to_lowercase()),
            _ if text.ends_with('-') || text.is_empty() => {}
            _ => text.push('-'),
        }
    }
    text.trim_end_matches('-').to_owned()
}

/// A file that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its size in bytes.
    pub bytes: u64,
    /// Customers in it, where it lists them.
    pub customers: Option<u64>,
}

/// Why there is no new file; an old one is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotWritten {
    /// There is one already, and it was not said that it may be overwritten.
    Exists,
    /// It could not be written: why.
    Failed(String),
}

/// All that is written from.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// What, and how.
    pub export: Export,
    /// Where to.
    pub path: PathBuf,
    /// Whether a file that is there may be overwritten.
    pub overwrite: bool,
    /// What is on screen, without the dialog.
    pub model: Model,
}

type Write = dyn Fn(&ExportRequest) -> Result<Written, NotWritten> + Send + Sync;

/// Writes exports. The state machine knows neither reports nor files, so it is handed what does.
#[derive(Clone)]
pub struct Exporter(pub Arc<Write>);

impl fmt::Debug for Exporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exporter")
    }
}

/// Opens the dialog.
pub(super) fn open(model: &mut Model) -> Option<Cmd> {
    let path = &model.dataset()?.summary.source.path;
    model.overlay = Overlay::Export(ExportDialog::new(path, model.screen.titles().0));
    None
}

/// Has the file written, over one that is there only after the question.
pub(super) fn enter(model: &mut Model) -> Option<Cmd> {
    let Overlay::Export(dialog) = &model.overlay else {
        return None;
    };
    let (export, overwrite) = (dialog.export, dialog.state == ExportState::Asking);
    let name = dialog.file.text.trim().to_owned();
    let refusal = match &dialog.state {
        ExportState::Writing => return None,
        _ if name.is_empty() => Some("type the name of a file".to_owned()),
        _ if export == Export::Screen => None,
        _ => not_ready(model, export),
    };
    let state = refusal.clone().map_or(ExportState::Writing, ExportState::Refused);
    set_state(model, state);
    if refusal.is_some() {
        return None;
    }
    let generation = next(model, Job::Export);
    let shown = Model { overlay: Overlay::None, notice: None, ..model.clone() };
    let request = ExportRequest { export, path: PathBuf::from(name), overwrite, model: shown };
    Some(Cmd::Export(generation, Box::new(request)))
}

/// Why what is on screen is not to be written now; none where it can be.
fn not_ready(model: &Model, export: Export) -> Option<String> {
    let moment = || Some("the segments are not all there yet: enter again in a moment".to_owned());
    match &model.clusters {
        _ if model.stage != Stage::Rest || model.dataset().is_some_and(|d| d.filter != model.filter) => moment(),
        ClusterState::Running(_) | ClusterState::Idle => moment(),
        ClusterState::Failed(why, _) if export.what() == "customers" => Some(format!("there are no segments: {why}")),
        ClusterState::Failed(..) | ClusterState::Ready(_) => None,
    }
}

/// Takes in what became of the file.
pub(super) fn exported(model: &mut Model, path: &str, outcome: Result<Written, NotWritten>) {
    let open = matches!(model.overlay, Overlay::Export(_));
    match outcome {
        Ok(written) => {
            let rows = written.customers.map(|rows| format!("{} rows, ", count(rows))).unwrap_or_default();
            model.notice = Some(format!("wrote {path}: {rows}{} bytes", count(written.bytes)));
            if open {
                model.overlay = Overlay::None;
            }
        }
        Err(NotWritten::Exists) if open => set_state(model, ExportState::Asking),
        Err(NotWritten::Exists) => model.notice = Some(format!("{path} is there already, and was left as it is")),
        Err(NotWritten::Failed(why)) => failed(model, why),
    }
}

/// Says why there is no file.
pub(super) fn failed(model: &mut Model, why: String) {
    if matches!(model.overlay, Overlay::Export(_)) {
        set_state(model, ExportState::Refused(why));
    } else {
        model.notice = Some(why);
    }
}

fn set_state(model: &mut Model, state: ExportState) {
    if let Overlay::Export(dialog) = &mut model.overlay {
        dialog.state = state;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialog() -> ExportDialog {
        ExportDialog::new("/data/My \"Shop\"\u{1b}[31m & Co.xlsx", "Overview")
    }

    #[test]
    fn names_are_made_of_harmless_letters() {
        assert_eq!(dialog().file.text, "my-shop-31m-co-segments.csv");
        assert_eq!(ExportDialog::new("../..", "Overview").file.text, "segscope-segments.csv");
        assert_eq!(ExportDialog::new("shop/", "Overview").file.text, "shop-segments.csv");
        assert_eq!(ExportDialog::new("", "Overview").file.text, "segscope-segments.csv");
    }

    #[test]
    fn the_name_follows_until_it_is_typed_and_then_its_ending_does() {
        let mut dialog = ExportDialog::new("sample", "Overview");
        dialog.step(Motion::Right);
        assert_eq!((dialog.export, dialog.file.text.as_str()), (Export::ReportText, "sample-report.txt"));
        dialog.step(Motion::Right);
        assert_eq!((dialog.export, dialog.file.text.as_str()), (Export::Screen, "sample-overview.svg"));
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
