//! Rows by status per code of a key column, in one pass, for key figures, places, groups and features.

use polars::prelude::{UInt8Chunked, UInt32Chunked};

use super::burns::Claims;
use super::columns::each;
use crate::data::{Facts, status};

/// Rows by status. There is one for each customer, so it is small; no frame has 2³² rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// All rows, including those of unknown status.
    pub all: u32,
    /// Open rows.
    pub open: u32,
    /// Burnt rows.
    pub burnt: u32,
    /// Rows that were not burnt and no longer can be.
    pub expired: u32,
    /// Rows of unknown status.
    pub other: u32,
    /// Whether rates say nothing, as only burnt rows are in the data.
    pub(super) unrated: bool,
}

impl Counts {
    /// Counts one row.
    pub fn add(&mut self, row_status: u8) {
        self.all += 1;
        match row_status {
            status::OPEN => self.open += 1,
            status::BURNT => self.burnt += 1,
            status::EXPIRED => self.expired += 1,
            status::OTHER => self.other += 1,
            _ => {}
        }
    }

    /// Adds the rows of another group.
    pub fn merge(&mut self, other: Self) {
        self.all += other.all;
        self.open += other.open;
        self.burnt += other.burnt;
        self.expired += other.expired;
        self.other += other.other;
        self.unrated |= other.unrated;
    }

    /// Coupons with a known outcome; orders and rows of unknown status have none.
    pub fn known(self) -> u64 {
        if self.unrated { 0 } else { u64::from(self.open + self.burnt + self.expired) }
    }

    /// The claims with a known outcome.
    pub fn claims(self) -> Claims {
        if self.unrated { Claims::default() } else { Claims { claims: self.known(), burnt: self.burnt.into() } }
    }

    /// The share of all burns; none without any.
    pub fn burnt_share(self, all: Self) -> Option<f64> {
        (all.burnt > 0).then(|| f64::from(self.burnt) / f64::from(all.burnt))
    }

    /// burnt / (open + burnt + expired): rows of unknown status are in no rate.
    pub fn burn_rate(self) -> Option<f64> {
        (self.known() > 0).then(|| f64::from(self.burnt) / self.known() as f64)
    }
}

/// Counts per code, and of rows without a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tally {
    /// By code.
    pub keyed: Vec<Counts>,
    /// Rows with a null key.
    pub none: Counts,
}

impl Tally {
    /// Empty counts for codes below `codes`.
    pub fn new(codes: usize) -> Self {
        Self { keyed: vec![Counts::default(); codes], none: Counts::default() }
    }

    /// Counts the rows of a key column; `codes` is the length of the table that it refers to.
    pub fn count(keys: &UInt32Chunked, statuses: &UInt8Chunked, codes: usize) -> Self {
        let mut tally = Self::new(codes);
        for (key, row_status) in each(keys).zip(each(statuses)) {
            tally.slot(key).add(row_status.unwrap_or(status::OTHER));
        }
        tally
    }

    /// The same counts, with rates marked as meaningless if the data has only burnt claims.
    #[must_use]
    pub fn rated(mut self, facts: &Facts) -> Self {
        for counts in self.keyed.iter_mut().chain([&mut self.none]) {
            counts.unrated = facts.only_burnt;
        }
        self
    }

    /// The counts of a code.
    pub fn slot(&mut self, code: Option<u32>) -> &mut Counts {
        match code {
            Some(code) => self.keyed.get_mut(code as usize).unwrap_or(&mut self.none),
            None => &mut self.none,
        }
    }

    /// The same rows by a coarser key; `parent` is the new code of each code.
    pub fn regroup(&self, parent: &[Option<u32>], codes: usize) -> Self {
        let mut coarse = Self::new(codes);
        coarse.none = self.none;
        for (code, counts) in self.keyed.iter().enumerate() {
            coarse.slot(parent.get(code).copied().flatten()).merge(*counts);
        }
        coarse
    }

    /// All rows.
    pub fn total(&self) -> Counts {
        let mut total = self.none;
        for counts in &self.keyed {
            total.merge(*counts);
        }
        total
    }
}
