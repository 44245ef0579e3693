//! The gap statistic on data whose answer is known.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

use std::collections::HashMap;

use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use serde::Deserialize;

use super::statistic::{Gap, GapPoint, first_within_error, gap};
use crate::cluster::{ClusterError, InputColumn, Matrix, Scaling};
use crate::progress::Progress;

fn matrix(columns: &[Vec<f64>], scaling: Scaling) -> Matrix {
    clipped(columns, scaling, None)
}

fn clipped(columns: &[Vec<f64>], scaling: Scaling, clip: Option<f64>) -> Matrix {
    let included = vec![true; columns[0].len()];
    let columns: Vec<InputColumn<'_>> = columns.iter().map(|values| InputColumn { name: "f", values }).collect();
    Matrix::new(&columns, &included, scaling, clip).unwrap()
}

fn gap_of(matrix: &Matrix, k_max: usize) -> Gap {
    gap(matrix, k_max, 42, &Progress::new()).unwrap()
}

fn by_column(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    (0..rows[0].len()).map(|j| rows.iter().map(|row| row[j]).collect()).collect()
}

/// Columns of uniform noise between 0 and 1; of whole numbers below `levels` where that is given.
fn noise(columns: usize, rows: usize, levels: Option<u32>, seed: u64) -> Vec<Vec<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let mut value = || match levels {
        Some(levels) => f64::from(rng.gen_range(0..levels)),
        None => rng.r#gen(),
    };
    (0..columns).map(|_| (0..rows).map(|_| value()).collect()).collect()
}

/// Square clouds of width 8 around the given centres.
fn clouds(centres: &[(f64, f64)], rows_each: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let all = centres.iter().flat_map(|centre| std::iter::repeat_n(centre, rows_each));
    let rows: Vec<Vec<f64>> =
        all.map(|(x, y)| vec![x + rng.gen_range(-4.0..4.0), y + rng.gen_range(-4.0..4.0)]).collect();
    by_column(&rows)
}

#[derive(Deserialize)]
struct Expected {
    rows: Vec<Vec<f64>>,
    gaps: Vec<f64>,
    errors: Vec<f64>,
    best: usize,
}

#[test]
fn gaps_over_scikit_learns_k_means_agree() {
    let text = include_str!("../../../tests/fixtures/cluster/gap.json");
    for (name, expected) in serde_json::from_str::<HashMap<String, Expected>>(text).unwrap() {
        let found = gap_of(&matrix(&by_column(&expected.rows), Scaling::Zscore), expected.gaps.len());
        assert_eq!(found.best, Some(expected.best), "{name}");
        assert_eq!(found.points.len(), expected.gaps.len());
        for (point, (gap, error)) in found.points.iter().zip(expected.gaps.iter().zip(&expected.errors)) {
            let off = (point.gap - gap).abs();
            assert!(off < 3.0 * point.error, "{name} {point:?} {gap}");
            // The standard deviation of 20 values has an error of about 16%.
            assert!((0.5..2.0).contains(&(point.error / error)), "{name} {point:?} {error}");
        }
    }
}

#[test]
fn noise_is_one_cluster() {
    for seed in 0..3 {
        // 2,100 customers are more than the statistic takes.
        for (columns, rows, levels) in [(2, 300, None), (3, 300, None), (2, 2100, None), (5, 200, None)] {
            if rows > 2000 && seed > 0 {
                continue;
            }
            let found = gap_of(&matrix(&noise(columns, rows, levels, seed), Scaling::Zscore), 3);
            assert_eq!(found.best, Some(1), "{columns} columns, {rows} rows, seed {seed}");
        }
        for (columns, rows, levels) in [(2, 300, 10), (3, 300, 4), (3, 200, 2), (2, 200, 5)] {
            for unit in [1.0, 30.0] {
                let values = noise(columns, rows, Some(levels), seed);
                let values: Vec<Vec<f64>> = values.iter().map(|c| c.iter().map(|x| unit * x).collect()).collect();
                let found = gap_of(&matrix(&values, Scaling::Minmax), 3);
                assert_eq!(
                    found.best,
                    Some(1),
                    "{columns} columns, {rows} rows, {levels} levels of {unit}, seed {seed}"
                );
            }
        }
    }
}

#[test]
fn the_lattice_of_clipped_counts_is_not_found_either() {
    let mut columns = noise(2, 400, Some(6), 1);
    columns[0][0] = 8.0;
    columns[0][1] = -2.0;
    let clipped = clipped(&columns, Scaling::Zscore, Some(0.1));
    assert!(clipped.raw.column(0).iter().any(|x| x.fract() != 0.0), "an end of the range is no whole number");
    assert_eq!(gap_of(&clipped, 4).best, Some(1));
}

