//! Labels of rows, and what follows from them: sizes and means of clusters, and their order.

use super::points::{Points, squared};

/// Labels with the weight and the exact weighted mean of each cluster.
pub(super) struct Partition<'a> {
    /// Cluster of each row, below `sizes.len()`.
    pub labels: &'a [u32],
    /// Weight of each cluster.
    pub sizes: Vec<f64>,
    /// Weighted means, row-major; zeros for a cluster without rows.
    means: Vec<f64>,
}

impl<'a> Partition<'a> {
    /// Takes sizes and means over the rows in their order.
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

    /// Mean of one cluster.
    pub fn mean(&self, cluster: usize) -> &[f64] {
        let d = self.means.len() / self.sizes.len();
        &self.means[cluster * d..(cluster + 1) * d]
    }
}

/// Labels and centroids, row-major, as an algorithm left them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Assignment {
    pub labels: Vec<u32>,
    pub centroids: Vec<f64>,
}

impl Assignment {
    /// Gives each row to its nearest centroid, ties to the lower index.
    pub fn nearest(points: &Points<'_>, centroids: Vec<f64>) -> Self {
        let label = |row: &[f64]| {
            let distances = centroids.chunks_exact(points.dimension).map(|centroid| squared::<0>(row, centroid));
            let nearest =
                distances.enumerate().fold((0, f64::INFINITY), |best, next| if next.1 < best.1 { next } else { best });
            nearest.0 as u32
        };
        Self { labels: points.rows().map(label).collect(), centroids }
    }

    /// The partition these labels make.
    pub fn partition(&self, points: &Points<'_>) -> Partition<'_> {
        Partition::new(points, &self.labels, self.centroids.len() / points.dimension)
    }

    /// Renumbers the clusters by size, largest first, ties by the smaller centroid coordinates from the first on.
    /// Clusters without rows are dropped.
    pub fn by_size(self, points: &Points<'_>) -> Self {
        let d = points.dimension;
        let sizes = self.partition(points).sizes;
        let centroid = |c: usize| &self.centroids[c * d..(c + 1) * d];
        let mut order: Vec<usize> = (0..sizes.len()).filter(|&c| sizes[c] > 0.0).collect();
        order.sort_by(|&a, &b| {
            let coordinates = centroid(a).iter().zip(centroid(b)).map(|(x, y)| x.total_cmp(y));
            sizes[b].total_cmp(&sizes[a]).then(coordinates.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then))
        });
        let mut number = vec![0; sizes.len()];
        for (new, &old) in order.iter().enumerate() {
            number[old] = new as u32;
        }
        Self {
            labels: self.labels.iter().map(|&label| number[label as usize]).collect(),
            centroids: order.iter().flat_map(|&c| centroid(c)).copied().collect(),
        }
    }
}
