//! The linkages that need all distances: average, complete, single.

use rayon::prelude::*;

use super::Linkage;
use super::chain::Clusters;
use crate::cluster::points::{Points, squared};
use crate::progress::{Cancelled, Progress};

/// The distance of each pair of clusters, updated by the formula of Lance and Williams (1967).
pub(super) struct Distances {
    /// Row by row below the diagonal: 1–0, 2–0, 2–1, 3–0, …
    lower: Vec<f64>,
    sizes: Vec<f64>,
    linkage: Linkage,
}

impl Distances {
    /// One cluster per row, with the row's weight as its size.
    pub fn new<const D: usize>(points: &Points<'_>, linkage: Linkage, progress: &Progress) -> Result<Self, Cancelled> {
        let n = points.len();
        let mut lower = vec![0.0; n * n.saturating_sub(1) / 2];
        let mut rest = &mut lower[..];
        let rows: Vec<&mut [f64]> = (0..n).map(|i| rest.split_off_mut(..i).unwrap_or_default()).collect();
        rows.into_par_iter().enumerate().try_for_each(|(i, row)| {
            progress.check()?;
            for (distance, other) in row.iter_mut().zip(points.rows()) {
                *distance = squared::<D>(points.row(i), other).sqrt();
            }
            Ok(())
        })?;
        Ok(Self { lower, sizes: points.weights.to_vec(), linkage })
    }
}

/// The index of a pair.
#[inline]
fn at(a: usize, b: usize) -> usize {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    high * (high - 1) / 2 + low
}

impl Clusters for Distances {
    #[inline]
    fn distance(&self, a: usize, b: usize) -> f64 {
        self.lower[at(a, b)]
    }

    fn height(distance: f64) -> f64 {
        distance
    }

    fn merge(&mut self, from: usize, into: usize, slots: &[usize]) {
        let share = self.sizes[from] / (self.sizes[from] + self.sizes[into]);
        for &slot in slots.iter().filter(|&&slot| slot != into) {
            let (x, y) = (self.lower[at(from, slot)], self.lower[at(into, slot)]);
            self.lower[at(into, slot)] = match self.linkage {
                Linkage::Single => x.min(y),
                Linkage::Complete => x.max(y),
                Linkage::Average | Linkage::Ward => y + share * (x - y),
            };
        }
        self.sizes[into] += self.sizes[from];
    }
}
