//! The parameters of a mixture during EM.

/// Weights, means and covariances of components.
#[derive(Clone, Debug)]
pub(super) struct Model {
    /// Columns.
    pub dimension: usize,
    /// The least variance of a component in each column, and in any direction between.
    pub floors: Vec<f64>,
    /// Weights of the components, which sum to 1.
    pub weights: Vec<f64>,
    /// Components × columns, row-major.
    pub means: Vec<f64>,
    /// Components × columns × columns, row-major.
    pub covariances: Vec<f64>,
}

impl Model {
    /// Number of components.
    pub fn k(&self) -> usize {
        self.weights.len()
    }

    /// The least variance of a component in any direction.
    pub fn least_floor(&self) -> f64 {
        self.floors.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// The mean of one component.
    pub fn mean(&self, component: usize) -> &[f64] {
        &self.means[component * self.dimension..(component + 1) * self.dimension]
    }

    /// The covariance of one component.
    pub fn covariance(&self, component: usize) -> &[f64] {
        let size = self.dimension * self.dimension;
        &self.covariances[component * size..(component + 1) * size]
    }

    /// Number of free parameters, as scikit-learn counts them for full covariances.
    pub fn free_parameters(&self) -> usize {
        let (k, d) = (self.k(), self.dimension);
        k * d * (d + 1) / 2 + k * d + k - 1
    }
}
