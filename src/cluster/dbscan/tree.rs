//! A tree of bounding boxes. Its leaves are *cells* so small that all their points are neighbours (the cells of Gunawan
//! 2013 and of Gan and Tao 2015, but split at the data), so DBSCAN decides most points by the cell and most cells by
//! the branch.

use std::ops::Range;

use crate::cluster::points::Points;
use crate::progress::{Cancelled, Progress};

/// A generous bound of the rounding of sums of squares. Closer to the limit than that, the bounds do not decide:
/// [`squared`](crate::cluster::points::squared) of the points is compared with [`BoxTree::limit`].
const ROUNDING: f64 = 1e-12;

/// The points, ordered so that those below each node are contiguous. A *slot* is a position in that order.
pub(in crate::cluster) struct BoxTree {
    /// The row at each slot.
    pub rows: Vec<u32>,
    /// The weight at each slot.
    pub weights: Vec<f64>,
    /// The nodes, each before those below it; the first is the root.
    pub nodes: Vec<Node>,
    /// Points with a squared distance up to this are neighbours.
    pub limit: f64,
    /// The coordinates at each slot, row-major.
    values: Vec<f64>,
    /// Lowest and highest corner of the bounding box of each node, row-major.
    low: Vec<f64>,
    high: Vec<f64>,
    dimension: usize,
}

/// A cell, or a branch with two nodes below.
pub(in crate::cluster) struct Node {
    /// Slots of its points.
    pub slots: Range<usize>,
    /// Sum of their weights.
    pub weight: f64,
    /// The two nodes below; none for a cell.
    pub below: Option<[usize; 2]>,
}

/// How many points of a node are within eps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cluster) enum Reach {
    /// None is within eps.
    None,
    /// All are within eps.
    All,
    /// Undecided: the points must be compared.
    Some,
}

impl BoxTree {
    /// Builds the tree: a box with a diagonal above eps is split at the median of its widest side.
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

    /// Adds the node of some slots and all nodes below it; returns its index.
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

    /// How many points of a node are within eps of those of another.
    pub fn reach(&self, a: usize, b: usize) -> Reach {
        let (low, high) = self.bounds(a);
        self.reach_between(low, high, b)
    }

    /// How many points of a node are within eps of a point.
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

    /// A lower bound of the computed squared distance from `point` to any point of the node.
    pub fn least_square(&self, point: &[f64], node: usize) -> f64 {
        let (low, high) = self.bounds(node);
        let gaps = point.iter().zip(low.iter().zip(high)).map(|(x, (low, high))| (low - x).max(x - high).max(0.0));
        gaps.map(|gap| gap * gap).sum::<f64>() * (1.0 - ROUNDING)
    }

    /// The two nodes below a branch, the one nearer to `point` first.
    pub fn nearer_first(&self, point: &[f64], [a, b]: [usize; 2]) -> [usize; 2] {
        if self.least_square(point, b) < self.least_square(point, a) { [b, a] } else { [a, b] }
    }

    /// The bounding box of a node.
    fn bounds(&self, node: usize) -> (&[f64], &[f64]) {
        let of = node * self.dimension..(node + 1) * self.dimension;
        (&self.low[of.clone()], &self.high[of])
    }
}

/// The largest square whose root is not above eps: comparing squares with it gives exactly the result of comparing
/// distances with eps.
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
