//! The first rows of a file or sheet, column by column: what recognition knows of the content.

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use crate::data::amount_text::is_number;
use crate::data::budget::{FIRST_ROWS, Reading};
use crate::data::cell::{Cell, Row};
use crate::data::cell_list;
use crate::data::cleaned::accepted;
use crate::data::date_text::is_date;
use crate::data::dict_text;
use crate::data::error::DataError;
use crate::data::first_rows::each_row;
use crate::data::ids::Key;
use crate::data::json_lines::{List, best};
use crate::data::layout::Layout;
use crate::data::located::Located;
use crate::data::made_date::{month_of, whole};
use crate::data::part::Part;
use crate::data::pieces::Piece;
use crate::data::readers::Input;
use crate::data::schema::{Table, is_of_list, normalise};
use crate::data::tables::is_header;
use crate::progress::Progress;

/// The number of files that are examined, if a table has many.
const FILES: usize = 50;
/// The number of values of a column that are parsed as dates and numbers.
const READ: u64 = 300;
/// The words of a column are stored up to this number of different words.
const WORDS: usize = 40;
/// Bytes of text that are enough, where rows are so long that the first ones are most of the file.
const BYTES: usize = 32 << 20;
/// The largest number of fields in the text of a column that become columns.
const FIELDS: usize = 40;
/// The number of values that are shown.
const SHOWN: usize = 3;
/// The number of digits that are exact in a float.
const DIGITS: usize = 17;
/// The length up to which a value is shown.
const WIDTH: usize = 40;

/// The first rows of a part.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// Rows with something in them.
    pub rows: u64,
    /// Whether these are all.
    pub complete: bool,
    /// The columns, in the order of the header.
    pub columns: Vec<SampleColumn>,
}

/// A column in the first rows.
#[derive(Clone, Debug, Default)]
pub struct SampleColumn {
    /// Rows with a value.
    pub filled: u64,
    /// Fingerprints of its different values.
    pub distinct: HashSet<u64>,
    /// The first different values as written.
    pub shown: Vec<String>,
    /// Its different values as [`normalise`] leaves them, with their rows; empty where there are too many.
    pub words: BTreeMap<String, u64>,
    /// How many values were read as dates and numbers, and how many of them are.
    read: u64,
    dates: u64,
    numbers: u64,
    decimals: u64,
    seconds: u64,
    serials: u64,
    /// Values that are the name of a month.
    months: u64,
    /// The least and the most of its whole numbers, and in how many rows there are such.
    whole: Option<(i64, i64)>,
    wholes: u64,
    many_words: bool,
    /// Values that have fields, and the names of these.
    dicts: u64,
    fields: Vec<String>,
    /// Values that are lists of objects with fields.
    lists: u64,
}

impl SampleColumn {
    /// Whether (nearly) every value is a date, and not only a number that could be one.
    pub fn is_dates(&self) -> bool {
        // If there are few values, one may be the label of a total.
        let is_small = self.dates > 1 && self.dates + 1 == self.read;
        self.dates > 0 && (self.dates * 10 >= self.read * 8 || is_small)
    }

    /// Whether (nearly) every value is a number that may count seconds, or parts of them, since 1970, or days as a spreadsheet
    /// does: a name may say so.
    pub fn may_be_date_numbers(&self) -> bool {
        [self.seconds, self.serials].iter().any(|numbers| *numbers > 0 && numbers * 10 >= self.read * 8)
    }

    /// Whether some value is a number.
    pub fn has_numbers(&self) -> bool {
        self.numbers > 0
    }

    /// The least and the most of its values, where all are whole numbers.
    pub fn range(&self) -> Option<(i64, i64)> {
        self.whole.filter(|_| self.wholes == self.filled)
    }

    /// Whether its values are names of months.
    pub fn is_months(&self) -> bool {
        self.months > 0 && self.months == self.read
    }

    /// Whether some value has decimals: such numbers are not ids.
    pub fn has_decimals(&self) -> bool {
        self.decimals > 0
    }

    /// Whether nearly every value is different, in enough rows to decide.
    pub fn is_unique(&self) -> bool {
        self.filled > 0 && self.distinct.len() as u64 * 10 >= self.filled * 9
    }

    /// Whether values repeat so much that a row is not an entity.
    pub fn repeats(&self) -> bool {
        (self.distinct.len() as u64) * 2 < self.filled
    }

