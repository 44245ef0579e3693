//! The rule that decides the cluster of a row, as plain values that can be saved and read again: how it is made from a
//! result, how it labels rows, and whether a rule from a file is valid.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::nearest::Nearest;
use super::validate::{known, table};
use crate::cluster::mixture::GaussianComponents;
use crate::cluster::partition::Partition;
use crate::cluster::points::{Points, by_dimension};
use crate::cluster::transform::{Transform, each};
use crate::cluster::{ClusterError, Clustering, Detail, Matrix, dbscan, mixture};
use crate::progress::Progress;

/// Rows per task.
const CHUNK: usize = 1024;

/// What decides the cluster of a row. Distances are Euclidean in the scaled space; ties go to the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Rule {
    /// K-Means: the nearest of the centroids.
    NearestCentroid,
    /// Gaussian mixture: the most probable component among those with rows.
    MostProbable(GaussianComponents),
    /// DBSCAN: the nearest core row, if it is at most eps away.
    NearestCore(CoreRows),
    /// Hierarchical clustering of rows: the nearest row, given in its own units.
    NearestRow(LabelledRows),
    /// Hierarchical clustering of K-Means centroids: the nearest centroid, given in scaled units.
    NearestGroup(LabelledRows),
}

/// The core rows of DBSCAN in their own units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoreRows {
    /// Largest distance of a row from a core row of its cluster.
    pub eps: f64,
    /// The rows.
    #[serde(flatten)]
    pub rows: LabelledRows,
}

/// Rows with a label each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelledRows {
    /// One value per column, by row.
    pub rows: Vec<Vec<f64>>,
    /// One label per row.
    pub labels: Vec<u32>,
}

impl Rule {
    /// The rule of a clustering of the rows of `matrix`.
    ///
    /// # Errors
    /// A cancelled `progress`.
    pub(super) fn of(matrix: &Matrix, clustering: &Clustering, progress: &Progress) -> Result<Self, ClusterError> {
        let points = matrix.points();
        let own = |row: usize| matrix.raw.row(row).to_vec();
        Ok(match &clustering.detail {
            Detail::Restarts(_) => Self::NearestCentroid,
            Detail::Mixture(found) => Self::MostProbable(GaussianComponents {
                floor: mixture::floor(&points),
                weights: found.weights.clone(),
                means: found.means.rows().into_iter().map(|mean| mean.to_vec()).collect(),
                covariances: found.covariances.outer_iter().map(|c| c.iter().copied().collect()).collect(),
            }),
            Detail::Density(density) => {
                let core = dbscan::core_rows(&points, density, progress)?;
                let labelled = core.into_iter().filter_map(|row| Some((own(row), clustering.labels[row]?)));
                let (rows, labels) = labelled.unzip();
                Self::NearestCore(CoreRows { eps: density.eps, rows: LabelledRows { rows, labels } })
            }
            Detail::Tree(tree) => {
                let labels: Vec<u32> = clustering.labels.iter().map(|label| label.unwrap_or_default()).collect();
                match &tree.groups {
                    None => Self::NearestRow(LabelledRows { rows: (0..points.len()).map(own).collect(), labels }),
                    Some(groups) => Self::NearestGroup(of_groups(&points, groups, &labels)),
                }
            }
        })
    }

    /// The labels of scaled rows.
    pub(super) fn labels(
        &self,
        centroids: &[Vec<f64>],
        transforms: &[Transform],
        scaled: &[f64],
    ) -> Result<Vec<Option<u32>>, ClusterError> {
        let columns = transforms.len().max(1);
        let in_own_units = |rows: &LabelledRows| {
            let clipped = each(transforms, &rows.rows.concat(), Transform::clipped);
            each(transforms, &clipped, Transform::scaled)
        };
        let (known, labels, reach) = match self {
            Self::MostProbable(mixture) => {
                let weights = vec![1.0; scaled.len() / columns];
                let points = Points { values: scaled.into(), weights: &weights, dimension: columns, spread: &[] };
                let labels = mixture::most_probable(&points, mixture, centroids.len());
                return Ok(labels.into_iter().map(Some).collect());
            }
            Self::NearestCentroid => (centroids.concat(), (0..centroids.len() as u32).collect(), None),
            Self::NearestCore(CoreRows { eps, rows }) => (in_own_units(rows), rows.labels.clone(), Some(*eps)),
            Self::NearestRow(rows) => (in_own_units(rows), rows.labels.clone(), None),
            Self::NearestGroup(rows) => (rows.rows.concat(), rows.labels.clone(), None),
        };
        let weights = vec![1.0; labels.len()];
        let points = Points { values: known.into(), weights: &weights, dimension: columns, spread: &[] };
        let nearest = Nearest::new(&points, &labels, reach)?;
        Ok(by_dimension!(columns, search(&nearest, scaled, columns)))
    }

    /// Checks that it can label rows with this number of columns, for `k` clusters.
    ///
    /// # Errors
    /// The first problem, in words.
    pub(super) fn check(&self, columns: usize, k: usize) -> Result<(), String> {
        let rows = |what: &str, rows: &LabelledRows| {
            table(what, &rows.rows, columns)?;
            if rows.rows.len() != rows.labels.len() {
                return Err(format!("{} {what} have {} labels", rows.rows.len(), rows.labels.len()));
            }
            known(what, rows.labels.iter().copied(), k)
        };
        match self {
            Self::NearestCentroid => Ok(()),
            Self::MostProbable(mixture) => check_mixture(mixture, columns, k),
            Self::NearestCore(CoreRows { eps, .. }) if !(eps.is_finite() && *eps > 0.0) => Err(format!("eps is {eps}")),
            Self::NearestCore(CoreRows { rows: core, .. }) => rows("core rows", core),
            Self::NearestRow(near) => rows("rows", near),
            Self::NearestGroup(near) => rows("groups", near),
        }
    }

    /// Whether there can be no cluster at all, because every row is noise.
    pub(super) fn may_be_empty(&self) -> bool {
        matches!(self, Self::NearestCore(_))
    }
}

fn check_mixture(mixture: &GaussianComponents, columns: usize, k: usize) -> Result<(), String> {
    let GaussianComponents { floor, weights, means, covariances } = mixture;
    table("means", means, columns)?;
    table("covariances", covariances, columns * columns)?;
    let components = weights.len();
    if means.len() != components || covariances.len() != components || components < k {
        return Err(format!(
            "the mixture has {components} weights, {} means, {} covariances and {k} segments",
            means.len(),
            covariances.len()
        ));
    }
    let share = |weight: &f64| (0.0..=1.0).contains(weight);
    if !(floor.is_normal() && *floor > 0.0 && weights.iter().all(share)) {
        return Err("the mixture has a weight or a floor that is out of range".to_owned());
    }
    Ok(())
}

/// The label nearest to each row.
fn search<const D: usize>(nearest: &Nearest<'_>, scaled: &[f64], columns: usize) -> Vec<Option<u32>> {
    let of_chunk = |rows: &[f64]| rows.chunks_exact(columns).map(|row| nearest.label::<D>(row)).collect::<Vec<_>>();
    scaled.par_chunks(CHUNK * columns).map(of_chunk).collect::<Vec<_>>().concat()
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