#[test]
fn planted_clouds_are_found() {
    let centres = [(0.0, 0.0), (220.0, 90.0), (80.0, 0.0), (80.0, 60.0), (0.0, 40.0)];
    for k in [2, 3, 5] {
        for rows_each in [30, 300] {
            let columns = clouds(&centres[..k], rows_each, 3);
            for scaling in [Scaling::Zscore, Scaling::None] {
                assert_eq!(gap_of(&matrix(&columns, scaling), k + 1).best, Some(k), "{rows_each} rows each, {scaling}");
            }
            // Rounded and moved to where the logarithm changes little: the same clouds.
            let whole: Vec<Vec<f64>> = columns.iter().map(|c| c.iter().map(|x| x.round() + 200.0).collect()).collect();
            assert_eq!(
                gap_of(&matrix(&whole, Scaling::Log), k + 1).best,
                Some(k),
                "{rows_each} rows each, whole numbers"
            );
        }
    }
}

#[test]
fn few_places_are_as_many_clusters_and_no_gap_is_infinite() {
    // Three values with fractions: at three clusters nothing is left within.
    let places: Vec<f64> = (0..90).map(|i| [0.5, 3.25, 20.125][i % 3]).collect();
    let found = gap_of(&matrix(&[places], Scaling::Zscore), 6);
    assert_eq!(found.points.iter().map(|p| p.k).collect::<Vec<_>>(), [1, 2]);
    assert!(found.points.iter().all(|p| p.gap.is_finite() && p.error.is_finite()), "{found:?}");
    assert_eq!(found.best, Some(3));
    // A sample of one place only.
    let mut one = vec![0.5; 1_000_000];
    one[7] = 0.25;
    assert_eq!(gap_of(&matrix(&[one], Scaling::Zscore), 6), Gap { points: Vec::new(), best: Some(1) });
    // Values that hardly differ, and values far apart.
    for tiny in [1e-160, 1e-12, 1e99] {
        let columns: Vec<Vec<f64>> =
            noise(2, 50, None, 1).iter().map(|c| c.iter().map(|x| x * tiny).collect()).collect();
        let found = gap_of(&matrix(&columns, Scaling::None), 3);
        assert!(found.points.iter().all(|p| p.gap.is_finite() && p.error.is_finite()), "{tiny} {found:?}");
    }
    // Integers too large to be distinguished by their logarithm.
    let large: Vec<f64> = (0..20).map(|i| 4e15 + f64::from(i)).collect();
    let found = gap_of(&matrix(&[large, (0..20).map(f64::from).collect()], Scaling::Log), 3);
    assert!(found.points.iter().all(|p| p.gap.is_finite() && p.error.is_finite()), "{found:?}");
}

#[test]
fn fewer_customers_than_clusters_limit_k() {
    for rows in 2..6 {
        let values: Vec<f64> = (0..rows).map(|i| 0.5 + f64::from(i * i)).collect();
        let found = gap_of(&matrix(&[values], Scaling::Zscore), 10);
        assert_eq!(found.points.len(), rows as usize - 1);
        assert!(found.best.is_some_and(|k| k < rows as usize), "{found:?}");
    }
    assert_eq!(gap_of(&matrix(&noise(2, 50, None, 1), Scaling::Zscore), 0), Gap::default());
}

#[test]
fn the_rule_is_that_of_the_paper() {
    let point = |(i, &(gap, error)): (usize, &(f64, f64))| GapPoint { k: i + 1, gap, error };
    let best = |gaps: &[(f64, f64)], infinite| {
        let points: Vec<GapPoint> = gaps.iter().enumerate().map(point).collect();
        first_within_error(&points, infinite)
    };
    assert_eq!(best(&[(1.0, 0.1), (1.05, 0.1), (0.5, 0.1)], None), Some(1));
    assert_eq!(best(&[(1.0, 0.1), (1.5, 0.1), (1.6, 0.1), (1.2, 0.1)], None), Some(2));
    assert_eq!(best(&[(1.0, 0.1), (2.0, 0.1), (3.0, 0.1)], None), Some(3));
    assert_eq!(best(&[(1.0, 0.1), (2.0, 0.1), (3.0, 0.1)], Some(4)), Some(4));
    assert_eq!(best(&[(1.0, 0.1)], None), Some(1));
    assert_eq!(best(&[], None), None);
}

#[test]
fn neither_order_nor_threads_change_a_digit() {
    let columns = noise(3, 2100, Some(8), 9);
    let mut order: Vec<usize> = (0..2100).collect();
    order.shuffle(&mut Xoshiro256Plus::seed_from_u64(1));
    let shuffled: Vec<Vec<f64>> = columns.iter().map(|c| order.iter().map(|&i| c[i]).collect()).collect();
    let run = |columns: &[Vec<f64>], threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| gap_of(&matrix(columns, Scaling::Zscore), 3))
    };
    let found = run(&columns, 1);
    assert_eq!(found, run(&shuffled, 3));
    assert_ne!(found, gap(&matrix(&columns, Scaling::Zscore), 3, 43, &Progress::new()).unwrap());
}

#[test]
fn it_counts_references_and_can_be_cancelled() {
    let matrix = matrix(&noise(2, 100, None, 1), Scaling::Zscore);
    let progress = Progress::new();
    gap(&matrix, 3, 1, &progress).unwrap();
    let step = progress.step();
    assert_eq!((step.label.as_str(), step.done, step.total), ("gap", 20, 20));
    progress.cancel();
    assert_eq!(gap(&matrix, 3, 1, &progress), Err(ClusterError::Cancelled));
}
