//! Weighted K-Means: k-means++ starts, accelerated Lloyd iterations, the best of several restarts.

mod lloyd;
mod params;
mod seeding;

use linfa::dataset::DatasetBase;
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, Array2, ArrayBase, Data, Ix2};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

pub use params::{KMeansParams, KMeansValidParams};

use self::lloyd::{Run, lloyd};
use super::ClusterError;
use super::partition::Assignment;
use super::points::{Points, by_dimension};
use crate::progress::Progress;

/// A fitted K-Means: predicts the nearest centroid.
#[derive(Clone, Debug, PartialEq)]
pub struct KMeans {
    /// Centroids by size of their cluster, largest first: clusters × columns.
    pub centroids: Array2<f64>,
}

impl KMeansValidParams {
    /// Labels and centroids of the best restart, clusters numbered as they came. Advances the progress by one a restart.
    pub(super) fn assign(
        &self,
        points: &Points<'_>,
        progress: &Progress,
    ) -> Result<Assignment, ClusterError> {
        if points.len() < self.k() {
            return Err(ClusterError::TooFewRows {
                k: self.k(),
                rows: points.len(),
            });
        }
        let run = by_dimension!(points.dimension, best_of_restarts(self, points, progress))?;
        Ok(Assignment {
            labels: run.labels,
            centroids: run.centroids,
        })
    }
}

/// The restart of the lowest inertia, ties to the earliest, continued to the fixed point.
fn best_of_restarts<const D: usize>(
    params: &KMeansValidParams,
    points: &Points<'_>,
    progress: &Progress,
) -> Result<Run, ClusterError> {
    let variance = points.variance(&points.mean());
    let tolerance = params.tolerance() * variance.iter().sum::<f64>() / points.dimension as f64;
    let restart = |index: usize| {
        progress.check()?;
        let centroids =
            seeding::plus_plus::<D>(points, params.k(), &mut stream(params.seed(), index));
        let run = lloyd::<D>(
            points,
            centroids,
            params.max_iterations(),
            tolerance,
            progress,
        )?;
        progress.advance(1);
        Ok((index, run))
    };
    let better = |a: (usize, Run), b: (usize, Run)| {
        if b.1
            .inertia
            .total_cmp(&a.1.inertia)
            .then(b.0.cmp(&a.0))
            .is_lt()
        {
            b
        } else {
            a
        }
    };
    let best = (0..params.restarts())
        .into_par_iter()
        .map(restart)
        .try_reduce_with(|a, b| Ok(better(a, b)));
    match best {
        Some(Ok((_, run))) if run.converged => Ok(run),
        Some(Ok((_, run))) => Ok(lloyd::<D>(
            points,
            run.centroids,
            params.max_iterations(),
            0.0,
            progress,
        )?),
        Some(Err(error)) => Err(error),
        None => Err(ClusterError::Parameter(
            "restarts is 0, and must be 1 or more".into(),
        )),
    }
}

/// The random numbers of one restart: streams are 2^128 draws apart.
fn stream(seed: u64, index: usize) -> Xoshiro256Plus {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    for _ in 0..index {
        rng.jump();
    }
    rng
}

impl<S: Data<Elem = f64>, T> Fit<ArrayBase<S, Ix2>, T, ClusterError> for KMeansValidParams {
    type Object = KMeans;

    /// Fits the records, with the dataset's weights where it has some (else 1 each).
    fn fit(&self, dataset: &DatasetBase<ArrayBase<S, Ix2>, T>) -> Result<KMeans, ClusterError> {
        let records = dataset.records.view();
        if records.ncols() == 0 || records.iter().any(|x| !x.is_finite()) {
            return Err(ClusterError::Parameter(
                "K-Means needs at least one column, and a finite number in every cell".into(),
            ));
        }
        let weights = match dataset.weights() {
            Some(weights) => weights.iter().map(|&w| f64::from(w)).collect(),
            None => vec![1.0; records.nrows()],
        };
        let points = Points::new(records, &weights);
        let found = self.assign(&points, &Progress::new())?.by_size(&points);
        let shape = (found.centroids.len() / points.dimension, points.dimension);
        let centroids =
            Array2::from_shape_vec(shape, found.centroids).map_err(linfa::Error::from)?;
        Ok(KMeans { centroids })
    }
}

impl<S: Data<Elem = f64>> PredictInplace<ArrayBase<S, Ix2>, Array1<u32>> for KMeans {
    fn predict_inplace(&self, records: &ArrayBase<S, Ix2>, labels: &mut Array1<u32>) {
        let weights = vec![1.0; records.nrows()];
        let nearest = Assignment::nearest(
            &Points::new(records.view(), &weights),
            self.centroids.iter().copied().collect(),
        );
        labels
            .iter_mut()
            .zip(nearest.labels)
            .for_each(|(label, nearest)| *label = nearest);
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
