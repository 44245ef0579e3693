//! Tests of the mixture as a whole: against scikit-learn 1.9.1 (`tests/fixtures/cluster/make_mixture.py`), invariance
//! and degenerate data.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

use std::collections::BTreeMap;

use linfa::ParamGuard;
use linfa::dataset::DatasetBase;
use linfa::traits::Fit as _;
use ndarray::Array2;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use serde::Deserialize;

use super::density::{Block, Densities};
use super::em;
use super::model::Model;
use super::sums::Sums;
use super::{Membership, MixtureFound, MixtureParams};
use crate::cluster::partition::Partition;
use crate::cluster::points::Points;
use crate::cluster::tests::{close, clouds, customers, matrix};
use crate::cluster::{ClusterError, Matrix, Scaling};
use crate::progress::Progress;

/// Of scikit-learn.
const FLOOR: f64 = 1e-6;

#[derive(Deserialize)]
struct Fixture {
    rows: Option<Vec<Vec<f64>>>,
    fits: Vec<Fit>,
    weights: Vec<f64>,
    means: Vec<Vec<f64>>,
    covariances: Vec<Vec<Vec<f64>>>,
    log_densities: Vec<f64>,
    probabilities: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Fit {
    k: usize,
    log_likelihood: f64,
    bic: f64,
    least_variance: f64,
}

#[derive(Deserialize)]
struct Rows {
    rows: Vec<Vec<f64>>,
}

/// Sets of scikit-learn's results, with the z-scored matrix of each.
fn fixtures() -> Vec<(String, Matrix, Fixture)> {
    let text = include_str!("../../../tests/fixtures/cluster/mixture.json");
    let sets: BTreeMap<String, Fixture> = serde_json::from_str(text).unwrap();
    let rows_of = |name: &str| {
        let text = match name {
            "iris" => include_str!("../../../tests/fixtures/cluster/iris.json"),
            "wine" => include_str!("../../../tests/fixtures/cluster/wine.json"),
            "blobs" => include_str!("../../../tests/fixtures/cluster/blobs.json"),
            "counts" => include_str!("../../../tests/fixtures/cluster/counts.json"),
            _ => include_str!("../../../tests/fixtures/cluster/line.json"),
        };
        serde_json::from_str::<Rows>(text).unwrap().rows
    };
    let with_matrix = |(name, mut fixture): (String, Fixture)| {
        let rows = fixture.rows.take().unwrap_or_else(|| rows_of(&name));
        (name, matrix(&rows, Scaling::Zscore).unwrap(), fixture)
    };
    sets.into_iter().map(with_matrix).collect()
}

fn fit(points: &Points<'_>, k: usize) -> MixtureFound {
    MixtureParams::new(k).check().unwrap().assign(points, &Progress::new()).unwrap()
}

fn model(fixture: &Fixture) -> Model {
    Model {
        dimension: fixture.means[0].len(),
        floors: vec![FLOOR; fixture.means[0].len()],
        weights: fixture.weights.clone(),
        means: fixture.means.concat(),
        covariances: fixture.covariances.iter().flat_map(|rows| rows.concat()).collect(),
    }
}

#[test]
fn probabilities_under_given_parameters_agree() {
    for (name, matrix, fixture) in fixtures() {
        let (points, model) = (matrix.points(), model(&fixture));
        let densities = Densities::new(&model);
        let mut block = Block::new(model.k(), model.dimension);
        for (row, expected) in fixture.probabilities.iter().enumerate() {
            let at = matrix.row_of[row].unwrap() as usize;
            block.load(&points, at..at + 1);
            densities.evaluate(&mut block);
            assert!(close(block.log_density[0], fixture.log_densities[row], 1e-9), "{name} row {row}");
            for (found, expected) in block.posterior.iter().zip(expected) {
                assert!(close(found[0], *expected, 1e-9), "{name} row {row}");
            }
        }
    }
}

#[test]
fn one_component_is_mean_and_covariance() {
    for (name, matrix, fixture) in fixtures() {
        let points = matrix.points();
        let found = fit(&points, 1).mixture;
        assert!(close(found.log_likelihood, fixture.fits[0].log_likelihood, 1e-9), "{name}");
        assert!(close(found.bic, fixture.fits[0].bic, 1e-9), "{name}");
        let covariance = points.covariance(&points.mean());
        assert!(found.covariances.iter().zip(&covariance).all(|(x, y)| close(*x, *y, 1e-12)), "{name}");
        assert!(found.memberships.iter().all(|m| m.probability == 1.0 && m.second.is_none()));
    }
}

#[test]
fn the_likelihood_is_not_worse() {
    let progress = Progress::new();
    for (name, matrix, fixture) in fixtures() {
        let points = matrix.points();
        let mut chosen = [(f64::INFINITY, 0); 2];
        for expected in fixture.fits.iter().filter(|fit| fit.k <= 5) {
            // A spike on a few rows of a short list is found once in many starts.
            let restarts = if points.len() < 200 { 40 } else { 10 };
            let params = MixtureParams::new(expected.k).restarts(restarts).check().unwrap();
            let found = params.assign(&points, &progress).unwrap().mixture;
            assert!(found.converged);
            let excess = (found.log_likelihood - expected.log_likelihood) / expected.log_likelihood.abs();
            // A spike on few rows may be found by either program and not by the other.
            if expected.least_variance > 1e-3 {
                assert!(excess >= -1e-6, "{name} k {}: {}", expected.k, found.log_likelihood);
            }
            if excess.abs() <= 1e-6 {
                assert!((found.bic - expected.bic).abs() <= 2.1e-6 * expected.log_likelihood.abs());
                let both = [(found.bic, expected.k), (expected.bic, expected.k)];
                for (best, next) in chosen.iter_mut().zip(both).filter(|(best, next)| next.0 < best.0) {
                    *best = next;
                }
            }
        }
        assert_eq!(chosen[0].1, chosen[1].1, "{name}");
    }
}

/// Labels that cut the rows at random places, to start EM from.
fn random_labels(rows: usize, k: usize, seed: u64) -> Vec<u32> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    (0..rows).map(|_| rng.gen_range(0..k as u32)).collect()
}

