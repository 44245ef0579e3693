//! Intervals of rates below each other on one axis, to show which overlap.
//!
//! ```text
//!   20%       40%       60%       80%
//!                         ┊     ├─●─┤
//!      ├──●──┤            ┊
//!                  ├──────┊●───────┤
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::pen::Pen;
use super::ticks::{labels, round_values};
use crate::ui::theme::Theme;
use crate::wording::text::percent;

/// A rate and its interval, as fractions; `None` if unknown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strip {
    /// Low end, rate, high end.
    pub ends: Option<[f64; 3]>,
    /// Its colour.
    pub style: Style,
}

/// The strips, one a row below a row of ticks.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::{Intervals, Strip}, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 40, 2));
/// let mut buf = Buffer::empty(area);
/// let strips = [Strip { ends: Some([0.54, 0.61, 0.67]), style: theme.burnt }];
/// Intervals::new(&theme, &strips).rule(Some(0.6)).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() != " "));
/// ```
#[derive(Clone, Debug)]
pub struct Intervals<'a> {
    theme: &'a Theme,
    strips: &'a [Strip],
    rule: Option<f64>,
    offset: usize,
}

impl<'a> Intervals<'a> {
    /// Strips from the top.
    pub fn new(theme: &'a Theme, strips: &'a [Strip]) -> Self {
        Self { theme, strips, rule: None, offset: 0 }
    }

    /// A rule through all rows at a rate.
    #[must_use]
    pub fn rule(mut self, rule: Option<f64>) -> Self {
        self.rule = rule;
        self
    }

    /// The first strip to draw; the axis always covers all strips.
    #[must_use]
    pub fn offset(mut self, offset: usize) -> Self {
        self.offset = offset;
        self
    }

    /// Round values from the lowest end to the highest; empty if nothing is known.
    fn ticks(&self, width: u16) -> Option<Vec<f64>> {
        let ends = || self.strips.iter().filter_map(|strip| strip.ends);
        let low = ends().map(|[low, ..]| low).reduce(f64::min)?;
        let high = ends().map(|[.., high]| high).reduce(f64::max)?;
        let high = if high - low < 0.01 { low + 0.01 } else { high };
        Some(round_values(low, high, usize::from(width / 8).clamp(1, 10)))
    }
}

impl Widget for &Intervals<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let (width, rows) = (pen.width(), pen.height());
        let Some(ticks) = self.ticks(width).filter(|_| width >= 2) else { return };
        let (Some(first), Some(last)) = (ticks.first().copied(), ticks.last().copied()) else { return };
        let column = |rate: f64| {
            let share = if last > first { (rate - first) / (last - first) } else { 0.0 };
            (share.clamp(0.0, 1.0) * f64::from(width - 1)).round() as u16
        };
        let decimals = usize::from(last - first < 0.05);
        let names: Vec<String> = ticks.iter().map(|tick| percent(*tick, decimals)).collect();
        let marks: Vec<(u16, &str)> =
            ticks.iter().map(|tick| column(*tick)).zip(names.iter().map(String::as_str)).collect();
        labels(&mut pen, 0, (0, width), &marks, self.theme.dim);

        let glyphs = self.theme.glyphs;
        for (y, strip) in (1..rows).zip(self.strips.iter().skip(self.offset)) {
            let ends = strip.ends.map(|ends| ends.map(column));
            if let Some([low, _, high]) = ends {
                for x in low..=high {
                    pen.glyph(x, y, glyphs.pick('─', '-'), strip.style);
                }
            }
            if let Some(rule) = self.rule {
                pen.glyph(column(rule), y, glyphs.vertical_faint(), self.theme.dim);
            }
            if let Some([low, rate, high]) = ends {
                pen.glyph(low, y, glyphs.pick('├', '['), strip.style);
                pen.glyph(high, y, glyphs.pick('┤', ']'), strip.style);
                pen.glyph(rate, y, glyphs.pick('●', 'o'), strip.style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};
    use crate::ui::theme::Glyphs;

    fn strips() -> Vec<Strip> {
        let strip = |ends| Strip { ends, style: Style::new() };
        vec![strip(Some([0.7, 0.75, 0.8])), strip(Some([0.2, 0.3, 0.4])), strip(None), strip(Some([0.5, 0.65, 0.75]))]
    }

    #[test]
    fn strips_stand_on_one_axis() {
        let (theme, strips) = (Theme::dark(), strips());
        let chart = Intervals::new(&theme, &strips).rule(Some(0.7));
        assert_eq!(
            drawn(&chart, 31, 5),
            [
                "20%      40%       60%      80%",
                "                         ├──●─┤",
                "├────●────┤              ┊",
                "                         ┊",
                "               ├──────●──┊──┤",
            ]
        );
        let theme = theme.with_glyphs(Glyphs::Ascii);
        let chart = Intervals::new(&theme, &strips).offset(1);
        assert_eq!(drawn(&chart, 31, 2)[1], "[----o----]");
    }

    #[test]
    fn any_size_and_any_strips_are_drawn() {
        let theme = Theme::dark();
        let (strips, none) = (strips(), [Strip { ends: None, style: Style::new() }]);
        let point = [Strip { ends: Some([0.0; 3]), style: Style::new() }];
        each_size(|| Intervals::new(&theme, &strips).rule(Some(0.5)));
        each_size(|| Intervals::new(&theme, &none).rule(Some(0.5)));
        each_size(|| Intervals::new(&theme, &point).offset(3));
        each_size(|| Intervals::new(&theme, &[]));
    }
}
