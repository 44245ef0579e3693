//! Ids are opaque: integers, words and UUIDs all work, and `7`, `7.0`, `"7"` and `" 7 "` are the same id.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use polars::prelude::PlRandomState;

use super::cell::Cell;
use super::facts::Ids;
use super::loose_key::loose_fingerprint;

/// An id in canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key<'a> {
    /// An integer in any notation, except with leading zeros.
    Integer(i64),
    /// Anything else, as written.
    Text(Cow<'a, str>),
}

impl<'a> Key<'a> {
    /// The id in a cell; `None` for a missing value.
    #[inline]
    pub fn of(cell: Cell<'a>) -> Option<Self> {
        // Most ids are a few digits, which are never a missing value.
        if let Cell::Text(text) = cell
            && let Some(id) = plain(text)
        {
            return Some(Self::Integer(id));
        }
        Some(match cell.present() {
            Cell::Empty => return None,
            Cell::Int(i) => Self::Integer(i),
            Cell::Text(t) => integer(t).map_or(Self::Text(Cow::Borrowed(t)), Self::Integer),
            Cell::Float(f) => {
                let text = f.to_string();
                integer(&text).map_or(Self::Text(Cow::Owned(text)), Self::Integer)
            }
            other => Self::Text(Cow::Owned(other.to_string())),
        })
    }

    /// A hash of the id, for comparisons (two text ids clash once in 2^64 pairs).
    #[inline]
    pub fn fingerprint(&self) -> u64 {
        match self {
            Self::Integer(i) => *i as u64,
            Self::Text(t) => {
                let mut hasher = DefaultHasher::new();
                t.hash(&mut hasher);
                hasher.finish()
            }
        }
    }
}

/// `7`, `-7` and `7.0` as an integer; not `007`, `+7`, `7.5` or numbers of more than 64 bits.
fn integer(text: &str) -> Option<i64> {
    if let Some(plain) = plain(text) {
        return Some(plain);
    }
    let whole = match text.split_once('.') {
        None => text,
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        Some(_) => return None,
    };
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let canonical = match digits.as_bytes() {
        [b'0'] => whole.len() == 1,
        [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if canonical { whole.parse().ok() } else { None }
}

/// Digits without a zero before them, if they surely fit into 64 bits.
#[inline]
fn plain(text: &str) -> Option<i64> {
    let digit = |number, byte: &u8| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0'));
    match text.as_bytes() {
        digits @ [b'1'..=b'9', ..] if digits.len() <= 18 => digits.iter().try_fold(0, digit),
        _ => None,
    }
}

/// A fast hash for integer ids: one multiplication (Fibonacci hashing), folded so that low and high bits both vary.
#[derive(Default)]
pub struct IntegerHasher(u64);

impl Hasher for IntegerHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(self.0 << 8 | u64::from(byte));
        }
    }

    fn write_i64(&mut self, value: i64) {
        self.write_u64(value as u64);
    }

    fn write_u64(&mut self, value: u64) {
        let product = u128::from(value) * 0x9E37_79B9_7F4A_7C15;
        self.0 = (product as u64) ^ (product >> 64) as u64;
    }
}

/// The hasher of sets and maps with integer keys.
pub type IntegerState = BuildHasherDefault<IntegerHasher>;

/// Distinct ids, numbered by first appearance until [`IdIndex::sort`].
#[derive(Clone, Debug, Default)]
pub struct IdIndex {
    /// The number of each small integer id, or [`NOT_THERE`]: most ids count from about 0, and are found in one step.
    small: Vec<u32>,
    /// All other integer ids.
    large: HashMap<i64, u32, IntegerState>,
    text: HashMap<Box<str>, u32, PlRandomState>,
    /// Text ids by [`loose_fingerprint`], if similar ids are the same.
    loose: Option<HashMap<u64, u32, IntegerState>>,
    /// Other ids by which rows of other tables refer to these, by [`Key::fingerprint`]; if there are any, only these are
    /// used.
    others: HashMap<u64, u32, IntegerState>,
    len: u32,
}

const NOT_THERE: u32 = u32::MAX;
/// An integer is small if it is below this multiple of the number of ids, plus a margin.
const SPARSEST: usize = 4;

impl IdIndex {
    /// An empty index; `loose` says whether ids that differ only in case, blanks or Unicode form are the same.
    pub fn new(loose: bool) -> Self {
        Self { loose: loose.then(HashMap::default), ..Self::default() }
    }

    /// Text ids and their numbers.
    pub fn texts(&self) -> impl Iterator<Item = (&str, u32)> {
        self.text.iter().map(|(id, &number)| (id.as_ref(), number))
    }

    /// The number of ids.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// The number of an id, as rows of other tables have it.
    #[inline]
    pub fn get(&self, key: &Key<'_>) -> Option<u32> {
        let small = match key {
            Key::Integer(i) if self.others.is_empty() => self.small(*i),
            _ => None,
        };
        small.or_else(|| self.find(key))
    }

    /// The number of a small integer id.
    #[inline]
    fn small(&self, id: i64) -> Option<u32> {
        usize::try_from(id).ok().and_then(|id| self.small.get(id)).copied().filter(|number| *number != NOT_THERE)
    }

    #[inline(never)]
    fn find(&self, key: &Key<'_>) -> Option<u32> {
        if self.others.is_empty() { self.own(key) } else { self.others.get(&key.fingerprint()).copied() }
    }

    /// Sets the other id by which rows of other tables refer to a number. Returns false if that id exists already; it is
    /// then not changed.
    pub fn know_as(&mut self, key: &Key<'_>, number: u32) -> bool {
        let known = self.others.len();
        self.others.entry(key.fingerprint()).or_insert(number);
        self.others.len() > known
    }

