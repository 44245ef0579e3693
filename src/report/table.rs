//! Plain tables and bars for a page of text.

use crate::wording::text::{clean, clip, pad_left, pad_right, width};

/// Blanks before a line and between two columns.
const GAP: &str = "  ";
/// A column is not cut below this width.
const LEAST: usize = 8;
/// Bars take what the other columns leave, within these bounds; below the first they are left out.
const BARS: std::ops::RangeInclusive<usize> = 4..=24;

/// What stands in a column and on which side it is flush.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
    /// Bars.
    Bar,
}

/// One cell.
pub(super) enum Cell {
    /// Words or a number.
    Text(String),
    /// A bar: the fraction of the column that it fills.
    Bar(f64),
}

impl Cell {
    /// A bar for `value` where `most` fills the column.
    pub fn bar(value: u64, most: u64) -> Self {
        Self::Bar(if most > 0 { value as f64 / most as f64 } else { 0.0 })
    }
}

impl From<String> for Cell {
    /// Text from the data is made harmless here.
    fn from(text: String) -> Self {
        Self::Text(clean(&text).into_owned())
    }
}

/// Columns as wide as their widest cell; the widest give way where the page is too narrow.
pub(super) struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table with these headings.
    pub fn new(columns: &[(&str, Align)]) -> Self {
        Self { columns: columns.iter().map(|(t, a)| (clean(t).into_owned(), *a)).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<Cell>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The lines of the table, none wider than `page`.
    pub fn lines(&self, page: usize) -> Vec<String> {
        let widths = self.widths(page);
        let columns = || self.columns.iter().zip(&widths).filter(|(_, width)| **width > 0);
        let titles: String =
            columns().map(|((title, align), width)| GAP.to_owned() + &flush(title, *align, *width)).collect();
        let line = |row: &Vec<Cell>| {
            let cells = row.iter().zip(&self.columns).zip(&widths).filter(|(_, width)| **width > 0);
            cells
                .map(|((cell, (_, align)), width)| match cell {
                    Cell::Text(text) => GAP.to_owned() + &flush(text, *align, *width),
                    Cell::Bar(fraction) => GAP.to_owned() + &flush(&bar(*fraction, *width), *align, *width),
                })
                .collect::<String>()
        };
        let lines = std::iter::once(titles).filter(|t| !t.trim().is_empty()).chain(self.rows.iter().map(line));
        lines.map(|line| clip(line.trim_end(), page).into_owned()).collect()
    }

    /// The width of each column; 0 for bars that have no room.
    fn widths(&self, page: usize) -> Vec<usize> {
        let cell = |row: &Vec<Cell>, column: usize| match row.get(column) {
            Some(Cell::Text(text)) => width(text),
            _ => 0,
        };
        let widest = |column: usize| self.rows.iter().map(|row| cell(row, column)).max().unwrap_or(0);
        let mut widths: Vec<usize> =
            self.columns.iter().enumerate().map(|(i, (title, _))| widest(i).max(width(title))).collect();
        let total = |widths: &[usize]| widths.iter().map(|w| w + GAP.len()).sum::<usize>();
        if let Some(bars) = self.columns.iter().position(|(_, align)| *align == Align::Bar) {
            let room = page.saturating_sub(total(&widths)).min(*BARS.end());
            widths[bars] = if room < *BARS.start() { 0 } else { room };
        }
        // The widest columns give way first, and together.
        for _ in page..total(&widths) {
            if let Some(widest) = widths.iter_mut().max().filter(|w| **w > LEAST) {
                *widest -= 1;
            }
        }
        widths
    }
}

fn flush(text: &str, align: Align, width: usize) -> String {
    let text = clip(text, width);
    if align == Align::Right { pad_left(&text, width) } else { pad_right(&text, width) }
}

/// A bar that fills `fraction` of `columns` columns, in eighths; one above 0 is always seen.
fn bar(fraction: f64, columns: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if fraction <= 0.0 {
        return String::new();
    }
    let eighths = ((fraction * (8 * columns) as f64).round() as usize).clamp(1, 8 * columns);
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}
