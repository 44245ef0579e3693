//! A record of JSON as rows: its fields are the cells, and the fields of objects in it are called `value.amount`. One list of
//! objects in it, such as the lines of an order, makes a row of each: their fields are called `items[].price`, and those of the
//! record are the same in every row.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::json_lines::{List, best};
use crate::data::budget;
use crate::data::cell::{Cell, Row};
use crate::data::schema::{OF_LIST, list_of};

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
    /// Lists of objects, found while learning.
    lists: Vec<List>,
    /// The list that makes a row of each of its elements, and whether one of them is being read.
    list: Option<String>,
    in_line: bool,
    only_elements: bool,
    /// The columns and values of the elements, one after the other, and where each of them begins.
    lines: Vec<(usize, Field)>,
    starts: Vec<usize>,
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
        let list = names.iter().find_map(|name| list_of(name)).map(str::to_owned);
        Self { learns: false, list, ..record }
    }

    /// The same columns, for the elements of the list alone: a record without any has no row.
    pub fn of_elements(names: &[String]) -> Self {
        Self { only_elements: true, ..Self::of(names) }
    }

    /// The columns, and those of the rows of a list of events where the records have one. The columns of a list come last, in place
    /// of the column with its text.
    pub fn into_columns(self) -> (Vec<String>, Option<(String, Vec<String>)>) {
        let Some(list) = best(self.lists) else { return (self.names, None) };
        let path = list.path.as_str();
        let is_of_list =
            |name: &String| name.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let own: Vec<String> = self.names.into_iter().filter(|name| !is_of_list(name)).collect();
        let its = list.fields.iter().map(|field| format!("{path}{OF_LIST}.{field}"));
        let all = own.iter().cloned().chain(its).collect();
        if list.are_events() { (own, Some((list.path, all))) } else { (all, None) }
    }

    /// Its rows: one, or as many as its list has elements.
    pub fn rows(&self) -> impl Iterator<Item = RecordRow<'_>> {
        let fewest = usize::from(!self.only_elements);
        (0..self.starts.len().max(fewest)).map(|line| RecordRow { record: self, line })
    }

    /// The list whose elements are rows.
    pub fn list(&self) -> Option<&str> {
        self.list.as_deref()
    }

    /// Which record this is.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Fields that are not columns, and the record that first has each.
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
        self.lines.clear();
        self.starts.clear();
        self.fields(map)
    }

    /// Reads a list as the one that this record has rows of, and nothing else of the record.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn fill_list(&mut self, json: &str) -> serde_json::Result<()> {
        self.lines.clear();
        self.starts.clear();
        self.text.clear();
        // A list before it may have ended in the middle.
        self.in_line = false;
        self.path = self.list.clone().unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(json);
        Content(self).deserialize(&mut values)?;
        values.end()
    }

    /// Whether the field that is being read is the list with the rows.
    fn is_at_list(&self) -> bool {
        !self.in_line && self.list.as_deref() == Some(self.path.as_str())
    }

    /// Reads the elements of the list; `more` reads the next into the record, if there is one.
    fn elements<E>(&mut self, mut more: impl FnMut(&mut Self) -> Result<bool, E>) -> Result<(), E> {
        let outside = self.path.len();
        self.path.push_str(OF_LIST);
        self.in_line = true;
        loop {
            self.starts.push(self.lines.len());
            if !more(self)? {
                break;
            }
        }
        self.starts.pop();
        self.in_line = false;
        self.path.truncate(outside);
        Ok(())
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
        // One more than allowed is enough to report it.
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
        match self.place() {
            Some(at) if self.in_line => self.lines.push((at, value)),
            Some(at) => self.cells[at] = value,
            None => {}
        }
    }

    /// Notes the fields of an object in the list that is being read.
    fn note_element(&mut self, element: &Value) {
        let at = self.lists.iter().position(|list| list.path == self.path);
        let at = at.unwrap_or_else(|| {
            self.lists.push(List { path: self.path.clone(), fields: Vec::new() });
            self.lists.len() - 1
        });
        note_fields(&mut String::new(), element, &mut self.lists[at].fields);
    }

    fn set_text(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.set(Field::Text(start..self.text.len()));
    }
}

/// Adds the names of the fields of an object, and of objects in it.
pub fn note_fields(path: &mut String, value: &Value, fields: &mut Vec<String>) {
    if let Value::Object(object) = value {
        for (name, value) in object {
            let outside = path.len();
            add_name(path, name);
            note_fields(path, value, fields);
            path.truncate(outside);
        }
    } else if fields.len() < budget::COLUMNS && !fields.contains(path) {
        fields.push(path.clone());
    }
}

/// A row of a record.
#[derive(Clone, Copy)]
pub struct RecordRow<'r> {
    record: &'r Record,
    line: usize,
}

impl RecordRow<'_> {
    /// The values of the list in this row.
    fn own(&self) -> &[(usize, Field)] {
        let Record { lines, starts, .. } = self.record;
        let Some(start) = starts.get(self.line) else { return &[] };
        &lines[*start..starts.get(self.line + 1).map_or(lines.len(), |next| *next)]
    }
}

