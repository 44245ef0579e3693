//! Core points: those with at least the min points within eps.

use rayon::prelude::*;

use super::tree::{BoxTree, Node, Reach};
use crate::cluster::points::squared;
use crate::progress::{Cancelled, Progress};

/// Cells per task.
const CHUNK: usize = 32;

/// Whether the point at each slot is a core point. The progress advances by one per slot.
pub(super) fn core_points<const D: usize>(
    tree: &BoxTree,
    cells: &[usize],
    min_points: f64,
    progress: &Progress,
) -> Result<Vec<bool>, Cancelled> {
    let of_chunk = |chunk: &[usize]| {
        let mut core = Vec::new();
        for &cell in chunk {
            let slots = tree.nodes[cell].slots.clone();
            progress.advance(slots.len() as u64);
            if tree.nodes[cell].weight >= min_points {
                core.extend(slots.map(|_| true));
                continue;
            }
            for slot in slots {
                progress.check()?;
                let mut missing = min_points;
                count::<D>(tree, 0, tree.value(slot), &mut missing);
                core.push(missing <= 0.0);
            }
        }
        Ok(core)
    };
    Ok(cells.par_chunks(CHUNK).map(of_chunk).collect::<Result<Vec<_>, Cancelled>>()?.concat())
}

/// Subtracts from `missing` the weight of the points of a node within eps of a point, until it reaches 0.
fn count<const D: usize>(tree: &BoxTree, node: usize, point: &[f64], missing: &mut f64) {
    if *missing <= 0.0 {
        return;
    }
    let Node { slots, weight, below } = &tree.nodes[node];
    match (tree.reach_from(point, node), below) {
        (Reach::None, _) => {}
        (Reach::All, _) => *missing -= weight,
        (Reach::Some, Some(below)) => {
            for below in tree.nearer_first(point, *below) {
                count::<D>(tree, below, point, missing);
            }
        }
        (Reach::Some, None) => {
            let within = slots.clone().filter(|&slot| squared::<D>(point, tree.value(slot)) <= tree.limit);
            *missing -= within.map(|slot| tree.weights[slot]).sum::<f64>();
        }
    }
}
