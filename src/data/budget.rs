//! How much memory a load may take, and how much the parts of a file may expand to.
//!
//! The budget is that of the process, because memory is: `--max-memory`, else three quarters of what is free when it is first asked
//! for. What is read is measured and not estimated: while rows come in, the memory that the process has is looked at once in some
//! thousand rows. Half of the budget is kept for what comes after reading: joins, measures, clustering.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};

/// Sheets of a workbook, and parts of the archive that it is.
pub const SHEETS: usize = 1_000;
/// Columns of a table, as many as a spreadsheet has.
pub const COLUMNS: usize = 16_384;
/// See [`SHEETS`].
pub const ARCHIVE_PARTS: usize = 10_000;

/// Bytes; 0 until it is known.
static LIMIT: AtomicU64 = AtomicU64::new(0);
/// Where the system tells nothing.
const UNKNOWN: u64 = 4 << 30;

/// The memory of the process is at its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverBudget;

/// Sets the budget in bytes, instead of what is free.
pub fn set(bytes: u64) {
    LIMIT.store(bytes.max(1), Ordering::Relaxed);
}

/// The budget in bytes.
pub fn limit() -> u64 {
    match LIMIT.load(Ordering::Relaxed) {
        0 => {
            let limit = (free().unwrap_or(UNKNOWN) / 4 * 3).max(1);
            LIMIT.store(limit, Ordering::Relaxed);
            limit
        }
        limit => limit,
    }
}

/// What reading alone may take: half of the budget.
pub fn for_reading() -> u64 {
    limit() / 2
}

/// Looks at how much memory the process has now.
///
/// # Errors
/// [`OverBudget`] when it is more than reading may take, or the address space of the process is nearly used up.
pub fn check() -> Result<(), OverBudget> {
    let Some([all, resident]) = used() else { return Ok(()) };
    let space = address_space().map_or(u64::MAX, |limit| limit / 4 * 3);
    if resident > for_reading() || all > space { Err(OverBudget) } else { Ok(()) }
}

/// A size as people write it: `800M`, `2G`, `1.5 GiB`, or bytes.
///
/// # Errors
/// What it should be, in words.
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
    // Less holds not even the program.
    if bytes >= 1e6 { Ok(bytes as u64) } else { Err(wrong()) }
}

/// A number of bytes for a message: `1.5 GB`.
pub fn shown(bytes: u64) -> String {
    const UNITS: [(u64, &str); 2] = [(1 << 30, "GB"), (1 << 20, "MB")];
    let (unit, name) = UNITS.into_iter().find(|(unit, _)| bytes >= *unit).unwrap_or(UNITS[1]);
    format!("{:.1} {name}", bytes as f64 / unit as f64)
}

/// What the machine, the control group and the limits of the process leave.
fn free() -> Option<u64> {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
        Some(line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()? * 1024)
    });
    let group = [
        ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
        ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ];
    let number = |path: &str| fs::read_to_string(path).ok()?.trim().parse::<u64>().ok();
    let group = group.into_iter().find_map(|(limit, used)| Some(number(limit)?.saturating_sub(number(used)?)));
    let space = address_space().map(|limit| limit.saturating_sub(used().map_or(0, |[all, _]| all)));
    [machine, group, space].into_iter().flatten().min()
}

/// The limit on the address space (`ulimit -v`); none where there is none.
fn address_space() -> Option<u64> {
    #[cfg(unix)]
    return rustix::process::getrlimit(rustix::process::Resource::As).current;
    #[cfg(not(unix))]
    return None;
}

/// Bytes of address space and of memory that the process has; none where the system does not tell.
fn used() -> Option<[u64; 2]> {
    /// Linux counts in pages; those of other sizes are larger.
    const PAGE: u64 = 4096;
    let text = fs::read_to_string("/proc/self/statm").ok()?;
    let mut pages = text.split(' ').map(str::parse::<u64>);
    Some([pages.next()?.ok()? * PAGE, pages.next()?.ok()? * PAGE])
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
        assert_eq!(check(), Ok(()));
    }
}
