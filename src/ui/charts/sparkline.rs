//! A sparkline of one row or more, the latest value at the right: `▁▂▃▄▅▆▇█`.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::pen::Pen;
use crate::ui::theme::Theme;

/// Values as columns of eighths. More values than columns are averaged in groups, so that the scale stays that of one
/// value; a few are drawn as columns of equal whole width. `examples/charts.rs` draws one.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::Sparkline, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 6, 1));
/// let mut buf = Buffer::empty(area);
/// Sparkline::new(&theme, &[3.0, 5.0, 8.0]).render(area, &mut buf);
/// assert_eq!(buf[(5, 0)].symbol(), "█");
/// ```
#[derive(Clone, Debug)]
pub struct Sparkline<'a> {
    theme: &'a Theme,
    values: &'a [f64],
    partial: &'a [bool],
    style: Style,
    range: Option<(f64, f64)>,
    left: bool,
}

impl<'a> Sparkline<'a> {
    /// A sparkline from zero to the largest value. A value that is not finite is a gap.
    pub fn new(theme: &'a Theme, values: &'a [f64]) -> Self {
        Self { theme, values, partial: &[], style: theme.bar, range: None, left: false }
    }

    /// Style of the columns.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Another scale than from zero to the largest value: that of a neighbouring chart, or the range of a rate.
    #[must_use]
    pub fn range(mut self, low: f64, high: f64) -> Self {
        self.range = Some((low, high));
        self
    }

    /// Which values are incomplete periods. They are drawn hollow, so that colour is not needed to distinguish
    /// them; only the tip of one that is taller than a cell shows its eighths.
    #[must_use]
    pub fn partial(mut self, partial: &'a [bool]) -> Self {
        self.partial = partial;
        self
    }

    /// Starts at the left edge if the values do not fill the width; otherwise they end at the right edge.
    #[must_use]
    pub fn left(mut self) -> Self {
        self.left = true;
        self
    }

    /// The sparkline as one row of text, for a cell of a table.
    pub fn text(&self, columns: u16) -> String {
        let spread = Spread::new(self.values.len(), columns);
        let largest = self.values.iter().copied().filter(|value| value.is_finite()).fold(0.0, f64::max);
        let range = self.range.unwrap_or((0.0, largest));
        let glyph = |column: u16| {
            let group = spread.values_of(column);
            match mean(&self.values[group.clone()]).map(|value| level(value, range, 8)) {
                None | Some(0) => ' ',
                Some(_) if self.is_partial(group) => self.theme.glyphs.partial(),
                Some(eighths) => self.theme.glyphs.from_below(eighths.min(8)),
            }
        };
        (0..spread.columns()).map(glyph).collect()
    }

    /// Whether any of the values in a column belongs to an incomplete period.
    fn is_partial(&self, group: Range<usize>) -> bool {
        self.partial.iter().skip(group.start).take(group.len()).any(|&partial| partial)
    }
}

impl Widget for &Sparkline<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let largest = self.values.iter().copied().filter(|value| value.is_finite()).fold(0.0, f64::max);
        let (low, high) = self.range.unwrap_or((0.0, largest));
        let spread = Spread::new(self.values.len(), pen.width());
        let offset = if self.left { 0 } else { pen.width() - spread.columns() };
        let levels = usize::from(pen.height()) * 8;
        let glyphs = self.theme.glyphs;
        for column in 0..spread.columns() {
            let group = spread.values_of(column);
            let Some(value) = mean(&self.values[group.clone()]) else {
                continue;
            };
            let partial = self.is_partial(group);
            let level = level(value, (low, high), levels);
            for y in 0..pen.height() {
                let below = usize::from(pen.height() - 1 - y) * 8;
                let eighths = level.saturating_sub(below).min(8);
                let (glyph, style) = match (partial, eighths) {
                    (_, 0) => continue,
                    (true, _) if below == 0 || eighths == 8 => (glyphs.partial(), self.style),
                    (true, _) => (glyphs.from_below(eighths), self.theme.faint(self.style)),
                    (false, _) => (glyphs.from_below(eighths), self.style),
                };
                pen.glyph(offset + column, y, glyph, style);
            }
        }
    }
}

/// Eighths of a cell for a value; anything above the low end is visible.
fn level(value: f64, (low, high): (f64, f64), levels: usize) -> usize {
    let share = if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
    let level = (share * levels as f64).round() as usize;
    if value > 0.0 && value >= low { level.max(1) } else { level }
}

fn mean(values: &[f64]) -> Option<f64> {
    let (sum, n) =
        values.iter().filter(|value| value.is_finite()).fold((0.0, 0), |(sum, n), value| (sum + value, n + 1));
    (n > 0).then(|| sum / f64::from(n))
}

/// How values are distributed over the columns.
#[derive(Clone, Copy)]
pub(super) struct Spread {
    values: usize,
    width: usize,
}

