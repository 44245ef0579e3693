//! The sampled silhouette against the exact one.

use super::{customers, matrix};
use crate::cluster::partition::{Assignment, Partition};
use crate::cluster::points::Points;
use crate::cluster::silhouette::silhouettes;
use crate::cluster::{Matrix, Scaling, Silhouette, SilhouetteMethod};
use crate::progress::Progress;

/// Six thousand customers, and forty far from everyone: some thirteen of a sample of 2,000 would be theirs.
fn with_a_small_segment() -> Matrix {
    let mut rows = customers(6000, 11);
    rows.extend((0..40).map(|i| vec![400.0 + f64::from(i), 0.5, 5000.0 + f64::from(i)]));
    matrix(&rows, Scaling::Zscore).unwrap()
}

/// The rows nearest to `k` rows at equal steps, the last row among them.
fn spread_out(points: &Points<'_>, k: usize) -> Assignment {
    let last = points.len() - 1;
    let centroids = (1..=k).flat_map(|i| points.row(last * i / k).to_vec()).collect();
    Assignment::nearest(points, centroids)
}

fn score(points: &Points<'_>, found: &[&Assignment], exact_up_to: usize) -> Vec<Silhouette> {
    let partitions: Vec<_> = found.iter().map(|found| Partition::unordered(points, &found.labels)).collect();
    let scores = silhouettes(points, &partitions, exact_up_to, &Progress::new()).unwrap();
    scores.into_iter().flatten().collect()
}

#[test]
fn a_sample_estimates_the_exact_silhouette() {
    let matrix = with_a_small_segment();
    let points = matrix.points();
    let (two, six) = (spread_out(&points, 2), spread_out(&points, 6));
    let exact = score(&points, &[&two, &six], usize::MAX);
    let sampled = score(&points, &[&two, &six], 100);
    for (exact, sampled) in exact.iter().zip(&sampled) {
        assert_eq!(exact.method, SilhouetteMethod::Exact);
        assert_eq!(sampled.method, SilhouetteMethod::Sampled);
        let off = (sampled.mean - exact.mean).abs();
        assert!(off > 0.0 && off < 4.0 * sampled.error && sampled.error < 0.02, "{off} {sampled:?}");
        // Sampled customers are scored against all customers: their values are exact but for square roots of 32 bits.
        let pairs = sampled.rows.iter().zip(&exact.rows).filter(|(s, _)| !s.is_nan());
        let differences: Vec<f64> = pairs.map(|(s, e)| (s - e).abs()).collect();
        assert!(differences.iter().all(|&d| d < 1e-6));
        assert!((1000..=2100).contains(&differences.len()), "{}", differences.len());
    }
}

#[test]
fn a_small_segment_has_thirty_in_the_sample() {
    let matrix = with_a_small_segment();
    let points = matrix.points();
    let (two, four) = (spread_out(&points, 2), spread_out(&points, 4));
    let small = four.labels[points.len() - 1];
    assert_eq!(Partition::unordered(&points, &four.labels).sizes[small as usize], 40.0);

    let both = score(&points, &[&two, &four], 100);
    let rows = both[1].rows.iter().zip(&four.labels);
    assert_eq!(rows.filter(|(s, label)| !s.is_nan() && **label == small).count(), 30);
    assert!(both[1].segments.iter().all(|s| s.is_finite()));
    // One pass for several partitions gives what each gives alone, but for the places where sums of 32 bits end.
    for (found, both) in [&two, &four].into_iter().zip(&both) {
        let alone = score(&points, &[found], 100).remove(0);
        assert!((alone.mean - both.mean).abs() < 1e-8);
        assert!((alone.error - both.error).abs() < 1e-8);
    }
}

#[test]
fn segments_far_from_the_origin_keep_their_digits() {
    // In 32 bits a coordinate of a million has no hundredths.
    let rows: Vec<Vec<f64>> = customers(3000, 5)
        .into_iter()
        .enumerate()
        .map(|(i, row)| vec![row[0] * 1e-3 + if i % 2 == 0 { 1e6 } else { 1e6 + 3.0 }, row[1], row[2] * 1e-3])
        .collect();
    let matrix = matrix(&rows, Scaling::None).unwrap();
    let points = matrix.points();
    let three = spread_out(&points, 3);
    let (exact, sampled) = (score(&points, &[&three], usize::MAX), score(&points, &[&three], 100));
    let pairs = sampled[0].rows.iter().zip(&exact[0].rows).filter(|(s, _)| !s.is_nan());
    pairs.for_each(|(s, e)| assert!((s - e).abs() < 1e-6, "{s} {e}"));
}

#[test]
fn coordinates_too_large_for_32_bits_take_64() {
    let rows: Vec<Vec<f64>> =
        customers(300, 5).into_iter().map(|row| row.into_iter().map(|x| x * 1e30).collect()).collect();
    let matrix = matrix(&rows, Scaling::None).unwrap();
    let points = matrix.points();
    let three = spread_out(&points, 3);
    let (exact, sampled) = (score(&points, &[&three], usize::MAX), score(&points, &[&three], 100));
    let pairs = sampled[0].rows.iter().zip(&exact[0].rows).filter(|(s, _)| !s.is_nan());
    pairs.for_each(|(s, e)| assert_eq!(s.to_bits(), e.to_bits()));
}
