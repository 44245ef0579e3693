//! How often the default K is the number of planted clouds.

use rand::Rng;
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;

use super::matrix;
use crate::cluster::{Algorithm, Method, Scaling, sweep};
use crate::progress::Progress;

/// A standard normal number (Box and Muller 1958).
fn normal(rng: &mut Xoshiro256Plus) -> f64 {
    let (u, v): (f64, f64) = (1.0 - rng.r#gen::<f64>(), rng.r#gen());
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// Three to five round clouds of unit variance and unequal size, no two means nearer than `separation`.
fn clouds_apart(separation: f64, columns: usize, seed: u64) -> (usize, Vec<Vec<f64>>) {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let k = rng.gen_range(3..=5);
    let mut means: Vec<Vec<f64>> = Vec::new();
    let mut box_size = separation;
    while means.len() < k {
        let next: Vec<f64> = (0..columns).map(|_| rng.gen_range(0.0..box_size)).collect();
        let distance = |mean: &Vec<f64>| mean.iter().zip(&next).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
        if means.iter().all(|mean| distance(mean) >= separation) {
            means.push(next);
        }
        box_size *= 1.02;
    }
    let mut rows = Vec::new();
    for mean in &means {
        for _ in 0..rng.gen_range(30..=200) {
            rows.push(mean.iter().map(|m| m + normal(&mut rng)).collect());
        }
    }
    (k, rows)
}

/// How often of `runs` the sweep chooses the planted K.
fn hits(algorithm: Algorithm, separation: f64, columns: usize, runs: u64) -> u64 {
    let method = Method { algorithm, restarts: 5, ..Method::default() };
    let hit = |seed: &u64| {
        let (k, rows) = clouds_apart(separation, columns, *seed);
        let found = matrix(&rows, Scaling::Zscore).unwrap();
        sweep(&found, &method, 8, &Progress::new(), |_| ()).unwrap().best == Some(k)
    };
    (0..runs).filter(hit).count() as u64
}

/// Counts of two kinds of customers: few and many claims, most of them equal to those of many others.
fn counts(seed: u64) -> Vec<Vec<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let mut poisson = |mean: f64| {
        let (mut product, mut count) = (rng.r#gen::<f64>(), 0.0);
        while product > (-mean).exp() {
            product *= rng.r#gen::<f64>();
            count += 1.0;
        }
        count
    };
    let kinds = (0..400).map(|i| if i % 3 == 0 { (14.0, 9.0) } else { (3.0, 1.5) });
    kinds.map(|(claims, burns)| vec![poisson(claims), poisson(burns)]).collect()
}

#[test]
fn a_mixture_of_counts_has_no_component_for_each_value() {
    let method = Method { algorithm: Algorithm::Gmm, restarts: 4, ..Method::default() };
    for seed in 0..3 {
        let found = matrix(&counts(seed), Scaling::Zscore).unwrap();
        assert!(found.distinct() < 200);
        let found = sweep(&found, &method, 8, &Progress::new(), |_| ()).unwrap();
        let best = found.points.iter().find(|point| Some(point.k) == found.best).unwrap();
        let mixture = best.clustering.mixture().unwrap();
        assert!((2..=3).contains(&best.k), "seed {seed}: {} {:?}", best.k, mixture.bic);
        assert_eq!(mixture.collapsed, 0, "seed {seed}");
        assert!(mixture.icl >= mixture.bic);
    }
}

#[test]
fn planted_clouds_are_found() {
    for (separation, least) in [(4.0, 8), (5.0, 9), (6.0, 9)] {
        let found = hits(Algorithm::KMeans, separation, 2, 10);
        assert!(found >= least, "separation {separation}: {found} of 10");
    }
}

#[test]
#[ignore = "needs minutes: prints how often K is right"]
fn table_of_hits() {
    for algorithm in [Algorithm::KMeans, Algorithm::Hierarchical, Algorithm::Gmm] {
        for separation in [4.0, 5.0, 6.0] {
            let runs = if algorithm == Algorithm::Gmm { 40 } else { 100 };
            println!("{algorithm} separation {separation}: {} of {runs}", hits(algorithm, separation, 2, runs));
        }
    }
}
