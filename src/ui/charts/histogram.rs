//! A histogram of weighted values: bins of a round width, as many as fit, with marks such as the median.
//!
//! ```text
//!  median 21      p90 46
//!    ▂┊ ▁            ┊
//!  ▄█▇█▆█▅▃▂▁▁       ┊
//!  0       20      40
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::pen::Pen;
use super::ticks;
use crate::ui::theme::Theme;
use crate::wording::text::{clean, number, width};

/// The histogram.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::Histogram, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 40, 8));
/// let mut buf = Buffer::empty(area);
/// let days: Vec<(f64, f64)> = (0..30).map(|day| (f64::from(day), f64::from(30 - day))).collect();
/// Histogram::new(&theme, &days).least_step(1.0).mark(9.0, "median 9").render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "█"));
/// ```
#[derive(Clone, Debug)]
pub struct Histogram<'a> {
    theme: &'a Theme,
    values: &'a [(f64, f64)],
    marks: Vec<(f64, String)>,
    style: Style,
    least_step: f64,
}

/// Bins of equal width: `heights[i]` is the weight of values in `low + i × step` up to the next bin.
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    /// Where the first bin starts: a multiple of the step.
    pub low: f64,
    /// Width of a bin.
    pub step: f64,
    /// Weight by bin.
    pub heights: Vec<f64>,
}

impl Bins {
    /// At most `most` bins over weighted values; their width is a round number of at least `least_step`. `None` without
    /// a finite value or without room.
    pub fn new(values: &[(f64, f64)], most: usize, least_step: f64) -> Option<Self> {
        let finite = || values.iter().filter(|(value, weight)| value.is_finite() && weight.is_finite());
        let low = finite().map(|&(value, _)| value).reduce(f64::min)?;
        let high = finite().map(|&(value, _)| value).reduce(f64::max)?;
        if most == 0 || !(high - low).is_finite() {
            return None;
        }
        let mut step = Self::round(((high - low) / most as f64).max(least_step));
        let bins = |step: f64| ((high / step).floor() - (low / step).floor()) as usize + 1;
        // Bins start at multiples of the step, which can cost one more than the range alone needs.
        while bins(step) > most && step < f64::MAX / 4.0 {
            step = Self::round(step * 1.01);
        }
        let first = (low / step).floor();
        let mut heights = vec![0.0; bins(step).min(most)];
        let last = heights.len() - 1;
        for &(value, weight) in finite() {
            heights[(((value / step).floor() - first) as usize).min(last)] += weight;
        }
        Some(Self { low: first * step, step, heights })
    }
}

impl Bins {
    /// Finer than ticks, so that the bins can fill the width; ticks are drawn between them.
    fn round(least: f64) -> f64 {
        ticks::step_of(least, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0])
    }
}

impl<'a> Histogram<'a> {
    /// A histogram of (value, weight) pairs.
    pub fn new(theme: &'a Theme, values: &'a [(f64, f64)]) -> Self {
        Self { theme, values, marks: Vec::new(), style: theme.bar, least_step: 0.0 }
    }

    /// The smallest width of bins: 1 for whole numbers.
    #[must_use]
    pub fn least_step(mut self, step: f64) -> Self {
        self.least_step = step;
        self
    }

    /// A value to mark with a rule: `median 21`.
    #[must_use]
    pub fn mark(mut self, value: f64, label: &str) -> Self {
        self.marks.push((value, clean(label).into_owned()));
        self
    }

    /// Style of the bars.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// The bins that are drawn at a width.
    pub fn bins(&self, columns: u16) -> Option<Bins> {
        Bins::new(self.values, usize::from(columns), self.least_step)
    }
}

impl Widget for &Histogram<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let Some(bins) = self.bins(pen.width()) else {
            return;
        };
        let head = u16::from(!self.marks.is_empty() && pen.height() >= 4);
        let foot = u16::from(pen.height() >= 2);
        let rows = pen.height() - head - foot;
        let each = (pen.width() / bins.heights.len() as u16).max(1);
        let glyphs = self.theme.glyphs;
        let column = |value: f64| {
            let position = ((value - bins.low) / bins.step * f64::from(each)).floor();
            (position >= 0.0 && position < f64::from(pen_width(&bins, each))).then_some(position as u16)
        };
        let mut taken = 0;
        for (value, label) in &self.marks {
            let Some(x) = column(*value) else { continue };
            let size = width(label) as u16;
            let centred = x.saturating_sub(size / 2).min(pen.width().saturating_sub(size));
            // A label moves right to keep its distance from the previous one, as long as it stays above its rule or
            // near it.
            let start = centred.max(taken);
            if head > 0 && start + size <= pen.width() && start <= x + 6 {
                pen.text(start, 0, label, self.theme.accent);
                taken = start + size + 2;
            }
            for row in 0..rows {
                // A colon is a bar of three eighths in ASCII.
                pen.glyph(x, head + row, glyphs.pick('┊', '|'), self.theme.accent);
            }
        }
        let tallest = bins.heights.iter().copied().fold(0.0, f64::max);
        for (i, &height) in bins.heights.iter().enumerate() {
            let share = if tallest > 0.0 { height / tallest } else { 0.0 };
            let levels = f64::from(rows) * 8.0;
            let level = (share * levels).round().max(if height > 0.0 { 1.0 } else { 0.0 }) as usize;
            for row in 0..rows {
                let eighths = level.saturating_sub(usize::from(rows - 1 - row) * 8).min(8);
                // There is a blank between bars that are wide enough.
                for x in 0..each.saturating_sub(u16::from(each > 2)) {
                    if eighths > 0 {
                        pen.glyph(i as u16 * each + x, head + row, glyphs.from_below(eighths), self.style);
                    }
                }
            }
        }
        if foot > 0 {
            self.draw_values(&mut pen, head + rows, &bins, each);
        }
    }
}

