//! The columns of a table of customers alone, as a part of the JSON contract.

use serde::Serialize;

use crate::measures::{Band, Category, Column, ColumnValues, Correlations, MissingTogether};

/// A column: numbers have statistics and bins, others categories.
#[derive(Serialize)]
pub(super) struct ColumnObject<'a> {
    column: &'a str,
    /// `numbers`, `categories` or `dates`.
    values: &'static str,
    n: u64,
    missing: u64,
    numbers: Option<NumbersObject>,
    bins: Option<Vec<BinObject>>,
    /// The words among numbers, too.
    categories: Option<Vec<CategoryObject<'a>>>,
}

#[derive(Serialize)]
struct NumbersObject {
    n: u64,
    mean: f64,
    sd: Option<f64>,
    min: f64,
    p25: f64,
    median: f64,
    p75: f64,
    max: f64,
}

/// The values from `from` up to, but not including, `below`; null if it is open.
#[derive(Serialize)]
struct BinObject {
    from: Option<f64>,
    below: Option<f64>,
    customers: u64,
}

#[derive(Serialize)]
struct CategoryObject<'a> {
    name: &'a str,
    customers: u64,
}

impl<'a> ColumnObject<'a> {
    pub fn of(column: &'a Column) -> Self {
        let object = |values| Self {
            column: &column.name,
            values,
            n: column.n,
            missing: column.missing,
            numbers: None,
            bins: None,
            categories: None,
        };
        match &column.values {
            ColumnValues::Categories(list) => Self { categories: Some(categories(list)), ..object("categories") },
            ColumnValues::Dates(list) => Self { categories: Some(categories(list)), ..object("dates") },
            ColumnValues::Numbers(histogram) => {
                let of = &histogram.numbers;
                let bin = |([from, below], customers): (Band, &u64)| BinObject { from, below, customers: *customers };
                let numbers = NumbersObject {
                    n: of.n,
                    mean: of.mean,
                    sd: Some(histogram.sd).filter(|sd| sd.is_finite()),
                    min: of.min,
                    p25: of.p25,
                    median: of.median,
                    p75: of.p75,
                    max: of.max,
                };
                let words = Some(categories(&histogram.words)).filter(|words| !words.is_empty());
                let bins = Some(of.bands().zip(&histogram.bins).map(bin).collect());
                Self { numbers: Some(numbers), bins, categories: words, ..object("numbers") }
            }
        }
    }
}

fn categories(list: &[Category]) -> Vec<CategoryObject<'_>> {
    list.iter().map(|of| CategoryObject { name: &of.name, customers: of.customers }).collect()
}

/// The correlation of two columns.
#[derive(Serialize)]
struct PairObject<'a> {
    a: &'a str,
    b: &'a str,
    n: u64,
    pearson: Option<f64>,
    spearman: Option<f64>,
}

/// The correlations of the numeric columns, every pair once.
#[derive(Serialize)]
pub(super) struct CorrelationsObject<'a> {
    columns: &'a [String],
    left_out: usize,
    pairs: Vec<PairObject<'a>>,
}

impl<'a> CorrelationsObject<'a> {
    pub fn of(correlations: &'a Correlations) -> Self {
        let known = |value: f64| Some(value).filter(|value| value.is_finite());
        let pairs = correlations.pairs().map(|(a, b, pair)| PairObject {
            a,
            b,
            n: pair.n,
            pearson: known(pair.pearson),
            spearman: known(pair.spearman),
        });
        Self { columns: &correlations.columns, left_out: correlations.left_out, pairs: pairs.collect() }
    }
}

/// Customers who lack exactly these values.
#[derive(Serialize)]
pub(super) struct MissingObject<'a> {
    columns: &'a [String],
    customers: u64,
}

impl<'a> MissingObject<'a> {
    pub fn of(set: &'a MissingTogether) -> Self {
        Self { columns: &set.columns, customers: set.customers }
    }
}
