//! Row numbers of used rows, stored as runs.

/// Row numbers as in a spreadsheet or editor (the header is row 1), by index of the used row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowNumbers {
    /// (first index, row number) of each unbroken run.
    runs: Vec<(u32, u64)>,
    len: u32,
}

impl RowNumbers {
    /// Adds the next used row.
    pub fn push(&mut self, number: u64) {
        let expected = self.runs.last().map(|&(index, row)| row + u64::from(self.len - index));
        if expected != Some(number) {
            self.runs.push((self.len, number));
        }
        self.len += 1;
    }

    /// Adds this number of used rows that follow each other.
    pub fn push_run(&mut self, first: u64, rows: usize) {
        if rows > 0 {
            self.push(first);
            self.len += rows as u32 - 1;
        }
    }

    /// The row number of the used row at `index`; 0 if there is no such row.
    pub fn get(&self, index: usize) -> u64 {
        let run = self.runs.partition_point(|&(first, _)| first as usize <= index);
        let Some(&(first, row)) = run.checked_sub(1).and_then(|r| self.runs.get(r)) else {
            return 0;
        };
        row + (index - first as usize) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::RowNumbers;

    #[test]
    fn gaps_are_kept() {
        let numbers = [2, 3, 4, 7, 8, 20];
        let mut rows = RowNumbers::default();
        for n in numbers {
            rows.push(n);
        }
        assert_eq!(rows.runs.len(), 3);
        assert!(numbers.iter().enumerate().all(|(i, &n)| rows.get(i) == n));
        assert_eq!(RowNumbers::default().get(3), 0);
    }
}
