//! A histogram of bins that are counted already: upright bars, round values below.
//!
//! ```text
//!    ▂▅█▆▃▁
//!  ▁▆██████▅▂▁    ▁
//!  20    40    60+
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::pen::Pen;
use super::ticks;
use crate::ui::theme::Theme;
use crate::wording::money::{Room, money};
use crate::wording::text::{compact, number, width};

/// Values from here on are written short: `10k`.
const LONG: f64 = 10_000.0;
/// The widest bar: wider ones look like areas.
const WIDEST: u16 = 8;

/// The histogram.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::BinBars, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 30, 4));
/// let mut buf = Buffer::empty(area);
/// BinBars::new(&theme, &[20.0, 30.0, 40.0, f64::INFINITY], &[8, 42, 3]).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "█"));
/// ```
#[derive(Clone, Debug)]
pub struct BinBars<'a> {
    theme: &'a Theme,
    edges: &'a [f64],
    counts: &'a [u64],
    cursor: Option<usize>,
    whole: bool,
    years: bool,
    names: &'a [String],
    currency: Option<&'a str>,
    style: Style,
}

impl<'a> BinBars<'a> {
    /// Bin `i` has `counts[i]` values from `edges[i]` up to `edges[i + 1]`; the first and the last edge may be infinite.
    pub fn new(theme: &'a Theme, edges: &'a [f64], counts: &'a [u64]) -> Self {
        let (cursor, currency, style) = (None, None, theme.bar);
        Self { theme, edges, counts, cursor, whole: false, years: false, names: &[], currency, style }
    }

    /// The bin at the cursor.
    #[must_use]
    pub fn cursor(mut self, cursor: Option<usize>) -> Self {
        self.cursor = cursor;
        self
    }

    /// The values are whole numbers: where each has a bin of its own, it is named under the middle of its bar.
    #[must_use]
    pub fn whole(mut self, whole: bool) -> Self {
        self.whole = whole;
        self
    }

    /// The values are years, which are written without a thousands mark.
    #[must_use]
    pub fn years(mut self, years: bool) -> Self {
        self.years = years;
        self
    }

    /// The values are amounts, which are written short with their currency.
    #[must_use]
    pub fn currency(mut self, currency: &'a str) -> Self {
        self.currency = Some(currency);
        self
    }

    /// Style of the bars.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Names of the bars, in place of values.
    #[must_use]
    pub fn names(mut self, names: &'a [String]) -> Self {
        self.names = names;
        self
    }

    /// Bins of one bar and columns of a bar.
    fn sizes(&self, columns: u16) -> (usize, u16) {
        let merged = self.counts.len().div_ceil(usize::from(columns.max(1))).max(1);
        let bars = self.counts.len().div_ceil(merged).max(1) as u16;
        (merged, (columns / bars).clamp(1, WIDEST))
    }

    /// Where the bins are: of several that share a bar, the first.
    pub fn places(&self, area: Rect) -> impl Iterator<Item = (usize, Rect)> {
        let (merged, each) = self.sizes(area.width);
        let bar = move |bin: usize| {
            let x = area.x.saturating_add((bin / merged) as u16 * each);
            (bin, Rect { x, width: each, ..area }.intersection(area))
        };
        (0..self.counts.len()).step_by(merged).map(bar)
    }

