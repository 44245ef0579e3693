//! When customers return, and which coupons they take.

use super::cohorts::Cohorts;
use super::columns::MeasureError;
use super::coupons::coupons;
use super::gaps::{Rhythms, rhythms};
use super::hours::{WeekdayHours, weekday_hours};
use super::passes::Passes;
use super::tally::Tally;

/// When customers return, and which coupons they take.
#[derive(Clone, Debug)]
pub(crate) struct Behaviour {
    /// Customers by the month in which they began; empty without a dated row.
    pub cohorts: Cohorts,
    /// The days between their claims; none without a dated row.
    pub rhythms: Option<Rhythms>,
    /// Rows by weekday and hour; none where dates have no times.
    pub weekday_hours: Option<WeekdayHours>,
    /// Rows by status of each coupon; none if coupons have no names, or names are ids.
    pub coupons: Option<Tally>,
}

impl Passes<'_> {
    /// When customers return.
    pub fn behaviour(&self) -> Result<Behaviour, MeasureError> {
        let claims = &self.claims();
        let horizon = self.facts.claim_horizon;
        let cohorts = || horizon.map(|horizon| self.cohorts(claims, horizon)).transpose();
        let (cohorts, rhythms) = rayon::join(cohorts, || horizon.map(|horizon| rhythms(claims, horizon)));
        Ok(Behaviour {
            cohorts: cohorts?.unwrap_or_default(),
            rhythms,
            weekday_hours: weekday_hours(self.facts)?,
            coupons: coupons(self.facts, &self.rows)?,
        })
    }
}
