//! How sure the number of clusters is, as plain values.

/// Clusters with this prediction strength are found again (Tibshirani and Walther 2005 name 0.8 to 0.9).
pub const STRONG: f64 = 0.8;

/// How sure the K of a sweep is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KConfidence {
    /// Number of bootstrap samples that chose a K.
    pub samples: usize,
    /// Customers in each.
    pub customers: usize,
    /// Each K that a sample chose and the share of samples, by K.
    pub frequency: Vec<(usize, f64)>,
    /// Prediction strength of each K.
    pub strength: Vec<(usize, f64)>,
    /// Each K whose score is below the best by no more than one standard error of that difference, by K.
    pub near: Vec<usize>,
}

impl KConfidence {
    /// The share of bootstrap samples that chose this K.
    pub fn share(&self, k: usize) -> f64 {
        self.frequency.iter().find(|(chosen, _)| *chosen == k).map_or(0.0, |(_, share)| *share)
    }

    /// The prediction strength of this K; none outside the sweep.
    pub fn strength(&self, k: usize) -> Option<f64> {
        self.strength.iter().find(|(at, _)| *at == k).map(|(_, strength)| *strength)
    }

    /// The largest K with a prediction strength of [`STRONG`]; 1 if there is none, because one cluster is always found
    /// again.
    pub fn strong(&self) -> usize {
        self.strength.iter().filter(|(_, strength)| *strength >= STRONG).map(|(k, _)| *k).max().unwrap_or(1)
    }
}
