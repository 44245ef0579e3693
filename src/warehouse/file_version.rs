//! The version of the file of a database, where one has all tables.

use std::path::Path;
use std::time::SystemTime;

/// What changes with a file of a database, and with the file of what is not written into it yet.
pub fn version(file: &str) -> String {
    let stamp = |file: &str| -> Option<(u64, Option<SystemTime>)> {
        let about = Path::new(file).metadata().ok().filter(|about| about.len() > 0)?;
        Some((about.len(), about.modified().ok()))
    };
    format!("{:?}", [stamp(file), stamp(&format!("{file}-wal"))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_another_version_after_a_change_and_an_empty_log_is_none() {
        let file = std::env::temp_dir().join(format!("segscope-version-{}", std::process::id()));
        let (of, log) = (file.display().to_string(), format!("{}-wal", file.display()));
        let write = |path: &str, text: &str| assert!(std::fs::write(path, text).is_ok());
        write(&of, "a");
        let before = version(&of);
        write(&log, "");
        assert_eq!(version(&of), before);
        write(&log, "b");
        let logged = version(&of);
        write(&of, "ab");
        assert!(logged != before && version(&of) != logged);
        for path in [of, log] {
            assert!(std::fs::remove_file(path).is_ok());
        }
    }
}
