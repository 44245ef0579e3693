//! Edge cases of data and options: an answer or a clear error, never a panic.

use super::{all, assert_sound, close, customers, digits, fit_by, fit_with, matrix, matrix_of, methods, methods_of_k};
use crate::cluster::project;
use crate::cluster::{
    Algorithm, ClusterError, InputColumn, Matrix, MatrixError, Method, Scaling, SweepPoint, Warning, sweep,
};
use crate::progress::Progress;

fn column(values: &[f64]) -> Vec<Vec<f64>> {
    values.iter().map(|&x| vec![x]).collect()
}

#[test]
fn nothing_to_cluster_is_an_error_that_says_so() {
    assert_eq!(matrix(&[], Scaling::Zscore).unwrap_err(), MatrixError::NoFeatures);
    assert_eq!(matrix(&vec![vec![3.0, 4.0]; 9], Scaling::Zscore).unwrap_err(), MatrixError::NoFeatures);
    // The same price as means of different numbers of orders.
    assert_eq!(matrix(&column(&[9.99, 9.989_999_999_999_998]), Scaling::Zscore).unwrap_err(), MatrixError::NoFeatures);
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
    let short = InputColumn { name: "short", values: &[1.0, 2.0] };
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
    for method in methods() {
        assert_sound(&found, &fit_with(&found, &method, 2).unwrap(), &format!("{method:?}"));
    }
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
    for method in methods_of_k() {
        assert_eq!(fit_with(&found, &method, 4).unwrap_err(), ClusterError::TooFewRows { k: 4, rows: 3 }, "{method:?}");
        assert!(matches!(fit_with(&found, &method, 0), Err(ClusterError::Parameter(_))), "{method:?}");
        if method.algorithm != Algorithm::Hierarchical {
            let never = Method { restarts: 0, ..method };
            assert!(matches!(fit_with(&found, &never, 2), Err(ClusterError::Parameter(_))), "{never:?}");
        }
    }
    for (eps, min_points) in [(Some(0.0), None), (Some(f64::NAN), None), (None, Some(0))] {
        let method = Method { algorithm: Algorithm::Dbscan, eps, min_points, ..Method::default() };
        assert!(matches!(fit_with(&found, &method, 2), Err(ClusterError::Parameter(_))), "{method:?}");
    }
}

#[test]
fn one_cluster_has_no_scores_but_inertia() {
    let found = matrix(&column(&[1.0, 2.0, 2.0, 4.0]), Scaling::None).unwrap();
    for method in methods() {
        // DBSCAN finds one where all are neighbours.
        let one = fit_with(&found, &Method { eps: Some(9.0), ..method.clone() }, 1).unwrap();
        assert!(close(one.inertia, 4.75, 1e-6), "{method:?}");
        assert_eq!((one.k, &one.sizes[..]), (1, &[4][..]), "{method:?}");
        assert_sound(&found, &one, &format!("{method:?}"));
    }
}

#[test]
fn as_many_clusters_as_distinct_rows() {
    let found = matrix(&column(&[1.0, 2.0, 2.0, 9.0]), Scaling::None).unwrap();
    for method in methods() {
        let method = Method { eps: Some(0.5), min_points: Some(1), ..method };
        let every = fit_with(&found, &method, 3).unwrap();
        assert!(every.inertia < 1e-6, "{method:?}");
        // Equal sizes: the smaller centroid comes first.
        assert_eq!(all(&every.labels), [1, 0, 2], "{method:?}");
        assert_eq!(every.sizes, [2, 1, 1], "{method:?}");
        // Twins at distance 0 score 1, a customer alone 0.
        assert_eq!(every.silhouette.unwrap().rows, [0.0, 1.0, 0.0], "{method:?}");
    }
}

#[test]
fn few_rows_and_one_feature_are_clustered() {
    let sets: [&[f64]; 5] =
        [&[0.0, 1.0], &[5.0, 5.0, 5.0, 6.0], &[1.0, 2.0, 4.0], &[-1e100, 0.0, 1e100], &[0.0, 1e-300, 1.0, 1.0, 7.0]];
    for values in sets {
        for scaling in [Scaling::Zscore, Scaling::Minmax, Scaling::Robust, Scaling::None] {
            let found = matrix(&column(values), scaling).unwrap();
            for (method, k) in methods().into_iter().flat_map(|m| (1..=found.distinct()).map(move |k| (m.clone(), k))) {
                let what = format!("{values:?} {scaling} {method:?} {k}");
                assert_sound(&found, &fit_with(&found, &method, k).unwrap(), &what);
            }
        }
    }
}

