//! The edges of the test. How often it is right is counted in `tests/it/trust.rs`.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

use super::{Structure, structure};
use crate::cluster::{ClusterError, InputColumn, Matrix, Scaling};
use crate::progress::Progress;

fn matrix(columns: &[Vec<f64>], scaling: Scaling) -> Matrix {
    let included = vec![true; columns[0].len()];
    let columns: Vec<InputColumn<'_>> = columns.iter().map(|values| InputColumn { name: "f", values }).collect();
    Matrix::new(&columns, &included, scaling, None).unwrap()
}

fn structure_of(columns: &[Vec<f64>]) -> Structure {
    structure(&matrix(columns, Scaling::Zscore), 42, &Progress::new()).unwrap()
}

/// Columns of uniform noise between 0 and 1.
fn noise(columns: usize, rows: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    (0..columns).map(|_| (0..rows).map(|_| rng.r#gen()).collect()).collect()
}

#[test]
fn a_ratio_is_spread_where_its_counts_are_a_feature_too() {
    // One claim each or two, of which the burnt share can be 0, 1/2 or 1 only: six places, and no segments.
    let mut rng = Xoshiro256Plus::seed_from_u64(5);
    let claims: Vec<f64> = (0..200).map(|_| f64::from(rng.gen_range(1..3))).collect();
    let burnt = |n: &f64| f64::from(rng.gen_range(0..=*n as u32)) / n;
    let shares: Vec<f64> = claims.iter().map(burnt).collect();
    assert!(!structure_of(&[claims, shares.clone()]).is_clear());
    // Without the counts they are three values.
    assert!(structure_of(&[shares]).is_clear());
}

#[test]
fn few_customers_and_few_places_are_no_panic() {
    for rows in 1..8 {
        let columns = [(0..rows).map(|i| 0.5 + f64::from(i * i)).collect::<Vec<_>>(), vec![0.25; rows as usize]];
        if rows > 1 {
            let found = structure_of(&columns);
            assert!((0.0..=1.0).contains(&found.p()), "{rows} {found:?}");
        }
    }
    // Three values with fractions, and values that only just differ.
    let places: Vec<f64> = (0..90).map(|i| [0.5, 3.25, 20.125][i % 3]).collect();
    assert!(structure_of(&[places]).is_clear());
    let tiny: Vec<f64> = (0..50).map(|i| 1e-160 * f64::from(i % 7)).collect();
    let found = structure(&matrix(&[tiny], Scaling::None), 1, &Progress::new()).unwrap();
    assert!((0.0..=1.0).contains(&found.p()), "{found:?}");
}

#[test]
fn neither_order_nor_threads_change_a_digit() {
    let columns = noise(3, 1100, 9);
    let mut order: Vec<usize> = (0..1100).collect();
    order.shuffle(&mut Xoshiro256Plus::seed_from_u64(1));
    let shuffled: Vec<Vec<f64>> = columns.iter().map(|c| order.iter().map(|&i| c[i]).collect()).collect();
    let run = |columns: &[Vec<f64>], threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| structure_of(columns))
    };
    assert_eq!(run(&columns, 1), run(&shuffled, 3));
}

#[test]
fn it_counts_references_and_can_be_cancelled() {
    let matrix = matrix(&noise(2, 60, 1), Scaling::Zscore);
    let progress = Progress::new();
    structure(&matrix, 1, &progress).unwrap();
    let step = progress.step();
    assert_eq!((step.label.as_str(), step.done, step.total), ("structure", 80, 80));
    progress.cancel();
    assert_eq!(structure(&matrix, 1, &progress), Err(ClusterError::Cancelled));
}
