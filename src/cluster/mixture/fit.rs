//! Fits a mixture, for this program and through linfa's `Fit`, and labels other rows.

use linfa::dataset::DatasetBase;
use linfa::traits::Fit;
use ndarray::{ArrayBase, Data, Ix2};

use super::floor::floors;
use super::model::Model;
use super::parameters::GaussianComponents;
use super::{Mixture, MixtureFound, MixtureValidParams, em, membership};
use crate::cluster::ClusterError;
use crate::cluster::points::{Points, dataset_weights};
use crate::progress::Progress;

impl MixtureValidParams {
    /// The mixture of the best restart, continued to the tolerance, and its labels. `points` are within the limits of a
    /// matrix.
    ///
    /// # Errors
    /// Fewer rows than components, or a cancelled `progress`.
    pub(in crate::cluster) fn assign(
        &self,
        points: &Points<'_>,
        progress: &Progress,
    ) -> Result<MixtureFound, ClusterError> {
        if points.len() < self.k() {
            return Err(ClusterError::TooFewRows { k: self.k(), rows: points.len() });
        }
        let run = em::best_run(points, self, &floors(points), progress)?;
        MixtureFound::new(points, run)
    }
}

/// The least variance of a component in any direction.
pub(in crate::cluster) fn floor(points: &Points<'_>) -> f64 {
    floors(points).into_iter().fold(f64::INFINITY, f64::min)
}

/// The most probable of the first `k` components for each row, ties to the lowest.
pub(in crate::cluster) fn most_probable(points: &Points<'_>, components: &GaussianComponents, k: usize) -> Vec<u32> {
    let model = Model {
        dimension: points.dimension,
        floors: vec![components.floor; points.dimension],
        weights: components.weights.clone(),
        means: components.means.concat(),
        covariances: components.covariances.concat(),
    };
    membership::labels(points, &model, k)
}

impl<S: Data<Elem = f64>, T> Fit<ArrayBase<S, Ix2>, T, ClusterError> for MixtureValidParams {
    type Object = Mixture;

    /// Fits the records, with the dataset's weights where it has some (otherwise 1 each).
    fn fit(&self, dataset: &DatasetBase<ArrayBase<S, Ix2>, T>) -> Result<Mixture, ClusterError> {
        let weights = dataset_weights(dataset)?;
        let points = Points::new(dataset.records.view(), &weights);
        Ok(self.assign(&points, &Progress::new())?.mixture)
    }
}
