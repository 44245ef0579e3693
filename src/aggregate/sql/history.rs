//! The events of one customer, from a database.

use std::collections::BTreeMap;

use super::asking::Asking;
use super::codes::Codes;
use super::error::EngineError;
use super::tables::code;
use super::texts;
use crate::aggregate::history::{Coupon, named};
use crate::data::{Ids, Table, status};

/// The coupons of a customer by claim day, those without one last.
pub fn history(asking: &Asking<'_>, customer: u32) -> Result<Vec<Coupon>, EngineError> {
    let facts = asking.facts;
    if customer as usize >= facts.customer_ids.len() {
        return Ok(Vec::new());
    }
    let dialect = asking.tables().connection.dialect();
    let is_text = |table| asking.tables().tables.get(&table).map(|table| table.is_text("customer_id"));
    let is_text = is_text(Table::Customers).or_else(|| is_text(Table::Transactions));
    let own = match &*facts.customer_ids {
        Ids::Integers(ids) if is_text == Some(false) => format!("customer = {}", ids[customer as usize]),
        ids => format!("{} = {}", dialect.as_text("customer"), dialect.text(&ids.text(customer as usize))),
    };
    if facts.purchases.is_some() {
        return orders(asking, own);
    }
    let answer = asking.ask_with(texts::HISTORY, |macros| macros.set("customer", own))?;
    let (claimed, burnt, statuses) = (answer.days("day")?, answer.days("burn_day")?, answer.words("status")?);
    let branches = answer.codes("branch", &Codes::of(&facts.branches.ids))?;
    let coupons = answer.codes("coupon", &Codes::of(&facts.coupons.ids))?;
    let amounts = answer.numbers("amount")?;
    let coupon = |row: usize| {
        let merchant = branches[row].and_then(|branch| facts.branch_merchant.get(branch as usize).copied().flatten());
        let status = code(statuses[row].as_deref());
        Coupon {
            claimed: claimed[row],
            status,
            burnt: burnt[row].filter(|_| status == status::BURNT),
            branch: named(&facts.branches, branches[row]),
            merchant: named(&facts.merchants, merchant),
            coupon: named(&facts.coupons, coupons[row]),
            amount: amounts[row],
            hour: None,
            items: None,
            products: Vec::new(),
        }
    };
    let mut history: Vec<Coupon> = (0..claimed.len()).map(coupon).collect();
    history.sort_by_key(|coupon| (coupon.claimed.is_none(), coupon.claimed));
    Ok(history)
}

/// The orders of a customer: `own` is the condition. Products are by name: lines have no order in a database.
fn orders(asking: &Asking<'_>, own: String) -> Result<Vec<Coupon>, EngineError> {
    let facts = asking.facts;
    let answer = asking.ask_with(texts::ORDER_HISTORY, |macros| macros.set("customer", own))?;
    let (events, days, products) = (answer.words("event")?, answer.days("day")?, answer.words("product")?);
    let branches = answer.codes("branch", &Codes::of(&facts.branches.ids))?;
    let coupons = answer.codes("coupon", &Codes::of(&facts.coupons.ids))?;
    let (amounts, items, hours) = (answer.numbers("amount")?, answer.numbers("items")?, answer.integers("hour")?);
    let mut history: BTreeMap<&str, Coupon> = BTreeMap::new();
    for (row, event) in events.iter().enumerate() {
        let merchant = branches[row].and_then(|branch| facts.branch_merchant.get(branch as usize).copied().flatten());
        let order = history.entry(event.as_deref().unwrap_or("")).or_insert_with(|| Coupon {
            claimed: days[row],
            status: status::COMPLETED,
            burnt: None,
            branch: named(&facts.branches, branches[row]),
            merchant: named(&facts.merchants, merchant),
            coupon: named(&facts.coupons, coupons[row]),
            amount: amounts[row],
            hour: hours[row].and_then(|hour| u8::try_from(hour).ok()),
            items: items[row],
            products: Vec::new(),
        });
        order.products.extend(products[row].clone());
    }
    let mut history: Vec<Coupon> = history.into_values().collect();
    for order in &mut history {
        order.products.sort_unstable();
    }
    history.sort_by_key(|order| (order.claimed.is_none(), order.claimed));
    Ok(history)
}
