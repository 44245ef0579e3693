//! A cell of a table.

use std::borrow::Cow;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::wording::text::clean;

/// One cell: styled text, or a bar with text after it.
#[derive(Clone, Debug, Default)]
pub struct TableCell<'a> {
    pub(super) line: Line<'a>,
    pub(super) bar: Option<f64>,
}

impl TableCell<'_> {
    /// A bar filling `fraction` (0 to 1) of the column; `style` is the bar's.
    pub fn bar(fraction: f64, style: Style) -> Self {
        Self { line: Line::default().style(style), bar: Some(fraction) }
    }

    /// Another style for the entire cell.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.line = self.line.style(style);
        self
    }
}

impl From<String> for TableCell<'_> {
    fn from(text: String) -> Self {
        Self { line: Line::from(clean(&text).into_owned()), bar: None }
    }
}

impl<'a> From<&'a str> for TableCell<'a> {
    fn from(text: &'a str) -> Self {
        Self { line: Line::from(clean(text)), bar: None }
    }
}

impl<'a> From<Line<'a>> for TableCell<'a> {
    fn from(mut line: Line<'a>) -> Self {
        for span in &mut line.spans {
            if let Cow::Owned(safe) = clean(&span.content) {
                span.content = safe.into();
            }
        }
        Self { line, bar: None }
    }
}

impl<'a> From<Span<'a>> for TableCell<'a> {
    fn from(span: Span<'a>) -> Self {
        Line::from(span).into()
    }
}

/// One row of cells, as many as there are columns; missing ones are blank.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    pub(super) cells: Vec<TableCell<'a>>,
    pub(super) style: Style,
}

impl<'a> Row<'a> {
    /// A row of anything that makes a cell.
    pub fn new<C: Into<TableCell<'a>>>(cells: impl IntoIterator<Item = C>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), style: Style::new() }
    }

    /// Style beneath the cells' own.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }
}
