//! The statement that lists the customers of a database with their segments, a page at a time.
//!
//! The engine places and sorts all of them for each page, because no index has a computed value; so a page is `LIMIT` and `OFFSET`,
//! which go to any page at once. A condition on the last row of the page before would spare nothing, and could not go to the last page.
//! The order is total, by the id at last, so pages fit together while the tables do not change.

use super::Besides;
use super::placed::{is_in_segment, placed};
use super::query::named;
use super::source::Source;
use crate::segments::saved::SavedModel;
use crate::warehouse::Dialect;

/// Digits, without which the text of a whole number is empty.
const DIGITS: std::ops::RangeInclusive<u8> = b'0'..=b'9';

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The id.
    Id,
    /// The number of the segment.
    Segment,
    /// One of the columns.
    Column(usize),
}

/// A list of customers.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a> {
    /// What it has of each besides id and segment.
    pub columns: &'a [Besides],
    /// What it is sorted by, and whether the largest come first. Customers without a value come last either way.
    pub by: (By, bool),
    /// The numbers of the segments whose customers it has, and whether it has those in no segment.
    pub among: (&'a [usize], bool),
    /// Whether ids are integers, so that 9 comes before 10.
    pub has_integer_ids: bool,
}

impl Listing<'_> {
    /// The statement of `rows` rows from row `first` of the list. Its columns are the id, the number of the segment (0 in none), whether
    /// the customer takes part and has an event, and those of the list.
    ///
    /// # Errors
    /// Why the model or a column cannot be written as SQL, in sentences.
    pub fn page(
        &self,
        model: &SavedModel,
        source: &Source,
        dialect: Dialect,
        (first, rows): (usize, usize),
    ) -> Result<String, String> {
        let mut query = placed(model, self.columns, source, dialect)?;
        let place = |column: usize| format!("x{}", model.features.len() + 1 + column);
        let places: Vec<String> = (0..self.columns.len()).map(place).collect();
        let segment = format!("CASE WHEN {} THEN label ELSE 0 END", is_in_segment(model, dialect));
        let own = ["customer_id", "usable", "active"].map(|name| named(name, name));
        let all: Vec<_> =
            own.into_iter().chain([named(segment, "segment")]).chain(places.iter().map(|x| named(x, x))).collect();
        query.add("listed", &all, "FROM segscope_placed");

        let integer = |name: &str| named(format!("CAST({name} AS BIGINT)"), name);
        let mut columns = vec![named("customer_id", "customer_id")];
        columns.extend(["segment", "usable", "active"].map(integer));
        columns.extend(places.iter().map(|x| named(x, x)));
        let direction = if self.by.1 { " DESC" } else { "" };
        let mut order: Vec<String> = match self.by.0 {
            By::Id => Vec::new(),
            By::Segment => sorted("NULLIF(segment, 0)", &["segment".to_owned()], direction),
            By::Column(column) => {
                let x = &places[column];
                let is_text = self.columns[column].is_text();
                sorted(x, &if is_text { numbers_first(dialect, x) } else { vec![x.clone()] }, direction)
            }
        };
        let of_ids = self.by_id(dialect);
        let descends = if self.by.0 == By::Id { direction } else { "" };
        order.extend(of_ids.into_iter().map(|key| format!("{key}{descends}")));
        let (segments, outside) = self.among;
        let wanted: Vec<String> =
            outside.then_some(0).into_iter().chain(segments.iter().copied()).map(|id| id.to_string()).collect();
        let wanted = if wanted.is_empty() { "1 = 0".to_owned() } else { format!("segment IN ({})", wanted.join(", ")) };
        let all = outside && segments.len() == model.segments.len();
        let condition = if all { String::new() } else { format!("\nWHERE {wanted}") };
        let rest = format!(
            "FROM segscope_listed{condition}\nORDER BY\n  {}\nLIMIT {rows} OFFSET {first}",
            order.join(",\n  ")
        );
        Ok(query.finish(&columns, &rest))
    }

    /// What sorts by id.
    fn by_id(&self, dialect: Dialect) -> Vec<String> {
        let id = "customer_id";
        if self.has_integer_ids { vec![format!("CAST({id} AS BIGINT)")] } else { numbers_first(dialect, id) }
    }
}

/// Keys of an order in which rows without a value come last.
fn sorted(value: &str, keys: &[String], direction: &str) -> Vec<String> {
    let missing = format!("CASE WHEN {value} IS NULL THEN 1 ELSE 0 END");
    std::iter::once(missing).chain(keys.iter().map(|key| format!("{key}{direction}"))).collect()
}

/// Keys that sort text: whole numbers first, by their size, and then other text by its bytes, as lists of rows that are here are sorted.
fn numbers_first(dialect: Dialect, text: &str) -> Vec<String> {
    let rest = DIGITS.fold(text.to_owned(), |text, digit| format!("REPLACE({text}, '{}', '')", char::from(digit)));
    let is_number = format!("{rest} = ''");
    vec![
        format!("CASE WHEN {is_number} THEN 0 ELSE 1 END"),
        format!("CASE WHEN {is_number} THEN LENGTH({text}) ELSE 0 END"),
        dialect.by_bytes(text),
    ]
}
