//! The checks of the events of a database. They count rows; which rows these are is not known here.

use super::answer::{Answer, WrongAnswer};
use super::asking::Asking;
use super::error::EngineError;
use super::everyone::everyone;
use super::texts::{self, Text};
use crate::data::{Check, DatabaseTables, Facts, Finding, Kind, Table, needs_table};
use crate::warehouse::Dialect;

/// A column of a statement, the check whose rows it counts, and the column of the events.
type Counted = (&'static str, Check, &'static str);

/// Those of the ids of coupons. The rows of an order have one number.
const OF_IDS: &[Counted] =
    &[("null_id", Check::NullId, "transaction_id"), ("repeated_id", Check::DuplicateId, "transaction_id")];

/// Those of coupons and of rows of orders.
const OF_BOTH: &[Counted] = &[
    ("null_customer", Check::NullId, "customer_id"),
    ("orphan_customer", Check::OrphanKey, "customer_id"),
    ("orphan_branch", Check::OrphanKey, "branch_id"),
    ("unknown_status", Check::UnknownStatus, "transaction_status"),
    ("future_claim", Check::FutureDate, "transaction_date"),
    ("claim_before_join", Check::ClaimBeforeJoin, "transaction_date"),
];

/// Those of coupons alone.
const OF_COUPONS: &[Counted] = &[
    ("null_branch", Check::NullId, "branch_id"),
    ("future_burn", Check::FutureDate, "burn_date"),
    ("burnt_without_date", Check::BurntWithoutDate, "burn_date"),
    ("date_without_burnt", Check::DateWithoutBurnt, "burn_date"),
    ("burn_before_claim", Check::BurnBeforeClaim, "burn_date"),
];

/// What is wrong with the events, or with tables because of them. `ahead` are tables that are asked for beside these.
pub fn findings(facts: &Facts, asking: &Asking<'_>, ahead: &[Text]) -> Result<Vec<Finding>, EngineError> {
    let tables = asking.tables();
    let mut findings = absent(facts, asking)?;
    let has_ids = facts.purchases.is_none() && tables.events_have("transaction_id");
    let customers = if asking.events.knows_everyone() { texts::EVERYONE } else { texts::CUSTOMER_EVENTS };
    let own = if has_ids { vec![customers, texts::REPEATED_IDS] } else { vec![customers] };
    let others = ahead.iter().filter(|text| own.iter().all(|own| own.name != text.name));
    asking.ask_ahead(&own.iter().chain(others).copied().collect::<Vec<_>>());
    if has_ids {
        findings.extend(found(tables, &asking.ask(texts::REPEATED_IDS)?, OF_IDS)?);
    }
    let answer = if facts.purchases.is_some() {
        asking.ask(texts::ORDER_CHECKS)?
    } else {
        let answer = asking.ask(texts::CHECKS)?;
        findings.extend(found(tables, &answer, OF_COUPONS)?);
        answer
    };
    findings.extend(found(tables, &answer, OF_BOTH)?);
    let unread = unread(asking)?;
    let days = unread.iter().filter(|finding| finding.column.as_deref() == Some("transaction_date"));
    let without_day = answer.count("no_day")?.saturating_sub(days.map(|finding| finding.rows).sum());
    findings.extend(of_events(Check::MissingValue, "transaction_date", without_day));
    findings.extend(unread);
    if tables.events_have("amount") {
        let rows = if facts.purchases.is_some() { "order_rows" } else { "t" };
        let answer = asking.ask_with(texts::OUTLIERS, |macros| macros.set("rows", rows.to_owned()))?;
        findings.extend(of_events(Check::Outlier, "amount", answer.count("outliers")?));
    }
    findings.extend(unused(facts, asking)?);
    Ok(findings)
}

/// A finding in a column of the events; none without rows.
fn of_events(check: Check, column: &str, rows: u64) -> Option<Finding> {
    (rows > 0).then(|| Finding::in_database(check, Table::Transactions, Some(column), rows))
}

/// Events with errors. A column that the table does not have is not checked.
fn found(tables: &DatabaseTables, answer: &Answer, checks: &[Counted]) -> Result<Vec<Finding>, WrongAnswer> {
    let mut findings = Vec::new();
    for &(name, check, column) in checks.iter().filter(|(.., column)| tables.events_have(column)) {
        findings.extend(of_events(check, column, answer.count(name)?));
    }
    Ok(findings)
}

/// Text that is no date, in the one engine that has dates as text.
fn unread(asking: &Asking<'_>) -> Result<Vec<Finding>, EngineError> {
    let tables = asking.tables();
    let dialect = tables.connection.dialect();
    let Some(events) = tables.tables.get(&Table::Transactions).filter(|_| dialect == Dialect::Sqlite) else {
        return Ok(Vec::new());
    };
    let mut findings = Vec::new();
    for name in ["transaction_date", "burn_date", "expiry_date"] {
        let Some(column) = events.columns.get(name).filter(|_| events.is_text(name)) else { continue };
        let column = dialect.quoted(column);
        let answer = asking.ask_with(texts::UNREAD_DATES, |macros| {
            macros.set("text", dialect.word(&column));
            macros.set("date_of_text", dialect.as_date(&column));
            macros.set("events", tables.connection.place(&events.table));
        })?;
        findings.extend(of_events(Check::UnparsableValue, name, answer.count("unread")?));
    }
    Ok(findings)
}

/// Columns that coupons should have, and the table of the branches that they name.
fn absent(facts: &Facts, asking: &Asking<'_>) -> Result<Vec<Finding>, EngineError> {
    let tables = &asking.tables().tables;
    let mut findings = Vec::new();
    let events = tables.get(&Table::Transactions);
    if let Some(column) = events.and_then(|events| events.columns.get("branch_id"))
        && !tables.contains_key(&Table::Branches)
        && needs_table(column, &facts.branches.ids)
    {
        let answer = asking.ask(texts::BRANCH_EVENTS)?;
        let with_branch = answer.is_present("branch")?.into_iter().zip(answer.counts("events")?);
        let rows = with_branch.filter(|(is_present, _)| *is_present).map(|(_, rows)| rows).sum();
        let examples = vec![format!("{}.branch_id names its ids", Table::Transactions)];
        if rows > 0 {
            findings.push(Finding::without_rows(Check::MissingTable, Table::Branches, None, rows, examples));
        }
    }
    if facts.kind == Kind::Coupons {
        for (table, own) in tables {
            let finding = |column: &&'static str| {
                Finding::without_rows(Check::MissingColumn, *table, Some(column), facts.rows(*table), Vec::new())
            };
            findings.extend(own.absent.iter().map(finding));
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
