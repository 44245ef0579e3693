//! The test: compares the silhouettes of the data over K with those of data without segments.

use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use super::p_values::Structure;
use super::population::Population;
use super::uniform::Uniform;
use crate::cluster::kmeans::grow;
use crate::cluster::partition::{Partition, by_size};
use crate::cluster::points::Points;
use crate::cluster::restarts::stream;
use crate::cluster::silhouette::silhouettes;
use crate::cluster::spread::{Spreading, customers};
use crate::cluster::{ClusterError, Matrix};
use crate::progress::Progress;

/// Largest number of customers.
const CUSTOMERS: usize = 1000;
/// Data sets without segments of each kind.
const REFERENCES: usize = 40;
/// Chains of K-Means, the same number for the data and the references: otherwise the data would have the better optimum.
const CHAINS: usize = 1;
/// Numbers of samples of each kind after which the test checks its p-values.
const BATCH: usize = 10;
/// It ends when this number of samples of a kind look as structured as the data (Besag and Clifford 1991): the data has no
/// structure then. An early end never finds structure, so no more than 5% of data without structure is taken for
/// structured.
const ENOUGH: usize = 3;
/// Largest K that is tried.
const LARGEST: usize = 10;

/// Tests the structure of at most 1,000 customers drawn with `seed`, whatever the algorithm: by K-Means at K from 2 to
/// 10, whole numbers and ratios of counts spread over their steps.
///
/// # Errors
/// A cancelled `progress`, which counts the references.
pub fn structure(matrix: &Matrix, seed: u64, progress: &Progress) -> Result<Structure, ClusterError> {
    progress.begin("structure", 2 * REFERENCES as u64);
    let mut rng = stream(seed, 0);
    let values = customers(matrix, CUSTOMERS, Spreading::CountsAndRatios, &mut rng);
    let dimension = matrix.scaled.ncols();
    let weights = vec![1.0; values.len() / dimension];
    let sample = Points { values: values.into(), weights: &weights, dimension, spread: &[] };
    let largest = LARGEST.min(sample.places()).min(sample.len().saturating_sub(1));
    if largest < 2 {
        return Ok(Structure::NONE);
    }
    let data = scores(&sample, largest, &mut rng, progress)?;
    let (population, uniform) = (Population::of(&sample, &mut rng), Uniform::of(&sample));
    let reference = |index: usize| {
        let mut rng = stream(seed, index + 1);
        let rng = &mut rng;
        let drawn = |values: Vec<f64>| Points { values: values.into(), weights: &weights, dimension, spread: &[] };
        let single = scores(&drawn(population.draw(rng)), largest, rng, progress)?;
        let noise = scores(&drawn(uniform.draw(weights.len(), rng)), largest, rng, progress)?;
        progress.advance(2);
        Ok((single, noise))
    };
    let (mut single, mut noise) = (Vec::new(), Vec::new());
    loop {
        let next = single.len()..single.len() + BATCH;
        let found = next.into_par_iter().map(reference).collect::<Result<Vec<_>, ClusterError>>()?;
        for (of_single, of_noise) in found {
            single.push(of_single);
            noise.push(of_noise);
        }
        let count = [&single, &noise].map(|references| as_structured(&data, references));
        if single.len() == REFERENCES || count.into_iter().any(|count| count >= ENOUGH) {
            progress.advance(2 * (REFERENCES - single.len()) as u64);
            let [p_single, p_uniform] = count.map(|count| (count + 1) as f64 / (single.len() + 1) as f64);
            return Ok(Structure { p_single, p_uniform });
        }
    }
}

/// Mean silhouettes of K-Means at K = 2..=`largest`.
fn scores(
    points: &Points<'_>,
    largest: usize,
    rng: &mut Xoshiro256Plus,
    progress: &Progress,
) -> Result<Vec<f64>, ClusterError> {
    let part = progress.part();
    let found = grow(points, largest, CHAINS, rng, &part)?;
    let labels: Vec<_> = found[1..].iter().map(|labels| by_size(points, labels)).collect();
    let partitions: Vec<Partition<'_>> =
        labels.iter().map(|(labels, order)| Partition::new(points, labels, order.len())).collect();
    let scored = silhouettes(points, &partitions, usize::MAX, &part)?;
    Ok(scored.into_iter().map(|silhouette| silhouette.map_or(0.0, |s| s.mean)).collect())
}

/// The number of references whose highest silhouette is as high as that of the data. Silhouettes of different K are
/// compared in standard deviations over all sets, including the data: the test is exact because all sets are treated alike.
fn as_structured(data: &[f64], references: &[Vec<f64>]) -> usize {
    let sets = || std::iter::once(data).chain(references.iter().map(Vec::as_slice));
    let count = sets().count() as f64;
    let moments: Vec<(f64, f64)> = (0..data.len())
        .map(|k| {
            let mean = sets().map(|scores| scores[k]).sum::<f64>() / count;
            let variance = sets().map(|scores| (scores[k] - mean).powi(2)).sum::<f64>() / count;
            (mean, variance.sqrt())
        })
        .collect();
    let highest = |scores: &[f64]| {
        let heights = scores.iter().zip(&moments).filter(|(_, (_, deviation))| deviation.is_normal());
        heights.map(|(score, (mean, deviation))| (score - mean) / deviation).fold(f64::NEG_INFINITY, f64::max)
    };
    let own = highest(data);
    references.iter().filter(|scores| highest(scores) >= own).count()
}
