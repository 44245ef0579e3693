//! The lists of records in a value of JSON, each called by the names that lead to it: `data.orders`.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::bounded::Bound;
use crate::data::budget::FIRST_ROWS;
use crate::data::error::DataError;
use crate::data::json_record::Record;

/// Lists are looked for in objects within as many others.
const DEEPEST: usize = 4;
/// More lists than this in one file are no tables.
const MOST_LISTS: usize = 1_000;

/// The function that receives the records, one after the other.
type Take<'w> = &'w mut dyn FnMut(&Record) -> Result<(), DataError>;

/// A traversal of all lists of records.
pub struct Walk<'w> {
    /// The lists that were found, with the columns that their first records have; or those that are wanted.
    pub lists: Vec<(String, Record)>,
    /// Whether the value has a field, or the list an element, that is neither an object nor a list of records.
    pub has_value: bool,
    /// Whether the first records of the only list were seen, and no more are wanted.
    pub is_enough: bool,
    /// Why the traversal was stopped.
    pub failure: Option<DataError>,
    /// Records so far.
    pub records: u64,
    bound: &'w Bound,
    take: Take<'w>,
    is_search: bool,
}

impl<'w> Walk<'w> {
    /// A traversal that looks for lists and collects their columns.
    pub fn new(lists: Vec<(String, Record)>, bound: &'w Bound, take: Take<'w>) -> Self {
        Self { lists, has_value: false, is_enough: false, failure: None, records: 0, bound, take, is_search: true }
    }

    /// The same traversal, which passes on all records of the known lists and of no others.
    #[must_use]
    pub fn of_these(self) -> Self {
        Self { is_search: false, ..self }
    }

    /// Where a list is among those that are wanted.
    fn place(&mut self, list: &str) -> Option<usize> {
        let at = self.lists.iter().position(|(name, _)| name == list);
        if at.is_none() && self.is_search && self.lists.len() < MOST_LISTS {
            self.lists.push((list.to_owned(), Record::learning()));
            return Some(self.lists.len() - 1);
        }
        at
    }
}

/// A value, and the names that lead to it.
pub struct Document<'d, 'w> {
    walk: &'d mut Walk<'w>,
    path: String,
    depth: usize,
}

impl<'d, 'w> Document<'d, 'w> {
    /// The whole value.
    pub fn new(walk: &'d mut Walk<'w>) -> Self {
        Self { walk, path: String::new(), depth: 0 }
    }
}

impl<'de> DeserializeSeed<'de> for Document<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Document<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("records")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            let path = if self.path.is_empty() { name } else { format!("{}.{name}", self.path) };
            let depth = self.depth + 1;
            if depth > DEEPEST {
                map.next_value::<IgnoredAny>()?;
            } else {
                map.next_value_seed(Document { walk: &mut *self.walk, path, depth })?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let walk = self.walk;
        let Some(place) = walk.place(&self.path) else {
            pass_over(&mut list, walk.bound)?;
            return Ok(());
        };
        let mut count = 0;
        loop {
            let record = &mut walk.lists[place].1;
            let Some(found) = list.next_element_seed(Element(record))? else { break };
            walk.bound.renew();
            if !found && (count > 0 || !walk.is_search) {
                return Err(A::Error::custom("a value in a list of records is not a record"));
            }
            if !found {
                // The list is not a table.
                walk.lists.truncate(place);
                walk.has_value = true;
                pass_over(&mut list, walk.bound)?;
                return Ok(());
            }
            count += 1;
            walk.records = count;
            if let Err(error) = (walk.take)(&walk.lists[place].1) {
                walk.failure = Some(error);
                return Err(A::Error::custom("stopped"));
            }
            if walk.is_search && count >= FIRST_ROWS {
                if self.depth == 0 {
                    walk.is_enough = true;
                    return Err(A::Error::custom("enough"));
                }
                pass_over(&mut list, walk.bound)?;
            }
        }
        if count == 0 && walk.is_search {
            walk.lists.truncate(place);
        }
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        // Objects within objects only may be columns instead of records.
        self.walk.has_value |= self.depth <= 1;
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.visit_unit()
    }
}

/// Skips the rest of a list.
fn pass_over<'de, A: SeqAccess<'de>>(list: &mut A, bound: &Bound) -> Result<(), A::Error> {
    while list.next_element::<IgnoredAny>()?.is_some() {
        bound.renew();
    }
    Ok(())
}

/// An element of a list: a record, or something else.
struct Element<'r>(&'r mut Record);

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Element<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record in braces")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        self.0.fill(map).map(|()| true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }
}
