//! A series of values over an ordered axis, and its positions on a grid of dots.

use ratatui::style::Style;

use super::dots::{Dots, Stroke};
use super::pen::Pen;
use crate::ui::theme::Theme;
use crate::wording::text::clean;

/// A named series; a value that is `None` or not finite is a gap.
#[derive(Clone, Debug)]
pub struct Curve<'a> {
    pub(super) name: String,
    pub(super) values: &'a [Option<f64>],
    pub(super) style: Style,
    pub(super) mark: Option<usize>,
    pub(super) note: String,
}

impl<'a> Curve<'a> {
    /// A curve through the values in order.
    pub fn new(name: &str, values: &'a [Option<f64>], style: Style) -> Self {
        Self { name: clean(name).into_owned(), values, style, mark: None, note: String::new() }
    }

    /// The point to mark: a knee, a best value.
    #[must_use]
    pub fn mark(mut self, index: Option<usize>) -> Self {
        self.mark = index;
        self
    }

    /// A note about the curve: the value at the cursor, or the meaning of the mark.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    pub(super) fn finite(&self) -> impl Iterator<Item = f64> + '_ {
        self.values.iter().flatten().copied().filter(|value| value.is_finite())
    }

    /// Lowest and highest value; `None` without a value.
    pub(super) fn range(&self) -> Option<(f64, f64)> {
        self.finite().fold(None, |range, value| {
            let (low, high) = range.unwrap_or((value, value));
            Some((value.min(low), value.max(high)))
        })
    }
}

/// The positions of values on a grid of dots.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    /// Lowest and highest value.
    pub range: (f64, f64),
    /// Dot column of the first value.
    pub first: f64,
    /// Dot columns between two values.
    pub pitch: f64,
}

impl Scale {
    /// The first value at the left edge and the last at the right.
    pub fn across(range: (f64, f64), values: usize, dots: usize) -> Self {
        let last = dots.saturating_sub(1) as f64;
        match values {
            0 | 1 => Self { range, first: last / 2.0, pitch: 0.0 },
            _ => Self { range, first: 0.0, pitch: last / (values - 1) as f64 },
        }
    }

    pub fn column(&self, index: usize) -> usize {
        (self.first + self.pitch * index as f64).round() as usize
    }

    pub fn row(&self, value: f64, dots: usize) -> usize {
        let (low, high) = self.range;
        let share = if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
        ((1.0 - share) * dots.saturating_sub(1) as f64).round() as usize
    }

    fn dot(&self, curve: &Curve, index: usize, dots: &Dots) -> Option<(usize, usize)> {
        let value = curve.values.get(index).copied().flatten().filter(|value| value.is_finite())?;
        Some((self.column(index), self.row(value, dots.size().1)))
    }

    /// Draws the curve; the line to an incomplete value is dotted.
    pub fn trace(&self, curve: &Curve, dots: &mut Dots, partial: &[bool], stroke: Stroke) {
        for index in 0..curve.values.len() {
            let Some(to) = self.dot(curve, index, dots) else {
                continue;
            };
            dots.set(to);
            let before = index.checked_sub(1).and_then(|before| self.dot(curve, before, dots));
            if let Some(from) = before {
                let open = partial.get(index).copied().unwrap_or(false);
                dots.line(from, to, if open { Stroke::Dotted } else { stroke });
            }
        }
    }

    /// The cell of a value.
    pub fn cell(&self, curve: &Curve, index: usize, dots: &Dots) -> Option<(u16, u16)> {
        self.dot(curve, index, dots).map(|dot| dots.cell(dot))
    }
}

/// The points of each curve in ASCII; `o` and `O` are reserved for hollow and marked points.
pub(super) const PLAIN: [char; 6] = ['*', 'x', '+', '%', '@', '='];

/// Draws the dots of several curves on one grid; a cell has the colour of the curve with the most dots in it.
pub(super) fn draw_dots(theme: &Theme, pen: &mut Pen, (x, y): (u16, u16), layers: &[(Dots, Style)]) {
    let Some((first, _)) = layers.first() else {
        return;
    };
    let (across, down) = theme.glyphs.dots();
    let (columns, rows) = (first.size().0 / across, first.size().1 / down);
    for row in 0..rows as u16 {
        for column in 0..columns as u16 {
            let masks = layers.iter().map(|(dots, _)| dots.mask(column, row));
            let all = masks.clone().fold(0, |all, mask| all | mask);
            if all == 0 {
                continue;
            }
            let (_, most) = masks
                .enumerate()
                .map(|(i, mask)| (mask.count_ones(), i))
                .fold((0, 0), |best, next| if next.0 > best.0 { next } else { best });
            let glyph = if theme.glyphs.is_ascii() { PLAIN[most % PLAIN.len()] } else { theme.glyphs.dot_cell(all) };
            pen.glyph(x + column, y + row, glyph, layers[most].1);
        }
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;
    use crate::ui::theme::Glyphs;

    #[test]
    fn values_land_on_dots() {
        let values = [Some(0.0), None, Some(f64::NAN), Some(10.0)];
        let curve = Curve::new("a", &values, Style::new());
        assert_eq!(curve.range(), Some((0.0, 10.0)));
        let dots = Dots::new(Glyphs::Braille, 4, 2);
        let scale = Scale::across((0.0, 10.0), 4, dots.size().0);
        assert_eq!(scale.cell(&curve, 0, &dots), Some((0, 1)));
        assert_eq!(scale.cell(&curve, 2, &dots), None);
        assert_eq!(scale.cell(&curve, 3, &dots), Some((3, 0)));
        assert_eq!(scale.cell(&curve, 9, &dots), None);
    }

    #[test]
    fn one_value_stands_in_the_middle() {
        let scale = Scale::across((3.0, 3.0), 1, 9);
        assert_eq!((scale.column(0), scale.row(3.0, 9)), (4, 4));
    }
}
