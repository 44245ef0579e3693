//! Scrolling: the builder methods of all lists, the offset that shows the cursor, and the bar at the border.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::ui::theme::Theme;

/// The builder methods of a list with the fields `offset` and `cursor`.
macro_rules! scrolls {
    () => {
        /// The first entry to draw.
        #[must_use]
        pub fn offset(mut self, offset: usize) -> Self {
            self.offset = offset;
            self
        }

        /// The entry to highlight, counted from the first of the list.
        #[must_use]
        pub fn cursor(mut self, cursor: Option<usize>) -> Self {
            self.cursor = cursor;
            self
        }
    };
}
pub(super) use scrolls;

/// The offset of a list of `len` rows in `height` rows of screen, moved from `offset` only as far as needed to show
/// `cursor`, and without blank rows at the end.
pub fn window(cursor: usize, offset: usize, len: usize, height: usize) -> usize {
    let cursor = cursor.min(len.saturating_sub(1));
    let lowest = (cursor + 1).saturating_sub(height);
    let highest = cursor.min(len.saturating_sub(height)).max(lowest);
    offset.clamp(lowest, highest)
}

/// Draws on the right border of a frame which part of all rows is visible; nothing if all are. Only the first and the
/// last part touch the ends.
pub fn scroll_bar(theme: &Theme, (first, visible, all): (usize, usize, usize), frame: Rect, buf: &mut Buffer) {
    let track = usize::from(frame.height.saturating_sub(2));
    if visible >= all || track == 0 || frame.width == 0 {
        return;
    }
    let long = (track * visible / all).clamp(1, track.saturating_sub(1).max(1));
    let (room, last) = (track - long, all - visible);
    let at = match first.min(last) {
        0 => 0,
        first if first == last => room,
        first => (room * first / last).min(room.saturating_sub(1)).max(room.min(1)),
    };
    for y in at..at + long {
        let position = (frame.right() - 1, frame.y + 1 + y as u16);
        if let Some(cell) = buf.cell_mut(position) {
            cell.set_char(theme.glyphs.pick('┃', '#')).set_style(theme.dim);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The rows of the bar in a frame of ten rows inside its borders.
    fn bar(first: usize, visible: usize, all: usize) -> Vec<u16> {
        let frame = Rect::new(0, 0, 3, 12);
        let mut buf = Buffer::empty(frame);
        scroll_bar(&Theme::dark(), (first, visible, all), frame, &mut buf);
        (0..12).filter(|y| buf[(2, *y)].symbol() == "┃").collect()
    }

    #[test]
    fn the_bar_says_which_part_is_visible() {
        assert_eq!(bar(0, 10, 10), [0; 0]);
        assert_eq!(bar(0, 10, 20), [1, 2, 3, 4, 5]);
        assert_eq!(bar(5, 10, 20), [3, 4, 5, 6, 7]);
        assert_eq!(bar(10, 10, 20), [6, 7, 8, 9, 10]);
        // One row from an end is not the end.
        assert_eq!(bar(1, 10, 1000), [2]);
        assert_eq!(bar(989, 10, 1000), [9]);
        assert_eq!(bar(990, 10, 1000), [10]);
        assert_eq!(bar(5000, 10, 1000), [10]);
    }

    #[test]
    fn the_bar_fits_into_any_frame() {
        for (columns, rows) in [(0, 0), (1, 1), (1, 2), (2, 3), (9, 4)] {
            let frame = Rect::new(0, 0, columns, rows);
            let mut buf = Buffer::empty(Rect::new(0, 0, 9, 9));
            scroll_bar(&Theme::dark(), (3, 2, 90), frame, &mut buf);
            let outside = buf.content.iter().enumerate().filter(|(_, cell)| cell.symbol() == "┃");
            assert!(outside.map(|(at, _)| (at % 9, at / 9)).all(|(x, y)| frame.contains((x as u16, y as u16).into())));
        }
    }

    #[test]
    fn the_window_moves_no_further_than_needed() {
        assert_eq!(window(0, 0, 100, 10), 0);
        assert_eq!(window(10, 0, 100, 10), 1);
        assert_eq!(window(5, 20, 100, 10), 5);
        assert_eq!(window(25, 20, 100, 10), 20);
        assert_eq!(window(99, 500, 100, 10), 90);
        assert_eq!(window(2, 9, 3, 10), 0);
        assert_eq!(window(7, 3, 0, 10), 0);
        assert_eq!(window(7, 3, 9, 0), 8);
    }
}
