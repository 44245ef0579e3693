//! Facts in, small tables out: the only step after loading that sees rows.
//!
//! Each table is a plain value that one statement of SQL makes too. Its size follows from days, months, places and
//! customers, never from the number of rows.

mod amounts;
mod bought;
mod burns;
mod columns;
mod customer_days;
mod cut;
mod granularity;
mod hours;
pub(crate) mod key_pairs;
mod month_of_day;
mod months;
mod outcomes;
mod parts;
mod revenue;
mod sum;
mod tally;
mod weekday;

pub(crate) use amounts::{Amounts, amounts};
pub(crate) use bought::{Bought, pairs};
pub use burns::{Burns, Claims};
pub use columns::MeasureError;
pub(crate) use columns::{Rows, customer_codes, each, has_transactions, lookup};
pub(crate) use customer_days::{CustomerDays, Part};
pub use cut::three_quarters;
pub use granularity::Granularity;
pub(crate) use granularity::date;
pub use hours::WeekdayHours;
pub(crate) use hours::weekday_hours;
pub(crate) use month_of_day::{Months, month};
pub use months::MonthCounts;
pub(crate) use months::{ByMonth, Calendar, by_month};
pub(crate) use outcomes::{Outcome, outcomes};
pub(crate) use parts::{Parts, change};
pub(crate) use revenue::{count_and_sum, has_revenue, revenue_by, revenue_by_day, spend_by_day};
pub(crate) use sum::{Sum, Sums};
pub(crate) use tally::{Counts, Tally};
pub use weekday::{WEEKDAYS, weekday};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod fixture;