    /// Round values under the left edges of the bars, and the sign of an open end.
    fn draw_values(&self, pen: &mut Pen, y: u16, (merged, each): (usize, u16)) {
        if !self.names.is_empty() {
            let middle = each.saturating_sub(1 + u16::from(each > 2)) / 2;
            let bars = self.names.iter().enumerate().step_by(merged);
            let marks: Vec<(u16, &str)> =
                bars.map(|(bar, name)| ((bar / merged) as u16 * each + middle, name.as_str())).collect();
            return ticks::labels(pen, y, (0, pen.width()), &marks, self.theme.dim);
        }
        let finite: Vec<(usize, f64)> =
            self.edges.iter().copied().enumerate().filter(|(_, edge)| edge.is_finite()).collect();
        let (Some(&(first, low)), Some(&(last, high))) = (finite.first(), finite.last()) else { return };
        let step = if last > first { (high - low) / (last - first) as f64 } else { 1.0 };
        let each_bin = f64::from(each) / merged as f64;
        let right = (self.counts.len() as f64 * each_bin).ceil() as u16;
        let x = |value: f64| ((value - low) / step + first as f64) * each_bin;
        let single = self.whole && (step - 1.0).abs() < 1e-9 && merged == 1;
        // The last edge of single values is not a value itself.
        let end = if single { high - 1.0 } else { high };
        let values = ticks::round_values(low, end, usize::from(right / 7).max(1));
        let within = |value: &f64| {
            (!self.whole || value.fract() == 0.0) && *value >= low - step * 1e-9 && *value <= end + step * 1e-9
        };
        let mut values: Vec<f64> = values.into_iter().filter(within).collect();
        let apart = if values.len() > 1 { values[1] - values[0] } else { step };
        let open = self.edges.last().is_some_and(|edge| edge.is_infinite());
        if open && values.last().is_none_or(|last| *last < high - step * 1e-9) {
            values.push(high);
        }
        let name = |value: f64| {
            let text = match () {
                () if self.currency.is_some() => money(value, self.currency, Room::Short),
                () if self.years => format!("{value:.0}"),
                () if high.abs() >= LONG => compact(value),
                () => number(value, if self.whole { 0 } else { ticks::decimals(apart) }),
            };
            if open && value >= high - step * 1e-9 { format!("{text}+") } else { text }
        };
        let names: Vec<String> = values.iter().map(|value| name(*value)).collect();
        // A label begins at the edge that it names, or is in the middle under a single value.
        let middle = each.saturating_sub(1 + u16::from(each > 2)) / 2;
        let shift = |name: &str| if single { middle } else { (width(name) as u16).saturating_sub(1) / 2 };
        let places = values.iter().zip(&names).map(|(value, name)| x(*value).round() as u16 + shift(name));
        let marks: Vec<(u16, &str)> = places.zip(&names).map(|(place, name)| (place, name.as_str())).collect();
        ticks::labels(pen, y, (0, pen.width()), &marks, self.theme.dim);
    }
}

impl Widget for &BinBars<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        if pen.width() == 0 || pen.height() == 0 || self.counts.is_empty() {
            return;
        }
        let (merged, each) = self.sizes(pen.width());
        let foot = u16::from(pen.height() >= 2);
        let rows = pen.height() - foot;
        let bars: Vec<u64> = self.counts.chunks(merged).map(|bins| bins.iter().sum()).collect();
        let tallest = bars.iter().copied().max().unwrap_or(0).max(1) as f64;
        let open = |bar: usize| {
            let ends = [bar * merged, ((bar + 1) * merged).min(self.counts.len())];
            ends.into_iter().any(|edge| self.edges.get(edge).is_some_and(|edge| edge.is_infinite()))
        };
        for (bar, count) in bars.iter().enumerate() {
            let levels = f64::from(rows) * 8.0;
            let level = (*count as f64 / tallest * levels).round().max(if *count > 0 { 1.0 } else { 0.0 }) as usize;
            let x = bar as u16 * each;
            // The bars of open ends are not as wide as the others in values, so they are fainter.
            let style = if open(bar) { self.theme.faint(self.style) } else { self.style };
            let style = if self.cursor.map(|at| at / merged) == Some(bar) { self.theme.accent } else { style };
            for row in 0..rows {
                let eighths = level.saturating_sub(usize::from(rows - 1 - row) * 8).min(8);
                // There is a blank between bars that are wide enough.
                for dx in 0..each.saturating_sub(u16::from(each > 2)) {
                    if eighths > 0 {
                        pen.glyph(x + dx, row, self.theme.glyphs.from_below(eighths), style);
                    }
                }
            }
            if self.cursor.map(|at| at / merged) == Some(bar) {
                pen.style(x, 0, each.saturating_sub(u16::from(each > 2)), rows, self.theme.selection);
            }
        }
        if foot > 0 {
            self.draw_values(&mut pen, rows, (merged, each));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};

    #[test]
    fn bars_stand_over_their_values() {
        let theme = Theme::dark();
        let edges = [20.0, 30.0, 40.0, 50.0, f64::INFINITY];
        let bars = BinBars::new(&theme, &edges, &[4, 8, 2, 1]);
        assert_eq!(drawn(&bars, 16, 3), ["    ███", "███ ███ ▄▄▄ ▂▂▂", "20      40  50+"]);
    }

    #[test]
    fn bins_that_do_not_fit_are_merged() {
        let theme = Theme::dark();
        let edges: Vec<f64> = (0..=20).map(f64::from).collect();
        let bars = BinBars::new(&theme, &edges, &[1; 20]);
        assert_eq!(drawn(&bars, 10, 2), ["██████████", "0       20"]);
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let theme = Theme::dark();
        each_size(|| BinBars::new(&theme, &[f64::NEG_INFINITY, 0.0, 1.0, f64::INFINITY], &[3, 0, 7]).cursor(Some(2)));
        each_size(|| BinBars::new(&theme, &[7.0, 8.0], &[1]));
        each_size(|| BinBars::new(&theme, &[], &[]));
    }
}
