//! Stacked sparklines over time on one scale, so that their heights can be compared.
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
}

impl<'a> Trends<'a> {
    /// An empty chart; add series.
    pub fn new(theme: &'a Theme) -> Self {
        Self { theme, series: Vec::new(), partial: &[], labels: &[] }
    }

    /// Adds a series below the others.
    #[must_use]
    pub fn series(mut self, name: &str, values: &'a [f64], style: Style) -> Self {
        self.series.push(Series { name: clean(name).into_owned(), values, style });
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

    fn peak(&self) -> f64 {
        let values = self.series.iter().flat_map(|series| series.values);
        values.copied().filter(|value| value.is_finite()).fold(0.0, f64::max)
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
        let legend = u16::from(area.height > 2 * n + 1);
        let rows = area.height - ticks - legend;
        let names = self.series.iter().map(|series| width(&series.name)).max().unwrap_or(0) as u16;
        let left = if names + 1 + 8 <= area.width { names + 1 } else { 0 };
        let peak = self.peak();
        let mut y = 0;
        for (i, series) in (0..n).zip(&self.series) {
            let height = rows / n + u16::from(i < rows % n);
            let spark = Sparkline::new(self.theme, series.values).style(series.style).range(0.0, peak);
            let place = Rect::new(area.x + left, area.y + y, area.width - left, height);
            spark.partial(self.partial).left().render(place, buf);
            if left > 0 {
                Pen::new(area, buf).text_within(0, y, left, &series.name, series.style);
            }
            y += height;
        }
        let mut pen = Pen::new(area, buf);
        if ticks > 0 {
            self.dates(&mut pen, y, left);
        }
        if legend > 0 {
            let partial = self.partial.iter().any(|&partial| partial);
            let mut text = format!("one scale, peak {}", number(peak, 0));
            if partial && width(&text) + 12 <= usize::from(pen.width()) {
                text = format!("{text}   {} partial", self.theme.glyphs.partial());
            }
            let text = clip_with(&text, usize::from(pen.width()), self.theme.glyphs.ellipsis());
            pen.text(0, y + ticks, &text, self.theme.dim);
        }
    }
}

impl Trends<'_> {
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
