//! Parts of a whole as a ring of dots, from the top on clockwise, each with its number on it.
//!
//! ```text
//!   ⣀⣴⣶⣦ ⣴⣦⣄
//!  ⢰⣿⠟⠉  ⠉⠻1⡆
//!  ⠸2⣧⣀  ⣀⣴⣿⠇
//!   ⠉⠻⠿⠿⠿⠿⠟⠉
//! ```

use std::f64::consts::TAU;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::dots::Dots;
use super::pen::Pen;
use crate::ui::theme::{Glyphs, Theme};
use crate::wording::text::width;

/// The hole's radius, as a share of the ring's.
const HOLE: f64 = 0.55;
/// Fewest rows that look like a ring.
const LEAST_ROWS: u16 = 5;

/// The ring; its parts are numbered and coloured by their place.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::Donut, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 24, 12));
/// let mut buf = Buffer::empty(area);
/// Donut::new(&theme, &[1043.0, 803.0, 147.0]).centre("1,993").render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() == "9"));
/// ```
#[derive(Clone, Debug)]
pub struct Donut<'a> {
    theme: &'a Theme,
    values: &'a [f64],
    centre: &'a str,
}

impl<'a> Donut<'a> {
    /// A ring of these parts; parts that are not above 0 are not drawn.
    pub fn new(theme: &'a Theme, values: &'a [f64]) -> Self {
        Self { theme, values, centre: "" }
    }

    /// The text in the middle, if it fits: the total.
    #[must_use]
    pub fn centre(mut self, centre: &'a str) -> Self {
        self.centre = centre;
        self
    }

    /// Columns and rows of the ring in an area; `None` if the area is too small.
    pub fn size(glyphs: Glyphs, area: Rect) -> Option<(u16, u16)> {
        // A cell is twice as high as wide.
        let rows = area.height.min(area.width / 2);
        (rows >= LEAST_ROWS && !glyphs.is_ascii()).then_some((rows * 2, rows))
    }

    /// The end of each part as a share, counted from the top.
    fn ends(&self) -> Vec<f64> {
        let weight = |value: &f64| if value.is_finite() { value.max(0.0) } else { 0.0 };
        let total: f64 = self.values.iter().map(weight).sum();
        let mut end = 0.0;
        let mut ends: Vec<f64> = Vec::with_capacity(self.values.len());
        for value in self.values {
            end += if total > 0.0 { weight(value) / total } else { 0.0 };
            ends.push(end);
        }
        ends
    }
}