    fn own(&self, key: &Key<'_>) -> Option<u32> {
        match key {
            Key::Integer(i) => self.small(*i).or_else(|| self.large.get(i).copied()),
            Key::Text(t) => {
                let alike = || self.loose.as_ref()?.get(&loose_fingerprint(t));
                self.text.get(t.as_ref()).or_else(alike).copied()
            }
        }
    }

    /// The number of an id, which is added if it is new; and whether it was.
    pub fn insert(&mut self, key: Key<'_>) -> (u32, bool) {
        if let Some(known) = self.own(&key) {
            return (known, false);
        }
        let number = self.len;
        self.len += 1;
        match key {
            Key::Integer(i) => match usize::try_from(i) {
                Ok(i) if i < SPARSEST * self.len() + 1024 => {
                    if i >= self.small.len() {
                        self.small.resize(i + 1, NOT_THERE);
                    }
                    self.small[i] = number;
                }
                _ => {
                    self.large.insert(i, number);
                }
            },
            Key::Text(t) => {
                if let Some(loose) = &mut self.loose {
                    loose.insert(loose_fingerprint(&t), number);
                }
                self.text.insert(t.into(), number);
            }
        }
        (number, true)
    }

    /// Integer ids and their numbers.
    fn integers(&self) -> impl Iterator<Item = (i64, u32)> {
        let small = self.small.iter().enumerate().filter(|(_, n)| **n != NOT_THERE);
        small.map(|(id, &n)| (id as i64, n)).chain(self.large.iter().map(|(&id, &n)| (id, n)))
    }

    /// The ids by number.
    pub fn ids(&self) -> Ids {
        if self.text.is_empty() {
            let mut ids = vec![0; self.len()];
            self.integers().for_each(|(id, n)| ids[n as usize] = id);
            return Ids::Integers(ids);
        }
        let mut ids: Vec<Box<str>> = vec![Box::default(); self.len()];
        self.integers().for_each(|(id, n)| ids[n as usize] = id.to_string().into());
        self.text.iter().for_each(|(id, &n)| ids[n as usize].clone_from(id));
        Ids::Text(ids)
    }

    /// Renumbers by id (integers as numbers if all are, otherwise by bytes); returns the new number of each old one.
    pub fn sort(&mut self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.len).collect();
        match self.ids() {
            Ids::Integers(ids) => order.sort_unstable_by_key(|&n| ids[n as usize]),
            Ids::Text(ids) => {
                order.sort_unstable_by(|&a, &b| ids[a as usize].cmp(&ids[b as usize]));
            }
        }
        let mut rank = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, &old)| rank[old as usize] = new as u32);
        let small = self.small.iter_mut().filter(|n| **n != NOT_THERE);
        let loose = self.loose.iter_mut().flat_map(HashMap::values_mut);
        let others = self.large.values_mut().chain(self.text.values_mut()).chain(loose);
        small.chain(others).for_each(|n| *n = rank[*n as usize]);
        rank
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(index: &IdIndex) -> Vec<String> {
        let ids = index.ids();
        (0..ids.len()).map(|i| ids.text(i).into_owned()).collect()
    }

    #[test]
    fn one_id_in_many_spellings() {
        let seven = Some(Key::Integer(7));
        for cell in [Cell::Int(7), Cell::Float(7.0), Cell::Text("7"), Cell::Text(" 7 "), Cell::Text("7.00")] {
            assert_eq!(Key::of(cell), seven, "{cell:?}");
        }
        assert_eq!(Key::of(Cell::Text("0")), Some(Key::Integer(0)));
        assert_eq!(Key::of(Cell::Text("-3")), Some(Key::Integer(-3)));
        for word in ["007", "+7", "7.5", "7.", "-0", "99999999999999999999", "A-1", "00"] {
            assert_eq!(Key::of(Cell::Text(word)), Some(Key::Text(word.into())), "{word}");
        }
        assert_eq!(Key::of(Cell::Float(7.5)), Key::of(Cell::Text("7.5")));
        assert_eq!(Key::of(Cell::Text("NULL")), None);
    }

    #[test]
    fn integers_sort_as_numbers_and_anything_else_as_bytes() {
        let mut index = IdIndex::default();
        for id in [10, 9, -1] {
            assert!(index.insert(Key::Integer(id)).1);
            assert!(!index.insert(Key::Integer(id)).1);
        }
        assert_eq!(index.sort(), [2, 1, 0]);
        assert_eq!(text(&index), ["-1", "9", "10"]);
        index.insert(Key::Text("007".into()));
        index.sort();
        assert_eq!(text(&index), ["-1", "007", "10", "9"]);
        assert_eq!(index.get(&Key::Integer(9)), Some(3));
    }

    #[test]
    fn small_and_large_integers_are_one_set() {
        let mut index = IdIndex::default();
        // 5000 is large at first, and small once there are a few thousand ids.
        let ids: Vec<i64> = [5000, i64::MAX, i64::MIN].into_iter().chain((0..8000).rev()).collect();
        let added = ids.iter().filter(|id| index.insert(Key::Integer(**id)).1).count();
        assert_eq!((added, index.len()), (8002, 8002));
        assert_eq!(index.get(&Key::Integer(5000)), Some(0));
        index.sort();
        let Ids::Integers(sorted) = index.ids() else { panic!("all are integers") };
        assert!(sorted.is_sorted() && sorted.len() == 8002);
        assert_eq!(index.get(&Key::Integer(i64::MIN)), Some(0));
        assert_eq!(index.get(&Key::Integer(9000)), None);
    }
}
