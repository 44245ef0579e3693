//! What can be opened: data that was opened before, and the folder that is being typed.

use std::path::{PathBuf, is_separator};
use std::sync::Arc;

/// What can be opened.
#[derive(Clone, Debug, Default)]
pub struct Openable {
    /// Data that was opened before, the newest first, without the data on the screen.
    pub recent: Vec<PathBuf>,
    /// What `~` stands for.
    pub home: Option<PathBuf>,
    /// What the typed folder has, while a path is being typed.
    pub listing: Option<Listing>,
}

/// What a folder has to open.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The folder as it is typed, with its last separator; empty for the working directory.
    pub folder: String,
    /// Its names, those of folders with a separator, or why it cannot be read; `None` while it is read.
    pub names: Option<Result<Arc<[String]>, String>>,
}

impl Openable {
    /// The path that is meant by what is typed.
    pub fn path(&self, typed: &str) -> PathBuf {
        let below_home = typed.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(is_separator));
        match (below_home, &self.home) {
            (Some(rest), Some(home)) => home.join(rest.trim_start_matches(is_separator)),
            _ => PathBuf::from(typed),
        }
    }

    /// How a path is typed: with `~` for the home.
    pub fn typed(&self, path: &std::path::Path) -> String {
        let below = self.home.as_ref().and_then(|home| path.strip_prefix(home).ok());
        below.map_or_else(|| path.to_string_lossy().into_owned(), |below| format!("~/{}", below.to_string_lossy()))
    }
}

/// A typed path as its folder, with the separator, and the beginning of a name.
pub fn folder_and_name(typed: &str) -> (&str, &str) {
    let end = typed.rfind(is_separator).map_or(0, |at| at + 1);
    typed.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_has_a_short_name() {
        let openable = Openable { home: Some("/home/me".into()), ..Openable::default() };
        for (typed, path) in [("~", "/home/me"), ("~/a b", "/home/me/a b"), ("~a", "~a"), ("/x/~", "/x/~"), ("", "")] {
            assert_eq!(openable.path(typed), PathBuf::from(path), "{typed}");
        }
        for (path, typed) in [("/home/me/a b", "~/a b"), ("/home/meat", "/home/meat"), ("x", "x")] {
            assert_eq!(openable.typed(path.as_ref()), typed);
        }
        assert_eq!(Openable::default().path("~/a"), PathBuf::from("~/a"), "no home");
    }

    #[test]
    fn a_path_ends_in_a_name() {
        for (typed, parts) in [("", ("", "")), ("da", ("", "da")), ("/", ("/", "")), ("a/b c", ("a/", "b c"))] {
            assert_eq!(folder_and_name(typed), parts);
        }
    }
}
