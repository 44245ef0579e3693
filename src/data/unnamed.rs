//! Columns of a table that has no header: `column 1`, `column 2` and so on.

/// The name of the column at a position of the table.
pub fn name(at: usize) -> String {
    format!("column {}", at + 1)
}

/// Whether all columns have such names.
pub fn is_all(header: &[String]) -> bool {
    !header.is_empty() && header.iter().enumerate().all(|(at, given)| *given == name(at))
}
