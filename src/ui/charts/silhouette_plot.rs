//! A silhouette plot: for each segment its values from the highest to the lowest, one row or several.
//!
//! ```text
//! 1 ▏██████████████▋  ┊   0.58
//! 2 ▏█████████▏       ┊   0.49
//! 3▐▏███████▍         ┊   0.44
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::legend::SegmentMark;
use super::pen::Pen;
use super::scroll::scrolls;
use crate::ui::theme::Theme;
use crate::wording::text::number;

/// Most rows of a segment: its outline has enough steps then.
const TALLEST: u16 = 24;

/// The silhouettes of one segment.
#[derive(Clone, Debug)]
pub struct SilhouetteBand {
    mark: SegmentMark,
    mean: f64,
    profile: Vec<f64>,
}

impl SilhouetteBand {
    /// Number of values in a profile.
    const SAMPLES: usize = 64;

    /// A segment with only its mean.
    pub fn new(mark: SegmentMark, mean: f64) -> Self {
        Self { mark, mean, profile: Vec::new() }
    }

    /// A segment with its members' (value, weight) pairs: with more than one row per segment its outline is drawn.
    #[must_use]
    pub fn members(mut self, members: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut sorted: Vec<(f64, f64)> =
            members.into_iter().filter(|(value, weight)| value.is_finite() && *weight > 0.0).collect();
        sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
        let total: f64 = sorted.iter().map(|(_, weight)| weight).sum();
        let mut next = sorted.iter();
        let (mut reached, mut value) = (0.0, f64::NAN);
        // The value at the middle of each of equal shares of the weight.
        let at = |sample: usize| {
            let wanted = (sample as f64 + 0.5) / Self::SAMPLES as f64 * total;
            while reached < wanted {
                let Some((member, weight)) = next.next() else {
                    break;
                };
                (reached, value) = (reached + weight, *member);
            }
            value
        };
        self.profile = if sorted.is_empty() { Vec::new() } else { (0..Self::SAMPLES).map(at).collect() };
        self
    }

    /// Values of `rows` rows, highest first; the mean if there is one row.
    fn rows(&self, rows: usize) -> Vec<f64> {
        if rows <= 1 || self.profile.is_empty() {
            return vec![self.mean; rows.min(1)];
        }
        (0..rows)
            .map(|row| {
                let (from, to) = (row * Self::SAMPLES / rows, (row + 1) * Self::SAMPLES / rows);
                let part = &self.profile[from..to.max(from + 1).min(Self::SAMPLES)];
                part.iter().sum::<f64>() / part.len() as f64
            })
            .collect()
    }
}

/// The plot.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::{SegmentMark, SilhouetteBand, SilhouettePlot}, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 40, 4));
/// let mut buf = Buffer::empty(area);
/// let marks = SegmentMark::first(&theme, 2).into_iter();
/// let bands: Vec<_> = marks.zip([0.6, 0.4]).map(|(mark, mean)| SilhouetteBand::new(mark, mean)).collect();
/// SilhouettePlot::new(&theme, &bands).mean(Some(0.5)).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "█"));
/// ```
#[derive(Clone, Debug)]
pub struct SilhouettePlot<'a> {
    theme: &'a Theme,
    segments: &'a [SilhouetteBand],
    mean: Option<f64>,
    cursor: Option<usize>,
    offset: usize,
}

impl<'a> SilhouettePlot<'a> {
    /// Segments in order.
    pub fn new(theme: &'a Theme, segments: &'a [SilhouetteBand]) -> Self {
        Self { theme, segments, mean: None, cursor: None, offset: 0 }
    }

    /// The mean over all segments, as a rule through the plot.
    #[must_use]
    pub fn mean(mut self, mean: Option<f64>) -> Self {
        self.mean = mean.filter(|mean| mean.is_finite());
        self
    }

    scrolls!();

    /// Where the segments are.
    pub fn places(&self, area: Rect) -> impl Iterator<Item = (usize, Rect)> {
        let each = self.rows_each(area.height);
        let tops = (area.top()..area.bottom()).step_by(usize::from(each));
        (self.offset..self.segments.len())
            .zip(tops)
            .map(move |(segment, y)| (segment, Rect { y, height: each, ..area }.intersection(area)))
    }

    /// Rows of each segment in a height.
    pub fn rows_each(&self, height: u16) -> u16 {
        (height / self.segments.len().max(1) as u16).clamp(1, TALLEST)
    }
}

/// Cells of the bars, and the values at their ends.
struct Scale {
    x: u16,
    width: u16,
    low: f64,
    high: f64,
}

impl Scale {
    /// Cells from the left end to a value.
    fn cells(&self, value: f64) -> f64 {
        (value.clamp(self.low, self.high) - self.low) / (self.high - self.low) * f64::from(self.width)
    }

    fn zero(&self) -> u16 {
        self.cells(0.0).round() as u16
    }
}

