//! Customers by other columns of their table: categories as they are, numbers in bands of a round width.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::groups::{Group, groups};
use super::quantile::quantile;
use crate::aggregate::{Attributes, MeasureError, Sums, Tally};
use crate::data::{Dimension, Facts, Ids};
use crate::digits::number;

/// Most bands of a column: as many as can be read at a glance.
const MOST_BANDS: f64 = 10.0;

/// Customers by one other column.
#[derive(Clone, Debug, PartialEq)]
pub struct Demographic {
    /// Its name as written in the data.
    pub column: String,
    /// Statistics of a column of numbers; none for categories.
    pub numbers: Option<Numbers>,
    /// Customers with a word in a column of numbers, such as `5+`: they are in no mean.
    pub in_no_mean: u64,
    /// Categories descending by customers, or bands ascending and then the words among them; `(none)` last if a customer
    /// has no value.
    pub groups: Vec<Group>,
}

/// A column of numbers.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the names are the standard ones")]
pub struct Numbers {
    /// Customers with a value.
    pub n: u64,
    pub min: f64,
    pub p25: f64,
    pub median: f64,
    pub mean: f64,
    pub p75: f64,
    pub max: f64,
    /// Whether all values are integers.
    pub integer: bool,
    /// Band i covers `edges[i]` (inclusive) to `edges[i + 1]` (exclusive). The first or last edge is infinite if there
    /// are outliers.
    pub edges: Vec<f64>,
}

/// A range of values: the first included and the first excluded value; none for an open end.
pub type Band = [Option<f64>; 2];

impl Numbers {
    /// Whether the values are years, which are written without a thousands mark.
    pub fn are_years(&self) -> bool {
        self.integer && self.min >= 1800.0 && self.max < 2200.0
    }

    /// The bands, ascending.
    pub fn bands(&self) -> impl Iterator<Item = Band> {
        self.edges.windows(2).map(|ends| [ends[0], ends[1]].map(|end| Some(end).filter(|end| end.is_finite())))
    }

    /// The statistics of values, in bands of a round width; values that are not finite are missing. None without a
    /// value.
    fn of(values: &[f64]) -> Option<Self> {
        Self::with_bands(values, MOST_BANDS)
    }

    /// The same with at most `most` bands between the outliers.
    pub(super) fn with_bands(values: &[f64], most: f64) -> Option<Self> {
        Self::in_bands(values, |_| (0.0, most))
    }

    /// The same; `bands` gets the ascending values without outliers, and returns the least width of a band and the
    /// largest number of bands.
    pub(super) fn in_bands(values: &[f64], bands: impl FnOnce(&[f64]) -> (f64, f64)) -> Option<Self> {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
        sorted.par_sort_unstable_by(f64::total_cmp);
        let at = |q| quantile(&sorted, q);
        let (min, p25, median, p75, max) = (at(0.0)?, at(0.25)?, at(0.5)?, at(0.75)?, at(1.0)?);
        let integer = sorted.iter().all(|value| value.fract() == 0.0);
        let n = sorted.len() as u64;
        let mean = sorted.iter().sum::<f64>() / n as f64;
        // Outliers get an open band, because one mistyped value would push all others into one band.
        let reach = if p75 > p25 { 3.0 * (p75 - p25) } else { f64::INFINITY };
        let first = sorted.partition_point(|value| *value < p25 - reach);
        let beyond = sorted.partition_point(|value| *value <= p75 + reach);
        let within = &sorted[first..beyond];
        let mut edges = edges([within[0], within[within.len() - 1]], integer, bands(within));
        if first > 0 {
            edges.insert(0, f64::NEG_INFINITY);
        }
        if beyond < sorted.len() {
            edges.push(f64::INFINITY);
        }
        Some(Self { n, min, p25, median, mean, p75, max, integer, edges })
    }

    /// `20-29` for integers, `0.5-1.0` for others (end excluded), `<20` and `90+` for open bands.
    pub(super) fn name_of(&self, [from, below]: Band) -> String {
        let widths = self.edges.windows(2).map(|ends| ends[1] - ends[0]);
        // A band is at least one unit wide in its last digit.
        let decimals = (-widths.fold(f64::INFINITY, f64::min).log10() - 1e-9).ceil().clamp(0.0, 9.0) as usize;
        let text = |value| if self.are_years() { format!("{value:.0}") } else { number(value, decimals) };
        match [from, below] {
            [Some(from), Some(below)] => match if self.integer { below - 1.0 } else { below } {
                last if last <= from => text(from),
                last if from < 0.0 => format!("{} to {}", text(from), text(last)),
                last => format!("{}-{}", text(from), text(last)),
            },
            [Some(from), None] => format!("{}+", text(from)),
            [None, Some(below)] => format!("<{}", text(below)),
            [None, None] => "all".to_owned(),
        }
    }

    pub(super) fn band_of(&self, value: f64) -> Option<u32> {
        let begun = self.edges.partition_point(|edge| *edge <= value);
        value.is_finite().then(|| begun.clamp(1, self.edges.len() - 1) as u32 - 1)
    }
}

