//! Whether two paths are one file, whatever they are called: through links, hard links and mounts.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a file is, whatever it is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity(#[cfg(unix)] (u64, u64), #[cfg(not(unix))] PathBuf);

impl Identity {
    /// Of the file or folder that a path leads to.
    ///
    /// # Errors
    /// Where it leads to none.
    #[cfg(unix)]
    pub fn of(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|metadata| Self::from(&metadata))
    }

    /// Of the file or folder that a path leads to. Hard links are different files here.
    ///
    /// # Errors
    /// Where it leads to none.
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

/// Whether two paths are one file, or will be when it is made.
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

/// The folder that a path is in.
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
        // Neither is there yet.
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
