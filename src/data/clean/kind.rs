//! What the columns of a written table hold.

/// What a column of a table holds, all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Calendar days.
    Day,
    /// Anything.
    Text,
}
