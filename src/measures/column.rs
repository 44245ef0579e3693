//! Every column of the table of customers: its values, how many customers lack one, and how the values are spread.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::defaults::is_id_like;
use super::demographics::Numbers;
use super::quantile::quantile;
use crate::aggregate::{Attributes, MeasureError, customer_codes, name};
use crate::data::{Dimension, Facts, Kind, format_day};

/// Most bins of a histogram.
const MOST_BINS: f64 = 40.0;
/// The part of the width by numpy's rule that a round width may have.
const ROUNDED_DOWN: f64 = 0.7;
/// Largest number of periods up to which empty ones are filled in: a mistyped date may be centuries away.
const MOST_PERIODS: usize = 2_000;
/// A column of dates over more days than this is shown by year, otherwise by month.
const LONG: i32 = 1_100;

/// A column of the table of customers.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerColumn {
    /// Its name.
    pub name: String,
    /// How a filter selects its customers.
    pub key: ColumnKey,
    /// Customers with a value.
    pub n: u64,
    /// Customers without a value.
    pub missing: u64,
    /// Its values.
    pub values: ColumnValues,
}

/// How a filter names a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKey {
    /// `gender:`.
    Gender,
    /// `city:`.
    City,
    /// `joined:`.
    Joined,
    /// By its own name.
    Own,
}

/// The values of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnValues {
    /// Numbers, in bins.
    Numbers(Histogram),
    /// Categories, the most frequent first, then by name.
    Categories(Vec<Category>),
    /// Dates by month or year (`2024-07`, `2024`), ascending.
    Dates(Vec<Category>),
}

/// Customers with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The value.
    pub name: String,
    /// How many customers have it.
    pub customers: u64,
}

/// A column of numbers in bins.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// Its statistics, and the edges of the bins.
    pub numbers: Numbers,
    /// Sample standard deviation (n − 1); `NaN` below two values.
    pub sd: f64,
    /// Customers of each bin.
    pub bins: Vec<u64>,
    /// Words among the numbers, such as `5+`: their customers are in no bin and in no mean.
    pub words: Vec<Category>,
}

impl Histogram {
    /// The histogram of values; those that are not finite are missing. None without a value.
    fn of(values: &[f64]) -> Option<Self> {
        let numbers = Numbers::in_bands(values, |within| (ROUNDED_DOWN * width(within), MOST_BINS))?;
        let mut bins = vec![0; numbers.edges.len() - 1];
        for bin in values.iter().filter_map(|value| numbers.band_of(*value)) {
            bins[bin as usize] += 1;
        }
        // Squares in ascending order do not depend on the order of the customers.
        let mut squares: Vec<f64> =
            values.iter().filter(|v| v.is_finite()).map(|v| (v - numbers.mean).powi(2)).collect();
        squares.sort_unstable_by(f64::total_cmp);
        let sd = (squares.iter().sum::<f64>() / (numbers.n as f64 - 1.0)).sqrt();
        Some(Self { sd: if numbers.n > 1 { sd } else { f64::NAN }, numbers, bins, words: Vec::new() })
    }

    /// The name of each bin: `20-29`.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.numbers.bands().map(|band| self.numbers.name_of(band))
    }
}

/// The width of a bin by numpy's rule `auto`: the narrower of those of Freedman and Diaconis (1981) and of Sturges
/// (1926), and that of Sturges where the quartiles are equal.
fn width(sorted: &[f64]) -> f64 {
    let n = sorted.len() as f64;
    let at = |q| quantile(sorted, q).unwrap_or(0.0);
    let sturges = at(1.0) / (n.log2() + 1.0) - at(0.0) / (n.log2() + 1.0);
    let by_quartiles = 2.0 * (at(0.75) - at(0.25)) / n.cbrt();
    if by_quartiles > 0.0 { by_quartiles.min(sturges) } else { sturges }
}

/// The columns of a table of customers alone: gender, place and join date, then numbers, then categories, each in the order
/// of the table; and the names of those that are like an id, which have no distribution. Empty for data with events, whose
/// measures describe it.
pub(super) fn columns(facts: &Facts) -> Result<(Vec<CustomerColumn>, Vec<String>), MeasureError> {
    let (mut all, mut like_ids) = (Vec::new(), Vec::new());
    if facts.kind != Kind::Customers {
        return Ok((all, like_ids));
    }
    for (column, title, key, dimension) in [
        ("gender", "gender", ColumnKey::Gender, &facts.genders),
        ("city", facts.place.into(), ColumnKey::City, &facts.cities),
    ] {
        if !dimension.is_empty() {
            let codes = customer_codes(facts, column)?;
            all.push(of_codes(title, key, &names(dimension), codes.into_iter()));
        }
    }
    let attributes = &Attributes::of(facts);
    all.extend(joined(attributes)?);
    let numbers =
        facts.extra.par_iter().map(|name| of_numbers(facts, attributes, name)).collect::<Result<Vec<_>, _>>()?;
    for (name, column) in facts.extra.iter().zip(numbers) {
        match column {
            Some(Numeric::Spread(column)) => all.push(column),
            Some(Numeric::LikeIds) => like_ids.push(name.clone()),
            None => {}
        }
    }
    for column in &facts.categorical {
        let codes = attributes.categories(&column.name)?.into_iter().map(|code| code.map(u32::from));
        all.push(of_codes(&column.name, ColumnKey::Own, &column.words, codes));
    }
    Ok((all, like_ids))
}

