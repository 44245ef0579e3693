//! A part of a file that may be a table.

use super::error::shown;
use super::part_folders::PartOf;

/// A candidate for a table: a file, or a sheet of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The name that may name a table: that of the file without its ending, or of the sheet.
    pub name: String,
    /// The name of the file.
    pub file: String,
    /// The file, and its sheet, for messages.
    pub label: String,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// The schema, of a table of a database.
    pub schema: Option<String>,
    /// Whether the sheet is hidden: it is used only if no other sheet is this table.
    pub hidden: bool,
    /// Column names; empty if the part has no rows.
    pub header: Vec<String>,
    /// The row of the header, as in a spreadsheet or editor; rows above it are titles.
    pub header_row: u64,
    /// The folder that is the table, if this is one of its parts.
    pub folder: Option<String>,
    /// Values for all of its rows from folder names: `country=DE`.
    pub keys: Vec<(String, String)>,
}

impl Part {
    /// This part as one of many of a table.
    #[must_use]
    pub fn within(self, of: Option<&PartOf>) -> Self {
        let Some(of) = of.filter(|_| self.sheet.is_none()) else { return self };
        let folder = shown(&of.folder);
        let file = self.label.strip_prefix(&folder).unwrap_or(&self.file).trim_start_matches('/').to_owned();
        Self { name: of.name(), file, folder: Some(folder), keys: of.keys.clone(), ..self }
    }

    /// The names that a mapping can use for it, shortest first.
    pub fn names(&self) -> Vec<String> {
        let sheet = self.sheet.iter().flat_map(|sheet| [sheet.clone(), format!("{}: {sheet}", self.file)]);
        if self.sheet.is_some() { sheet.collect() } else { vec![self.file.clone(), self.label.clone()] }
    }

    /// The longest of its names.
    pub fn full_name(&self) -> String {
        self.names().pop().unwrap_or_default()
    }

    /// Whether it has that name.
    pub fn goes_by(&self, name: &str) -> bool {
        self.names().iter().any(|own| own.trim() == name.trim())
    }
}
