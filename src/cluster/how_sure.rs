//! How sure the number of clusters is: which K bootstrap samples choose, and whether one half of the customers finds
//! the clusters of the other.

use rand::RngCore;
use rayon::prelude::*;

use super::choose::{chosen, score_by};
use super::confidence::KConfidence;
use super::halves::split;
use super::resample::Resample;
use super::restarts::stream;
use super::sweep::of_sample;
use super::{ClusterError, Clustering, Criterion, Matrix, Method, Sweep};
use crate::progress::Progress;

/// Bootstrap samples.
const SAMPLES: usize = 20;
/// Times that the customers are halved; each half is the test of the other.
const SPLITS: usize = 10;
/// Most customers of a sample, which bounds the work.
const CUSTOMERS: usize = 1000;
/// Starts at each K, for algorithms that do not continue from the K before.
const RESTARTS: usize = 1;
/// Seed of the samples: the same for every sweep, so that two can be compared.
const SEED: u64 = 42;
/// How sure the K is that a sweep of this matrix by this method chose; none where the algorithm takes no K.
///
/// Mixtures are fitted to half of the customers, drawn without replacement: BIC would take the repeated customers of a
/// bootstrap sample for components. A half varies about as much as a bootstrap sample (Politis, Romano and Wolf 1999).
///
/// # Errors
/// A cancelled `progress`, which counts samples.
pub fn k_confidence(
    matrix: &Matrix,
    method: &Method,
    sweep: &Sweep,
    progress: &Progress,
) -> Result<Option<KConfidence>, ClusterError> {
    let (Some(best), Some(last)) = (sweep.best, sweep.points.last()) else { return Ok(None) };
    let points = matrix.points();
    progress.begin("how sure K is", (SAMPLES + SPLITS) as u64);
    let few = &Method { restarts: RESTARTS, ..method.clone() };
    let customers = points.input_rows();
    let criterion = method.algorithm.spec().criterion;
    let halved = criterion == Criterion::Bic;
    let drawn = if halved { customers.len() / 2 } else { customers.len() }.min(CUSTOMERS);
    let score = |clustering: &Clustering| score_by(criterion, clustering);

    let sample = |index: usize| {
        progress.check()?;
        let mut rng = stream(SEED, index);
        let draw = if halved { Resample::subset } else { Resample::bootstrap };
        let sample = draw(&points, &customers, drawn, &mut rng);
        let few = Method { seed: rng.next_u64(), ..few.clone() };
        let found = of_sample(&sample.points(), &few, last.k, &progress.part())?;
        progress.advance(1);
        let scores: Vec<Option<f64>> = found.iter().map(|point| score(&point.clustering)).collect();
        Ok((chosen(&found, score), scores))
    };
    let samples: Vec<(Option<usize>, Vec<Option<f64>>)> =
        (0..SAMPLES).into_par_iter().map(sample).collect::<Result<_, ClusterError>>()?;
    let splits: Vec<Vec<f64>> = (0..SPLITS)
        .into_par_iter()
        .map(|index| {
            let found = split(&points, &customers, few, last.k, stream(SEED, SAMPLES + index), progress)?;
            progress.advance(1);
            Ok(found)
        })
        .collect::<Result<_, ClusterError>>()?;

    let choices: Vec<usize> = samples.iter().filter_map(|(k, _)| *k).collect();
    let share = |k: usize| choices.iter().filter(|chosen| **chosen == k).count() as f64 / choices.len() as f64;
    let frequency = (2..=last.k).map(|k| (k, share(k))).filter(|(_, share)| *share > 0.0).collect();
    // A K has no strength if one of the halves has too few distinct rows for it.
    let strength = |k: usize| {
        let of: Option<Vec<f64>> = splits.iter().map(|split| split.get(k - 2).copied()).collect();
        Some((k, of?.iter().sum::<f64>() / SPLITS as f64))
    };
    // From the error in a sample to that over all n customers: a mean varies with 1/√n, and the likelihood of a sample
    // of m without replacement, a sum, with √(m (n − m) / n).
    let (n, m) = (customers.len() as f64, drawn as f64);
    let scale = if halved { n / (m * (n - m)).sqrt() } else { (m / n).sqrt() };
    let at_best = sweep.points.iter().find(|p| p.k == best).and_then(|p| score(&p.clustering));
    let is_near = |clustering: &Clustering, k: usize| {
        let below = Some(at_best? - score(clustering)?);
        let at = |scores: &[Option<f64>], k: usize| scores.get(k - 2).copied().flatten();
        let differences: Vec<f64> = samples.iter().filter_map(|(_, s)| Some(at(s, best)? - at(s, k)?)).collect();
        below.filter(|below| *below <= deviation(&differences) * scale)
    };
    let near = sweep.points.iter().filter(|p| p.k == best || p.clustering.isolated().next().is_none());
    let near = near.filter(|p| is_near(&p.clustering, p.k).is_some()).map(|p| p.k).collect();
    Ok(Some(KConfidence {
        samples: choices.len(),
        customers: drawn,
        frequency,
        strength: (2..=last.k).filter_map(strength).collect(),
        near,
    }))
}