impl Widget for &Donut<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let glyphs = self.theme.glyphs;
        let Some((columns, rows)) = Donut::size(glyphs, Rect::new(0, 0, pen.width(), pen.height())) else {
            return;
        };
        let ends = self.ends();
        if ends.last().is_none_or(|end| *end <= 0.0) {
            return;
        }
        let (dots_across, dots_down) = glyphs.dots();
        let mut ring = Dots::new(glyphs, columns, rows);
        let (across, down) = ring.size();
        let radius = f64::from(rows);
        // The dots of a cell may belong to several parts: the cell has the colour of the part with the most dots.
        let mut of_cell = vec![vec![0_u8; ends.len()]; usize::from(columns) * usize::from(rows)];
        for (x, y) in (0..down).flat_map(|y| (0..across).map(move |x| (x, y))) {
            let dx = (x as f64 + 0.5) / dots_across as f64 - radius;
            let dy = (y as f64 + 0.5) / dots_down as f64 * 2.0 - radius;
            let distance = dx.hypot(dy);
            if !(HOLE * radius..=radius).contains(&distance) {
                continue;
            }
            let share = dx.atan2(-dy).rem_euclid(TAU) / TAU;
            let part = ends.partition_point(|end| *end <= share).min(ends.len() - 1);
            ring.set((x, y));
            let (column, row) = ring.cell((x, y));
            of_cell[usize::from(row) * usize::from(columns) + usize::from(column)][part] += 1;
        }
        for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
            let counts = &of_cell[usize::from(row) * usize::from(columns) + usize::from(column)];
            let most = (0..counts.len()).rev().max_by_key(|part| counts[*part]);
            if let Some(part) = most.filter(|part| counts[*part] > 0) {
                pen.glyph(column, row, glyphs.dot_cell(ring.mask(column, row)), self.theme.segment_style(part));
            }
        }
        let starts = std::iter::once(0.0).chain(ends.iter().copied());
        for (part, (start, end)) in starts.zip(&ends).enumerate() {
            // A number on a sliver would hide its neighbours.
            if end - start > 0.03 {
                let (sine, cosine) = ((start + end) / 2.0 * TAU).sin_cos();
                let at = radius * f64::midpoint(1.0, HOLE);
                let (x, y) = (radius + at * sine, (radius - at * cosine) / 2.0);
                let style = self.theme.strong;
                pen.glyph((x as u16).min(columns - 1), (y as u16).min(rows - 1), self.theme.segment_glyph(part), style);
            }
        }
        let room = (HOLE * f64::from(columns)) as usize;
        if width(self.centre) + 1 < room {
            let x = (usize::from(columns) - width(self.centre)).div_ceil(2) as u16;
            pen.text(x, (rows - 1) / 2, self.centre, self.theme.strong);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};

    #[test]
    fn a_ring_is_shared_out_clockwise_from_the_top() {
        let theme = Theme::dark();
        let area = Rect::new(0, 0, 24, 12);
        let mut buf = Buffer::empty(area);
        (&Donut::new(&theme, &[1.0, 2.0, 1.0]).centre("4")).render(area, &mut buf);
        let colour = |x: u16, y: u16| buf[(x, y)].fg;
        assert_eq!(Some(colour(20, 3)), theme.segment_style(0).fg, "the upper right quarter");
        assert_eq!(Some(colour(18, 9)), theme.segment_style(1).fg, "the lower half");
        assert_eq!(Some(colour(4, 9)), theme.segment_style(1).fg, "the lower half");
        assert_eq!(Some(colour(3, 3)), theme.segment_style(2).fg, "the upper left quarter");
        let text: String = (0..12).flat_map(|y| (0..24).map(move |x| (x, y))).map(|at| buf[at].symbol()).collect();
        assert!(["1", "2", "3", "4"].iter().all(|number| text.matches(number).count() == 1), "{text}");
    }

    #[test]
    fn a_ring_is_round_at_every_size() {
        let theme = Theme::dark();
        for rows in [5, 8, 12, 20] {
            let lines = drawn(&Donut::new(&theme, &[1.0, 1.0]), 80, rows);
            let widest = lines.iter().map(|line| line.chars().count()).max();
            assert_eq!(widest, Some(usize::from(rows) * 2), "{lines:?}");
            assert!(lines.iter().all(|line| !line.is_empty()), "{lines:?}");
        }
    }

    #[test]
    fn no_ring_without_room_parts_or_dots() {
        let theme = Theme::dark();
        assert_eq!(Donut::size(Glyphs::Braille, Rect::new(0, 0, 40, 4)), None);
        assert_eq!(Donut::size(Glyphs::Braille, Rect::new(0, 0, 9, 40)), None);
        assert_eq!(Donut::size(Glyphs::Ascii, Rect::new(0, 0, 40, 40)), None);
        assert_eq!(Donut::size(Glyphs::Braille, Rect::new(0, 0, 40, 6)), Some((12, 6)));
        assert!(drawn(&Donut::new(&theme, &[0.0, f64::NAN]), 20, 8).iter().all(String::is_empty));
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let theme = Theme::dark();
        each_size(|| Donut::new(&theme, &[3.0, 2.0, 0.01, f64::NAN]).centre("1,234"));
        each_size(|| Donut::new(&theme, &[]));
    }
}
