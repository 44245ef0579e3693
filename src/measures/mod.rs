//! Facts in, plain values out: measures of the data and features of customers. One file per measure.
//!
//! Arithmetic over the tables of `aggregate`: rows are not seen here.

mod binomial;
mod burns;
mod catalogue;
mod change;
mod column;
mod concentration;
mod correlations;
mod coupons;
mod crossed;
mod customer;
mod days_to_burn;
mod defaults;
mod demographics;
mod encode;
mod feature;
mod features;
mod frequency;
mod group_tests;
mod groups;
mod holm;
mod inputs;
mod kpis;
mod later;
mod lift;
mod missing;
mod order_coupons;
mod order_sizes;
mod overdue;
mod permutation;
mod places;
mod products;
mod purchases;
pub mod quantile;
mod retention;
mod rfm;
mod rhythm;
mod sales;
mod selection;
mod spans;
mod student;
pub mod summary;
mod survival;
pub mod usage;
mod value;
mod vocabulary;
mod weekdays;
mod wilson;
mod words;

pub use crate::aggregate::{
    Basket, Burns, Claims, Coupon, Extent, Granularity, GroupCell, Habits, Item, MeasureError, MonthCounts, MonthSales,
    OrderCounts, PART, RHYTHM_DAYS, SelectError, Times, WEEKDAYS, WeekdayHours, acted_after, as_described, as_it_was,
    claim_span, claims_between, customers_as_they_were, extent, history, joined, known_on, three_quarters, unknown,
    weekday, without_ends,
};
/// The kind of the data that features are from, for the parts that do not know `data`.
pub use crate::data::Kind;
pub use binomial::upper_tail;
pub use catalogue::{Basis, FEATURES, FeatureSpec, Inactive, Unit};
pub use change::Change;
pub use column::{Category, ColumnKey, ColumnValues, CustomerColumn, Histogram};
pub use concentration::{Concentration, TOP};
pub use correlations::{Correlations, Pair};
pub use coupons::NamedCoupon;
pub use customer::{features, features_without_habits};
pub use days_to_burn::{DaysToBurn, MATURE};
pub use defaults::{Defaults, Left};
pub use demographics::{Band, Demographic, Numbers};
pub use feature::{CategoricalFeature, Feature};
pub use features::{CodedColumn, Features, InactivePolicy, Offered, Preset};
pub use group_tests::{GroupTest, GroupTestError, Standout, group_tests};
pub use groups::{Group, NONE};
pub use holm::holm;
pub use kpis::Kpis;
pub use later::days_to_mature;
pub use lift::{Lift, two_sided};
pub use missing::MissingTogether;
pub use order_coupons::{AverageOrder, OrderCoupon, OrderCoupons};
pub use order_sizes::Sizes;
pub use overdue::{OverdueCheck, Returned};
pub use permutation::{DEALS, SIGNIFICANT, Tested, differ, permutation_p, test_groups};
pub use places::Place;
pub use products::{MOST_BY_MONTH, MOST_PRODUCTS, OtherProducts, Product};
pub use purchases::Purchases;
pub use retention::{Cohort, Definition, Event, Retention, Start, Triangle};
pub use rfm::{Rfm, RfmGroup, RfmGroupSize, SCORES, Scores, Thresholds};
pub use rhythm::Rhythm;
pub use sales::{PARETO, Sales};
pub use selection::{fitting, knows, select, select_customers, with_column};
pub use spans::{Spans, quartiles};
pub use student::{student, student_p};
pub use summary::{Sight, Summary, measure, summarise};
pub use survival::{BurntByDay, Point};
pub use usage::{DayCounts, Period, Usage};
pub use value::value;
pub use vocabulary::vocabulary;
pub use weekdays::MonthOfWeekdays;
pub use wilson::{NORMAL_95, difference_interval, wilson};
pub use words::Reworded;

#[cfg(test)]
pub(crate) use crate::aggregate::fixture;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod expired_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod golden;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod habit_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod place_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
