//! Gaussian mixture with full covariances: weighted EM from K-Means starts, the best of several restarts, BIC and soft
//! membership.
//!
//! **The floor.** A component that shrinks onto one row, or onto rows that share a value, would have a density without
//! bound, and the likelihood with it. No variance of a component is less than 1e-6 in any direction (that is a standard
//! deviation of a thousandth of that of a z-scored column), so the likelihood has a largest value. scikit-learn adds its
//! `reg_covar` of 1e-6 to the diagonal instead: that keeps the same bound, but is not the likeliest covariance within
//! it, so that its likelihood can fall between iterations. Away from the floor the two agree.
//!
//! **Counts.** The density of a value that many customers share rises up to the floor: on discrete features the
//! likelihood rewards components for single values, and BIC then favours many components. That is a trait of the
//! likelihood and the same in scikit-learn; which of those spikes are found depends on the starts. They are neither
//! hunted for nor forbidden.
//!
//! **Many rows.** Above 4,000 distinct rows the restarts compete on 4,000 customers, taken at equal steps over the
//! canonical order of rows, and only the best of them is run on over all rows. (Where a few rows hold most of the
//! weight there is no such sample, and the restarts go over all rows.)

mod covariance;
mod density;
mod eigen;
mod em;
mod exp;
mod found;
mod membership;
mod model;
mod params;
mod sums;
#[cfg(test)]
mod tests;

use linfa::dataset::DatasetBase;
use linfa::traits::Fit;
use ndarray::{ArrayBase, Data, Ix2};

pub use found::{Mixture, MixtureFound};
pub use membership::Membership;
pub use params::{MixtureParams, MixtureValidParams};

use self::model::Model;
use super::points::{Points, dataset_weights};
use super::{ClusterError, predict};
use crate::progress::Progress;

/// The least variance of a component in any direction.
const FLOOR: f64 = 1e-6;
/// The same as a part of the variance of all columns together: what numbers in unscaled units can tell from nothing.
const RELATIVE_FLOOR: f64 = 1e-12;

impl MixtureValidParams {
    /// The mixture of the best restart, run on to the tolerance, and the labels it gives. `points` are of a size that a
    /// matrix accepts.
    ///
    /// # Errors
    /// Fewer rows than components, or a cancelled `progress`.
    pub(super) fn assign(&self, points: &Points<'_>, progress: &Progress) -> Result<MixtureFound, ClusterError> {
        if points.len() < self.k() {
            return Err(ClusterError::TooFewRows { k: self.k(), rows: points.len() });
        }
        let run = em::best_run(points, self, floor(points), progress)?;
        MixtureFound::new(points, run)
    }
}

/// The least variance of a component in any direction.
pub(super) fn floor(points: &Points<'_>) -> f64 {
    let variance: f64 = points.variance(&points.mean()).iter().sum();
    FLOOR.max(RELATIVE_FLOOR * variance)
}

/// The most probable of the first `k` components of a mixture for each row, ties to the lowest.
pub(super) fn most_probable(points: &Points<'_>, mixture: &predict::Mixture, k: usize) -> Vec<u32> {
    let model = Model {
        dimension: points.dimension,
        floor: mixture.floor,
        weights: mixture.weights.clone(),
        means: mixture.means.concat(),
        covariances: mixture.covariances.concat(),
    };
    membership::labels(points, &model, k)
}

impl<S: Data<Elem = f64>, T> Fit<ArrayBase<S, Ix2>, T, ClusterError> for MixtureValidParams {
    type Object = Mixture;

    /// Fits the records, with the dataset's weights where it has some (else 1 each).
    fn fit(&self, dataset: &DatasetBase<ArrayBase<S, Ix2>, T>) -> Result<Mixture, ClusterError> {
        let weights = dataset_weights(dataset)?;
        let points = Points::new(dataset.records.view(), &weights);
        Ok(self.assign(&points, &Progress::new())?.mixture)
    }
}
