//! Dates that a spreadsheet swapped: it read `05/01/2024`, the fifth of January, as the first of May, and left
//! `13/01/2024` as text because there is no month 13. Then every date cell has a day of at most 12, and every text a
//! day above 12.

use super::dates::{Reading, day_of};
use super::days::format_day;
use super::tally::Tally;

use chrono::{Datelike, NaiveDate};

/// Fewer date cells than this are no evidence.
const FEWEST_CELLS: usize = 2;

/// Watches the cells of a column for as long as they can be swapped.
#[derive(Debug, Default)]
pub struct Swapped {
    /// Date cells as runs: the index of the first in the column, its row, and the number of cells.
    runs: Vec<(usize, u64, usize)>,
    /// Whether there is text with a day above 12.
    has_text: bool,
    /// Whether a cell or a text proves that nothing was swapped.
    refuted: bool,
}

impl Swapped {
    /// Observes a text without a month name, and whether one of its numbers cannot be a month.
    pub fn see_text(&mut self, above_twelve: bool) {
        self.has_text = true;
        self.refuted |= !above_twelve;
    }

    /// Observes a date cell.
    pub fn see_cell(&mut self, at: usize, row: u64, day: i32) {
        if self.refuted {
            return;
        }
        match self.runs.last_mut() {
            Some((start, first, cells)) if *start + *cells == at && *first + *cells as u64 == row => *cells += 1,
            _ => self.runs.push((at, row, 1)),
        }
        if swap(day).is_none() {
            self.refuted = true;
            self.runs = Vec::new();
        }
    }

    fn places(&self) -> impl Iterator<Item = (usize, u64)> {
        let cells: usize = self.runs.iter().map(|(_, _, cells)| cells).sum();
        let swapped = self.has_text && !self.refuted && cells >= FEWEST_CELLS;
        let runs = if swapped { self.runs.as_slice() } else { &[] };
        runs.iter().flat_map(|(at, row, cells)| (0..*cells).map(move |i| (at + i, row + i as u64)))
    }

    /// The cells, which were meant in the order `meant`.
    pub fn finish(&self, days: &[i32], meant: &str) -> Tally {
        let mut tally = Tally::default();
        for (at, row) in self.places() {
            let meant_day = || swap(days[at]).map_or_else(String::new, format_day);
            tally.add(row, || format!("{} is {} with --date-format {meant}", format_day(days[at]), meant_day()));
        }
        tally
    }

    /// Restores each cell.
    pub fn swap_back(&self, days: &mut [i32]) {
        for (at, _) in self.places() {
            days[at] = swap(days[at]).unwrap_or(days[at]);
        }
    }
}

/// The day with day and month exchanged; `None` if there is no such day.
fn swap(day: i32) -> Option<i32> {
    let date = NaiveDate::from_epoch_days(day)?;
    match day_of(u32::try_from(date.year()).ok()?, date.day(), date.month()) {
        Reading::Day(day) => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::data::cell::Cell;
    use crate::data::date_column::{DateColumn, Dates};
    use crate::data::dates::{DateFormat, DateOrder};
    use crate::data::days::{format_day, parse_day};

    fn column(order: Option<DateOrder>, cells: &[&str]) -> Dates {
        let mut column = DateColumn::new(DateFormat { order, from_1904: false });
        for (i, text) in cells.iter().enumerate() {
            // A date cell is written as ISO here.
            column.push(i as u64 + 2, parse_day(text).map_or(Cell::Text(text), Cell::Day));
        }
        column.finish(None).unwrap()
    }

    #[test]
    fn cells_beside_text_of_later_days_are_swapped() {
        let cells = ["2024-05-01", "2024-06-01", "13/01/2024", "25/01/2024", "2024-02-01"];
        let found = column(None, &cells);
        assert_eq!((found.swapped.rows, format_day(found.days[0])), (3, "2024-05-01".to_owned()));
        assert_eq!(found.swapped.examples[0], "row 2: 2024-05-01 is 2024-01-05 with --date-format dmy");
        let mended = column(Some(DateOrder::DayFirst), &cells);
        assert_eq!((mended.swapped.rows, format_day(mended.days[1])), (0, "2024-01-06".to_owned()));
        assert_eq!(column(None, &["2024-05-01", "2024-06-01", "1/13/2024"]).swapped.rows, 2);
    }

    #[test]
    fn what_one_cell_refutes_is_not_swapped() {
        for cells in [
            &["2024-05-01", "2024-05-13", "13/01/2024"][..],
            &["2024-05-01", "2024-05-02", "13/01/2024", "11/12/2024"],
            &["2024-05-01", "2024-05-02"],
            &["2024-05-01", "13/01/2024"],
        ] {
            assert_eq!(column(None, cells).swapped.rows, 0, "{cells:?}");
            let order = Some(DateOrder::DayFirst);
            assert_eq!(column(order, cells).days[0], parse_day("2024-05-01").unwrap(), "{cells:?}");
        }
    }
}
