//! The rows behind a finding, opened over the screen.

use std::sync::Arc;

use crate::app::motion::Motion;
use crate::data::{Finding, RawRows};

/// More rows than this nobody looks through one by one; `clean` lists them all.
const MOST: usize = 1_000;

/// The rows behind a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenRows {
    /// What the rows are examples of.
    pub finding: Finding,
    /// The rows, once they were read.
    pub rows: RowsState,
    /// The row of the cursor.
    pub cursor: usize,
    /// The first column that is shown.
    pub left: usize,
}

/// Rows that are read from the file again.
#[derive(Clone, Debug, PartialEq)]
pub enum RowsState {
    /// On their way.
    Reading,
    /// There.
    Ready(Arc<RawRows>),
    /// The file cannot be read any more: why.
    Failed(String),
}

impl OpenRows {
    /// Opens a finding; none where it is not about rows.
    pub fn new(finding: &Finding) -> Option<Self> {
        let has_rows = !finding.row_numbers.is_empty();
        has_rows.then(|| Self { finding: finding.clone(), rows: RowsState::Reading, cursor: 0, left: 0 })
    }

    /// Goes through the rows, and to other columns.
    pub fn step(&mut self, motion: Motion, page: usize) {
        let (rows, columns) = self.ready().map_or((0, 0), |r| (r.rows.len(), r.header.len()));
        match motion {
            Motion::Left => self.left = self.left.saturating_sub(1),
            Motion::Right => self.left = (self.left + 1).min(columns.saturating_sub(1)),
            _ => self.cursor = motion.within(self.cursor, page, rows),
        }
    }

    /// Whether the rows are being read.
    pub fn is_reading(&self) -> bool {
        self.rows == RowsState::Reading
    }

    /// The numbers of the rows to read.
    pub fn numbers(&self) -> Arc<[u32]> {
        let all = &self.finding.row_numbers;
        if all.len() > MOST { Arc::from(&all[..MOST]) } else { Arc::clone(all) }
    }

    /// The rows, if they are there.
    pub fn ready(&self) -> Option<&RawRows> {
        match &self.rows {
            RowsState::Ready(rows) => Some(rows),
            RowsState::Reading | RowsState::Failed(_) => None,
        }
    }
}
