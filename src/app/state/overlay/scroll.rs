//! A text that is scrolled.

/// How far a text is scrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scroll {
    /// Its first row on screen.
    pub top: usize,
    /// Rows it has at most.
    pub rows: usize,
}
