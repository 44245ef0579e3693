//! Customers by two codes.

/// Customers by two codes: rows by the first, columns by the second, each with one more for none.
pub(super) fn crossed(first: &[Option<u32>], second: &[Option<u32>], [rows, columns]: [usize; 2]) -> Vec<Vec<u64>> {
    let mut table = vec![vec![0; columns + 1]; rows + 1];
    let place = |code: Option<u32>, codes: usize| code.map_or(codes, |code| (code as usize).min(codes));
    for (row, column) in first.iter().zip(second) {
        table[place(*row, rows)][place(*column, columns)] += 1;
    }
    table
}
