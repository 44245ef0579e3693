//! A record of JSON as a row: its fields are the cells, and the fields of objects in it are called `value.amount`.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::data::budget;
use crate::data::cell::{Cell, Row};

/// More fields than this that come after the first records are not named.
const MOST_LATE: usize = 100;

/// A value of a record.
#[derive(Clone, Debug, Default)]
enum Field {
    #[default]
    Missing,
    Text(Range<usize>),
    Whole(i64),
    Number(f64),
    Truth(bool),
}

/// The fields of records, filled again with each of them.
#[derive(Debug, Default)]
pub struct Record {
    names: Vec<String>,
    places: HashMap<String, usize>,
    cells: Vec<Field>,
    text: String,
    /// The name of the field that is being read.
    path: String,
    /// Whether fields that are not known become columns.
    learns: bool,
    /// Fields that are not known, and the record that first has each.
    late: BTreeMap<String, u64>,
    number: u64,
}

impl Record {
    /// Takes its columns from the records.
    pub fn learning() -> Self {
        Self { learns: true, ..Self::default() }
    }

    /// Of these columns.
    pub fn of(names: &[String]) -> Self {
        let mut record = Self::learning();
        for name in names {
            record.path.clone_from(name);
            record.place();
        }
        Self { learns: false, ..record }
    }

    /// The columns.
    pub fn into_names(self) -> Vec<String> {
        self.names
    }

    /// Which record this is.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Fields that are no columns, and the record that first has each.
    pub fn late(&self) -> impl Iterator<Item = (&str, u64)> {
        self.late.iter().map(|(name, record)| (name.as_str(), *record))
    }

    /// Reads the next record into this one.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn fill<'de, A: MapAccess<'de>>(&mut self, map: A) -> Result<(), A::Error> {
        self.number += 1;
        self.text.clear();
        self.path.clear();
        self.cells.iter_mut().for_each(|cell| *cell = Field::Missing);
        self.fields(map)
    }

    /// Reads the fields of an object, whose own name is the path.
    fn fields<'de, A: MapAccess<'de>>(&mut self, mut map: A) -> Result<(), A::Error> {
        let outside = self.path.len();
        while map.next_key_seed(Name(&mut self.path))?.is_some() {
            map.next_value_seed(Content(&mut *self))?;
            self.path.truncate(outside);
        }
        Ok(())
    }

    /// The column of the field that is being read.
    fn place(&mut self) -> Option<usize> {
        if let Some(at) = self.places.get(self.path.as_str()) {
            return Some(*at);
        }
        // One more than there may be is enough to say so.
        if !self.learns || self.names.len() > budget::COLUMNS {
            if self.late.len() < MOST_LATE && !self.late.contains_key(&self.path) {
                self.late.insert(self.path.clone(), self.number);
            }
            return None;
        }
        let at = self.names.len();
        self.names.push(self.path.clone());
        self.places.insert(self.path.clone(), at);
        self.cells.push(Field::Missing);
        Some(at)
    }

    fn set(&mut self, value: Field) {
        if let Some(at) = self.place() {
            self.cells[at] = value;
        }
    }

    fn set_text(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.set(Field::Text(start..self.text.len()));
    }
}

impl Row for Record {
    fn len(&self) -> usize {
        self.names.len()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        match self.cells.get(column) {
            Some(Field::Text(range)) => match &self.text[range.clone()] {
                "" => Cell::Empty,
                text => Cell::Text(text),
            },
            Some(Field::Whole(number)) => Cell::Int(*number),
            Some(Field::Number(number)) => Cell::Float(*number),
            Some(Field::Truth(truth)) => Cell::Bool(*truth),
            Some(Field::Missing) | None => Cell::Empty,
        }
    }
}

/// Reads the next record into one.
impl<'de> DeserializeSeed<'de> for &mut Record {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Record {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record in braces")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.fill(map)
    }
}

/// The name of a field, added to the path. `MongoDB` writes `{"$date": ...}` around values: this names nothing.
struct Name<'p>(&'p mut String);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name in quotes")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        if !self.0.is_empty() && !name.starts_with('$') {
            self.0.push('.');
        }
        if self.0.is_empty() || !name.starts_with('$') {
            self.0.push_str(name);
        }
        Ok(())
    }
}

/// The value of the field that the path names.
struct Content<'r>(&'r mut Record);

impl<'de> DeserializeSeed<'de> for Content<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Content<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        // The column is there, whatever the first records say.
        self.0.set(Field::Missing);
        Ok(())
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<(), E> {
        self.0.set(Field::Truth(truth));
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.0.set(Field::Whole(number));
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        match i64::try_from(number) {
            Ok(number) => self.0.set(Field::Whole(number)),
            Err(_) => self.0.set_text(&number.to_string()),
        }
        Ok(())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.0.set(Field::Number(number));
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.set_text(text);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.fields(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut text = String::new();
        while let Some(value) = list.next_element::<Value>()? {
            if text.len() > budget::CELL {
                continue;
            }
            if !text.is_empty() {
                text.push_str(", ");
            }
            match value {
                Value::String(word) => text.push_str(&word),
                other => text.push_str(&other.to_string()),
            }
        }
        self.0.set_text(&text);
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(record: &mut Record, text: &str) -> serde_json::Result<()> {
        record.deserialize(&mut serde_json::Deserializer::from_str(text))
    }

    fn cells(record: &Record) -> Vec<String> {
        (0..record.len()).map(|at| record.cell(at).to_string()).collect()
    }

    #[test]
    fn fields_of_objects_are_called_by_both_names() {
        let mut record = Record::learning();
        read(&mut record, r#"{"id":7,"value":{"amount":0.5,"offer id":"x"},"tags":["a","b"],"ok":true,"none":null}"#)
            .unwrap();
        assert_eq!(cells(&record), ["7", "0.5", "x", "a, b", "true", ""]);
        read(&mut record, r#"{"value":{"reward":2},"id":18446744073709551615}"#).unwrap();
        assert_eq!(cells(&record), ["18446744073709551615", "", "", "", "", "", "2"]);
        assert_eq!(record.into_names(), ["id", "value.amount", "value.offer id", "tags", "ok", "none", "value.reward"]);
    }

    #[test]
    fn what_mongodb_writes_around_values_falls_away() {
        let mut record = Record::learning();
        read(&mut record, r#"{"_id":{"$oid":"5f"},"at":{"$date":{"$numberLong":"17"}}}"#).unwrap();
        assert_eq!(
            (cells(&record), record.into_names()),
            (vec!["5f".into(), "17".into()], vec!["_id".into(), "at".into()])
        );
    }

    #[test]
    fn fields_that_come_late_are_named() {
        let mut record = Record::of(&["id".to_owned()]);
        read(&mut record, r#"{"id":1}"#).unwrap();
        read(&mut record, r#"{"id":2,"more":3}"#).unwrap();
        assert_eq!((cells(&record), record.late().collect::<Vec<_>>()), (vec!["2".to_owned()], vec![("more", 2)]));
        assert!(read(&mut record, "[1]").is_err() && read(&mut record, r#"{"id":"#).is_err());
    }
}
