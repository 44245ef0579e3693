//! Statistics of each feature before it is chosen: its range, missing values, distribution before and after scaling, share
//! of the variance, and correlations with other features.
//!
//! Every number is of the customers who would be clustered and have a value in that feature; a correlation of those who
//! have one in both. The matrix of several features leaves out customers who miss any of them, so that where values are
//! missing its own numbers can differ a little from these.

use std::collections::HashSet;
use std::ops::Range;

use rayon::prelude::*;

use super::correlation::{Coded, correlations};
use super::{AnalysisError, Choice, MOST_FEATURES};
use crate::cluster::{self, InputColumn, Matrix, MatrixError, Scaling, Warning};
use crate::measures::{Features, Offered};
use crate::progress::{Cancelled, Progress};

/// Cells of a distribution.
const CELLS: usize = 10;
/// Most products that correlations may cost: customers × pairs. Other features get none.
const MOST_PRODUCTS: usize = 1_500_000_000;
/// Most features whose correlations are kept.
const MOST_CORRELATED: usize = 400;

/// Statistics of everything that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureStatistics {
    /// The scaling that they are under.
    pub scaling: Scaling,
    /// The scaled values that all distributions after scaling are drawn between; what is outside is in the outer cells.
    pub axis: (f64, f64),
    /// How many customers would be clustered.
    pub customers: u64,
    /// The statistics of each offered feature, in that order.
    pub shapes: Vec<Shape>,
    columns: Vec<Statistics>,
    /// Correlations of the first [`FeatureStatistics::correlated`] columns, row-major.
    correlation: Vec<f64>,
    correlated: usize,
}

/// Statistics of one feature, or of one family of 0/1 columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Least and greatest value, in the feature's own unit; `NaN` without one.
    pub range: (f64, f64),
    /// Customers without a value.
    pub missing: u64,
    /// Customers by value, from the least to the greatest in ten cells; of a family by name.
    pub before: Vec<f64>,
    /// Customers by scaled value, along [`FeatureStatistics::axis`] in ten cells. Empty where it cannot be scaled.
    pub after: Vec<f64>,
    /// Whether it is the same for all customers, and is left out when it is chosen.
    pub constant: bool,
    /// Whether all its values are whole numbers.
    pub whole: bool,
    columns: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
struct Statistics {
    name: String,
    /// Variance of the scaled values; 0 of a constant, `NaN` of what cannot be scaled.
    variance: f64,
    /// Why it cannot be scaled.
    refused: Option<MatrixError>,
    /// Warnings about the column by itself.
    warnings: Vec<Warning>,
}

/// Describes everything that is offered, under the scaling, clipping and policy of `choice`.
///
/// # Errors
/// When the work is cancelled.
pub fn feature_statistics(
    features: &Features,
    offered: &[Offered],
    choice: &Choice,
    progress: &Progress,
) -> Result<FeatureStatistics, Cancelled> {
    let included = features.included(choice.inactive);
    let customers = included.iter().filter(|included| **included).count();
    let names: Vec<&str> = offered.iter().flat_map(|offered| &offered.columns).map(String::as_str).collect();
    let correlated = most_correlated(customers).min(names.len());

    progress.begin("measuring features", names.len() as u64);
    let mut profiles: Vec<Profile> = names
        .par_iter()
        .enumerate()
        .map(|(at, name)| {
            progress.check()?;
            let profile = Profile::new(features, name, &included, choice, at < correlated);
            progress.advance(1);
            Ok(profile)
        })
        .collect::<Result<_, Cancelled>>()?;
    let coded: Vec<Option<Coded>> = profiles.iter_mut().take(correlated).map(|profile| profile.coded.take()).collect();
    let correlation = correlations(&coded, customers as f64, progress)?;

    let axis = axis(choice.scaling, &profiles);
    let mut start = 0;
    let shapes = offered.iter().map(|offered| {
        let columns = start..start + offered.columns.len();
        start = columns.end;
        Shape::of(&profiles[columns.clone()], columns, axis)
    });
    Ok(FeatureStatistics {
        scaling: choice.scaling,
        axis,
        customers: customers as u64,
        shapes: shapes.collect(),
        columns: profiles.into_iter().map(|profile| profile.statistics).collect(),
        correlation,
        correlated,
    })
}

