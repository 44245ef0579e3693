//! The forms of a report.

use super::document::document;
use super::html::html;
use super::input::ReportInput;
use super::json::json;
use super::markdown::markdown;
use super::text::text;

/// Columns of the text form: what fits a terminal, a mail and a log.
pub const COLUMNS: usize = 80;

/// A form of a report.
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

/// The report in a form. `command` gives the command that prints it again, from `report --format html` and its like.
pub fn written(report: &ReportInput, format: Format, command: impl Fn(&str) -> String) -> String {
    match format {
        Format::Text => text(&document(report, &command("report")), COLUMNS),
        Format::Json => json(report),
        Format::Markdown => markdown(&document(report, &command("report --format markdown"))),
        Format::Html => html(&document(report, &command("report --format html"))),
    }
}
