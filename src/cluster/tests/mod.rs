//! Tests of the whole module; what concerns one file alone is tested there.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

mod cancelling;
mod dbscan;
mod degenerate;
mod hierarchy;
mod invariance;
mod noise;
mod planted;
mod predicting;
mod reference;
mod repeated;
mod sampling;
mod second_opinion;

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use strum::IntoEnumIterator;

use super::algorithm::Found;
use super::fit::score;
use super::points::Points;
use super::{Algorithm, ClusterError, Clustering, Detail, InputColumn, Linkage, Matrix, MatrixError, Method, Scaling};
use crate::progress::Progress;

/// A matrix of all rows.
pub(super) fn matrix(rows: &[Vec<f64>], scaling: Scaling) -> Result<Matrix, MatrixError> {
    matrix_of(rows, &vec![true; rows.len()], scaling, None)
}

fn matrix_of(rows: &[Vec<f64>], included: &[bool], scaling: Scaling, clip: Option<f64>) -> Result<Matrix, MatrixError> {
    let width = rows.first().map_or(0, Vec::len);
    let names: Vec<String> = (0..width).map(|j| format!("f{j}")).collect();
    let values: Vec<Vec<f64>> = (0..width).map(|j| rows.iter().map(|row| row[j]).collect()).collect();
    let columns: Vec<InputColumn<'_>> =
        names.iter().zip(&values).map(|(name, values)| InputColumn { name, values }).collect();
    Matrix::new(&columns, included, scaling, clip)
}

/// Every algorithm, the hierarchical one by every linkage, with a few restarts.
fn methods() -> Vec<Method> {
    let method = |algorithm| Method { algorithm, restarts: 3, ..Method::default() };
    let linkages = Linkage::iter().map(|linkage| Method { linkage, ..method(Algorithm::Hierarchical) });
    Algorithm::iter().filter(|&a| a != Algorithm::Hierarchical).map(method).chain(linkages).collect()
}

/// Those that take the number of clusters.
fn methods_of_k() -> impl Iterator<Item = Method> {
    methods().into_iter().filter(|method| method.algorithm.takes_k())
}

fn fit_with(matrix: &Matrix, method: &Method, k: usize) -> Result<Clustering, ClusterError> {
    super::fit(matrix, &method.params(k)?, &Progress::new())
}

/// Properties of every clustering of any data: all values are numbers, and every customer has exactly one label.
fn assert_sound(matrix: &Matrix, found: &Clustering, what: &str) {
    let labels = || found.labels.iter().zip(&matrix.weights);
    assert_eq!(found.labels.len(), matrix.distinct(), "{what}");
    for (segment, &size) in found.sizes.iter().enumerate() {
        let own = labels().filter(|(label, _)| **label == Some(segment as u32));
        assert_eq!(own.map(|(_, weight)| weight).sum::<f64>(), size as f64, "{what}");
    }
    assert!(labels().all(|(label, _)| label.is_none_or(|l| (l as usize) < found.k)), "{what}");
    assert!(found.sizes.iter().all(|&size| size > 0) && found.sizes.is_sorted_by(|a, b| a >= b), "{what}");
    assert_eq!((found.sizes.len(), found.centroids.nrows()), (found.k, found.k), "{what}");
    assert!(found.inertia >= 0.0 && found.centroids.iter().all(|x| x.is_finite()), "{what}");
    let scores = [found.silhouette.as_ref().map(|s| s.mean), found.davies_bouldin, found.calinski_harabasz];
    assert!(scores.iter().all(|score| score.is_some() == (found.k > 1)), "{what}");
    assert!(scores.iter().flatten().all(|score| score.is_finite()), "{what}");
}

/// Every digit of a clustering, as text (`NaN` equals `NaN` there).
fn digits(clustering: &Clustering) -> String {
    format!("{clustering:?}")
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

/// Labels where noise has one more of its own.
fn with_noise(labels: &[Option<u32>]) -> Vec<u32> {
    let noise = labels.iter().flatten().max().map_or(0, |last| last + 1);
    labels.iter().map(|label| label.unwrap_or(noise)).collect()
}

/// The label of `b` for each label of `a`, if they differ only in the numbers.
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
