//! Silhouettes (Rousseeuw 1987) of several partitions in one pass over the distances.
//!
//! Rows that share their labels in every partition form an *intersection*. Distances are summed per row and
//! intersection, over contiguous blocks of four rows; sums of intersections make the sums of clusters of each
//! partition. So nine partitions take little more time than one.

use rayon::prelude::*;

use super::partition::Partition;
use super::points::{Points, by_dimension};
use super::sample::Sample;
use super::wide::{Loop, wide};
use super::{Silhouette, SilhouetteMethod};
use crate::progress::{Cancelled, Progress};

/// Rows per task.
const CHUNK: usize = 64;
/// Rows per block.
const LANES: usize = 4;
/// Blocks that fit into the first cache.
const TILE: usize = 64;

/// The silhouette of each partition; none below two clusters. Exact up to `exact_up_to` distinct rows, else over a
/// sample of customers ([`Sample`]), each compared with all rows.
pub(super) fn silhouettes(
    points: &Points<'_>,
    partitions: &[Partition<'_>],
    exact_up_to: usize,
    progress: &Progress,
) -> Result<Vec<Option<Silhouette>>, Cancelled> {
    if partitions.iter().all(|partition| partition.sizes.len() < 2) {
        return Ok(vec![None; partitions.len()]);
    }
    let exact = points.len() <= exact_up_to;
    let method = if exact { SilhouetteMethod::Exact } else { SilhouetteMethod::Sampled };
    let samples = if exact { Sample::everyone(points, partitions) } else { Sample::systematic(points, partitions) };
    let mut rows: Vec<usize> = samples.iter().flat_map(Sample::rows).collect();
    rows.sort_unstable();
    rows.dedup();

    let cells = Refinement::new(points, partitions);
    let chunks: Vec<&[usize]> = rows.chunks(CHUNK).collect();
    progress.begin("silhouette", chunks.len() as u64);
    let widths = chunks
        .into_par_iter()
        .map(|chunk| {
            progress.check()?;
            let widths = by_dimension!(points.dimension, widths(points, partitions, &cells, chunk));
            progress.advance(1);
            Ok(widths)
        })
        .collect::<Result<Vec<_>, Cancelled>>()?
        .concat();

    let score = |(p, sample): (usize, Sample)| {
        let partition = &partitions[p];
        if partition.sizes.len() < 2 {
            return None;
        }
        let mut of_rows = vec![f64::NAN; points.len()];
        let mut scored = rows.iter().enumerate();
        for row in sample.rows() {
            // Both ascend, and all of the sample's rows are scored.
            of_rows[row] =
                scored.find(|(_, scored)| **scored == row).map_or(f64::NAN, |(i, _)| widths[i * partitions.len() + p]);
        }
        let (mean, segments, error) = sample.estimate(partition, &of_rows);
        Some(Silhouette { mean, segments, rows: of_rows, method, error })
    };
    Ok(samples.into_par_iter().enumerate().map(score).collect())
}

/// The silhouettes of some rows: rows × partitions, row-major.
fn widths<const D: usize>(
    points: &Points<'_>,
    partitions: &[Partition<'_>],
    cells: &Refinement,
    rows: &[usize],
) -> Vec<f64> {
    let clusters = partitions.iter().map(|partition| partition.sizes.len()).sum();
    let mut sums = vec![vec![0.0; clusters]; rows.len()];
    wide(Distances::<D> { cells, points, rows, sums: &mut sums });
    let mut widths = Vec::with_capacity(rows.len() * partitions.len());
    for (&row, sums) in rows.iter().zip(&sums) {
        let mut rest = sums.as_slice();
        widths.extend(partitions.iter().map(|partition| {
            let (own, after) = rest.split_at(partition.sizes.len());
            rest = after;
            width(partition.labels[row] as usize, own, &partition.sizes)
        }));
    }
    widths
}

/// (b − a) / max(a, b), with a the mean distance to the other members of the own cluster (equal rows included) and b
/// the smallest mean distance to another cluster; 0 for a cluster of one.
fn width(own: usize, sums: &[f64], sizes: &[f64]) -> f64 {
    if sizes[own] <= 1.0 {
        return 0.0;
    }
    let a = sums[own] / (sizes[own] - 1.0);
    let others = sums.iter().zip(sizes).enumerate().filter(|&(c, _)| c != own);
    let b = others.map(|(_, (sum, size))| sum / size).fold(f64::INFINITY, f64::min);
    let larger = a.max(b);
    if larger > 0.0 && larger.is_finite() { (b - a) / larger } else { 0.0 }
}

/// All rows, sorted by intersection, in blocks of [`LANES`] rows: the coordinates column by column, then the weights.
/// The last block of an intersection is padded with rows of weight 0.
struct Refinement {
    /// (dimension + 1) × lanes per block.
    blocks: Vec<[f64; LANES]>,
    cells: Vec<Intersection>,
    dimension: usize,
}

/// The distances from `rows` to all rows, added to the sums of their clusters.
struct Distances<'a, const D: usize> {
    cells: &'a Refinement,
    points: &'a Points<'a>,
    rows: &'a [usize],
    sums: &'a mut [Vec<f64>],
}

impl<const D: usize> Loop for Distances<'_, D> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.cells.add_distances::<D>(self.points, self.rows, self.sums);
    }
}

