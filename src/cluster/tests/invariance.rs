//! Invariances of results, and properties that hold for every result.

use ndarray::{Array1, Array2};
use proptest::prelude::*;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256Plus;

use linfa::dataset::DatasetBase;
use linfa::traits::{Fit, Predict};

use super::{all, close, clouds, customers, digits, fit, fit_by, fit_with, matrix, methods, renumbering, scores_of};
use crate::cluster::algorithm::Common;
use crate::cluster::partition::{Assignment, Partition};
use crate::cluster::{Algorithm, KMeansParams, Matrix, Method, Scaling, project, sweep};
use crate::progress::Progress;

/// Rows with small whole numbers, so that many are equal.
fn small_rows() -> impl Strategy<Value = Vec<Vec<f64>>> {
    let row = prop::collection::vec((0..6_i32).prop_map(f64::from), 3);
    prop::collection::vec(row, 12..60)
}

#[test]
fn the_order_of_rows_changes_no_digit() {
    let rows = customers(500, 1);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.shuffle(&mut Xoshiro256Plus::seed_from_u64(2));
    let shuffled: Vec<Vec<f64>> = order.iter().map(|&i| rows[i].clone()).collect();
    let (a, b) = (matrix(&rows, Scaling::Zscore).unwrap(), matrix(&shuffled, Scaling::Zscore).unwrap());
    for method in methods() {
        let (p, q) = (fit_with(&a, &method, 4).unwrap(), fit_with(&b, &method, 4).unwrap());
        assert_eq!(digits(&p), digits(&q), "{method:?}");
        let labels = a.labels_of_rows(&p.labels);
        let expected: Vec<Option<u32>> = order.iter().map(|&i| labels[i]).collect();
        assert_eq!(b.labels_of_rows(&q.labels), expected, "{method:?}");
    }
    assert_eq!(project(&a, 2), project(&b, 2));
}

#[test]
fn the_number_of_threads_changes_no_digit() {
    // Enough rows for several chunks, for coresets, for a sample to start the mixture on, and for scoring all K at once;
    // fewer where those are not used and time grows with their square, or where each customer is a row.
    let (few, many) = (customers(1200, 3), customers(5400, 3));
    let assert_same = |what: &str, rows: &[Vec<f64>], run: &(dyn Fn(&Matrix) -> String + Sync)| {
        let with_threads = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| run(&matrix(rows, Scaling::Robust).unwrap()))
        };
        let one = with_threads(1);
        assert!([2, 4].into_iter().all(|threads| with_threads(threads) == one), "{what}");
    };
    assert!(matrix(&many, Scaling::Robust).unwrap().distinct() > 4096);
    for method in methods() {
        let rows =
            if matches!(method.algorithm, Algorithm::Hierarchical | Algorithm::KMeansLinfa) { &few } else { &many };
        let method = Method { restarts: 2, ..method };
        assert_same(&format!("{method:?}"), rows, &|matrix| {
            let found = method.params(4).unwrap().assign(&matrix.points(), &Common::Nothing, &Progress::new()).unwrap();
            format!("{:?} {:?}", found.labels, found.detail)
        });
    }
    let method = Method { restarts: 2, ..Method::default() };
    let sweep = |matrix: &Matrix| format!("{:?}", sweep(matrix, &method, 3, &Progress::new(), |_| ()).unwrap());
    assert_same("sweep", &many, &sweep);
    assert_same("projection", &many, &|matrix| format!("{:?}", project(matrix, 3)));
}

#[test]
fn a_power_of_two_as_the_unit_changes_no_digit() {
    let rows = customers(300, 5);
    let larger = |by: [f64; 3]| -> Vec<Vec<f64>> {
        rows.iter().map(|row| row.iter().zip(by).map(|(x, by)| x * by).collect()).collect()
    };
    for scaling in [Scaling::Zscore, Scaling::Minmax, Scaling::Robust] {
        for method in methods() {
            // For a mixture, the unit of counts determines the steps of their ratio.
            let by = if method.algorithm == Algorithm::Gmm { [1.0, 1.0, 2.0] } else { [8.0, 1.0 / 1024.0, 2.0] };
            let (a, b) = (matrix(&rows, scaling).unwrap(), matrix(&larger(by), scaling).unwrap());
            let (p, q) = (fit_with(&a, &method, 3).unwrap(), fit_with(&b, &method, 3).unwrap());
            assert_eq!(digits(&p), digits(&q), "{scaling} {method:?}");
        }
    }
}

#[test]
fn a_fit_is_a_fixed_point() {
    let matrix = matrix(&customers(700, 6), Scaling::Zscore).unwrap();
    let points = matrix.points();
    for k in [1, 2, 5, 9] {
        let found = fit(&matrix, k);
        let centroids: Vec<f64> = found.centroids.iter().copied().collect();
        assert_eq!(Assignment::nearest(&points, centroids.clone()).labels, all(&found.labels));
        let labels = all(&found.labels);
        let partition = Partition::new(&points, &labels, k);
        assert_eq!((0..k).flat_map(|c| partition.mean(c).to_vec()).collect::<Vec<_>>(), centroids);
        assert_eq!(found.sizes.iter().sum::<u64>(), 700);
        assert!(found.sizes.is_sorted_by(|a, b| a >= b));
    }
}

