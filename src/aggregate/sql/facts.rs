//! What the facts about a data set say of its events, from the answers of an engine.

use polars::prelude::{Column, DataFrame, Int32Chunked, IntoColumn, NewChunkedArray};

use super::answer::WrongAnswer;
use super::dates::Dates;
use super::tables::Answers;
use crate::data::{DatabaseTables, Dimension, Facts, Ids, Reading, Table, status};

/// Adds to the facts what is known of the events without a row of them.
pub fn fill(facts: &mut Facts, tables: &DatabaseTables, dates: &Dates, answers: &Answers) -> Result<(), WrongAnswer> {
    let answer = |name: &str| answers.get(name).cloned().unwrap_or_default();
    let extent = answer("extent");
    let one = |counts: Vec<u64>| counts.first().copied().unwrap_or(0);
    let (events, burnt) = (one(extent.counts("events")?), one(extent.counts("burnt")?));
    let set_aside = Vec::new();
    facts.source.rows.push((Table::Transactions, events));
    facts.source.rows.sort_unstable();
    facts.source.readings.push(Reading { table: Table::Transactions, read: events, used: events, set_aside });
    facts.source.readings.sort_unstable_by_key(|reading| reading.table);
    (facts.as_of, facts.claim_horizon) = (dates.as_of, dates.horizon);
    facts.only_burnt = events > 0 && burnt == events;
    let has =
        |column: &str| tables.tables.get(&Table::Transactions).is_some_and(|table| table.columns.contains_key(column));
    facts.has_amount = has("amount");
    if has("coupon_name") {
        facts.coupons = dimension(answer("coupon_events").words("coupon")?);
    }
    if !tables.tables.contains_key(&Table::Branches) && has("branch_id") {
        facts.branches = dimension(answer("branch_events").words("branch")?);
        facts.branch_merchant = vec![None; facts.branches.len()];
    }
    if !tables.tables.contains_key(&Table::Customers) {
        let ids = ids(answer("customers").words("customer")?);
        let columns: Vec<Column> = vec![
            Int32Chunked::from_iter_options("join_day".into(), std::iter::repeat_n(None, ids.len())).into_column(),
        ];
        if let Ok(frame) = DataFrame::new(ids.len(), columns) {
            facts.customers = frame;
        }
        facts.customer_ids = ids.into();
    }
    facts.status_words = tables.statuses.iter().map(|(word, code)| (word.clone(), *code, 0)).collect();
    facts.status_words.retain(|(_, code, _)| *code != status::OTHER);
    Ok(())
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
    let names = ids.iter().map(|id| Some(id.into_owned())).collect();
    Dimension { ids, names }
}
