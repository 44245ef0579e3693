//! Labels of rows, with the sizes, means and order of the clusters.

use super::points::{Points, squared};

/// Labels with the weight and the exact weighted mean of each cluster.
pub(super) struct Partition<'a> {
    /// Cluster of each row, below `sizes.len()`.
    pub labels: &'a [u32],
    /// Weight of each cluster.
    pub sizes: Vec<f64>,
    /// Weighted means, row-major; zeros for a cluster without rows.
    pub means: Vec<f64>,
}

impl<'a> Partition<'a> {
    /// Computes sizes and means over the rows in their order.
    pub fn new(points: &Points<'_>, labels: &'a [u32], k: usize) -> Self {
        let d = points.dimension;
        let mut sizes = vec![0.0; k];
        let mut means = vec![0.0; k * d];
        for ((row, &weight), &label) in points.rows().zip(points.weights).zip(labels) {
            sizes[label as usize] += weight;
            for (sum, x) in means[label as usize * d..].iter_mut().zip(row) {
                *sum += weight * x;
            }
        }
        for (mean, size) in means.chunks_exact_mut(d).zip(&sizes).filter(|(_, size)| **size > 0.0) {
            for m in mean {
                *m /= size;
            }
        }
        Self { labels, sizes, means }
    }

    /// The partition of labels; the number of clusters is taken from the largest label.
    pub fn unordered(points: &Points<'_>, labels: &'a [u32]) -> Self {
        Self::new(points, labels, labels.iter().max().map_or(0, |last| *last as usize + 1))
    }

    /// The clusters with rows, largest first, ties by the smaller coordinates of the mean: `order[new]` is the old
    /// label.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.sizes.len()).filter(|&c| self.sizes[c] > 0.0).collect();
        order.sort_by(|&a, &b| {
            let coordinates = self.mean(a).iter().zip(self.mean(b)).map(|(x, y)| x.total_cmp(y));
            let ties = coordinates.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then);
            self.sizes[b].total_cmp(&self.sizes[a]).then(ties)
        });
        order
    }

    /// Mean of one cluster.
    pub fn mean(&self, cluster: usize) -> &[f64] {
        let d = self.means.len() / self.sizes.len();
        &self.means[cluster * d..(cluster + 1) * d]
    }
}

/// Renumbers clusters by size ([`Partition::order`]) and drops clusters without rows. Returns the new labels, and the
/// old label of each new one.
pub(super) fn by_size(points: &Points<'_>, labels: &[u32]) -> (Vec<u32>, Vec<usize>) {
    let partition = Partition::unordered(points, labels);
    let order = partition.order();
    let mut number = vec![0; partition.sizes.len()];
    for (new, &old) in order.iter().enumerate() {
        number[old] = new as u32;
    }
    (labels.iter().map(|&label| number[label as usize]).collect(), order)
}

/// Labels and centroids, row-major, as K-Means returns them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Assignment {
    pub labels: Vec<u32>,
    pub centroids: Vec<f64>,
}

impl Assignment {
    /// Assigns each row to its nearest centroid, ties to the lower index.
    pub fn nearest(points: &Points<'_>, centroids: Vec<f64>) -> Self {
        let label = |row: &[f64]| {
            let distances = centroids.chunks_exact(points.dimension).map(|centroid| squared::<0>(row, centroid));
            let nearest =
                distances.enumerate().fold((0, f64::INFINITY), |best, next| if next.1 < best.1 { next } else { best });
            nearest.0 as u32
        };
        Self { labels: points.rows().map(label).collect(), centroids }
    }
}
