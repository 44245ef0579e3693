//! Our K-Means and linfa's, where there is one answer.

use super::{close, clouds, fit_by, matrix};
use crate::cluster::{Algorithm, Scaling};
use crate::progress::Progress;

#[test]
fn on_well_separated_clouds_both_find_the_same() {
    for seed in [1, 2] {
        let mut rows = clouds(seed);
        rows.extend(rows.clone().into_iter().step_by(3));
        let matrix = matrix(&rows, Scaling::Zscore).unwrap();
        let run = |algorithm| fit_by(&matrix, algorithm, 4, 5, seed, &Progress::new()).unwrap();
        let (ours, theirs) = (run(Algorithm::KMeans), run(Algorithm::KMeansLinfa));
        assert_eq!(ours.labels, theirs.labels);
        assert_eq!(ours.sizes, theirs.sizes);
        assert!(close(ours.inertia, theirs.inertia, 1e-9));
        for (x, y) in ours.centroids.iter().zip(&theirs.centroids) {
            assert!((x - y).abs() < 1e-6, "{x} {y}");
        }
        assert!(ours.silhouette.unwrap().mean > 0.8);
    }
}
