//! The words of statuses for the statement of a saved model.

use std::collections::BTreeMap;

use crate::data::Kind;
use crate::data::schema::{STATUS_WORDS, normalise};

/// Status words with the names of their statuses, each word once.
pub fn statuses(kind: Kind, words: impl Iterator<Item = (String, u8)>) -> Vec<(String, &'static str)> {
    let name = |code: u8| STATUS_WORDS.iter().find(|spec| spec.kind == kind && spec.code == code).map(|spec| spec.name);
    let mut known: BTreeMap<String, Option<&'static str>> = BTreeMap::new();
    let mut listed = Vec::new();
    for (word, code) in words {
        let status = name(code);
        if known.insert(normalise(&word), status).is_none() {
            listed.extend(status.map(|status| (word, status)));
        }
    }
    listed
}
