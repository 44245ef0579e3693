//! What the facts about a data set say of its events, from the answers of an engine.

use polars::prelude::{Column, DataFrame, Int32Chunked, IntoColumn, NewChunkedArray};

use super::asking::Asking;
use super::checks::findings;
use super::error::EngineError;
use super::texts::{self, Text};
use crate::data::{Dimension, Facts, Ids, MOST_COUPONS, MOST_PRODUCT_NAMES, Reading, Table, status};

/// The facts that `asking` is about, with what else is known of the events without a row of them. `ahead` are tables that are asked for
/// on the way.
pub fn filled(asking: &Asking<'_>, ahead: &[Text]) -> Result<Facts, EngineError> {
    let (mut facts, tables) = (asking.facts.clone(), asking.tables());
    let events = asking.events.events;
    let extent = asking.ask(texts::EXTENT)?;
    let burnt = extent.count("burnt")?;
    let set_aside = Vec::new();
    let rows = facts.purchases.as_ref().map_or(events, |purchases| purchases.lines);
    facts.source.rows.push((Table::Transactions, rows));
    facts.source.rows.sort_unstable();
    facts.source.readings.push(Reading { table: Table::Transactions, read: rows, used: rows, set_aside });
    facts.source.readings.sort_unstable_by_key(|reading| reading.table);
    facts.only_burnt = events > 0 && burnt == events;
    facts.has_amount = match &facts.purchases {
        Some(purchases) => purchases.revenue.is_some(),
        None => tables.events_have("amount"),
    };
    let findings = findings(&facts, asking, ahead)?;
    facts.add(findings);
    facts.status_words = tables.statuses.iter().map(|(word, code)| (word.clone(), *code, 0)).collect();
    facts.status_words.retain(|(_, code, _)| *code != status::OTHER);
    Ok(facts)
}

/// The facts with the customers, coupons, products and branches that only the events name.
pub fn named(asking: &Asking<'_>) -> Result<Facts, EngineError> {
    let (mut facts, tables) = (asking.facts.clone(), asking.tables());
    if let Some(purchases) = &mut facts.purchases {
        (facts.coupons, purchases.products) = names(asking)?;
    } else if tables.events_have("coupon_name") {
        facts.coupons = dimension(asking.ask(texts::COUPON_EVENTS)?.words("coupon")?);
    }
    if !tables.tables.contains_key(&Table::Branches) && tables.events_have("branch_id") {
        facts.branches = dimension(asking.ask(texts::BRANCH_EVENTS)?.words("branch")?);
        facts.branch_merchant = vec![None; facts.branches.len()];
    }
    with_customers(facts, asking)
}

/// The facts with their customers: where there is no table of them, those of the events.
pub fn with_customers(mut facts: Facts, asking: &Asking<'_>) -> Result<Facts, EngineError> {
    if asking.tables().tables.contains_key(&Table::Customers) {
        return Ok(facts);
    }
    let ids = ids(asking.ask(texts::CUSTOMERS)?.words("customer")?);
    let columns: Vec<Column> =
        vec![Int32Chunked::from_iter_options("join_day".into(), std::iter::repeat_n(None, ids.len())).into_column()];
    if let Ok(frame) = DataFrame::new(ids.len(), columns) {
        facts.customers = frame;
    }
    facts.customer_ids = ids.into();
    Ok(facts)
}

/// The coupons and products of orders; empty if there are too many: then they are ids.
fn names(asking: &Asking<'_>) -> Result<(Dimension, Dimension), EngineError> {
    let answer = asking.ask(texts::ORDER_NAMES)?;
    let (mut coupons, mut products) = (Vec::new(), Vec::new());
    for (item, name) in answer.words("item")?.into_iter().zip(answer.words("name")?) {
        let names = if item.as_deref() == Some("coupon") { &mut coupons } else { &mut products };
        names.push(name);
    }
    let few = |names: Vec<_>, most| if names.len() > most { Dimension::default() } else { dimension(names) };
    Ok((few(coupons, MOST_COUPONS), few(products, MOST_PRODUCT_NAMES)))
}

/// Ids in their order: integers as numbers, others by bytes.
fn ids(words: Vec<Option<String>>) -> Ids {
    let mut words: Vec<String> = words.into_iter().flatten().collect();
    let numbers: Option<Vec<i64>> = words.iter().map(|word| word.parse().ok()).collect();
    if let Some(mut numbers) = numbers {
        numbers.sort_unstable();
        return Ids::Integers(numbers);
    }
    words.sort_unstable();
    Ids::Text(words.into_iter().map(Into::into).collect())
}

/// A dimension without names of its own.
fn dimension(words: Vec<Option<String>>) -> Dimension {
    let ids = ids(words);
    let names = vec![None; ids.len()];
    Dimension { ids, names }
}
