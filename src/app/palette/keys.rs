//! What keys do, as entries of the palette.

use super::entry::{Does, Entry};
use crate::app::action::Action;
use crate::app::keymap;
use crate::app::state::model::Model;
use crate::app::state::overlay::{Overlay, OverlayKind};

/// What keys do now, then what they do elsewhere; not those that move, which the keys themselves do better.
pub fn actions(model: &Model) -> Vec<Entry> {
    let closed = Model { overlay: Overlay::None, ..model.clone() };
    let mut entries: Vec<Entry> = Vec::new();
    for binding in keymap::of_kind(&closed) {
        let why = keymap::chosen(&closed, binding).err();
        for (key, action) in binding.keys.iter().filter(|(_, action)| is_listed(*action)) {
            let (key, done) = (model.own_keys.shown(*key), Does::Act(*action));
            if entries.iter().any(|entry| entry.does == done || why.is_some() && entry.text == binding.help) {
                continue;
            }
            let (keys, does) = match &why {
                None => (key, done),
                Some(why) => (format!("{key}, not here"), Does::Refuse(why.clone())),
            };
            let opens = if let Action::Show(overlay) = action { overlay.title() } else { "" };
            let also = format!("{} {opens}", binding.footer.unwrap_or_default());
            entries.push(Entry { also, ..Entry::new(binding.help, "key", keys, does) });
        }
    }
    entries.sort_by_key(|entry| matches!(entry.does, Does::Refuse(_)));
    entries
}

fn is_listed(action: Action) -> bool {
    !matches!(
        action,
        Action::Move(_)
            | Action::Look(_)
            | Action::Go(_)
            | Action::Ask(_)
            | Action::Close
            | Action::Back
            | Action::Show(OverlayKind::Palette)
    )
}
