//! Ward's linkage from the means and sizes of the clusters: no distance matrix is needed.

use super::chain::Clusters;
use crate::cluster::points::{Points, squared};

/// The mean and size of each cluster. `D` is the dimension if it is known at compile time, otherwise 0.
pub(super) struct Centroids<const D: usize> {
    /// Row-major.
    means: Vec<f64>,
    sizes: Vec<f64>,
    dimension: usize,
}

impl<const D: usize> Centroids<D> {
    /// One cluster per row, with the row's weight as its size.
    pub fn new(points: &Points<'_>) -> Self {
        Self { means: points.values.to_vec(), sizes: points.weights.to_vec(), dimension: points.dimension }
    }

    fn mean(&self, slot: usize) -> &[f64] {
        let d = if D > 0 { D } else { self.dimension };
        &self.means[slot * d..(slot + 1) * d]
    }
}

impl<const D: usize> Clusters for Centroids<D> {
    /// Twice the increase of the sum of squares.
    #[inline]
    fn distance(&self, a: usize, b: usize) -> f64 {
        let (size_a, size_b) = (self.sizes[a], self.sizes[b]);
        2.0 * size_a * size_b / (size_a + size_b) * squared::<D>(self.mean(a), self.mean(b))
    }

    fn height(distance: f64) -> f64 {
        distance.sqrt()
    }

    fn merge(&mut self, from: usize, into: usize, _slots: &[usize]) {
        let size = self.sizes[from] + self.sizes[into];
        let share = self.sizes[from] / size;
        for column in 0..self.dimension {
            let apart = self.means[from * self.dimension + column] - self.means[into * self.dimension + column];
            self.means[into * self.dimension + column] += share * apart;
        }
        self.sizes[into] = size;
    }
}