/// The standard deviation of a sample; 0 of fewer than two values.
fn deviation(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let sum: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    if values.len() < 2 { 0.0 } else { (sum / (n - 1.0)).sqrt() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use rand::Rng;
    use serde::Deserialize;

    use super::*;
    use crate::cluster::STRONG;
    use crate::cluster::tests::{clouds, matrix};
    use crate::cluster::{Algorithm, Scaling, sweep};

    fn confidence_of(rows: &[Vec<f64>], method: &Method, k_max: usize) -> KConfidence {
        let matrix = matrix(rows, Scaling::Zscore).unwrap();
        let sweep = sweep(&matrix, method, k_max, &Progress::new(), |_| ()).unwrap();
        k_confidence(&matrix, method, &sweep, &Progress::new()).unwrap().unwrap()
    }

    #[test]
    fn clear_clouds_are_sure() {
        for (algorithm, customers) in [(Algorithm::KMeans, 240), (Algorithm::Hierarchical, 240), (Algorithm::Gmm, 120)]
        {
            let found = confidence_of(&clouds(1), &Method { algorithm, ..Method::default() }, 5);
            assert_eq!((found.samples, found.customers, found.strong()), (SAMPLES, customers, 4), "{algorithm}");
            assert!(found.share(4) >= 0.9 && found.strength(4) > Some(0.95), "{algorithm} {found:?}");
            assert!(found.strength(5) < Some(STRONG), "{algorithm} {found:?}");
            assert_eq!(found.near[0], 4, "{algorithm}");
        }
    }

    #[test]
    fn noise_is_not_sure() {
        let mut rng = stream(5, 0);
        let rows: Vec<Vec<f64>> = (0..300).map(|_| vec![rng.r#gen(), rng.r#gen()]).collect();
        let found = confidence_of(&rows, &Method::default(), 6);
        assert!(found.near.len() > 1 && found.frequency.len() > 1, "{found:?}");
        assert!((found.frequency.iter().map(|(_, share)| share).sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((3..=6).all(|k| found.strength(k) < Some(STRONG)), "{found:?}");
    }

    #[derive(Deserialize)]
    struct Expected {
        rows: Vec<Vec<f64>>,
        strength: BTreeMap<usize, f64>,
        deviation: BTreeMap<usize, f64>,
    }

    #[test]
    fn prediction_strength_over_scikit_learns_k_means_agrees() {
        let text = include_str!("../../tests/fixtures/cluster/prediction_strength.json");
        for (name, expected) in serde_json::from_str::<BTreeMap<String, Expected>>(text).unwrap() {
            let found = confidence_of(&expected.rows, &Method::default(), 6);
            for (k, strength) in expected.strength {
                let error = expected.deviation[&k] * (1.0 / SPLITS as f64 + 1.0 / 100.0_f64).sqrt();
                let off = (found.strength(k).unwrap() - strength).abs();
                assert!(off <= 3.0 * error + 0.01, "{name} k {k}: {found:?} {strength} {error}");
            }
        }
    }

    #[test]
    fn the_same_whatever_the_threads_and_cancelled_at_once() {
        let matrix = matrix(&clouds(2), Scaling::Zscore).unwrap();
        let method = Method::default();
        let sweep = sweep(&matrix, &method, 4, &Progress::new(), |_| ()).unwrap();
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| k_confidence(&matrix, &method, &sweep, &Progress::new()).unwrap())
        };
        assert_eq!(run(1), run(3));
        let progress = Progress::new();
        progress.cancel();
        assert_eq!(k_confidence(&matrix, &method, &sweep, &progress), Err(ClusterError::Cancelled));
    }
}