#[test]
fn the_likelihood_never_falls() {
    let counts = matrix(&customers(1000, 5), Scaling::Zscore).unwrap();
    let sets: Vec<Matrix> = fixtures().into_iter().map(|(_, matrix, _)| matrix).chain([counts]).collect();
    for (set, matrix) in sets.iter().enumerate() {
        let points = matrix.points();
        for (k, seed) in [(2, 1), (3, 2), (6, 3)] {
            let labels = random_labels(points.len(), k, seed);
            let mut model =
                Model::of_clusters(&points, &Partition::new(&points, &labels, k), &vec![FLOOR; points.dimension]);
            let mut before = f64::NEG_INFINITY;
            for iteration in 0..100 {
                let sums = Sums::expected(&points, &model, &Progress::new()).unwrap();
                // To the rounding of a covariance of a thousandth beside one.
                let rounding = 1e-9 * (points.total_weight() + before.abs());
                let fell = before.is_finite() && sums.log_likelihood < before - rounding;
                assert!(!fell, "set {set} k {k} iteration {iteration}: {before} {}", sums.log_likelihood);
                before = sums.log_likelihood;
                model.maximise(&sums);
                assert!(close(model.weights.iter().sum(), 1.0, 1e-12));
            }
        }
    }
}

#[test]
fn weighted_rows_end_where_repeated_rows_end() {
    let matrix = matrix(&customers(2000, 3), Scaling::Zscore).unwrap();
    let points = matrix.points();
    let rows: Vec<usize> = (0..points.len()).flat_map(|i| std::iter::repeat_n(i, points.weights[i] as usize)).collect();
    let weights = vec![1.0; rows.len()];
    let values: Vec<f64> = rows.iter().flat_map(|&i| points.row(i)).copied().collect();
    let repeated = Points { values: values.into(), weights: &weights, dimension: 3 };
    for k in 1..5 {
        let labels = random_labels(points.len(), k, 7);
        let of_repeated: Vec<u32> = rows.iter().map(|&i| labels[i]).collect();
        let run = |points: &Points<'_>, labels: &[u32]| {
            let model = Model::of_clusters(points, &Partition::new(points, labels, k), &[FLOOR; 3]);
            em::run(points, model, 30, 0.0, &Progress::new()).unwrap()
        };
        let (a, b) = (run(&points, &labels), run(&repeated, &of_repeated));
        assert!(close(a.log_likelihood, b.log_likelihood, 1e-9), "k {k}");
        let parameters = |model: &Model| [&model.weights[..], &model.means, &model.covariances].concat();
        for (x, y) in parameters(&a.model).iter().zip(parameters(&b.model)) {
            assert!(close(*x, y, 1e-9), "k {k}: {x} {y}");
        }
    }
}

