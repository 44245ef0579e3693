//! Predicting labels: rows of the fit get their own labels again, with every algorithm and scaling.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use strum::IntoEnumIterator;

use super::{fit_with, matrix_of, methods};
use crate::cluster::algorithm::Common;
use crate::cluster::predict::{Predictor, Rule};
use crate::cluster::{Algorithm, Method, Scaling};
use crate::progress::Progress;

/// Small whole numbers, so that rows repeat and distances tie.
fn rows(n: usize, width: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let mut value = |column: usize| f64::from(rng.gen_range(0..6_u8) * (1 + column as u8)) / 3.0;
    (0..n).map(|_| (0..width).map(&mut value).collect()).collect()
}

#[test]
fn rows_of_the_fit_keep_their_labels() {
    for width in [1, 3, 7] {
        let rows = rows(90, width, width as u64);
        for (scaling, clip) in Scaling::iter().flat_map(|s| [(s, None), (s, Some(10.0))]) {
            let matrix = matrix_of(&rows, &vec![true; rows.len()], scaling, clip).unwrap();
            for (method, k) in methods().iter().flat_map(|method| [2, 4].map(|k| (method, k))) {
                let found = fit_with(&matrix, method, k).unwrap();
                let predictor = Predictor::of(&matrix, &found, &Progress::new()).unwrap();
                predictor.check(matrix.names.len()).unwrap();
                let text = serde_json::to_string(&(&predictor, &matrix.transforms)).unwrap();
                let read: (Predictor, Vec<_>) = serde_json::from_str(&text).unwrap();
                assert_eq!((&read.0, &read.1), (&predictor, &matrix.transforms), "digits survive being written");
                // The customers as they came, not clipped.
                let kept: Vec<usize> = (0..width).filter(|j| matrix.names.contains(&format!("f{j}"))).collect();
                let raw: Vec<f64> = rows.iter().flat_map(|row| kept.iter().map(|&j| row[j])).collect();
                let placed = read.0.predict(&read.1, &raw).unwrap();
                let labels: Vec<_> = placed.iter().map(|placed| placed.map(|p| p.label)).collect();
                assert_eq!(labels, matrix.labels_of_rows(&found.labels), "{method:?} {scaling} {clip:?} k={k}");
                assert!(placed.iter().flatten().all(|placed| placed.distance.is_finite()));
            }
        }
    }
}

#[test]
fn a_large_tree_goes_by_its_groups() {
    let mut rng = Xoshiro256Plus::seed_from_u64(5);
    let rows: Vec<Vec<f64>> = (0..10_500).map(|_| vec![rng.gen_range(0.0..1.0), rng.gen_range(0.0..1.0)]).collect();
    let matrix = matrix_of(&rows, &vec![true; rows.len()], Scaling::Zscore, None).unwrap();
    let method = Method { algorithm: Algorithm::Hierarchical, ..Method::default() };
    // Without the scores, which take long.
    let found = method.params(4).unwrap().assign(&matrix.points(), &Common::Nothing, &Progress::new()).unwrap();
    let found = super::super::fit::score(&matrix.points(), vec![found], 0, &Progress::new()).unwrap().remove(0);
    let predictor = Predictor::of(&matrix, &found, &Progress::new()).unwrap();
    assert!(matches!(&predictor.rule, Rule::NearestGroup(groups) if groups.rows.len() == 500));
    assert!(predictor.exceptions.len() < 1_000, "{}", predictor.exceptions.len());
    let placed = predictor.predict(&matrix.transforms, &rows.concat()).unwrap();
    let labels: Vec<_> = placed.iter().map(|placed| placed.map(|p| p.label)).collect();
    assert_eq!(labels, matrix.labels_of_rows(&found.labels));
}

#[test]
fn other_rows_fall_to_what_is_nearest() {
    let rows: Vec<Vec<f64>> = [0.0, 1.0, 2.0, 10.0, 11.0, 12.0, 30.0].map(|x| vec![x]).to_vec();
    let matrix = matrix_of(&rows, &[true; 7], Scaling::None, None).unwrap();
    let place = |method: Method, x: f64| {
        let found = fit_with(&matrix, &method, 2).unwrap();
        let predictor = Predictor::of(&matrix, &found, &Progress::new()).unwrap();
        predictor.predict(&matrix.transforms, &[x]).unwrap()[0].map(|p| (p.label, p.distance))
    };
    // Two clusters: 0 to 2 and 10 to 12; with K-Means 30 is one of them or alone.
    let dbscan = || Method { algorithm: Algorithm::Dbscan, eps: Some(1.5), min_points: Some(2), ..Method::default() };
    assert_eq!(place(dbscan(), 3.5), Some((0, 2.5)), "at eps from the core row 2, and 2.5 from the centroid 1");
    assert_eq!(place(dbscan(), 3.6), None, "noise");
    let tree = || Method { algorithm: Algorithm::Hierarchical, ..Method::default() };
    assert_eq!(place(tree(), 5.9).map(|p| p.0), place(tree(), 2.0).map(|p| p.0));
    assert_eq!(place(tree(), 6.1).map(|p| p.0), place(tree(), 10.0).map(|p| p.0));
    let mixture = || Method { algorithm: Algorithm::Gmm, ..Method::default() };
    assert_eq!(place(mixture(), -5.0).map(|p| p.0), place(mixture(), 0.0).map(|p| p.0));
    assert!(place(mixture(), 1e90).is_some(), "far away is no panic");
}
