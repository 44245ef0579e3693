//! The file of data that was opened before, the newest first.
//!
//! ```json
//! { "schema": "segscope/recent/1", "paths": ["/home/me/orders.csv"] }
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::segments::document;
use crate::shared_file;
use crate::warehouse;

const SCHEMA: &str = "segscope/recent/1";
/// Most paths in the file; the oldest is dropped first.
const MOST: usize = 20;

#[derive(Serialize, Deserialize)]
struct Document {
    schema: String,
    paths: Vec<PathBuf>,
}

/// The file in the folder of state.
fn file(state: &Path) -> PathBuf {
    state.join("recent.json")
}

/// The data on the list.
pub fn listed(state: &Path) -> Vec<PathBuf> {
    read(fs::read_to_string(file(state)).ok().as_deref())
}

/// Puts data that is open now on the list, if it is one file or folder, and returns the others. If the list cannot be written,
/// the data is not on it next time.
pub fn opened(state: &Path, paths: &[PathBuf]) -> Vec<PathBuf> {
    let [path] = paths else { return listed(state) };
    // Standard input cannot be opened again, and a name that is no text cannot be stored.
    let absolute = Some(warehouse::absolute(path)).filter(|path| path.to_str().is_some());
    let Some(path) = absolute.filter(|_| path.as_os_str() != "-") else { return opened(state, &[]) };
    let newest_first = |old: Option<&str>| {
        let others = read(old).into_iter().filter(|other| *other != path).take(MOST - 1);
        let others: Vec<PathBuf> = others.collect();
        let paths = std::iter::once(path.clone()).chain(others.iter().cloned()).collect();
        let document = Document { schema: SCHEMA.to_owned(), paths };
        let text = serde_json::to_string_pretty(&document).map_err(|why| why.to_string())?;
        Ok((text + "\n", others))
    };
    shared_file::change(&file(state), newest_first).unwrap_or_default()
}

/// The paths in a file; none if it is damaged, and then it is written again.
fn read(text: Option<&str>) -> Vec<PathBuf> {
    let document = text.and_then(|text| document::read::<Document>(text, SCHEMA, "list of recent data").ok());
    document.map(|document| document.paths).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_is_the_first_and_the_list_is_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let open = |path: &str| opened(&state, &[PathBuf::from(path)]);
        assert_eq!(open("/a b/顧客's.csv"), Vec::<PathBuf>::new());
        assert_eq!(open("/x/1.csv"), [PathBuf::from("/a b/顧客's.csv")]);
        // Opened again: it moves to the front.
        assert_eq!(open("/a b/顧客's.csv"), [PathBuf::from("/x/1.csv")]);
        // Data of several paths is not stored, and the complete list is offered.
        for others in [&[][..], &["-".into()], &["/p".into(), "/q".into()]] {
            assert_eq!(opened(&state, others), ["/a b/顧客's.csv", "/x/1.csv"].map(PathBuf::from));
        }
        let mut others = Vec::new();
        for number in 0..40 {
            others = open(&format!("/{number}.csv"));
        }
        assert_eq!((others.len(), others[0].as_path()), (MOST - 1, Path::new("/38.csv")));
        fs::write(file(&state), "damaged").unwrap();
        assert_eq!(open("/a.csv"), Vec::<PathBuf>::new());
        assert_eq!(open("/b.csv"), [PathBuf::from("/a.csv")]);
    }

    #[test]
    fn a_list_that_cannot_be_written_stops_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        fs::write(&state, "a file is where the folder would be").unwrap();
        assert_eq!(opened(&state, &["/a.csv".into()]), Vec::<PathBuf>::new());
    }
}
