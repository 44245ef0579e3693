//! How a row lies between its own cluster and the next: the numbers behind its silhouette (Rousseeuw 1987).

use super::{Clustering, Matrix};

/// Mean distances of a row, in the scaled space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// Mean distance to the other members of its own cluster; 0 for a cluster of one.
    pub own: f64,
    /// The other cluster with the smallest mean distance.
    pub label: u32,
    /// Mean distance to the members of that cluster.
    pub other: f64,
    /// (other − own) / max(other, own); 0 for a cluster of one.
    pub silhouette: f64,
}

/// The neighbour of a distinct row, exact whatever the number of rows; none for noise and below two clusters.
pub fn neighbour(matrix: &Matrix, clustering: &Clustering, row: usize) -> Option<Neighbour> {
    let label = (*clustering.labels.get(row)?)? as usize;
    let points = matrix.points();
    let mut sums = vec![(0.0, 0.0); clustering.k];
    for (other, (at, weight)) in points.rows().zip(points.weights).enumerate() {
        let Some(label) = clustering.labels[other] else { continue };
        let squares: f64 = at.iter().zip(points.row(row)).map(|(a, b)| (a - b) * (a - b)).sum();
        let (distance, size) = &mut sums[label as usize];
        *distance += weight * squares.sqrt();
        *size += weight;
    }
    let others = sums.iter().enumerate().filter(|(other, (_, size))| *other != label && *size > 0.0);
    let (nearest, other) = others.map(|(other, (sum, size))| (other, sum / size)).min_by(|a, b| a.1.total_cmp(&b.1))?;
    let (sum, size) = sums[label];
    let alone = size <= 1.0;
    let own = if alone { 0.0 } else { sum / (size - 1.0) };
    let larger = own.max(other);
    let silhouette = if alone || larger <= 0.0 { 0.0 } else { (other - own) / larger };
    Some(Neighbour { own, label: nearest as u32, other, silhouette })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cluster::tests::matrix;
    use crate::cluster::{Method, Scaling, fit};
    use crate::progress::Progress;

    #[test]
    fn its_silhouette_is_that_of_the_clustering() {
        let rows: Vec<Vec<f64>> =
            (0..60).map(|i| vec![f64::from(i % 3 * 10 + i % 4), f64::from(i % 5), f64::from(i % 7)]).collect();
        let matrix = matrix(&rows, Scaling::Zscore).unwrap();
        let clustering = fit(&matrix, &Method::default().params(3).unwrap(), &Progress::new()).unwrap();
        let silhouettes = &clustering.silhouette.as_ref().unwrap().rows;
        for (row, silhouette) in silhouettes.iter().enumerate() {
            let found = neighbour(&matrix, &clustering, row).unwrap();
            assert!((found.silhouette - silhouette).abs() < 1e-12, "{row}");
            assert_ne!(Some(found.label), clustering.labels[row]);
        }
        assert_eq!(neighbour(&matrix, &clustering, 1_000), None);
    }
}
