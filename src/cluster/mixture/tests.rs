//! Tests of the mixture as a whole: against scikit-learn 1.9.1 (`tests/fixtures/cluster/make_mixture.py`), invariance
//! and degenerate data.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

use std::collections::BTreeMap;

use linfa::ParamGuard;
use serde::Deserialize;

use super::density::{Block, Densities};
use super::model::Model;
use super::{FLOOR, MixtureFound, MixtureParams};
use crate::cluster::points::Points;
use crate::cluster::tests::{close, matrix};
use crate::cluster::{Matrix, Scaling};
use crate::progress::Progress;

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
}

#[derive(Deserialize)]
struct Rows {
    rows: Vec<Vec<f64>>,
}

/// Sets of scikit-learn's figures, with the z-scored matrix of each.
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
        floor: FLOOR,
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
