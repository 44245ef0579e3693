//! The names of actions in the configuration, and the user's own keys for them.

use super::table::KEYMAP;
use crate::app::action::Action;
use crate::app::key::{Key, parse};
use crate::app::motion::Motion;
use crate::app::own_keys::OwnKeys;
use crate::app::panel::Screen;
use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::palette::Setting;
use crate::data::escape;

/// Every action that can have a key of the user's own. `ctrl-c` always quits.
const NAMES: &[(&str, Action)] = &[
    ("quit", Action::Close),
    ("help", Action::Show(OverlayKind::Help)),
    ("mark", Action::Mark),
    ("open", Action::Open),
    ("back", Action::Back),
    ("next-cohorts", Action::Cohorts(true)),
    ("previous-cohorts", Action::Cohorts(false)),
    ("next-panel", Action::NextPanel),
    ("previous-panel", Action::PreviousPanel),
    ("more-segments", Action::MoreClusters),
    ("fewer-segments", Action::FewerClusters),
    ("algorithm", Action::Show(OverlayKind::Algorithm)),
    ("features", Action::Show(OverlayKind::Features)),
    ("scaling", Action::Scaling),
    ("log-scaling", Action::LogScaling),
    ("filter", Action::Show(OverlayKind::Filter)),
    ("explain", Action::Show(OverlayKind::Explain)),
    ("budget", Action::Show(OverlayKind::Budget)),
    ("compare", Action::Show(OverlayKind::Compare)),
    ("split", Action::Show(OverlayKind::Split)),
    ("export", Action::Show(OverlayKind::Export)),
    ("copy", Action::CopyRow),
    ("copy-command", Action::CopyCommand),
    ("name", Action::Show(OverlayKind::Rename)),
    ("sort", Action::Sort),
    ("columns", Action::Show(OverlayKind::Columns)),
    ("search", Action::Show(OverlayKind::Search)),
    ("next-match", Action::Again(true)),
    ("previous-match", Action::Again(false)),
    ("next-view", Action::View(true)),
    ("previous-view", Action::View(false)),
    ("period", Action::Granularity),
    ("maximise", Action::Maximise),
    ("reseed", Action::Reseed),
    ("next-axes", Action::Axes(true)),
    ("previous-axes", Action::Axes(false)),
    ("zoom-in", Action::Zoom(true)),
    ("zoom-out", Action::Zoom(false)),
    ("left", Action::Move(Motion::Left)),
    ("right", Action::Move(Motion::Right)),
    ("up", Action::Move(Motion::Up)),
    ("down", Action::Move(Motion::Down)),
    ("first", Action::Move(Motion::First)),
    ("last", Action::Move(Motion::Last)),
    ("half-page-up", Action::Move(Motion::HalfUp)),
    ("half-page-down", Action::Move(Motion::HalfDown)),
    ("page-up", Action::Move(Motion::PageUp)),
    ("page-down", Action::Move(Motion::PageDown)),
    ("look-left", Action::Look(Motion::Left)),
    ("look-right", Action::Look(Motion::Right)),
    ("look-up", Action::Look(Motion::Up)),
    ("look-down", Action::Look(Motion::Down)),
    ("mapping", Action::Show(OverlayKind::Mapping)),
    ("reload", Action::Reload),
    ("commands", Action::Show(OverlayKind::Palette)),
    ("save-view", Action::Ask(Setting::Save)),
    ("go-to-view", Action::Ask(Setting::View)),
    ("open-other", Action::Ask(Setting::Open)),
    ("overview", Action::Go(Screen::Overview)),
    ("time", Action::Go(Screen::Usage)),
    ("places", Action::Go(Screen::Places)),
    ("loyalty", Action::Go(Screen::Loyalty)),
    ("segments", Action::Go(Screen::Segments)),
    ("customers", Action::Go(Screen::Customers)),
    ("quality", Action::Go(Screen::Quality)),
    ("visit-back", Action::Visit(false)),
    ("visit-forward", Action::Visit(true)),
    ("suspend", Action::Suspend),
];

/// The own keys of these actions: pairs of the name of an action and a key.
///
/// # Errors
/// The number of the first wrong pair, and what is wrong: an unknown action or key, or a key with another meaning.
pub fn own_keys(pairs: &[(String, String)]) -> Result<OwnKeys, (usize, String)> {
    let mut own: Vec<(Key, Action)> = Vec::new();
    for (at, (name, key)) in pairs.iter().enumerate() {
        let action = action_of(name).map_err(|why| (at, why))?;
        let key = parse(key).map(Key::from).map_err(|why| (at, format!("{}: {why}", escape(name))))?;
        own.push((key, action));
    }
    let keys = || KEYMAP.iter().flat_map(|binding| binding.keys);
    let is_own = |action: Action| own.iter().any(|(_, other)| *other == action);
    for (at, (key, action)) in own.iter().enumerate() {
        let before = own[..at].iter().find(|(other, _)| other == key).map(|(_, action)| *action);
        let kept = keys().find(|(other, action)| other == key && !is_own(*action)).map(|(_, action)| *action);
        if let Some(other) = before.or(kept) {
            return Err((at, clash(*key, *action, other)));
        }
    }
    let first = |action: Action| keys().find(|(_, other)| *other == action).map(|(key, _)| *key);
    let moved = own.iter().filter_map(|(key, action)| Some((*key, first(*action)?))).collect();
    let replaced = keys().filter(|(_, action)| is_own(*action)).map(|(key, _)| *key).collect();
    Ok(OwnKeys::new(moved, replaced))
}

