//! JSON: records one below the other, a list of records, or an object with such lists, each a table.

use std::io::{BufReader, Read};

use encoding_rs::Encoding;
use serde::de::DeserializeSeed;
use serde_json::Deserializer;
use serde_json::de::IoRead;

use super::bounded::Bound;
use super::encoding;
use super::json_lists::{Document, Walk};
use super::text::{self, Text};
use crate::data::budget::FIRST_ROWS;
use crate::data::error::DataError;
use crate::data::json_record::Record;
use crate::data::mapping::Mapping;
use crate::data::origin::Origin;
use crate::data::part::Part;
use crate::data::schema::OF_LIST;
use crate::data::tables::Intake;
use crate::data::tally::escape;
use crate::progress::Progress;
use crate::shell_words::quoted;

/// A file of records.
#[derive(Clone, Debug)]
pub struct Json {
    origin: Origin,
    encoding: Option<&'static Encoding>,
}

/// Whether text with this beginning is JSON.
pub fn begins(start: &str) -> bool {
    let mut signs = start.trim_start_matches('\u{feff}').chars().filter(|c| !c.is_whitespace());
    matches!((signs.next(), signs.next()), (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | '[' | ']')))
}

/// Passes on the rows of a record, whose number they have.
fn take_rows(record: &Record, intake: &mut Intake<'_>) -> Result<(), DataError> {
    record.rows().try_for_each(|row| intake.row(record.number(), &row))
}

/// The advice for JSON of other forms: pandas reads the usual ones.
fn as_csv(path: &str) -> String {
    let code = "import pandas, sys; pandas.read_json(sys.argv[1]).to_csv(sys.argv[1] + '.csv', index=False)";
    format!(
        "JSON without a list of records, which this turns into CSV: python3 -c \"{code}\" {}",
        quoted(path.as_ref())
    )
}

/// The values of a file, one after the other.
#[allow(clippy::struct_field_names, reason = "the deserializer is the values")]
struct Values {
    values: Deserializer<IoRead<BufReader<Box<dyn Read>>>>,
    bound: Bound,
    /// Whether the first value is a list.
    is_list: bool,
}

impl Json {
    /// The file, to be read as the mapping says.
    ///
    /// # Errors
    /// [`DataError::UnknownEncoding`].
    pub fn new(origin: Origin, mapping: &Mapping) -> Result<Self, DataError> {
        let encoding = mapping.encoding.as_deref().map(encoding::named).transpose()?;
        Ok(Self { origin, encoding })
    }

    /// The lists of records, or the whole file where it has no others.
    ///
    /// # Errors
    /// [`DataError`] when it cannot be read, or has no record.
    pub fn parts(&self) -> Result<Vec<Part>, DataError> {
        let mut values = self.open(&Progress::new())?;
        let mut nothing = |_: &Record| Ok(());
        let mut walk = Walk::new(Vec::new(), &values.bound, &mut nothing);
        let first = Document::new(&mut walk).deserialize(&mut values.values);
        self.settled(first, &mut walk, &values.bound)?;
        let (lists, has_value) = (walk.lists, walk.has_value);
        let is_alone = values.values.end().is_ok();
        let part = |list: &str, header: Vec<String>| {
            let (name, file, label) = (self.origin.stem(), self.origin.file_name(), self.origin.label());
            let part = Part { name, file, label, header, ..Part::default() };
            match list.trim_end_matches(OF_LIST).rsplit('.').next().filter(|name| !name.is_empty()) {
                None => part,
                Some(name) => {
                    let label = format!("{}, list \"{}\"", part.label, escape(list));
                    Part { name: name.to_owned(), label, sheet: Some(list.to_owned()), ..part }
                }
            }
        };
        // Records with events in a list are a table, and so are the events.
        let parts = |list: &str, record: Record| {
            let (own, events) = record.into_columns();
            let join = if list.is_empty() { "" } else { "." };
            let events = events.map(|(path, header)| part(&format!("{list}{join}{path}{OF_LIST}"), header));
            [part(list, own)].into_iter().chain(events).collect::<Vec<Part>>()
        };
        if values.is_list && lists.is_empty() && !has_value {
            return Ok(vec![part("", Vec::new())]);
        }
        if values.is_list || is_alone && !lists.is_empty() {
            let found: Vec<Part> = lists.into_iter().flat_map(|(list, record)| parts(&list, record)).collect();
            return if found.is_empty() { Err(self.without_records()) } else { Ok(found) };
        }
        if is_alone && !has_value {
            return Err(self.without_records());
        }
        let mut record = Record::learning();
        self.each(&Progress::new(), &mut record, &mut |record| Ok(record.number() < FIRST_ROWS))?;
        Ok(parts("", record))
    }

