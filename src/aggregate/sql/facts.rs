//! What the facts about a data set say of its events, from the answers of an engine.

use polars::prelude::{Column, DataFrame, Int32Chunked, IntoColumn, NewChunkedArray};

use super::answer::{Answer, WrongAnswer};
use super::asking::Asking;
use super::error::EngineError;
use super::everyone::everyone;
use super::texts::{self, Text};
use crate::data::{
    Check, DatabaseTables, Dimension, Facts, Finding, Ids, MOST_COUPONS, MOST_PRODUCT_NAMES, Reading, Table, status,
};

/// The facts that `asking` is about, with what is known of the events without a row of them.
pub fn filled(asking: &Asking<'_>) -> Result<Facts, EngineError> {
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
    if let Some(purchases) = &mut facts.purchases {
        facts.has_amount = purchases.revenue.is_some();
        (facts.coupons, purchases.products) = names(asking)?;
    } else {
        facts.has_amount = tables.events_have("amount");
    }
    if tables.events_have("coupon_name") && facts.purchases.is_none() {
        facts.coupons = dimension(asking.ask(texts::COUPON_EVENTS)?.words("coupon")?);
    }
    if !tables.tables.contains_key(&Table::Branches) && tables.events_have("branch_id") {
        facts.branches = dimension(asking.ask(texts::BRANCH_EVENTS)?.words("branch")?);
        facts.branch_merchant = vec![None; facts.branches.len()];
    }
    let mut facts = with_customers(facts, asking)?;
    let checks = if facts.purchases.is_some() { (texts::ORDER_CHECKS, OF_ORDERS) } else { (texts::CHECKS, CHECKS) };
    let mut findings = found(tables, &asking.ask(checks.0)?, checks.1)?;
    findings.extend(unused(&facts, asking)?);
    facts.add(findings);
    facts.status_words = tables.statuses.iter().map(|(word, code)| (word.clone(), *code, 0)).collect();
    facts.status_words.retain(|(_, code, _)| *code != status::OTHER);
    Ok(facts)
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

/// The checks of single events: the column of the statement, the check, and the column of the table.
const CHECKS: &[(&str, Check, &str)] = &[
    ("null_customer", Check::NullId, "customer_id"),
    ("orphan_customer", Check::OrphanKey, "customer_id"),
    ("null_branch", Check::NullId, "branch_id"),
    ("orphan_branch", Check::OrphanKey, "branch_id"),
    ("unknown_status", Check::UnknownStatus, "transaction_status"),
    ("future_claim", Check::FutureDate, "transaction_date"),
    ("future_burn", Check::FutureDate, "burn_date"),
    ("burnt_without_date", Check::BurntWithoutDate, "burn_date"),
    ("date_without_burnt", Check::DateWithoutBurnt, "burn_date"),
    ("burn_before_claim", Check::BurnBeforeClaim, "burn_date"),
    ("claim_before_join", Check::ClaimBeforeJoin, "transaction_date"),
];

/// Those of rows of orders.
const OF_ORDERS: &[(&str, Check, &str)] = &[
    ("null_customer", Check::NullId, "customer_id"),
    ("orphan_customer", Check::OrphanKey, "customer_id"),
    ("orphan_branch", Check::OrphanKey, "branch_id"),
    ("unknown_status", Check::UnknownStatus, "transaction_status"),
    ("future_claim", Check::FutureDate, "transaction_date"),
    ("claim_before_join", Check::ClaimBeforeJoin, "transaction_date"),
];

/// Events with errors. A column that the table does not have is not checked.
fn found(
    tables: &DatabaseTables,
    answer: &Answer,
    checks: &[(&'static str, Check, &'static str)],
) -> Result<Vec<Finding>, WrongAnswer> {
    let mut findings = Vec::new();
    for &(name, check, column) in checks {
        let rows = answer.count(name)?;
        if rows > 0 && tables.events_have(column) {
            findings.push(Finding::in_database(check, Table::Transactions, Some(column), rows));
        }
    }
    Ok(findings)
}

/// Customers and branches without an event; all claims burnt.
fn unused(facts: &Facts, asking: &Asking<'_>) -> Result<Vec<Finding>, EngineError> {
    let used = |text: Text, key| -> Result<u64, EngineError> { Ok(asking.ask(text)?.present(key)?) };
    let without = |check, table, all: usize, used: u64| {
        let rows = (all as u64).saturating_sub(used);
        (rows > 0 && facts.has(table)).then(|| Finding::in_database(check, table, None, rows))
    };
    let burnt = facts.rows(Table::Transactions);
    let only_burnt = facts.only_burnt.then(|| {
        Finding::without_rows(Check::OnlyBurnt, Table::Transactions, Some("transaction_status"), burnt, Vec::new())
    });
    let (all, active) = match everyone(asking)? {
        Some(everyone) => (everyone.customers as usize, everyone.active),
        None => (facts.customer_ids.len(), used(texts::CUSTOMER_EVENTS, "customer")?),
    };
    let customers = without(Check::InactiveCustomer, Table::Customers, all, active);
    let branches =
        without(Check::UnusedRow, Table::Branches, facts.branches.len(), used(texts::BRANCH_EVENTS, "branch")?);
    Ok(customers.into_iter().chain(branches).chain(only_burnt).collect())
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
