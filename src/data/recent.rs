//! A cache of the first words of a text column, looked up by their bytes.

/// Most words; a column with more words holds ids, which rarely repeat.
const MOST: usize = 1 << 15;
/// Slots for each word, so that most words are in their first slot.
const SPARSE: usize = 8;
/// The least number of places, which doubles as words are added.
const FEWEST_PLACES: usize = 256;
/// Slots that a word can take from its hash on: they bound the cost of words that are made to collide.
const NEAR: usize = 8;

/// Results for each of the first words, because most text columns repeat them. Slots are small, so those of many thousand
/// words fit into the processor's cache.
#[derive(Clone, Debug)]
pub struct Recent<T> {
    /// The number of the word in each place, counted from 1; 0 where there is none. A power of two of them; none until there
    /// is a word.
    places: Vec<u32>,
    words: Vec<(Word, T)>,
}

/// A word: its length, its first, second and last eight bytes, which overlap where it is short, and what is between them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    bytes: [u64; 3],
    length: u32,
    between: Box<[u8]>,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self { places: Vec::new(), words: Vec::new() }
    }
}

impl<T: Copy> Recent<T> {
    /// The result for this exact text.
    #[inline]
    pub fn get(&self, text: &str) -> Option<T> {
        if self.places.is_empty() {
            return None;
        }
        let (bytes, between) = parts(text);
        let is_it = |word: &Word| {
            word.bytes == bytes
                && word.length as usize == text.len()
                && (between.is_empty() || *word.between == *between)
        };
        let near = near(hash(bytes, between, text.len()), self.places.len());
        let words = near.map_while(|place| self.words.get((self.places[place] as usize).wrapping_sub(1)));
        words.into_iter().find(|(word, _)| is_it(word)).map(|(_, found)| *found)
    }

    /// Remembers a word that is not there yet, if there is a place for it.
    pub fn put(&mut self, text: &str, found: T) {
        let Some(length) = u32::try_from(text.len()).ok().filter(|_| self.words.len() < MOST) else { return };
        if self.places.len() < SPARSE * (self.words.len() + 1) {
            self.places = vec![0; FEWEST_PLACES.max(2 * self.places.len())];
            for (number, (word, _)) in (1..).zip(&self.words) {
                place(&mut self.places, word, number);
            }
        }
        let (bytes, between) = parts(text);
        let word = Word { bytes, length, between: between.into() };
        if place(&mut self.places, &word, self.words.len() as u32 + 1) {
            self.words.push((word, found));
        }
    }
}

/// Puts a word by its number into a free place near that of its hash, if there is one.
fn place(places: &mut [u32], word: &Word, number: u32) -> bool {
    let hash = hash(word.bytes, &word.between, word.length as usize);
    let free = near(hash, places.len()).find(|place| places[*place] == 0);
    if let Some(free) = free {
        places[free] = number;
    }
    free.is_some()
}

/// The bytes of a text: the first, second and last eight, and those between them.
#[inline]
fn parts(text: &str) -> ([u64; 3], &[u8]) {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) else {
        return ([bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0, 0], &[]);
    };
    let end = bytes.len() - 8;
    let second = bytes[end.min(8)..].first_chunk().unwrap_or(first);
    ([first, second, last].map(|bytes| u64::from_le_bytes(*bytes)), bytes.get(16..end).unwrap_or_default())
}

/// A hash of a text from its parts, all of which count (Fibonacci hashing, folded).
#[inline]
fn hash(bytes: [u64; 3], between: &[u8], length: usize) -> u64 {
    let mixed = |hash: u64, part: u64| {
        let product = u128::from(hash ^ part) * 0x9E37_79B9_7F4A_7C15;
        (product as u64) ^ (product >> 64) as u64
    };
    let all = bytes.into_iter().fold(length as u64, mixed);
    let parts = between.chunks(8).map(|part| part.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)));
    parts.fold(all, mixed)
}

/// The places, of this number, where a word with this hash can be.
#[inline]
fn near(hash: u64, places: usize) -> impl Iterator<Item = usize> {
    (0..NEAR).map(move |step| (hash as usize).wrapping_add(step) & (places - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of the words are found, each as itself, after all were put in.
    fn found(words: &[String]) -> usize {
        let mut recent = Recent::default();
        assert_eq!(recent.get(""), None);
        for (number, word) in words.iter().enumerate() {
            assert_eq!(recent.get(word), None, "{word}");
            recent.put(word, number);
        }
        let found = words.iter().enumerate().filter(|(number, word)| {
            let found = recent.get(word);
            assert!(found.is_none_or(|found| found == *number), "{word}");
            found.is_some()
        });
        found.count()
    }

    #[test]
    fn a_word_is_found_by_all_of_its_bytes() {
        // Words of every length that differ in one byte only, at every place.
        let mut words: Vec<String> = vec![String::new()];
        for length in 1..40 {
            words.push("a".repeat(length));
            words.extend((0..length).map(|at| format!("{}b{}", "a".repeat(at), "a".repeat(length - at - 1))));
        }
        assert_eq!(found(&words), words.len());
    }

    #[test]
    fn words_are_remembered_until_there_are_very_many() {
        let words =
            |count: usize| (0..count).map(|i| format!("between the same {i:06} ends of a word")).collect::<Vec<_>>();
        assert_eq!(found(&words(2000)), 2000);
        let many = found(&words(2 * MOST));
        assert!((MOST - 50..=MOST).contains(&many), "{many}");
    }
}
