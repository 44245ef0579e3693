//! Ids of transactions, to find duplicates.

use rayon::prelude::*;

use crate::data::cell::Cell;
use crate::data::ids::Key;
use crate::data::rows::RowNumbers;
use crate::data::tally::Tally;

/// Transaction ids, kept only as hashes and only until duplicates are found.
#[derive(Debug, Default)]
pub struct TransactionIds {
    fingerprints: Vec<u64>,
    text: bool,
    /// Rows without an id.
    pub nulls: Tally,
}

impl TransactionIds {
    /// A missing id; a real id with this fingerprint is as unlikely as two text ids that clash.
    const NONE: u64 = 0xA5C3_96E1_7D2B_48F0;

    /// Adds the id of row `row`.
    pub fn push(&mut self, row: u64, cell: Cell<'_>) {
        let key = Key::of(cell);
        if key.is_none() {
            self.nulls.add_row(row);
        }
        self.text |= matches!(key, Some(Key::Text(_)));
        self.fingerprints.push(key.map_or(Self::NONE, |k| k.fingerprint()));
    }

    /// Rows whose id also occurs in an earlier row.
    pub fn repeated(&self, rows: &RowNumbers) -> Tally {
        let mut tally = Tally::default();
        if self.fingerprints.is_sorted_by(|a, b| a < b) {
            return tally;
        }
        let mut sorted = self.fingerprints.clone();
        sorted.par_sort_unstable();
        let mut repeated: Vec<u64> = sorted.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]).collect();
        drop(sorted);
        repeated.dedup();
        repeated.retain(|f| *f != Self::NONE);
        let mut first = vec![None; repeated.len()];
        for (i, fingerprint) in self.fingerprints.iter().enumerate() {
            let Ok(which) = repeated.binary_search(fingerprint) else {
                continue;
            };
            match first[which] {
                None => first[which] = Some(i),
                Some(earlier) => tally.add(rows.get(i), || {
                    let id = if self.text { String::new() } else { format!("\"{}\" ", *fingerprint as i64) };
                    format!("{id}as in row {}", rows.get(earlier))
                }),
            }
        }
        tally
    }
}
