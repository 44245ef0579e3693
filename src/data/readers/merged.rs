//! Merged cells of a sheet: one value for a block of cells, written in the first cell only.

use calamine::{DataRef, Dimensions};

/// The blocks of a sheet, followed row by row.
#[derive(Default)]
pub struct Merged<'a> {
    /// Blocks that begin below, the next one last.
    ahead: Vec<Dimensions>,
    /// Blocks that the last row was in, each with its value.
    open: Vec<(Dimensions, DataRef<'a>)>,
}

impl<'a> Merged<'a> {
    /// Of these blocks.
    pub fn new(mut blocks: Vec<Dimensions>) -> Self {
        blocks.sort_unstable_by_key(|block| std::cmp::Reverse(block.start));
        Self { ahead: blocks, open: Vec::new() }
    }

    /// Writes the values of the blocks into the empty cells of the next row that are theirs. Whether a column may repeat the value
    /// of the row above says `goes_down`.
    pub fn fill(&mut self, at: u32, row: &mut Vec<DataRef<'a>>, goes_down: impl Fn(usize) -> bool) {
        self.open.retain(|(block, _)| block.end.0 >= at);
        while let Some(block) = self.ahead.pop_if(|block| block.start.0 <= at) {
            let first = row.get(block.start.1 as usize).filter(|_| block.start.0 == at);
            if let Some(value) = first.filter(|value| **value != DataRef::Empty) {
                self.open.push((block, value.clone()));
            }
        }
        for (block, value) in &self.open {
            for column in block.start.1 as usize..=block.end.1 as usize {
                if column >= row.len() {
                    row.resize(column + 1, DataRef::Empty);
                }
                if row[column] == DataRef::Empty && (block.start.0 == at || goes_down(column)) {
                    row[column] = value.clone();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_fills_its_block_down_and_right() {
        let text = |text: &str| if text.is_empty() { DataRef::Empty } else { DataRef::String(text.to_owned()) };
        let block = |start, end| Dimensions { start, end };
        let mut merged = Merged::new(vec![block((1, 0), (2, 0)), block((1, 2), (1, 3)), block((2, 1), (3, 2))]);
        let rows = [["A", "x", "5", ""], ["", "y", "", "9"], ["", "", "", "8"], ["B", "z", "", "7"]];
        let filled: Vec<String> = (1..)
            .zip(rows)
            .map(|(at, cells)| {
                let mut row: Vec<DataRef<'_>> = cells.into_iter().map(text).collect();
                merged.fill(at, &mut row, |column| column != 2);
                let words = row.iter().map(|cell| if let DataRef::String(text) = cell { text } else { "." });
                words.collect::<Vec<&str>>().join(" ")
            })
            .collect();
        assert_eq!(filled, ["A x 5 5", "A y y 9", ". y . 8", "B z . 7"]);
    }
}
