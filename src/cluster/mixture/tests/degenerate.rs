//! Empty components, equal rows, huge and tiny values, heavy rows, too few rows.

use linfa::ParamGuard;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

use super::super::model::Model;
use super::super::{MixtureFound, MixtureParams, em};
use super::fit;
use super::fixtures::FLOOR;
use crate::cluster::points::Points;
use crate::cluster::tests::{close, customers, matrix};
use crate::cluster::{ClusterError, Scaling};
use crate::progress::Progress;

#[test]
fn an_empty_component_is_no_second_best() {
    // A wide component of little weight under a narrow one: it is never the most probable.
    let values = [-1.0, -0.5, 0.0, 0.5, 1.0, 9.0, 10.0, 11.0];
    let points = Points { values: (&values).into(), weights: &[1.0; 8], dimension: 1, spread: &[] };
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

/// Asserts finite numbers, valid probabilities, and that the own component of each row is the most probable.
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
            let points = Points { values: (&values).into(), weights: &weights, dimension, spread: &[] };
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
fn too_few_rows_and_cancelling_are_reported() {
    let points = Points { values: (&[1.0, 2.0]).into(), weights: &[1.0; 2], dimension: 1, spread: &[] };
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
    let points = Points { values: values.into(), weights: &weights, dimension: 1, spread: &[] };
    let found = MixtureParams::new(3).restarts(2).check().unwrap().assign(&points, &Progress::new()).unwrap();
    assert_sound(&found);
    let alive = (0..3).filter(|&c| found.labels.contains(&Some(c))).count();
    assert_eq!(alive, 3);
}
