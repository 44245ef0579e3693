//! Curves one above the other on a shared axis, each on its own scale: how measures of different units agree.
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
use crate::ui::text::{clip_with, width};
use crate::ui::theme::Theme;

/// Stacked curves with a shared cursor.
#[derive(Clone, Debug)]
pub struct Curves<'a> {
    theme: &'a Theme,
    labels: &'a [String],
    curves: Vec<Curve<'a>>,
    cursor: Option<usize>,
}

impl<'a> Curves<'a> {
    /// Curves over the labelled positions.
    pub fn new(theme: &'a Theme, labels: &'a [String]) -> Self {
        Self {
            theme,
            labels,
            curves: Vec::new(),
            cursor: None,
        }
    }

    /// Adds a curve below the others. Its note stands at its right, and its mark is a diamond on it.
    #[must_use]
    pub fn curve(mut self, curve: Curve<'a>) -> Self {
        self.curves.push(curve);
        self
    }

    /// The position with a vertical rule and brackets.
    #[must_use]
    pub fn cursor(mut self, cursor: Option<usize>) -> Self {
        self.cursor = cursor.filter(|&cursor| cursor < self.labels.len());
        self
    }
}

impl Widget for &Curves<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let n = self.curves.len().min(usize::from(pen.height())) as u16;
        let positions = self.labels.len() as u16;
        if n == 0 || positions == 0 {
            return;
        }
        let foot = u16::from(pen.height() > n);
        let rows = pen.height() - foot;
        let widest =
            |text: fn(&Curve) -> usize| self.curves.iter().map(text).max().unwrap_or(0) as u16;
        let (names, notes) = (
            widest(|curve| width(&curve.name)),
            widest(|curve| width(&curve.note)),
        );
        let label = self
            .labels
            .iter()
            .map(|label| width(label))
            .max()
            .unwrap_or(0) as u16;
        let needed = positions.saturating_mul(label + 1) + 1;
        // Names keep their place as long as a curve can still be seen beside them; notes give way to the axis.
        let left = if names + 1 + 6 <= pen.width() {
            names + 1
        } else {
            0
        };
        let right = if notes > 0 && left + needed + notes < pen.width() {
            notes + 1
        } else {
            0
        };
        let columns = pen.width() - left - right;
        // Below two columns to a position the labels thin out and the curve fills what there is.
        let pitch = (columns.saturating_sub(1) / positions).min(8);
        let center = |index: usize| 1 + index as u16 * pitch + (pitch.saturating_sub(1)) / 2;
        let across = self.theme.glyphs.dots().0 as f64;
        let scale_of = |range, dots: &Dots| match pitch {
            0 => Scale::across(range, usize::from(positions), dots.size().0),
            _ => Scale {
                range,
                first: f64::from(center(0)) * across,
                pitch: f64::from(pitch) * across,
            },
        };
        let cell_of = |index: usize| {
            let dots = Dots::new(self.theme.glyphs, columns, 1);
            dots.cell((scale_of((0.0, 1.0), &dots).column(index), 0)).0
        };
        let mut y = 0;
        for (i, curve) in (0..n).zip(&self.curves) {
            let height = rows / n + u16::from(i < rows % n);
            let mut dots = Dots::new(self.theme.glyphs, columns, height);
            let scale = scale_of(curve.range().unwrap_or((0.0, 1.0)), &dots);
            scale.trace(curve, &mut dots, &[], Stroke::Solid);
            if let Some(cursor) = self.cursor {
                for row in 0..height {
                    let rule = self.theme.glyphs.vertical_faint();
                    pen.glyph(left + cell_of(cursor), y + row, rule, self.theme.accent);
                }
            }
            let mark = curve.mark.and_then(|index| scale.cell(curve, index, &dots));
            draw_dots(self.theme, &mut pen, (left, y), &[(dots, curve.style)]);
            if let Some((column, row)) = mark {
                let style = self.theme.accent.add_modifier(Modifier::BOLD);
                pen.glyph(
                    left + column,
                    y + row,
                    self.theme.glyphs.pick('◆', 'O'),
                    style,
                );
            }
            if left > 0 {
                let name = clip_with(
                    &curve.name,
                    usize::from(left - 1),
                    self.theme.glyphs.ellipsis(),
                );
                pen.text(0, y, &name, self.theme.text);
            }
            if right > 0 {
                pen.text_before(pen.width(), y, &curve.note, self.theme.dim);
            }
            y += height;
        }
        if foot > 0 {
            let bounds = (left, left + columns);
            let mut taken = None;
            if let Some(cursor) = self.cursor {
                let text = format!("[{}]", self.labels[cursor]);
                let size = width(&text) as u16;
                if size <= columns {
                    let middle = (left + cell_of(cursor)).saturating_sub((size - 1) / 2);
                    let start = middle.clamp(bounds.0, bounds.1 - size);
                    pen.text(
                        start,
                        y,
                        &text,
                        self.theme.accent.add_modifier(Modifier::BOLD),
                    );
                    // The brackets stand for the blank between labels.
                    taken = Some((start + 1, start + size - 1));
                }
            }
            let marks: Vec<(u16, &str)> = self
                .labels
                .iter()
                .enumerate()
                .map(|(index, label)| (left + cell_of(index), label.as_str()))
                .collect();
            ticks::labels_around(&mut pen, y, bounds, &marks, taken, self.theme.dim);
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
                "inertia     ⢄     ┊",
                "             ⠉⠢⠤⣀⣀⣀⣀⣀⣀⣀⣀",
                "silhouette  ⣀⠤⠒⠉⠉⠑⠒⠤⢄⣀⣀",
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
                .curve(
                    Curve::new("inertia", &values, theme.bar)
                        .mark(Some(29))
                        .note("12,345"),
                )
                .curve(Curve::new("empty", &[], theme.bar))
                .cursor(Some(18))
        });
        each_size(|| {
            Curves::new(&theme, &[])
                .curve(Curve::new("a", &values, theme.bar))
                .cursor(Some(0))
        });
    }
}
