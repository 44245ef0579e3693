//! The best of several restarts, for this program and through linfa's `Fit` and `Predict`.

use linfa::dataset::DatasetBase;
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, Array2, ArrayBase, Data, Ix2};
use rand_xoshiro::Xoshiro256Plus;

use super::KMeansValidParams;
use super::coreset::Coresets;
use super::lloyd::{Run, lloyd};
use super::search::search;
use super::seeding::plus_plus;
use super::settle::{SHARED, best_settled};
use crate::cluster::ClusterError;
use crate::cluster::partition::{Assignment, Partition};
use crate::cluster::points::{Points, by_dimension, dataset_weights};
use crate::cluster::restarts::best_of;
use crate::progress::{Cancelled, Progress};

/// A fitted K-Means: predicts the nearest centroid.
#[derive(Clone, Debug, PartialEq)]
pub struct KMeans {
    /// Centroids by size of their cluster, largest first: clusters × columns.
    pub centroids: Array2<f64>,
}

/// Above this number of rows a restart searches on a coreset of this size.
const CORESET: usize = 2048;

/// The result of the restarts.
pub(in crate::cluster) struct KMeansFound {
    /// Cluster of each row in the best restart, in any order.
    pub labels: Vec<u32>,
    /// Centroids of the best restart, row-major.
    pub centroids: Vec<f64>,
    /// Final inertia of each restart; that of the best may fall by a rounding error afterwards.
    pub restarts: Vec<f64>,
}

impl KMeansValidParams {
    /// What is shared by every K: coresets, if restarts search on them.
    pub(in crate::cluster) fn coresets<'a>(&self, points: &'a Points<'a>) -> Option<Coresets<'a>> {
        (self.swaps() > 0 && points.len() > CORESET).then(|| Coresets::new(points))
    }

    /// The best restart: every row is assigned to its nearest centroid, and each centroid is the exact mean of its
    /// rows. There must be at least `k` rows.
    pub(in crate::cluster) fn assign(
        &self,
        points: &Points<'_>,
        progress: &Progress,
    ) -> Result<KMeansFound, ClusterError> {
        self.assign_with(self.coresets(points).as_ref(), points, progress)
    }

    /// [`Self::assign`] with the [`Self::coresets`] of the points.
    pub(in crate::cluster) fn assign_with(
        &self,
        coresets: Option<&Coresets<'_>>,
        points: &Points<'_>,
        progress: &Progress,
    ) -> Result<KMeansFound, ClusterError> {
        by_dimension!(points.dimension, best_restart(self, points, coresets, progress))
    }
}

/// One short start without swaps, not continued to the fixed point: the initial state of other algorithms.
pub(in crate::cluster) fn start(
    points: &Points<'_>,
    params: &KMeansValidParams,
    mut rng: Xoshiro256Plus,
    progress: &Progress,
) -> Result<Assignment, Cancelled> {
    let run = by_dimension!(points.dimension, run(points, params, tolerance(params, points), &mut rng, progress))?;
    Ok(Assignment { labels: run.labels, centroids: run.centroids })
}

/// Lloyd's iterations from a k-means++ start.
fn run<const D: usize>(
    points: &Points<'_>,
    params: &KMeansValidParams,
    tolerance: f64,
    rng: &mut Xoshiro256Plus,
    progress: &Progress,
) -> Result<Run, Cancelled> {
    let centroids = plus_plus::<D>(points, params.k(), rng, progress)?;
    lloyd::<D>(points, centroids, params.max_iterations(), tolerance, progress)
}

/// The tolerance in squared units of the columns.
fn tolerance(params: &KMeansValidParams, points: &Points<'_>) -> f64 {
    let variance = points.variance(&points.mean());
    params.tolerance() * variance.iter().sum::<f64>() / points.dimension as f64
}

/// The best restart, continued to the fixed point.
fn best_restart<const D: usize>(
    params: &KMeansValidParams,
    points: &Points<'_>,
    coresets: Option<&Coresets<'_>>,
    progress: &Progress,
) -> Result<KMeansFound, ClusterError> {
    let tolerance = tolerance(params, points);
    let (mut best, restarts) = match coresets {
        Some(coresets) if points.len() > SHARED => {
            best_settled::<D>(params, points, coresets, CORESET, tolerance, progress)?
        }
        coresets => best_on_all_rows::<D>(params, points, coresets, tolerance, progress)?,
    };
    if !best.converged {
        best = lloyd::<D>(points, best.centroids, params.max_iterations(), 0.0, progress)?;
    }
    Ok(KMeansFound { labels: best.labels, centroids: best.centroids, restarts })
}

/// The best restart, each continued over all rows, and the inertia of each.
fn best_on_all_rows<const D: usize>(
    params: &KMeansValidParams,
    points: &Points<'_>,
    coresets: Option<&Coresets<'_>>,
    tolerance: f64,
    progress: &Progress,
) -> Result<(Run, Vec<f64>), ClusterError> {
    best_of(params.restarts(), params.seed(), progress, |mut rng| {
        let run = if params.swaps() == 0 {
            run::<D>(points, params, tolerance, &mut rng, progress)?
        } else {
            let centroids = match coresets {
                Some(coresets) => {
                    let few = coresets.draw(CORESET, &mut rng);
                    search::<D>(params, &few.points(), true, tolerance, &mut rng, progress)?
                }
                None => search::<D>(params, points, false, tolerance, &mut rng, progress)?,
            };
            lloyd::<D>(points, centroids, params.max_iterations(), tolerance, progress)?
        };
        Ok((run.inertia, run))
    })
}

impl<S: Data<Elem = f64>, T> Fit<ArrayBase<S, Ix2>, T, ClusterError> for KMeansValidParams {
    type Object = KMeans;

    /// Fits the records, with the dataset's weights where it has some (otherwise 1 each).
    fn fit(&self, dataset: &DatasetBase<ArrayBase<S, Ix2>, T>) -> Result<KMeans, ClusterError> {
        let weights = dataset_weights(dataset)?;
        let points = Points::new(dataset.records.view(), &weights);
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

/// The records must have the columns of the centroids.
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
