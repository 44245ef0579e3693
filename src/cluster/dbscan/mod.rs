//! Density-based clustering of weighted points (DBSCAN: Ester, Kriegel, Sander and Xu 1996).
//!
//! A point counts itself, neighbours are at most eps apart, and a border point joins its nearest core point, so that the
//! result does not depend on the order of the points. It is that of the repeated rows: a row of weight w stands for w
//! customers at one place.

mod cells;
mod components;
mod density;
mod flags;
mod params;

use rayon::prelude::*;

pub use density::Density;
pub use flags::{RedFlag, red_flags};
pub use params::{DbscanParams, DbscanValidParams};

use self::cells::{Cells, Neighbourhood, Reach};
use self::components::Components;
use super::ClusterError;
use super::points::{Points, by_dimension, squared};
use crate::progress::{Cancelled, Progress};

/// Cells per task.
const CHUNK: usize = 32;

/// What DBSCAN found.
#[derive(Clone, Debug, PartialEq)]
pub struct DbscanFound {
    /// Cluster of each row, none for noise. Clusters are numbered in order of their first core row.
    pub labels: Vec<Option<u32>>,
    /// The eps and the min points that were used, and what eps was chosen from.
    pub density: Density,
}

impl DbscanValidParams {
    /// Clusters the points.
    pub(super) fn assign(&self, points: &Points<'_>, progress: &Progress) -> Result<DbscanFound, ClusterError> {
        let density = Density::new(points, self.eps(), self.min_points(points.dimension), progress)?;
        let labels = by_dimension!(points.dimension, cluster(points, density.eps, density.min_points, progress))?;
        Ok(DbscanFound { labels, density })
    }
}

/// Labels, each the cluster of a row, none for noise; clusters in order of their first core row.
fn cluster<const D: usize>(
    points: &Points<'_>,
    eps: f64,
    min_points: usize,
    progress: &Progress,
) -> Result<Vec<Option<u32>>, ClusterError> {
    let cells = Cells::new(points, eps);
    progress.check()?;
    let centres = cells.centres();
    let near = Neighbourhood::new(&cells, &centres)?;
    let chunks = cells.len().div_ceil(CHUNK);
    progress.begin("dbscan", 2 * chunks as u64);

    let core = over_cells(&cells, progress, |cell| core_slots::<D>(&cells, &near, min_points as f64, cell, progress))?;
    let components = Components::new(cells.len());
    let link = |cell| link::<D>(&cells, &near, &core, &components, cell, progress);
    let nearest_core = over_cells(&cells, progress, link)?;

    // Each row's core slot: itself, or the nearest one, or none.
    let mut cell_of = vec![0; points.len()];
    for cell in 0..cells.len() {
        cell_of[cells.slots(cell)].fill(cell);
    }
    let mut core_cells = vec![None; points.len()];
    let mut core_rows = vec![false; points.len()];
    for (slot, nearest) in nearest_core.into_iter().enumerate() {
        let row = cells.rows[slot] as usize;
        core_cells[row] = nearest.map(|slot| components.find(cell_of[slot]));
        core_rows[row] = core[slot];
    }
    let mut number = vec![None; cells.len()];
    let mut clusters = 0..;
    for root in core_cells.iter().zip(core_rows).filter_map(|(cell, core)| cell.filter(|_| core)) {
        if number[root].is_none() {
            number[root] = clusters.next();
        }
    }
    Ok(core_cells.into_iter().map(|cell| cell.and_then(|cell| number[cell])).collect())
}

/// What `of_cell` says of the slots of each cell, in the order of slots.
fn over_cells<T: Send + Clone>(
    cells: &Cells,
    progress: &Progress,
    of_cell: impl Fn(usize) -> Result<Vec<T>, Cancelled> + Sync,
) -> Result<Vec<T>, Cancelled> {
    let of_chunk = |chunk: usize| {
        let mut found = Vec::new();
        for cell in chunk * CHUNK..((chunk + 1) * CHUNK).min(cells.len()) {
            progress.check()?;
            found.extend(of_cell(cell)?);
        }
        progress.advance(1);
        Ok(found)
    };
    let found =
        (0..cells.len().div_ceil(CHUNK)).into_par_iter().map(of_chunk).collect::<Result<Vec<_>, Cancelled>>()?;
    Ok(found.concat())
}

