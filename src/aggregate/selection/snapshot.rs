//! The facts as they were on an earlier day, for migration between two days and for out-of-time rates.

use std::sync::Arc;

use polars::prelude::*;

use super::filtered::{Kept, MatchingCustomers, filtered, ids, only_customers};
use crate::aggregate::columns::{MeasureError, Rows, each};
use crate::aggregate::parts::change;
use crate::aggregate::sql;
use crate::data::{EventsInDatabase, Facts, Ids, OrderTotals, Purchases, Step, Table, status};
use crate::progress::Progress;

/// The facts as they were on `day`: later claims, orders and returns are absent, coupons burnt later are open, and so
/// are those that expired later, up to their last day. `day` is the as-of date.
///
/// A customer who joined later and has no claim by then is absent, and where there is no table of customers everyone
/// without a claim by then. Claims without a date are absent too, because it is unknown whether they existed by then. A
/// burnt coupon without a burn date counts as burnt from the start. An order is complete from its first day on. Findings,
/// the row counts of the source, and the attributes of customers are those of the facts; for those of another day see
/// [`as_described`].
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn as_it_was(facts: &Facts, day: i32, progress: &Progress) -> Result<Facts, MeasureError> {
    if facts.database.is_some() {
        return in_database(facts, day, progress);
    }
    rows_as_they_were(facts, day)
}

/// [`as_it_was`] without what no feature of a customer needs: coupons, hours and pieces are absent.
///
/// # Errors
/// As [`as_it_was`].
pub fn customers_as_they_were(facts: &Facts, day: i32, progress: &Progress) -> Result<Facts, MeasureError> {
    if let Some(events) = &facts.database {
        let events = EventsInDatabase { only_features: true, ..events.like() };
        return in_database(&Facts { database: Some(Arc::new(events)), ..facts.clone() }, day, progress);
    }
    let transactions = facts.transactions.drop_many(["coupon", "hour", "items"]);
    rows_as_they_were(&Facts { transactions, ..facts.clone() }, day)
}

/// The ids of the customers of [`as_it_was`].
///
/// # Errors
/// As [`as_it_was`].
pub fn known_on(facts: &Facts, day: i32, progress: &Progress) -> Result<Arc<Ids>, MeasureError> {
    if facts.database.is_some() {
        return Ok(in_database(facts, day, progress)?.customer_ids);
    }
    let rows = Rows::of(facts)?;
    Ok(ids(&facts.customer_ids, &known(facts, &rows, &until(&rows, day), day)?))
}

/// [`as_it_was`] of events in a database.
fn in_database(facts: &Facts, day: i32, progress: &Progress) -> Result<Facts, MeasureError> {
    let has_customers = facts.has(Table::Customers);
    let step = Step::AsItWas { day, has_customers, by_dates: facts.status_words.is_empty() };
    let mut then = sql::after(facts, step, progress)?;
    let mut known = joined_by(facts, day)?;
    then = sql::recounted(then, progress)?;
    let with_events = sql::with_events(&then, progress)?;
    for (known, has_events) in known.iter_mut().zip(with_events) {
        *known |= has_events;
    }
    let then = only_customers(&then, &known)?;
    Ok(Facts { as_of: Some(day), cut: true, ..then })
}

/// The facts without the days of burns and expiries, which no feature of a customer needs.
pub fn without_ends(facts: Facts) -> Facts {
    Facts { transactions: facts.transactions.drop_many(["burn_day", "expiry_day"]), ..facts }
}

/// Every order up to a day, whatever its status; none of other kinds.
fn orders_until(facts: &Facts, day: i32) -> impl Iterator<Item = &OrderTotals> {
    let orders = facts.purchases.iter().flat_map(|purchases| purchases.orders.iter());
    orders.filter(move |order| order.day.is_some_and(|on| on <= day))
}

/// Whether each row is of `day` or before it.
fn until(rows: &Rows, day: i32) -> Vec<bool> {
    let mut claimed = vec![false; rows.day.len()];
    change(&mut claimed, |part, claimed| {
        let days = rows.day.slice(part.start as i64, part.len());
        claimed.iter_mut().zip(each(&days)).for_each(|(is, on)| *is = on.is_some_and(|on| on <= day));
    });
    claimed
}

