//! Curves one above the other on a shared axis, each on its own scale, to compare measures with different units.
//!
//! ```text
//! inertia    ⠑⠢⢄⡀
//!               ⠈⠑⠒⠤⢄⣀⣀
//! silhouette ⡠⠢⣀⡠⠤⠤⣀⣀
//!            2 3 4[5]6 7 8 9
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::widgets::Widget;

use super::curve::{Curve, Scale, draw_dots};
use super::dots::{Dots, Stroke};
use super::pen::Pen;
use super::ticks;
use crate::ui::theme::Theme;
use crate::wording::text::width;

/// Stacked curves with a shared cursor.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::{Curve, Curves}, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 60, 8));
/// let mut buf = Buffer::empty(area);
/// let labels: Vec<String> = (2..=5).map(|k| k.to_string()).collect();
/// let silhouette = [0.41, 0.44, 0.52, 0.47].map(Some);
/// let curve = Curve::new("silhouette", &silhouette, theme.claims).mark(Some(2)).note("0.52");
/// Curves::new(&theme, &labels).curve(curve).cursor(Some(2)).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "◆"));
/// ```
#[derive(Clone, Debug)]
pub struct Curves<'a> {
    theme: &'a Theme,
    labels: &'a [String],
    list: Vec<Curve<'a>>,
    cursor: Option<usize>,
}

impl<'a> Curves<'a> {
    /// A chart over the labelled positions.
    pub fn new(theme: &'a Theme, labels: &'a [String]) -> Self {
        Self { theme, labels, list: Vec::new(), cursor: None }
    }

    /// Adds a curve below the others, with a note at its right and a diamond at its mark.
    #[must_use]
    pub fn curve(mut self, curve: Curve<'a>) -> Self {
        self.list.push(curve);
        self
    }

    /// The position with a vertical rule and brackets.
    #[must_use]
    pub fn cursor(mut self, cursor: Option<usize>) -> Self {
        self.cursor = cursor.filter(|&cursor| cursor < self.labels.len());
        self
    }
}

/// The columns of names, curves and notes.
struct Layout {
    left: u16,
    columns: u16,
    notes: bool,
    /// Columns between two positions; 0 if less than one.
    pitch: u16,
    positions: usize,
}

impl Layout {
    /// The middle column of the first position: its label has a blank before it.
    fn first(&self) -> u16 {
        1 + self.pitch.saturating_sub(1) / 2
    }

    fn scale(&self, range: (f64, f64), across: usize) -> Scale {
        if self.pitch == 0 {
            return Scale::across(range, self.positions, usize::from(self.columns) * across);
        }
        let across = across as f64;
        Scale { range, first: f64::from(self.first()) * across, pitch: f64::from(self.pitch) * across }
    }
}

