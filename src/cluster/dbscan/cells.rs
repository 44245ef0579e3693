//! Points sorted into cells so small that all points of a cell are neighbours (Gunawan 2013; Gan and Tao 2015), so that
//! DBSCAN can take most of them whole: a cell that holds the min points holds core points alone, all of one cluster.

use std::cmp::Ordering;
use std::ops::Range;

use linfa_nn::distance::L2Dist;
use linfa_nn::{CommonNearestNeighbour, NearestNeighbour, NearestNeighbourIndex};
use ndarray::{Array2, ArrayView1};
use rayon::prelude::*;

use crate::cluster::ClusterError;
use crate::cluster::points::Points;

/// Rounding of sums of squares, generously. A bound is only trusted when it holds by more than that; where it does not,
/// the points themselves decide, by [`squared`](crate::cluster::points::squared) against [`squared_limit`].
const ROUNDING: f64 = 1e-12;

/// Points by cell. A *slot* is a place in that order.
pub(super) struct Cells {
    /// The row at each slot; ascending within a cell.
    pub rows: Vec<u32>,
    /// Its weight.
    pub weights: Vec<f64>,
    /// Its coordinates, row-major.
    values: Vec<f64>,
    /// Slots of each cell.
    slots: Vec<Range<usize>>,
    /// The box about the points of each cell: its lowest and its highest corner, row-major.
    low: Vec<f64>,
    high: Vec<f64>,
    dimension: usize,
    eps: f64,
    /// See [`squared_limit`].
    limit: f64,
}

/// How the points of a box lie to a point or to another box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// None is within eps.
    None,
    /// All are within eps.
    All,
    /// Only the points themselves can tell.
    Some,
}

impl Cells {
    /// Sorts the points into cells.
    pub fn new(points: &Points<'_>, eps: f64) -> Self {
        let d = points.dimension;
        let mut lowest = vec![f64::INFINITY; d];
        for row in points.rows() {
            lowest.iter_mut().zip(row).for_each(|(low, &x)| *low = low.min(x));
        }
        // A cell of a lattice of this side has a diagonal just below eps.
        let side = eps / (d as f64).sqrt() * (1.0 - 1e-6);
        let lattice: Vec<f64> =
            points.rows().flat_map(|row| row.iter().zip(&lowest).map(|(x, low)| ((x - low) / side).floor())).collect();
        let key = |row: u32| &lattice[row as usize * d..(row as usize + 1) * d];
        let compare = |a: u32, b: u32| {
            let coordinates = key(a).iter().zip(key(b)).map(|(x, y)| x.total_cmp(y));
            coordinates.fold(Ordering::Equal, Ordering::then)
        };
        let mut rows: Vec<u32> = (0..points.len() as u32).collect();
        rows.par_sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));

        let mut cells = Self {
            weights: rows.iter().map(|&row| points.weights[row as usize]).collect(),
            values: rows.iter().flat_map(|&row| points.row(row as usize)).copied().collect(),
            slots: Vec::new(),
            low: Vec::new(),
            high: Vec::new(),
            dimension: d,
            eps,
            limit: squared_limit(eps),
            rows: Vec::new(),
        };
        let mut start = 0;
        for group in rows.chunk_by(|&a, &b| compare(a, b).is_eq()) {
            cells.add(start..start + group.len());
            start += group.len();
        }
        cells.rows = rows;
        cells
    }

    /// Adds a cell of these slots, or one for each of them where rounding let them be further apart than eps.
    fn add(&mut self, slots: Range<usize>) {
        let d = self.dimension;
        let (mut low, mut high) = (self.value(slots.start).to_vec(), self.value(slots.start).to_vec());
        for slot in slots.clone().skip(1) {
            for (j, &x) in self.values[slot * d..(slot + 1) * d].iter().enumerate() {
                low[j] = low[j].min(x);
                high[j] = high[j].max(x);
            }
        }
        let diagonal: f64 = low.iter().zip(&high).map(|(low, high)| (high - low) * (high - low)).sum();
        if slots.len() > 1 && self.reach_of(diagonal, diagonal) != Reach::All {
            slots.for_each(|slot| self.add(slot..slot + 1));
            return;
        }
        self.slots.push(slots);
        self.low.extend(low);
        self.high.extend(high);
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Slots of a cell.
    pub fn slots(&self, cell: usize) -> Range<usize> {
        self.slots[cell].clone()
    }

    /// Coordinates at a slot.
    pub fn value(&self, slot: usize) -> &[f64] {
        &self.values[slot * self.dimension..(slot + 1) * self.dimension]
    }

    /// Weight of a cell.
    pub fn weight(&self, cell: usize) -> f64 {
        self.weights[self.slots(cell)].iter().sum()
    }

    /// Points whose squared distance is not above this are neighbours.
    pub fn limit(&self) -> f64 {
        self.limit
    }

    /// The box about the points of a cell.
    fn bounds(&self, cell: usize) -> (&[f64], &[f64]) {
        let of = cell * self.dimension..(cell + 1) * self.dimension;
        (&self.low[of.clone()], &self.high[of])
    }

    /// How the points of a cell lie to those of another.
    pub fn reach(&self, a: usize, b: usize) -> Reach {
        let (low, high) = self.bounds(a);
        self.reach_between(low, high, b)
    }

    /// How the points of a cell lie to a point.
    pub fn reach_from(&self, point: &[f64], cell: usize) -> Reach {
        self.reach_between(point, point, cell)
    }

    fn reach_between(&self, low: &[f64], high: &[f64], cell: usize) -> Reach {
        let (other_low, other_high) = self.bounds(cell);
        let (mut nearest, mut farthest) = (0.0, 0.0);
        for j in 0..self.dimension {
            let gap = (other_low[j] - high[j]).max(low[j] - other_high[j]).max(0.0);
            let span = (other_high[j] - low[j]).max(high[j] - other_low[j]);
            nearest += gap * gap;
            farthest += span * span;
        }
        self.reach_of(nearest, farthest)
    }

    /// From the least and the largest squared distance.
    fn reach_of(&self, nearest: f64, farthest: f64) -> Reach {
        if nearest * (1.0 - ROUNDING) > self.limit {
            Reach::None
        } else if farthest * (1.0 + ROUNDING) <= self.limit {
            Reach::All
        } else {
            Reach::Some
        }
    }

    /// The middles of the boxes: cells × dimension.
    pub fn centres(&self) -> Array2<f64> {
        Array2::from_shape_fn((self.len(), self.dimension), |(cell, j)| {
            let at = cell * self.dimension + j;
            self.low[at] + (self.high[at] - self.low[at]) / 2.0
        })
    }
}

