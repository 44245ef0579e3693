//! Whether the dashboard starts for the first time: then it shows a greeting.

use std::fs::{self, OpenOptions};
use std::path::Path;

/// The file that the first start creates.
const MARK: &str = "started";

/// Whether this is the first start. False if that cannot be stored, so the greeting never repeats.
pub fn is_first(state: Option<&Path>) -> bool {
    let Some(folder) = state else { return false };
    fs::create_dir_all(folder).is_ok()
        && OpenOptions::new().write(true).create_new(true).open(folder.join(MARK)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_first;

    #[test]
    fn only_the_first_start_is_the_first() {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("segscope");
        assert_eq!([is_first(Some(&folder)), is_first(Some(&folder)), is_first(None)], [true, false, false]);
        // A file is where the folder would be.
        assert!(!is_first(Some(&folder.join("started"))));
    }
}
