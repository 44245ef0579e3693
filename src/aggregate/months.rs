//! Claims and burns by place and month, for sparklines and heat maps.

use polars::prelude::{ChunkAgg, Int32Chunked};

use super::columns::{MeasureError, Rows, each};
use super::granularity::{Granularity, date};
use crate::data::{Facts, status};

/// Most months, back from the latest claim, so that a mistyped date does not stretch them over a century.
const MOST_MONTHS: usize = 60;
/// Most cells of one kind of place; where there are very many places, fewer months are counted.
const MOST_CELLS: usize = 4_000_000;

/// Counts of a place in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MonthCounts {
    /// Rows by claim date.
    pub claims: u32,
    /// Burnt rows by claim date.
    pub burnt: u32,
    /// Burnt rows by burn date.
    pub burns: u32,
}

/// The months from the first claim to the last, at most [`MOST_MONTHS`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Calendar {
    /// `2024-07`, ascending.
    pub months: Vec<String>,
    first_day: i32,
    /// The month of each day from the first day.
    of_day: Vec<u16>,
}

impl Calendar {
    pub fn of(rows: &Rows, claim_horizon: Option<i32>) -> Self {
        Self::between(rows.day.min(), claim_horizon)
    }

    /// The months from the first day of an event to the horizon.
    pub fn between(first: Option<i32>, claim_horizon: Option<i32>) -> Self {
        let Some((earliest, latest)) = first.zip(claim_horizon) else {
            return Self::default();
        };
        let reach = chrono::Months::new(MOST_MONTHS as u32 - 1);
        let month = |day: i32| Granularity::Month.start(date(day));
        let furthest = month(latest).checked_sub_months(reach);
        let mut start = month(earliest).max(furthest.unwrap_or(month(earliest)));
        let mut calendar = Self { first_day: start.to_epoch_days(), ..Self::default() };
        while start.to_epoch_days() <= latest {
            let Some(next) = Granularity::Month.next(start) else { break };
            let days = (next - start).num_days() as usize;
            calendar.of_day.extend(std::iter::repeat_n(calendar.months.len() as u16, days));
            calendar.months.push(Granularity::Month.key(start));
            start = next;
        }
        calendar
    }

    /// The first days of its first and last month; none without months.
    pub fn span(&self) -> Option<[i32; 2]> {
        let last = self.of_day.iter().rposition(|month| usize::from(*month) + 2 == self.months.len());
        (!self.months.is_empty()).then(|| [self.first_day, self.first_day + last.map_or(0, |day| day as i32 + 1)])
    }

    pub fn month(&self, day: Option<i32>) -> Option<usize> {
        let day = usize::try_from(i64::from(day?) - i64::from(self.first_day)).ok()?;
        self.of_day.get(day).map(|month| usize::from(*month))
    }
}

/// Counts per code and month; rows without a code come last.
#[derive(Clone, Debug)]
pub(crate) struct ByMonth {
    /// Months of the calendar that are left out, from the first.
    skipped: usize,
    width: usize,
    cells: Vec<MonthCounts>,
}

impl ByMonth {
    pub(super) fn new(codes: usize, calendar: &Calendar) -> Self {
        let all = calendar.months.len();
        let width = all.min((MOST_CELLS / (codes + 1)).max(1));
        Self { skipped: all - width, width, cells: vec![MonthCounts::default(); width * (codes + 1)] }
    }

    fn cell(&mut self, code: Option<u32>, month: Option<usize>) -> Option<&mut MonthCounts> {
        let month = month?.checked_sub(self.skipped)?;
        let none = (self.cells.len() / self.width.max(1)).checked_sub(1)?;
        let code = code.map_or(none, |code| (code as usize).min(none));
        self.cells.get_mut(code * self.width + month)
    }

    /// Adds counts of a code and month.
    pub(super) fn put(&mut self, code: Option<u32>, month: Option<usize>, counts: MonthCounts) {
        if let Some(cell) = self.cell(code, month) {
            cell.claims += counts.claims;
            cell.burnt += counts.burnt;
            cell.burns += counts.burns;
        }
    }

    fn add(&mut self, code: Option<u32>, [claimed, burnt_on]: [Option<usize>; 2], is_burnt: bool) {
        if let Some(cell) = self.cell(code, claimed) {
            cell.claims += 1;
            cell.burnt += u32::from(is_burnt);
        }
        if let Some(cell) = self.cell(code, burnt_on).filter(|_| is_burnt) {
            cell.burns += 1;
        }
    }

    /// The same rows by a coarser key; `parent` is the new code of each code.
    pub fn regroup(&self, parent: &[Option<u32>], codes: usize) -> Self {
        let mut coarse = Self {
            cells: vec![MonthCounts::default(); self.width * (codes + 1)],
            skipped: self.skipped,
            width: self.width,
        };
        for (code, counts) in self.cells.chunks(self.width.max(1)).enumerate() {
            let code = parent.get(code).copied().flatten();
            for (month, counts) in counts.iter().enumerate() {
                if let Some(cell) = coarse.cell(code, Some(month + self.skipped)) {
                    cell.claims += counts.claims;
                    cell.burnt += counts.burnt;
                    cell.burns += counts.burns;
                }
            }
        }
        coarse
    }

    /// The months of a code, ending with the last month. The code after the last is that of rows without a code.
    pub fn months(&self, code: usize) -> Vec<MonthCounts> {
        let from = code * self.width;
        self.cells.get(from..from + self.width).unwrap_or_default().to_vec()
    }
}

/// Counts by city of the customer and by branch, in one pass over the rows.
pub(crate) fn by_month(
    facts: &Facts,
    rows: &Rows,
    calendar: &Calendar,
    city_of: &[Option<u32>],
) -> Result<[ByMonth; 2], MeasureError> {
    let [mut cities, mut branches] =
        [facts.cities.len(), facts.branches.len()].map(|codes| ByMonth::new(codes, calendar));
    if facts.transactions.width() == 0 {
        return Ok([cities, branches]);
    }
    let burn_days: &Int32Chunked = facts.transactions.column("burn_day")?.i32()?;
    let days = each(&rows.day).zip(each(burn_days));
    let keys = each(&rows.customer).zip(each(&rows.branch));
    for ((days, keys), row_status) in days.zip(keys).zip(rows.statuses()) {
        let months = [calendar.month(days.0), calendar.month(days.1)];
        let is_burnt = row_status == status::BURNT;
        let city = keys.0.and_then(|customer| city_of.get(customer as usize).copied().flatten());
        cities.add(city, months, is_burnt);
        branches.add(keys.1, months, is_burnt);
    }
    Ok([cities, branches])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::aggregate::fixture::{NEW_YEAR, facts};

    #[test]
    fn a_stray_date_leaves_the_last_months_and_many_places_fewer() {
        let rows = Rows::of(&facts()).unwrap();
        let calendar = Calendar::of(&rows, Some(NEW_YEAR + 365 * 100));
        assert_eq!((calendar.months.len(), calendar.months[59].as_str()), (MOST_MONTHS, "2123-12"));
        assert_eq!(calendar.month(Some(NEW_YEAR)), None);
        assert_eq!(ByMonth::new(999_999, &calendar).months(3).len(), 4);
        let endless = Calendar::of(&rows, Some(i32::MAX));
        assert!(endless.months.len() <= MOST_MONTHS);
    }
}
