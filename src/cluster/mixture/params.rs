//! Parameters of the mixture: checked ones can only be had from [`MixtureParams`] by linfa's `ParamGuard`.

use linfa::ParamGuard;

use crate::cluster::{ClusterError, checks};

/// Parameters as given; `check` makes [`MixtureValidParams`] of them.
#[derive(Clone, Debug, PartialEq)]
pub struct MixtureParams(MixtureValidParams);

/// Parameters that are in range.
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

    /// How many times to start anew; the highest likelihood wins, ties to the earliest.
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

    /// Iterations of one restart, and of the last run, at the most.
    #[must_use]
    pub fn max_iterations(mut self, max_iterations: usize) -> Self {
        self.0.max_iterations = max_iterations;
        self
    }

    /// The winner of the restarts runs on until an iteration raises the mean log-likelihood per customer by less than
    /// this (scikit-learn's `tol`).
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.0.tolerance = tolerance;
        self
    }
}

impl MixtureValidParams {
    /// Components.
    pub fn k(&self) -> usize {
        self.k
    }

    /// Restarts.
    pub fn restarts(&self) -> usize {
        self.restarts
    }

    /// Seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Iterations of one restart, and of the last run, at the most.
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
