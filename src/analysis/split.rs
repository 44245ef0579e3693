//! The data by the values of one attribute, such as gender: the measures of each part side by side.

use std::sync::Arc;

use super::batch::Batch;
use super::dataset::refiltered;
use super::narrow::narrowed;
use super::{Dataset, DatasetError, Segmentation};
use crate::data::Facts;
use crate::data::filter::{Condition, Field, Filter, Name, Scope, Vocabulary};
use crate::measures::{self, NONE, Summary};
use crate::progress::Progress;

/// Most parts that can be distinguished side by side.
const MOST_PARTS: usize = 6;
/// What customers and rows can be split by, in this order; columns of words follow.
const FIELDS: [Field; 9] = [
    Field::Gender,
    Field::City,
    Field::Segment,
    Field::Branch,
    Field::Merchant,
    Field::Product,
    Field::Coupon,
    Field::Weekday,
    Field::Rfm,
];

/// A data set in parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// What it is split by: a key of the filter.
    pub key: String,
    /// The parts with customers or rows, the most frequent in all data first, at most six.
    pub parts: Vec<Part>,
    /// Values of the attribute that were left out because there are too many.
    pub left_out: usize,
    /// Whether a customer can be in several parts: the same customer claims in many branches.
    pub overlaps: bool,
}

/// One part.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The value that its customers or rows share.
    pub name: String,
    /// The condition that keeps it.
    pub condition: Condition,
    /// Its measures. Findings are those of the whole data.
    pub summary: Summary,
}

/// Why the data could not be split.
#[derive(Debug, thiserror::Error)]
pub enum SplitError {
    /// The attribute is not one of this data.
    #[error("{0}")]
    Key(String),
    /// A part could not be measured.
    #[error(transparent)]
    Part(#[from] DatasetError),
}

/// Splits what is shown of a data set by a key of the filter.
///
/// # Errors
/// A key without two values, and a part that cannot be measured.
pub fn split(
    dataset: &Dataset,
    segmentation: Option<&Segmentation>,
    key: &str,
    progress: &Progress,
) -> Result<Split, SplitError> {
    let batch = Batch::about(&dataset.facts);
    let dataset = &dataset.in_batch(&batch);
    let segments = segmentation.map(|of| of.segments.list.iter().map(|segment| segment.name.clone()).collect());
    let words = dataset.vocabulary.with_segments(segments.unwrap_or_default());
    let (key, conditions) =
        conditions(key, place_of(dataset), &words).ok_or_else(|| SplitError::Key(unknown(key, &words)))?;
    let overlaps = conditions.first().is_some_and(|(_, condition)| condition.scope() == Scope::Rows);
    let values = conditions.len();
    let shown = if overlaps { Some(shown(dataset, segmentation, progress)?) } else { None };
    let mut parts = Vec::new();
    let mut tried = 0;
    progress.begin("splitting", values.min(MOST_PARTS) as u64);
    for (name, condition) in conditions {
        if parts.len() == MOST_PARTS {
            break;
        }
        tried += 1;
        progress.check().map_err(DatasetError::from)?;
        let summary = match &shown {
            Some(shown) => of_rows(dataset, shown, &condition, progress)?,
            None => of_customers(dataset, segmentation, &condition, progress)?,
        };
        if summary.kpis.customers + summary.kpis.transactions > 0 {
            parts.push(Part { name, condition, summary });
        }
        progress.advance(1);
    }
    Ok(Split { key, parts, left_out: values - tried, overlaps })
}

/// Checks a key before there are segments, which are any two until then.
///
/// # Errors
/// A key that the data cannot be split by.
pub fn check_key(dataset: &Dataset, key: &str) -> Result<(), SplitError> {
    let words = dataset.vocabulary.with_segments(["1", "2"].map(ToOwned::to_owned).into());
    conditions(key, place_of(dataset), &words).map(|_| ()).ok_or_else(|| SplitError::Key(unknown(key, &words)))
}

/// What screens call the cities, such as `country`.
fn place_of(dataset: &Dataset) -> &'static str {
    dataset.facts.place.into()
}

