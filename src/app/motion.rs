//! Movements of a cursor, and deletions in a text field.

/// A movement of the focused panel's cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// Half a page up.
    HalfUp,
    /// Half a page down.
    HalfDown,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
}

/// A deletion in a text field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erase {
    /// The character before the cursor.
    Before,
    /// The character after the cursor.
    After,
    /// The word before the cursor.
    Word,
    /// All before the cursor.
    Line,
}

impl Motion {
    /// The row of a cursor after the movement, in a list of rows; `page` rows are on screen.
    pub fn within(self, at: usize, page: usize, rows: usize) -> usize {
        let last = rows.saturating_sub(1);
        match self {
            Self::Up => at.saturating_sub(1),
            Self::Down => at + 1,
            Self::HalfUp => at.saturating_sub(page / 2),
            Self::HalfDown => at + page / 2,
            Self::PageUp => at.saturating_sub(page),
            Self::PageDown => at + page,
            Self::First => 0,
            Self::Last => last,
            Self::Left | Self::Right => at,
        }
        .min(last)
    }
}