impl Widget for &SilhouettePlot<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let each = self.rows_each(pen.height());
        let rows: Vec<Vec<f64>> = self.segments.iter().map(|band| band.rows(usize::from(each))).collect();
        let shown = || rows.iter().flatten().copied().chain(self.mean).filter(|value| value.is_finite());
        let (low, high) = (shown().fold(0.0, f64::min), shown().fold(0.0, f64::max));
        // Label, cursor and zero line at the left, the number at the right.
        let numbers = if pen.width() >= 16 { 6 } else { 0 };
        let scale = Scale {
            x: 2,
            width: pen.width().saturating_sub(2 + numbers + u16::from(numbers == 0)),
            low,
            high: if high > low { high } else { low + 1.0 },
        };
        for (i, band) in self.segments.iter().enumerate().skip(self.offset) {
            let y = (i - self.offset).min(usize::from(u16::MAX / 8)) as u16 * each;
            if y >= pen.height() {
                break;
            }
            for (row, &value) in (0..).zip(&rows[i]) {
                self.draw_bar(&mut pen, y + row, &scale, value, band);
            }
            pen.glyph(0, y, band.mark.glyph, band.mark.style);
            if numbers > 0 {
                pen.text_before(pen.width(), y, &number(band.mean, 2), self.theme.text);
            }
            if self.cursor == Some(i) {
                for row in 0..each {
                    pen.glyph(1, y + row, self.theme.glyphs.pick('▐', '>'), self.theme.accent);
                }
            }
        }
    }
}

impl SilhouettePlot<'_> {
    fn draw_bar(&self, pen: &mut Pen, y: u16, scale: &Scale, value: f64, band: &SilhouetteBand) {
        let glyphs = self.theme.glyphs;
        let (x, zero) = (scale.x, scale.zero());
        if scale.width == 0 {
            return;
        }
        pen.glyph(x + zero, y, glyphs.pick('▏', '|'), self.theme.dim);
        let end = scale.cells(value);
        if value >= 0.0 {
            let room = scale.width - zero;
            let share = (end - f64::from(zero)) / f64::from(room.max(1));
            pen.text(x + 1 + zero, y, &glyphs.bar(share, room), band.mark.style);
        } else if value < 0.0 {
            let halves = ((f64::from(zero) - end) * 2.0).round().max(1.0) as u16;
            for cell in 0..halves / 2 {
                pen.glyph(x + zero - 1 - cell, y, glyphs.from_left(8), band.mark.style);
            }
            if halves % 2 == 1 && halves / 2 < zero {
                let half = glyphs.pick('▐', '-');
                pen.glyph(x + zero - 1 - halves / 2, y, half, band.mark.style);
            }
        }
        if let Some(mean) = self.mean {
            let column = x + 1 + (scale.cells(mean).floor() as u16).min(scale.width - 1);
            if pen.holds_only(column, y, 1, [" ", " "]) {
                pen.glyph(column, y, glyphs.vertical_faint(), self.theme.dim);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};

    fn bands(theme: &Theme, means: &[f64]) -> Vec<SilhouetteBand> {
        SegmentMark::first(theme, means.len())
            .into_iter()
            .zip(means)
            .map(|(mark, &mean)| SilhouetteBand::new(mark, mean))
            .collect()
    }

    #[test]
    fn one_row_shows_the_mean() {
        let theme = Theme::dark();
        let bands = bands(&theme, &[0.8, 0.4]);
        let plot = SilhouettePlot::new(&theme, &bands).mean(Some(0.6)).cursor(Some(1));
        assert_eq!(drawn(&plot, 24, 2), ["1 ▏████████████████ 0.80", "2▐▏████████   ┊     0.40"]);
    }

    #[test]
    fn negative_values_stand_left_of_zero() {
        let theme = Theme::dark();
        let bands = bands(&theme, &[0.75, -0.25]);
        assert_eq!(
            drawn(&SilhouettePlot::new(&theme, &bands), 24, 2),
            ["1     ▏████████████ 0.75", "2 ████▏            -0.25"]
        );
    }

    #[test]
    fn more_rows_show_the_outline() {
        let theme = Theme::dark();
        let members = (0..100).map(|i| (f64::from(i) / 100.0, 1.0));
        let band = SilhouetteBand::new(SegmentMark::first(&theme, 1)[0], 0.495).members(members);
        let bands = [band];
        let lines = drawn(&SilhouettePlot::new(&theme, &bands), 24, 4);
        let lengths: Vec<usize> = lines.iter().map(|line| line.matches('█').count()).collect();
        assert!(lengths.windows(2).all(|pair| pair[0] > pair[1]), "{lines:?}");
    }

    #[test]
    fn weights_count_as_members() {
        let mark = SegmentMark::first(&Theme::dark(), 1)[0];
        let weighted = SilhouetteBand::new(mark, 0.0).members([(0.1, 3.0), (0.9, 1.0)]);
        let repeated = SilhouetteBand::new(mark, 0.0).members([(0.1, 1.0), (0.9, 1.0), (0.1, 1.0), (0.1, 1.0)]);
        assert_eq!(weighted.rows(8), repeated.rows(8));
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let theme = Theme::dark();
        let bands = bands(&theme, &[0.9, -0.9, f64::NAN, 0.0]);
        each_size(|| SilhouettePlot::new(&theme, &bands).mean(Some(0.4)).cursor(Some(2)));
        each_size(|| SilhouettePlot::new(&theme, &[]).mean(Some(f64::NAN)).offset(3));
    }
}
