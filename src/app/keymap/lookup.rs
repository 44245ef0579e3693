//! What a key means now, and the list of all keys.

use std::fmt::Write as _;

use crossterm::event::{KeyCode, KeyEvent};
use strum::IntoEnumIterator;

use super::binding::{Binding, Section};
use super::fields::{BUDGET, DIALOG, EXPORT, FIELD, NAME, OVERWRITE, PALETTE};
use super::mapping::{MAPPING, MAPPING_FILE, ROLES};
use super::mouse::MOUSE;
use super::table::KEYMAP;
use crate::app::action::Action;
use crate::app::key::Key;
use crate::app::selectors::kind;
use crate::app::state::model::Model;
use crate::app::state::overlay::{Keys, OverlayKind};
use crate::data::Kind;

/// What a key means now; `None` if it does nothing.
pub fn action(model: &Model, event: KeyEvent) -> Option<Action> {
    let key = Key::from(event);
    match (bound(model, key), key) {
        (Some((binding, action)), _) => works(binding, model).then_some(action),
        (None, Key { code: KeyCode::Char(c), ctrl: false }) if model.overlay.is_typing() => Some(Action::Type(c)),
        (None, _) => None,
    }
}

/// Whether some key does this now.
pub fn does(model: &Model, action: Action) -> bool {
    let means = |binding: &&Binding| binding.keys.iter().any(|(_, other)| *other == action);
    bindings(model).iter().filter(means).any(|binding| works(binding, model))
}

/// The key of the screens that does this.
pub fn key_of(action: Action) -> Option<String> {
    let mut keys = KEYMAP.iter().flat_map(|binding| binding.keys);
    keys.find(|(_, other)| *other == action).map(|(key, _)| key.to_string())
}

/// Why a key that means something elsewhere does nothing now; `None` if it works, or is no key of ours.
pub fn why_not(model: &Model, event: KeyEvent) -> Option<String> {
    let key = Key::from(event);
    let (binding, _) = bound(model, key).filter(|(binding, _)| !works(binding, model))?;
    let why = match kind(model) {
        _ if is_of(binding, kind(model)) => binding.live.why(model),
        Kind::Customers => "needs events with dates, and this data has only customers".to_owned(),
        // Orders have none of the words of what the key is about.
        Kind::Coupons | Kind::Purchases => "does nothing with this kind of data".to_owned(),
    };
    Some(format!("{key} {why}"))
}

/// The binding of a key, and what the key means.
fn bound(model: &Model, key: Key) -> Option<(&'static Binding, Action)> {
    let own = model.overlay.keys() == Keys::Screen;
    let key = if own { model.own_keys.meant(key)? } else { key };
    bindings(model).iter().find_map(|b| Some((b, b.keys.iter().find(|(k, _)| *k == key)?.1)))
}

/// Whether a key does something now.
pub fn works(binding: &Binding, model: &Model) -> bool {
    is_of(binding, kind(model)) && (binding.live.holds)(model)
}

/// Whether a kind of data has what a key is about: a budget needs coupons, periods and cohorts need events.
fn is_of(binding: &Binding, kind: Kind) -> bool {
    let has = |action: Action| match action {
        Action::Show(OverlayKind::Budget) => kind == Kind::Coupons,
        Action::Granularity | Action::Cohorts(_) => kind != Kind::Customers,
        _ => true,
    };
    (kind == Kind::Coupons || binding.section != Section::Budget) && binding.keys.iter().all(|(_, action)| has(*action))
}

/// The keys that work now: in a text field letters are text.
pub fn bindings(model: &Model) -> &'static [Binding] {
    table(model.overlay.keys())
}

fn table(keys: Keys) -> &'static [Binding] {
    match keys {
        Keys::Screen => KEYMAP,
        Keys::Line => FIELD,
        Keys::Palette => PALETTE,
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

/// The help of a kind of data: each heading with its bindings. Sections and keys that the kind does not have are left
/// out.
pub fn help(kind: Kind) -> Vec<(Section, &'static str, Vec<&'static Binding>)> {
    let of = |section| all().filter(|binding| binding.section == section && is_of(binding, kind)).collect::<Vec<_>>();
    let sections = Section::ALL.into_iter().map(|(section, heading)| (section, heading, of(section)));
    sections.filter(|(_, _, bindings)| !bindings.is_empty()).collect()
}

/// Rows of the help, with a heading and an empty row for each section.
pub fn help_rows(kind: Kind) -> usize {
    help(kind).iter().map(|(_, _, bindings)| bindings.len() + 2).sum::<usize>() + MOUSE.len() + 2
}

/// The row of the help where a section begins.
pub fn help_row(kind: Kind, section: Section) -> usize {
    let before = |(other, _, _): &&(Section, &str, Vec<&Binding>)| *other != section;
    help(kind).iter().take_while(before).map(|(_, _, bindings)| bindings.len() + 2).sum()
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
    out.push_str("| **Mouse** | |\n");
    for (gesture, help) in MOUSE {
        let _ = writeln!(out, "| {gesture} | {help} |");
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::app::own_keys::OwnKeys;

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
            assert!(
                binding.keys_text(&OwnKeys::default()).chars().count() <= 23,
                "{}",
                binding.keys_text(&OwnKeys::default())
            );
            assert!(binding.help.chars().count() <= 46, "{}", binding.help);
        }
        for (gesture, help) in MOUSE {
            assert!(gesture.chars().count() <= 23 && help.chars().count() <= 47, "{gesture}: {help}");
        }
    }
}
