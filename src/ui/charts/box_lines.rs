//! Connected box-drawing lines: each cell knows on which sides lines leave it, which gives its glyph.

use std::ops::BitOrAssign;

use ratatui::style::Style;

use super::pen::Pen;
use crate::ui::theme::{Glyphs, Theme};

/// The sides on which lines leave a cell.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Sides(u8);

impl Sides {
    const UP: Self = Self(1);
    const DOWN: Self = Self(2);
    const LEFT: Self = Self(4);
    const RIGHT: Self = Self(8);

    fn glyph(self, glyphs: Glyphs) -> char {
        const LINES: [char; 16] = [' ', '│', '│', '│', '─', '┘', '┐', '┤', '─', '└', '┌', '├', '─', '┴', '┬', '┼'];
        const PLAIN: [char; 16] = [' ', '|', '|', '|', '-', '+', '+', '+', '-', '+', '+', '+', '-', '+', '+', '+'];
        glyphs.pick(LINES, PLAIN)[usize::from(self.0 & 15)]
    }
}

impl BitOrAssign for Sides {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A plot of lines. Lines outside are not drawn; a cell has the style of the last line through it.
pub(super) struct BoxLines {
    columns: u16,
    cells: Vec<(Sides, Style)>,
}

impl BoxLines {
    /// An empty plot.
    pub fn new(columns: u16, rows: u16) -> Self {
        Self { columns, cells: vec![(Sides::default(), Style::new()); usize::from(columns) * usize::from(rows)] }
    }

    /// A line along a row from the middle of one cell to the middle of another to its right.
    pub fn across(&mut self, y: u16, (from, to): (u16, u16), style: Style) {
        for x in from..to {
            self.add(x, y, Sides::RIGHT, style);
            self.add(x + 1, y, Sides::LEFT, style);
        }
    }

    /// A line from a cell to the cell below.
    pub fn leave(&mut self, x: u16, y: u16, style: Style) {
        self.add(x, y, Sides::DOWN, style);
    }

    /// A line into a cell from above.
    pub fn enter(&mut self, x: u16, y: u16, style: Style) {
        self.add(x, y, Sides::UP, style);
    }

    /// Draws the lines from column `left` on, and `rule` across the free cells of a row.
    pub fn draw(&self, theme: &Theme, pen: &mut Pen, left: u16, rule: Option<(u16, char, Style)>) {
        for (y, row) in (0..).zip(self.cells.chunks(usize::from(self.columns).max(1))) {
            for (x, &(sides, style)) in (left..).zip(row) {
                if sides != Sides::default() {
                    pen.glyph(x, y, sides.glyph(theme.glyphs), style);
                } else if let Some((_, glyph, style)) = rule.filter(|rule| rule.0 == y) {
                    pen.glyph(x, y, glyph, style);
                }
            }
        }
    }

    fn add(&mut self, x: u16, y: u16, sides: Sides, style: Style) {
        let at = usize::from(y) * usize::from(self.columns) + usize::from(x);
        if let Some(cell) = self.cells.get_mut(at).filter(|_| x < self.columns) {
            cell.0 |= sides;
            cell.1 = style;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::lines;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    fn drawn(theme: &Theme) -> Vec<String> {
        let mut plot = BoxLines::new(7, 3);
        plot.across(1, (1, 5), Style::new());
        plot.enter(3, 1, Style::new());
        plot.leave(3, 0, Style::new());
        for x in [1, 4, 5] {
            plot.leave(x, 1, Style::new());
            plot.enter(x, 2, Style::new());
        }
        // Outside.
        plot.across(9, (2, 70), Style::new());
        plot.leave(7, 1, Style::new());
        let mut buf = Buffer::empty(Rect::new(0, 0, 8, 3));
        plot.draw(theme, &mut Pen::new(buf.area, &mut buf), 1, Some((0, '.', Style::new())));
        lines(&buf)
    }

    #[test]
    fn lines_meet() {
        assert_eq!(drawn(&Theme::dark()), [" ...│...", "  ┌─┴┬┐", "  │  ││"]);
        assert_eq!(drawn(&Theme::dark().with_glyphs(Glyphs::Ascii)), [" ...|...", "  +-+++", "  |  ||"]);
    }
}
