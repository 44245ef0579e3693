//! Facts in, small tables out: the only step after loading that sees rows.
//!
//! Each table is a plain value that one statement of SQL makes too. Its size follows from days, months, places and
//! customers, never from the number of rows.

mod active;
mod amount_sums;
mod amounts;
mod attributes;
mod behaviour;
mod bought;
mod burns;
mod buyers;
mod cohorts;
mod columns;
mod coupons;
mod customer_days;
mod customer_gaps;
mod customer_orders;
mod customer_places;
mod customers;
mod cut;
mod daily;
mod gaps;
mod granularity;
mod habits;
mod hours;
pub(crate) mod key_pairs;
mod month_of_day;
mod months;
mod names;
mod order_counts;
mod outcomes;
mod parts;
mod passes;
mod places;
mod revenue;
mod sum;
mod tally;
mod weekday;

pub(crate) use amount_sums::AmountSums;
pub(crate) use attributes::Attributes;
pub(crate) use behaviour::Behaviour;
pub(crate) use bought::{Bought, pairs};
pub use burns::{Burns, Claims};
pub(crate) use buyers::{Buyers, buyers};
#[cfg(test)]
pub(crate) use cohorts::cohorts;
pub(crate) use cohorts::{CohortCounts, Cohorts, first_claims};
pub use columns::MeasureError;
pub(crate) use columns::{Rows, customer_codes, each, has_transactions, lookup};
pub(crate) use coupons::are_names;
#[cfg(test)]
pub(crate) use customer_days::CustomerDays;
pub(crate) use customer_orders::CustomerOrders;
pub(crate) use customer_places::CustomerPlaces;
pub(crate) use customers::Customers;
pub use cut::three_quarters;
pub(crate) use daily::Daily;
pub use gaps::RHYTHM_DAYS;
#[cfg(test)]
pub(crate) use gaps::rhythms;
pub(crate) use gaps::{Earlier, EarlierRhythm, Rhythms};
pub use granularity::Granularity;
pub(crate) use granularity::date;
pub use habits::{Basket, Habits, Item, PART, Times};
pub use hours::WeekdayHours;
pub(crate) use month_of_day::month;
pub use months::MonthCounts;
pub(crate) use months::{ByMonth, Calendar};
pub(crate) use names::name;
pub use order_counts::OrderCounts;
pub(crate) use outcomes::{Outcome, outcomes};
pub(crate) use parts::{Parts, change};
pub(crate) use passes::{Passes, event_days};
pub(crate) use places::Places;
pub(crate) use revenue::Amount;
pub(crate) use sum::{Sum, Sums};
pub(crate) use tally::{Counts, Tally};
pub use weekday::{WEEKDAYS, weekday};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod fixture;