/// Rows that no partition separates.
struct Intersection {
    /// The end of its blocks; they begin at the end of the previous ones.
    end: usize,
    /// Its cluster in each partition, numbered over all partitions.
    clusters: Vec<usize>,
}

impl Refinement {
    fn new(points: &Points<'_>, partitions: &[Partition<'_>]) -> Self {
        // Refines by one partition after the other; intersections are numbered as they appear.
        let mut cell_of = vec![0_usize; points.len()];
        let mut cells = 1;
        for partition in partitions {
            let k = partition.sizes.len();
            let mut numbers = vec![None; cells * k];
            cells = 0;
            for (cell, &label) in cell_of.iter_mut().zip(partition.labels) {
                *cell = *numbers[*cell * k + label as usize].get_or_insert_with(|| {
                    cells += 1;
                    cells - 1
                });
            }
        }
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); cells];
        for (row, &cell) in cell_of.iter().enumerate() {
            members[cell].push(row);
        }

        let blocks: Vec<Vec<[f64; LANES]>> = members.par_iter().map(|rows| blocks(points, rows)).collect();
        let mut end = 0;
        let cell = |(rows, blocks): (&Vec<usize>, &Vec<[f64; LANES]>)| {
            end += blocks.len();
            let mut before = 0;
            let number = |partition: &Partition<'_>| {
                let first = before;
                before += partition.sizes.len();
                first + partition.labels[rows[0]] as usize
            };
            Intersection { end, clusters: partitions.iter().map(number).collect() }
        };
        let cells = members.iter().zip(&blocks).map(cell).collect();
        Self { blocks: blocks.concat(), cells, dimension: points.dimension }
    }

    /// Adds the weighted distances from each of `rows` to all rows to the sums of their clusters. All `rows` pass a
    /// tile of blocks before the next one is read, so that it comes from the cache.
    #[inline(always)]
    fn add_distances<const D: usize>(&self, points: &Points<'_>, rows: &[usize], sums: &mut [Vec<f64>]) {
        let d = if D > 0 { D } else { self.dimension };
        let mut lanes_of = vec![[0.0; LANES]; rows.len()];
        let mut begin = 0;
        for cell in &self.cells {
            lanes_of.fill([0.0; LANES]);
            for tile in self.blocks[begin..cell.end].chunks(TILE * (d + 1)) {
                for (&row, lanes_of) in rows.iter().zip(&mut lanes_of) {
                    let row = points.row(row);
                    let mut lanes = *lanes_of;
                    for block in tile.chunks_exact(d + 1) {
                        let mut squares = [0.0; LANES];
                        for (column, x) in block.iter().zip(row).take(d) {
                            for l in 0..LANES {
                                squares[l] += (column[l] - x) * (column[l] - x);
                            }
                        }
                        for l in 0..LANES {
                            lanes[l] += block[d][l] * squares[l].sqrt();
                        }
                    }
                    *lanes_of = lanes;
                }
            }
            for (lanes, sums) in lanes_of.iter().zip(&mut *sums) {
                let distance: f64 = lanes.iter().sum();
                for &cluster in &cell.clusters {
                    sums[cluster] += distance;
                }
            }
            begin = cell.end;
        }
    }
}

/// The blocks of some rows.
fn blocks(points: &Points<'_>, rows: &[usize]) -> Vec<[f64; LANES]> {
    let mut blocks = Vec::with_capacity(rows.len().div_ceil(LANES) * (points.dimension + 1));
    for block in rows.chunks(LANES) {
        let mut column = |value: &dyn Fn(usize) -> f64| {
            blocks.push(std::array::from_fn(|lane| block.get(lane).map_or(0.0, |&row| value(row))));
        };
        (0..points.dimension).for_each(|j| column(&|row| points.row(row)[j]));
        column(&|row| points.weights[row]);
    }
    blocks
}
