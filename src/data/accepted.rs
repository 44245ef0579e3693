//! Errors that the user has accepted, row by row, in a column of the data.
//!
//! Some errors cannot be corrected without changing the measures: a claim without a customer counts in the totals, a date
//! in the future is counted in its month. `clean` writes such rows as they are and names the checks in this column; they
//! are then no errors any more, and are still counted, under [`Check::AcceptedError`].

use std::collections::BTreeMap;

use super::block::Block;
use super::cell::Cell;
use super::cleaned;
use super::findings::{Check, Finding};
use super::layout::Layout;
use super::schema::Table;
use super::tally::Tally;

/// The column of one table, read row by row. Its values are names of checks, separated by blanks.
#[derive(Debug)]
pub struct Accepted {
    column: Option<usize>,
    /// The rows by check, ascending.
    pub rows: BTreeMap<Check, Vec<u32>>,
    /// Words that are not checks.
    pub unknown: Tally,
}

impl Accepted {
    /// Looks for the column.
    pub fn new(layout: &Layout) -> Self {
        Self { column: cleaned::accepted(&layout.header), rows: BTreeMap::new(), unknown: Tally::default() }
    }

    /// Reads rows.
    pub fn observe(&mut self, block: Block<'_>) {
        block.each_if_any(self.column, |number, cell| self.read(number, cell.present()));
    }

    fn read(&mut self, number: u64, cell: Cell<'_>) {
        let Cell::Text(words) = cell else {
            return;
        };
        for word in words.split_whitespace() {
            match word.parse() {
                Ok(check) => self.rows.entry(check).or_default().push(u32::try_from(number).unwrap_or(u32::MAX)),
                Err(_) => self.unknown.add_cell(number, cell),
            }
        }
    }
}

/// Takes accepted rows out of the findings of errors and counts them for each table.
pub fn settle(findings: &mut Vec<Finding>, accepted: &[(Table, BTreeMap<Check, Vec<u32>>)]) {
    for (table, rows) in accepted {
        let mut seen = Tally::default();
        // A row that is set aside is in no measure, so its errors cannot be accepted.
        let counts = |f: &&mut Finding| f.table == *table && !f.check.sets_aside(f.table, f.column.as_deref());
        for finding in findings.iter_mut().filter(counts) {
            let Some(rows) = rows.get(&finding.check) else {
                continue;
            };
            for row in finding.retain_rows(|row| rows.binary_search(&row).is_err()) {
                seen.add(u64::from(row), || finding.check.to_string());
            }
        }
        findings.extend(seen.finding(Check::AcceptedError, *table, None));
    }
    findings.retain(|f| f.rows > 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepted_rows_are_no_errors_and_still_counted() {
        let mut tally = Tally::default();
        (2..=9).for_each(|row| tally.add_row(row));
        let mut findings: Vec<Finding> =
            tally.finding(Check::NullId, Table::Transactions, Some("customer_id")).into_iter().collect();
        let rows = |check, rows: &[u32]| (Table::Transactions, BTreeMap::from([(check, rows.to_vec())]));
        settle(&mut findings, &[rows(Check::NullId, &[2, 3, 9]), rows(Check::FutureDate, &[4])]);
        assert_eq!((findings[0].rows, &*findings[0].row_numbers), (5, [4, 5, 6, 7, 8].as_slice()));
        assert_eq!(findings[0].examples, ["row 4", "row 5", "row 6"]);
        assert_eq!((findings[1].check, findings[1].rows), (Check::AcceptedError, 3));
        settle(&mut findings, &[rows(Check::NullId, &[4, 5, 6, 7, 8])]);
        assert!(findings.iter().all(|f| f.check == Check::AcceptedError));
    }
}
