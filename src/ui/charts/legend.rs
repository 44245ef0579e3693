//! The legend of segments: `1■ 2■ 3■  ✚ centroid  1,961 customers`, shorter where there is less room.

use ratatui::style::Style;

use super::pen::Pen;
use crate::ui::theme::Theme;
use crate::wording::text::width;

/// The glyph of customers that belong to no segment.
const NOISE: char = '0';

/// The mark of a segment in all charts: its glyph, and the style of its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentMark {
    /// The segment's number, as a glyph.
    pub glyph: char,
    /// The segment's colour.
    pub style: Style,
}

impl SegmentMark {
    /// The mark of the segment with a 0-based label, in the colour of a palette slot. The two can differ after K
    /// changes: the number is by size, while the colour stays with the customers.
    pub fn new(theme: &Theme, label: usize, slot: usize) -> Self {
        Self { glyph: theme.segment_glyph(label), style: theme.segment_style(slot) }
    }

    /// Labels 0 to k − 1, each in the colour of its own slot.
    pub fn first(theme: &Theme, k: usize) -> Vec<Self> {
        (0..k).map(|label| Self::new(theme, label, label)).collect()
    }

    /// Customers that belong to no segment.
    pub fn noise(theme: &Theme) -> Self {
        Self { glyph: NOISE, style: theme.dim }
    }
}

/// The end of a legend, after the segments.
pub(super) struct Legend<'a> {
    pub marks: &'a [SegmentMark],
    pub centroids: bool,
    pub note: &'a str,
}

impl Legend<'_> {
    /// Draws within rows `y..y + rows` and returns the number of rows used. In little room the word `centroid` is
    /// dropped first, then its sign, then the note; then the segments wrap, and end in their number.
    pub fn draw(&self, theme: &Theme, pen: &mut Pen, y: u16, rows: u16) -> u16 {
        let room = usize::from(pen.width());
        let (cross, note) = self.tail(theme, room);
        if rows == 0 || room < 2 {
            return 0;
        }
        let (mut x, mut row) = (0u16, 0u16);
        let of = self.marks.len();
        let segments = self.marks.iter().filter(|mark| mark.glyph != NOISE).count();
        // Where not all fit, the last row ends in how many do, or at least in the sign that there are more.
        let said = |shown: usize| format!("{shown} of {segments}");
        let longest = width(&said(segments));
        let says = longest + 3 <= room;
        let end = if says { longest } else { 1 };
        for (i, mark) in self.marks.iter().enumerate() {
            let ends = row + 1 == rows && usize::from(x) + 3 * (of - i) > room + 1;
            if ends && usize::from(x) + 3 + end > room {
                let more = if says { said(i) } else { theme.glyphs.ellipsis().to_string() };
                pen.text(x, y + row, &more, theme.dim);
                return row + 1;
            }
            pen.glyph(x, y + row, mark.glyph, mark.style);
            pen.glyph(x + 1, y + row, theme.glyphs.square(), mark.style);
            x += 3;
            if usize::from(x) + 2 > room && i + 1 < self.marks.len() {
                (x, row) = (0, row + 1);
            }
        }
        for (text, style) in [(cross.as_str(), theme.strong), (note, theme.dim)] {
            if !text.is_empty() {
                let start = if x > 0 { x - 1 + 2 } else { 0 };
                pen.text(start, y + row, text, style);
                x = start + width(text) as u16 + 1;
            }
        }
        row + 1
    }

    /// The part of centroid and note that fits after the segments on one line.
    fn tail(&self, theme: &Theme, room: usize) -> (String, &str) {
        let sign = theme.glyphs.centroid().to_string();
        let crosses =
            if self.centroids { vec![format!("{sign} centroid"), sign, String::new()] } else { vec![String::new()] };
        let segments = (self.marks.len() * 3).saturating_sub(1);
        let join = |a: usize, b: usize| if a > 0 && b > 0 { a + 2 + b } else { a + b };
        let fits = |cross: &str, note: &str| join(join(segments, width(cross)), width(note)) <= room;
        let mut tails = [self.note, ""].into_iter().flat_map(|note| crosses.iter().map(move |cross| (cross, note)));
        let tail = tails.find(|(cross, note)| fits(cross, note));
        tail.map_or((String::new(), ""), |(cross, note)| (cross.clone(), note))
    }

    /// Rows the segments need at a width.
    pub fn rows(&self, room: u16) -> u16 {
        let each = usize::from((room + 1) / 3).max(1);
        self.marks.len().div_ceil(each).max(1) as u16
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::lines;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    #[test]
    fn words_give_way_to_numbers_and_those_to_segments() {
        let theme = Theme::dark();
        let marks = SegmentMark::first(&theme, 4);
        let legend = Legend { marks: &marks, centroids: true, note: "1,961 customers" };
        let at = |room: u16| {
            let area = Rect::new(0, 0, room, 1);
            let mut buf = Buffer::empty(area);
            legend.draw(&theme, &mut Pen::new(area, &mut buf), 0, 1);
            lines(&buf).pop().unwrap()
        };
        assert_eq!(at(60), "1■ 2■ 3■ 4■  ✚ centroid  1,961 customers");
        assert_eq!(at(35), "1■ 2■ 3■ 4■  ✚  1,961 customers");
        assert_eq!(at(29), "1■ 2■ 3■ 4■  1,961 customers");
        assert_eq!(at(24), "1■ 2■ 3■ 4■  ✚ centroid");
        assert_eq!(at(11), "1■ 2■ 3■ 4■");
        assert_eq!(at(9), "1■ 1 of 4");
        assert_eq!(at(8), "1■ 2■ …");
        // Noise is no segment.
        let many: Vec<_> = SegmentMark::first(&theme, 19).into_iter().chain([SegmentMark::noise(&theme)]).collect();
        let legend = Legend { marks: &many, centroids: true, note: "" };
        let area = Rect::new(0, 0, 28, 2);
        let mut buf = Buffer::empty(area);
        legend.draw(&theme, &mut Pen::new(area, &mut buf), 0, 2);
        assert_eq!(lines(&buf), ["1■ 2■ 3■ 4■ 5■ 6■ 7■ 8■ 9■", "a■ b■ c■ d■ e■ f■ 15 of 19"]);
    }
}