impl Spread {
    pub fn new(values: usize, width: u16) -> Self {
        Self { values, width: usize::from(width) }
    }

    /// Columns in use: the same number for each value if there are few, so that none looks longer than another; all
    /// columns if there are many, with widths that differ by at most one.
    pub fn columns(self) -> u16 {
        const FEW: usize = 12;
        if self.values == 0 {
            return 0;
        }
        let each = self.width / self.values;
        (if self.values < FEW && each > 0 { each * self.values } else { self.width }) as u16
    }

    /// The values drawn in a column.
    pub fn values_of(self, column: u16) -> Range<usize> {
        let (column, columns) = (usize::from(column), usize::from(self.columns()).max(1));
        let from = column * self.values / columns;
        from..((column + 1) * self.values / columns).max(from + 1).min(self.values)
    }

    /// The middle column of a value.
    pub fn column_of(self, value: usize) -> u16 {
        let columns = usize::from(self.columns());
        ((2 * value + 1) * columns / (2 * self.values).max(1)).min(columns.saturating_sub(1)) as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};
    use crate::ui::theme::Glyphs;

    #[test]
    fn eighths_rise_to_the_largest() {
        let (theme, values) = (Theme::dark(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
        assert_eq!(drawn(&Sparkline::new(&theme, &values), 8, 1), ["▁▂▃▄▅▆▇█"]);
        assert_eq!(drawn(&Sparkline::new(&theme, &values), 8, 2), ["    ▂▄▆█", "▂▄▆█████"]);
        let ascii = theme.clone().with_glyphs(Glyphs::Ascii);
        assert_eq!(drawn(&Sparkline::new(&ascii, &values), 8, 1), ["..:-=+*#"]);
        assert_eq!(Sparkline::new(&theme, &values).text(8), "▁▂▃▄▅▆▇█");
        assert_eq!(Sparkline::new(&theme, &[0.0, f64::NAN, 8.0]).text(3), "  █");
        assert_eq!(Sparkline::new(&theme, &[]).text(3), "");
    }

    #[test]
    fn zeros_are_blank_and_small_values_show() {
        let theme = Theme::dark();
        assert_eq!(drawn(&Sparkline::new(&theme, &[0.0, 0.001, f64::NAN, 9.0]), 4, 1), [" ▁ █"]);
        assert_eq!(drawn(&Sparkline::new(&theme, &[0.4, 0.5, 0.6]).range(0.4, 0.6), 3, 1), ["▁▄█"]);
    }

    #[test]
    fn many_values_are_averaged_and_few_are_widened() {
        let theme = Theme::dark();
        let values: Vec<f64> = (0..16).map(|i| f64::from(i / 2 + 1)).collect();
        assert_eq!(drawn(&Sparkline::new(&theme, &values), 8, 1), ["▁▂▃▄▅▆▇█"]);
        assert_eq!(drawn(&Sparkline::new(&theme, &[4.0, 8.0]), 5, 1), [" ▄▄██"]);
        let twelve: Vec<f64> = (0..12).map(|i| if i < 6 { 4.0 } else { 8.0 }).collect();
        assert_eq!(drawn(&Sparkline::new(&theme, &twelve), 15, 1), ["▄▄▄▄▄▄▄▄███████"]);
    }

    #[test]
    fn buckets_that_are_not_whole_are_hollow() {
        let theme = Theme::dark();
        let partial = [false, true];
        let spark = Sparkline::new(&theme, &[8.0, 6.0]).partial(&partial);
        assert_eq!(drawn(&spark, 2, 2), ["█▄", "█░"]);
        assert_eq!(drawn(&spark, 2, 1), ["█░"]);
        assert_eq!(spark.text(2), "█░");
        let ascii = theme.clone().with_glyphs(Glyphs::Ascii);
        let spark = Sparkline::new(&ascii, &[8.0, 6.0]).partial(&partial);
        assert_eq!((drawn(&spark, 2, 1), spark.text(2)), (vec!["#o".to_owned()], "#o".to_owned()));
        // Two months in a column, one of them incomplete; nothing in an incomplete month.
        let partial = [false, false, false, true];
        assert_eq!(Sparkline::new(&theme, &[8.0, 8.0, 8.0, 4.0]).partial(&partial).text(2), "█░");
        assert_eq!(Sparkline::new(&theme, &[8.0, 8.0, 8.0, 0.0]).partial(&partial).text(4), "███ ");
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let theme = Theme::dark();
        let values: Vec<f64> = (0..50).map(f64::from).collect();
        each_size(|| Sparkline::new(&theme, &values));
        each_size(|| Sparkline::new(&theme, &[]));
        each_size(|| Sparkline::new(&theme, &[f64::NAN, f64::INFINITY, -3.0]).range(f64::NAN, 0.0));
    }
}
