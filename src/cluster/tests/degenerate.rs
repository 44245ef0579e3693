//! Data and options at the edge: an answer or a clear error, never a panic.

use super::{all, close, customers, fit_by, matrix, matrix_of, sweep_by};
use crate::cluster::project;
use crate::cluster::{Algorithm, ClusterError, Column, Matrix, MatrixError, Scaling, SweepPoint, Warning};
use crate::progress::Progress;

const ALGORITHMS: [Algorithm; 2] = [Algorithm::KMeans, Algorithm::KMeansLinfa];

fn column(values: &[f64]) -> Vec<Vec<f64>> {
    values.iter().map(|&x| vec![x]).collect()
}

#[test]
fn nothing_to_cluster_is_an_error_that_says_so() {
    assert_eq!(matrix(&[], Scaling::Zscore).unwrap_err(), MatrixError::NoFeatures);
    assert_eq!(matrix(&vec![vec![3.0, 4.0]; 9], Scaling::Zscore).unwrap_err(), MatrixError::NoFeatures);
    assert_eq!(matrix(&column(&[f64::NAN, f64::INFINITY]), Scaling::Zscore).unwrap_err(), MatrixError::NoRows);
    let none = matrix_of(&column(&[1.0, 2.0]), &[false, false], Scaling::Zscore, None);
    assert_eq!(none.unwrap_err(), MatrixError::NoRows);
    let negative = matrix(&column(&[1.0, -2.0, -1.0]), Scaling::Log).unwrap_err();
    assert_eq!(negative, MatrixError::Negative { feature: "f0".into(), value: -2.0 });
    let huge = matrix(&column(&[1.0, -1e200, 1e150]), Scaling::Zscore).unwrap_err();
    assert_eq!(huge, MatrixError::Huge { feature: "f0".into(), value: -1e200 });
    for clip in [-1.0, 50.0, f64::NAN] {
        let clipped = matrix_of(&column(&[1.0, 2.0]), &[true; 2], Scaling::Zscore, Some(clip));
        assert!(matches!(clipped, Err(MatrixError::Clip(_))));
    }
}

#[test]
fn rows_with_a_missing_value_are_left_out_and_counted() {
    let rows =
        [vec![1.0, 5.0], vec![f64::NAN, 6.0], vec![2.0, f64::INFINITY], vec![3.0, 7.0], vec![1.0, 5.0], vec![9.0, 9.0]];
    let found = matrix_of(&rows, &[true, true, true, true, true, false], Scaling::None, None).unwrap();
    assert_eq!(found.missing, 2);
    assert_eq!(found.row_of, [Some(0), None, None, Some(1), Some(0), None]);
    assert_eq!(found.weights, [2.0, 1.0]);
    assert_eq!(found.labels_of_rows(&[Some(7), Some(8)]), [Some(7), None, None, Some(8), Some(7), None]);
    // A column that is shorter than the rows is missing there.
    let short = Column { name: "short", values: &[1.0, 2.0] };
    let found = Matrix::new(&[short], &[true; 4], Scaling::None, None).unwrap();
    assert_eq!((found.missing, found.total_weight()), (2, 2.0));
}

#[test]
fn zero_has_no_sign_and_rows_are_sorted() {
    let rows = [vec![2.0, 0.0], vec![-1.0, -0.0], vec![-1.0, 0.0], vec![-1.0, -3.0], vec![10.0, 1.0]];
    let found = matrix(&rows, Scaling::None).unwrap();
    let sorted: Vec<Vec<f64>> = found.raw.rows().into_iter().map(|row| row.to_vec()).collect();
    assert_eq!(sorted, [vec![-1.0, -3.0], vec![-1.0, 0.0], vec![2.0, 0.0], vec![10.0, 1.0]]);
    assert_eq!(found.weights, [1.0, 2.0, 1.0, 1.0]);
}

#[test]
fn constant_correlated_and_dominant_features_are_told() {
    let rows: Vec<Vec<f64>> = (0..50).map(f64::from).map(|x| vec![x, 7.0, -2.0 * x, (x * 1.7).sin()]).collect();
    let found = matrix(&rows, Scaling::Zscore).unwrap();
    assert_eq!(found.names, ["f0", "f2", "f3"]);
    assert_eq!(found.warnings[0], Warning::Constant { feature: "f1".into() });
    let Warning::Correlated { a, b, r } = &found.warnings[1] else { panic!("{:?}", found.warnings) };
    assert!(a == "f0" && b == "f2" && close(*r, -1.0, 1e-12));
    assert_eq!(found.warnings.len(), 2);

    let rows: Vec<Vec<f64>> = (0..50).map(|i| vec![f64::from(i), f64::from(i * 7 % 11)]).collect();
    let found = matrix(&rows, Scaling::None).unwrap();
    let [Warning::Dominant { feature, share }] = &found.warnings[..] else { panic!("{:?}", found.warnings) };
    assert!(feature == "f0" && *share > 0.9 && *share < 1.0);
}

