//! What a key means now, and the list of all keys.

use std::fmt::Write as _;

use crossterm::event::{KeyCode, KeyEvent};
use strum::IntoEnumIterator;

use super::binding::{Binding, Section};
use super::fields::{BUDGET, DIALOG, EXPORT, FIELD, HELP, NAME, OVERWRITE, PALETTE};
use super::mapping::{MAPPING, MAPPING_FILE, ROLES};
use super::mouse::MOUSE;
use super::table::KEYMAP;
use crate::app::action::Action;
use crate::app::key::Key;
use crate::app::own_keys::OwnKeys;
use crate::app::selectors::kind;
use crate::app::state::model::Model;
use crate::app::state::overlay::{Keys, Overlay, OverlayKind};
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

/// The name of the key of the screens that does this, which may be the user's own; none if no key does.
pub fn key_of(own: &OwnKeys, action: Action) -> Option<String> {
    let mut keys = KEYMAP.iter().flat_map(|binding| binding.keys);
    keys.find(|(_, other)| *other == action).map(|(key, _)| own.shown(*key))
}

/// [`key_of`], for a sentence about an action that has a key.
pub fn pressed(own: &OwnKeys, action: Action) -> String {
    key_of(own, action).unwrap_or_default()
}

/// Why a key that means something elsewhere does nothing now; `None` if it works, or has no meaning, or cannot move
/// anything in the open overlay.
pub fn why_not(model: &Model, event: KeyEvent) -> Option<String> {
    let key = Key::from(event);
    let (binding, action) = bound(model, key).filter(|(binding, _)| !works(binding, model))?;
    if matches!(action, Action::Move(_)) && model.overlay != Overlay::None {
        return None;
    }
    Some(reason(model, binding, &key.to_string()))
}

/// Why a key does nothing now.
fn reason(model: &Model, binding: &Binding, key: &str) -> String {
    let why = match kind(model) {
        _ if is_of(binding, kind(model)) => binding.live.why(model),
        Kind::Customers => "needs events with dates, and this data has only customers".to_owned(),
        // The reason would need words that orders do not have.
        Kind::Coupons | Kind::Purchases => "does nothing with this kind of data".to_owned(),
    };
    format!("{key} {why}")
}

/// What the first key of a row of the help does now.
///
/// # Errors
/// Why it does nothing.
pub fn chosen(model: &Model, row: &Binding) -> Result<Action, String> {
    let (key, action) = row.keys[0];
    let key = if row.section.is_of_screens() { model.own_keys.shown(key) } else { key.to_string() };
    let is_it = |binding: &&Binding| binding.section == row.section && binding.help == row.help;
    match bindings(model).iter().find(is_it) {
        Some(binding) if works(binding, model) => Ok(action),
        Some(binding) => Err(reason(model, binding, &key)),
        None if row.section.is_of_screens() => {
            let back = pressed(&model.own_keys, Action::Back);
            Err(format!("{key} does nothing in this dialog; {back} closes it"))
        }
        None => Err(format!("{key} does this {}", row.section.heading(kind(model)).to_lowercase())),
    }
}

/// The binding of a key, and what the key means. In dialogs own keys work beside the others, except letters, which may be text.
fn bound(model: &Model, pressed: Key) -> Option<(&'static Binding, Action)> {
    let find = |key: Key| bindings(model).iter().find_map(|b| Some((b, b.keys.iter().find(|(k, _)| *k == key)?.1)));
    let own = || model.own_keys.meant(pressed).and_then(find);
    match pressed {
        _ if model.overlay.keys() == Keys::Screen => own(),
        Key { code: KeyCode::Char(_), ctrl: false } => find(pressed),
        _ => find(pressed).or_else(own),
    }
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
    // The experiment, which orders have too, has no number to type and no segment to open.
    let is_of_budget = |action: &Action| matches!(action, Action::Open | Action::Erase(_) | Action::View(_));
    let has_section = match (binding.section, kind) {
        (Section::Budget, Kind::Purchases) => !binding.keys.iter().any(|(_, action)| is_of_budget(action)),
        (Section::Budget, Kind::Customers) => false,
        _ => true,
    };
    has_section && binding.keys.iter().all(|(_, action)| has(*action))
}

/// The keys of the screens that the kind of data has, whether they do something now or not.
pub fn of_kind(model: &Model) -> impl Iterator<Item = &'static Binding> {
    let kind = kind(model);
    KEYMAP.iter().filter(move |binding| is_of(binding, kind))
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
        Keys::Help => HELP,
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

/// The help of a kind of data, section by section. Keys that the kind does not have are left out, and those that do not
/// have every word of `text`, in any case, in their names, which may be the user's own, their heading or what they do.
pub fn help(kind: Kind, text: &str, own: &OwnKeys) -> Vec<&'static Binding> {
    let text = text.to_lowercase();
    let has_all = |binding: &&Binding| {
        let of =
            format!("{} {} {}", binding.keys_text(own), binding.section.heading(kind), binding.help).to_lowercase();
        text.split_whitespace().all(|word| of.contains(word))
    };
    let of = |section| all().filter(move |binding| binding.section == section && is_of(binding, kind));
    Section::ALL.into_iter().flat_map(|(section, _)| of(section)).filter(has_all).collect()
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
