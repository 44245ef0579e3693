//! Paths to open that fit what is typed.

use std::path::{Path, is_separator};

use crate::app::state::model::Model;
use crate::app::state::openable::{Openable, folder_and_name};
use crate::digits::counted;
use crate::warehouse::{is_address, shown};

/// Something that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its type.
    pub text: String,
    /// Its group.
    pub group: &'static str,
    /// How it is typed.
    pub path: String,
}

/// What can be opened for what is typed: the typed folder itself, what in it begins with what is typed, and data that was
/// opened before.
pub fn openable(model: &Model, typed: &str) -> Vec<Offer> {
    let of = &model.openable;
    let address =
        is_address(Path::new(typed)).then(|| Offer { text: shown(typed), group: "database", path: typed.to_owned() });
    let (folder, name) = folder_and_name(typed);
    let itself = (name.is_empty() && !folder.is_empty() && address.is_none()).then(|| Offer {
        text: folder.to_owned(),
        group: "folder",
        path: folder.to_owned(),
    });
    let there = names(of, folder).filter(|found| begins(found, name)).map(|found| Offer {
        text: found.to_owned(),
        group: if found.ends_with(is_separator) { "folder" } else { "file" },
        path: format!("{folder}{found}"),
    });
    let (recent, there) = (recent(of, typed), address.into_iter().chain(itself).chain(there));
    if typed.is_empty() { recent.chain(there).collect() } else { there.chain(recent).collect() }
}

/// What is typed, completed as a shell does it: as far as all names in the folder that begin with it agree.
pub fn completed(model: &Model, typed: &str) -> String {
    if typed == "~" && model.openable.home.is_some() {
        return "~/".to_owned();
    }
    let (folder, name) = folder_and_name(typed);
    let fitting = names(&model.openable, folder).filter(|found| begins(found, name)).map(str::to_owned);
    let agreed = fitting.reduce(|agreed, other| {
        let same = agreed.chars().zip(other.chars()).take_while(|(one, other)| one == other);
        same.map(|(letter, _)| letter).collect()
    });
    agreed.map_or_else(|| typed.to_owned(), |agreed| format!("{folder}{agreed}"))
}

/// What is said about the typed address or folder: how much there is in it, or why it cannot be read.
///
/// # Errors
/// Why it cannot be read.
pub fn listed_folder(model: &Model, typed: &str) -> Result<String, String> {
    if is_address(Path::new(typed.trim())) {
        return Ok("the address of a database".to_owned());
    }
    match model.openable.listing.as_ref().and_then(|listing| listing.names.as_ref()) {
        None => Ok("reading the folder".to_owned()),
        Some(Err(why)) => Err(why.clone()),
        Some(Ok(names)) => {
            let folders = names.iter().filter(|name| name.ends_with(is_separator)).count();
            let of = |number: usize, one| counted(number as u64, one);
            Ok(format!("here: {}, {}", of(names.len() - folders, "data file"), of(folders, "folder")))
        }
    }
}

/// The names in a folder, if it is the one that was read.
fn names<'a>(of: &'a Openable, folder: &str) -> impl Iterator<Item = &'a str> {
    let listing = of.listing.as_ref().filter(|listing| listing.folder == folder);
    let names = listing.and_then(|listing| listing.names.as_ref()?.as_ref().ok());
    names.into_iter().flat_map(|names| names.iter()).map(String::as_str)
}

/// Whether a name begins with the typed text. Hidden names are listed only if that text begins with a dot.
fn begins(found: &str, name: &str) -> bool {
    found.starts_with(name) && (name.starts_with('.') || !found.starts_with('.'))
}

/// Data that was opened before, and has what is typed somewhere in its path.
fn recent<'a>(of: &'a Openable, typed: &'a str) -> impl Iterator<Item = Offer> {
    let paths = of.recent.iter().map(|path| of.typed(path));
    let fitting = paths.filter(move |path| path.to_lowercase().contains(&typed.to_lowercase()));
    fitting.map(|path| {
        let (folder, name) = folder_and_name(&path);
        let text = if folder.is_empty() { name.to_owned() } else { format!("{name}  in {folder}") };
        Offer { text, group: "recent", path }
    })
}
