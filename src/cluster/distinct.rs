//! Merges rows with equal values into one row with a weight.

use std::cmp::Ordering;

use rayon::prelude::*;

/// The distinct rows of a table in canonical order.
pub(super) struct Distinct {
    /// Row-major values, rows sorted lexicographically.
    pub values: Vec<f64>,
    /// Number of input rows equal to each distinct row.
    pub weights: Vec<f64>,
    /// The distinct row of each input row.
    pub row_of: Vec<u32>,
}

/// Merges equal rows. The `columns` have equal lengths and contain neither `NaN` nor −0.
pub(super) fn distinct(columns: &[Vec<f64>]) -> Distinct {
    let rows = columns.first().map_or(0, Vec::len);
    let compare = |a: u32, b: u32| {
        columns
            .iter()
            .skip(1)
            .map(|column| column[a as usize].total_cmp(&column[b as usize]))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    };
    // The first column decides most comparisons: beside the row it needs no memory elsewhere.
    let mut order: Vec<(i64, u32)> = (0..rows as u32).map(|row| (ordered(columns[0][row as usize]), row)).collect();
    order.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| compare(a.1, b.1)));

    let mut merged = Distinct { values: Vec::new(), weights: Vec::new(), row_of: vec![0; rows] };
    let mut first_of: Vec<u32> = Vec::new();
    for group in order.chunk_by(|a, b| a.0 == b.0 && compare(a.1, b.1).is_eq()) {
        for &(_, row) in group {
            merged.row_of[row as usize] = first_of.len() as u32;
        }
        first_of.push(group[0].1);
        merged.weights.push(group.len() as f64);
    }
    let width = columns.len();
    let cell = |i: usize| columns[i % width][first_of[i / width] as usize];
    merged.values = (0..first_of.len() * width).into_par_iter().map(cell).collect();
    merged
}

/// An integer in the order of `f64::total_cmp`.
fn ordered(x: f64) -> i64 {
    let bits = x.to_bits() as i64;
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}
