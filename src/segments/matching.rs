//! Optimal one-to-one pairing of rows and columns.

/// The column of each row so that the paired overlaps have the largest total: an optimal assignment (Kuhn 1955), by
/// shortest augmenting paths (Jonker and Volgenant 1987) in O(n³).
///
/// Rows and columns may differ in number; a short row is zero at its end. Pairs without overlap are dropped. If several
/// pairings are equally good, the first row takes the lowest column that it has in any, then the second row.
pub fn assign(overlap: &[Vec<u64>]) -> Vec<Option<usize>> {
    let columns = overlap.iter().map(Vec::len).max().unwrap_or(0);
    let size = overlap.len().max(columns);
    // Padded to a square with zeros.
    let gain = |row: usize, column: usize| -> i128 {
        overlap.get(row).and_then(|r| r.get(column)).map_or(0, |shared| i128::from(*shared))
    };
    let mut pairing = Pairing::best(size, gain);
    let mut settled = vec![false; size];
    for row in 0..overlap.len() {
        settled[row] = pairing.settle_lowest(row, &settled, gain);
    }
    let column_of = &pairing.column_of[..overlap.len()];
    column_of.iter().enumerate().map(|(row, column)| (gain(row, *column) > 0).then_some(*column)).collect()
}

/// An optimal pairing of as many rows as columns, with the dual prices that prove it: the overlap of any pair is at
/// most the sum of its two prices, and equal for the chosen pairs.
struct Pairing {
    column_of: Vec<usize>,
    row_of: Vec<usize>,
    row_price: Vec<i128>,
    column_price: Vec<i128>,
}

impl Pairing {
    /// Adds rows one by one along the cheapest augmenting path.
    fn best(size: usize, gain: impl Fn(usize, usize) -> i128) -> Self {
        // Column `size` holds the row that is being added.
        let start = size;
        let mut row_at: Vec<Option<usize>> = vec![None; size + 1];
        let mut row_price = vec![0_i128; size];
        let mut column_price = vec![0_i128; size + 1];
        for added in 0..size {
            row_at[start] = Some(added);
            let mut came_from = vec![start; size];
            let mut loss = vec![i128::MAX; size];
            let mut visited = vec![false; size + 1];
            let mut column = start;
            while let Some(row) = row_at[column] {
                visited[column] = true;
                let mut nearest = (i128::MAX, start);
                for next in (0..size).filter(|c| !visited[*c]) {
                    let reduced = row_price[row] + column_price[next] - gain(row, next);
                    if reduced < loss[next] {
                        (loss[next], came_from[next]) = (reduced, column);
                    }
                    nearest = nearest.min((loss[next], next));
                }
                let (step, next) = nearest;
                for c in 0..=size {
                    if visited[c] {
                        row_at[c].into_iter().for_each(|row| row_price[row] -= step);
                        column_price[c] += step;
                    } else {
                        loss[c] -= step;
                    }
                }
                column = next;
            }
            while column != start {
                row_at[column] = row_at[came_from[column]];
                column = came_from[column];
            }
        }
        let row_of: Vec<usize> = row_at.into_iter().take(size).flatten().collect();
        let mut column_of = vec![0; size];
        row_of.iter().enumerate().for_each(|(column, row)| column_of[*row] = column);
        Self { column_of, row_of, row_price, column_price }
    }

