//! The habits of customers from the answers of an engine.

use super::answer::Answer;
use super::error::EngineError;
use super::tables::SqlTables;
use super::texts;
use crate::aggregate::habits::{Habits, MOST_EVENTS, Times};

impl SqlTables<'_> {
    /// When customers claim or order, how long they wait, and what they burn or order.
    pub(super) fn habit_table(&self) -> Result<Habits, EngineError> {
        const WEEKDAYS: [&str; 7] =
            ["weekday_0", "weekday_1", "weekday_2", "weekday_3", "weekday_4", "weekday_5", "weekday_6"];
        const PARTS: [&str; 8] = ["part_0", "part_1", "part_2", "part_3", "part_4", "part_5", "part_6", "part_7"];
        let answer = self.asking.ask(texts::CUSTOMER_EVENTS)?;
        let customers = self.asking.facts.customer_ids.len();
        let mut habits = Habits { weekdays: Times::new(7, customers), ..Habits::default() };
        let keys = answer.codes("customer", &self.customers)?;
        fill(&mut habits.weekdays, &answer, &keys, WEEKDAYS)?;
        if self.asking.events.has_hours {
            let answer = self.asking.ask(texts::CUSTOMER_TIMES)?;
            habits.parts = Times::new(PARTS.len(), customers);
            fill(&mut habits.parts, &answer, &answer.codes("customer", &self.customers)?, PARTS)?;
        }
        habits.baskets = self.baskets()?;
        habits.gaps = self.median_gaps()?;
        Ok(habits)
    }

    /// The median of the days between two days with an event of each customer; `NaN` for customers with one such day.
    pub(super) fn median_gaps(&self) -> Result<Vec<f64>, EngineError> {
        let answer = self.asking.ask(texts::CUSTOMER_EVENTS)?;
        let mut gaps = vec![f64::NAN; self.asking.facts.customer_ids.len()];
        let twice = answer.integers("twice_median_gap")?;
        for (key, twice) in answer.codes("customer", &self.customers)?.iter().zip(twice) {
            if let Some(own) = key.and_then(|key| gaps.get_mut(key as usize)) {
                *own = twice.map_or(f64::NAN, |twice| twice as f64 / 2.0);
            }
        }
        Ok(gaps)
    }
}

/// Sets the counts of customers by time, from a column for each time.
fn fill<const N: usize>(
    times: &mut Times,
    answer: &Answer,
    customers: &[Option<u32>],
    columns: [&'static str; N],
) -> Result<(), EngineError> {
    for (slot, column) in columns.into_iter().enumerate() {
        for (customer, count) in customers.iter().zip(answer.counts(column)?) {
            if let Some(own) = customer.and_then(|customer| times.counts.get_mut(customer as usize * N + slot)) {
                *own = u16::try_from(count).unwrap_or(MOST_EVENTS).min(MOST_EVENTS);
            }
        }
    }
    Ok(())
}
