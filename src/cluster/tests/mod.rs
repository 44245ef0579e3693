//! Tests of the whole module; what concerns one file alone is tested there.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

mod dbscan;
mod degenerate;
mod hierarchy;
mod invariance;
mod reference;
mod sampling;
mod second_opinion;

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

use super::fit::{Found, score};
use super::points::Points;
use super::{Algorithm, ClusterError, Clustering, Column, Detail, Matrix, MatrixError, Method, Scaling, Sweep, SweepPoint};
use crate::progress::Progress;

/// A matrix of all rows.
pub(super) fn matrix(rows: &[Vec<f64>], scaling: Scaling) -> Result<Matrix, MatrixError> {
    matrix_of(rows, &vec![true; rows.len()], scaling, None)
}

fn matrix_of(rows: &[Vec<f64>], included: &[bool], scaling: Scaling, clip: Option<f64>) -> Result<Matrix, MatrixError> {
    let width = rows.first().map_or(0, Vec::len);
    let names: Vec<String> = (0..width).map(|j| format!("f{j}")).collect();
    let values: Vec<Vec<f64>> = (0..width).map(|j| rows.iter().map(|row| row[j]).collect()).collect();
    let columns: Vec<Column<'_>> = names.iter().zip(&values).map(|(name, values)| Column { name, values }).collect();
    Matrix::new(&columns, included, scaling, clip)
}

fn fit(matrix: &Matrix, k: usize) -> Clustering {
    fit_by(matrix, Algorithm::KMeans, k, 10, 42, &Progress::new()).unwrap()
}

fn fit_by(
    matrix: &Matrix,
    algorithm: Algorithm,
    k: usize,
    restarts: usize,
    seed: u64,
    progress: &Progress,
) -> Result<Clustering, ClusterError> {
    super::fit(matrix, &Method { algorithm, restarts, seed, ..Method::default() }.params(k)?, progress)
}

fn sweep_by(
    matrix: &Matrix,
    algorithm: Algorithm,
    k_max: usize,
    restarts: usize,
    seed: u64,
    progress: &Progress,
    on_point: impl FnMut(&SweepPoint),
) -> Result<Sweep, ClusterError> {
    super::sweep(matrix, &Method { algorithm, restarts, seed, ..Method::default() }, k_max, progress, on_point)
}

/// Labels where there is no noise.
fn all(labels: &[Option<u32>]) -> Vec<u32> {
    labels.iter().copied().map(Option::unwrap).collect()
}

/// Scores of given labels.
fn scores_of(points: &Points<'_>, labels: &[u32]) -> Clustering {
    let params = Method::default().params(1).unwrap();
    let labels = labels.iter().copied().map(Some).collect();
    let found = Found { params, labels, detail: Detail::Restarts(Vec::new()) };
    score(points, vec![found], usize::MAX, &Progress::new()).unwrap().remove(0)
}

/// The label of `b` that stands for each label of `a`, when they say the same but for the numbers.
fn renumbering(a: &[u32], b: &[u32]) -> Option<Vec<u32>> {
    let mut number = vec![None; a.iter().max().map_or(0, |last| *last as usize + 1)];
    let mut back = vec![None; b.iter().max().map_or(0, |last| *last as usize + 1)];
    let same = a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|(&a, &b)| *number[a as usize].get_or_insert(b) == b && *back[b as usize].get_or_insert(a) == a);
    if same { number.into_iter().collect() } else { None }
}

pub(super) fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1.0)
}

/// Customers with counts and a rate: many equal rows, four loose groups.
pub(super) fn customers(n: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let exponential = |mean: f64, rng: &mut Xoshiro256Plus| -mean * (1.0 - rng.gen_range(0.0..1.0_f64)).ln();
    (0..n)
        .map(|_| {
            let (mean, rate, days) =
                [(3.0, 0.3, 200.0), (6.0, 0.6, 90.0), (12.0, 0.5, 40.0), (4.0, 0.8, 300.0)][rng.gen_range(0..4)];
            let count = exponential(mean, &mut rng).floor() + 1.0;
            let burnt = (0..count as usize).filter(|_| rng.gen_bool(rate)).count() as f64;
            vec![count, burnt / count, exponential(days, &mut rng).floor()]
        })
        .collect()
}

/// Round clouds at the corners of a large square, of different sizes.
pub(super) fn clouds(seed: u64) -> Vec<Vec<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let corners = [(0.0, 0.0, 90), (100.0, 0.0, 70), (0.0, 100.0, 50), (100.0, 100.0, 30)];
    let mut cloud = |(x, y, n): (f64, f64, usize)| -> Vec<Vec<f64>> {
        (0..n).map(|_| vec![x + rng.gen_range(-5.0..5.0), y + rng.gen_range(-5.0..5.0)]).collect()
    };
    corners.into_iter().flat_map(&mut cloud).collect()
}
