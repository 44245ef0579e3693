//! Parameters of hierarchical clustering: [`HierarchyParams`] are set freely, [`HierarchyValidParams`] have been
//! checked (linfa's `ParamGuard`).

use linfa::ParamGuard;

use super::Linkage;
use crate::cluster::{ClusterError, checks};

/// Parameters as given; `check` turns them into [`HierarchyValidParams`].
#[derive(Clone, Debug, PartialEq)]
pub struct HierarchyParams(HierarchyValidParams);

/// Checked parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct HierarchyValidParams {
    k: usize,
    linkage: Linkage,
    seed: u64,
}

impl HierarchyParams {
    /// A tree cut into `k` clusters, Ward's linkage, seed 42.
    pub fn new(k: usize) -> Self {
        Self(HierarchyValidParams { k, linkage: Linkage::default(), seed: 42 })
    }

    /// The distance between two clusters.
    #[must_use]
    pub fn linkage(mut self, linkage: Linkage) -> Self {
        self.0.linkage = linkage;
        self
    }

    /// Seed of the K-Means whose centroids are the leaves above 10,000 rows.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.0.seed = seed;
        self
    }
}

impl HierarchyValidParams {
    /// Number of clusters.
    pub fn k(&self) -> usize {
        self.k
    }

    /// Linkage.
    pub fn linkage(&self) -> Linkage {
        self.linkage
    }

    /// See [`HierarchyParams::seed`].
    pub fn seed(&self) -> u64 {
        self.seed
    }
}

impl ParamGuard for HierarchyParams {
    type Checked = HierarchyValidParams;
    type Error = ClusterError;

    fn check_ref(&self) -> Result<&Self::Checked, Self::Error> {
        checks::at_least_one("k", self.0.k)?;
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
        assert!(HierarchyParams::new(0).check().is_err());
        assert!(HierarchyParams::new(1).linkage(Linkage::Single).check().is_ok());
    }
}
