//! Results of scikit-learn.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::model::Model;
use crate::cluster::tests::matrix;
use crate::cluster::{Matrix, Scaling};

/// Of scikit-learn.
pub const FLOOR: f64 = 1e-6;

#[derive(Deserialize)]
pub struct Fixture {
    pub rows: Option<Vec<Vec<f64>>>,
    pub fits: Vec<Fit>,
    pub weights: Vec<f64>,
    pub means: Vec<Vec<f64>>,
    pub covariances: Vec<Vec<Vec<f64>>>,
    pub log_densities: Vec<f64>,
    pub probabilities: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
pub struct Fit {
    pub k: usize,
    pub log_likelihood: f64,
    pub bic: f64,
    pub least_variance: f64,
}

#[derive(Deserialize)]
struct Rows {
    rows: Vec<Vec<f64>>,
}

/// Sets of scikit-learn's results, with the z-scored matrix of each.
pub fn fixtures() -> Vec<(String, Matrix, Fixture)> {
    let text = include_str!("../../../../tests/fixtures/cluster/mixture.json");
    let sets: BTreeMap<String, Fixture> = serde_json::from_str(text).unwrap();
    let rows_of = |name: &str| {
        let text = match name {
            "iris" => include_str!("../../../../tests/fixtures/cluster/iris.json"),
            "wine" => include_str!("../../../../tests/fixtures/cluster/wine.json"),
            "blobs" => include_str!("../../../../tests/fixtures/cluster/blobs.json"),
            "counts" => include_str!("../../../../tests/fixtures/cluster/counts.json"),
            _ => include_str!("../../../../tests/fixtures/cluster/line.json"),
        };
        serde_json::from_str::<Rows>(text).unwrap().rows
    };
    let with_matrix = |(name, mut fixture): (String, Fixture)| {
        let rows = fixture.rows.take().unwrap_or_else(|| rows_of(&name));
        (name, matrix(&rows, Scaling::Zscore).unwrap(), fixture)
    };
    sets.into_iter().map(with_matrix).collect()
}

pub fn model(fixture: &Fixture) -> Model {
    Model {
        dimension: fixture.means[0].len(),
        floors: vec![FLOOR; fixture.means[0].len()],
        weights: fixture.weights.clone(),
        means: fixture.means.concat(),
        covariances: fixture.covariances.iter().flat_map(|rows| rows.concat()).collect(),
    }
}
