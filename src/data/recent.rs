//! The first words of a column of text, found again by a few of their bytes.

/// The number of places for words.
const PLACES: usize = 256;

/// What was found out about each of the first words: most columns of text repeat a few.
#[derive(Clone, Debug)]
pub struct Recent<T> {
    /// Empty until there is a word.
    places: Vec<Option<(Box<str>, T)>>,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self { places: Vec::new() }
    }
}

impl<T: Copy> Recent<T> {
    /// What was found out about this very text.
    #[inline]
    pub fn get(&self, text: &str) -> Option<T> {
        match self.places.get(place(text)) {
            Some(Some((known, found))) if **known == *text => Some(*found),
            _ => None,
        }
    }

    /// Remembers a word, unless its place is taken.
    pub fn put(&mut self, text: &str, found: T) {
        self.places.resize_with(PLACES, || None);
        self.places[place(text)].get_or_insert_with(|| (text.into(), found));
    }
}

/// The place of a text: a hash of its length, and of the bytes that it begins and ends with.
#[inline]
fn place(text: &str) -> usize {
    let number = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let bytes = text.as_bytes();
    let ends = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => number(first) ^ number(last).rotate_left(29),
        _ => bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    };
    let hash = (ends ^ bytes.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (hash >> 56) as usize % PLACES
}

#[cfg(test)]
mod tests {
    use super::Recent;

    #[test]
    fn a_word_is_found_by_all_of_its_bytes() {
        let mut recent = Recent::default();
        assert_eq!(recent.get(""), None);
        let words: Vec<String> = (0..2000).map(|i| format!("between the same {i:04} ends of a word")).collect();
        let words = words.iter().map(String::as_str).chain(["", "a", "claimed", "claimed ", "burnt"]);
        for (number, word) in words.clone().enumerate() {
            recent.put(word, number);
        }
        let found = words.enumerate().filter(|(number, word)| {
            let found = recent.get(word);
            assert!(found.is_none_or(|found| found == *number), "{word}");
            found.is_some()
        });
        // The many words have one place, and the first of them has it.
        assert!((2..=6).contains(&found.count()));
        assert_eq!(recent.get("between the same 0000 ends of a word"), Some(0));
    }
}
