//! The distance from a customer to its k-th nearest other customer.

use linfa_nn::distance::L2Dist;
use linfa_nn::{CommonNearestNeighbour, NearestNeighbour, NearestNeighbourIndex};
use ndarray::{ArrayView1, ArrayView2};
use rayon::prelude::*;

use crate::cluster::ClusterError;
use crate::cluster::points::{Points, squared};
use crate::cluster::sample::take_evenly;
use crate::progress::{Cancelled, Progress};

/// Up to this many rows every row is measured; above, this many customers at equal steps over the canonical order.
const SAMPLE: usize = 5000;
/// Rows per task.
const CHUNK: usize = 32;
/// Neighbours in the first query of the tree; each other query doubles them until they have the min points.
const FEW: usize = 8;
/// Above this many neighbours a scan of all rows is faster.
const MANY: usize = 512;

/// (Distance within which there are min points customers, the customer itself included; number of customers),
/// ascending. Infinite where there are fewer customers.
pub(super) fn k_distances(
    points: &Points<'_>,
    min_points: f64,
    progress: &Progress,
) -> Result<Vec<(f64, f64)>, ClusterError> {
    let total = points.total_weight();
    if total < min_points {
        return Ok(points.weights.iter().map(|&weight| (f64::INFINITY, weight)).collect());
    }
    let counts = if points.len() <= SAMPLE {
        points.weights.to_vec()
    } else {
        take_evenly(points.weights, |_| true, total, total.min(SAMPLE as f64))
    };
    let rows: Vec<usize> = (0..points.len()).filter(|&row| counts[row] > 0.0).collect();
    let chunks: Vec<&[usize]> = rows.chunks(CHUNK).collect();
    progress.begin("k-distances", chunks.len() as u64);
    progress.check()?;

    let shape = (points.len(), points.dimension);
    let values = ArrayView2::from_shape(shape, &points.values).map_err(linfa::Error::from)?;
    let tree = CommonNearestNeighbour::KdTree.from_batch(&values, L2Dist);
    let tree = tree.map_err(|error| ClusterError::Parameter(error.to_string()))?;
    let of_row = |row: usize| {
        if points.weights[row] >= min_points {
            return 0.0;
        }
        let square =
            among_nearest(points, &*tree, row, min_points).unwrap_or_else(|| among_all(points, row, min_points));
        square.sqrt()
    };
    let of_chunk = |rows: &[usize]| {
        let mut distances = Vec::with_capacity(rows.len());
        for &row in rows {
            progress.check()?;
            distances.push((of_row(row), counts[row]));
        }
        progress.advance(1);
        Ok(distances)
    };
    let distances = chunks.into_par_iter().map(of_chunk).collect::<Result<Vec<_>, Cancelled>>()?;
    let mut distances = distances.concat();
    distances.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(distances)
}

/// The squared distance within which there are min points customers; none where that takes more than [`MANY`] rows.
fn among_nearest(
    points: &Points<'_>,
    tree: &dyn NearestNeighbourIndex<f64>,
    row: usize,
    min_points: f64,
) -> Option<f64> {
    let point = points.row(row);
    let mut wanted = FEW;
    while wanted <= MANY {
        let nearest = tree.k_nearest(ArrayView1::from(point), wanted).ok()?;
        let mut weight = 0.0;
        let reached = nearest.iter().find(|(_, other)| {
            weight += points.weights[*other];
            weight >= min_points
        });
        if let Some((_, other)) = reached {
            return Some(squared::<0>(point, points.row(*other)));
        }
        wanted *= 2;
    }
    None
}

/// The same from a scan of all rows, by quickselect: only the half that contains the answer is split again.
fn among_all(points: &Points<'_>, row: usize, min_points: f64) -> f64 {
    let point = points.row(row);
    let mut all: Vec<(f64, f64)> =
        points.rows().zip(points.weights).map(|(other, &weight)| (squared::<0>(point, other), weight)).collect();
    let mut rest = all.as_mut_slice();
    let mut wanted = min_points;
    while rest.len() > 1 {
        let half = rest.len() / 2;
        rest.select_nth_unstable_by(half, |a, b| a.0.total_cmp(&b.0));
        let (near, far) = rest.split_at_mut(half);
        let weight: f64 = near.iter().map(|(_, weight)| weight).sum();
        if weight >= wanted {
            rest = near;
        } else {
            wanted -= weight;
            rest = far;
        }
    }
    rest.first().map_or(f64::INFINITY, |(square, _)| *square)
}
