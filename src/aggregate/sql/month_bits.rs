//! The months of a customer as bits of numbers: rows of customers and months would have to be sorted. Few months are bits in the rows of
//! customers.

use std::fmt::Write;

use super::answer::{Answer, WrongAnswer};
use super::items;
use super::macros::Macros;
use super::texts::{self, Text};
use crate::aggregate::customer_days::CustomerDays;
use crate::aggregate::month_of_day::{first_day_of, month};
use crate::aggregate::parts::Parts;
use crate::data::EventsInDatabase;

/// The months whose bits are in one number.
const BITS: i32 = items::BITS as i32;
/// Most months that rows of customers have: the bits of an integer of 32 bits, which has a sign.
const FEW: i32 = 31;
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

/// Whether rows of customers have the months of their events, and the rows are of all customers.
pub fn are_in_rows(events: &EventsInDatabase, horizon: Option<i32>) -> bool {
    !events.knows_everyone() && !events.only_features && (1..=FEW).contains(&Months::of(events, horizon).count)
}

/// A day in each month whose bit a row of customers has, for the customers by their codes.
pub fn days(
    (answer, column): (&Answer, &'static str),
    customers: &[Option<u32>],
    events: &EventsInDatabase,
    horizon: i32,
) -> Result<CustomerDays, WrongAnswer> {
    let Months { first, count } = Months::of(events, Some(horizon));
    let days: Vec<i32> = (0..count).map(|month| first_day_of(first + month)).collect();
    let bits = answer.integers(column)?;
    Ok(CustomerDays::of_rows(&Parts::of(bits.len()), |row| {
        let (customer, bits) = (customers[row]?, bits[row].filter(|bits| *bits != 0)?);
        let set = days.iter().enumerate().filter(move |(bit, _)| bits >> bit & 1 == 1);
        Some((customer, set.map(|(_, day)| *day)))
    }))
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
    let (mut of_customers, mut names, mut columns) = (String::new(), String::new(), String::new());
    if are_in_rows(events, horizon) {
        for (of, day) in [
            ("claim", "day <= {horizon} THEN {bit:{month_number:day}"),
            ("burn", "is_burnt = 1 AND burn_day <= {horizon} THEN {bit:{month_number:burn_day}"),
        ] {
            let _ = write!(of_customers, ",\n    {{bit_or:CASE WHEN {day} - {first}}} END}} AS {of}_months");
            let _ = write!(names, ",\n    {of}_months");
            let _ = write!(columns, ",\n  CAST(COALESCE({of}_months, 0) AS INTEGER) AS {of}_months");
        }
    }
    macros.set("customer_months", of_customers);
    macros.set("month_names", names);
    macros.set("month_columns", columns);
    macros.set("first_bit", first.to_string());
    macros.set("bits", count.to_string());
    macros.set("month_bits", bits);
    macros.set("claims_of_month", format!("{claims} END"));
    macros.set("burns_of_month", format!("{burns} END"));
}