fn clash(key: Key, action: Action, other: Action) -> String {
    let (name, other) = (name(action), name(other));
    if other == name {
        return format!("{key} is given twice for {}", name.unwrap_or_default());
    }
    match other {
        None => format!("{key} always quits; give {} another key", name.unwrap_or_default()),
        Some(other) => format!(
            "{key} is the key of {other} already; give {} another key, or {other} too: {other} = \"KEY\"",
            name.unwrap_or_default()
        ),
    }
}

fn name(action: Action) -> Option<&'static str> {
    NAMES.iter().find(|(_, other)| *other == action).map(|(name, _)| *name)
}

fn action_of(name: &str) -> Result<Action, String> {
    if let Some((_, action)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Ok(*action);
    }
    let near = NAMES.iter().map(|(known, _)| (strsim::damerau_levenshtein(known, name), known)).min();
    let near = near.filter(|(distance, _)| *distance <= 2).map(|(_, known)| format!(" Did you mean {known}?"));
    let known: Vec<&str> = NAMES.iter().map(|(known, _)| *known).collect();
    Err(format!("{} is not an action.{} The actions are {}", escape(name), near.unwrap_or_default(), known.join(", ")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn own(pairs: &[(&str, &str)]) -> Result<OwnKeys, (usize, String)> {
        own_keys(&pairs.iter().map(|(name, key)| ((*name).to_owned(), (*key).to_owned())).collect::<Vec<_>>())
    }

    fn key(name: &str) -> Key {
        parse(name).unwrap().into()
    }

    #[test]
    fn every_action_with_a_key_has_one_name() {
        for (key, action) in KEYMAP.iter().flat_map(|binding| binding.keys) {
            let names = NAMES.iter().filter(|(_, other)| other == action).count();
            assert_eq!(names, usize::from(*action != Action::Quit), "{key}: {action:?}");
        }
        for (at, (name, action)) in NAMES.iter().enumerate() {
            assert!(NAMES[..at].iter().all(|(other, _)| other != name), "{name}");
            assert!(KEYMAP.iter().flat_map(|binding| binding.keys).any(|(_, other)| other == action), "{name}");
        }
    }

    #[test]
    fn own_keys_replace_all_keys_of_an_action() {
        let keys = own(&[("more-segments", "P"), ("algorithm", "F5")]).unwrap();
        assert_eq!(keys.meant(key("P")), Some(key("+")));
        assert_eq!((keys.meant(key("+")), keys.meant(key("=")), keys.meant(key("a"))), (None, None, None));
        assert_eq!(keys.meant(key("-")), Some(key("-")));
        assert_eq!(keys.instead_of(key("+")), [key("P")]);
        assert_eq!((keys.instead_of(key("=")), keys.instead_of(key("-"))), (vec![], vec![key("-")]));
    }

    #[test]
    fn two_actions_can_change_their_keys() {
        let keys = own(&[("algorithm", "f"), ("features", "a")]).unwrap();
        assert_eq!((keys.meant(key("f")), keys.meant(key("a"))), (Some(key("a")), Some(key("f"))));
        let keys = own(&[("up", "w"), ("up", "Up"), ("next-cohorts", "k"), ("previous-cohorts", "W")]).unwrap();
        assert_eq!((keys.meant(key("w")), keys.meant(key("Up"))), (Some(key("Up")), Some(key("Up"))));
        assert_eq!(keys.meant(key("k")), Some(key("w")));
    }

    #[test]
    fn mistakes_name_both_actions_and_the_remedy() {
        for (pairs, at, words) in [
            (
                &[("algorithm", "f")][..],
                0,
                "f is the key of features already; give algorithm another key, or features too",
            ),
            (&[("budget", "F2"), ("split", "F2")], 1, "F2 is the key of budget already; give split another key"),
            (&[("budget", "F2"), ("budget", "F2")], 1, "F2 is given twice for budget"),
            (&[("algorithm", "ctrl-c")], 0, "ctrl-c always quits"),
            (&[("algoritm", "F2")], 0, "algoritm is not an action. Did you mean algorithm? The actions are quit, help"),
            (&[("algorithm", "Entre")], 0, "algorithm: `Entre` is not a key"),
        ] {
            let (found, why) = own(pairs).unwrap_err();
            assert!(found == at && why.contains(words), "{pairs:?}: {why}");
        }
    }
}