#[test]
fn a_constant_feature_and_a_row_with_a_hole_change_no_digit() {
    let rows = customers(300, 3);
    let plain = matrix(&rows, Scaling::Zscore).unwrap();
    let constant: Vec<Vec<f64>> = rows.iter().map(|row| [&row[..1], &[7.0], &row[1..]].concat()).collect();
    let constant = matrix(&constant, Scaling::Zscore).unwrap();
    let holes = [vec![f64::NAN, 0.5, 9.0], vec![3.0, f64::INFINITY, 9.0], vec![3.0, 0.5, f64::NEG_INFINITY]];
    let holes = matrix(&[&rows[..150], &holes, &rows[150..]].concat(), Scaling::Zscore).unwrap();
    assert_eq!((constant.names.len(), holes.missing), (3, 3));
    for method in methods() {
        let expected = digits(&fit_with(&plain, &method, 3).unwrap());
        assert_eq!(digits(&fit_with(&constant, &method, 3).unwrap()), expected, "{method:?}");
        assert_eq!(digits(&fit_with(&holes, &method, 3).unwrap()), expected, "{method:?}");
    }
}

#[test]
fn rows_that_differ_only_before_scaling_give_fewer_clusters() {
    // 1e16 + 2 is a number of its own, and after the division by 1e30 it is not.
    let found = matrix(&column(&[1e16, 1e16 + 2.0, 0.0, 1e30]), Scaling::Minmax).unwrap();
    assert_eq!(found.distinct(), 4);
    for method in methods() {
        let four = fit_with(&found, &method, 4).unwrap();
        assert!(four.k <= 4, "{method:?}");
        assert_sound(&found, &four, &format!("{method:?}"));
    }
}

#[test]
fn a_million_equal_rows_are_one() {
    let mut rows = vec![vec![1.0, 2.0]; 1_000_000];
    assert_eq!(matrix(&rows, Scaling::Zscore).unwrap_err(), MatrixError::NoFeatures);
    rows.extend([vec![1.0, 3.0], vec![5.0, 2.0], vec![6.0, 8.0]]);
    let found = matrix(&rows, Scaling::Zscore).unwrap();
    assert_eq!((found.distinct(), found.total_weight()), (4, 1_000_003.0));
    for method in methods() {
        let three = fit_with(&found, &method, 3);
        if method.algorithm == Algorithm::KMeansLinfa {
            let refused = three.unwrap_err().to_string();
            assert!(refused.contains("there are 1000003"), "{refused}");
            continue;
        }
        let three = three.unwrap();
        assert_sound(&found, &three, &format!("{method:?}"));
        let noise = three.labels.iter().filter(|label| label.is_none()).count() as u64;
        assert_eq!(three.sizes.iter().sum::<u64>() + noise, 1_000_003, "{method:?}");
    }
}

#[test]
fn a_sweep_stops_at_the_number_of_distinct_rows() {
    let found = matrix(&column(&[1.0, 2.0, 2.0, 4.0, 8.0]), Scaling::Zscore).unwrap();
    for method in methods() {
        let mut seen = Vec::new();
        let whole = sweep(&found, &method, 10, &Progress::new(), |p| seen.push(p.k)).unwrap();
        let expected: &[usize] = if method.algorithm.takes_k() { &[2, 3, 4] } else { &[] };
        assert_eq!(seen, expected, "{method:?}");
        assert!(close(whole.inertia_one, 5.0, 1e-12));
        assert_eq!(whole.best.is_some(), method.algorithm.takes_k());
        for k_max in [0, 1] {
            let none = sweep(&found, &method, k_max, &Progress::new(), |_| ()).unwrap();
            assert!(none.points.is_empty() && none.best.is_none() && none.knee.is_none());
        }
    }
}

#[test]
fn a_sweep_is_the_fits_of_its_ks() {
    let found = matrix(&customers(300, 9), Scaling::Zscore).unwrap();
    for method in methods_of_k() {
        let whole = sweep(&found, &method, 4, &Progress::new(), |_| ()).unwrap();
        assert_eq!(whole.points.iter().map(|p| p.k).collect::<Vec<_>>(), [2, 3, 4]);
        for point in &whole.points {
            let alone = fit_with(&found, &method, point.k).unwrap();
            assert_eq!(digits(&alone), digits(&point.clustering), "{method:?}");
        }
        let score = |p: &SweepPoint| match p.clustering.bic() {
            Some(bic) => -bic,
            None => p.clustering.silhouette.as_ref().map_or(0.0, |s| s.mean),
        };
        // First those that isolate no customer, then those with the fewest collapsed components.
        let rank = |p: &SweepPoint| {
            let collapsed = p.clustering.mixture().map_or(0, |mixture| mixture.collapsed);
            (p.clustering.isolated().next().is_some(), collapsed)
        };
        let order = |a: &&SweepPoint, b: &&SweepPoint| rank(b).cmp(&rank(a)).then(score(a).total_cmp(&score(b)));
        let best = whole.points.iter().max_by(order);
        assert_eq!(whole.best, best.map(|p| p.k), "{method:?}");
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