#[test]
fn neither_the_order_of_rows_nor_the_number_of_threads_changes_a_digit() {
    // Enough rows to start on a sample of them.
    let mut rows = customers(5400, 4);
    let params = MixtureParams::new(4).restarts(2).check().unwrap();
    let fit_of =
        |rows: &[Vec<f64>]| params.assign(&matrix(rows, Scaling::Zscore).unwrap().points(), &Progress::new()).unwrap();
    let expected = fit_of(&rows);
    rows.shuffle(&mut Xoshiro256Plus::seed_from_u64(1));
    assert_eq!(fit_of(&rows), expected);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    assert_eq!(pool.install(|| fit_of(&rows)), expected);
}

#[test]
fn clouds_are_found_with_their_memberships() {
    let matrix = matrix(&clouds(1), Scaling::Zscore).unwrap();
    let points = matrix.points();
    let found = fit(&points, 4);
    let mut sizes = [0.0; 4];
    for (label, weight) in found.labels.iter().zip(points.weights) {
        sizes[label.unwrap() as usize] += weight;
    }
    sizes.sort_by(f64::total_cmp);
    assert_eq!(sizes, [30.0, 50.0, 70.0, 90.0]);
    let best = (1..=6).min_by(|&a, &b| fit(&points, a).mixture.bic.total_cmp(&fit(&points, b).mixture.bic));
    assert_eq!(best, Some(4));
    for (label, membership) in found.labels.iter().zip(&found.mixture.memberships) {
        let (second, probability) = membership.second.unwrap();
        assert!(label.unwrap() != second && membership.probability > 0.999 && probability < 0.001);
    }
}

#[test]
fn renumbering_takes_parameters_and_memberships_along() {
    let matrix = matrix(&customers(500, 2), Scaling::Zscore).unwrap();
    let found = fit(&matrix.points(), 4);
    let renumbered = found.mixture.clone().in_order(&[2, 0, 3, 1]);
    let new = [1, 3, 0, 2];
    for row in 0..found.labels.len() {
        let Membership { probability, second } = found.mixture.memberships[row];
        let second = second.map(|(c, p)| (new[c as usize], p));
        assert_eq!(renumbered.memberships[row], Membership { probability, second });
    }
    for (old, at) in new.into_iter().enumerate() {
        let at = at as usize;
        assert_eq!(renumbered.weights[at], found.mixture.weights[old]);
        assert_eq!(renumbered.means.row(at), found.mixture.means.row(old));
        let axis = ndarray::Axis(0);
        assert_eq!(renumbered.covariances.index_axis(axis, at), found.mixture.covariances.index_axis(axis, old));
    }
}

#[test]
fn an_empty_component_is_no_second_best() {
    // A wide component of little weight under a narrow one: it is never the most probable.
    let values = [-1.0, -0.5, 0.0, 0.5, 1.0, 9.0, 10.0, 11.0];
    let points = Points { values: (&values).into(), weights: &[1.0; 8], dimension: 1 };
    let model = Model {
        dimension: 1,
        floors: vec![FLOOR],
        weights: vec![0.6, 0.02, 0.38],
        means: vec![0.0, 0.0, 10.0],
        covariances: vec![1.0, 30.0, 1.0],
    };
    let run = em::Run { model, log_likelihood: -1.0, iterations: 1, converged: true };
    let found = MixtureFound::new(&points, run).unwrap();
    assert!(found.labels.iter().all(|label| *label != Some(1)));
    assert!(found.mixture.memberships.iter().all(|m| matches!(m.second, Some((0 | 2, _)))));
    // It keeps its place in the density, after the segments.
    let mixture = found.mixture.in_order(&[2, 0]);
    assert_eq!(mixture.weights, [0.38, 0.6, 0.02]);
    assert!(matches!(mixture.memberships[0].second, Some((0, _))));
}

/// Nothing but finite numbers, probabilities that are some, and every row's own component the most probable.
fn assert_sound(found: &MixtureFound) {
    let mixture = &found.mixture;
    assert!(mixture.log_likelihood.is_finite() && mixture.bic.is_finite());
    let numbers = mixture.weights.iter().chain(&mixture.means).chain(&mixture.covariances);
    assert!(numbers.clone().all(|x| x.is_finite()), "{mixture:?}");
    assert!(close(mixture.weights.iter().sum(), 1.0, 1e-9));
    for (label, membership) in found.labels.iter().zip(&mixture.memberships) {
        let (own, second) = (membership.probability, membership.second);
        assert!((0.0..=1.0 + 1e-12).contains(&own), "{membership:?}");
        assert!(second.is_none_or(|(c, p)| Some(c) != *label && (0.0..=own).contains(&p)), "{membership:?}");
    }
}

