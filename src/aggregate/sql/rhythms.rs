//! Who is overdue, now and at an earlier day.

use std::collections::BTreeMap;

use super::error::EngineError;
use super::tables::SqlTables;
use super::texts;
use crate::aggregate::cut::three_quarters;
use crate::aggregate::gaps::{Earlier, EarlierRhythm, Rhythms};
use crate::data::EventsInDatabase;

/// Customers with a rhythm.
#[derive(Default)]
struct Found {
    customers: u64,
    overdue: u64,
    /// Those with one at the earlier day, by what they have in common: days since their last day, gaps, whether these days are too many,
    /// and whether they returned.
    earlier: BTreeMap<(i64, u32, bool, bool), u64>,
}

/// Whether the engine counts rhythms: the rows of customers are about all their days, and may be those of a sample.
pub fn are_counted(events: &EventsInDatabase, horizon: i32) -> bool {
    events.knows_everyone() || events.last.is_some_and(|last| last > horizon)
}

impl SqlTables<'_> {
    /// The gaps between two days of a customer, and the customers with a rhythm.
    pub(super) fn rhythms(&self, horizon: i32) -> Result<Rhythms, EngineError> {
        let answer = self.asking.ask(texts::ACTIVE)?;
        let gaps = answer.integers("gap")?.into_iter().zip(answer.counts("customers")?);
        let mut gaps: Vec<(i32, u64)> = gaps.filter_map(|(gap, n)| Some((gap? as i32, n))).collect();
        gaps.sort_unstable();
        let events = self.asking.events;
        let found =
            if are_counted(events, horizon) { self.counted_rhythms()? } else { self.rhythms_of_customers(horizon)? };
        let alike =
            |((since, gaps, overdue, returned), customers)| EarlierRhythm { since, gaps, overdue, returned, customers };
        let rhythms = found.earlier.into_iter().map(alike).collect();
        let as_of = events.first_known.and_then(|first| three_quarters(first, horizon));
        let earlier = as_of.map(|as_of| Earlier { as_of, rhythms });
        Ok(Rhythms { gaps, customers: found.customers, overdue: found.overdue, earlier })
    }

    /// From the rows of customers, which have the medians.
    fn rhythms_of_customers(&self, horizon: i32) -> Result<Found, EngineError> {
        let answer = self.asking.ask(texts::CUSTOMER_EVENTS)?;
        let customers = answer.codes("customer", &self.customers)?;
        let (days, last, twice) = (
            answer.counts("active_days")?,
            self.asking.days(&answer, "last_day")?,
            answer.integers("twice_median_gap")?,
        );
        let (early_last, early_gaps, early_twice) = (
            self.asking.days(&answer, "early_last_day")?,
            answer.counts("early_gap_count")?,
            answer.integers("early_twice_median_gap")?,
        );
        let known = || (0..customers.len()).filter(|row| customers[*row].is_some());
        let latest = known().filter_map(|row| early_last[row]).max();
        let mut found = Found::default();
        for row in known().filter(|row| days[*row] > 2) {
            let Some((last, twice)) = last[row].zip(twice[row]) else { continue };
            found.customers += 1;
            found.overdue += u64::from(i64::from(horizon) - i64::from(last) > twice);
            let early = early_last[row].zip(latest).zip(early_twice[row]).filter(|_| early_gaps[row] > 1);
            if let Some(((early, latest), twice)) = early {
                let since = i64::from(latest) - i64::from(early);
                let key = (since, early_gaps[row] as u32, since > twice, last > early);
                *found.earlier.entry(key).or_default() += 1;
            }
        }
        Ok(found)
    }

    /// Counted by the engine.
    fn counted_rhythms(&self) -> Result<Found, EngineError> {
        let answer = self.asking.ask(texts::RHYTHMS)?;
        let (overdue, days, since) = (answer.counts("overdue")?, answer.integers("days")?, answer.integers("since")?);
        let (late, returned, alike) =
            (answer.counts("was_overdue")?, answer.counts("returned")?, answer.counts("customers")?);
        let mut found = Found { customers: alike.iter().sum(), ..Found::default() };
        // Customers who are alike then, and differ today in whether they are overdue, are one row.
        for (row, days) in days.iter().enumerate() {
            found.overdue += if overdue[row] > 0 { alike[row] } else { 0 };
            if let Some((days, since)) = days.zip(since[row]) {
                *found.earlier.entry((since, days as u32, late[row] > 0, returned[row] > 0)).or_default() += alike[row];
            }
        }
        Ok(found)
    }
}
