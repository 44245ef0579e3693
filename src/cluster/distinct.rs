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
            .map(|column| column[a as usize].total_cmp(&column[b as usize]))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    };
    let mut order: Vec<u32> = (0..rows as u32).collect();
    order.par_sort_unstable_by(|&a, &b| compare(a, b));

    let mut merged = Distinct { values: Vec::new(), weights: Vec::new(), row_of: vec![0; rows] };
    for group in order.chunk_by(|&a, &b| compare(a, b).is_eq()) {
        for &row in group {
            merged.row_of[row as usize] = merged.weights.len() as u32;
        }
        merged.values.extend(columns.iter().map(|column| column[group[0] as usize]));
        merged.weights.push(group.len() as f64);
    }
    merged
}
