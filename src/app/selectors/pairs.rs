//! The pairs of columns whose correlation is shown, as places of a cursor: row by row below the diagonal.

/// The row and the column of a place, the row after the column: (1, 0), (2, 0), (2, 1), (3, 0) ...
pub fn pair_at(at: usize) -> (usize, usize) {
    let mut row = 1;
    while (row + 1) * row / 2 <= at {
        row += 1;
    }
    (row, at - row * (row - 1) / 2)
}

/// The place of a row and a column before it.
pub fn place_of_pair(row: usize, column: usize) -> usize {
    row * row.saturating_sub(1) / 2 + column
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_pairs_are_the_same() {
        for row in 1..40 {
            for column in 0..row {
                assert_eq!(pair_at(place_of_pair(row, column)), (row, column));
            }
        }
        assert_eq!(pair_at(0), (1, 0));
    }
}
