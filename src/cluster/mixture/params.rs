//! Parameters of the mixture: [`MixtureParams`] are set freely, [`MixtureValidParams`] have been checked (linfa's
//! `ParamGuard`).

use linfa::ParamGuard;

use crate::cluster::{ClusterError, checks};

/// Parameters as given; `check` turns them into [`MixtureValidParams`].
#[derive(Clone, Debug, PartialEq)]
pub struct MixtureParams(MixtureValidParams);

/// Checked parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct MixtureValidParams {
    k: usize,
    restarts: usize,
    seed: u64,
    max_iterations: usize,
    tolerance: f64,
}

impl MixtureParams {
    /// `k` components, 10 restarts, seed 42, at most 1,000 iterations, tolerance 1e-7.
    pub fn new(k: usize) -> Self {
        Self(MixtureValidParams { k, restarts: 10, seed: 42, max_iterations: 1000, tolerance: 1e-7 })
    }

    /// Number of random starts; the highest likelihood wins, ties to the earliest.
    #[must_use]
    pub fn restarts(mut self, restarts: usize) -> Self {
        self.0.restarts = restarts;
        self
    }

    /// The seed. Each restart draws from its own stream of (seed, index).
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.0.seed = seed;
        self
    }

    /// Most iterations of one restart, and of the final run.
    #[must_use]
    pub fn max_iterations(mut self, max_iterations: usize) -> Self {
        self.0.max_iterations = max_iterations;
        self
    }

    /// The best restart continues until an iteration raises the mean log-likelihood per customer by less than this
    /// (scikit-learn's `tol`).
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.0.tolerance = tolerance;
        self
    }
}

impl MixtureValidParams {
    /// Number of components.
    pub fn k(&self) -> usize {
        self.k
    }

    /// Number of restarts.
    pub fn restarts(&self) -> usize {
        self.restarts
    }

    /// Seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Most iterations of one restart, and of the final run.
    pub fn max_iterations(&self) -> usize {
        self.max_iterations
    }

    /// See [`MixtureParams::tolerance`].
    pub fn tolerance(&self) -> f64 {
        self.tolerance
    }
}

impl ParamGuard for MixtureParams {
    type Checked = MixtureValidParams;
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
        assert!(MixtureParams::new(0).check().is_err());
        assert!(MixtureParams::new(2).restarts(0).check().is_err());
        assert!(MixtureParams::new(2).max_iterations(0).check().is_err());
        assert!(MixtureParams::new(2).tolerance(-1.0).check().is_err());
        assert!(MixtureParams::new(2).tolerance(f64::NAN).check().is_err());
        assert!(MixtureParams::new(2).tolerance(0.0).check().is_ok());
    }
}
