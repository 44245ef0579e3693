//! Hierarchical clustering: against scipy 1.x (`tests/fixtures/cluster/hierarchy.json`, written by `make_hierarchy.py`
//! there) and kodama, and what must hold of any tree.

use std::collections::{BTreeMap, HashMap};

use linfa::ParamGuard;
use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use serde::Deserialize;
use strum::IntoEnumIterator;

use super::renumbering;
use crate::cluster::hierarchy::{HierarchyParams, Linkage, Tree, tree};
use crate::cluster::points::Points;
use crate::cluster::{ClusterError, InputColumn, Matrix, Scaling};
use crate::progress::Progress;

#[derive(Deserialize)]
struct Fixture {
    rows: Vec<Vec<f64>>,
    weights: Vec<f64>,
    linkages: HashMap<String, Expected>,
}

#[derive(Deserialize)]
struct Expected {
    heights: Vec<f64>,
    cuts: BTreeMap<usize, Vec<u32>>,
}

fn fixtures() -> HashMap<String, Fixture> {
    serde_json::from_str(include_str!("../../../tests/fixtures/cluster/hierarchy.json")).unwrap()
}

fn tree_of(rows: &[Vec<f64>], weights: &[f64], linkage: Linkage) -> Tree {
    let points =
        Points { values: rows.concat().into(), weights, dimension: rows.first().map_or(1, Vec::len), spread: &[] };
    tree(&points, linkage, 1, &Progress::new()).unwrap()
}

fn heights(tree: &Tree) -> Vec<f64> {
    tree.merges.iter().map(|merge| merge.height).collect()
}

fn assert_same(found: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (i, (x, y)) in found.iter().zip(expected).enumerate() {
        assert!((x - y).abs() <= tolerance * y.abs(), "{what}, merge {i}: {x} {y}");
    }
}

fn random_rows(n: usize, dimension: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    (0..n).map(|_| (0..dimension).map(|_| rng.gen_range(-1.0..1.0)).collect()).collect()
}

/// The set of the first row of each cluster, for each row: labels without their numbers.
fn clusters(labels: &[u32]) -> Vec<usize> {
    labels.iter().map(|label| labels.iter().position(|other| other == label).unwrap()).collect()
}

#[test]
fn heights_and_cuts_are_those_of_scipy() {
    for (name, fixture) in fixtures() {
        for linkage in Linkage::iter() {
            let expected = &fixture.linkages[&linkage.to_string()];
            let found = tree_of(&fixture.rows, &fixture.weights, linkage);
            let what = format!("{name}, {linkage}");
            assert_same(&heights(&found), &expected.heights, 1e-9, &what);
            for (&k, labels) in &expected.cuts {
                assert!(renumbering(labels, &found.cut(k)).is_some(), "{what}, k {k}");
            }
        }
    }
}

#[test]
fn ties_are_counted() {
    let line = [vec![0.0], vec![1.0], vec![2.0], vec![50.0]];
    let grid: Vec<Vec<f64>> = (0..36).map(|i| vec![f64::from(i % 6) / 3.0, f64::from(i / 6) / 3.0]).collect();
    for linkage in Linkage::iter() {
        // 0 and 1 merge, where 1 and 2 could: the other two merges have no choice.
        assert_eq!(tree_of(&line, &[1.0; 4], linkage).ties, 1, "{linkage}");
        assert!(tree_of(&grid, &[1.0; 36], linkage).ties >= 12, "{linkage}");
        assert_eq!(tree_of(&random_rows(120, 2, 3), &[1.0; 120], linkage).ties, 0, "{linkage}");
    }
}

#[test]
fn merges_are_those_of_kodama() {
    for (n, dimension, seed) in [(2, 1, 1), (3, 2, 2), (50, 1, 3), (120, 2, 4), (200, 3, 5), (150, 9, 6)] {
        let rows = random_rows(n, dimension, seed);
        let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
        let distance =
            |(i, j): (usize, usize)| rows[i].iter().zip(&rows[j]).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt();
        for linkage in Linkage::iter() {
            let mut distances: Vec<f64> = pairs.clone().map(distance).collect();
            let method = linkage.to_string().parse().unwrap();
            let expected = kodama::linkage(&mut distances, n, method);
            let found = tree_of(&rows, &vec![1.0; n], linkage);
            let expected_heights: Vec<f64> = expected.steps().iter().map(|step| step.dissimilarity).collect();
            assert_same(&heights(&found), &expected_heights, 1e-9, &format!("{n} rows, {linkage}"));
            for (merge, step) in found.merges.iter().zip(expected.steps()) {
                assert_eq!((merge.a, merge.b, merge.size), (step.cluster1, step.cluster2, step.size as u64));
            }
        }
    }
}

