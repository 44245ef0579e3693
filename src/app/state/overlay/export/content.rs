//! Contents and formats of an export.

use strum::EnumIter;

/// A content and its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Export {
    CustomersCsv,
    CustomersJson,
    CustomersParquet,
    CustomersSafeCsv,
    MarkedCsv,
    ReportText,
    ReportJson,
    ReportMarkdown,
    ReportHtml,
    Screen,
    PanelCsv,
    PanelJson,
    PanelSvg,
    Ids,
}

impl Export {
    /// Content, format, file ending, and description of the file.
    fn row(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::CustomersCsv => ("customers", "CSV", "csv", "id, segment, name, silhouette and features"),
            Self::CustomersJson => ("customers", "JSON", "json", "id, segment, name, silhouette and features"),
            Self::CustomersParquet => ("customers", "Parquet", "parquet", "typed columns, for large data"),
            Self::CustomersSafeCsv => ("customers", "safe CSV", "csv", "for spreadsheets: no cell runs as a formula"),
            Self::MarkedCsv => ("marked", "CSV", "csv", "one row per customer of the marked rows"),
            Self::ReportText => ("report", "text", "txt", "every measure and the segments, to read"),
            Self::ReportJson => ("report", "JSON", "json", "every measure and the segments, for scripts"),
            Self::ReportMarkdown => ("report", "Markdown", "md", "measures, segments and definitions, for a wiki"),
            Self::ReportHtml => ("report", "HTML", "html", "one page with charts, for a browser or a printer"),
            Self::Screen => ("this screen", "SVG", "svg", "a picture of the screen as it is"),
            Self::PanelCsv => ("this panel", "CSV", "csv", "its numbers as a table, with full precision"),
            Self::PanelJson => ("this panel", "JSON", "json", "its numbers, as in the JSON of a report"),
            Self::PanelSvg => ("this panel", "SVG", "svg", "a picture of the panel alone"),
            Self::Ids => ("customer ids", "CSV", "csv", "one column, for a join or a mailing"),
        }
    }

    /// The content: `customers`, `marked`, `report`, `this screen`, `this panel` or `customer ids`.
    pub fn what(self) -> &'static str {
        self.row().0
    }

    /// The format.
    pub fn format(self) -> &'static str {
        self.row().1
    }

    /// A description of the file in a few words.
    pub fn about(self) -> &'static str {
        self.row().3
    }

    pub(super) fn ending(self) -> &'static str {
        self.row().2
    }
}