/// A column of numbers.
enum Numeric {
    /// Numbers that have a distribution.
    Spread(CustomerColumn),
    /// Numbers that are like ids.
    LikeIds,
}

/// A column of numbers; none without a value.
fn of_numbers(facts: &Facts, attributes: &Attributes<'_>, name: &str) -> Result<Option<Numeric>, MeasureError> {
    let values = attributes.numbers(name)?;
    let Some(mut histogram) = Histogram::of(&values) else { return Ok(None) };
    let known: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    if histogram.numbers.integer && is_id_like(name, &known) {
        return Ok(Some(Numeric::LikeIds));
    }
    if let Some(words) = facts.words_of_numbers.iter().find(|words| words.name == *name) {
        let codes = attributes.words(name)?.into_iter().map(|code| code.map(u32::from));
        if let ColumnValues::Categories(words) = of_codes(name, ColumnKey::Own, &words.words, codes).values {
            histogram.words = words;
        }
    }
    let n = histogram.numbers.n + histogram.words.iter().map(|word| word.customers).sum::<u64>();
    let missing = values.len() as u64 - n;
    let values = ColumnValues::Numbers(histogram);
    Ok(Some(Numeric::Spread(CustomerColumn { name: name.to_owned(), key: ColumnKey::Own, n, missing, values })))
}

fn names(dimension: &Dimension) -> Vec<String> {
    (0..dimension.len()).map(|at| name(dimension, at)).collect()
}

/// A column of codes, each with its name; keys with the same name count together.
fn of_codes(title: &str, key: ColumnKey, names: &[String], codes: impl Iterator<Item = Option<u32>>) -> CustomerColumn {
    let mut customers = vec![0; names.len()];
    let mut missing = 0;
    for code in codes {
        *code.and_then(|code| customers.get_mut(code as usize)).unwrap_or(&mut missing) += 1;
    }
    let mut by_name: BTreeMap<&str, u64> = BTreeMap::new();
    for (name, customers) in names.iter().zip(&customers) {
        *by_name.entry(name).or_default() += customers;
    }
    let mut categories = counted(by_name);
    // A stable sort keeps equal ones in alphabetical order.
    categories.sort_by_key(|category| Reverse(category.customers));
    let n = categories.iter().map(|category| category.customers).sum();
    CustomerColumn { name: title.to_owned(), key, n, missing, values: ColumnValues::Categories(categories) }
}

/// The dates on which customers joined; none without such a column.
fn joined(attributes: &Attributes<'_>) -> Result<Option<CustomerColumn>, MeasureError> {
    let Some(days) = attributes.join_days()? else { return Ok(None) };
    let known = || days.iter().copied().flatten();
    let Some((first, last)) = known().min().zip(known().max()) else { return Ok(None) };
    let digits = if last.saturating_sub(first) > LONG { "2024".len() } else { "2024-07".len() };
    // A year of more than four digits is written with a sign.
    let period = |day: i32| {
        let day = format_day(day);
        day.get(..digits).unwrap_or(&day).to_owned()
    };
    // Periods without customers are there, too, as on an axis of time; no period is shorter than 28 days.
    let reach = (first..=last).step_by(28).chain([last]).map(|day| (period(day), 0));
    let mut by_period: BTreeMap<String, u64> = reach.take(MOST_PERIODS).collect();
    for day in known() {
        *by_period.entry(period(day)).or_default() += 1;
    }
    let periods: Vec<Category> = by_period.into_iter().map(|(name, customers)| Category { name, customers }).collect();
    let n: u64 = periods.iter().map(|period| period.customers).sum();
    let missing = days.len() as u64 - n;
    let values = ColumnValues::Dates(periods);
    Ok(Some(CustomerColumn { name: "join_date".to_owned(), key: ColumnKey::Joined, n, missing, values }))
}

fn counted<'a>(customers: impl IntoIterator<Item = (&'a str, u64)>) -> Vec<Category> {
    let category = |(name, customers): (&str, u64)| Category { name: name.to_owned(), customers };
    customers.into_iter().filter(|(_, customers)| *customers > 0).map(category).collect()
}