    /// Gives a row the lowest column it overlaps with in any optimal pairing that keeps the settled rows, and returns
    /// whether there is one.
    fn settle_lowest(&mut self, row: usize, settled: &[bool], gain: impl Fn(usize, usize) -> i128) -> bool {
        // Optimal pairings consist of pairs whose overlap equals their prices.
        let exact = |row: usize, column: usize| gain(row, column) == self.row_price[row] + self.column_price[column];
        let left = self.column_of[row];
        // Searches backwards from the column that the row would leave, over the rows that could move to it.
        let mut moves_to: Vec<Option<usize>> = vec![None; self.row_of.len()];
        let mut reached = vec![left];
        let mut at = 0;
        while let Some(&column) = reached.get(at) {
            at += 1;
            for other in (0..self.column_of.len()).filter(|other| *other != row && !settled[*other]) {
                let from = self.column_of[other];
                if moves_to[from].is_none() && exact(other, column) {
                    moves_to[from] = Some(column);
                    reached.push(from);
                }
            }
        }
        let may_take = |c: &usize| gain(row, *c) > 0 && exact(row, *c) && (*c == left || moves_to[*c].is_some());
        let Some(taken) = (0..self.row_of.len()).find(may_take) else {
            return false;
        };
        let (mut mover, mut column) = (row, taken);
        loop {
            let displaced = std::mem::replace(&mut self.row_of[column], mover);
            self.column_of[mover] = column;
            match moves_to[column] {
                Some(next) if column != left => (mover, column) = (displaced, next),
                _ => return true,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The first of the best pairings by trying all: rows in order, columns in order, no column last.
    fn by_trying_all(overlap: &[Vec<u64>], columns: usize) -> Vec<Option<usize>> {
        fn extend(
            overlap: &[Vec<u64>],
            free: &mut Vec<bool>,
            pairs: &mut Vec<Option<usize>>,
            total: u64,
            best: &mut Option<(u64, Vec<Option<usize>>)>,
        ) {
            let Some(row) = overlap.get(pairs.len()) else {
                if best.as_ref().is_none_or(|(most, _)| total > *most) {
                    *best = Some((total, pairs.clone()));
                }
                return;
            };
            for column in 0..row.len() {
                if free[column] && row[column] > 0 {
                    free[column] = false;
                    pairs.push(Some(column));
                    extend(overlap, free, pairs, total + row[column], best);
                    pairs.pop();
                    free[column] = true;
                }
            }
            pairs.push(None);
            extend(overlap, free, pairs, total, best);
            pairs.pop();
        }
        let mut best = None;
        extend(overlap, &mut vec![true; columns], &mut Vec::new(), 0, &mut best);
        best.map_or_else(Vec::new, |(_, pairs)| pairs)
    }

    #[test]
    fn the_largest_single_overlap_is_given_up_for_a_larger_total() {
        // Greedy takes 10 and is left with 0: 10 in all, against 9 + 9.
        assert_eq!(assign(&[vec![10, 9], vec![9, 0]]), [Some(1), Some(0)]);
    }

    #[test]
    fn more_rows_or_more_columns_leave_some_alone() {
        assert_eq!(assign(&[vec![5], vec![7], vec![6]]), [None, Some(0), None]);
        assert_eq!(assign(&[vec![5, 7, 6]]), [Some(1)]);
        assert_eq!(assign(&[]), []);
        assert_eq!(assign(&[vec![], vec![]]), [None, None]);
    }

    #[test]
    fn without_overlap_there_is_no_pair() {
        assert_eq!(assign(&[vec![0, 3], vec![0, 2]]), [Some(1), None]);
        assert_eq!(assign(&[vec![0, 0], vec![0, 0]]), [None, None]);
    }

    #[test]
    fn ties_go_to_the_lowest_labels() {
        assert_eq!(assign(&[vec![1, 1], vec![1, 1]]), [Some(0), Some(1)]);
        assert_eq!(assign(&[vec![2, 2, 2], vec![2, 2, 2]]), [Some(0), Some(1)]);
    }

    #[test]
    fn the_largest_counts_do_not_overflow() {
        assert_eq!(assign(&[vec![u64::MAX, u64::MAX], vec![u64::MAX, 0]]), [Some(1), Some(0)]);
    }

    proptest! {
        #[test]
        fn no_permutation_is_better_and_ties_are_the_first(
            rows in 0_usize..6, columns in 0_usize..6, values in prop::collection::vec(0_u64..6, 36),
        ) {
            let overlap: Vec<Vec<u64>> = (0..rows).map(|r| values[r * 6..r * 6 + columns].to_vec()).collect();
            prop_assert_eq!(assign(&overlap), by_trying_all(&overlap, columns));
        }
    }
}
