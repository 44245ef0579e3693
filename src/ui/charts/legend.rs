//! The legend of segments: `1■ 2■ 3■  ✚ centroid  1,961 customers`, shorter where there is less room.

use ratatui::style::Style;

use super::pen::Pen;
use crate::ui::text::width;
use crate::ui::theme::Theme;

/// How one segment is marked wherever it is drawn: its glyph, and its colour's style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentMark {
    /// The segment's number, as a glyph.
    pub glyph: char,
    /// The segment's colour.
    pub style: Style,
}

impl SegmentMark {
    /// The mark of the segment with a 0-based label, in the colour of a palette slot. The two differ once K has changed:
    /// the number is by size, while the colour stays with the customers.
    pub fn new(theme: &Theme, label: usize, slot: usize) -> Self {
        Self {
            glyph: theme.segment_glyph(label),
            style: theme.segment_style(slot),
        }
    }

    /// Labels 0 to k − 1, each in the colour of its own slot.
    pub fn first(theme: &Theme, k: usize) -> Vec<Self> {
        (0..k).map(|label| Self::new(theme, label, label)).collect()
    }

    /// Customers that belong to no segment.
    pub fn noise(theme: &Theme) -> Self {
        Self {
            glyph: '0',
            style: theme.dim,
        }
    }
}

/// What follows the segments in a legend.
pub(super) struct Legend<'a> {
    pub marks: &'a [SegmentMark],
    pub centroids: bool,
    pub note: &'a str,
}

impl Legend<'_> {
    /// Draws within rows `y..y + rows` and gives the rows used. The note goes first when there is too little room, then
    /// the word `centroid`; then the segments wrap, and end in an ellipsis.
    pub fn draw(&self, theme: &Theme, pen: &mut Pen, y: u16, rows: u16) -> u16 {
        let room = usize::from(pen.width());
        let cross = if self.centroids {
            format!("{} centroid", theme.glyphs.centroid())
        } else {
            String::new()
        };
        let segments = (self.marks.len() * 3).saturating_sub(1);
        let join = |a: usize, b: usize| if a > 0 && b > 0 { a + 2 + b } else { a + b };
        let (with_cross, note) = (join(segments, width(&cross)), width(self.note));
        let cross = if with_cross <= room {
            cross
        } else {
            String::new()
        };
        let note = if join(with_cross, note) <= room {
            self.note
        } else {
            ""
        };
        if rows == 0 || room < 2 {
            return 0;
        }
        let (mut x, mut row) = (0u16, 0u16);
        for (i, mark) in self.marks.iter().enumerate() {
            let last_cell =
                row + 1 == rows && usize::from(x) + 5 > room && i + 1 < self.marks.len();
            if last_cell {
                pen.glyph(x, y + row, theme.glyphs.ellipsis(), theme.dim);
                return row + 1;
            }
            pen.glyph(x, y + row, mark.glyph, mark.style);
            pen.glyph(x + 1, y + row, theme.glyphs.square(), mark.style);
            x += 3;
            if usize::from(x) + 2 > room && i + 1 < self.marks.len() {
                (x, row) = (0, row + 1);
            }
        }
        for (text, style) in [(cross.as_str(), theme.strong), (note, theme.dim)] {
            if !text.is_empty() {
                let start = if x > 0 { x - 1 + 2 } else { 0 };
                pen.text(start, y + row, text, style);
                x = start + width(text) as u16 + 1;
            }
        }
        row + 1
    }

    /// Rows the segments need at a width.
    pub fn rows(&self, room: u16) -> u16 {
        let each = usize::from((room + 1) / 3).max(1);
        self.marks.len().div_ceil(each).max(1) as u16
    }
}
