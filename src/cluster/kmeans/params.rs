//! Parameters of our K-Means: [`KMeansParams`] are set freely, [`KMeansValidParams`] have been checked (linfa's
//! `ParamGuard`).

use linfa::ParamGuard;

use crate::cluster::{ClusterError, checks};

/// Parameters as given; `check` turns them into [`KMeansValidParams`].
#[derive(Clone, Debug, PartialEq)]
pub struct KMeansParams(KMeansValidParams);

/// Checked parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct KMeansValidParams {
    k: usize,
    restarts: usize,
    swaps: usize,
    seed: u64,
    max_iterations: usize,
    tolerance: f64,
}

impl KMeansParams {
    /// `k` clusters, 10 restarts with 2·k swaps each (at most 20), seed 42, at most 300 iterations, tolerance 1e-8.
    pub fn new(k: usize) -> Self {
        Self(KMeansValidParams {
            k,
            restarts: 10,
            swaps: k.saturating_mul(2).min(20),
            seed: 42,
            max_iterations: 300,
            tolerance: 1e-8,
        })
    }

    /// Number of random starts; the lowest inertia wins, ties to the earliest.
    #[must_use]
    pub fn restarts(mut self, restarts: usize) -> Self {
        self.0.restarts = restarts;
        self
    }

    /// Number of centroid swaps per restart, each followed by exchanges of rows. 0 stops where Lloyd's iterations from
    /// k-means++ end, in a fraction of the time: for many clusters or a rough start.
    #[must_use]
    pub fn swaps(mut self, swaps: usize) -> Self {
        self.0.swaps = swaps;
        self
    }

    /// The seed. Each restart draws from its own stream of (seed, index).
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.0.seed = seed;
        self
    }

    /// Most iterations of one restart.
    #[must_use]
    pub fn max_iterations(mut self, max_iterations: usize) -> Self {
        self.0.max_iterations = max_iterations;
        self
    }

    /// A restart ends when the squared shifts of its centroids sum to at most `tolerance` times the mean variance of
    /// the columns (scikit-learn's `tol`). The best restart then continues to the fixed point.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.0.tolerance = tolerance;
        self
    }
}

impl KMeansValidParams {
    /// Number of clusters.
    pub fn k(&self) -> usize {
        self.k
    }

    /// Number of restarts.
    pub fn restarts(&self) -> usize {
        self.restarts
    }

    /// Swaps per restart.
    pub fn swaps(&self) -> usize {
        self.swaps
    }

    /// Seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Most iterations of one restart.
    pub fn max_iterations(&self) -> usize {
        self.max_iterations
    }

    /// See [`KMeansParams::tolerance`].
    pub fn tolerance(&self) -> f64 {
        self.tolerance
    }
}

impl ParamGuard for KMeansParams {
    type Checked = KMeansValidParams;
    type Error = ClusterError;

    fn check_ref(&self) -> Result<&Self::Checked, Self::Error> {
        checks::at_least_one("k", self.0.k)?;
        checks::at_least_one("restarts", self.0.restarts)?;
        checks::at_least_one("the number of iterations", self.0.max_iterations)?;
        checks::tolerance(self.0.tolerance)?;
        Ok(&self.0)
    }

    fn check(self) -> Result<Self::Checked, Self::Error> {
        self.check_ref()?;
        Ok(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_out_of_range_are_refused() {
        assert!(KMeansParams::new(0).check().is_err());
        assert!(KMeansParams::new(2).restarts(0).check().is_err());
        assert!(KMeansParams::new(2).max_iterations(0).check().is_err());
        assert!(KMeansParams::new(2).tolerance(-1.0).check().is_err());
        assert!(KMeansParams::new(2).tolerance(f64::NAN).check().is_err());
        assert!(KMeansParams::new(2).tolerance(0.0).check().is_ok());
    }
}
