//! The nearest and the second nearest centroid of a row, without branches: which of two centroids is nearer cannot be
//! predicted.

use crate::cluster::points::{Points, squared};
use crate::cluster::wide::{Loop, wide};

/// Rows compared at once.
pub(super) const LANES: usize = 4;

/// The nearest centroid (ties to the lower index), the squared distance to it, and that to the second nearest.
#[inline(always)]
pub(super) fn two_nearest<const D: usize>(row: &[f64], centroids: &[f64]) -> (usize, f64, f64) {
    let (mut label, mut nearest, mut second) = (0, f64::INFINITY, f64::INFINITY);
    for (c, centroid) in centroids.chunks_exact(if D > 0 { D } else { row.len() }).enumerate() {
        let distance = squared::<D>(row, centroid);
        label = if distance < nearest { c } else { label };
        second = smaller(second, larger(nearest, distance));
        nearest = smaller(nearest, distance);
    }
    (label, nearest, second)
}

/// Calls a function with the index of each row and its [`two_nearest`].
#[inline]
pub(super) fn for_each_two_nearest<const D: usize>(
    points: &Points<'_>,
    centroids: &[f64],
    each: impl FnMut(usize, usize, f64, f64),
) {
    wide(TwoNearest::<D, _> { points, centroids, each });
}

struct TwoNearest<'a, const D: usize, F> {
    points: &'a Points<'a>,
    centroids: &'a [f64],
    each: F,
}

impl<const D: usize, F: FnMut(usize, usize, f64, f64)> Loop for TwoNearest<'_, D, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { points, centroids, mut each } = self;
        let mut first = 0;
        // Four rows of up to six columns with their results fit into registers.
        if D > 0 {
            for block in points.values.chunks_exact(LANES * D) {
                let rows = std::array::from_fn(|lane| &block[lane * D..(lane + 1) * D]);
                let (labels, nearest, second) = of_four::<D>(rows, centroids);
                for lane in 0..LANES {
                    each(first + lane, labels[lane] as usize, nearest[lane], second[lane]);
                }
                first += LANES;
            }
        }
        for i in first..points.len() {
            let (label, nearest, second) = two_nearest::<D>(points.row(i), centroids);
            each(i, label, nearest, second);
        }
    }
}

/// [`two_nearest`] of four rows, to the last digit. Labels are numbers like the others, which one instruction chooses
/// from.
#[inline(always)]
pub(super) fn of_four<const D: usize>(
    rows: [&[f64]; LANES],
    centroids: &[f64],
) -> ([f64; LANES], [f64; LANES], [f64; LANES]) {
    let columns = columns::<D>(rows);
    let (mut labels, mut nearest, mut second) = ([0.0; LANES], [f64::INFINITY; LANES], [f64::INFINITY; LANES]);
    let mut number = 0.0;
    for centroid in centroids.chunks_exact(D) {
        let mut squares = [0.0; LANES];
        for (column, x) in columns.iter().zip(centroid) {
            for lane in 0..LANES {
                squares[lane] += (column[lane] - x) * (column[lane] - x);
            }
        }
        for lane in 0..LANES {
            labels[lane] = if squares[lane] < nearest[lane] { number } else { labels[lane] };
            second[lane] = smaller(second[lane], larger(nearest[lane], squares[lane]));
            nearest[lane] = smaller(nearest[lane], squares[lane]);
        }
        number += 1.0;
    }
    (labels, nearest, second)
}

/// Four rows, column by column.
#[inline(always)]
pub(super) fn columns<const D: usize>(rows: [&[f64]; LANES]) -> [[f64; LANES]; D] {
    let rows = rows.map(|row| &row[..D]);
    std::array::from_fn(|j| rows.map(|row| row[j]))
}

/// The smaller of two numbers in one instruction.
#[inline]
pub(super) fn smaller(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

/// The larger of two numbers in one instruction.
#[inline]
fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

#[cfg(test)]
mod tests {
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256Plus;

    use super::*;

    fn same<const D: usize>(rows: usize, k: usize, seed: u64) {
        let mut rng = Xoshiro256Plus::seed_from_u64(seed);
        // Small whole numbers tie, fractions do not.
        let mut next = || if seed.is_multiple_of(2) { f64::from(rng.gen_range(0..4)) } else { rng.r#gen::<f64>() };
        let values: Vec<f64> = (0..rows * 3).map(|_| next()).collect();
        let centroids: Vec<f64> = (0..k * 3).map(|_| next()).collect();
        let points = Points { values: values.into(), weights: &vec![1.0; rows], dimension: 3, spread: &[] };
        let mut found = Vec::new();
        for_each_two_nearest::<D>(&points, &centroids, |i, label, nearest, second| {
            found.push((i, label, nearest.to_bits(), second.to_bits()));
        });
        let alone = |i: usize| {
            let (label, nearest, second) = two_nearest::<D>(points.row(i), &centroids);
            (i, label, nearest.to_bits(), second.to_bits())
        };
        assert_eq!(found, (0..rows).map(alone).collect::<Vec<_>>(), "{rows} rows, k {k}, seed {seed}");
    }

    #[test]
    fn four_rows_at_once_give_the_digits_of_each_alone() {
        for seed in 0..6 {
            for rows in 0..14 {
                same::<3>(rows, 1 + rows % 5, seed);
                same::<0>(rows, 1 + rows % 5, seed);
            }
        }
    }

    #[test]
    fn the_nearest_come_first_and_ties_go_to_the_lower_index() {
        let found = two_nearest::<1>(&[3.0], &[9.0, 5.0, 1.0, 4.5]);
        assert_eq!((found.0, found.1.to_bits(), found.2.to_bits()), (3, 2.25_f64.to_bits(), 4.0_f64.to_bits()));
        assert_eq!(two_nearest::<1>(&[3.0], &[5.0, 1.0, 9.0]).0, 0);
        assert!(two_nearest::<1>(&[3.0], &[5.0]).2.is_infinite());
    }
}
