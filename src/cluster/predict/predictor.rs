//! Makes a predictor from a clustering, and clusters rows with it.

use std::collections::HashMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::nearest::Nearest;
use super::rule::{CoreRows, LabelledRows, Rule};
use crate::cluster::mixture::GaussianComponents;
use crate::cluster::partition::Partition;
use crate::cluster::points::{Points, by_dimension, squared};
use crate::cluster::{ClusterError, Clustering, Detail, Matrix, Transform, dbscan, mixture};
use crate::progress::Progress;

/// Rows per task.
const CHUNK: usize = 1024;

/// Assigns rows to the clusters of a clustering: rows of the fit to their own, others to the one that fits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Predictor {
    /// Means of the clusters in the scaled space, by label.
    pub centroids: Vec<Vec<f64>>,
    /// What decides the cluster of a row.
    pub rule: Rule,
    /// Rows of the fit, in their own units, that the rule alone would assign differently: ties, and K-Means that
    /// stopped before the fixed point.
    pub exceptions: Vec<Labelled>,
}

/// A row in its own units (after clipping) and its label, none for noise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Labelled {
    /// One value per column.
    pub row: Vec<f64>,
    /// Its cluster.
    pub label: Option<u32>,
}

/// The cluster of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Label of its cluster.
    pub label: u32,
    /// Euclidean distance to the centroid of that cluster in the scaled space.
    pub distance: f64,
}

impl Predictor {
    /// The predictor of a clustering of the rows of `matrix`.
    ///
    /// # Errors
    /// A cancelled `progress`.
    pub fn of(matrix: &Matrix, clustering: &Clustering, progress: &Progress) -> Result<Self, ClusterError> {
        let points = matrix.points();
        let own = |row: usize| matrix.raw.row(row).to_vec();
        let rule = match &clustering.detail {
            Detail::Restarts(_) => Rule::NearestCentroid,
            Detail::Mixture(found) => Rule::MostProbable(GaussianComponents {
                floor: mixture::floor(&points),
                weights: found.weights.clone(),
                means: found.means.rows().into_iter().map(|mean| mean.to_vec()).collect(),
                covariances: found.covariances.outer_iter().map(|c| c.iter().copied().collect()).collect(),
            }),
            Detail::Density(density) => {
                let core = dbscan::core_rows(&points, density, progress)?;
                let labelled = core.into_iter().filter_map(|row| Some((own(row), clustering.labels[row]?)));
                let (rows, labels) = labelled.unzip();
                Rule::NearestCore(CoreRows { eps: density.eps, rows: LabelledRows { rows, labels } })
            }
            Detail::Tree(tree) => {
                let labels: Vec<u32> = clustering.labels.iter().map(|label| label.unwrap_or_default()).collect();
                match &tree.groups {
                    None => Rule::NearestRow(LabelledRows { rows: (0..points.len()).map(own).collect(), labels }),
                    Some(groups) => Rule::NearestGroup(of_groups(&points, groups, &labels)),
                }
            }
        };
        let centroids = clustering.centroids.rows().into_iter().map(|centroid| centroid.to_vec()).collect();
        let mut predictor = Self { centroids, rule, exceptions: Vec::new() };
        let raw: Vec<f64> = matrix.raw.iter().copied().collect();
        let placed = predictor.predict(&matrix.transforms, &raw)?;
        let differs = |row: &usize| placed[*row].map(|placed| placed.label) != clustering.labels[*row];
        let exceptions = (0..points.len()).filter(differs);
        predictor.exceptions =
            exceptions.map(|row| Labelled { row: own(row), label: clustering.labels[row] }).collect();
        Ok(predictor)
    }

