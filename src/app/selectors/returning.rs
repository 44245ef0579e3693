//! The bars of the returning customers, and the customers of each.

use super::kinds::kind;
use crate::app::state::model::Model;
use crate::data::Kind;
use crate::data::filter::{Comparison, Condition, Interval};

/// A bar of the returning customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Returning {
    All,
    /// With a claim or order.
    Active,
    /// With two claims or orders or more.
    Repeat,
    /// With two burns or more.
    RepeatBurners,
    Inactive,
}

/// The bars for the kind of data.
pub fn returning(model: &Model) -> Vec<Returning> {
    use Returning::{Active, All, Inactive, Repeat, RepeatBurners};
    let of_burns = (kind(model) == Kind::Coupons).then_some(RepeatBurners);
    [All, Active, Repeat].into_iter().chain(of_burns).chain([Inactive]).collect()
}

/// The condition that matches the customers of a bar; none for all of them. A condition on what is clustered uses the
/// unfiltered count, while the bar shows only the matching rows.
pub fn of_returning(model: &Model, bar: Returning) -> Option<Condition> {
    let events = if kind(model) == Kind::Purchases { "order_count" } else { "transaction_count" };
    let (count, comparison) = match bar {
        Returning::All => return None,
        Returning::Active => (events, Comparison::AtLeast(1.0)),
        Returning::Repeat => (events, Comparison::AtLeast(2.0)),
        Returning::RepeatBurners => ("burnt_count", Comparison::AtLeast(2.0)),
        Returning::Inactive => (events, Comparison::AnyOf(vec![Some(Interval::at(0.0))])),
    };
    Some(Condition::number(count, comparison).shown())
}