    /// Whether it may be an id: text or whole numbers, neither dates nor amounts.
    pub fn is_id_like(&self) -> bool {
        self.filled > 0 && !self.is_dates() && self.decimals == 0 && self.distinct.len() > 1
    }

    /// Whether its first values are numbers with zeros before them, all of one length.
    pub fn has_codes(&self) -> bool {
        let is_code = |text: &String| text.bytes().all(|b| b.is_ascii_digit()) && text.len() == self.shown[0].len();
        self.shown.iter().all(is_code) && self.shown.iter().any(|text| text.len() > 1 && text.starts_with('0'))
    }

    fn add(&mut self, cell: Cell<'_>) {
        self.filled += 1;
        let mut hasher = DefaultHasher::new();
        match Key::of(cell) {
            Some(key) => key.fingerprint().hash(&mut hasher),
            None => cell.to_string().hash(&mut hasher),
        }
        let is_new = self.distinct.insert(hasher.finish());
        if is_new && self.shown.len() < SHOWN {
            self.shown.push(cell.to_string().chars().take(WIDTH).collect());
        }
        if !self.many_words {
            *self.words.entry(normalise(&word(cell))).or_default() += 1;
            if self.words.len() > WORDS {
                self.words.clear();
                self.many_words = true;
            }
        }
        if let Cell::Text(text) = cell
            && text.starts_with('{')
        {
            self.note_fields(text);
        } else if let Cell::Text(text) = cell
            && cell_list::begins(text)
        {
            self.lists += u64::from(cell_list::note(text, &mut self.fields));
        }
        if let Some(number) = whole(cell).map(i64::from) {
            self.wholes += 1;
            self.whole = Some(self.whole.map_or((number, number), |(a, b)| (a.min(number), b.max(number))));
        }
        if self.read < READ {
            self.read += 1;
            self.note_form(cell);
        }
    }

    fn note_fields(&mut self, text: &str) {
        let mut has_any = false;
        for (name, _) in dict_text::fields(text) {
            has_any = true;
            if self.fields.len() < FIELDS && !self.fields.iter().any(|known| known == name) {
                self.fields.push(name.to_owned());
            }
        }
        self.dicts += u64::from(has_any);
    }

    fn note_form(&mut self, cell: Cell<'_>) {
        self.months += u64::from(matches!(cell, Cell::Text(_)) && month_of(cell).is_some());
        match cell {
            Cell::Day(_) | Cell::Moment(..) => self.dates += 1,
            Cell::Int(number) => {
                self.numbers += 1;
                self.seconds += u64::from(is_seconds(number) || is_compact_moment(number));
                self.serials += u64::from(is_serial(number as f64));
            }
            Cell::Float(number) => {
                self.numbers += 1;
                self.seconds += u64::from(is_seconds(number as i64));
                self.serials += u64::from(is_serial(number));
                self.decimals += u64::from(number.fract() != 0.0);
            }
            Cell::Text(text) => {
                let number = is_number(text);
                self.numbers += u64::from(number);
                self.decimals += u64::from(number && is_decimal(text));
                if let Ok(number) = text.parse::<f64>() {
                    self.seconds += u64::from(is_seconds(number as i64) || is_compact_moment(number as i64));
                    self.serials += u64::from(is_serial(number));
                }
                self.dates += u64::from(!number && is_date(text) || number && is_compact_day(text));
            }
            Cell::Bool(_) | Cell::Empty => {}
        }
    }
}

/// A value as a word: a number without its empty decimals.
fn word(cell: Cell<'_>) -> String {
    let text = cell.to_string();
    text.strip_suffix(".0").map_or(text.clone(), ToOwned::to_owned)
}

/// Whether a number has decimals that are not all 0 (`12583.0` is an id that went through a spreadsheet). With more digits than a
/// float holds, it is an id with a point in it.
fn is_decimal(text: &str) -> bool {
    if text.bytes().filter(u8::is_ascii_digit).count() > DIGITS {
        return false;
    }
    let fraction = text.rsplit_once(['.', ',']).map(|(_, fraction)| fraction);
    fraction.is_some_and(|f| f.len() != 3 && f.bytes().any(|b| b.is_ascii_digit() && b != b'0'))
}

/// Whether a number may be seconds since 1970, or thousandths or millionths of them, between 2001 and 2065.
fn is_seconds(number: i64) -> bool {
    [1, 1_000, 1_000_000].iter().any(|unit| (1_000_000_000..3_000_000_000).contains(&(number / unit)))
}