/// Edges of bands that cover `low` to `high`: multiples of 1, 2 or 5 times a power of ten, of the narrowest width of at
/// least `least` with at most `most` bands; integers have a width of at least 1.
fn edges([low, high]: [f64; 2], integer: bool, (least, most): (f64, f64)) -> Vec<f64> {
    let least = least.max(high / most - low / most);
    let least = if integer || least <= 0.0 { least.max(1.0) } else { least };
    let power = least.log10().floor() as i32;
    let widths = (power..=power + 1).flat_map(|power| [1, 2, 5].map(|times| (f64::from(times), power)));
    // Powers of ten below 1 divide: 3 / 10 is 0.3, and 3 × 0.1 is not.
    let multiple = |by: f64, (times, power): (f64, i32)| {
        if power < 0 { by * times / 10_f64.powi(-power) } else { by * times * 10_f64.powi(power) }
    };
    let ends = |width| [low, high].map(|end| (end / multiple(1.0, width)).floor());
    let fits = |width: &(f64, i32)| {
        let [first, last] = ends(*width);
        multiple(1.0, *width) >= least && last - first < most
    };
    let width = widths.clone().find(fits).unwrap_or((1.0, power + 2));
    let [first, last] = ends(width);
    let bands = (last - first).clamp(0.0, most) as u32 + 1;
    (0..=bands).map(|i| multiple(first + f64::from(i), width)).collect()
}

/// Customers by each other column of numbers or categories that has a value, in the order of the table. `customers`
/// counts rows per customer and `revenue` sums their amounts.
pub(super) fn demographics(
    facts: &Facts,
    customers: &Tally,
    revenue: Option<&Sums>,
) -> Result<Vec<Demographic>, MeasureError> {
    let mut all = Vec::new();
    for coded in coded_columns(facts)? {
        let Coded { column, numbers, names, codes } = coded;
        let mut groups = groups(&names, &codes, customers, revenue);
        let bands = numbers.as_ref().map_or(0, |numbers| numbers.edges.len() - 1);
        let in_no_mean = codes.iter().flatten().filter(|code| **code as usize >= bands).count() as u64;
        // Under a filter, some words have no customer.
        let mut at = 0..;
        groups.retain(|group| at.next().is_some_and(|at| at < bands) || group.id.is_none() || group.customers > 0);
        if numbers.is_some() {
            all.push(Demographic { column, numbers, in_no_mean, groups });
            continue;
        }
        // A stable sort keeps categories in alphabetical order.
        groups.sort_by_key(|group| (group.id.is_none(), Reverse(group.customers)));
        if groups.iter().any(|group| group.id.is_some()) {
            all.push(Demographic { column, numbers, in_no_mean: 0, groups });
        }
    }
    Ok(all)
}

/// A column of customers as groups.
pub(super) struct Coded {
    pub column: String,
    /// Of a column of numbers; none for categories.
    numbers: Option<Numbers>,
    /// The bands and then the words among them, or the categories.
    pub names: Dimension,
    /// The group of each customer.
    pub codes: Vec<Option<u32>>,
}

/// The other columns of numbers or categories, in the order of the table: numbers in bands.
pub(super) fn coded_columns(facts: &Facts) -> Result<Vec<Coded>, MeasureError> {
    let mut all = Vec::new();
    let attributes = Attributes::of(facts);
    for name in &facts.extra {
        let values = attributes.numbers(name)?;
        let Some(numbers) = Numbers::of(&values) else { continue };
        let mut codes: Vec<Option<u32>> = values.iter().map(|value| numbers.band_of(*value)).collect();
        let words = facts.words_of_numbers.iter().find(|column| column.name == *name);
        let bands = numbers.edges.len() - 1;
        if words.is_some() {
            for (code, word) in codes.iter_mut().zip(attributes.words(name)?) {
                *code = code.or_else(|| word.map(|word| bands as u32 + u32::from(word)));
            }
        }
        let words = words.into_iter().flat_map(|column| &column.words).map(|word| word.as_str().into());
        let names = dimension(numbers.bands().map(|band| numbers.name_of(band).into()).chain(words));
        all.push(Coded { column: name.clone(), numbers: Some(numbers), names, codes });
    }
    for column in &facts.categorical {
        let codes = attributes.categories(&column.name)?.into_iter().map(|code| code.map(u32::from)).collect();
        let names = dimension(column.words.iter().map(|word| word.as_str().into()));
        all.push(Coded { column: column.name.clone(), numbers: None, names, codes });
    }
    Ok(all)
}