impl FeatureStatistics {
    /// The share of the variance of the scaled space of each marked feature; none for the others.
    pub fn shares(&self, marked: &[bool]) -> Vec<Option<f64>> {
        let variance = |shape: &Shape| {
            self.columns[shape.columns.clone()].iter().map(|c| c.variance).filter(|v| v.is_finite()).sum::<f64>()
        };
        let of_marked = |(shape, marked): (&Shape, &bool)| marked.then(|| variance(shape));
        let variances: Vec<Option<f64>> = self.shapes.iter().zip(marked).map(of_marked).collect();
        let total: f64 = variances.iter().flatten().sum();
        variances.into_iter().map(|v| v.filter(|_| total > 0.0).map(|v| v / total)).collect()
    }

    /// Warnings about clustering by the marked features, by the rules of the matrix.
    pub fn warnings(&self, marked: &[bool]) -> Vec<String> {
        let shapes = self.shapes.iter().zip(marked).filter(|(_, marked)| **marked).map(|(shape, _)| shape);
        let mut names = HashSet::new();
        let mut chosen: Vec<usize> = shapes.flat_map(|shape| shape.columns.clone()).collect();
        chosen.retain(|at| names.insert(&self.columns[*at].name));
        if chosen.len() > MOST_FEATURES {
            return vec![AnalysisError::TooManyFeatures(chosen.len()).to_string()];
        }
        let columns = || chosen.iter().map(|at| &self.columns[*at]);
        let refused = columns().filter_map(|c| c.refused.as_ref()).map(ToString::to_string);
        let alone = columns().flat_map(|c| &c.warnings).map(ToString::to_string);
        let mut words: Vec<String> = refused.chain(alone).collect();

        let varying: Vec<usize> = chosen.iter().copied().filter(|at| self.columns[*at].variance > 0.0).collect();
        let names: Vec<&str> = varying.iter().map(|at| self.columns[*at].name.as_str()).collect();
        let covariance = varying.iter().flat_map(|a| varying.iter().map(|b| self.covariance(*a, *b)));
        words.extend(cluster::warnings(&names, &covariance.collect::<Vec<_>>()).iter().map(ToString::to_string));
        if varying.iter().any(|at| *at >= self.correlated) {
            words.push(format!("correlations are computed for the first {} features only", self.correlated));
        }
        words
    }

    /// The correlation of two scaled columns; 0 if it is unknown.
    fn covariance(&self, a: usize, b: usize) -> f64 {
        let (x, y) = (self.columns[a].variance, self.columns[b].variance);
        if a == b {
            return x;
        }
        let known = a.max(b) < self.correlated;
        let r = if known { self.correlation[a * self.correlated + b] } else { 0.0 };
        if r.is_finite() { r * x.sqrt() * y.sqrt() } else { 0.0 }
    }
}

/// How many columns can be correlated, each with each, for this number of customers.
fn most_correlated(customers: usize) -> usize {
    let affordable = |columns: &usize| columns * (columns - 1) / 2 * customers <= MOST_PRODUCTS;
    (1..=MOST_CORRELATED).take_while(affordable).last().unwrap_or(1)
}

/// The values that scaled features are drawn between: three spreads about the middle, all of the unit range, or all
/// there is where nothing is scaled.
fn axis(scaling: Scaling, profiles: &[Profile]) -> (f64, f64) {
    match scaling {
        Scaling::Zscore | Scaling::Log | Scaling::Robust => (-3.0, 3.0),
        Scaling::Minmax => (0.0, 1.0),
        Scaling::None => {
            let finite = || profiles.iter().filter(|p| p.range.0.is_finite()).map(|p| p.range);
            let (least, greatest) = (finite().map(|r| r.0), finite().map(|r| r.1));
            least.reduce(f64::min).zip(greatest.reduce(f64::max)).unwrap_or((0.0, 1.0))
        }
    }
}

/// One column, as far as it can be described alone.
struct Profile {
    statistics: Statistics,
    range: (f64, f64),
    sum: f64,
    whole: bool,
    /// Whether clipping leaves it only one value, if it had more.
    constant: bool,
    missing: u64,
    before: Vec<f64>,
    /// Distinct scaled values with their weights.
    scaled: Vec<(f64, f64)>,
    coded: Option<Coded>,
}

