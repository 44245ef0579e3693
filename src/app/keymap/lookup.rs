//! What a key means now, and the list of all keys.

use std::fmt::Write as _;

use crossterm::event::{KeyCode, KeyEvent};
use strum::IntoEnumIterator;

use super::binding::{Binding, Section};
use super::fields::{BUDGET, DIALOG, EXPORT, FIELD, NAME, OVERWRITE};
use super::key::Key;
use super::mapping::{MAPPING, MAPPING_FILE, ROLES};
use super::table::KEYMAP;
use crate::app::action::Action;
use crate::app::state::model::Model;
use crate::app::state::overlay::Keys;

/// What a key means now; `None` if it does nothing.
pub fn action(model: &Model, event: KeyEvent) -> Option<Action> {
    let key = Key::from(event);
    let bound = bindings(model).iter().find_map(|b| Some((b, b.keys.iter().find(|(k, _)| *k == key)?.1)));
    match (bound, key) {
        (Some((binding, action)), _) => (binding.live)(model).then_some(action),
        (None, Key { code: KeyCode::Char(c), ctrl: false }) if model.overlay.is_typing() => Some(Action::Type(c)),
        (None, _) => None,
    }
}

/// The keys that work now: in a text field letters are text.
pub fn bindings(model: &Model) -> &'static [Binding] {
    table(model.overlay.keys())
}

fn table(keys: Keys) -> &'static [Binding] {
    match keys {
        Keys::Screen => KEYMAP,
        Keys::Line => FIELD,
        Keys::Algorithm => DIALOG,
        Keys::Budget => BUDGET,
        Keys::Export => EXPORT,
        Keys::Overwrite => OVERWRITE,
        Keys::Name => NAME,
        Keys::Mapping => MAPPING,
        Keys::Roles => ROLES,
        Keys::MappingFile => MAPPING_FILE,
    }
}

/// Every binding. Within a section they are in the order of the help.
pub fn all() -> impl Iterator<Item = &'static Binding> + Clone {
    Keys::iter().flat_map(table)
}

/// Rows of the help, with a heading and an empty row for each group.
pub fn help_rows() -> usize {
    all().count() + 2 * Section::ALL.len()
}

/// The row of the help where a section begins.
pub fn help_row(section: Section) -> usize {
    let before = || Section::ALL.iter().take_while(|(other, _)| *other != section).map(|(other, _)| *other);
    before().map(|other| all().filter(|binding| binding.section == other).count() + 2).sum()
}

/// The table of `docs/keys.md`.
pub fn markdown() -> String {
    let mut out = String::from("| keys | action |\n|---|---|\n");
    for (section, heading) in Section::ALL {
        let _ = writeln!(out, "| **{heading}** | |");
        for binding in all().filter(|b| b.section == section) {
            let keys: Vec<String> = binding.keys.iter().map(|(key, _)| format!("`{key}`")).collect();
            let _ = writeln!(out, "| {} | {} |", keys.join(" "), binding.help);
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_bound_twice() {
        for table in Keys::iter().map(table) {
            let mut keys: Vec<String> = table.iter().flat_map(|b| b.keys.iter().map(|(k, _)| k.to_string())).collect();
            let count = keys.len();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), count);
        }
    }

    #[test]
    fn the_help_fits_eighty_columns() {
        for binding in all() {
            assert!(binding.keys_text().chars().count() <= 23, "{}", binding.keys_text());
            assert!(binding.help.chars().count() <= 46, "{}", binding.help);
        }
    }
}
