//! DBSCAN: against scikit-learn and kneed (`tests/fixtures/cluster/dbscan.json`, written by `make_dbscan.py`), against a
//! direct implementation of the definition, and on edge cases.

use std::collections::HashMap;

use linfa::ParamGuard;
use proptest::prelude::*;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256Plus;
use serde::Deserialize;

use super::{close, customers, matrix, renumbering, with_noise};
use crate::cluster::dbscan::{DbscanFound, DbscanParams, Density, RedFlag, red_flags};
use crate::cluster::points::{Points, squared};
use crate::cluster::{ClusterError, Matrix, Scaling};
use crate::progress::Progress;

#[derive(Deserialize)]
struct Fixture {
    rows: Option<Vec<Vec<f64>>>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    eps: f64,
    min_points: usize,
    labels: Vec<Option<u32>>,
    core: Vec<usize>,
    distances: Vec<f64>,
    knee: Option<f64>,
}

#[derive(Deserialize)]
struct Rows {
    rows: Vec<Vec<f64>>,
}

fn fixtures() -> impl Iterator<Item = (&'static str, Vec<Vec<f64>>, Vec<Case>)> {
    let mut all: HashMap<String, Fixture> =
        serde_json::from_str(include_str!("../../../tests/fixtures/cluster/dbscan.json")).unwrap();
    [
        ("iris", include_str!("../../../tests/fixtures/cluster/iris.json")),
        ("wine", include_str!("../../../tests/fixtures/cluster/wine.json")),
        ("blobs", include_str!("../../../tests/fixtures/cluster/blobs.json")),
        ("counts", include_str!("../../../tests/fixtures/cluster/counts.json")),
        ("line", include_str!("../../../tests/fixtures/cluster/line.json")),
        ("moons", ""),
    ]
    .into_iter()
    .map(move |(name, text)| {
        let fixture = all.remove(name).unwrap();
        let rows = fixture.rows.unwrap_or_else(|| serde_json::from_str::<Rows>(text).unwrap().rows);
        (name, rows, fixture.cases)
    })
}

fn dbscan(points: &Points<'_>, eps: Option<f64>, min_points: Option<usize>) -> DbscanFound {
    let params = DbscanParams::new().eps(eps).min_points(min_points).check().unwrap();
    params.assign(points, &Progress::new()).unwrap()
}

fn of_rows<T: Copy>(matrix: &Matrix, distinct: &[T]) -> Vec<T> {
    matrix.row_of.iter().map(|row| distinct[row.unwrap() as usize]).collect()
}

/// Core points and labels by the definition: every point against every point.
fn by_definition(points: &Points<'_>, eps: f64, min_points: f64) -> (Vec<bool>, Vec<Option<u32>>) {
    let n = points.len();
    let distance = |a: usize, b: usize| match points.dimension {
        1 => squared::<1>(points.row(a), points.row(b)),
        2 => squared::<2>(points.row(a), points.row(b)),
        3 => squared::<3>(points.row(a), points.row(b)),
        _ => squared::<0>(points.row(a), points.row(b)),
    };
    let neighbours = |a: usize| (0..n).filter(move |&b| distance(a, b).sqrt() <= eps);
    let core: Vec<bool> = (0..n).map(|a| neighbours(a).map(|b| points.weights[b]).sum::<f64>() >= min_points).collect();
    let mut labels = vec![None; n];
    let mut clusters = 0;
    for start in 0..n {
        if core[start] && labels[start].is_none() {
            let mut open = vec![start];
            while let Some(a) = open.pop() {
                labels[a] = Some(clusters);
                open.extend(neighbours(a).filter(|&b| core[b] && labels[b].is_none()));
            }
            clusters += 1;
        }
    }
    let border = |a: usize| {
        let nearest = neighbours(a).filter(|&b| core[b]).min_by(|&b, &c| distance(a, b).total_cmp(&distance(a, c)));
        nearest.and_then(|b| labels[b])
    };
    let labels = (0..n).map(|a| if core[a] { labels[a] } else { border(a) }).collect();
    (core, labels)
}