#[test]
fn weighted_rows_make_the_tree_of_repeated_rows() {
    for seed in 0..10 {
        let rows = random_rows(60, 3, seed);
        let mut rng = Xoshiro256Plus::seed_from_u64(seed);
        let weights: Vec<f64> = (0..60).map(|_| f64::from(rng.gen_range(1..6))).collect();
        let first: Vec<usize> =
            weights.iter().scan(0, |at, weight| Some(std::mem::replace(at, *at + *weight as usize))).collect();
        let repeat = |(row, &weight): (&Vec<f64>, &f64)| std::iter::repeat_n(row.clone(), weight as usize);
        let repeated: Vec<Vec<f64>> = rows.iter().zip(&weights).flat_map(repeat).collect();
        for linkage in Linkage::iter() {
            let found = tree_of(&rows, &weights, linkage);
            let full = tree_of(&repeated, &vec![1.0; repeated.len()], linkage);
            let zeros = repeated.len() - rows.len();
            assert!(heights(&full)[..zeros].iter().all(|height| *height == 0.0));
            assert_same(&heights(&found), &heights(&full)[zeros..], 1e-12, &format!("seed {seed}, {linkage}"));
            let sizes = |tree: &Tree| tree.merges.iter().map(|merge| merge.size).collect::<Vec<_>>();
            assert_eq!(sizes(&found), sizes(&full)[zeros..]);
            for k in 1..=60 {
                let of_full = full.cut(k);
                let of_first: Vec<u32> = first.iter().map(|&row| of_full[row]).collect();
                assert_eq!(clusters(&found.cut(k)), clusters(&of_first), "seed {seed}, {linkage}, k {k}");
            }
        }
    }
}

#[test]
fn few_or_equal_rows_make_a_tree() {
    for linkage in Linkage::iter() {
        let none = tree_of(&[], &[], linkage);
        assert_eq!((none.leaves(), none.cut(3), none.top(3).leaves.len()), (0, vec![], 0));

        let one = tree_of(&[vec![4.0]], &[1e6], linkage);
        assert_eq!((one.cut(1), one.cut(9), one.merges.len()), (vec![0], vec![0], 0));
        assert_eq!(one.height_of(1), (0.0, f64::INFINITY));
        assert_eq!((one.top(5).leaves.len(), one.top(5).leaves[0].size), (1, 1_000_000));

        let two = tree_of(&[vec![1.0], vec![4.0]], &[3.0, 6.0], linkage);
        let height = if linkage == Linkage::Ward { 6.0 } else { 3.0 };
        assert_eq!((heights(&two), two.merges[0].size), (vec![height], 9));
        assert_eq!((two.cut(0), two.cut(1), two.cut(2), two.cut(3)), (vec![0, 0], vec![0, 0], vec![0, 1], vec![0, 1]));
        assert_eq!((two.height_of(1), two.height_of(2)), ((height, f64::INFINITY), (0.0, height)));

        // Ties everywhere: still exactly k clusters.
        let equal = tree_of(&vec![vec![2.0, 2.0]; 40], &[1.0; 40], linkage);
        assert!(heights(&equal).iter().all(|height| *height == 0.0));
        for k in 1..=40 {
            assert_eq!(equal.cut(k).iter().max(), Some(&(k as u32 - 1)));
        }
    }
}

#[test]
fn a_million_equal_rows_are_one_leaf() {
    let names = [0.0, 5.0].map(|other| {
        let values: Vec<f64> = std::iter::once(other).chain(std::iter::repeat_n(7.0, 1_000_000)).collect();
        let column = InputColumn { name: "x", values: &values };
        Matrix::new(&[column], &vec![true; values.len()], Scaling::None, None).unwrap()
    });
    for matrix in names {
        let params = HierarchyParams::new(5).check().unwrap();
        let (labels, tree) = params.assign(&matrix.points(), &Progress::new()).unwrap();
        assert_eq!(labels, [Some(0), Some(1)]);
        assert_eq!(tree.sizes, [1, 1_000_000]);
    }
}

#[test]
fn the_order_of_input_rows_changes_nothing() {
    let mut rows = super::customers(400, 3);
    let run = |rows: &[Vec<f64>]| {
        let matrix = super::matrix(rows, Scaling::Zscore).unwrap();
        Linkage::iter().map(|linkage| tree(&matrix.points(), linkage, 1, &Progress::new()).unwrap()).collect::<Vec<_>>()
    };
    let found = run(&rows);
    rows.shuffle(&mut Xoshiro256Plus::seed_from_u64(1));
    assert_eq!(found, run(&rows));
}