    /// Assigns rows of finite values in their own units, row-major; none is noise. The transforms are those of the
    /// matrix of the fit, and the scaled values are finite.
    ///
    /// # Errors
    /// None in practice; the search shares its error type with work that can be cancelled.
    pub fn predict(&self, transforms: &[Transform], raw: &[f64]) -> Result<Vec<Option<Placed>>, ClusterError> {
        let clipped: Vec<f64> = each(transforms, raw, Transform::clipped);
        let scaled = each(transforms, &clipped, Transform::scaled);
        let columns = transforms.len().max(1);
        let labels = self.labels(transforms, &scaled)?;
        let exceptions: HashMap<Vec<u64>, Option<u32>> =
            self.exceptions.iter().map(|exception| (bits(&exception.row), exception.label)).collect();
        let rows = clipped.chunks_exact(columns).zip(scaled.chunks_exact(columns));
        let place = |((clipped, scaled), label): ((&[f64], &[f64]), Option<u32>)| {
            let known = if exceptions.is_empty() { None } else { exceptions.get(&bits(clipped)).copied() };
            let label = known.unwrap_or(label)?;
            let distance = squared::<0>(scaled, self.centroids.get(label as usize)?).sqrt();
            Some(Placed { label, distance })
        };
        Ok(rows.zip(labels).map(place).collect())
    }

    /// The labels of scaled rows by the rule.
    fn labels(&self, transforms: &[Transform], scaled: &[f64]) -> Result<Vec<Option<u32>>, ClusterError> {
        let columns = transforms.len().max(1);
        let in_own_units = |rows: &LabelledRows| {
            let clipped = each(transforms, &rows.rows.concat(), Transform::clipped);
            each(transforms, &clipped, Transform::scaled)
        };
        let (known, labels, reach) = match &self.rule {
            Rule::MostProbable(mixture) => {
                let weights = vec![1.0; scaled.len() / columns];
                let points = Points { values: scaled.into(), weights: &weights, dimension: columns, spread: &[] };
                let labels = mixture::most_probable(&points, mixture, self.centroids.len());
                return Ok(labels.into_iter().map(Some).collect());
            }
            Rule::NearestCentroid => {
                let labels = (0..self.centroids.len() as u32).collect();
                (self.centroids.concat(), labels, None)
            }
            Rule::NearestCore(CoreRows { eps, rows }) => (in_own_units(rows), rows.labels.clone(), Some(*eps)),
            Rule::NearestRow(rows) => (in_own_units(rows), rows.labels.clone(), None),
            Rule::NearestGroup(rows) => (rows.rows.concat(), rows.labels.clone(), None),
        };
        let weights = vec![1.0; labels.len()];
        let points = Points { values: known.into(), weights: &weights, dimension: columns, spread: &[] };
        let nearest = Nearest::new(&points, &labels, reach)?;
        Ok(by_dimension!(columns, search(&nearest, scaled, columns)))
    }
}

/// The label nearest to each row.
fn search<const D: usize>(nearest: &Nearest<'_>, scaled: &[f64], columns: usize) -> Vec<Option<u32>> {
    let of_chunk = |rows: &[f64]| rows.chunks_exact(columns).map(|row| nearest.label::<D>(row)).collect::<Vec<_>>();
    scaled.par_chunks(CHUNK * columns).map(of_chunk).collect::<Vec<_>>().concat()
}

/// Maps every value with the transform of its column.
fn each(transforms: &[Transform], rows: &[f64], of: impl Fn(&Transform, f64) -> f64) -> Vec<f64> {
    rows.iter().zip(transforms.iter().cycle()).map(|(&x, transform)| of(transform, x)).collect()
}

/// A key that identifies a row.
fn bits(row: &[f64]) -> Vec<u64> {
    row.iter().map(|x| x.to_bits()).collect()
}

/// The centroids of groups of rows, each with the label of its rows.
fn of_groups(points: &Points<'_>, groups: &[u32], labels: &[u32]) -> LabelledRows {
    let means = Partition::unordered(points, groups);
    let mut of_group = vec![0; means.sizes.len()];
    for (&group, &label) in groups.iter().zip(labels) {
        of_group[group as usize] = label;
    }
    LabelledRows { rows: (0..of_group.len()).map(|group| means.mean(group).to_vec()).collect(), labels: of_group }
}
