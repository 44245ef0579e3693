//! The parameters of a mixture, and the step of EM that moves them.

use super::covariance::floored;
use super::sums::Sums;
use crate::cluster::partition::Partition;
use crate::cluster::points::Points;

/// Weights, means and covariances of components.
#[derive(Clone, Debug)]
pub(super) struct Model {
    /// Columns.
    pub dimension: usize,
    /// The least variance of a component in any direction.
    pub floor: f64,
    /// Shares of the components, summing to 1.
    pub weights: Vec<f64>,
    /// Components × columns, row-major.
    pub means: Vec<f64>,
    /// Components × columns × columns, row-major.
    pub covariances: Vec<f64>,
}

impl Model {
    /// Weights, means and covariances of the clusters of a partition. One without rows has weight 0 and never comes
    /// to life.
    pub fn of_clusters(points: &Points<'_>, partition: &Partition<'_>, floor: f64) -> Self {
        let (k, d) = (partition.sizes.len(), points.dimension);
        let mut model = Self {
            dimension: d,
            floor,
            weights: vec![0.0; k],
            means: (0..k).flat_map(|c| partition.mean(c)).copied().collect(),
            covariances: vec![0.0; k * d * d],
        };
        let sums = Sums::of_labels(points, partition.labels, &model);
        model.maximise(&sums);
        model
    }

    /// How many components there are.
    pub fn k(&self) -> usize {
        self.weights.len()
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

    /// Numbers that are free: as scikit-learn counts them for full covariances.
    pub fn free_parameters(&self) -> usize {
        let (k, d) = (self.k(), self.dimension);
        k * d * (d + 1) / 2 + k * d + k - 1
    }

    /// The M-step: the likeliest parameters when each row belongs to the components by the parts in `sums`, which were
    /// taken about the means of this model. A component that no row belongs to stays where it is, with weight 0.
    pub fn maximise(&mut self, sums: &Sums) {
        let d = self.dimension;
        let total: f64 = (0..self.k()).map(|c| sums.component(c).weight).sum();
        for c in 0..self.k() {
            let sums = sums.component(c);
            self.weights[c] = sums.weight / total;
            if sums.weight <= 0.0 {
                continue;
            }
            let shift: Vec<f64> = sums.first.iter().map(|sum| sum / sums.weight).collect();
            let mut covariance = vec![0.0; d * d];
            for i in 0..d {
                for j in 0..=i {
                    let value = sums.second[i * (i + 1) / 2 + j] / sums.weight - shift[i] * shift[j];
                    covariance[i * d + j] = value;
                    covariance[j * d + i] = value;
                }
            }
            let size = d * d;
            self.covariances[c * size..(c + 1) * size].copy_from_slice(&floored(&covariance, d, self.floor));
            for (mean, shift) in self.means[c * d..].iter_mut().zip(shift) {
                *mean += shift;
            }
        }
    }
}
