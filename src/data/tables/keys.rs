//! A column of ids of another table, as codes.

use std::borrow::Cow;

use crate::data::cell::Cell;
use crate::data::facts::Dimension;
use crate::data::ids::{IdIndex, Key};
use crate::data::tally::Tally;

/// Stands for no key, or one that matches nothing, in a column of codes.
pub const NO_CODE: u32 = u32::MAX;

/// Codes of a key column, matched against the table it points at, or collected where there is no such table.
#[derive(Debug)]
pub struct KeyColumn<'a> {
    /// The ids of the table; owned, and growing with every new id, where there is no such table.
    index: Cow<'a, IdIndex>,
    codes: Vec<u32>,
    /// Rows without a key that should have one.
    pub nulls: Tally,
    /// Rows whose key matches nothing.
    pub orphans: Tally,
}

impl<'a> KeyColumn<'a> {
    /// A column that points at the ids of `target`; none where there is no such table.
    pub fn new(target: Option<&'a IdIndex>) -> Self {
        Self {
            index: target.map_or_else(|| Cow::Owned(IdIndex::default()), Cow::Borrowed),
            codes: Vec::new(),
            nulls: Tally::default(),
            orphans: Tally::default(),
        }
    }

    /// Adds the key in `cell` of row `row`; `needed` says whether a missing key is worth a note. Gives the code.
    pub fn push(&mut self, row: u64, cell: Cell<'_>, needed: bool) -> u32 {
        let code = match Key::of(cell) {
            None => {
                if needed {
                    self.nulls.add_row(row);
                }
                NO_CODE
            }
            Some(key) => match &mut self.index {
                Cow::Owned(index) => index.insert(key).0,
                Cow::Borrowed(index) => index.get(&key).unwrap_or_else(|| {
                    self.orphans.add_cell(row, cell);
                    NO_CODE
                }),
            },
        };
        self.codes.push(code);
        code
    }

    /// The codes, and the collected ids in order of first appearance; none where there is a table of them.
    pub fn finish(self) -> (Vec<u32>, Option<IdIndex>) {
        let ids = match self.index {
            Cow::Owned(index) => Some(index),
            Cow::Borrowed(_) => None,
        };
        (self.codes, ids)
    }

    /// The codes, and the dimension of the collected ids, sorted and unnamed; none where there is a table of them.
    pub fn finish_sorted(mut self) -> (Vec<u32>, Option<Dimension>) {
        let Cow::Owned(mut index) = self.index else {
            return (self.codes, None);
        };
        let rank = index.sort();
        for code in &mut self.codes {
            *code = rank.get(*code as usize).copied().unwrap_or(NO_CODE);
        }
        let names = vec![None; index.len()];
        (self.codes, Some(Dimension { ids: index.ids(), names }))
    }
}
