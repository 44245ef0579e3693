//! Columns of rows that are the elements of a list in a record: the lines of an order, or the orders of a customer.

use crate::data::layout::Layout;
use crate::data::schema::{Table, bare, is_called, is_general, is_of_list};

/// The columns of an event in a record whose lines are in a list, or in an element that is the event itself.
const OF_EVENT: [&str; 8] = [
    "transaction_id",
    "transaction_date",
    "transaction_status",
    "payment_status",
    "coupon_name",
    "burn_date",
    "expiry_date",
    "amount",
];

/// Whether rows are elements of lists.
pub fn has_list(header: &[String]) -> bool {
    header.iter().any(|name| is_of_list(name))
}

/// Whether the elements are events: they have a date.
fn are_events(header: &[String]) -> bool {
    let date = Table::Transactions.spec().column("transaction_date");
    let is_date = |name: &String| date.is_some_and(|c| is_called(name, c.aliases) || is_called(name, c.generic));
    header.iter().any(|name| is_of_list(name) && is_date(name))
}

/// Whether a column of events may be at a position: what is said of a line is in the list, what is said of an order is not.
pub fn may_be_at(header: &[String], column: &str, at: usize) -> bool {
    if !has_list(header) {
        return true;
    }
    let is_of_list = is_of_list(&header[at]);
    match column {
        "product" | "quantity" | "unit_price" => is_of_list,
        // The lines may have the amounts that the order does not.
        "amount" if is_of_list => true,
        column if OF_EVENT.contains(&column) => is_of_list == are_events(header),
        _ => true,
    }
}

/// Finds what general names say: the name and the price of a line, the number of its order, the customer who has orders.
pub fn settle(layout: &mut Layout) {
    if !has_list(&layout.header) {
        return;
    }
    let are_events = are_events(&layout.header);
    let find = |layout: &Layout, of_list: bool, is: &dyn Fn(&str) -> bool| {
        let name = |at: usize| layout.header[at].as_str();
        (0..layout.header.len()).find(|at| layout.is_free(*at) && is_of_list(name(*at)) == of_list && is(name(*at)))
    };
    let product = layout.at("product").map(|at| bare(&layout.header[at]));
    let is_name =
        |name: &str| is_general(&bare(name)).0 && product.as_ref().is_none_or(|own| !own.contains(&bare(name)));
    if let Some(at) = find(layout, true, &is_name).filter(|_| !are_events) {
        layout.forget("product");
        layout.guess("product", at);
    }
    let price = layout.table.spec().column("amount").map_or(&[][..], |column| column.fallback);
    if layout.at("unit_price").is_none()
        && layout.at("amount").is_some()
        && let Some(at) = find(layout, true, &|name| is_called(name, price)).filter(|_| !are_events)
    {
        layout.guess("unit_price", at);
    }
    let id = if are_events { "customer_id" } else { "transaction_id" };
    if layout.at(id).is_none()
        && let Some(at) = find(layout, false, &|name| is_general(&bare(name)).1)
    {
        layout.guess(id, at);
    }
}
