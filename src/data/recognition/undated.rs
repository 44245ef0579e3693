//! Events without a date: they are counted, and nothing is measured over time.

use super::candidate::Candidate;
use super::fit::{dates, fit};
use crate::data::kind::Kind;
use crate::data::layout::{Layout, Why};
use crate::data::mapping::Mapping;
use crate::data::schema::Table;

/// The columns of which an event without a date needs at least one.
const OF_EVENTS: [&str; 7] =
    ["transaction_id", "transaction_status", "coupon_name", "product", "quantity", "unit_price", "amount"];

/// Those that show it where customers rarely have a second row.
const BOUGHT: [&str; 4] = ["transaction_id", "product", "quantity", "unit_price"];

/// The layout of a part whose customers come again and that has no date at all; none where a column may be the date, or the rows
/// say nothing of events. What is `given` as events by the user need not say that it is one.
pub fn undated(candidate: &Candidate, mapping: &Mapping, given: bool) -> Option<Layout> {
    let (part, sample) = (&candidate.part, &candidate.sample);
    let is_named = candidate.named == Some(Table::Transactions);
    let is_other = candidate.named.is_some_and(|t| !matches!(t, Table::Transactions | Table::Customers));
    if is_other || mapping.kind == Some(Kind::Customers) {
        return None;
    }
    let mut layout = fit(Table::Transactions, (part, sample), mapping, is_named);
    let customer = layout.at("customer_id").and_then(|at| sample.columns.get(at))?;
    let is_said = mapping.is_without(Table::Transactions, "transaction_date");
    let lacks_date = layout.missing().iter().map(|c| c.name).eq(["transaction_date"]);
    let is_known = layout.why("customer_id") != Some(Why::Content);
    let may_be_dated = !dates(&layout, sample).is_empty();
    // A list of customers may have some of them twice, and none of what was bought.
    let has = |name: &&str| layout.at(name).is_some();
    let is_list = fit(Table::Customers, (part, sample), mapping, false).at("join_date").is_some();
    let is_bought = || !customer.is_unique() && (is_named || !is_list && BOUGHT.iter().any(has));
    let is_log = is_known && !may_be_dated && (customer.repeats() || is_bought());
    let says = OF_EVENTS.iter().any(has);
    layout.undated = true;
    let is_meant = layout.is_cleaned() || given && !may_be_dated;
    (lacks_date && (says && (is_log || is_said) || is_meant)).then_some(layout)
}