/// Which points of a cell have the min points within eps.
fn core_slots<const D: usize>(
    cells: &Cells,
    near: &Neighbourhood<'_>,
    min_points: f64,
    cell: usize,
    progress: &Progress,
) -> Result<Vec<bool>, Cancelled> {
    let own = cells.weight(cell);
    if own >= min_points {
        return Ok(vec![true; cells.slots(cell).len()]);
    }
    let around = near.around(cell);
    let mut core = Vec::with_capacity(cells.slots(cell).len());
    for slot in cells.slots(cell) {
        progress.check()?;
        let point = cells.value(slot);
        let mut weight = own;
        for &other in around.iter().filter(|&&other| other != cell) {
            if weight >= min_points {
                break;
            }
            weight += match cells.reach_from(point, other) {
                Reach::None => 0.0,
                Reach::All => cells.weight(other),
                Reach::Some => {
                    let within = |&slot: &usize| squared::<D>(point, cells.value(slot)) <= cells.limit();
                    cells.slots(other).filter(within).map(|slot| cells.weights[slot]).sum()
                }
            };
        }
        core.push(weight >= min_points);
    }
    Ok(core)
}

/// Joins a cell with the later ones about it that have core points within eps of its own, and gives the core slot that
/// each of its slots goes with: a core point with itself, another with the nearest within eps, ties to the lowest row.
fn link<const D: usize>(
    cells: &Cells,
    near: &Neighbourhood<'_>,
    core: &[bool],
    components: &Components,
    cell: usize,
    progress: &Progress,
) -> Result<Vec<Option<usize>>, Cancelled> {
    let mut around = near.around(cell);
    around.retain(|&other| cells.slots(other).any(|slot| core[slot]));
    if cells.slots(cell).any(|slot| core[slot]) {
        for &other in around.iter().filter(|&&other| other > cell) {
            if components.find(cell) != components.find(other) && touch::<D>(cells, core, cell, other, progress)? {
                components.join(cell, other);
            }
        }
    }
    let mut nearest = Vec::with_capacity(cells.slots(cell).len());
    for slot in cells.slots(cell) {
        progress.check()?;
        nearest.push(if core[slot] { Some(slot) } else { nearest_core::<D>(cells, core, &around, cells.value(slot)) });
    }
    Ok(nearest)
}

/// Whether two cells have core points within eps of each other.
fn touch<const D: usize>(
    cells: &Cells,
    core: &[bool],
    a: usize,
    b: usize,
    progress: &Progress,
) -> Result<bool, Cancelled> {
    if cells.reach(a, b) == Reach::All {
        return Ok(true);
    }
    // Only points that face the other cell can be near it.
    let facing = |cell: usize, other: usize| -> Vec<usize> {
        let faces = |&slot: &usize| core[slot] && cells.reach_from(cells.value(slot), other) != Reach::None;
        cells.slots(cell).filter(faces).collect()
    };
    let (a, b) = (facing(a, b), facing(b, a));
    for x in a {
        progress.check()?;
        if b.iter().any(|&y| squared::<D>(cells.value(x), cells.value(y)) <= cells.limit()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The slot of the core point nearest to a point and within eps of it, in some cells; ties to the lowest row.
fn nearest_core<const D: usize>(cells: &Cells, core: &[bool], around: &[usize], point: &[f64]) -> Option<usize> {
    let candidates = around.iter().filter(|&&cell| cells.reach_from(point, cell) != Reach::None);
    let slots = candidates.flat_map(|&cell| cells.slots(cell)).filter(|&slot| core[slot]);
    let distances = slots.map(|slot| (squared::<D>(point, cells.value(slot)), slot));
    let nearer =
        |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then_with(|| cells.rows[a.1].cmp(&cells.rows[b.1]));
    distances.filter(|(distance, _)| *distance <= cells.limit()).min_by(nearer).map(|(_, slot)| slot)
}
