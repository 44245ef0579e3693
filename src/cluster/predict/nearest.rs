//! Nearest-neighbour search among labelled rows.

use crate::cluster::dbscan::tree::BoxTree;
use crate::cluster::points::{Points, squared};
use crate::progress::{Cancelled, Progress};

/// Labelled rows to be searched.
pub(super) struct Nearest<'a> {
    tree: BoxTree,
    labels: &'a [u32],
    /// The largest squared distance that counts.
    limit: f64,
}

impl<'a> Nearest<'a> {
    /// Takes scaled rows with a label each; only those up to `reach` away are found, or all without it.
    pub fn new(points: &Points<'_>, labels: &'a [u32], reach: Option<f64>) -> Result<Self, Cancelled> {
        let tree = BoxTree::new(points, reach.unwrap_or(0.0), &Progress::new())?;
        let limit = reach.map_or(f64::INFINITY, |_| tree.limit);
        Ok(Self { tree, labels, limit })
    }

    /// The label of the row nearest to a point, ties to the first row; none if no row is within reach.
    pub fn label<const D: usize>(&self, point: &[f64]) -> Option<u32> {
        if self.labels.is_empty() {
            return None;
        }
        let mut best = (self.limit, u32::MAX);
        self.look::<D>(0, point, &mut best);
        self.labels.get(best.1 as usize).copied()
    }

    /// Searches below a node for a row nearer than the squared distance and row in `best`.
    fn look<const D: usize>(&self, node: usize, point: &[f64], best: &mut (f64, u32)) {
        if self.tree.least_square(point, node) > best.0 {
            return;
        }
        if let Some(below) = self.tree.nodes[node].below {
            for below in self.tree.nearer_first(point, below) {
                self.look::<D>(below, point, best);
            }
            return;
        }
        for slot in self.tree.nodes[node].slots.clone() {
            let found = (squared::<D>(point, self.tree.value(slot)), self.tree.rows[slot]);
            if found.0 < best.0 || found.0 <= best.0 && found.1 < best.1 {
                *best = found;
            }
        }
    }
}
