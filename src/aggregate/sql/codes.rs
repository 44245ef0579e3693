//! Codes by id, without a string for each id.

use std::collections::HashMap;

use crate::data::{Ids, IntegerState};

/// The code of each id of a dimension.
pub enum Codes<'a> {
    /// Of integers.
    Integers(HashMap<u64, u32, IntegerState>),
    /// Of text.
    Text(HashMap<&'a str, u32>),
}

impl<'a> Codes<'a> {
    /// Those of some ids.
    pub fn of(ids: &'a Ids) -> Self {
        match ids {
            Ids::Integers(ids) => Self::Integers(ids.iter().map(|id| *id as u64).zip(0..).collect()),
            Ids::Text(ids) => Self::Text(ids.iter().map(|id| &**id).zip(0..).collect()),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Integers(codes) => codes.len(),
            Self::Text(codes) => codes.len(),
        }
    }

    /// The code of an integer.
    pub fn of_number(&self, id: i64) -> Option<u32> {
        match self {
            Self::Integers(codes) => codes.get(&(id as u64)).copied(),
            Self::Text(codes) => codes.get(id.to_string().as_str()).copied(),
        }
    }

    /// The code of an id as text.
    pub fn of_text(&self, id: &str) -> Option<u32> {
        match self {
            Self::Integers(codes) => codes.get(&(id.parse::<i64>().ok()? as u64)).copied(),
            Self::Text(codes) => codes.get(id).copied(),
        }
    }
}
