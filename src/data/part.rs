//! A part of a file that may be a table.

use super::error::shown;
use super::part_folders::PartOf;

/// What may be one table: a file, or a sheet of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The name that may name a table: of the file without its ending, or of the sheet.
    pub name: String,
    /// The name of the file.
    pub file: String,
    /// The file, and the sheet in it, for messages.
    pub label: String,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// Whether the sheet is hidden: it is a table only where no other is.
    pub hidden: bool,
    /// Column names; empty when the part has no rows at all.
    pub header: Vec<String>,
    /// The row they are in, as a spreadsheet or editor shows it; what stands above are titles.
    pub header_row: u64,
    /// The folder that is the table, of which this is one of many parts.
    pub folder: Option<String>,
    /// What the names of folders on the way to it say of all its rows: `country=DE`.
    pub keys: Vec<(String, String)>,
}

impl Part {
    /// The part as one of many that are a table together.
    #[must_use]
    pub fn within(self, of: Option<&PartOf>) -> Self {
        let Some(of) = of.filter(|_| self.sheet.is_none()) else { return self };
        let folder = shown(&of.folder);
        let file = self.label.strip_prefix(&folder).unwrap_or(&self.file).trim_start_matches('/').to_owned();
        Self { name: of.name(), file, folder: Some(folder), keys: of.keys.clone(), ..self }
    }

    /// The names that a mapping can give as its source, shortest first.
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