#[test]
fn a_spread_of_zero_divides_by_one() {
    // Most values are equal: the interquartile range is 0.
    let found = matrix(&column(&[5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 8.0]), Scaling::Robust).unwrap();
    assert_eq!(found.scaled.iter().copied().collect::<Vec<_>>(), [0.0, 3.0]);
    // A spread too small to square.
    let found = matrix(&column(&[0.0, 1e-300]), Scaling::Zscore).unwrap();
    assert!(found.scaled.iter().all(|x| x.is_finite()));
    assert!(fit_by(&found, Algorithm::KMeans, 2, 2, 1, &Progress::new()).is_ok());
    assert_eq!(project(&found, 2).ratios, [0.0]);
}

#[test]
fn clipping_comes_first() {
    let values: Vec<f64> = (0..=100).map(f64::from).chain([1e6]).collect();
    let found = matrix_of(&column(&values), &vec![true; values.len()], Scaling::Minmax, Some(10.0)).unwrap();
    // numpy.percentile(values, [10, 90]) = 10.1, 90.9
    assert!(close(found.raw[[0, 0]], 10.1, 1e-12));
    assert!(close(found.raw[[found.distinct() - 1, 0]], 90.9, 1e-12));
    assert_eq!(found.weights[0], 11.0);
    // 0 to 10, 91 to 100, and the million.
    assert_eq!(found.warnings, [Warning::Clipped { feature: "f0".into(), values: 22 }]);
    // Clipping can leave nothing.
    let mostly = column(&[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0]);
    let clipped = matrix_of(&mostly, &[true; 12], Scaling::Zscore, Some(25.0));
    assert_eq!(clipped.unwrap_err(), MatrixError::NoFeatures);
}

#[test]
fn parameters_out_of_range_are_errors() {
    let found = matrix(&column(&[1.0, 2.0, 2.0, 4.0]), Scaling::Zscore).unwrap();
    for algorithm in ALGORITHMS {
        let fit = |k, restarts| fit_by(&found, algorithm, k, restarts, 42, &Progress::new()).map(|_| ());
        assert_eq!(fit(4, 10), Err(ClusterError::TooFewRows { k: 4, rows: 3 }));
        assert!(matches!(fit(0, 10), Err(ClusterError::Parameter(_))));
        assert!(matches!(fit(2, 0), Err(ClusterError::Parameter(_))));
    }
}

#[test]
fn one_cluster_has_no_scores_but_inertia() {
    let found = matrix(&column(&[1.0, 2.0, 2.0, 4.0]), Scaling::None).unwrap();
    for algorithm in ALGORITHMS {
        let one = fit_by(&found, algorithm, 1, 10, 42, &Progress::new()).unwrap();
        assert!(close(one.inertia, 4.75, 1e-6));
        assert!(one.silhouette.is_none() && one.davies_bouldin.is_none() && one.calinski_harabasz.is_none());
        assert_eq!((one.k, one.sizes), (1, vec![4]));
    }
}

#[test]
fn as_many_clusters_as_distinct_rows() {
    let found = matrix(&column(&[1.0, 2.0, 2.0, 9.0]), Scaling::None).unwrap();
    for algorithm in ALGORITHMS {
        let every = fit_by(&found, algorithm, 3, 10, 42, &Progress::new()).unwrap();
        assert!(every.inertia < 1e-6);
        assert_eq!(every.sizes, [2, 1, 1]);
        // Twins at distance 0 score 1, a customer alone 0.
        assert_eq!(every.silhouette.unwrap().rows, [0.0, 1.0, 0.0]);
    }
    // Equal sizes: the smaller centroid comes first.
    assert_eq!(all(&fit_by(&found, Algorithm::KMeans, 3, 10, 42, &Progress::new()).unwrap().labels), [1, 0, 2]);
}