fn pen_width(bins: &Bins, each: u16) -> u16 {
    bins.heights.len() as u16 * each
}

impl Histogram<'_> {
    /// Round values under the left edges of their bins.
    fn draw_values(&self, pen: &mut Pen, y: u16, bins: &Bins, each: u16) {
        let right = pen_width(bins, each);
        let high = bins.low + bins.step * bins.heights.len() as f64;
        let values = ticks::round_values(bins.low, high, usize::from(right / 6).max(1));
        let step = if values.len() > 1 { values[1] - values[0] } else { bins.step };
        let names: Vec<String> = values.iter().map(|value| number(*value, ticks::decimals(step))).collect();
        let columns = values.iter().map(|value| ((value - bins.low) / bins.step * f64::from(each)).round());
        let marks: Vec<(u16, &str)> = columns
            .zip(&names)
            .filter(|&(column, _)| column >= 0.0 && column <= f64::from(right))
            .map(|(column, name)| (column as u16, name.as_str()))
            .collect();
        ticks::labels(pen, y, (0, pen.width()), &marks, self.theme.dim);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};
    use crate::ui::theme::Glyphs;

    #[test]
    fn bins_are_round_and_lose_nothing() {
        let values: Vec<(f64, f64)> = (0..100).map(|day| (f64::from(day), 2.0)).collect();
        let bins = Bins::new(&values, 30, 1.0).unwrap();
        assert_eq!((bins.low, bins.step, bins.heights.len()), (0.0, 4.0, 25));
        assert!(bins.heights.iter().all(|&height| (height - 8.0).abs() < 1e-9));
        let single = Bins::new(&[(7.0, 3.0)], 30, 1.0).unwrap();
        assert_eq!((single.low, single.step, single.heights), (7.0, 1.0, vec![3.0]));
        let across = Bins::new(&[(-3.0, 1.0), (3.9, 1.0)], 4, 0.0).unwrap();
        assert_eq!((across.low, across.step, across.heights), (-4.0, 2.0, vec![1.0, 0.0, 0.0, 1.0]));
        assert_eq!(Bins::new(&[(f64::NAN, 1.0)], 4, 0.0), None);
        assert_eq!(Bins::new(&[(1.0, 1.0)], 0, 0.0), None);
        assert!(Bins::new(&[(1e18, 1.0), (1e18 + 4096.0, 1.0)], 9, 0.0).is_some());
    }

    #[test]
    fn bars_marks_and_values() {
        let theme = Theme::dark();
        let values: Vec<(f64, f64)> = (0..20).map(|day| (f64::from(day), f64::from(20 - day))).collect();
        let histogram = Histogram::new(&theme, &values).least_step(1.0).mark(6.0, "median 6").mark(15.0, "p90 15");
        assert_eq!(
            drawn(&histogram, 20, 5),
            [
                "  median 6  p90 15",
                "█▇▆▄▃▂▁        ┊",
                "████████▆▅▄▃▂  ┊",
                "██████████████▇▆▅▄▂▁",
                "0         10      20",
            ]
        );
        let ascii = theme.with_glyphs(Glyphs::Ascii);
        let histogram = Histogram::new(&ascii, &values).least_step(1.0).mark(15.0, "p90 15");
        assert_eq!(drawn(&histogram, 20, 5)[1], "#*+-:..        |", "the rule is no bar");
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let theme = Theme::dark();
        let values: Vec<(f64, f64)> = (0..400).map(|i| (f64::from(i) * 0.37 - 20.0, f64::from(i % 7))).collect();
        each_size(|| Histogram::new(&theme, &values).mark(3.0, "median 3").mark(1e9, "far"));
        each_size(|| Histogram::new(&theme, &[(0.0, 0.0)]).mark(f64::NAN, "nothing"));
        each_size(|| Histogram::new(&theme, &[(-1e300, 1.0), (1e300, 1.0)]));
    }
}
