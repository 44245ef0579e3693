//! Which entries fit what is typed.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::entry::Entry;

/// The best entries are enough: if one is missing, the user types on.
pub const MOST: usize = 200;

/// The entries that fit a text, the best first; among equals the order stays.
pub fn best(wanted: &str, entries: Vec<Entry>) -> Vec<Entry> {
    if wanted.is_empty() {
        return entries.into_iter().take(MOST).collect();
    }
    let pattern = Pattern::new(wanted, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut config = Config::DEFAULT;
    config.prefer_prefix = true;
    let (mut matcher, mut letters) = (Matcher::new(config), Vec::new());
    let mut score = |entry: &Entry| {
        let exact = entry.text.eq_ignore_ascii_case(wanted);
        // The group is a word of the entry too: `city ca` finds Cairo.
        let words = format!("{} {} {}", entry.text, entry.group, entry.also);
        let score = pattern.score(Utf32Str::new(&words, &mut letters), &mut matcher)?;
        Some(if exact { u32::MAX } else { score })
    };
    let mut found: Vec<(u32, Entry)> =
        entries.into_iter().filter_map(|entry| score(&entry).map(|score| (score, entry))).collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, entry)| entry).take(MOST).collect()
}
