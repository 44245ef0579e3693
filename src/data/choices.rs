//! The data in a folder that can be opened.

use std::io;
use std::path::{MAIN_SEPARATOR, Path};

use super::origin::has_data_ending;

/// The names of the folders in a folder, which end in a separator, and of the files of kinds that can be read, sorted; hidden
/// ones too. Names that are not text cannot be typed.
///
/// # Errors
/// Why the folder cannot be read.
pub fn choices(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        // Links are followed.
        if entry.path().is_dir() {
            names.push(format!("{name}{MAIN_SEPARATOR}"));
        } else if has_data_ending(Path::new(&name)) {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_data_files_are_offered() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["b.CSV", "a b.xlsx", "notes.md", "顧客.parquet", "it's.json", ".hidden.csv", "no ending"] {
            std::fs::write(folder.path().join(name), "").expect("a file");
        }
        std::fs::create_dir(folder.path().join("months.md")).expect("a folder");
        let expected = [".hidden.csv", "a b.xlsx", "b.CSV", "it's.json", "months.md/", "顧客.parquet"];
        assert_eq!(choices(folder.path()).expect("a folder"), expected);
        assert!(choices(&folder.path().join("gone")).is_err());
    }
}