#[test]
fn rows_that_differ_only_before_scaling_give_fewer_clusters() {
    // 1e16 + 2 is a number of its own, and after the division by 1e30 it is not.
    let found = matrix(&column(&[1e16, 1e16 + 2.0, 0.0, 1e30]), Scaling::Minmax).unwrap();
    assert_eq!(found.distinct(), 4);
    let four = fit_by(&found, Algorithm::KMeans, 4, 5, 42, &Progress::new()).unwrap();
    assert!(four.k <= 4 && four.sizes.iter().all(|&size| size > 0));
    assert_eq!(four.centroids.nrows(), four.k);
}

#[test]
fn a_great_many_equal_rows_are_one() {
    let mut rows = vec![vec![1.0, 2.0]; 300_000];
    rows.extend([vec![1.0, 3.0], vec![5.0, 2.0], vec![6.0, 8.0]]);
    let found = matrix(&rows, Scaling::Zscore).unwrap();
    assert_eq!((found.distinct(), found.total_weight()), (4, 300_003.0));
    let three = fit_by(&found, Algorithm::KMeans, 3, 10, 42, &Progress::new()).unwrap();
    assert_eq!(three.sizes.iter().sum::<u64>(), 300_003);
    let refused = fit_by(&found, Algorithm::KMeansLinfa, 3, 10, 42, &Progress::new()).unwrap_err();
    assert!(refused.to_string().contains("there are 300003"), "{refused}");
}

#[test]
fn a_sweep_stops_at_the_number_of_distinct_rows() {
    let found = matrix(&column(&[1.0, 2.0, 2.0, 4.0, 8.0]), Scaling::Zscore).unwrap();
    for algorithm in ALGORITHMS {
        let mut seen = Vec::new();
        let whole = sweep_by(&found, algorithm, 10, 3, 42, &Progress::new(), |p| {
            seen.push(p.k);
        })
        .unwrap();
        assert_eq!(seen, [2, 3, 4]);
        assert!(close(whole.inertia_one, 5.0, 1e-12));
        assert!(whole.best.is_some());
        for k_max in [0, 1] {
            let none = sweep_by(&found, algorithm, k_max, 3, 42, &Progress::new(), |_| ()).unwrap();
            assert!(none.points.is_empty() && none.best.is_none() && none.knee.is_none());
        }
    }
}

#[test]
fn a_sweep_is_the_fits_of_its_ks() {
    let found = matrix(&customers(600, 9), Scaling::Zscore).unwrap();
    let whole = sweep_by(&found, Algorithm::KMeans, 5, 4, 42, &Progress::new(), |_| ()).unwrap();
    for point in &whole.points {
        let alone = fit_by(&found, Algorithm::KMeans, point.k, 4, 42, &Progress::new()).unwrap();
        assert_eq!(alone.labels, point.clustering.labels);
        assert_eq!(alone.silhouette, point.clustering.silhouette);
    }
    let best = whole.points.iter().max_by(|a, b| {
        let mean = |p: &SweepPoint| p.clustering.silhouette.as_ref().map_or(0.0, |s| s.mean);
        mean(a).total_cmp(&mean(b))
    });
    assert_eq!(whole.best, best.map(|p| p.k));
}

#[test]
fn cancelling_stops_everything() {
    let found = matrix(&customers(500, 10), Scaling::Zscore).unwrap();
    let progress = Progress::new();
    progress.cancel();
    for algorithm in ALGORITHMS {
        assert_eq!(fit_by(&found, algorithm, 3, 10, 42, &progress).unwrap_err(), ClusterError::Cancelled);
        let stopped = sweep_by(&found, algorithm, 5, 10, 42, &progress, |_| ());
        assert_eq!(stopped.unwrap_err(), ClusterError::Cancelled);
    }
}

#[test]
fn many_columns_take_the_general_path() {
    let rows: Vec<Vec<f64>> = (0..90)
        .map(|i| (0..11).map(|j| f64::from(i / 30) * 50.0 + f64::from((i * 7 + j * 13) % 10)).collect())
        .collect();
    let found = matrix(&rows, Scaling::None).unwrap();
    let three = fit_by(&found, Algorithm::KMeans, 3, 5, 42, &Progress::new()).unwrap();
    assert_eq!(three.sizes, [30, 30, 30]);
    // Equal sizes: numbered by the first coordinate.
    assert!(three.centroids.column(0).iter().is_sorted());
    assert_eq!(project(&found, 2).points.dim(), (found.distinct(), 2));
}
