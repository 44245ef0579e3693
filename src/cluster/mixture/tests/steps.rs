//! Counts and ratios of counts have steps: a value that many customers share is no component.

use std::f64::consts::TAU;

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

use super::fit;
use crate::cluster::tests::{close, matrix};
use crate::cluster::{Algorithm, Method, Scaling, sweep};
use crate::progress::Progress;

/// Claims and the share that is burnt of three kinds of customers: many who claim often and burn most, few claims and
/// no burn at all, and some of each.
fn shop(customers: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let kinds = [(30, 8, 0.8), (2, 4, 0.0), (12, 5, 0.35)];
    (0..customers)
        .map(|i| {
            let (least, width, rate) = kinds[i % 3];
            let claims = (0..3).map(|_| rng.gen_range(0..width)).sum::<i32>() / 3 * 2 + least;
            let burnt = (0..claims).filter(|_| rng.gen_bool(rate)).count();
            vec![f64::from(claims), burnt as f64 / f64::from(claims)]
        })
        .collect()
}

#[test]
fn one_component_has_the_variance_of_the_steps_too() {
    let matrix = matrix(&shop(300, 1), Scaling::Zscore).unwrap();
    let points = matrix.points();
    let found = fit(&points, 1).mixture;
    let (n, mut expected) = (points.total_weight(), points.covariance(&points.mean()));
    // The first row has the fewest claims and no burn, the last the most.
    let last = matrix.distinct() - 1;
    let slope: Vec<f64> = (0..2)
        .map(|j| (matrix.scaled[[last, j]] - matrix.scaled[[0, j]]) / (matrix.raw[[last, j]] - matrix.raw[[0, j]]))
        .collect();
    let mut of_ratio = 0.0;
    for (row, weight) in matrix.raw.rows().into_iter().zip(points.weights) {
        of_ratio += weight / n * (slope[1] / (row[0] + 1.0)).powi(2) / 12.0;
    }
    // Claims differ by two.
    expected[0] += (2.0 * slope[0]).powi(2) / 12.0;
    expected[3] += of_ratio;
    assert!(found.covariances.iter().zip(&expected).all(|(x, y)| close(*x, *y, 1e-9)), "{found:?} {expected:?}");
    // The mean of the squares over the steps is the number of columns.
    let determinant = expected[0] * expected[3] - expected[1] * expected[2];
    let likelihood = -0.5 * n * (2.0 * TAU.ln() + determinant.ln() + 2.0);
    assert!(close(found.log_likelihood, likelihood, 1e-9), "{} {likelihood}", found.log_likelihood);
}

#[test]
fn a_value_that_many_share_takes_no_component_from_the_kinds() {
    for seed in 0..3 {
        let matrix = matrix(&shop(900, seed), Scaling::Zscore).unwrap();
        let method = Method { algorithm: Algorithm::Gmm, ..Method::default() };
        let found = sweep(&matrix, &method, 6, &Progress::new(), |_| ()).unwrap();
        assert_eq!(found.best, Some(3), "seed {seed}");
        assert!(found.points.iter().all(|point| point.clustering.mixture().unwrap().collapsed == 0), "seed {seed}");
    }
}

/// Amounts of two kinds of customers, of whom a third pay one price to the cent: cents have no step that the numbers
/// show. The likelihood of a component on that price has no bound but the floor.
#[test]
fn a_collapsed_component_does_not_choose_k() {
    let mut rng = Xoshiro256Plus::seed_from_u64(8);
    let mut around = |middle: f64| (0..6).map(|_| rng.r#gen::<f64>()).sum::<f64>() - 3.0 + middle;
    let rows: Vec<Vec<f64>> = (0..360)
        .map(|i| match i % 3 {
            0 => vec![19.99, 5.49],
            1 => vec![around(12.0), around(4.0)],
            _ => vec![around(30.0), around(9.0)],
        })
        .collect();
    let matrix = matrix(&rows, Scaling::Zscore).unwrap();
    let method = Method { algorithm: Algorithm::Gmm, restarts: 4, ..Method::default() };
    let found = sweep(&matrix, &method, 5, &Progress::new(), |_| ()).unwrap();
    let collapsed = |k: usize| found.points.iter().find(|p| p.k == k).unwrap().clustering.mixture().unwrap().collapsed;
    assert!((3..=5).all(|k| collapsed(k) >= 1), "{:?}", (2..=5).map(collapsed).collect::<Vec<_>>());
    assert_eq!((found.best.map(collapsed), collapsed(2)), (Some(0), 0));
    let lowest = found.points.iter().min_by(|a, b| {
        let bic = |p: &&crate::cluster::SweepPoint| p.clustering.bic().unwrap();
        bic(a).total_cmp(&bic(b))
    });
    assert!(lowest.unwrap().k > 2, "BIC alone would follow the collapsed components");
}