#[test]
fn clusters_noise_and_core_points_are_those_of_scikit_learn() {
    for (name, rows, cases) in fixtures() {
        let matrix = matrix(&rows, Scaling::Zscore).unwrap();
        for case in cases {
            let found = dbscan(&matrix.points(), Some(case.eps), Some(case.min_points));
            let labels = of_rows(&matrix, &found.labels);
            let noise = |labels: &[Option<u32>]| labels.iter().map(Option::is_none).collect::<Vec<_>>();
            assert_eq!(noise(&labels), noise(&case.labels), "{name} {}", case.eps);
            let core = |labels: &[Option<u32>]| case.core.iter().map(|&row| labels[row].unwrap()).collect::<Vec<_>>();
            assert!(renumbering(&core(&labels), &core(&case.labels)).is_some(), "{name} {}", case.eps);
            let clusters = |labels: &[Option<u32>]| labels.iter().flatten().max().map_or(0, |last| last + 1);
            assert_eq!(clusters(&labels), clusters(&case.labels), "{name} {}", case.eps);
            let (is_core, expected) = by_definition(&matrix.points(), case.eps, case.min_points as f64);
            assert_eq!(found.labels, expected, "{name} {}", case.eps);
            let of_rows = of_rows(&matrix, &is_core);
            assert_eq!((0..rows.len()).filter(|&row| of_rows[row]).collect::<Vec<_>>(), case.core);
        }
    }
}

#[test]
fn k_distances_and_their_knee_are_those_of_scikit_learn_and_kneed() {
    for (name, rows, cases) in fixtures() {
        let matrix = matrix(&rows, Scaling::Zscore).unwrap();
        for case in cases {
            let density = dbscan(&matrix.points(), None, Some(case.min_points)).density;
            let of_customers: Vec<f64> =
                density.distances.iter().flat_map(|&(distance, weight)| vec![distance; weight as usize]).collect();
            let some = of_customers.iter().step_by(rows.len() / 10);
            for (x, y) in some.zip(&case.distances) {
                assert!(close(*x, *y, 1e-7), "{name} {}: {x} {y}", case.min_points);
            }
            let (knee, expected) = (density.knee.unwrap(), case.knee.unwrap());
            assert!((knee / expected - 1.0).abs() <= 0.005, "{name} {}: {knee} {expected}", case.min_points);
            assert!(density.chosen_by_knee);
            assert_eq!(density.eps, knee);
        }
    }
}

#[test]
fn k_distances_reach_the_min_points() {
    let matrix = matrix(&customers(400, 3), Scaling::Zscore).unwrap();
    let points = matrix.points();
    for min_points in [2, 40, 360, 400] {
        let reached = |row: usize| {
            let mut others: Vec<(f64, f64)> = (0..points.len())
                .map(|other| (squared::<0>(points.row(row), points.row(other)), points.weights[other]))
                .collect();
            others.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut weight = 0.0;
            let last = others.iter().find(|(_, w)| {
                weight += w;
                weight >= f64::from(min_points)
            });
            (last.unwrap().0.sqrt(), points.weights[row])
        };
        let mut expected: Vec<(f64, f64)> = (0..points.len()).map(reached).collect();
        expected.sort_by(|a, b| a.0.total_cmp(&b.0));
        let found = dbscan(&points, Some(0.1), Some(min_points as usize)).density.distances;
        assert!(found.iter().zip(&expected).all(|(x, y)| close(x.0, y.0, 1e-12)), "{min_points}");
        assert_eq!(found.len(), expected.len());
    }
}

#[test]
fn the_eps_of_the_knee_finds_clusters() {
    for (name, rows, _) in fixtures() {
        let matrix = matrix(&rows, Scaling::Zscore).unwrap();
        let found = dbscan(&matrix.points(), None, None);
        assert_eq!(found.density.min_points, 2 * rows[0].len());
        let flags = red_flags(&found.labels, &matrix.weights);
        let expected: &[RedFlag] = if name == "wine" { &[RedFlag::OneCluster] } else { &[] };
        assert_eq!(flags, expected, "{name}");
        let noise = of_rows(&matrix, &found.labels).iter().filter(|label| label.is_none()).count();
        assert!(noise as f64 <= 0.12 * rows.len() as f64, "{name}: {noise}");
    }
}

