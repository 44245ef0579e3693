//! Axes of the data as lines from the origin, with their names at the ends. They turn with the view.

use super::dots::Dots;
use super::pen::Pen;
use crate::app::Viewport;
use crate::ui::theme::Theme;
use crate::wording::text::width;

/// Names and ends of the lines.
pub(super) struct AxisLines<'a> {
    pub theme: &'a Theme,
    pub view: Viewport,
    pub ends: &'a [(&'a str, (f64, f64))],
}

impl AxisLines<'_> {
    /// The visible part of the lines, for a number of rows.
    pub fn draw_lines(&self, pen: &mut Pen, rows: u16) {
        if self.ends.is_empty() {
            return;
        }
        let mut dots = Dots::new(self.theme.glyphs, pen.width(), rows);
        let (columns, lines) = dots.size();
        // Enough points for no gaps in a line that is no longer than the plot.
        let steps = 2 * columns.max(lines);
        for (_, (x, y)) in self.ends {
            let shares = (0..=steps).map(|step| step as f64 / steps.max(1) as f64);
            let on_line = shares.filter_map(|share| self.view.dot(x * share, y * share, columns, lines));
            on_line.for_each(|dot| dots.set(dot));
        }
        for row in 0..rows {
            for column in (0..pen.width()).filter(|&column| dots.mask(column, row) != 0) {
                let glyph = self.theme.glyphs.dot_cell(dots.mask(column, row));
                pen.glyph(column, row, glyph, self.theme.border);
            }
        }
    }

    /// The names at the ends, or where the lines leave the view.
    pub fn draw_names(&self, pen: &mut Pen, rows: u16) {
        let (columns, lines) = (usize::from(pen.width()), usize::from(rows));
        let steps = columns.max(lines).max(1);
        for (name, (x, y)) in self.ends {
            let mut inwards = (1..=steps).rev().map(|step| step as f64 / steps as f64);
            let end = inwards.find_map(|share| self.view.dot(x * share, y * share, columns, lines));
            if let Some((column, row)) = end {
                let x = column.min(usize::from(pen.width()).saturating_sub(width(name)));
                pen.text_within(x as u16, row as u16, width(name) as u16, name, self.theme.strong);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::ui::charts::testing::lines;

    #[test]
    fn lines_go_from_the_origin_to_their_names() {
        let theme = Theme::dark();
        let view = Viewport { x: [-1.0, 1.0], y: [-1.0, 1.0] };
        let area = Rect::new(0, 0, 10, 3);
        let mut buf = Buffer::empty(area);
        let axes =
            AxisLines { theme: &theme, view, ends: &[("A", (0.9, 0.0)), ("B", (0.0, 0.9)), ("far", (0.0, -9.0))] };
        let mut pen = Pen::new(area, &mut buf);
        axes.draw_lines(&mut pen, 3);
        axes.draw_names(&mut pen, 3);
        assert_eq!(lines(&buf), ["     B", "     ⡓⠒⠒⠒A", "     far"]);
    }
}
