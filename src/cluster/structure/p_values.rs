//! The result of the test.

use serde::Serialize;

/// The significance level: the share of data without segments that may be taken for structured.
const LEVEL: f64 = 0.05;

/// How likely data without segments look as structured as these: the two p-values of a Monte Carlo test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Structure {
    /// Among samples of a single population with the margins and correlations of the data.
    pub p_single: f64,
    /// Among samples of uniform noise in the box of the data.
    pub p_uniform: f64,
}

impl Structure {
    /// If there is nothing to compare.
    pub(super) const NONE: Self = Self { p_single: 1.0, p_uniform: 1.0 };

    /// Whether the data look more structured than either kind of data without segments, at 5%.
    pub fn is_clear(self) -> bool {
        self.p() <= LEVEL
    }

    /// The larger of the two: both kinds of data must look less structured.
    pub fn p(self) -> f64 {
        self.p_single.max(self.p_uniform)
    }
}
