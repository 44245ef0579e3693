//! Codes by id, without a string for each id.

use std::collections::HashMap;

use crate::data::{Ids, IntegerState};

/// No code.
const NONE: u32 = u32::MAX;
/// How much room integers may have between them.
const SPREAD: usize = 4;

/// The code of each id of a dimension.
pub enum Codes<'a> {
    /// Of integers close to each other: the code of each from the least, or [`NONE`].
    Range(i64, Vec<u32>, usize),
    /// Of other integers.
    Integers(HashMap<u64, u32, IntegerState>),
    /// Of text.
    Text(HashMap<&'a str, u32>),
}

impl<'a> Codes<'a> {
    /// Those of some ids.
    pub fn of(ids: &'a Ids) -> Self {
        match ids {
            Ids::Integers(ids) => Self::of_range(ids)
                .unwrap_or_else(|| Self::Integers(ids.iter().map(|id| *id as u64).zip(0..).collect())),
            Ids::Text(ids) => Self::Text(ids.iter().map(|id| &**id).zip(0..).collect()),
        }
    }

    /// Those of integers that are at most [`SPREAD`] times as far apart as they have to be.
    fn of_range(ids: &[i64]) -> Option<Self> {
        let (least, most) = ids.iter().min().zip(ids.iter().max())?;
        let places = usize::try_from(most.checked_sub(*least)?.checked_add(1)?).ok()?;
        if places > ids.len().saturating_mul(SPREAD) {
            return None;
        }
        let mut codes = vec![NONE; places];
        for (id, code) in ids.iter().zip(0..) {
            codes[(id - least) as usize] = code;
        }
        Some(Self::Range(*least, codes, ids.len()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Range(.., len) => *len,
            Self::Integers(codes) => codes.len(),
            Self::Text(codes) => codes.len(),
        }
    }

    /// The code of an integer.
    pub fn of_number(&self, id: i64) -> Option<u32> {
        match self {
            Self::Range(least, codes, _) => {
                let place = usize::try_from(id.checked_sub(*least)?).ok()?;
                codes.get(place).copied().filter(|code| *code != NONE)
            }
            Self::Integers(codes) => codes.get(&(id as u64)).copied(),
            Self::Text(codes) => codes.get(id.to_string().as_str()).copied(),
        }
    }

    /// The code of an id as text.
    pub fn of_text(&self, id: &str) -> Option<u32> {
        match self {
            Self::Text(codes) => codes.get(id).copied(),
            Self::Range(..) | Self::Integers(_) => self.of_number(id.parse().ok()?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_and_distant_integers_have_codes() {
        for numbers in [vec![7, 9, 10], vec![-5, 7, i64::MAX], vec![i64::MIN, 0, 3]] {
            let ids = Ids::Integers(numbers.clone());
            let codes = Codes::of(&ids);
            let found: Vec<_> = numbers.iter().map(|id| codes.of_number(*id)).collect();
            assert_eq!((found, codes.len()), (vec![Some(0), Some(1), Some(2)], 3));
            assert_eq!([8, 6, i64::MIN + 1].map(|id| codes.of_number(id)), [None; 3]);
            assert_eq!((codes.of_text(&numbers[1].to_string()), codes.of_text("x")), (Some(1), None));
        }
    }
}
