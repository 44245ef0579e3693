//! A tree of boxes about the points. Its leaves are *cells* so small that all their points are neighbours (the cells of
//! Gunawan 2013 and of Gan and Tao 2015, but cut where the points lie), so that DBSCAN can take most points by the cell
//! and most cells by the branch.

use std::ops::Range;

use crate::cluster::points::Points;
use crate::progress::{Cancelled, Progress};

/// Rounding of sums of squares, generously. A bound is only trusted when it holds by more than that; where it does not,
/// the points themselves decide, by [`squared`](crate::cluster::points::squared) against [`BoxTree::limit`].
const ROUNDING: f64 = 1e-12;

/// The points in an order in which those below each node are together. A *slot* is a place in that order.
pub(in crate::cluster) struct BoxTree {
    /// The row at each slot.
    pub rows: Vec<u32>,
    /// Its weight.
    pub weights: Vec<f64>,
    /// The nodes, each before those below it. The first is the root.
    pub nodes: Vec<Node>,
    /// Points whose squared distance is not above this are neighbours.
    pub limit: f64,
    /// The coordinates at each slot, row-major.
    values: Vec<f64>,
    /// Lowest and highest corner of the box about the points of each node, row-major.
    low: Vec<f64>,
    high: Vec<f64>,
    dimension: usize,
}

/// A cell, or a branch with two nodes below.
pub(in crate::cluster) struct Node {
    /// Slots below.
    pub slots: Range<usize>,
    /// Their weight.
    pub weight: f64,
    /// The two nodes below; none of a cell.
    pub below: Option<[usize; 2]>,
}

/// How the points of a node lie to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cluster) enum Reach {
    /// None is within eps.
    None,
    /// All are within eps.
    All,
    /// Only the points themselves can tell.
    Some,
}

impl BoxTree {
    /// Grows the tree: a box whose diagonal is above eps is cut at the median of its widest side.
    pub fn new(points: &Points<'_>, eps: f64, progress: &Progress) -> Result<Self, Cancelled> {
        let mut tree = Self {
            rows: (0..points.len() as u32).collect(),
            weights: Vec::new(),
            nodes: Vec::new(),
            limit: squared_limit(eps),
            values: Vec::new(),
            low: Vec::new(),
            high: Vec::new(),
            dimension: points.dimension,
        };
        if points.len() > 0 {
            tree.grow(points, 0..points.len(), progress)?;
        }
        tree.weights = tree.rows.iter().map(|&row| points.weights[row as usize]).collect();
        tree.values = tree.rows.iter().flat_map(|&row| points.row(row as usize)).copied().collect();
        Ok(tree)
    }

    /// Adds the node of some slots and all below it, and gives its index.
    fn grow(&mut self, points: &Points<'_>, slots: Range<usize>, progress: &Progress) -> Result<usize, Cancelled> {
        progress.check()?;
        let d = self.dimension;
        let rows = &mut self.rows[slots.clone()];
        let (mut low, mut high) = (vec![f64::INFINITY; d], vec![f64::NEG_INFINITY; d]);
        for &row in rows.iter() {
            for (j, &x) in points.row(row as usize).iter().enumerate() {
                low[j] = low[j].min(x);
                high[j] = high[j].max(x);
            }
        }
        let sides = || low.iter().zip(&high).map(|(low, high)| high - low);
        let diagonal: f64 = sides().map(|side| side * side).sum();
        let cell = rows.len() == 1 || self.limit >= diagonal * (1.0 + ROUNDING);
        let weight = rows.iter().map(|&row| points.weights[row as usize]).sum();
        let half = rows.len() / 2;
        if !cell {
            let (widest, _) =
                sides().enumerate().fold((0, -1.0), |best, next| if next.1 > best.1 { next } else { best });
            let value = |row: u32| points.row(row as usize)[widest];
            rows.select_nth_unstable_by(half, |&a, &b| value(a).total_cmp(&value(b)).then(a.cmp(&b)));
        }
        let node = self.nodes.len();
        self.nodes.push(Node { slots: slots.clone(), weight, below: None });
        self.low.extend(low);
        self.high.extend(high);
        if !cell {
            let middle = slots.start + half;
            let before = self.grow(points, slots.start..middle, progress)?;
            let after = self.grow(points, middle..slots.end, progress)?;
            self.nodes[node].below = Some([before, after]);
        }
        Ok(node)
    }

    /// The cells: nodes with nothing below.
    pub fn cells(&self) -> Vec<usize> {
        (0..self.nodes.len()).filter(|&node| self.nodes[node].below.is_none()).collect()
    }

    /// Coordinates at a slot.
    pub fn value(&self, slot: usize) -> &[f64] {
        &self.values[slot * self.dimension..(slot + 1) * self.dimension]
    }

    /// How the points of a node lie to those of another.
    pub fn reach(&self, a: usize, b: usize) -> Reach {
        let (low, high) = self.bounds(a);
        self.reach_between(low, high, b)
    }

    /// How the points of a node lie to a point.
    pub fn reach_from(&self, point: &[f64], node: usize) -> Reach {
        self.reach_between(point, point, node)
    }

    fn reach_between(&self, low: &[f64], high: &[f64], node: usize) -> Reach {
        let (other_low, other_high) = self.bounds(node);
        let (mut nearest, mut farthest) = (0.0, 0.0);
        for j in 0..self.dimension {
            let gap = (other_low[j] - high[j]).max(low[j] - other_high[j]).max(0.0);
            let span = (other_high[j] - low[j]).max(high[j] - other_low[j]);
            nearest += gap * gap;
            farthest += span * span;
        }
        if nearest * (1.0 - ROUNDING) > self.limit {
            Reach::None
        } else if farthest * (1.0 + ROUNDING) <= self.limit {
            Reach::All
        } else {
            Reach::Some
        }
    }

    /// No point of the node has a smaller computed squared distance from `point`.
    pub fn least_square(&self, point: &[f64], node: usize) -> f64 {
        let (low, high) = self.bounds(node);
        let gaps = point.iter().zip(low.iter().zip(high)).map(|(x, (low, high))| (low - x).max(x - high).max(0.0));
        gaps.map(|gap| gap * gap).sum::<f64>() * (1.0 - ROUNDING)
    }

    /// The two nodes below a branch, the one nearer to `point` first.
    pub fn nearer_first(&self, point: &[f64], [a, b]: [usize; 2]) -> [usize; 2] {
        if self.least_square(point, b) < self.least_square(point, a) { [b, a] } else { [a, b] }
    }

    /// The box about the points of a node.
    fn bounds(&self, node: usize) -> (&[f64], &[f64]) {
        let of = node * self.dimension..(node + 1) * self.dimension;
        (&self.low[of.clone()], &self.high[of])
    }
}

/// The largest square of a distance whose root is not above eps: comparing squares with it is comparing distances with
/// eps, to the last digit.
fn squared_limit(eps: f64) -> f64 {
    let mut limit = (eps * eps).min(f64::MAX);
    while limit.sqrt() > eps {
        limit = limit.next_down();
    }
    while limit.next_up().sqrt() <= eps {
        limit = limit.next_up();
    }
    limit
}
