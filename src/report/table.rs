//! Plain tables and bars for a page of text.

use crate::ui::text::{clean, clip, pad_left, pad_right, width};

/// Blanks before a line and between two columns.
const GAP: &str = "  ";
/// A column is not cut below this width.
const LEAST: usize = 8;

/// On which side a column is flush.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// Words and bars.
    Left,
    /// Numbers.
    Right,
}

/// Columns as wide as their widest cell; the widest give way where the page is too narrow.
pub(super) struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    pub fn new(columns: &[(&str, Align)]) -> Self {
        Self {
            columns: columns
                .iter()
                .map(|(t, a)| (clean(t).into_owned(), *a))
                .collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row. Text from the data is made harmless here.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(
            cells
                .into_iter()
                .map(|cell| clean(&cell).into_owned())
                .collect(),
        );
    }

    /// The lines of the table, none wider than `page`.
    pub fn lines(&self, page: usize) -> Vec<String> {
        let widths = self.widths(page);
        let line = |cells: &mut dyn Iterator<Item = &String>| {
            let mut line = String::new();
            for ((cell, (_, align)), width) in cells.zip(&self.columns).zip(&widths) {
                let cell = clip(cell, *width);
                line.push_str(GAP);
                line.push_str(&match align {
                    Align::Left => pad_right(&cell, *width),
                    Align::Right => pad_left(&cell, *width),
                });
            }
            clip(line.trim_end(), page).into_owned()
        };
        let head = line(&mut self.columns.iter().map(|(title, _)| title));
        let rows = self.rows.iter().map(|row| line(&mut row.iter()));
        std::iter::once(head)
            .filter(|h| !h.trim().is_empty())
            .chain(rows)
            .collect()
    }

    fn widths(&self, page: usize) -> Vec<usize> {
        let cells = |i: usize| {
            self.rows
                .iter()
                .filter_map(move |row| row.get(i))
                .map(|cell| width(cell))
        };
        let mut widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(i, (title, _))| cells(i).max().unwrap_or(0).max(width(title)))
            .collect();
        // The widest columns give way first, and together.
        let mut excess = (widths.iter().map(|w| w + GAP.len()).sum::<usize>()).saturating_sub(page);
        while excess > 0 {
            let Some(widest) = widths.iter_mut().max().filter(|w| **w > LEAST) else {
                break;
            };
            *widest -= 1;
            excess -= 1;
        }
        widths
    }
}

/// A bar of at most `columns` columns, in eighths, for `value` where `max` fills them; a value above 0 is always seen.
pub(super) fn bar(value: u64, max: u64, columns: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if value == 0 || max == 0 {
        return String::new();
    }
    let eighths =
        ((value as f64 / max as f64 * (8 * columns) as f64).round() as usize).clamp(1, 8 * columns);
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}