/// Which customers were known on `day`; `claimed` are the rows up to it.
fn known(facts: &Facts, rows: &Rows, claimed: &[bool], day: i32) -> Result<Vec<bool>, MeasureError> {
    let mut known = joined_by(facts, day)?;
    let with_claims = each(&rows.customer).zip(claimed).filter_map(|(customer, claimed)| customer.filter(|_| *claimed));
    for customer in with_claims.chain(orders_until(facts, day).filter_map(|order| order.customer)) {
        if let Some(known) = known.get_mut(customer as usize) {
            *known = true;
        }
    }
    Ok(known)
}

/// Which customers had joined by `day`, as far as their table tells.
fn joined_by(facts: &Facts, day: i32) -> Result<Vec<bool>, MeasureError> {
    let has_table = facts.has(Table::Customers);
    Ok(match facts.customers.column("join_day") {
        Ok(joined) => joined.i32()?.iter().map(|joined| joined.map_or(has_table, |joined| joined <= day)).collect(),
        Err(_) => vec![has_table; facts.customer_ids.len()],
    })
}

fn rows_as_they_were(facts: &Facts, day: i32) -> Result<Facts, MeasureError> {
    let rows = Rows::of(facts)?;
    let claimed = until(&rows, day);
    let known = known(facts, &rows, &claimed, day)?;
    let orders_until = |of: fn(&Purchases) -> &DataFrame| -> Result<Vec<bool>, MeasureError> {
        Ok(match facts.purchases.as_ref().map(of).filter(|orders| orders.width() > 0) {
            Some(orders) => orders.column("day")?.i32()?.iter().map(|on| on.is_some_and(|on| on <= day)).collect(),
            None => Vec::new(),
        })
    };
    let returns = orders_until(|purchases| &purchases.returns)?;
    let others = orders_until(|purchases| &purchases.others)?;
    let customers = MatchingCustomers { known, unknown: true };
    let mut then = filtered(facts, customers, Kept { rows: claimed, returns, others }, false)?;
    if then.transactions.width() > 0 {
        let burnt_on = then.transactions.column("burn_day")?.i32()?;
        let later: Vec<bool> = each(burnt_on).map(|burnt| burnt.is_some_and(|burnt| burnt > day)).collect();
        let unknown = Int32Chunked::full_null(PlSmallStr::EMPTY, later.len());
        let expires = match then.transactions.column("expiry_day") {
            Ok(column) => column.i32()?,
            Err(_) => &unknown,
        };
        // Without status words, dates alone decide what is open: a coupon that was burnt after its last day had expired.
        let by_dates = facts.status_words.is_empty();
        let is_past = |expires: Option<i32>| by_dates && expires.is_some_and(|expires| expires < day);
        let statuses = then.transactions.column("status")?.u8()?;
        let days =
            || -> Int32Chunked { each(burnt_on).zip(&later).map(|(burnt, later)| burnt.filter(|_| !later)).collect() };
        let words = || -> UInt8Chunked {
            each(statuses)
                .zip(later.iter().zip(each(expires)))
                .map(|(word, (later, expires))| match word {
                    Some(status::BURNT) if *later && is_past(expires) => Some(status::EXPIRED),
                    Some(status::BURNT) if *later => Some(status::OPEN),
                    Some(status::EXPIRED) if expires.is_some_and(|expires| expires >= day) => Some(status::OPEN),
                    word => word,
                })
                .collect()
        };
        let (days, statuses) = rayon::join(days, words);
        then.transactions.with_column(days.with_name("burn_day".into()).into_column())?;
        then.transactions.with_column(statuses.with_name("status".into()).into_column())?;
    }
    // Cancelled orders and returns are events too.
    let last_order = then.purchases.iter().flat_map(|purchases| purchases.orders.iter()).filter_map(|order| order.day);
    let last = Rows::of(&then)?.day.max().max(last_order.max());
    (then.as_of, then.claim_horizon, then.cut) = (Some(day), last, true);
    Ok(then)
}

/// The facts with the attributes that the same customers have in others: such as their place and gender.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn as_described(facts: Facts, by: &Facts) -> Result<Facts, MeasureError> {
    let rows: IdxCa = by.customer_ids.indices_of(&facts.customer_ids).into_iter().collect();
    let customers = by.customers.take(&rows)?;
    let Facts { extra, categorical, words_of_numbers, genders, cities, place, .. } = by.clone();
    Ok(Facts { customers, extra, categorical, words_of_numbers, genders, cities, place, ..facts })
}
