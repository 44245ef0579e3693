//! The scroll position of a text.

/// The scroll position of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scroll {
    /// Its first visible row.
    pub top: usize,
    /// The largest number of rows that it can have.
    pub rows: usize,
}
