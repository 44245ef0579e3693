//! The formats of a report.

use super::document::document;
use super::html::html;
use super::input::ReportInput;
use super::json::json;
use super::markdown::markdown;
use super::text::text;

/// Columns of the text format: it fits a terminal, a mail and a log.
pub const COLUMNS: usize = 80;

/// A format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A page of text.
    Text,
    /// One JSON object.
    Json,
    /// Markdown.
    Markdown,
    /// One HTML file.
    Html,
}

/// The report in a format. `command` makes the command that prints it again, from `report --format html` and similar
/// words.
pub fn written(report: &ReportInput, format: Format, command: impl Fn(&str) -> String) -> String {
    match format {
        Format::Text => text(&document(report, &command("report")), COLUMNS),
        Format::Json => json(report),
        Format::Markdown => markdown(&document(report, &command("report --format markdown"))),
        Format::Html => html(&document(report, &command("report --format html"))),
    }
}
