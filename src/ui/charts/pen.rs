//! Drawing within an area: positions are relative to it, and everything outside is clipped.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::wording::text::{clip_with, width};

/// A clipped window onto the buffer.
pub(super) struct Pen<'a> {
    buf: &'a mut Buffer,
    area: Rect,
}

impl<'a> Pen<'a> {
    pub fn new(area: Rect, buf: &'a mut Buffer) -> Self {
        let area = area.intersection(buf.area);
        Self { buf, area }
    }

    pub fn width(&self) -> u16 {
        self.area.width
    }

    pub fn height(&self) -> u16 {
        self.area.height
    }

    /// Draws text from column `x` on, cut at the right edge.
    pub fn text(&mut self, x: u16, y: u16, text: &str, style: Style) {
        self.text_within(x, y, u16::MAX, text, style);
    }

    /// Draws text from column `x` on, in at most `columns` columns.
    pub fn text_within(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) {
        if x < self.area.width && y < self.area.height {
            let room = columns.min(self.area.width - x);
            self.buf.set_stringn(self.area.x + x, self.area.y + y, text, usize::from(room), style);
        }
    }

    /// Draws text that ends before column `end`, if all of it fits.
    pub fn text_before(&mut self, end: u16, y: u16, text: &str, style: Style) {
        if let Some(x) = usize::from(end.min(self.area.width)).checked_sub(width(text)) {
            self.text(x as u16, y, text, style);
        }
    }

    /// Draws a styled line in at most `columns` columns, ending in `ellipsis` if it is cut. Returns the columns used.
    pub fn line(&mut self, x: u16, y: u16, columns: u16, line: &Line, ellipsis: char) -> u16 {
        let room = columns.min(self.area.width.saturating_sub(x));
        let mut used = 0;
        for span in &line.spans {
            let style = line.style.patch(span.style);
            let text = clip_with(&span.content, usize::from(room - used), ellipsis);
            self.text_within(x + used, y, room - used, &text, style);
            used += (width(&text) as u16).min(room - used);
            if text.len() != span.content.len() {
                break;
            }
        }
        used
    }

    /// Replaces one glyph and keeps the background.
    pub fn glyph(&mut self, x: u16, y: u16, glyph: char, style: Style) {
        if x < self.area.width && y < self.area.height {
            let cell = &mut self.buf[(self.area.x + x, self.area.y + y)];
            let background = cell.bg;
            cell.reset();
            cell.set_char(glyph).set_bg(background).set_style(style);
        }
    }

    /// Patches the style of a range of cells.
    pub fn style(&mut self, x: u16, y: u16, columns: u16, rows: u16, style: Style) {
        let stretch = Rect::new(
            self.area.x.saturating_add(x),
            self.area.y.saturating_add(y),
            columns.min(self.area.width),
            rows.min(self.area.height),
        );
        self.buf.set_style(stretch.intersection(self.area), style);
    }

    /// Whether a range of cells contains only the given glyphs.
    pub fn holds_only(&self, x: u16, y: u16, columns: u16, glyphs: [&str; 2]) -> bool {
        let free = |x: u16| glyphs.contains(&self.buf[(self.area.x + x, self.area.y + y)].symbol());
        y < self.area.height && x + columns <= self.area.width && (x..x + columns).all(free)
    }
}

/// Columns of a styled line.
pub(super) fn line_width(line: &Line) -> usize {
    line.spans.iter().map(|span| width(&span.content)).sum()
}