    /// Pushes every record of a part, whose number is its row.
    ///
    /// # Errors
    /// [`DataError`] when the file is damaged, or the load was cancelled.
    pub fn read(&self, part: &Part, intake: &mut Intake<'_>) -> Result<(), DataError> {
        let progress = intake.progress.clone();
        progress.begin(&format!("reading {}", self.origin.label()), self.origin.size());
        let sheet = part.sheet.as_deref().unwrap_or_default();
        let (list, record) = match sheet.strip_suffix(OF_LIST) {
            Some(events) => {
                let record = Record::of_elements(&part.header);
                let list = events.strip_suffix(record.list().unwrap_or_default()).unwrap_or(events);
                (list.strip_suffix('.').unwrap_or(list).to_owned(), record)
            }
            None => (sheet.to_owned(), Record::of(&part.header)),
        };
        let mut values = self.open(&progress)?;
        let record = if values.is_list || !list.is_empty() {
            let mut push = |record: &Record| take_rows(record, intake);
            let mut walk = Walk::new(vec![(list, record)], &values.bound, &mut push).of_these();
            let all = Document::new(&mut walk).deserialize(&mut values.values);
            self.settled(all, &mut walk, &values.bound)?;
            walk.lists.pop().map(|(_, record)| record).unwrap_or_default()
        } else {
            let mut record = record;
            self.each(&progress, &mut record, &mut |record| take_rows(record, intake).map(|()| true))?;
            record
        };
        for (name, number) in record.late() {
            intake.unread_column(name, &format!("it first appears in record {number}"));
        }
        Ok(())
    }

    /// Passes on the records that are one below the other, as long as more are wanted.
    fn each(
        &self,
        progress: &Progress,
        record: &mut Record,
        take: &mut dyn FnMut(&Record) -> Result<bool, DataError>,
    ) -> Result<(), DataError> {
        let Values { mut values, bound, .. } = self.open(progress)?;
        loop {
            match values.end() {
                Ok(()) => return Ok(()),
                Err(error) if error.is_io() => return Err(self.broken(error, &bound, record.number())),
                Err(_) => {}
            }
            record.deserialize(&mut values).map_err(|e| self.broken(e, &bound, record.number()))?;
            bound.renew();
            if !take(record)? {
                return Ok(());
            }
        }
    }

    fn open(&self, progress: &Progress) -> Result<Values, DataError> {
        let Text { all, head } = text::open(&self.origin, self.encoding, progress)?;
        let is_list = head.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'[');
        let bound = Bound::default();
        let values = Deserializer::from_reader(BufReader::with_capacity(1 << 18, bound.around(all)));
        Ok(Values { values, bound, is_list })
    }

    /// Why a traversal was stopped, or that it was not.
    fn settled(&self, outcome: serde_json::Result<()>, walk: &mut Walk<'_>, bound: &Bound) -> Result<(), DataError> {
        match outcome {
            Err(error) if !walk.is_enough => {
                Err(walk.failure.take().unwrap_or_else(|| self.broken(error, bound, walk.records)))
            }
            _ => Ok(()),
        }
    }

    fn broken(&self, error: serde_json::Error, bound: &Bound, records: u64) -> DataError {
        let path = self.origin.label();
        if bound.is_reached() {
            return DataError::LongLine { path, row: records + 1 };
        }
        if error.is_io() {
            return text::unreadable(&self.origin, &error.into(), &format!(" after record {records}"));
        }
        DataError::Broken { path, place: format!(" in line {}", error.line()), reason: error.to_string() }
    }

    fn without_records(&self) -> DataError {
        let path = self.origin.label();
        let found = as_csv(&path);
        DataError::NotATable { path, found }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_known_by_its_first_signs() {
        for text in ["{\"a\":1}", " {\n  \"a\": 1", "[{\"a\":1}]", "[\n [1]]", "{}", "[]", "\u{feff}[ {"] {
            assert!(begins(text), "{text}");
        }
        for text in ["a,b", "{a},{b}", "[a],[b]", "", "{", "<a>"] {
            assert!(!begins(text), "{text}");
        }
    }
}
