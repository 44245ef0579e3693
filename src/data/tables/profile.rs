//! The values of a column taken together: the same value on every row, or a different text on nearly every row.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::data::amount_text::is_number;
use crate::data::block::Block;
use crate::data::cell::Cell;
use crate::data::cleaned;
use crate::data::date_text::is_date;
use crate::data::findings::{Check, Finding};
use crate::data::layout::Layout;
use crate::data::tally::quote;

/// Values examined before it is decided whether a column is a list of ids.
const SAMPLE: u64 = 100_000;
/// Fewer values than this are no evidence.
const FEWEST: u64 = 20;
/// A column is like an id when at least this share of its values differ.
const DISTINCT_SHARE: f64 = 0.9;

/// The columns of one table, watched row by row for as long as something is unsettled.
#[derive(Debug)]
pub struct Profile {
    columns: Vec<WatchedColumn>,
    /// Columns still worth looking at.
    open: Vec<usize>,
}

#[derive(Debug)]
struct WatchedColumn {
    name: String,
    first: First,
    /// Hashes of the texts seen; none when the column cannot be like an id.
    texts: Option<HashSet<u64>>,
    seen: u64,
    examples: Vec<String>,
}

/// The first value of a column, until another one comes.
#[derive(Debug)]
enum First {
    None,
    Text(Box<str>),
    Other(Cell<'static>),
    Varied,
}

impl Profile {
    /// Watches the columns of a table.
    pub fn new(layout: &Layout) -> Self {
        let accepted = cleaned::accepted(&layout.header);
        let column = |(at, name): (usize, &String)| {
            // A column without a name is not looked at, nor is the one that is about the others.
            let name = if accepted == Some(at) { "" } else { name.trim() };
            let known = layout.known(at);
            // Names in a dimension differ on every row by nature, and known ids are ids.
            let may_be_id = known.is_none_or(|c| c.name == "coupon_name") && !name.is_empty();
            WatchedColumn {
                name: known.map_or_else(|| name.to_owned(), |c| c.name.to_owned()),
                first: First::None,
                texts: may_be_id.then(HashSet::new),
                seen: 0,
                examples: Vec::new(),
            }
        };
        let columns: Vec<WatchedColumn> = layout.header.iter().enumerate().map(column).collect();
        let open = (0..columns.len()).filter(|&i| !columns[i].name.is_empty()).collect();
        Self { columns, open }
    }

    /// Looks at rows.
    pub fn observe(&mut self, block: Block<'_>) {
        let columns = &mut self.columns;
        let mut observe = |i: usize, row| columns[i].observe(block.number(row), block.cell(Some(i), row).present());
        self.open.retain(|&i| (0..block.len()).all(|row| observe(i, row)));
    }

    /// The findings about the columns, for a table of `rows` rows.
    pub fn findings(self, layout: &Layout, rows: u64) -> Vec<Finding> {
        let finding =
            |check, column: String, examples| Finding::without_rows(check, layout.table, Some(&column), rows, examples);
        let settle = |c: WatchedColumn| {
            if rows < 2 || c.name.is_empty() {
                return None;
            }
            let constant = match &c.first {
                First::None => Some("every row is without a value".to_owned()),
                First::Text(t) => Some(format!("every value is {}", quote(Cell::Text(t)))),
                First::Other(cell) => Some(format!("every value is {}", quote(*cell))),
                First::Varied => None,
            };
            if let Some(example) = constant {
                return Some(finding(Check::ConstantColumn, c.name, vec![example]));
            }
            let distinct = c.texts?.len();
            (c.seen >= FEWEST && distinct as f64 >= DISTINCT_SHARE * c.seen as f64)
                .then(|| finding(Check::IdLikeColumn, c.name, c.examples))
        };
        self.columns.into_iter().filter_map(settle).collect()
    }
}

impl WatchedColumn {
    /// Examines a value; returns whether the next one can still change the result.
    fn observe(&mut self, number: u64, cell: Cell<'_>) -> bool {
        match (&self.first, cell) {
            (_, Cell::Empty) => return true,
            (First::Varied, _) => {}
            (First::None, Cell::Text(t)) => self.first = First::Text(t.into()),
            (First::None, cell) => self.first = First::Other(owned(cell)),
            (First::Text(first), Cell::Text(t)) if **first == *t => {}
            (First::Other(first), cell) if *first == cell => {}
            _ => self.first = First::Varied,
        }
        if let Some(texts) = &mut self.texts
            && self.seen < SAMPLE
        {
            let Cell::Text(text) = cell else {
                self.texts = None;
                return !matches!(self.first, First::Varied);
            };
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            // A text that was seen before is neither.
            if texts.insert(hasher.finish()) && (is_number(text) || is_date(text)) {
                self.texts = None;
            } else {
                self.seen += 1;
                if self.examples.len() < 3 {
                    self.examples.push(format!("row {number}: {}", quote(cell)));
                }
            }
        }
        let sampling = self.texts.is_some() && self.seen < SAMPLE;
        sampling || !matches!(self.first, First::Varied)
    }
}

fn owned(cell: Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Int(i) => Cell::Int(i),
        Cell::Float(f) => Cell::Float(f),
        Cell::Day(d) => Cell::Day(d),
        Cell::Moment(d, time) => Cell::Moment(d, time),
        Cell::Bool(b) => Cell::Bool(b),
        Cell::Empty | Cell::Text(_) => Cell::Empty,
    }
}
