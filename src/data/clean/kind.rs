//! Types of the columns of a written table.

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Integers.
    Integer,
    /// Numbers.
    Number,
    /// Calendar days.
    Day,
    /// Anything.
    Text,
}
