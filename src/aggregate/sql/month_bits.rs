//! The months of a customer as bits of numbers: rows of customers and months would have to be sorted.

use std::fmt::Write;

use super::items;
use super::macros::Macros;
use super::texts::{self, Text};
use crate::aggregate::month_of_day::month;
use crate::data::EventsInDatabase;

/// The months whose bits are in one number.
const BITS: i32 = items::BITS as i32;
/// The numbers at most: 20 years.
const NUMBERS: i32 = items::NUMBERS as i32;

/// The months with an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Months {
    /// The first, counted: 2024-01 is 2024 * 12.
    first: i32,
    /// How many there are up to the horizon.
    count: i32,
}

impl Months {
    /// Those of the claims and burns up to the horizon.
    fn of(events: &EventsInDatabase, horizon: Option<i32>) -> Self {
        let first = [events.first, events.first_burn].into_iter().flatten().min();
        first.zip(horizon).map_or(Self { first: 0, count: 0 }, |(first, last)| Self {
            first: month(first),
            count: (month(last) - month(first) + 1).max(0),
        })
    }
}

/// The statement of the cohorts: with the months as bits, if there are few.
pub fn cohort_returns(events: &EventsInDatabase, horizon: Option<i32>) -> Text {
    if Months::of(events, horizon).count > NUMBERS * BITS {
        texts::COHORT_RETURNS_BY_MONTH
    } else {
        texts::COHORT_RETURNS
    }
}

/// Sets the months that have bits, and how the numbers are made of them and read.
pub fn set(macros: &mut Macros, events: &EventsInDatabase, horizon: Option<i32>) {
    let Months { first, count } = Months::of(events, horizon);
    let (mut bits, mut claims, mut burns) = (String::new(), "CASE".to_owned(), "CASE".to_owned());
    for number in 0..((count + BITS - 1) / BITS).clamp(1, NUMBERS) {
        let (from, to) = (first + number * BITS, first + (number + 1) * BITS - 1);
        for event in ["claim", "burn"] {
            let bit =
                format!("CASE WHEN {event}_month BETWEEN {from} AND {to} THEN {{bit:{event}_month - {from}}} END");
            let _ = write!(bits, ",\n    {{bit_or:{bit}}} AS {event}s_{number}");
        }
        let until = (number + 1) * BITS;
        let _ = write!(claims, " WHEN number < {until} THEN claims_{number}");
        let _ = write!(burns, " WHEN number < {until} THEN burns_{number}");
    }
    macros.set("first_bit", first.to_string());
    macros.set("bits", count.to_string());
    macros.set("month_bits", bits);
    macros.set("claims_of_month", format!("{claims} END"));
    macros.set("burns_of_month", format!("{burns} END"));
}
