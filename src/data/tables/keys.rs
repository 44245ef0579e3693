//! A key column: ids of another table, as codes.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::data::block::Block;
use crate::data::cell::Cell;
use crate::data::facts::Dimension;
use crate::data::ids::{IdIndex, Key};
use crate::data::loose_key::loose_fingerprint;
use crate::data::recent::Recent;
use crate::data::tally::{Tally, escape, quote};

/// A missing key, or one without a match, in a column of codes.
pub const NO_CODE: u32 = u32::MAX;

/// Codes of a key column, matched against the table it refers to, or collected if there is no such table.
#[derive(Debug)]
pub struct KeyColumn<'a> {
    /// The ids of the table; owned, and growing with every new id, if there is no such table.
    index: Cow<'a, IdIndex>,
    codes: Vec<u32>,
    /// The codes of words, where there is no table.
    recent: Recent<u32>,
    /// Rows without a required key.
    pub nulls: Tally,
    /// Rows whose key has no match.
    pub orphans: Tally,
    near: NearKeys,
}

/// Finds keys that differ from another id only in case, blanks or Unicode form.
#[derive(Debug, Default)]
struct NearKeys {
    /// The number of the first id with each loose fingerprint; `None` before the first key that may be similar to one.
    first: Option<HashMap<u64, u32>>,
    /// The collected ids that are similar to an earlier one, which is the value.
    near: HashMap<u32, u32>,
    tally: Tally,
}

impl NearKeys {
    /// Observes a key without a match in the ids of a table.
    fn see_orphan(&mut self, row: u64, (cell, key): (Cell<'_>, &Key<'_>), index: &IdIndex) {
        let Key::Text(text) = key else { return };
        let first = self
            .first
            .get_or_insert_with(|| index.texts().map(|(id, number)| (loose_fingerprint(id), number)).collect());
        if let Some(&number) = first.get(&loose_fingerprint(text)) {
            self.add(row, cell, number, index);
        }
    }

    /// Observes a key that was collected under `number`.
    fn see_collected(
        &mut self,
        row: u64,
        (cell, key): (Cell<'_>, &Key<'_>),
        (number, new): (u32, bool),
        index: &IdIndex,
    ) {
        let Key::Text(text) = key else { return };
        if new {
            let first = self.first.get_or_insert_default();
            let known = *first.entry(loose_fingerprint(text)).or_insert(number);
            if known != number {
                self.near.insert(number, known);
            }
        }
        if !self.near.is_empty()
            && let Some(&known) = self.near.get(&number)
        {
            self.add(row, cell, known, index);
        }
    }

    fn add(&mut self, row: u64, cell: Cell<'_>, number: u32, index: &IdIndex) {
        self.tally.add(row, || {
            let other = index.texts().find(|(_, n)| *n == number).map_or("", |(id, _)| id);
            format!("{} is like \"{}\"", quote(cell), escape(other))
        });
    }
}

impl<'a> KeyColumn<'a> {
    /// A column that refers to the ids of `target`; `None` if there is no such table, and then `loose` says whether ids
    /// that differ only in case, blanks or Unicode form are the same.
    pub fn new(target: Option<&'a IdIndex>, loose: bool) -> Self {
        Self {
            index: target.map_or_else(|| Cow::Owned(IdIndex::new(loose)), Cow::Borrowed),
            codes: Vec::new(),
            recent: Recent::default(),
            nulls: Tally::default(),
            orphans: Tally::default(),
            near: NearKeys::default(),
        }
    }

    /// Adds the key in `cell` of row `row`; `needed` says whether a missing key is a finding. Returns the code.
    pub fn push(&mut self, row: u64, cell: Cell<'_>, needed: bool) -> u32 {
        if let Cell::Text(text) = cell
            && let Some(code) = self.recent.get(text)
        {
            self.codes.push(code);
            return code;
        }
        let code = match (&mut self.index, Key::of(cell)) {
            (Cow::Owned(index), Some(key)) => {
                let found = index.insert(key.clone());
                self.near.see_collected(row, (cell, &key), found, index);
                if let Cell::Text(text) = cell
                    && !self.near.near.contains_key(&found.0)
                {
                    self.recent.put(text, found.0);
                }
                found.0
            }
            (Cow::Borrowed(index), Some(key)) => index.get(&key).unwrap_or(NO_CODE),
            (_, None) => NO_CODE,
        };
        if code == NO_CODE {
            self.miss(row, cell, needed);
        }
        self.codes.push(code);
        code
    }

    /// Adds the keys in a column of several rows; these rows need one.
    pub fn push_all(&mut self, block: Block<'_>, column: Option<usize>, needed: impl Iterator<Item = bool>) {
        let mut needed = needed.fuse();
        let Cow::Borrowed(index) = self.index else {
            block.each(column, |number, cell| {
                self.push(number, cell, needed.next().unwrap_or_default());
            });
            return;
        };
        // Nearly every look-up waits for memory: they follow each other directly, so that they wait in parallel.
        let before = self.codes.len();
        let code = |key: Option<Key<'_>>| key.and_then(|key| index.get(&key)).unwrap_or(NO_CODE);
        block.each(column, |_, cell| self.codes.push(code(Key::of(cell))));
        for (row, needed) in (0..block.len()).zip(needed) {
            if self.codes[before + row] == NO_CODE {
                self.miss(block.number(row), block.cell(column, row), needed);
            }
        }
    }

    /// Observes a cell without a code.
    fn miss(&mut self, row: u64, cell: Cell<'_>, needed: bool) {
        match Key::of(cell) {
            None if needed => self.nulls.add_row(row),
            None => {}
            Some(key) => {
                self.orphans.add_cell(row, cell);
                self.near.see_orphan(row, (cell, &key), &self.index);
            }
        }
    }

    /// The code of a key that is in no row which counts.
    pub fn meet(&mut self, row: u64, cell: Cell<'_>) -> u32 {
        self.push(row, cell, false);
        self.codes.pop().unwrap_or(NO_CODE)
    }

    /// Whether there is a table with these ids. Without one the values are an attribute, which a row may lack.
    pub fn has_table(&self) -> bool {
        matches!(self.index, Cow::Borrowed(_))
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// The codes of the rows from this one on.
    pub fn codes_from(&self, row: usize) -> &[u32] {
        &self.codes[row..]
    }

    /// Removes and returns the rows whose key is similar to another id.
    pub fn near(&mut self) -> Tally {
        std::mem::take(&mut self.near.tally)
    }

    /// The codes, and the collected ids in order of first appearance; `None` if there is a table with these ids.
    pub fn finish(self) -> (Vec<u32>, Option<IdIndex>) {
        let ids = match self.index {
            Cow::Owned(index) => Some(index),
            Cow::Borrowed(_) => None,
        };
        (self.codes, ids)
    }

    /// The codes, and the dimension of the collected ids, sorted and unnamed; `None` if there is a table with these ids.
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