impl Row for RecordRow<'_> {
    fn len(&self) -> usize {
        self.record.names.len()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let own = self.own().iter().find(|(at, _)| *at == column).map(|(_, field)| field);
        match own.or_else(|| self.record.cells.get(column)) {
            Some(Field::Text(range)) => match &self.record.text[range.clone()] {
                "" => Cell::Empty,
                text => Cell::Text(text),
            },
            Some(Field::Whole(number)) => Cell::Int(*number),
            Some(Field::Number(number)) => Cell::Float(*number),
            Some(Field::Truth(truth)) => Cell::Bool(*truth),
            Some(Field::Missing) | None => Cell::Empty,
        }
    }

    fn continues(&self) -> bool {
        self.line > 0
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
        add_name(self.0, name);
        Ok(())
    }
}

/// Adds the name of a field to that of the object it is in.
fn add_name(path: &mut String, name: &str) {
    if !path.is_empty() && !name.starts_with('$') {
        path.push('.');
    }
    if path.is_empty() || !name.starts_with('$') {
        path.push_str(name);
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
        if !self.0.is_at_list() {
            // The column is there, whatever the first records say.
            self.0.set(Field::Missing);
        }
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
        if !self.0.is_at_list() {
            return self.0.fields(map);
        }
        // JSON converted from XML has a single element without a list.
        let mut only = Some(map);
        self.0.elements(|record| only.take().map_or(Ok(false), |map| record.fields(map).map(|()| true)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let record = self.0;
        if record.is_at_list() {
            return record.elements(|record| Ok(list.next_element_seed(Content(record))?.is_some()));
        }
        let mut text = String::new();
        while let Some(value) = list.next_element::<Value>()? {
            if let (Value::Object(_), true) = (&value, record.learns) {
                record.note_element(&value);
            }
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
        record.set_text(&text);
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
        let row = record.rows().next().unwrap();
        (0..row.len()).map(|at| row.cell(at).to_string()).collect()
    }

    #[test]
    fn fields_of_objects_are_called_by_both_names() {
        let mut record = Record::learning();
        read(&mut record, r#"{"id":7,"value":{"amount":0.5,"offer id":"x"},"tags":["a","b"],"ok":true,"none":null}"#)
            .unwrap();
        assert_eq!(cells(&record), ["7", "0.5", "x", "a, b", "true", ""]);
        read(&mut record, r#"{"value":{"reward":2},"id":18446744073709551615}"#).unwrap();
        assert_eq!(cells(&record), ["18446744073709551615", "", "", "", "", "", "2"]);
        assert_eq!(
            record.into_columns().0,
            ["id", "value.amount", "value.offer id", "tags", "ok", "none", "value.reward"]
        );
    }

    #[test]
    fn what_mongodb_writes_around_values_falls_away() {
        let mut record = Record::learning();
        read(&mut record, r#"{"_id":{"$oid":"5f"},"at":{"$date":{"$numberLong":"17"}}}"#).unwrap();
        assert_eq!(
            (cells(&record), record.into_columns().0),
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

    #[test]
    fn a_list_of_objects_makes_rows() {
        let order = r#"{"id":7,"items":[{"sku":"a","qty":2,"price":{"net":1.5}},{"sku":"b","tags":["x","y"]}],"total":9,"notes":[{"text":"n"}]}"#;
        let mut record = Record::learning();
        read(&mut record, order).unwrap();
        let (names, None) = record.into_columns() else { panic!("lines of an order") };
        let of_items = ["items[].sku", "items[].qty", "items[].price.net", "items[].tags"];
        assert_eq!(names[..3], ["id", "total", "notes"]);
        let mut own: Vec<&str> = names[3..].iter().map(String::as_str).collect();
        own.sort_unstable_by_key(|name| of_items.iter().position(|own| own == name));
        assert_eq!(own, of_items);

        let mut record = Record::of(
            &["id", "total", "items[].sku", "items[].qty", "items[].price.net", "items[].tags"].map(str::to_owned),
        );
        let rows = |record: &Record| -> Vec<Vec<String>> {
            record.rows().map(|row| (0..row.len()).map(|at| row.cell(at).to_string()).collect()).collect()
        };
        read(&mut record, order).unwrap();
        assert_eq!(rows(&record), [["7", "9", "a", "2", "1.5", ""], ["7", "9", "b", "", "", "x, y"]]);
        assert_eq!(record.rows().map(|row| row.continues()).collect::<Vec<_>>(), [false, true]);
        for none in [r#"{"id":8,"items":[]}"#, r#"{"id":8,"items":null}"#, r#"{"id":8}"#] {
            read(&mut record, none).unwrap();
            assert_eq!(rows(&record), [["8", "", "", "", "", ""]]);
        }
        read(&mut record, r#"{"items":{"sku":"c"},"id":9}"#).unwrap();
        assert_eq!(rows(&record), [["9", "", "c", "", "", ""]]);
        assert_eq!(record.late().map(|(name, _)| name).collect::<Vec<_>>(), ["notes"]);
    }
}
