//! The events of one customer, from a database.

use std::collections::BTreeMap;

use super::answer::{Answer, WrongAnswer};
use super::asking::Asking;
use super::codes::Codes;
use super::conditions::Conditions;
use super::error::EngineError;
use super::tables::code;
use super::texts;
use crate::aggregate::history::{Coupon, named};
use crate::data::status;

/// The coupons or orders of a customer by day, those without one last.
pub fn history(asking: &Asking<'_>, customer: u32) -> Result<Vec<Coupon>, EngineError> {
    let facts = asking.facts;
    if customer as usize >= facts.customer_ids.len() {
        return Ok(Vec::new());
    }
    let own = Conditions::of(facts, asking.events).customer(customer);
    let text = if facts.purchases.is_some() { texts::ORDER_HISTORY } else { texts::HISTORY };
    let answer = asking.ask_with(text, |macros| macros.set("customer", own))?;
    let mut history = if facts.purchases.is_some() { orders(asking, &answer)? } else { coupons(asking, &answer)? };
    history.sort_by_key(|coupon| (coupon.claimed.is_none(), coupon.claimed));
    Ok(history)
}

/// The coupons of the rows of an answer.
fn coupons(asking: &Asking<'_>, answer: &Answer) -> Result<Vec<Coupon>, WrongAnswer> {
    let (burnt, statuses) = (answer.days("burn_day")?, answer.words("status")?);
    let of_row = |(row, coupon): (usize, Coupon)| {
        let status = code(statuses[row].as_deref());
        Coupon { status, burnt: burnt[row].filter(|_| status == status::BURNT), ..coupon }
    };
    Ok(events(asking, answer)?.into_iter().enumerate().map(of_row).collect())
}

/// The orders of an answer with a row for each product. Products are by name: lines have no order in a database.
fn orders(asking: &Asking<'_>, answer: &Answer) -> Result<Vec<Coupon>, WrongAnswer> {
    let (keys, products) = (answer.words("event")?, answer.words("product")?);
    let items = answer.numbers("items")?;
    let mut orders: BTreeMap<&str, Coupon> = BTreeMap::new();
    for (row, order) in events(asking, answer)?.into_iter().enumerate() {
        let key = keys[row].as_deref().unwrap_or("");
        let order = orders.entry(key).or_insert_with(|| Coupon { items: items[row], ..order });
        order.products.extend(products[row].clone());
    }
    let mut orders: Vec<Coupon> = orders.into_values().collect();
    for order in &mut orders {
        order.products.sort_unstable();
    }
    Ok(orders)
}

/// The rows of an answer with what coupons and orders have in common.
fn events(asking: &Asking<'_>, answer: &Answer) -> Result<Vec<Coupon>, WrongAnswer> {
    let (facts, has_hours) = (asking.facts, asking.events.has_hours);
    let hours = answer.integers("hour")?;
    let (days, amounts) = (answer.days("day")?, answer.numbers("amount")?);
    let branches = answer.codes("branch", &Codes::of(&facts.branches.ids))?;
    let coupons = answer.codes("coupon", &Codes::of(&facts.coupons.ids))?;
    let event = |row: usize| {
        let merchant = branches[row].and_then(|branch| facts.branch_merchant.get(branch as usize).copied().flatten());
        Coupon {
            claimed: days[row],
            status: status::COMPLETED,
            burnt: None,
            branch: named(&facts.branches, branches[row]),
            merchant: named(&facts.merchants, merchant),
            coupon: named(&facts.coupons, coupons[row]),
            amount: amounts[row],
            hour: hours[row].filter(|_| has_hours).and_then(|hour| u8::try_from(hour).ok()),
            items: None,
            products: Vec::new(),
        }
    };
    Ok((0..days.len()).map(event).collect())
}