#[test]
fn degenerate_rows_are_fitted_without_fault() {
    let mut rng = Xoshiro256Plus::seed_from_u64(3);
    let mut cloud = |n: usize, d: usize| -> Vec<f64> { (0..n * d).map(|_| rng.gen_range(-1.0..1.0)).collect() };
    let plain = cloud(60, 2);
    let far: Vec<f64> = [&plain[..], &[1e8, -1e8, 1e9, 3.0]].concat();
    let huge: Vec<f64> = plain.iter().map(|x| x * 1e100).collect();
    let flat: Vec<f64> = plain.iter().flat_map(|x| [*x, 2.0 * x + 1.0]).collect();
    let sets: [(&str, Vec<f64>, usize); 10] = [
        ("one feature", cloud(50, 1), 1),
        ("one row", vec![3.0, 4.0], 2),
        ("two rows", vec![3.0, 4.0, 5.0, 9.0], 2),
        ("all rows equal", [2.0, -7.0].repeat(40), 2),
        ("two places", [2.0, -7.0, 3.0, 5.0].repeat(40), 2),
        ("far rows", far, 2),
        ("huge values", huge, 2),
        ("on a line", flat, 2),
        ("more columns than rows", cloud(5, 9), 9),
        ("tiny values", plain.iter().map(|x| x * 1e-12).collect(), 2),
    ];
    for (name, values, dimension) in sets {
        let rows = values.len() / dimension;
        for heavy in [1.0, 1e6] {
            let mut weights = vec![1.0; rows];
            weights[rows / 2] = heavy;
            let points = Points { values: (&values).into(), weights: &weights, dimension };
            for k in [1, 2, 5] {
                let found = MixtureParams::new(k).restarts(2).check().unwrap().assign(&points, &Progress::new());
                match found {
                    Ok(found) => assert_sound(&found),
                    Err(error) => assert!(k > rows, "{name} k {k}: {error}"),
                }
            }
        }
    }
}

#[test]
fn too_few_rows_and_cancelling_are_told() {
    let points = Points { values: (&[1.0, 2.0]).into(), weights: &[1.0; 2], dimension: 1 };
    let params = MixtureParams::new(3).check().unwrap();
    assert_eq!(params.assign(&points, &Progress::new()), Err(ClusterError::TooFewRows { k: 3, rows: 2 }));
    let matrix = matrix(&customers(1000, 1), Scaling::Zscore).unwrap();
    let progress = Progress::new();
    progress.cancel();
    assert_eq!(params.assign(&matrix.points(), &progress), Err(ClusterError::Cancelled));
}

#[test]
fn many_rows_are_fitted_from_starts_on_a_sample() {
    let matrix = matrix(&customers(12_000, 9), Scaling::Zscore).unwrap();
    assert!(matrix.distinct() > 4000);
    let found = fit(&matrix.points(), 2);
    assert!(found.mixture.converged);
    assert_sound(&found);
    assert_eq!(found.labels.len(), matrix.distinct());
}

#[test]
fn a_row_with_most_of_the_weight_leaves_the_others_their_components() {
    let values: Vec<f64> = (0..4500).map(|i| f64::from(i % 900) + if i < 900 { 0.0 } else { 10_000.0 }).collect();
    let mut weights = vec![1.0; 4500];
    weights[0] = 1e6;
    let points = Points { values: values.into(), weights: &weights, dimension: 1 };
    let found = MixtureParams::new(3).restarts(2).check().unwrap().assign(&points, &Progress::new()).unwrap();
    assert_sound(&found);
    let alive = (0..3).filter(|&c| found.labels.contains(&Some(c))).count();
    assert_eq!(alive, 3);
}

#[test]
fn it_fits_a_dataset_of_linfa() {
    let values: Vec<f64> = clouds(3).concat();
    let records = Array2::from_shape_vec((values.len() / 2, 2), values).unwrap();
    let mixture = MixtureParams::new(4).check().unwrap().fit(&DatasetBase::from(records)).unwrap();
    assert_eq!(mixture.means.dim(), (4, 2));
    assert!(
        MixtureParams::new(2).check().unwrap().fit(&DatasetBase::from(Array2::from_elem((3, 1), f64::NAN))).is_err()
    );
}
