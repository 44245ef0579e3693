//! Customers and events that a filter chose, in place of those of the tables.

use super::need::Need;
use super::query::{Query, id, named, select};
use crate::measures::Kind;

/// What a filter chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Common table expressions, separated by commas: they make customers `c`, events `t`, and of purchases returns `r` and lines `l`.
    pub expressions: String,
    /// The as-of date, `2024-07-14`, on which the events are as they are; none where no column has dates.
    pub as_of: Option<String>,
}

/// `segscope_events` of the chosen events.
pub(super) fn events(query: &mut Query, kind: Kind, needs: &[Need]) {
    let dialect = query.dialect;
    let columns = |status: &str| {
        let mut columns =
            vec![named(id(dialect, "customer"), "customer_id"), named("day", "day"), named(status, "status")];
        if needs.contains(&Need::Branch) || needs.contains(&Need::Merchant) {
            columns.push(named(id(dialect, "branch"), "branch"));
        }
        if kind == Kind::Purchases || needs.contains(&Need::Amount) {
            columns.push(named("amount", "amount"));
        }
        if needs.contains(&Need::Coupon) {
            columns.push(named("with_coupon", "with_coupon"));
        }
        columns
    };
    match kind {
        Kind::Purchases => {
            let returns = format!("FROM t\n  UNION ALL\n{}\n  FROM r", select("  ", &columns("'returned'")));
            query.add("events", &columns("'completed'"), &returns);
        }
        Kind::Coupons | Kind::Customers => {
            query.add("events", &columns("CASE status WHEN 'open' THEN 'claimed' ELSE status END"), "FROM t");
        }
    }
}

/// `segscope_baskets` of the chosen orders.
pub(super) fn baskets(query: &mut Query) {
    let customer = id(query.dialect, "t.customer");
    let columns = [
        named(customer.clone(), "customer_id"),
        named("COUNT(DISTINCT l.product)", "products"),
        named("SUM(l.quantity)", "items"),
    ];
    let rest = format!("FROM l\n  JOIN t ON t.event = l.event\n  WHERE t.customer IS NOT NULL\n  GROUP BY {customer}");
    query.add("baskets", &columns, &rest);
}

/// The ids of the chosen customers, for a condition on an id.
pub(super) fn customers(query: &Query) -> String {
    format!("SELECT {} FROM c", id(query.dialect, "customer"))
}