#[test]
fn many_rows_are_grouped_first() {
    let rows: Vec<Vec<f64>> = random_rows(10_001, 2, 1)
        .into_iter()
        .enumerate()
        .map(|(i, row)| vec![row[0] + 10.0 * (i % 3) as f64, row[1]])
        .collect();
    let weights: Vec<f64> = (0..rows.len()).map(|i| (1 + i % 4) as f64).collect();
    let found = tree_of(&rows, &weights, Linkage::Ward);
    assert!(found.leaves() < 2000, "{}", found.leaves());
    assert_eq!(found.groups.as_ref().map(Vec::len), Some(rows.len()));
    assert_eq!(found.sizes.iter().sum::<u64>(), weights.iter().sum::<f64>() as u64);
    let planted: Vec<u32> = (0..rows.len() as u32).map(|i| i % 3).collect();
    assert!(renumbering(&planted, &found.cut(3)).is_some());
    let top = found.top(3);
    let labels = top.leaves.iter().map(|leaf| found.cut(3)[leaf.row]);
    assert_eq!(labels.collect::<std::collections::BTreeSet<u32>>().len(), 3);
}

#[test]
fn a_cancelled_tree_stops() {
    for n in [300, 10_001] {
        let rows = random_rows(n, 2, 1);
        let points = Points { values: rows.concat().into(), weights: &vec![1.0; n], dimension: 2, spread: &[] };
        let progress = Progress::new();
        progress.cancel();
        for linkage in Linkage::iter() {
            assert_eq!(tree(&points, linkage, 1, &progress), Err(ClusterError::Cancelled));
        }
    }
}

#[test]
fn progress_counts_the_merges() {
    let rows = random_rows(100, 2, 1);
    let points = Points { values: rows.concat().into(), weights: &[1.0; 100], dimension: 2, spread: &[] };
    let progress = Progress::new();
    tree(&points, Linkage::Average, 1, &progress).unwrap();
    let step = progress.step();
    assert_eq!((step.label.as_str(), step.done, step.total), ("hierarchical, average", 99, 99));
}

#[test]
fn the_top_is_the_tree_above_its_leaves() {
    let rows = random_rows(80, 2, 9);
    let weights: Vec<f64> = (0..80).map(|i| f64::from(1 + i % 5)).collect();
    for linkage in Linkage::iter() {
        let found = tree_of(&rows, &weights, linkage);
        for leaves in [1, 2, 7, 30, 80, 200] {
            let top = found.top(leaves);
            let shown = leaves.min(80);
            assert_eq!((top.leaves.len(), top.merges.len()), (shown, shown - 1));
            assert_eq!(heights(&found)[80 - shown..], top.merges.iter().map(|merge| merge.height).collect::<Vec<_>>());
            let cut = found.cut(leaves);
            for leaf in &top.leaves {
                let members = (0..80).filter(|&row| cut[row] == cut[leaf.row]);
                assert_eq!(members.clone().next(), Some(leaf.row));
                assert_eq!(members.map(|row| weights[row] as u64).sum::<u64>(), leaf.size);
            }
            // Every merge is over neighbours, the heavier at the left.
            let mut spans: Vec<(usize, usize, u64)> =
                top.leaves.iter().enumerate().map(|(at, leaf)| (at, at, leaf.size)).collect();
            for merge in &top.merges {
                let (left, right) = (spans[merge.a], spans[merge.b]);
                assert_eq!(left.1 + 1, right.0);
                assert!(left.2 >= right.2 && merge.size == left.2 + right.2);
                spans.push((left.0, right.1, merge.size));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// On a coarse grid, so that distances tie and rows repeat.
    #[test]
    fn heights_rise_and_cuts_nest(
        cells in prop::collection::vec((0..5u8, 0..5u8, 1..4u8), 1..60),
        linkage in prop::sample::select(Linkage::iter().collect::<Vec<_>>()),
    ) {
        let rows: Vec<Vec<f64>> = cells.iter().map(|&(x, y, _)| vec![f64::from(x), f64::from(y) * 0.3]).collect();
        let weights: Vec<f64> = cells.iter().map(|&(_, _, weight)| f64::from(weight)).collect();
        let found = tree_of(&rows, &weights, linkage);
        let n = rows.len();
        prop_assert_eq!(found.merges.len(), n - 1);
        prop_assert!(heights(&found).windows(2).all(|pair| pair[0] <= pair[1]));
        prop_assert!(found.merges.iter().enumerate().all(|(i, merge)| merge.a < merge.b && merge.b < n + i));
        if let Some(last) = found.merges.last() {
            prop_assert_eq!(last.size, weights.iter().sum::<f64>() as u64);
        }
        let mut finer = found.cut(n);
        for k in (1..n).rev() {
            let coarser = found.cut(k);
            prop_assert_eq!(coarser.iter().max(), Some(&(k as u32 - 1)));
            let (low, high) = found.height_of(k);
            prop_assert!(low <= high);
            let mut into = vec![None; k + 1];
            let nested = finer.iter().zip(&coarser).all(|(&f, &c)| *into[f as usize].get_or_insert(c) == c);
            prop_assert!(nested);
            finer = coarser;
        }
    }
}
