//! The dates that statements are about, from the first and last days of the data.

use super::answer::{Answer, WrongAnswer};
use super::macros::Macros;
use crate::aggregate::months::Calendar;

/// The dates of a data set, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// The first event; none where no event has a date.
    pub first: Option<i32>,
    /// The latest event that is not after today.
    pub horizon: Option<i32>,
    /// The reference date.
    pub as_of: Option<i32>,
}

impl Dates {
    /// The dates of the answer to the statement of the extent. `wanted` is a reference date that was asked for, and `joined` the last
    /// day on which a customer joined, where it is known.
    ///
    /// # Errors
    /// A reference date before the last event: events are not cut in statements. Inside, an answer without the dates.
    pub(super) fn of(
        extent: &Answer,
        wanted: Option<i32>,
        joined: Option<i32>,
    ) -> Result<Result<Self, WrongAnswer>, String> {
        let day = |name| extent.days(name).map(|days| days.first().copied().flatten());
        let read = || Ok::<_, WrongAnswer>((day("first_day")?, day("last_day")?, day("last_burn")?));
        let (first, horizon, last_burn) = match read() {
            Ok(days) => days,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let last = horizon.max(last_burn).or(joined);
        if wanted.zip(last).is_some_and(|(wanted, last)| wanted < last) {
            return Err("an earlier reference date is not in the statements yet".to_owned());
        }
        Ok(Ok(Self { first, horizon, as_of: wanted.max(last) }))
    }

    /// The months that places are counted by.
    pub(crate) fn calendar(&self) -> Calendar {
        Calendar::between(self.first, self.horizon)
    }

    /// Sets what stands for the dates in statements. Without a horizon no event is before it.
    pub(super) fn set(&self, macros: &mut Macros) {
        let calendar = self.calendar();
        let [first_month, last_month] = calendar.span().unwrap_or_default();
        macros.set_day("horizon", self.horizon.unwrap_or(i32::MIN / 4096));
        macros.set_day("as_of", self.as_of.unwrap_or_default());
        macros.set_day("first_month", first_month);
        macros.set_day("last_month", last_month);
    }
}
