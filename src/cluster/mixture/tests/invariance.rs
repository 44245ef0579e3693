//! The likelihood never falls; weights, the order of rows and new numbers change nothing.

use linfa::ParamGuard;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256Plus;

use super::super::model::Model;
use super::super::sums::Sums;
use super::super::{Membership, MixtureParams, em};
use super::fixtures::FLOOR;
use super::fixtures::fixtures;
use super::{fit, random_labels};
use crate::cluster::partition::Partition;
use crate::cluster::points::Points;
use crate::cluster::tests::{close, customers, matrix};
use crate::cluster::{Matrix, Scaling};
use crate::progress::Progress;

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
    let repeated = Points { values: values.into(), weights: &weights, dimension: 3, spread: &[] };
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
