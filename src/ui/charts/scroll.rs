//! Scrolling: the builder methods of all lists, and the offset that shows the cursor.

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

#[cfg(test)]
mod tests {
    use super::*;

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
