//! Cohorts from the answers of an engine.

use std::collections::BTreeMap;

use super::error::EngineError;
use super::month_bits::{self, cohort_returns};
use super::tables::SqlTables;
use super::texts;
use crate::aggregate::cohorts::{CohortCounts, Cohorts, LONGEST};
use crate::aggregate::columns::MeasureError;
use crate::aggregate::customer_days::CustomerDays;
use crate::aggregate::month_of_day::month;

impl SqlTables<'_> {
    /// Customers by the month in which they began, and when they had events after it.
    pub(super) fn cohorts(&self) -> Result<Cohorts, MeasureError> {
        let Some(horizon) = self.asking.facts.claim_horizon else { return Ok(Cohorts::default()) };
        if month_bits::are_in_rows(self.asking.events, Some(horizon)) {
            let [claims, burns] = self.months_of_customers(horizon)?;
            return Cohorts::of(self.asking.facts, &claims, &burns, horizon);
        }
        Ok(self.counted_cohorts(horizon)?)
    }

    /// A day in each month with claims, and with burns, of each customer, from the rows of customers.
    fn months_of_customers(&self, horizon: i32) -> Result<[CustomerDays; 2], EngineError> {
        let answer = self.asking.ask(texts::CUSTOMER_EVENTS)?;
        let customers = answer.codes("customer", &self.customers)?;
        let days = |months| month_bits::days((&answer, months), &customers, self.asking.events, horizon);
        Ok([days("claim_months")?, days("burn_months")?])
    }

    /// From the counts of the engine.
    fn counted_cohorts(&self, horizon: i32) -> Result<Cohorts, EngineError> {
        let latest = month(horizon);
        let text = cohort_returns(self.asking.events, self.asking.facts.claim_horizon);
        let answer = self.asking.ask(text)?;
        let (starts, events, months) = (answer.words("start")?, answer.words("event")?, answer.integers("month")?);
        let (after, returned, last) = (answer.integers("n")?, answer.counts("returned")?, answer.counts("last")?);
        let rows = || starts.iter().zip(&events).zip(&months).enumerate();
        let mut cohorts: BTreeMap<(&str, &str, i64), CohortCounts> = BTreeMap::new();
        let mut begin = |start, month: i64, customers| {
            let none = vec![0; (i64::from(latest) - month + 1).clamp(1, i64::from(LONGEST)) as usize];
            for event in ["claim", "burn"] {
                let (returned, last) = (none.clone(), none.clone());
                cohorts.insert((start, event, month), CohortCounts { month: month as i32, customers, returned, last });
            }
        };
        // Whoever begins with a claim claims in that month.
        for (row, ((start, event), month)) in rows() {
            if let (Some("claim"), Some("claim"), Some(month), Some(0)) =
                (start.as_deref(), event.as_deref(), month, after[row])
            {
                begin("claim", *month, returned[row]);
            }
        }
        let joined = self.asking.ask(texts::COHORT_SIZES)?;
        for (month, customers) in joined.integers("month")?.into_iter().zip(joined.counts("size")?) {
            if let Some(month) = month {
                begin("joining", month, customers);
            }
        }
        for (row, ((start, event), month)) in rows() {
            let (Some(start), Some(month), Some(n)) = (start.as_deref(), *month, after[row]) else { continue };
            let event = if event.as_deref() == Some("burn") { "burn" } else { "claim" };
            let Some(cohort) = cohorts.get_mut(&(start, event, month)) else { continue };
            let n = n.max(0) as usize;
            if let Some(customers) = cohort.returned.get_mut(n) {
                *customers += returned[row];
            }
            let most = cohort.last.len() - 1;
            cohort.last[n.min(most)] += last[row];
        }
        let of = |wanted: (&str, &str)| {
            let own = cohorts.iter().filter(|((start, event, _), _)| (*start, *event) == wanted);
            own.map(|(_, counts)| counts.clone()).collect()
        };
        Ok(Cohorts {
            claims: of(("claim", "claim")),
            burns: of(("claim", "burn")),
            joined: of(("joining", "claim")),
            joined_burns: of(("joining", "burn")),
        })
    }
}