#[test]
fn weights_give_the_result_of_repeated_rows() {
    let rows = customers(700, 4);
    let matrix = matrix(&rows, Scaling::Zscore).unwrap();
    let repeated: Vec<f64> =
        matrix.row_of.iter().flat_map(|row| matrix.scaled.row(row.unwrap() as usize).to_vec()).collect();
    let ones = vec![1.0; rows.len()];
    let full = Points { values: repeated.into(), weights: &ones, dimension: 3, spread: &[] };
    assert!(matrix.distinct() < rows.len());
    for (eps, min_points) in [(None, None), (Some(0.1), Some(3)), (Some(0.25), Some(12))] {
        let weighted = dbscan(&matrix.points(), eps, min_points);
        let plain = dbscan(&full, eps, min_points);
        assert_eq!(weighted.density.eps, plain.density.eps);
        let labels = of_rows(&matrix, &weighted.labels);
        assert!(renumbering(&with_noise(&labels), &with_noise(&plain.labels)).is_some());
        assert_eq!(
            weighted.labels,
            by_definition(&matrix.points(), weighted.density.eps, weighted.density.min_points as f64).1
        );
    }
}

#[test]
fn the_order_of_rows_and_the_number_of_threads_change_nothing() {
    let rows = customers(9000, 5);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.shuffle(&mut Xoshiro256Plus::seed_from_u64(6));
    let shuffled: Vec<Vec<f64>> = order.iter().map(|&i| rows[i].clone()).collect();
    let run = |rows: &[Vec<f64>], threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let matrix = matrix(rows, Scaling::Zscore).unwrap();
        assert!(matrix.distinct() > 5000);
        pool.install(|| dbscan(&matrix.points(), None, None))
    };
    let found = run(&rows, 1);
    assert_eq!(run(&rows, 3), found);
    assert_eq!(run(&shuffled, 2), found);
    // The distances are those of a sample.
    assert_eq!(found.density.distances.iter().map(|(_, weight)| weight).sum::<f64>(), 5000.0);
}

proptest! {
    #[test]
    fn any_points_are_clustered_by_the_definition(
        (dimension, values) in (1..6_usize).prop_flat_map(|d| (Just(d), prop::collection::vec(-4..5_i32, d..d * 60))),
        weights in prop::collection::vec(1..4_i32, 60),
        // Distances between lattice points, so that many pairs are exactly eps apart.
        eps in prop::sample::select(vec![0.1, 0.3, 0.2_f64.hypot(0.1), 0.03_f64.sqrt(), 0.5, 2.0]),
        min_points in 1..12_usize,
    ) {
        let values: Vec<f64> = values.chunks_exact(dimension).flatten().map(|&x| f64::from(x) * 0.1).collect();
        let weights: Vec<f64> = weights[..values.len() / dimension].iter().map(|&w| f64::from(w)).collect();
        let points = Points { values: values.into(), weights: &weights, dimension, spread: &[] };
        let found = dbscan(&points, Some(eps), Some(min_points));
        prop_assert_eq!(found.labels, by_definition(&points, eps, min_points as f64).1);
    }
}

#[test]
fn points_exactly_eps_apart_are_neighbours() {
    // 0.1 + 0.2 is not 0.3 for an f64: what counts is the root of the computed square.
    for step in (1..150).map(|i| f64::from(i) * 0.97e-3) {
        let values: Vec<f64> = (0..12).map(|i| f64::from(i) * step).collect();
        let weights = vec![1.0; 12];
        for between in 1..6 {
            let points = Points { values: values.as_slice().into(), weights: &weights, dimension: 1, spread: &[] };
            let eps = squared::<1>(points.row(0), points.row(between)).sqrt();
            for eps in [eps, eps.next_down(), eps.next_up()] {
                let found = dbscan(&points, Some(eps), Some(between + 1)).labels;
                assert_eq!(found, by_definition(&points, eps, between as f64 + 1.0).1, "{step} {between}");
            }
        }
    }
}

