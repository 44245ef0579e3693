//! Facts in, small tables out: the only step after loading that sees rows.
//!
//! Each table is a plain value that a statement of SQL makes too; its doc comment says which. Its size follows from days,
//! months, places, products and customers. Two tables are larger: the sizes of orders, and what each customer bought (`Habits`).
//!
//! | table | one row for |
//! |---|---|
//! | `Customers` | customer |
//! | `CustomerPlaces`, `CustomerOrders`, `Habits` | customer, for features and habits |
//! | `Daily` | day, status and end; period; day |
//! | `Places` | place; place and month |
//! | `AmountSums` | customer and branch with revenue |
//! | `Behaviour` | cohort and month; gap; weekday and hour; coupon |
//! | `ByProduct` | product |
//! | `GroupsOfEvents` | customer and group |
//! | `Attributes` | customer: the columns of the customers table |

mod acted;
mod active;
mod amount_sums;
mod amounts;
mod attributes;
mod behaviour;
mod bought;
mod burns;
mod buyers;
mod claims_between;
mod cohorts;
mod columns;
mod coupon_orders;
mod coupons;
mod customer_days;
mod customer_gaps;
mod customer_orders;
mod customer_places;
mod customers;
mod cut;
mod daily;
mod everyone;
mod extent;
mod frequencies;
mod gaps;
mod granularity;
mod group_cells;
mod habits;
mod history;
mod hours;
mod key_pairs;
mod month_of_day;
mod months;
mod names;
mod order_counts;
mod order_sizes;
mod outcomes;
mod parts;
mod passes;
mod places;
mod products;
mod revenue;
mod selection;
mod sources;
pub mod sql;
mod sum;
mod tables;
mod taken;
mod tally;
mod weekday;

pub(crate) use amount_sums::AmountSums;
pub(crate) use attributes::Attributes;
pub(crate) use behaviour::Behaviour;
pub use burns::{Burns, Claims};
pub(crate) use buyers::Buyers;
#[cfg(test)]
pub(crate) use cohorts::cohorts;
pub(crate) use cohorts::{CohortCounts, Cohorts};
pub use columns::MeasureError;
#[cfg(test)]
pub(crate) use columns::Rows;
pub(crate) use columns::{customer_codes, has_transactions};
pub(crate) use coupon_orders::{CouponOrders, OrdersOfCoupon, Spread};
#[cfg(test)]
pub(crate) use coupon_orders::{coupon_orders, tests::of_list};
#[cfg(test)]
pub(crate) use customer_days::CustomerDays;
pub(crate) use customer_orders::CustomerOrders;
pub(crate) use customer_places::CustomerPlaces;
pub(crate) use customers::Customers;
pub use cut::three_quarters;
pub(crate) use daily::Daily;
pub(crate) use everyone::Everyone;
pub use extent::Extent;
pub(crate) use frequencies::counts;
pub use gaps::RHYTHM_DAYS;
#[cfg(test)]
pub(crate) use gaps::rhythms;
pub(crate) use gaps::{Earlier, EarlierRhythm, Rhythms};
pub use granularity::Granularity;
pub(crate) use granularity::date;
pub use group_cells::GroupCell;
pub(crate) use group_cells::GroupsOfEvents;
pub use habits::{Basket, Habits, Item, PART, Times};
pub use history::{Coupon, joined};
pub use hours::WeekdayHours;
pub(crate) use hours::hour_names;
pub(crate) use month_of_day::month;
pub use months::MonthCounts;
pub(crate) use months::{ByMonth, Calendar};
pub(crate) use names::name;
pub use order_counts::OrderCounts;
pub(crate) use outcomes::Outcome;
pub(crate) use places::Places;
pub(crate) use products::{ByProduct, OrdersWith};
pub use products::{MOST_BY_MONTH, MOST_PRODUCTS, MonthSales};
pub(crate) use revenue::Amount;
pub(crate) use selection::{
    Kept, MatchingCustomers, Refusal, Wanted, filtered, knows_of_events, matching, narrow as narrow_rows, of_customers,
    order_statuses, others as others_as_rows, returns as returns_as_rows, wanted, with_orders,
};
pub use selection::{SelectError, as_described, as_it_was, customers_as_they_were, known_on, unknown, without_ends};
pub use sources::{acted_after, claim_span, claims_between, extent, history};
pub(crate) use sources::{first_claims_of, frequencies, groups_of_customers, groups_of_events, outcomes, tables};
pub(crate) use sum::{Sum, Sums};
pub(crate) use tables::Tables;
pub(crate) use tally::{Counts, Tally};
pub use weekday::{WEEKDAYS, weekday};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod fixture;