#[test]
fn more_restarts_never_give_a_higher_inertia() {
    let matrix = matrix(&customers(800, 7), Scaling::Zscore).unwrap();
    let inertia = |restarts| fit_by(&matrix, Algorithm::KMeans, 8, restarts, 1, &Progress::new()).unwrap().inertia;
    let all: Vec<f64> = [1, 2, 4, 8, 16].map(inertia).into();
    assert!(all.is_sorted_by(|a, b| *a >= *b * (1.0 - 1e-9)), "{all:?}");
}

#[test]
fn fit_and_predict_work_over_a_weighted_dataset() {
    let matrix = matrix(&clouds(8), Scaling::None).unwrap();
    let weights = Array1::from_iter(matrix.weights.iter().map(|&w| w as f32));
    let dataset = DatasetBase::from(matrix.scaled.clone()).with_weights(weights);
    let model = KMeansParams::new(4).fit(&dataset).unwrap();
    let labels: Array1<u32> = model.predict(&matrix.scaled);
    assert_eq!(labels.to_vec(), all(&fit(&matrix, 4).labels));
    assert!(KMeansParams::new(4).fit(&DatasetBase::from(Array2::<f64>::zeros((9, 0)))).is_err());
    assert!(KMeansParams::new(4).fit(&DatasetBase::from(Array2::from_elem((9, 2), f64::NAN))).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn moving_and_stretching_all_rows_moves_no_customer(
        seed in 0..1000_u64,
        step in -1000..1000_i32,
        factor in prop::sample::select(vec![0.3, 7.0, 1000.0]),
        method in prop::sample::select(methods()),
    ) {
        // Rows without ties, which rounding could break another way.
        let rows = clouds(seed);
        let moved = |row: &Vec<f64>| row.iter().map(|x| factor * x + f64::from(step)).collect();
        let moved: Vec<Vec<f64>> = rows.iter().map(moved).collect();
        let (a, b) = (matrix(&rows, Scaling::Zscore).unwrap(), matrix(&moved, Scaling::Zscore).unwrap());
        let (p, q) = (fit_with(&a, &method, 4).unwrap(), fit_with(&b, &method, 4).unwrap());
        prop_assert_eq!(a.labels_of_rows(&p.labels), b.labels_of_rows(&q.labels));
        prop_assert!(close(p.inertia, q.inertia, 1e-9));
        prop_assert_eq!(p.k, q.k);
        if let (Some(s), Some(t)) = (p.silhouette, q.silhouette) {
            prop_assert!(close(s.mean, t.mean, 1e-9));
            prop_assert!(close(p.davies_bouldin.unwrap(), q.davies_bouldin.unwrap(), 1e-9));
            prop_assert!(close(p.calinski_harabasz.unwrap(), q.calinski_harabasz.unwrap(), 1e-9));
        }
    }

    #[test]
    fn other_numbers_for_segments_change_no_score(rows in small_rows(), labels in prop::collection::vec(0..4_u32, 216)) {
        if let Ok(matrix) = matrix(&rows, Scaling::Minmax) {
            let mut labels = labels[..matrix.distinct().min(216)].to_vec();
            prop_assume!(matrix.distinct() >= 4 && matrix.distinct() <= 216);
            labels[..4].copy_from_slice(&[0, 1, 2, 3]);
            let turned: Vec<u32> = labels.iter().map(|l| (l + 1) % 4).collect();
            prop_assert!(renumbering(&labels, &turned).is_some());
            let (a, b) = (scores_of(&matrix.points(), &labels), scores_of(&matrix.points(), &turned));
            prop_assert!(close(a.inertia, b.inertia, 1e-12));
            prop_assert!(close(a.silhouette.unwrap().mean, b.silhouette.unwrap().mean, 1e-12));
            prop_assert!(close(a.davies_bouldin.unwrap(), b.davies_bouldin.unwrap(), 1e-12));
            prop_assert!(close(a.calinski_harabasz.unwrap(), b.calinski_harabasz.unwrap(), 1e-12));
        }
    }

    #[test]
    fn scores_keep_their_bounds_and_identities(rows in small_rows(), k in 2..6_usize) {
        if let Ok(matrix) = matrix(&rows, Scaling::Zscore) {
            prop_assume!(matrix.distinct() > k);
            let found = fit(&matrix, k);
            let total = fit(&matrix, 1).inertia;
            let (n, k) = (matrix.total_weight(), k as f64);
            // Calinski-Harabasz from the sums of squares: T = W + B.
            let identity = (total - found.inertia) / (k - 1.0) / (found.inertia / (n - k));
            prop_assert!(close(found.calinski_harabasz.unwrap(), identity, 1e-9));
            // z-scores: the sum of squares is rows × columns.
            prop_assert!(close(total, n * matrix.names.len() as f64, 1e-9));
            prop_assert!(found.davies_bouldin.unwrap() >= 0.0);
            let silhouette = found.silhouette.unwrap();
            prop_assert!(silhouette.rows.iter().all(|s| (-1.0..=1.0).contains(s)));
            let mean = silhouette.rows.iter().zip(&matrix.weights).map(|(s, w)| s * w).sum::<f64>() / n;
            prop_assert!(close(silhouette.mean, mean, 1e-12));
            prop_assert_eq!(silhouette.error, 0.0);
        }
    }
}
