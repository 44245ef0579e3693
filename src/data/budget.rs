//! Memory limits: how much a load may take, and how far the parts of a file may expand.
//!
//! Memory is measured and not estimated: while rows are read, the memory of the process is checked every few thousand
//! rows or few megabytes. Half of the rest is reserved for the work after reading: joins, measures, clustering.
//!
//! There are fixed limits for what is held at once (a cell, a row) and for what costs time (sheets, columns). Data that
//! grows with the rows, such as the different words of a column, has no separate limit: it is part of the measured memory.

use std::sync::atomic::{AtomicU64, Ordering};

use super::memory;

/// Sheets of a workbook, and parts of its archive.
pub const SHEETS: usize = 1_000;
/// Columns of a table, as many as a spreadsheet has.
pub const COLUMNS: usize = 16_384;
/// Rows of a sheet, as many as a spreadsheet has.
pub const SHEET_ROWS: u32 = 1_048_576;
/// See [`SHEETS`].
pub const ARCHIVE_PARTS: usize = 10_000;
/// Bytes of text in a cell, or of a name; spreadsheets allow 32,767 characters.
pub const CELL: usize = 1 << 20;
/// Rows of a table that show what it is and how large it is, before all are read.
pub const FIRST_ROWS: u64 = 10_000;
/// Bytes of text in a row.
pub const ROW: usize = 16 << 20;

/// The limit in bytes; 0 until it is known. It belongs to the process and not to a load, because memory does: the
/// thread that reads standard input and the measures that run during a reload share it.
static LIMIT: AtomicU64 = AtomicU64::new(0);
/// If the system does not report its memory.
const UNKNOWN: u64 = 4 << 30;

/// The memory of the process is at its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverBudget;

/// Sets the limit in bytes, instead of three quarters of what is free.
pub fn set(bytes: u64) {
    LIMIT.store(bytes.max(1), Ordering::Relaxed);
}

/// The limit in bytes: `--max-memory`, otherwise three quarters of the memory that is free when it is first asked for.
pub fn limit() -> u64 {
    match LIMIT.load(Ordering::Relaxed) {
        0 => {
            let limit = (memory::free().unwrap_or(UNKNOWN) / 4 * 3).max(1);
            LIMIT.store(limit, Ordering::Relaxed);
            limit
        }
        limit => limit,
    }
}

/// The memory for a read that starts now: half of the rest.
pub fn for_reading() -> u64 {
    limit().saturating_sub(resident()) / 2
}

/// The memory that one load may take. During a reload both data sets are in memory, so it starts with what is left.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Bytes of the process.
    most: u64,
}

impl Reading {
    /// A load that starts now.
    pub fn begin() -> Self {
        Self { most: resident() + for_reading() }
    }

    /// Checks the memory of the process.
    ///
    /// # Errors
    /// [`OverBudget`] if it is more than reading may take, or the address space of the process is nearly used up.
    pub fn check(self) -> Result<(), OverBudget> {
        let Some([all, resident]) = memory::used() else { return Ok(()) };
        let space = memory::address_space().map_or(u64::MAX, |limit| limit / 4 * 3);
        if resident > self.most || all > space { Err(OverBudget) } else { Ok(()) }
    }
}

fn resident() -> u64 {
    memory::used().map_or(0, |[_, resident]| resident)
}

/// Parses a size: `800M`, `2G`, `1.5 GiB`, or bytes.
///
/// # Errors
/// The valid forms.
pub fn parse(text: &str) -> Result<u64, String> {
    let wrong = || format!("{text}: give a size such as 800M or 2G");
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number: f64 = text[..end].parse().map_err(|_| wrong())?;
    let power = match text[end..].trim().to_ascii_uppercase().trim_end_matches("IB").trim_end_matches('B') {
        "" => 0,
        "K" => 1,
        "M" => 2,
        "G" => 3,
        "T" => 4,
        _ => return Err(wrong()),
    };
    let bytes = number * 1024_f64.powi(power);
    // A smaller limit could not hold the program itself.
    if bytes >= 1e6 { Ok(bytes as u64) } else { Err(wrong()) }
}

/// A number of bytes for a message: `1.5 GB`.
pub fn shown(bytes: u64) -> String {
    const UNITS: [(u64, &str); 2] = [(1 << 30, "GB"), (1 << 20, "MB")];
    let (unit, name) = UNITS.into_iter().find(|(unit, _)| bytes >= *unit).unwrap_or(UNITS[1]);
    format!("{:.1} {name}", bytes as f64 / unit as f64)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_shown() {
        assert_eq!(parse("800M"), Ok(800 << 20));
        assert_eq!(parse("1.5 GiB"), Ok(3 << 29));
        assert_eq!(parse("2g"), Ok(2 << 30));
        assert_eq!(parse("5000000"), Ok(5_000_000));
        for wrong in ["", "much", "2X", "-1G", "12", "1..2G"] {
            assert!(parse(wrong).unwrap_err().contains("800M"), "{wrong}");
        }
        assert_eq!(shown(3 << 29), "1.5 GB");
        assert_eq!(shown(800 << 20), "800.0 MB");
    }

    #[test]
    fn there_is_room_for_a_test() {
        assert!(limit() > 1 << 20 && for_reading() < limit());
        assert_eq!(Reading::begin().check(), Ok(()));
        assert_eq!(Reading { most: 1 }.check(), Err(OverBudget));
    }
}
