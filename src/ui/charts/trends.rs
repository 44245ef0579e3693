//! Stacked sparklines over time on one scale, so that their heights can be compared; or each on its own scale, with what
//! is taken off hanging below the axis.
//!
//! ```text
//! claims                ▂▃▄▅▄▄▄▄▄▄▄▆█
//!           ▁▁▂▃▂▁ ▁▂▃▄▇█████████████
//!        ▄▆█████████████████████████░
//! burnt                ▁▃▄▅▅▅▅▅▅▅▆▆██
//!        ▂▃▄▄▅▅▅▅▅▅▅▅▆▇█████████████░
//!        2023-03   2024-05   2025-06
//! one scale, peak 931   ░ partial
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::pen::Pen;
use super::sparkline::{Sparkline, Spread};
use super::ticks;
use crate::ui::theme::Theme;
use crate::wording::text::{clean, clip_with, number, width};

/// Series over the same buckets, one above the other.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::Trends, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 40, 6));
/// let mut buf = Buffer::empty(area);
/// Trends::new(&theme).series("claims", &[3.0, 5.0, 8.0], theme.claims).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "█"));
/// ```
#[derive(Clone, Debug)]
pub struct Trends<'a> {
    theme: &'a Theme,
    series: Vec<Series<'a>>,
    partial: &'a [bool],
    labels: &'a [String],
}

#[derive(Clone, Debug)]
struct Series<'a> {
    name: String,
    values: &'a [f64],
    style: Style,
    /// The note below the name, of a series on its own scale.
    peak: Option<String>,
    /// What hangs below the axis, on the same scale, and its name.
    below: Option<(String, &'a [f64])>,
}

impl Series<'_> {
    fn high(&self) -> f64 {
        largest(self.values)
    }

    /// Rows below the axis of `rows`.
    fn rows_below(&self, rows: u16) -> u16 {
        let Some((_, below)) = self.below.as_ref().filter(|_| rows >= 3) else { return 0 };
        let (above, below) = (self.high(), largest(below));
        let share = if above + below > 0.0 { below / (above + below) } else { 0.0 };
        ((share * f64::from(rows)).round() as u16).clamp(1, rows - 1)
    }
}

fn largest(values: &[f64]) -> f64 {
    values.iter().copied().filter(|value| value.is_finite()).fold(0.0, f64::max)
}

impl<'a> Trends<'a> {
    /// An empty chart; add series.
    pub fn new(theme: &'a Theme) -> Self {
        Self { theme, series: Vec::new(), partial: &[], labels: &[] }
    }

    /// Adds a series below the others.
    #[must_use]
    pub fn series(mut self, name: &str, values: &'a [f64], style: Style) -> Self {
        self.series.push(Series { name: clean(name).into_owned(), values, style, peak: None, below: None });
        self
    }

    /// Gives the last series a scale of its own; the note is written below its name: `max 931`.
    #[must_use]
    pub fn peak(mut self, note: impl Into<String>) -> Self {
        if let Some(last) = self.series.last_mut() {
            last.peak = Some(note.into());
        }
        self
    }

    /// Hangs other values below the axis of the last series, on its scale.
    #[must_use]
    pub fn below(mut self, name: &str, values: &'a [f64]) -> Self {
        if let Some(last) = self.series.last_mut() {
            last.below = Some((clean(name).into_owned(), values));
        }
        self
    }

    /// Which periods are incomplete.
    #[must_use]
    pub fn partial(mut self, partial: &'a [bool]) -> Self {
        self.partial = partial;
        self
    }

    /// Names of the periods. The first, the middle and the last are shown below the charts.
    #[must_use]
    pub fn labels(mut self, labels: &'a [String]) -> Self {
        self.labels = labels;
        self
    }

    /// The common scale of the series without one of their own.
    fn common(&self) -> f64 {
        self.series.iter().map(Series::high).fold(0.0, f64::max)
    }

    fn words(&'a self) -> impl Iterator<Item = &'a str> {
        let below = |series: &'a Series<'_>| series.below.as_ref().map(|(name, _)| name.as_str());
        let words = move |series: &'a Series<'_>| [Some(series.name.as_str()), series.peak.as_deref(), below(series)];
        self.series.iter().flat_map(words).flatten()
    }
}

impl Widget for &Trends<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let n = self.series.len().min(usize::from(area.height)) as u16;
        if n == 0 {
            return;
        }
        // Each series gets two rows before the dates get theirs; the legend comes last.
        let ticks = u16::from(!self.labels.is_empty() && area.height > 2 * n);
        let apart = self.series.iter().all(|series| series.peak.is_some());
        let partial = self.partial.iter().any(|&partial| partial);
        let legend = u16::from(area.height > 2 * n + 1 && (!apart || partial));
        let rows = area.height - ticks - legend;
        let names = self.words().map(width).max().unwrap_or(0) as u16;
        let left = if names + 1 + 8 <= area.width { names + 1 } else { 0 };
        let mut y = 0;
        for (i, series) in (0..n).zip(&self.series) {
            let height = rows / n + u16::from(i < rows % n);
            // A row apart, so that a full bar does not touch the axis of the series above.
            let gap = u16::from(apart && i > 0 && height > 3);
            let hanging = series.rows_below(height - gap);
            let peak = if series.peak.is_some() { series.high() } else { self.common() };
            let spark = Sparkline::new(self.theme, series.values).style(series.style).range(0.0, peak);
            let place = Rect::new(area.x + left, area.y + y + gap, area.width - left, height - gap - hanging);
            spark.partial(self.partial).left().render(place, buf);
            if let Some((_, below)) = series.below.as_ref().filter(|_| hanging > 0) {
                let place = Rect { y: place.bottom(), height: hanging, ..place };
                let scale = peak * f64::from(hanging) / f64::from((height - gap - hanging).max(1));
                self.hang(below, scale.max(largest(below)), place, buf);
            }
            let mut pen = Pen::new(area, buf);
            if left > 0 {
                pen.text_within(0, y + gap, left, &series.name, series.style);
                if let Some(note) = series.peak.as_ref().filter(|_| height - gap - hanging > 1) {
                    pen.text_within(0, y + gap + 1, left, note, self.theme.dim);
                }
                if let Some((name, _)) = series.below.as_ref().filter(|_| hanging > 0) {
                    pen.text_within(0, y + height - hanging, left, name, self.theme.dim);
                }
            }
            y += height;
        }
        let mut pen = Pen::new(area, buf);
        if ticks > 0 {
            self.dates(&mut pen, y, left);
        }
        if legend > 0 {
            let common = format!("one scale, peak {}", number(self.common(), 0));
            let mut text = if apart { format!("{} partial", self.theme.glyphs.partial()) } else { common };
            if partial && !apart && width(&text) + 12 <= usize::from(pen.width()) {
                text = format!("{text}   {} partial", self.theme.glyphs.partial());
            }
            let text = clip_with(&text, usize::from(pen.width()), self.theme.glyphs.ellipsis());
            pen.text(0, y + ticks, &text, self.theme.dim);
        }
    }
}

