//! The sampled silhouette against the exact one.

use super::super::SilhouetteMethod;
use super::super::fit::score;
use super::super::partition::Assignment;
use super::super::silhouette::silhouettes;
use super::super::{Algorithm, Scaling};
use super::{customers, fit, matrix};
use crate::cluster::partition::Partition;
use crate::progress::Progress;

#[test]
fn a_sample_estimates_the_exact_silhouette() {
    let matrix = matrix(&customers(12_000, 11), Scaling::Zscore).unwrap();
    let points = matrix.points();
    for k in [2, 6] {
        let exact = fit(&matrix, k);
        let found = Assignment {
            labels: exact.labels.clone(),
            centroids: exact.centroids.iter().copied().collect(),
        };
        let sampled = score(
            &points,
            Algorithm::KMeans,
            vec![found],
            100,
            &Progress::new(),
        )
        .unwrap()
        .remove(0);
        let (exact, sampled) = (exact.silhouette.unwrap(), sampled.silhouette.unwrap());
        assert_eq!(
            (exact.method, sampled.method),
            (SilhouetteMethod::Exact, SilhouetteMethod::Sampled)
        );
        assert!(sampled.error > 0.0 && sampled.error < 0.02);
        assert!(
            (sampled.mean - exact.mean).abs() < 4.0 * sampled.error,
            "{} {} ± {}",
            exact.mean,
            sampled.mean,
            sampled.error
        );
        // Sampled customers are scored against all customers: their values are exact.
        let mut rows = 0;
        for (s, e) in sampled
            .rows
            .iter()
            .zip(&exact.rows)
            .filter(|(s, _)| !s.is_nan())
        {
            assert!((s - e).abs() < 1e-12);
            rows += 1;
        }
        assert!((500..=2200).contains(&rows), "{rows}");
    }
}

#[test]
fn small_segments_are_sampled_too() {
    // Forty customers far from everyone: some seven of a sample of 2,000 would be theirs.
    let mut rows = customers(12_000, 12);
    rows.extend((0..40).map(|i| vec![400.0 + f64::from(i), 0.5, 5000.0 + f64::from(i)]));
    let matrix = matrix(&rows, Scaling::Zscore).unwrap();
    let points = matrix.points();
    let (four, two) = (fit(&matrix, 4), fit(&matrix, 2));
    let partitions = [
        Partition::new(&points, &four.labels, 4),
        Partition::new(&points, &two.labels, 2),
    ];
    let small = four.sizes.iter().position(|&size| size == 40).unwrap() as u32;
    let found = silhouettes(&points, &partitions, 100, &Progress::new()).unwrap();
    let sampled = |i: usize, labels: &[u32], label: u32| {
        let rows = &found[i].as_ref().unwrap().rows;
        rows.iter()
            .zip(labels)
            .filter(|(s, l)| !s.is_nan() && **l == label)
            .count()
    };
    assert_eq!(sampled(0, &four.labels, small), 30);
    assert!(
        found[0]
            .as_ref()
            .unwrap()
            .segments
            .iter()
            .all(|s| s.is_finite())
    );
    // One pass for both partitions gives what each gives alone.
    for (partition, both) in partitions.iter().zip(&found) {
        let alone = silhouettes(
            &points,
            std::slice::from_ref(partition),
            100,
            &Progress::new(),
        )
        .unwrap()
        .remove(0);
        let (alone, both) = (alone.unwrap(), both.as_ref().unwrap());
        assert!((alone.mean - both.mean).abs() < 1e-12);
    }
}
