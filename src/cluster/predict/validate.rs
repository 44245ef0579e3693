//! Checks of numbers and labels that were read from a file: no value is trusted.

/// Whether all rows are finite numbers of this many columns.
pub(super) fn table(what: &str, rows: &[Vec<f64>], columns: usize) -> Result<(), String> {
    match rows.iter().find(|row| row.len() != columns) {
        Some(row) => Err(format!("{what} have {} numbers, and need {columns}", row.len())),
        None if rows.iter().flatten().all(|x| x.is_finite()) => Ok(()),
        None => Err(format!("{what} contain a value that is not a number")),
    }
}

/// Whether every label has a cluster.
pub(super) fn known(what: &str, mut labels: impl Iterator<Item = u32>, k: usize) -> Result<(), String> {
    match labels.find(|label| *label as usize >= k) {
        Some(label) => Err(format!("{what} name the segment {}, and there are {k}", u64::from(label) + 1)),
        None => Ok(()),
    }
}