fn dimension(ids: impl Iterator<Item = Box<str>>) -> Dimension {
    let ids: Vec<Box<str>> = ids.collect();
    Dimension { names: vec![None; ids.len()], ids: Ids::Text(ids) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests {
    use super::*;
    use crate::measures::fixture::{facts, with_plans};
    use crate::measures::summarise;
    use crate::progress::Progress;

    fn bands(values: &[f64]) -> Vec<(String, usize)> {
        let numbers = Numbers::of(values).unwrap();
        let codes: Vec<Option<u32>> = values.iter().map(|value| numbers.band_of(*value)).collect();
        let size = |at: usize| codes.iter().filter(|code| **code == Some(at as u32)).count();
        numbers.bands().enumerate().map(|(at, band)| (numbers.name_of(band), size(at))).collect()
    }

    fn named(bands: &[(&str, usize)]) -> Vec<(String, usize)> {
        bands.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect()
    }

    #[test]
    fn bands_are_round_and_lose_no_customer() {
        let ages: Vec<f64> = (18..=73).map(f64::from).collect();
        let tens =
            [("10-19", 2), ("20-29", 10), ("30-39", 10), ("40-49", 10), ("50-59", 10), ("60-69", 10), ("70-79", 4)];
        assert_eq!(bands(&ages), named(&tens));
        assert_eq!(bands(&[0.0, 1.0, 1.0, 3.0]), named(&[("0", 1), ("1", 2), ("2", 0), ("3", 1)]));
        assert_eq!(
            bands(&[0.1, 0.3, 0.55]),
            named(&[
                ("0.10-0.15", 1),
                ("0.15-0.20", 0),
                ("0.20-0.25", 0),
                ("0.25-0.30", 0),
                ("0.30-0.35", 1),
                ("0.35-0.40", 0),
                ("0.40-0.45", 0),
                ("0.45-0.50", 0),
                ("0.50-0.55", 0),
                ("0.55-0.60", 1)
            ])
        );
        assert_eq!(bands(&[3.5; 4]), named(&[("3-4", 4)]));
        assert_eq!(bands(&[0.0, 45_000.5]).last(), Some(&("45,000-50,000".to_owned(), 1)));
        let below_zero = [("-10 to -6", 1), ("-5 to -1", 1), ("0-4", 0), ("5-9", 0), ("10-14", 1)];
        assert_eq!(bands(&[-7.0, -3.0, 12.0]), named(&below_zero));
    }

    /// The fences are 3 interquartile ranges from the quartiles 32.5 and 57.5: at -42.5 and 132.5.
    #[test]
    fn what_is_far_off_has_open_bands() {
        let mut ages: Vec<f64> = (20..=70).map(f64::from).collect();
        ages.extend([-900.0, 212.0, 999.0, f64::NAN]);
        let bands = bands(&ages);
        assert_eq!((bands[0].clone(), bands[1].clone()), (("<20".to_owned(), 1), ("20-29".to_owned(), 10)));
        assert_eq!(bands[bands.len() - 2..], named(&[("70-79", 1), ("80+", 2)]));
    }

    #[test]
    fn any_values_have_bands() {
        for values in [
            &[f64::MAX, f64::MIN][..],
            &[1e300],
            &[1.0, 1.0 + f64::EPSILON],
            &[1e18, 1e18 + 4096.0],
            &[f64::MIN_POSITIVE, 0.0],
            &[0.0, 1e-320],
            &[1e300, 1e-300, -1e300, 0.5],
        ] {
            let bands = bands(values);
            assert_eq!(bands.iter().map(|(_, n)| n).sum::<usize>(), values.len(), "{values:?}");
            assert!(bands.len() <= 13, "{values:?}");
        }
        assert_eq!(Numbers::of(&[f64::NAN, f64::INFINITY]), None);
    }

    /// Ages 20 to 28, the last customer has none; see the coupons of [`facts`].
    #[test]
    fn ages_on_paper() {
        let summary = summarise(&facts(), &Progress::new()).unwrap();
        let [age] = summary.demographics.as_slice() else { panic!("{:?}", summary.demographics) };
        let numbers = age.numbers.as_ref().unwrap();
        assert_eq!((age.column.as_str(), numbers.n, numbers.median, numbers.mean), ("age", 9, 24.0, 24.0));
        assert_eq!(age.groups.len(), 10);
        let first = &age.groups[0];
        assert_eq!((first.name.as_str(), first.customers, first.transactions, first.burnt), ("20", 1, 3, 2));
        let none = &age.groups[9];
        assert_eq!((&none.id, none.customers, none.transactions, none.burnt), (&None, 1, 2, 1));
        assert_eq!(age.groups.iter().map(|g| g.customers).sum::<u64>(), 10);
        assert_eq!(age.groups.iter().map(|g| g.transactions).sum::<u64>(), 12);
    }

    #[test]
    fn words_by_customers() {
        let facts = with_plans();
        let summary = summarise(&facts, &Progress::new()).unwrap();
        let sizes: Vec<(&str, u64)> =
            summary.demographics[1].groups.iter().map(|g| (g.name.as_str(), g.customers)).collect();
        assert_eq!(sizes, [("gold", 5), ("3G", 3), ("(none)", 2)]);
        assert_eq!(summary.demographics[1].numbers, None);
    }
}
