//! Noise is not scored, and not taken for segments.

use std::collections::BTreeMap;

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use serde::Deserialize;

use super::{close, fit_with, matrix, methods, renumbering, with_noise};
use crate::cluster::{Algorithm, Method, Scaling, Verdict, gap, structure};
use crate::progress::Progress;

/// What scikit-learn says of the rows that its DBSCAN does not call noise (`make_without_noise.py`).
#[derive(Deserialize)]
struct Expected {
    rows: Vec<Vec<f64>>,
    eps: f64,
    min_points: usize,
    labels: Vec<Option<u32>>,
    inertia: f64,
    silhouette: f64,
    davies_bouldin: f64,
    calinski_harabasz: f64,
}

#[test]
fn scores_of_dbscan_are_those_of_the_rows_that_are_not_noise() {
    let text = include_str!("../../../tests/fixtures/cluster/without_noise.json");
    for (name, expected) in serde_json::from_str::<BTreeMap<String, Expected>>(text).unwrap() {
        let matrix = matrix(&expected.rows, Scaling::Zscore).unwrap();
        let (eps, min_points) = (Some(expected.eps), Some(expected.min_points));
        let method = Method { algorithm: Algorithm::Dbscan, eps, min_points, ..Method::default() };
        let found = fit_with(&matrix, &method, 1).unwrap();
        let labels = matrix.labels_of_rows(&found.labels);
        let noise = labels.iter().filter(|label| label.is_none()).count();
        assert!(noise > 0, "{name}");
        assert!(renumbering(&with_noise(&labels), &with_noise(&expected.labels)).is_some(), "{name}");
        assert_eq!(found.sizes.iter().sum::<u64>() as usize + noise, expected.rows.len(), "{name}");

        let silhouette = found.silhouette.unwrap();
        for (row, label) in found.labels.iter().enumerate() {
            assert_eq!(silhouette.rows[row].is_nan(), label.is_none(), "{name} row {row}");
        }
        let pairs = [
            (found.inertia, expected.inertia),
            (silhouette.mean, expected.silhouette),
            (found.davies_bouldin.unwrap(), expected.davies_bouldin),
            (found.calinski_harabasz.unwrap(), expected.calinski_harabasz),
        ];
        for (i, (x, y)) in pairs.into_iter().enumerate() {
            assert!(close(x, y, 1e-9), "{name} figure {i}: {x} {y}");
        }
    }
}

#[test]
fn uniform_noise_has_a_gap_of_one_and_the_verdict_none() {
    let progress = Progress::new();
    for (columns, levels) in [(2, None), (3, None), (2, Some(12)), (3, Some(5))] {
        for seed in 0..2 {
            let mut rng = Xoshiro256Plus::seed_from_u64(seed);
            let mut value = || match levels {
                Some(levels) => f64::from(rng.gen_range(0..levels)),
                None => rng.r#gen(),
            };
            let rows: Vec<Vec<f64>> = (0..150).map(|_| (0..columns).map(|_| value()).collect()).collect();
            let matrix = matrix(&rows, Scaling::Zscore).unwrap();
            let gap = gap(&matrix, 4, 42, &progress).unwrap();
            let structure = structure(&matrix, 42, &progress).unwrap();
            let what = format!("{columns} columns, levels {levels:?}, seed {seed}");
            assert_eq!(gap.best, Some(1), "{what}");
            for method in methods() {
                let method = Method { restarts: 2, ..method };
                for found in [2, 3].map(|k| fit_with(&matrix, &method, k).unwrap()) {
                    assert_eq!(Verdict::of(&found, Some(structure)), Verdict::None, "{what}, {method:?}");
                }
            }
        }
    }
}
