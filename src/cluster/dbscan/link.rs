//! Connects core points to clusters, and border points to their nearest core point.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::components::Components;
use super::tree::{BoxTree, Reach};
use crate::cluster::points::squared;
use crate::progress::{Cancelled, Progress};

/// Cells per task.
const CHUNK: usize = 32;

/// Core points on their way to clusters. A cell with core points is one set from the start; a branch joins the set of
/// the cells below it once they are one set.
pub(super) struct Links<'a> {
    tree: &'a BoxTree,
    /// Whether the point at each slot is a core point.
    core: &'a [bool],
    /// Whether there is a core point below each node.
    dense: Vec<bool>,
    /// Sets of nodes.
    components: Components,
    /// Whether a node is in the set of all cells with core points below it.
    whole: Vec<AtomicBool>,
}

impl<'a> Links<'a> {
    /// No two cells are linked yet.
    pub fn new(tree: &'a BoxTree, core: &'a [bool]) -> Self {
        let mut dense = vec![false; tree.nodes.len()];
        // Nodes come before those below them.
        for node in (0..dense.len()).rev() {
            dense[node] = match tree.nodes[node].below {
                Some(below) => below.into_iter().any(|below| dense[below]),
                None => tree.nodes[node].slots.clone().any(|slot| core[slot]),
            };
        }
        let whole = tree.nodes.iter().map(|node| AtomicBool::new(node.below.is_none())).collect();
        Self { tree, core, dense, components: Components::new(tree.nodes.len()), whole }
    }

    /// Joins all cells with core points within eps of each other. The progress advances by one per slot.
    pub fn join<const D: usize>(&self, cells: &[usize], progress: &Progress) -> Result<(), Cancelled> {
        cells.par_chunks(CHUNK).try_for_each(|chunk| {
            for &cell in chunk {
                if self.dense[cell] {
                    self.join_with::<D>(cell, 0, progress)?;
                }
                progress.advance(self.tree.nodes[cell].slots.len() as u64);
            }
            Ok(())
        })
    }

    /// Joins a cell with the later cells below a node that have a core point within eps.
    fn join_with<const D: usize>(&self, cell: usize, node: usize, progress: &Progress) -> Result<(), Cancelled> {
        progress.check()?;
        let earlier = self.tree.nodes[node].slots.end <= self.tree.nodes[cell].slots.end;
        if earlier || !self.dense[node] || self.are_joined(cell, node) {
            return Ok(());
        }
        let reach = self.tree.reach(cell, node);
        if reach == Reach::None {
            return Ok(());
        }
        if let Some(below) = self.tree.nodes[node].below {
            for below in below {
                self.join_with::<D>(cell, below, progress)?;
            }
            self.make_whole(node, below);
        } else if reach == Reach::All || self.touch::<D>(cell, node, progress)? {
            self.components.join(cell, node);
        }
        Ok(())
    }

    /// Whether all core points below a node are known to be in the set of a cell.
    fn are_joined(&self, cell: usize, node: usize) -> bool {
        self.whole[node].load(Ordering::Relaxed) && self.components.find(cell) == self.components.find(node)
    }

    /// Adds a branch to the set of the cells below it, if they are one set.
    fn make_whole(&self, node: usize, below: [usize; 2]) {
        let mut dense = below.into_iter().filter(|&below| self.dense[below]);
        let Some(first) = dense.next().filter(|&first| self.whole[first].load(Ordering::Relaxed)) else {
            return;
        };
        if dense.all(|second| self.are_joined(first, second)) {
            self.components.join(node, first);
            self.whole[node].store(true, Ordering::Relaxed);
        }
    }

    /// Whether two cells have core points within eps of each other.
    fn touch<const D: usize>(&self, a: usize, b: usize, progress: &Progress) -> Result<bool, Cancelled> {
        let tree = self.tree;
        // Only points on the side of the other cell can be within eps of it.
        let facing = |cell: usize, other: usize| -> Vec<usize> {
            let faces = |&slot: &usize| self.core[slot] && tree.reach_from(tree.value(slot), other) != Reach::None;
            tree.nodes[cell].slots.clone().filter(faces).collect()
        };
        let (a, b) = (facing(a, b), facing(b, a));
        for x in a {
            progress.check()?;
            if b.iter().any(|&y| squared::<D>(tree.value(x), tree.value(y)) <= tree.limit) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The set of the point at each slot: a core point has the set of its cell, a border point that of the nearest core
    /// point within eps (ties to the lowest row), and noise none. The progress advances by one per slot.
    pub fn sets<const D: usize>(&self, cells: &[usize], progress: &Progress) -> Result<Vec<Option<usize>>, Cancelled> {
        let of_chunk = |chunk: &[usize]| {
            let mut sets = Vec::new();
            for &cell in chunk {
                let slots: Range<usize> = self.tree.nodes[cell].slots.clone();
                progress.advance(slots.len() as u64);
                for slot in slots {
                    progress.check()?;
                    let mut nearest = Nearest { square: self.tree.limit, row: u32::MAX, cell: None };
                    if self.core[slot] {
                        nearest.cell = Some(cell);
                    } else {
                        self.find_nearest::<D>(0, self.tree.value(slot), &mut nearest);
                    }
                    sets.push(nearest.cell.map(|cell| self.components.find(cell)));
                }
            }
            Ok(sets)
        };
        Ok(cells.par_chunks(CHUNK).map(of_chunk).collect::<Result<Vec<_>, Cancelled>>()?.concat())
    }

    /// Looks for a nearer core point below a node.
    fn find_nearest<const D: usize>(&self, node: usize, point: &[f64], nearest: &mut Nearest) {
        if !self.dense[node] || self.tree.least_square(point, node) > nearest.square {
            return;
        }
        if let Some(below) = self.tree.nodes[node].below {
            for below in self.tree.nearer_first(point, below) {
                self.find_nearest::<D>(below, point, nearest);
            }
            return;
        }
        for slot in self.tree.nodes[node].slots.clone().filter(|&slot| self.core[slot]) {
            let (square, row) = (squared::<D>(point, self.tree.value(slot)), self.tree.rows[slot]);
            if square < nearest.square || square <= nearest.square && row < nearest.row {
                *nearest = Nearest { square, row, cell: Some(node) };
            }
        }
    }
}

/// The nearest core point so far: its squared distance, its row and its cell.
struct Nearest {
    square: f64,
    row: u32,
    cell: Option<usize>,
}
