//! The lines of orders in a file of their own: the number of the order, and what was bought or paid.

use super::candidate::{Candidate, Choice};
use super::events;
use super::fit::fit;
use crate::data::kind::Kind;
use crate::data::layout::Layout;
use crate::data::mapping::Mapping;
use crate::data::schema::Table;

/// The columns that a line has and its order lacks.
const OF_LINES: [&str; 5] = ["transaction_id", "product", "quantity", "unit_price", "amount"];

/// Adds to orders the part that has most of what they lack, of those with the same order numbers.
pub fn add_lines(candidates: &mut [Candidate], mapping: &Mapping, choice: &mut Choice) {
    let Some((orders, order_layout)) = choice.tables.get_mut(&Table::Transactions) else { return };
    let orders = *orders;
    let kind = events::kind(Some((order_layout, &candidates[orders])), mapping);
    if order_layout.at("product").is_some() || kind != Kind::Purchases {
        return;
    }
    let open = |c: &Candidate| c.role.is_none() && !c.passed_over && !c.part.hidden;
    let lines = |(at, c): (usize, &Candidate)| {
        let layout = of_lines(c, mapping)?;
        are_of(&layout, c, order_layout, &candidates[orders]).then_some((at, layout))
    };
    let found: Vec<(usize, Layout)> =
        candidates.iter().enumerate().filter(|(_, c)| open(c)).filter_map(lines).collect();
    // Lines of products are preferred to lines of payments. Amounts that the orders have need no lines.
    let says = |layout: &Layout| (layout.at("product").is_some(), layout.named());
    let is_new = |layout: &Layout| layout.at("product").is_some() || order_layout.at("amount").is_none();
    let best =
        found.iter().filter(|(_, layout)| is_new(layout)).max_by_key(|(at, l)| (says(l), std::cmp::Reverse(*at)));
    let Some((at, layout)) = best.cloned() else { return };
    if layout.at("amount").is_some() {
        // The lines add up to it.
        order_layout.forget("amount");
    }
    for (other, _) in found.iter().filter(|(other, _)| *other != at) {
        candidates[*other].reason = format!("{} says more about the lines of orders", candidates[at].part.name);
    }
    candidates[at].role = Some(Table::Transactions);
    candidates[at].reason = format!("the lines of the orders of {}", candidates[orders].part.name);
    choice.joined.push((at, layout));
}

/// The layout of lines: an order number, a product or an amount, and no events of customers of its own.
fn of_lines(candidate: &Candidate, mapping: &Mapping) -> Option<Layout> {
    let mut layout = fit(Table::Transactions, (&candidate.part, &candidate.sample), mapping, true);
    let own = layout.at("customer_id").is_some() && layout.at("transaction_date").is_some();
    layout.keep_only(&OF_LINES);
    let says = ["product", "unit_price", "amount"].iter().any(|name| layout.at(name).is_some());
    (!own && says && layout.at("transaction_id").is_some()).then_some(layout)
}

/// Whether most order numbers of the first lines are those of orders, as far as the first rows show, and every order has one.
fn are_of(lines: &Layout, candidate: &Candidate, orders: &Layout, of: &Candidate) -> bool {
    let column = |layout: &Layout, candidate: &Candidate| {
        layout.at("transaction_id").and_then(|at| candidate.sample.columns.get(at)).cloned()
    };
    let (Some(own), Some(known)) = (column(lines, candidate), column(orders, of)) else { return false };
    let both = own.distinct.intersection(&known.distinct).count();
    let tells = of.sample.complete;
    known.is_unique() && own.filled > 0 && (!tells || both * 2 >= own.distinct.len().min(known.distinct.len()))
}