/// The largest square of a distance whose root is not above eps: comparing squares with it is comparing distances with
/// eps, to the last digit.
pub(super) fn squared_limit(eps: f64) -> f64 {
    let mut limit = (eps * eps).min(f64::MAX);
    while limit.sqrt() > eps {
        limit = limit.next_down();
    }
    while limit.next_up().sqrt() <= eps {
        limit = limit.next_up();
    }
    limit
}

/// Finds the cells about a cell, by linfa-nn's kd-tree over their centres.
pub(super) struct Neighbourhood<'a> {
    cells: &'a Cells,
    centres: &'a Array2<f64>,
    tree: Box<dyn NearestNeighbourIndex<f64> + 'a>,
    /// From the centre of a cell to its points at the most, over all cells.
    radius: f64,
    /// Rounding of the centres.
    slack: f64,
}

impl<'a> Neighbourhood<'a> {
    /// Grows the tree over [`Cells::centres`].
    pub fn new(cells: &'a Cells, centres: &'a Array2<f64>) -> Result<Self, ClusterError> {
        let tree = CommonNearestNeighbour::KdTree.from_batch(centres, L2Dist);
        let tree = tree.map_err(|error| ClusterError::Parameter(error.to_string()))?;
        let largest = centres.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
        let mut neighbourhood = Self { cells, centres, tree, radius: 0.0, slack: 0.0 };
        neighbourhood.radius = (0..cells.len()).map(|cell| neighbourhood.radius_of(cell)).fold(0.0, f64::max);
        neighbourhood.slack = 4.0 * cells.dimension as f64 * f64::EPSILON * largest;
        Ok(neighbourhood)
    }

    /// Half the diagonal of a cell's box.
    fn radius_of(&self, cell: usize) -> f64 {
        let (low, high) = self.cells.bounds(cell);
        low.iter().zip(high).map(|(low, high)| (high - low) * (high - low)).sum::<f64>().sqrt() / 2.0
    }

    /// The cells with points that can be within eps of points of this one, itself included, the nearest centres first.
    pub fn around(&self, cell: usize) -> Vec<usize> {
        let centre: ArrayView1<'_, f64> = self.centres.row(cell);
        // Wide enough for any rounding, also where the square of the range falls below the smallest number.
        let range = (self.cells.eps + self.radius_of(cell) + self.radius) * (1.0 + 1e-9) + self.slack + 1e-150;
        let found = self.tree.within_range(centre, range).unwrap_or_default();
        found
            .into_iter()
            .map(|(_, other)| other)
            .filter(|&other| self.cells.reach(cell, other) != Reach::None)
            .collect()
    }
}