impl Curves<'_> {
    fn layout(&self, width_of_pen: u16) -> Layout {
        let widest = |text: fn(&Curve) -> usize| self.list.iter().map(text).max().unwrap_or(0) as u16;
        let (names, notes) = (widest(|curve| width(&curve.name)), widest(|curve| width(&curve.note)));
        let label = self.labels.iter().map(|label| width(label)).max().unwrap_or(0) as u16;
        let positions = self.labels.len().clamp(1, usize::from(u16::MAX)) as u16;
        let needed = positions.saturating_mul(label + 1).saturating_add(1);
        // Names stay as long as a curve fits beside them; notes are dropped before the axis.
        let left = if names + 1 + 6 <= width_of_pen { names + 1 } else { 0 };
        let notes = if notes > 0 && (left + notes).saturating_add(needed) < width_of_pen { notes + 1 } else { 0 };
        let columns = width_of_pen - left - notes;
        let pitch = (columns.saturating_sub(1) / positions).min(8);
        Layout { left, columns, notes: notes > 0, pitch, positions: usize::from(positions) }
    }

    /// The column of a position, from the left edge of the widget.
    fn column(&self, layout: &Layout, index: usize) -> u16 {
        let across = self.theme.glyphs.dots().0;
        layout.left + (layout.scale((0.0, 1.0), across).column(index) / across) as u16
    }

    fn draw_curve(&self, pen: &mut Pen, layout: &Layout, curve: &Curve, (y, height): (u16, u16)) {
        let glyphs = self.theme.glyphs;
        let mut dots = Dots::new(glyphs, layout.columns, height);
        let scale = layout.scale(curve.range().unwrap_or((0.0, 1.0)), glyphs.dots().0);
        scale.trace(curve, &mut dots, &[], Stroke::Solid);
        if let Some(cursor) = self.cursor {
            let x = self.column(layout, cursor);
            (0..height).for_each(|row| pen.glyph(x, y + row, glyphs.vertical_faint(), self.theme.accent));
        }
        let mark = curve.mark.and_then(|index| scale.cell(curve, index, &dots));
        draw_dots(self.theme, pen, (layout.left, y), &[(dots, curve.style)]);
        if let Some((column, row)) = mark {
            let style = self.theme.accent.add_modifier(Modifier::BOLD);
            pen.glyph(layout.left + column, y + row, glyphs.pick('◆', 'O'), style);
        }
        if layout.left > 0 {
            pen.text_within(0, y, layout.left, &curve.name, self.theme.text);
        }
        if layout.notes {
            pen.text_before(pen.width(), y, &curve.note, self.theme.dim);
        }
    }

    fn draw_labels(&self, pen: &mut Pen, layout: &Layout, y: u16) {
        let bounds = (layout.left, layout.left + layout.columns);
        let marks: Vec<(u16, &str)> =
            self.labels.iter().enumerate().map(|(index, label)| (self.column(layout, index), label.as_str())).collect();
        ticks::labels_with_cursor(self.theme, pen, y, bounds, &marks, self.cursor);
    }
}

impl Widget for &Curves<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let n = self.list.len().min(usize::from(pen.height())) as u16;
        if n == 0 || self.labels.is_empty() {
            return;
        }
        let layout = self.layout(pen.width());
        let foot = u16::from(pen.height() > n);
        let rows = pen.height() - foot;
        let mut y = 0;
        for (i, curve) in (0..n).zip(&self.list) {
            let height = rows / n + u16::from(i < rows % n);
            self.draw_curve(&mut pen, &layout, curve, (y, height));
            y += height;
        }
        if foot > 0 {
            self.draw_labels(&mut pen, &layout, y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};

    #[test]
    fn curves_share_an_axis_and_a_cursor() {
        let theme = Theme::dark();
        let labels: Vec<String> = (2..=9).map(|k| k.to_string()).collect();
        let inertia: Vec<Option<f64>> = (2..=9).map(|k| Some(100.0 / f64::from(k))).collect();
        let silhouette = [0.3, 0.4, 0.5, 0.6, 0.5, 0.4, 0.35, 0.3].map(Some);
        let curves = Curves::new(&theme, &labels)
            .curve(Curve::new("inertia", &inertia, theme.bar))
            .curve(Curve::new("silhouette", &silhouette, theme.accent).mark(Some(3)))
            .cursor(Some(3));
        assert_eq!(
            drawn(&curves, 28, 4),
            [
                "inertia     ⠑⠤⡀   ┊",
                "              ⠈⠑⠒⠒⠒⠤⠤⠤⠤⣀⣀⣀⡀",
                "silhouette  ⣀⡠⠤⠔⠒⠊◆⠒⠒⠤⠤⣀⣀⣀⡀",
                "            2 3 4[5]6 7 8 9",
            ]
        );
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let theme = Theme::dark();
        let labels: Vec<String> = (2..=20).map(|k| k.to_string()).collect();
        let values: Vec<Option<f64>> = (0..30).map(|k| Some(f64::from(k))).collect();
        each_size(|| {
            Curves::new(&theme, &labels)
                .curve(Curve::new("inertia", &values, theme.bar).mark(Some(29)).note("12,345"))
                .curve(Curve::new("empty", &[], theme.bar))
                .cursor(Some(18))
        });
        each_size(|| Curves::new(&theme, &[]).curve(Curve::new("a", &values, theme.bar)).cursor(Some(0)));
    }
}
