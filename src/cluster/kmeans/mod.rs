//! Weighted K-Means: k-means++ starts, accelerated Lloyd iterations, the best of several restarts.

mod lloyd;
mod params;
mod seeding;
mod totals;

use linfa::dataset::DatasetBase;
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, Array2, ArrayBase, Data, Ix2};

pub use params::{KMeansParams, KMeansValidParams};

use self::lloyd::{Run, lloyd};
use self::seeding::plus_plus;
use super::ClusterError;
use super::partition::{Assignment, Partition};
use super::points::{Points, by_dimension};
use super::restarts::best_of;
use crate::progress::Progress;

/// A fitted K-Means: predicts the nearest centroid.
#[derive(Clone, Debug, PartialEq)]
pub struct KMeans {
    /// Centroids by size of their cluster, largest first: clusters × columns.
    pub centroids: Array2<f64>,
}

impl KMeansValidParams {
    /// Labels and centroids of the best restart, clusters numbered as they came. There are `k` rows or more.
    pub(super) fn assign(&self, points: &Points<'_>, progress: &Progress) -> Result<Assignment, ClusterError> {
        let run = by_dimension!(points.dimension, best_of_restarts(self, points, progress))?;
        Ok(Assignment { labels: run.labels, centroids: run.centroids })
    }
}

/// The best restart, continued to the fixed point.
fn best_of_restarts<const D: usize>(
    params: &KMeansValidParams,
    points: &Points<'_>,
    progress: &Progress,
) -> Result<Run, ClusterError> {
    let variance = points.variance(&points.mean());
    let tolerance = params.tolerance() * variance.iter().sum::<f64>() / points.dimension as f64;
    let best = best_of(params.restarts(), params.seed(), progress, |mut rng| {
        let centroids = plus_plus::<D>(points, params.k(), &mut rng);
        let run = lloyd::<D>(points, centroids, params.max_iterations(), tolerance, progress)?;
        Ok((run.inertia, run))
    })?;
    if best.converged {
        return Ok(best);
    }
    Ok(lloyd::<D>(points, best.centroids, params.max_iterations(), 0.0, progress)?)
}

impl<S: Data<Elem = f64>, T> Fit<ArrayBase<S, Ix2>, T, ClusterError> for KMeansValidParams {
    type Object = KMeans;

    /// Fits the records, with the dataset's weights where it has some (else 1 each).
    fn fit(&self, dataset: &DatasetBase<ArrayBase<S, Ix2>, T>) -> Result<KMeans, ClusterError> {
        let records = dataset.records.view();
        let weights: Vec<f64> = match dataset.weights() {
            Some(weights) => weights.iter().map(|&w| f64::from(w)).collect(),
            None => vec![1.0; records.nrows()],
        };
        let finite = records.iter().chain(&weights).all(|x| x.is_finite());
        if records.ncols() == 0 || !finite || weights.iter().any(|&w| w <= 0.0) {
            let text = "K-Means needs a column or more, finite numbers, and weights above 0";
            return Err(ClusterError::Parameter(text.into()));
        }
        let points = Points::new(records, &weights);
        if points.len() < self.k() {
            return Err(ClusterError::TooFewRows { k: self.k(), rows: points.len() });
        }
        let found = self.assign(&points, &Progress::new())?;
        let partition = Partition::unordered(&points, &found.labels);
        let order = partition.order();
        let centroids = order.iter().flat_map(|&cluster| partition.mean(cluster)).copied().collect();
        let shape = (order.len(), points.dimension);
        let centroids = Array2::from_shape_vec(shape, centroids).map_err(linfa::Error::from)?;
        Ok(KMeans { centroids })
    }
}

/// The records have the columns of the centroids.
impl<S: Data<Elem = f64>> PredictInplace<ArrayBase<S, Ix2>, Array1<u32>> for KMeans {
    fn predict_inplace(&self, records: &ArrayBase<S, Ix2>, labels: &mut Array1<u32>) {
        let weights = vec![1.0; records.nrows()];
        let nearest =
            Assignment::nearest(&Points::new(records.view(), &weights), self.centroids.iter().copied().collect());
        for (label, nearest) in labels.iter_mut().zip(nearest.labels) {
            *label = nearest;
        }
    }

    fn default_target(&self, records: &ArrayBase<S, Ix2>) -> Array1<u32> {
        Array1::zeros(records.nrows())
    }
}

impl From<linfa::Error> for ClusterError {
    fn from(error: linfa::Error) -> Self {
        Self::Parameter(error.to_string())
    }
}
