//! The rows behind a finding, opened over the screen.

use std::sync::Arc;

use crate::app::motion::Motion;
use crate::data::{Finding, RawRows};

/// Most rows that the screen shows; `clean` lists them all.
const MOST: usize = 1_000;

/// The rows behind a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenRows {
    /// The finding.
    pub finding: Finding,
    /// The rows, once they were read.
    pub rows: RowsState,
    /// The row of the cursor.
    pub cursor: usize,
    /// The first visible column.
    pub left: usize,
}

/// Rows of a file, read again.
#[derive(Clone, Debug, PartialEq)]
pub enum RowsState {
    /// Being read.
    Reading,
    /// Read.
    Ready(Arc<RawRows>),
    /// Reading failed, with the reason.
    Failed(String),
}

impl OpenRows {
    /// Opens a finding; `None` if it is not about rows.
    pub fn new(finding: &Finding) -> Option<Self> {
        let has_rows = !finding.row_numbers.is_empty();
        has_rows.then(|| Self { finding: finding.clone(), rows: RowsState::Reading, cursor: 0, left: 0 })
    }

    /// Moves through the rows, or to other columns.
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

    /// The rows, once they are read.
    pub fn ready(&self) -> Option<&RawRows> {
        match &self.rows {
            RowsState::Ready(rows) => Some(rows),
            RowsState::Reading | RowsState::Failed(_) => None,
        }
    }
}
