//! What must not change a result, and what must hold of every one.

use ndarray::{Array1, Array2};
use proptest::prelude::*;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256Plus;

use linfa::ParamGuard;
use linfa::dataset::DatasetBase;
use linfa::traits::{Fit, Predict};

use super::{all, close, clouds, customers, fit, fit_by, matrix, renumbering, scores_of, sweep_by};
use crate::cluster::partition::{Assignment, Partition};
use crate::cluster::points::Points;
use crate::cluster::{Algorithm, Clustering, KMeansParams, Matrix, Scaling, Sweep, project};
use crate::progress::Progress;

fn sweep_of(matrix: &Matrix) -> Sweep {
    sweep_by(matrix, Algorithm::KMeans, 6, 3, 42, &Progress::new(), |_| ()).unwrap()
}

/// Every digit of a clustering, as text (`NaN` equals `NaN` there).
fn digits(clustering: &Clustering) -> String {
    format!("{clustering:?}")
}

/// Rows with small whole numbers, so that many are equal.
fn small_rows() -> impl Strategy<Value = Vec<Vec<f64>>> {
    let row = prop::collection::vec((0..6_i32).prop_map(f64::from), 3);
    prop::collection::vec(row, 12..60)
}

#[test]
fn the_order_of_rows_changes_no_digit() {
    let rows = customers(1500, 1);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.shuffle(&mut Xoshiro256Plus::seed_from_u64(2));
    let shuffled: Vec<Vec<f64>> = order.iter().map(|&i| rows[i].clone()).collect();
    let (a, b) = (matrix(&rows, Scaling::Zscore).unwrap(), matrix(&shuffled, Scaling::Zscore).unwrap());
    let (first, second) = (sweep_of(&a), sweep_of(&b));
    for (p, q) in first.points.iter().zip(&second.points) {
        assert_eq!(digits(&p.clustering), digits(&q.clustering));
        let labels = a.labels_of_rows(&p.clustering.labels);
        let expected: Vec<Option<u32>> = order.iter().map(|&i| labels[i]).collect();
        assert_eq!(b.labels_of_rows(&q.clustering.labels), expected);
    }
    assert_eq!(project(&a, 2), project(&b, 2));
}

#[test]
fn the_number_of_threads_changes_no_digit() {
    // Enough rows for several chunks, for coresets, and for scoring all K at once.
    let rows = customers(8000, 3);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let matrix = matrix(&rows, Scaling::Robust).unwrap();
            assert!(matrix.distinct() > 4096);
            let sweep = sweep_of(&matrix);
            let clusterings: Vec<String> = sweep.points.iter().map(|p| digits(&p.clustering)).collect();
            (clusterings, sweep.knee, sweep.best, sweep.inertia_one.to_bits(), project(&matrix, 3))
        })
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(4));
}

#[test]
fn weights_give_the_numbers_of_repeated_rows() {
    let rows = customers(2000, 4);
    let matrix = matrix(&rows, Scaling::Zscore).unwrap();
    let repeated: Vec<f64> =
        matrix.row_of.iter().flat_map(|row| matrix.scaled.row(row.unwrap() as usize).to_vec()).collect();
    let ones = vec![1.0; rows.len()];
    let full = Points { values: repeated.into(), weights: &ones, dimension: 3 };
    assert!(matrix.distinct() < rows.len());

    let params = KMeansParams::new(5).restarts(1).check().unwrap();
    let weighted = matrix.points();
    let labels = params.assign(&weighted, &Progress::new()).unwrap().labels;
    let of_rows: Vec<u32> = matrix.row_of.iter().map(|row| labels[row.unwrap() as usize]).collect();

    let (a, b) = (scores_of(&weighted, &labels), scores_of(&full, &of_rows));
    let (s, t) = (a.silhouette.unwrap(), b.silhouette.unwrap());
    let pairs = [
        (a.inertia, b.inertia),
        (s.mean, t.mean),
        (a.davies_bouldin.unwrap(), b.davies_bouldin.unwrap()),
        (a.calinski_harabasz.unwrap(), b.calinski_harabasz.unwrap()),
    ];
    let segments = s.segments.iter().copied().zip(t.segments.iter().copied());
    let centroids = a.centroids.iter().copied().zip(b.centroids.iter().copied());
    let of_rows = matrix.row_of.iter().map(|row| s.rows[row.unwrap() as usize]).zip(t.rows.iter().copied());
    let variances = weighted.variance(&weighted.mean()).into_iter().zip(full.variance(&full.mean()));
    for (x, y) in pairs.into_iter().chain(segments).chain(centroids).chain(of_rows).chain(variances) {
        assert!(close(x, y, 1e-12), "{x} {y}");
    }
    assert_eq!(a.sizes, b.sizes);
}

#[test]
fn a_fit_is_a_fixed_point() {
    let matrix = matrix(&customers(1500, 6), Scaling::Zscore).unwrap();
    let points = matrix.points();
    for k in [1, 2, 5, 9] {
        let found = fit(&matrix, k);
        let centroids: Vec<f64> = found.centroids.iter().copied().collect();
        assert_eq!(Assignment::nearest(&points, centroids.clone()).labels, all(&found.labels));
        let labels = all(&found.labels);
        let partition = Partition::new(&points, &labels, k);
        assert_eq!((0..k).flat_map(|c| partition.mean(c).to_vec()).collect::<Vec<_>>(), centroids);
        assert_eq!(found.sizes.iter().sum::<u64>(), 1500);
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
    fn moving_and_stretching_all_rows_moves_no_customer(seed in 0..1000_u64, step in -1000..1000_i32) {
        // Rows without ties, which rounding could break another way.
        let rows = clouds(seed);
        let moved: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|x| 7.0 * x + f64::from(step)).collect()).collect();
        let (a, b) = (matrix(&rows, Scaling::Zscore).unwrap(), matrix(&moved, Scaling::Zscore).unwrap());
        let (p, q) = (fit(&a, 5), fit(&b, 5));
        prop_assert!(close(p.inertia, q.inertia, 1e-9));
        prop_assert_eq!(a.labels_of_rows(&p.labels), b.labels_of_rows(&q.labels));
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
