//! The user's own keys, which replace keys of the table.

use std::sync::Arc;

use super::key::Key;

/// Which own key replaces which key of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnKeys {
    /// An own key, and the key of the table whose meaning it has.
    moved: Arc<[(Key, Key)]>,
    /// Keys of the table that own ones replace.
    replaced: Arc<[Key]>,
}

impl OwnKeys {
    /// From pairs of an own key and the key of the table whose meaning it has, and from the keys of the table that lost
    /// theirs.
    pub fn new(moved: Vec<(Key, Key)>, replaced: Vec<Key>) -> Self {
        Self { moved: moved.into(), replaced: replaced.into() }
    }

    /// The key of the table whose meaning a key has; none if the user gave its meaning to another key.
    pub fn meant(&self, pressed: Key) -> Option<Key> {
        let own = self.moved.iter().find(|(own, _)| *own == pressed).map(|(_, meant)| *meant);
        own.or_else(|| Some(pressed).filter(|key| !self.replaced.contains(key)))
    }

    /// The keys to press for a key of the table.
    pub fn instead_of(&self, key: Key) -> Vec<Key> {
        let own: Vec<Key> = self.moved.iter().filter(|(_, meant)| *meant == key).map(|(own, _)| *own).collect();
        if own.is_empty() && !self.replaced.contains(&key) { vec![key] } else { own }
    }

    /// The name of the key to press for a key of the table, for a sentence.
    pub fn shown(&self, key: Key) -> String {
        self.instead_of(key).first().map_or_else(|| "no key".to_owned(), ToString::to_string)
    }
}
