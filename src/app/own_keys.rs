//! Keys of the user's own, instead of those of the table of keys.

use std::sync::Arc;

use super::key::Key;

/// Which key stands for which key of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnKeys {
    /// An own key, and the key of the table that it stands for.
    moved: Arc<[(Key, Key)]>,
    /// Keys of the table that own ones replace.
    replaced: Arc<[Key]>,
}

impl OwnKeys {
    /// Own keys with those that they stand for, and the keys of the table that they replace.
    pub fn new(moved: Vec<(Key, Key)>, replaced: Vec<Key>) -> Self {
        Self { moved: moved.into(), replaced: replaced.into() }
    }

    /// The key of the table that a key stands for; none if the user took its meaning away.
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
