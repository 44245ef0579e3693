//! Against scikit-learn 1.9.1: the files of `tests/fixtures/cluster`, written by `make.py` there.

use std::collections::HashMap;

use linfa::ParamGuard;
use serde::Deserialize;

use super::{close, matrix, renumbering, scores_of};
use crate::cluster::partition::{Assignment, Partition};
use crate::cluster::scores::inertia;
use crate::cluster::{KMeansParams, Matrix, Scaling, project};
use crate::progress::Progress;

#[derive(Deserialize)]
struct Fixture {
    rows: Vec<Vec<f64>>,
    scaled: HashMap<String, Option<Vec<Vec<f64>>>>,
    fits: Vec<Fit>,
    ratios: Vec<f64>,
}

#[derive(Deserialize)]
struct Fit {
    k: usize,
    labels: Vec<u32>,
    inertia: f64,
    silhouette: f64,
    silhouettes: Vec<f64>,
    segments: Vec<f64>,
    davies_bouldin: f64,
    calinski_harabasz: f64,
}

fn fixtures() -> Vec<(&'static str, Fixture)> {
    [
        ("iris", include_str!("../../../tests/fixtures/cluster/iris.json")),
        ("wine", include_str!("../../../tests/fixtures/cluster/wine.json")),
        ("blobs", include_str!("../../../tests/fixtures/cluster/blobs.json")),
        ("counts", include_str!("../../../tests/fixtures/cluster/counts.json")),
        ("line", include_str!("../../../tests/fixtures/cluster/line.json")),
        ("noise", include_str!("../../../tests/fixtures/cluster/noise.json")),
        ("stretched", include_str!("../../../tests/fixtures/cluster/stretched.json")),
        ("moons", include_str!("../../../tests/fixtures/cluster/moons.json")),
        ("ten", include_str!("../../../tests/fixtures/cluster/ten.json")),
        ("spend", include_str!("../../../tests/fixtures/cluster/spend.json")),
        ("customers", include_str!("../../../tests/fixtures/cluster/customers.json")),
    ]
    .map(|(name, text)| (name, serde_json::from_str(text).unwrap()))
    .into()
}

/// Labels of input rows, for the distinct rows.
fn of_distinct(matrix: &Matrix, labels: &[u32]) -> Vec<u32> {
    let mut distinct = vec![0; matrix.distinct()];
    for (row, label) in matrix.row_of.iter().zip(labels) {
        distinct[row.unwrap() as usize] = *label;
    }
    distinct
}

#[test]
fn scalings_are_those_of_its_scalers() {
    for (name, fixture) in fixtures() {
        for (scaling, expected) in fixture.scaled {
            let found = matrix(&fixture.rows, scaling.parse::<Scaling>().unwrap());
            let Some(expected) = expected else {
                assert!(found.is_err(), "{name} {scaling}");
                continue;
            };
            let found = found.unwrap();
            for (row, expected) in expected.iter().enumerate() {
                let at = found.row_of[row].unwrap() as usize;
                for (x, y) in found.scaled.row(at).iter().zip(expected) {
                    assert!(close(*x, *y, 1e-12), "{name} {scaling} row {row}: {x} {y}");
                }
            }
        }
    }
}

#[test]
fn scores_of_given_labels_agree() {
    for (name, fixture) in fixtures() {
        let matrix = matrix(&fixture.rows, Scaling::Zscore).unwrap();
        for expected in fixture.fits {
            let found = scores_of(&matrix.points(), &of_distinct(&matrix, &expected.labels));
            let silhouette = found.silhouette.unwrap();
            let of_rows = (0..5).map(|row| silhouette.rows[matrix.row_of[row].unwrap() as usize]);
            let pairs = [
                (found.inertia, expected.inertia),
                (silhouette.mean, expected.silhouette),
                (found.davies_bouldin.unwrap(), expected.davies_bouldin),
                (found.calinski_harabasz.unwrap(), expected.calinski_harabasz),
            ];
            // Segments come in the order of their size.
            let sorted = |mut values: Vec<f64>| {
                values.sort_by(f64::total_cmp);
                values
            };
            let segments = sorted(silhouette.segments.clone()).into_iter().zip(sorted(expected.segments));
            let all = pairs.into_iter().chain(segments).chain(of_rows.zip(expected.silhouettes));
            for (i, (x, y)) in all.enumerate() {
                assert!(close(x, y, 1e-9), "{name} k {} figure {i}: {x} {y}", expected.k);
            }
        }
    }
}

#[test]
fn ten_restarts_are_never_above_the_best_of_its_fifty() {
    for (name, fixture) in fixtures() {
        let matrix = matrix(&fixture.rows, Scaling::Zscore).unwrap();
        let points = matrix.points();
        // Large K take the longest: 7 and 9 lie between others.
        for expected in fixture.fits.into_iter().filter(|fit| fit.k != 7 && fit.k != 9) {
            let k = expected.k;
            let found = KMeansParams::new(k).check().unwrap().assign(&points, &Progress::new()).unwrap();
            let partition = Partition::new(&points, &found.labels, k);
            assert_eq!((0..k).flat_map(|c| partition.mean(c).to_vec()).collect::<Vec<_>>(), found.centroids);
            let inertia = inertia(&points, &found.labels, &found.centroids);
            // The issue asks for 0.5%.
            let excess = inertia / expected.inertia - 1.0;
            assert!(excess <= 1e-4, "{name} k {k}: {inertia} {}", expected.inertia);
            if excess.abs() < 1e-9 {
                let labels: Vec<u32> = matrix.row_of.iter().map(|row| found.labels[row.unwrap() as usize]).collect();
                assert!(renumbering(&labels, &expected.labels).is_some(), "{name} k {k}");
            }
            assert_eq!(Assignment::nearest(&points, found.centroids).labels, found.labels, "{name} k {k}");
            let lowest = found.restarts.iter().copied().fold(f64::INFINITY, f64::min);
            assert!(found.restarts.len() == 10 && close(lowest, inertia, 1e-9), "{name} k {k}: {:?}", found.restarts);
        }
    }
}

#[test]
fn principal_components_hold_its_shares() {
    for (name, fixture) in fixtures() {
        let matrix = matrix(&fixture.rows, Scaling::Zscore).unwrap();
        let all = project(&matrix, usize::MAX);
        assert_eq!(all.ratios.len(), fixture.ratios.len());
        for (x, y) in all.ratios.iter().zip(&fixture.ratios) {
            assert!(close(*x, *y, 1e-9), "{name}: {x} {y}");
        }
        // The ratio is over the whole variance, however many components are kept.
        let first = project(&matrix, 1);
        assert_eq!(first.ratios[0], all.ratios[0]);
        assert_eq!(first.points.column(0), all.points.column(0));
    }
}

#[test]
fn principal_components_are_axes_of_their_variance() {
    let (_, fixture) = fixtures().remove(0);
    let matrix = matrix(&fixture.rows, Scaling::Zscore).unwrap();
    let found = project(&matrix, 4);
    let total = matrix.total_weight();
    for (i, axis) in found.loadings.rows().into_iter().enumerate() {
        let variance: f64 =
            found.points.column(i).iter().zip(&matrix.weights).map(|(x, w)| w * x * x).sum::<f64>() / total;
        assert!(close(variance / 4.0, found.ratios[i], 1e-12));
        assert!(close(axis.dot(&axis), 1.0, 1e-12));
        let largest = axis.iter().copied().reduce(|a, b| if b.abs() > a.abs() { b } else { a }).unwrap();
        assert!(largest > 0.0);
    }
}