impl Trends<'_> {
    /// Bars that hang from the top: there are blocks of an eighth, a half and a whole row.
    fn hang(&self, values: &[f64], scale: f64, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let spread = Spread::new(values.len(), pen.width());
        for column in 0..spread.columns() {
            let group = &values[spread.values_of(column)];
            let value = largest(group);
            let eighths = if scale > 0.0 { (value / scale * 8.0 * f64::from(pen.height())).round() as u16 } else { 0 };
            let eighths = eighths.max(u16::from(value > 0.0));
            for y in 0..pen.height() {
                let glyph = match eighths.saturating_sub(8 * y) {
                    0 => break,
                    1..=2 => self.theme.glyphs.pick('▔', '\''),
                    3..=6 => self.theme.glyphs.pick('▀', '\''),
                    _ => self.theme.glyphs.pick('█', '#'),
                };
                pen.glyph(column, y, glyph, self.theme.dim);
            }
        }
    }

    fn dates(&self, pen: &mut Pen, y: u16, left: u16) {
        let spread = Spread::new(self.labels.len(), pen.width() - left);
        let last = self.labels.len() - 1;
        let shown = if last < 2 { vec![0, last] } else { vec![0, last / 2, last] };
        let marks: Vec<(u16, &str)> =
            shown.iter().map(|&i| (left + spread.column_of(i), self.labels[i].as_str())).collect();
        let right = left + spread.columns();
        // Charts narrower than a label have it at their left.
        let widest = self.labels.last().map_or(0, |label| width(label)) as u16;
        ticks::labels(pen, y, (left, right.max(left + widest).min(pen.width())), &marks, self.theme.dim);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};

    fn months(n: usize) -> Vec<String> {
        (0..n).map(|i| format!("{}-{:02}", 2023 + (i + 2) / 12, (i + 2) % 12 + 1)).collect()
    }

    #[test]
    fn two_series_share_a_scale() {
        let theme = Theme::dark();
        let (claims, burnt): (Vec<f64>, Vec<f64>) = (0..28).map(|i| (f64::from(i) * 16.0, f64::from(i) * 8.0)).unzip();
        let labels = months(28);
        let mut partial = vec![false; 28];
        partial[27] = true;
        let trends = Trends::new(&theme)
            .series("claims", &claims, theme.claims)
            .series("burnt", &burnt, theme.burnt)
            .partial(&partial)
            .labels(&labels);
        assert_eq!(
            drawn(&trends, 36, 8),
            [
                "claims                     ▁▂▃▄▄▅▆▇░",
                "                  ▁▂▃▄▄▅▆▇█████████░",
                "         ▁▂▃▄▄▅▆▇██████████████████░",
                "burnt",
                "                            ▁▁▂▂▃▃▄▄",
                "         ▁▁▁▂▂▃▃▄▄▄▅▅▆▆▇▇██████████░",
                "       2023-03   2024-04     2025-06",
                "one scale, peak 432   ░ partial",
            ]
        );
    }

    #[test]
    fn low_panels_keep_the_charts() {
        let theme = Theme::dark();
        let values = [1.0, 4.0];
        let labels = months(2);
        let trends =
            Trends::new(&theme).series("a", &values, theme.bar).series("b", &values, theme.bar).labels(&labels);
        assert_eq!(drawn(&trends, 12, 2), ["a ▂▂▂▂▂█████", "b ▂▂▂▂▂█████"]);
        assert_eq!(drawn(&trends, 12, 1), ["a ▂▂▂▂▂█████"]);
        assert_eq!(drawn(&trends, 12, 5)[4], "     2023-04");
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let theme = Theme::dark();
        let values: Vec<f64> = (0..28).map(f64::from).collect();
        let labels = months(28);
        each_size(|| Trends::new(&theme).series("claims", &values, theme.claims).labels(&labels).partial(&[true]));
        each_size(|| Trends::new(&theme).series("claims", &[], theme.claims).labels(&labels));
        each_size(|| Trends::new(&theme));
    }
}
