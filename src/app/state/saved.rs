//! Saved views: a screen with its filter and clustering settings, to come back to.

use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::{Choice, KChoice};
use crate::app::panel::{Panel, Screen};
use crate::data::filter::Filter;
use crate::measures::Granularity;
use crate::plain_text::is_harmful;

/// The name of the view where the last session ended.
pub const LAST: &str = "last time";
/// Most characters of a name.
pub const LONGEST: usize = 48;

/// A screen with its filter and clustering settings.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedView {
    /// Its name.
    pub name: String,
    /// The screen.
    pub screen: Screen,
    /// Its focused panel.
    pub panel: Panel,
    /// Whether the panel fills the screen.
    pub maximised: bool,
    /// The filter.
    pub filter: Filter,
    /// The clustering settings.
    pub choice: Choice,
    /// Length of periods.
    pub granularity: Granularity,
}

impl SavedView {
    /// What it shows, in short: the screen, and what differs from the defaults.
    pub fn about(&self) -> String {
        let (choice, usual) = (&self.choice, Choice::default());
        let algorithm =
            (choice.method.algorithm != usual.method.algorithm).then(|| choice.method.algorithm.to_string());
        let scaling = (choice.scaling != usual.scaling).then(|| choice.scaling.to_string());
        let parts = [
            Some(format!("{:?}", self.screen)),
            (choice.k != KChoice::Auto).then(|| format!("k {}", choice.k)),
            algorithm,
            (!choice.features.is_empty()).then(|| choice.features.join(",")),
            scaling,
            (!self.filter.is_empty()).then(|| self.filter.to_string()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// Checks the name of a view.
///
/// # Errors
/// What is wrong with it.
pub fn check(name: &str) -> Result<(), String> {
    if name.trim() != name || name.is_empty() {
        return Err("the name of a view cannot begin or end with a space".to_owned());
    }
    if name.chars().count() > LONGEST {
        return Err(format!("a name has at most {LONGEST} characters"));
    }
    if name.chars().any(is_harmful) {
        return Err("a name needs visible characters".to_owned());
    }
    if name.eq_ignore_ascii_case(LAST) {
        return Err(format!("\"{LAST}\" is where the last session ended; choose another name"));
    }
    Ok(())
}

/// What the user did to the saved views.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Saved one, in place of one with the same name.
    Save(Box<SavedView>),
    /// Removed the one with this name.
    Remove(String),
}

/// Makes a change; the view that was saved last is the first.
pub fn change(list: &mut Vec<SavedView>, change: &Change) {
    let name = match change {
        Change::Save(view) => &view.name,
        Change::Remove(name) => name,
    };
    list.retain(|view| view.name != *name);
    if let Change::Save(view) = change {
        list.insert(0, SavedView::clone(view));
    }
}

/// The saved views, and their file.
#[derive(Clone, Debug, Default)]
pub struct Saved {
    /// The views, those saved last first.
    pub list: Vec<SavedView>,
    /// Where the last session with this data ended.
    pub last: Option<SavedView>,
    /// Where this session began.
    pub begun: Option<SavedView>,
    /// Whether it goes there once the data is read.
    pub restores: bool,
    /// The file; `None` if views last for this run only.
    pub file: Option<Arc<PathBuf>>,
    /// Changes that are not in the file yet.
    pub unsaved: Vec<Change>,
}

impl Saved {
    /// All views to choose from; the end of the last session comes first.
    pub fn all(&self) -> impl Iterator<Item = &SavedView> {
        self.last.iter().chain(&self.list)
    }

    /// What is said about the last session at the start; `key` goes back there.
    pub fn offer(&self, key: &str) -> Option<String> {
        match (&self.last, self.restores) {
            (Some(last), true) => Some(format!("restored: {}", last.about())),
            (Some(last), false) => Some(format!("last time: {}; {key} goes back there", last.about())),
            (None, true) => Some("nothing to restore: this is the first session with this data".to_owned()),
            (None, false) => None,
        }
    }

    /// The view with this name.
    pub fn find(&self, name: &str) -> Option<&SavedView> {
        self.all().find(|view| view.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_be_seen_and_are_not_that_of_the_last_session() {
        for name in ["", " x", "x\u{1b}[2J", "Last time", &"x".repeat(49)] {
            assert!(check(name).is_err(), "{name:?}");
        }
        assert_eq!([check("Cairo, women"), check(&"é".repeat(48))], [Ok(()), Ok(())]);
    }
}