/// What the filter shows of a data set.
fn shown(
    dataset: &Dataset,
    segmentation: Option<&Segmentation>,
    progress: &Progress,
) -> Result<Arc<Facts>, DatasetError> {
    let narrowed = |of| narrowed(dataset, &dataset.kept, of, &dataset.filter, progress);
    let narrowed = segmentation.map(narrowed).transpose()?.flatten();
    Ok(narrowed.map_or_else(|| Arc::clone(&dataset.kept), |narrowed| narrowed.facts))
}

/// The measures of what a condition on rows keeps of what is shown. It reads no feature.
fn of_rows(
    dataset: &Dataset,
    shown: &Facts,
    condition: &Condition,
    progress: &Progress,
) -> Result<Summary, DatasetError> {
    let filter = Filter { conditions: vec![condition.clone()] };
    let kept = measures::select(shown, &dataset.features, &filter, progress)?;
    Ok(Summary { sight: dataset.summary.sight, ..measures::summarise(&kept, progress)? })
}

/// The measures of what a condition on customers keeps of what is shown.
fn of_customers(
    dataset: &Dataset,
    segmentation: Option<&Segmentation>,
    condition: &Condition,
    progress: &Progress,
) -> Result<Summary, DatasetError> {
    let mut filter = dataset.filter.clone();
    let Some(segmentation) = segmentation else {
        filter.push(condition.clone());
        return Ok(refiltered(dataset, &dataset.facts, &filter, progress, None)?.summary);
    };
    filter.push(condition.clone().shown());
    let narrowed = narrowed(dataset, &dataset.kept, segmentation, &filter, progress)?;
    Ok(narrowed.map_or_else(|| dataset.summary.clone(), |narrowed| narrowed.summary))
}

/// The keys that some data can be split by, whatever its columns.
pub fn split_fields() -> impl Iterator<Item = &'static str> {
    FIELDS.into_iter().map(Field::word)
}

/// The keys that data with these words can be split by.
pub fn split_keys(words: &Vocabulary) -> Vec<String> {
    let fields = fields(words).map(|field| field.word().to_owned());
    fields.chain(columns(words).map(|(name, _)| as_key(name, words))).collect()
}

/// A column as a key: in quotes, as in a filter, where a field that the data can be split by has its name.
fn as_key(column: &str, words: &Vocabulary) -> String {
    let named = Field::of_word(column);
    if fields(words).any(|field| Some(field) == named) { format!("\"{column}\"") } else { column.to_owned() }
}

/// The fields that the data can be split by: those with two values or more.
fn fields(words: &Vocabulary) -> impl Iterator<Item = Field> {
    FIELDS.into_iter().filter(|field| words.names(*field).len() > 1)
}

/// The columns of words that it can be split by.
fn columns(words: &Vocabulary) -> impl Iterator<Item = &(String, Vec<String>)> {
    words.words.iter().filter(|(_, values)| values.len() > 1)
}

/// The key as it is written, and the condition of each of its values; none for a key that the data cannot be split by. The
/// cities are also called `place`, as in a filter, unless a column has this name.
fn conditions(key: &str, place: &str, words: &Vocabulary) -> Option<(String, Vec<(String, Condition)>)> {
    let in_quotes = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
    let is = |name: &str| name.eq_ignore_ascii_case(in_quotes.unwrap_or(key));
    let is_column = || words.words.iter().any(|(name, _)| is(name)) || words.features.iter().any(|(name, ..)| is(name));
    let is_place = in_quotes.is_none() && is(place) && !is_column();
    let asked = Field::of_word(key).or_else(|| is_place.then_some(Field::City));
    if let Some(field) = fields(words).find(|field| Some(*field) == asked) {
        let named = |name: &String| (name.clone(), Condition::named(field, Some(name)));
        // Customers without a city are many in some data. Rows and segments without one are not a part.
        let none =
            matches!(field, Field::Gender | Field::City).then(|| (NONE.to_owned(), Condition::named(field, None)));
        return Some((field.word().to_owned(), words.names(field).iter().map(named).chain(none).collect()));
    }
    let (column, values) = columns(words).find(|(name, _)| is(name))?;
    let values = values.iter().map(|value| (value.clone(), Condition::word(column, value)));
    Some((as_key(column, words), values.collect()))
}

fn unknown(key: &str, words: &Vocabulary) -> String {
    measures::unknown("attribute to split by", &Name::exactly(key), split_keys(words).iter().map(String::as_str))
}