impl Profile {
    fn new(features: &Features, name: &str, included: &[bool], choice: &Choice, correlated: bool) -> Self {
        let values = features.values(name, choice.inactive).unwrap_or_default();
        let taking_part = || values.iter().zip(included).filter(|(_, included)| **included).map(|(value, _)| *value);
        let present = || taking_part().filter(|value| value.is_finite());
        let range = present().fold((f64::NAN, f64::NAN), |(low, high), x| (x.min(low), x.max(high)));
        let mut profile = Self {
            statistics: Statistics { name: name.to_owned(), variance: 0.0, refused: None, warnings: Vec::new() },
            range,
            sum: present().sum(),
            constant: false,
            whole: present().all(|x| x.fract() == 0.0),
            missing: (taking_part().count() - present().count()) as u64,
            before: histogram(present().map(|x| (x, 1.0)), range),
            scaled: Vec::new(),
            coded: None,
        };
        // A matrix of this column alone: clipped, scaled and refused as it would be among others.
        match Matrix::new(&[InputColumn { name, values: &values }], included, choice.scaling, choice.clip) {
            Ok(matrix) => {
                let scaled: Vec<f64> = matrix.scaled.iter().copied().collect();
                profile.coded = correlated.then(|| Coded::new(&scaled, &matrix.weights, &matrix.row_of)).flatten();
                profile.scaled = scaled.into_iter().zip(matrix.weights).collect();
                profile.statistics.variance = variance(&profile.scaled);
                profile.statistics.warnings = matrix.warnings;
            }
            Err(MatrixError::NoFeatures) => {
                profile.constant = true;
                profile.statistics.warnings = vec![Warning::Constant { feature: name.to_owned() }];
            }
            Err(MatrixError::NoRows) => {}
            Err(refused) => {
                profile.statistics.variance = f64::NAN;
                profile.statistics.refused = Some(refused);
            }
        }
        profile
    }
}

impl Shape {
    /// The columns taken together: one, or those of a family.
    fn of(profiles: &[Profile], columns: Range<usize>, axis: (f64, f64)) -> Self {
        let add = |mut total: Vec<f64>, cells: Vec<f64>| {
            total.iter_mut().zip(cells).for_each(|(total, cell)| *total += cell);
            total
        };
        let after = |profile: &Profile| histogram(profile.scaled.iter().copied(), axis);
        Self {
            range: (
                profiles.iter().map(|p| p.range.0).fold(f64::NAN, f64::min),
                profiles.iter().map(|p| p.range.1).fold(f64::NAN, f64::max),
            ),
            missing: profiles.iter().map(|p| p.missing).max().unwrap_or(0),
            before: match profiles {
                [one] => one.before.clone(),
                family => family.iter().map(|p| p.sum).collect(),
            },
            after: profiles.iter().filter(|p| !p.scaled.is_empty()).map(after).reduce(add).unwrap_or_default(),
            whole: profiles.iter().all(|p| p.whole),
            constant: profiles.iter().all(|p| p.constant),
            columns,
        }
    }
}

/// Population variance of weighted values.
fn variance(values: &[(f64, f64)]) -> f64 {
    let total: f64 = values.iter().map(|(_, weight)| weight).sum();
    let mean = values.iter().map(|(x, weight)| x * weight).sum::<f64>() / total;
    values.iter().map(|(x, weight)| weight * (x - mean) * (x - mean)).sum::<f64>() / total
}

/// Weights by cell between two values, both ends included; what is outside is in the outer cells, and values that are all the
/// same are in the middle.
fn histogram(values: impl Iterator<Item = (f64, f64)>, (low, high): (f64, f64)) -> Vec<f64> {
    let mut cells = vec![0.0; CELLS];
    for (x, weight) in values {
        let at = if high > low { (x - low) * CELLS as f64 / (high - low) } else { CELLS as f64 / 2.0 };
        cells[(at.max(0.0) as usize).min(CELLS - 1)] += weight;
    }
    cells
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests;