/// Whether a number may be the serial day of a spreadsheet, perhaps with its time, between 1990 and 2065.
fn is_serial(number: f64) -> bool {
    (32_874.0..60_632.0).contains(&number)
}

/// Whether a number is a day with its time, such as `20240131235959` or `202401312359`.
fn is_compact_moment(number: i64) -> bool {
    let has_time = |n: i64| n / 100 % 100 < 24 && n % 100 < 60;
    let (day, is_time) = match number {
        190_001_010_000..=220_012_312_359 => (number / 10_000, has_time(number)),
        19_000_101_000_000..=22_001_231_235_959 => (number / 1_000_000, has_time(number / 100) && number % 100 < 60),
        _ => return false,
    };
    is_time && is_date(&day.to_string())
}

/// Whether digits are a day such as `20240131`.
fn is_compact_day(text: &str) -> bool {
    text.len() == 8 && (text.starts_with("19") || text.starts_with("20")) && is_date(text)
}

/// The fields in the text of columns, each with the position of its column; none of columns with other text too, nor of a
/// table that `clean` wrote: there they are columns by now.
pub fn fields(part: &Part, sample: &Sample) -> Vec<(usize, String)> {
    if accepted(&part.header).is_some() {
        return Vec::new();
    }
    let of = |(at, column): (usize, &SampleColumn)| {
        let has_fields = column.dicts > 1 && column.dicts * 10 >= column.filled * 9;
        let names = if has_fields { column.fields.clone() } else { Vec::new() };
        let is_new = move |name: &String| !part.header.contains(&format!("{}.{name}", part.header[at].trim()));
        names.into_iter().filter(is_new).map(move |name| (at, name))
    };
    sample.columns.iter().enumerate().flat_map(of).collect()
}

/// The column that has the lines of orders in its text, as lists of objects, and the fields of these: of several, the list that says
/// most of what was bought.
pub fn list(part: &Part, sample: &Sample) -> Option<(usize, Vec<String>)> {
    if accepted(&part.header).is_some() || part.header.iter().any(|name| is_of_list(name)) {
        return None;
    }
    let has_lists =
        |column: &SampleColumn| column.lists > 0 && column.lists * 10 >= column.filled * 9 && !column.fields.is_empty();
    let list = |at: usize| List { path: part.header[at].trim().to_owned(), fields: sample.columns[at].fields.clone() };
    let found: Vec<usize> = (0..sample.columns.len()).filter(|at| has_lists(&sample.columns[*at])).collect();
    let best = best(found.iter().map(|at| list(*at)).collect()).filter(|list| !list.are_events())?;
    found.into_iter().find(|at| part.header[*at].trim() == best.path).map(|at| (at, best.fields))
}

/// Looks at the first rows of a part, which may be in several files.
///
/// # Errors
/// [`DataError`] when they cannot be read.
pub fn sample(
    inputs: &mut [Input],
    (part, pieces): (&Part, &[Piece]),
    budget: Reading,
    progress: &Progress,
) -> Result<Sample, DataError> {
    let columns = vec![SampleColumn::default(); part.header.len()];
    let mut sample = Sample { complete: true, columns, ..Sample::default() };
    let layout = Layout::bare(Table::Transactions, part.header.clone());
    let all = pieces.len() <= FILES;
    let pieces = pieces.iter().take(FILES).cloned().collect();
    let located = Located { part: part.clone(), pieces, layout, joined: Vec::new(), products: None };
    let mut bytes = 0;
    // Its own progress: that of the load counts what is loaded.
    each_row(inputs, &located, (budget, Some(FIRST_ROWS)), &progress.part(), &mut |_, row: &dyn Row| {
        if is_header(&part.header, row) {
            return ControlFlow::Continue(());
        }
        let mut blank = true;
        for (at, column) in sample.columns.iter_mut().enumerate() {
            let cell = row.cell(at).present();
            bytes += if let Cell::Text(text) = cell { text.len() } else { 0 };
            if cell != Cell::Empty {
                blank = false;
                column.add(cell);
            }
        }
        sample.rows += u64::from(!blank);
        sample.complete = sample.rows < FIRST_ROWS && bytes < BYTES;
        if sample.complete { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    sample.complete &= all;
    Ok(sample)
}