#[test]
fn data_at_the_edge_have_an_answer() {
    let of = |values: &[f64], weights: &[f64], eps, min_points| {
        dbscan(&Points { values: values.into(), weights, dimension: 1, spread: &[] }, eps, min_points)
    };
    // No rows; one row; a million equal rows; rows that coincide.
    assert_eq!(of(&[], &[], None, None).labels, []);
    assert_eq!(of(&[3.0], &[1.0], None, None).labels, [None]);
    assert_eq!(of(&[3.0], &[1.0], None, Some(1)).labels, [Some(0)]);
    let equal = of(&[3.0], &[1e6], None, None);
    assert_eq!((equal.labels, equal.density.distances), (vec![Some(0)], vec![(0.0, 1e6)]));
    assert_eq!((equal.density.eps, equal.density.chosen_by_knee), (1.0, false));
    assert_eq!(of(&[2.0; 40], &[1.0; 40], None, Some(40)).labels, [Some(0); 40]);
    assert_eq!(of(&[2.0; 40], &[1.0; 40], Some(1e-300), Some(41)).labels, [None; 40]);
    // Fewer customers than min points.
    let few = of(&[1.0, 2.0], &[1.0; 2], None, Some(9));
    assert_eq!((few.labels, few.density.distances[0].0), (vec![None; 2], f64::INFINITY));
    // Two rows: one positive distance, no knee.
    let two = of(&[1.0, 2.0], &[1.0; 2], None, None);
    assert_eq!((two.labels, two.density.eps, two.density.knee), (vec![Some(0); 2], 1.0, None));
    // As far apart as the matrix allows, and as near as numbers can be.
    let far = [-1e100, -1.0, 0.0, 1e-320, 1e-160, 1e99, 1e100];
    for eps in [5e-324, 1e-200, 1e-155, 1.0, 1e90, 1e154, 1e200, f64::MAX] {
        let found = of(&far, &[1.0; 7], Some(eps), Some(2)).labels;
        let points = Points { values: (&far[..]).into(), weights: &[1.0; 7], dimension: 1, spread: &[] };
        assert_eq!(found, by_definition(&points, eps, 2.0).1, "{eps}");
    }
}

#[test]
fn too_small_an_eps_is_all_noise_and_too_large_a_one_is_one_cluster() {
    let matrix = matrix(&customers(800, 7), Scaling::Zscore).unwrap();
    let tiny = dbscan(&matrix.points(), Some(1e-9), Some(10_000)).labels;
    assert_eq!(red_flags(&tiny, &matrix.weights), [RedFlag::AllNoise]);
    let huge = dbscan(&matrix.points(), Some(1e9), None).labels;
    assert_eq!(red_flags(&huge, &matrix.weights), [RedFlag::OneCluster]);
}

#[test]
fn steps_of_eps_are_round_and_lead_back() {
    assert_eq!(Density::eps_step(1.0, true), 1.1);
    assert_eq!(Density::eps_step(1.0, false), 0.909);
    assert_eq!(Density::eps_step(0.4321, true), 0.464);
    assert_eq!(Density::eps_step(0.4321, false), 0.422);
    for start in [1e-12, 0.1, 1.0, 31.6, 1e9] {
        let mut eps = start;
        for _ in 0..100 {
            let up = Density::eps_step(eps, true);
            assert!(up > eps && up < eps * 1.2);
            assert_eq!(Density::eps_step(Density::eps_step(up, true), false), up);
            eps = up;
        }
    }
    for eps in [5e-324, f64::MIN_POSITIVE, f64::MAX, 0.0, f64::NAN, -1.0] {
        for up in [true, false] {
            let next = Density::eps_step(eps, up);
            assert!(next.is_normal() || next.to_bits() == eps.to_bits());
        }
    }
}

#[test]
fn a_cancelled_run_stops() {
    let matrix = matrix(&customers(3000, 8), Scaling::Zscore).unwrap();
    let progress = Progress::new();
    progress.cancel();
    let found = DbscanParams::new().check().unwrap().assign(&matrix.points(), &progress);
    assert_eq!(found, Err(ClusterError::Cancelled));
}
