//! A row of weight w is w equal rows: the same clusters, the same scores.

use super::{close, clouds, customers, fit_with, matrix, methods, renumbering, with_noise};
use crate::cluster::algorithm::{Common, Found};
use crate::cluster::fit::score;
use crate::cluster::points::Points;
use crate::cluster::{Clustering, Detail, Matrix, Scaling};
use crate::progress::Progress;

/// The scaled row of each input row.
fn repeated(matrix: &Matrix) -> Vec<f64> {
    matrix.row_of.iter().flat_map(|row| matrix.scaled.row(row.unwrap() as usize).to_vec()).collect()
}

/// Inertia and every score, those per segment and per input row among them.
fn figures(found: &Clustering, row_of: impl Iterator<Item = usize>) -> Vec<f64> {
    let silhouette = found.silhouette.as_ref().unwrap();
    let of_all = [
        found.inertia,
        silhouette.mean,
        silhouette.error,
        found.davies_bouldin.unwrap(),
        found.calinski_harabasz.unwrap(),
    ];
    let of_rows = row_of.map(|row| silhouette.rows[row]);
    of_all
        .into_iter()
        .chain(silhouette.segments.iter().copied())
        .chain(found.centroids.iter().copied())
        .chain(of_rows)
        .collect()
}

#[test]
fn scores_of_weighted_rows_are_those_of_repeated_rows() {
    let rows = customers(800, 4);
    let matrix = matrix(&rows, Scaling::Zscore).unwrap();
    assert!(matrix.distinct() < rows.len());
    let ones = vec![1.0; rows.len()];
    let full = Points { values: repeated(&matrix).into(), weights: &ones, dimension: 3, spread: &[] };
    for method in methods() {
        let weighted = fit_with(&matrix, &method, 5).unwrap();
        let labels = matrix.labels_of_rows(&weighted.labels);
        let found = Found { params: weighted.params.clone(), labels, detail: Detail::Restarts(Vec::new()) };
        let plain = score(&full, vec![found], usize::MAX, &Progress::new()).unwrap().remove(0);
        assert_eq!(matrix.labels_of_rows(&weighted.labels), plain.labels, "{method:?}");
        assert_eq!(weighted.sizes, plain.sizes, "{method:?}");
        let of_distinct = figures(&weighted, matrix.row_of.iter().map(|row| row.unwrap() as usize));
        let of_rows = figures(&plain, 0..rows.len());
        for (i, (x, y)) in of_distinct.iter().zip(&of_rows).enumerate() {
            // The customers that are noise have no silhouette either way.
            assert!(close(*x, *y, 1e-12) || x.is_nan() && y.is_nan(), "{method:?} figure {i}: {x} {y}");
        }
    }
    let (a, b) = (matrix.points(), &full);
    for (x, y) in a.variance(&a.mean()).into_iter().zip(b.variance(&b.mean())) {
        assert!(close(x, y, 1e-12), "{x} {y}");
    }
}

/// From the same start K-Means and the mixture do so on any rows, which is tested there; here from their own.
#[test]
fn every_algorithm_finds_the_same_in_repeated_rows() {
    for seed in [1, 2] {
        let once = clouds(seed);
        let rows: Vec<Vec<f64>> =
            once.into_iter().enumerate().flat_map(|(i, row)| std::iter::repeat_n(row, 1 + i % 3)).collect();
        let matrix = matrix(&rows, Scaling::Zscore).unwrap();
        let ones = vec![1.0; rows.len()];
        let full = Points { values: repeated(&matrix).into(), weights: &ones, dimension: 2, spread: &[] };
        for method in methods() {
            let run = |points: &Points<'_>| {
                method.params(4).unwrap().assign(points, &Common::Nothing, &Progress::new()).unwrap().labels
            };
            let (weighted, plain) = (matrix.labels_of_rows(&run(&matrix.points())), run(&full));
            assert!(renumbering(&with_noise(&weighted), &with_noise(&plain)).is_some(), "{method:?}");
        }
    }
}
