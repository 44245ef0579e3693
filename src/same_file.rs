//! Whether two paths are the same file: through links, hard links and mounts.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The identity of a file, whatever its path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity(#[cfg(unix)] (u64, u64), #[cfg(not(unix))] PathBuf);

impl Identity {
    /// The identity of the file or folder of a path.
    ///
    /// # Errors
    /// If the path leads to none.
    #[cfg(unix)]
    pub fn of(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|metadata| Self::from(&metadata))
    }

    /// The identity of the file or folder of a path. Hard links are different files here.
    ///
    /// # Errors
    /// If the path leads to none.
    #[cfg(not(unix))]
    pub fn of(path: &Path) -> io::Result<Self> {
        fs::canonicalize(path).map(Self)
    }
}

#[cfg(unix)]
impl From<&fs::Metadata> for Identity {
    fn from(metadata: &fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self((metadata.dev(), metadata.ino()))
    }
}

/// Whether two paths are the same file, or will be once it exists.
pub fn same(a: &Path, b: &Path) -> bool {
    match (Identity::of(a), Identity::of(b)) {
        (Ok(a), Ok(b)) => a == b,
        (Err(_), Err(_)) => {
            let (to_be_a, to_be_b) = (Identity::of(&parent(a)), Identity::of(&parent(b)));
            a.file_name() == b.file_name() && to_be_a.is_ok_and(|a| to_be_b.is_ok_and(|b| a == b))
        }
        _ => false,
    }
}

/// The folder of a path.
pub fn parent(path: &Path) -> PathBuf {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn one_file_by_any_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.csv"), "").unwrap();
        fs::write(at("b.csv"), "").unwrap();
        assert!(same(&at("a.csv"), &at("./a.csv")) && !same(&at("a.csv"), &at("b.csv")));
        // Neither exists yet.
        assert!(same(&at("new.csv"), &at("./new.csv")) && !same(&at("new.csv"), &at("newer.csv")));
        assert!(!same(&at("new.csv"), &at("a.csv")));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("a.csv"), at("link.csv")).unwrap();
            fs::hard_link(at("a.csv"), at("hard.csv")).unwrap();
            assert!(same(&at("a.csv"), &at("link.csv")) && same(&at("a.csv"), &at("hard.csv")));
            assert!(!same(&at("b.csv"), &at("link.csv")));
        }
    }
}
