//! Conditions on rows of transactions.

use polars::prelude::*;

use super::named_events::{NO_HOURS, of_events};
use super::names::Wanted;
use super::refusal::Refusal;
use crate::aggregate::bought::pairs;
use crate::aggregate::columns::{MeasureError, Rows, has_transactions};
use crate::aggregate::weekday::weekday;
use crate::data::filter::{Condition, Field, Test};
use crate::data::{Facts, Purchases, status};

/// Removes rows that do not match a condition.
pub(crate) fn narrow(kept: &mut [bool], facts: &Facts, condition: &Condition) -> Result<(), Refusal> {
    if !has_transactions(facts) {
        return Err(Refusal::key("this needs the table transactions"));
    }
    let rows = Rows::of(facts)?;
    let negated = condition.negated;
    let keep_codes = |kept: &mut [bool], codes: &UInt32Chunked, wanted: &Wanted| {
        keep(kept, codes.iter().map(|code| wanted.has(code)), negated);
    };
    match &condition.test {
        Test::Name(Field::Hour, names) => {
            let hour = facts.transactions.column("hour").ok();
            let hour = hour.ok_or_else(|| Refusal::key(NO_HOURS))?.u8()?;
            let wanted = of_events(facts, Field::Hour, names)?;
            keep(kept, hour.iter().map(|hour| wanted.has(hour.map(u32::from))), negated);
        }
        Test::Name(field, names) => {
            let wanted = of_events(facts, *field, names)?;
            match field {
                Field::Status => {
                    let status = |code: Option<u8>| Some(code.unwrap_or(status::OTHER).into());
                    keep(kept, rows.status.iter().map(|code| wanted.has(status(code))), negated);
                }
                Field::Coupon => keep_codes(kept, facts.transactions.column("coupon")?.u32()?, &wanted),
                Field::Product => {
                    let ordered = ordered(facts, &wanted, kept.len())?;
                    keep(kept, ordered.into_iter(), negated);
                }
                Field::Weekday => {
                    keep(kept, rows.day.iter().map(|day| wanted.has(day.map(|day| weekday(day) as u32))), negated);
                }
                _ => keep_codes(kept, &rows.branch, &wanted),
            }
        }
        Test::Size(size, comparison) => {
            let sizes = facts.transactions.column(size.column()).ok();
            let sizes = sizes.ok_or_else(|| Refusal::key(size.needs()))?.f64()?;
            keep(kept, sizes.iter().map(|value| comparison.holds(value.filter(|value| value.is_finite()))), negated);
        }
        Test::Day(_, comparison) => keep(kept, rows.day.iter().map(|day| comparison.holds(day)), negated),
        Test::Number(..) | Test::Word(..) => {}
    }
    Ok(())
}

/// Whether each order has a line of one of the products, or no product at all where that is asked for.
fn ordered(facts: &Facts, wanted: &Wanted, orders: usize) -> Result<Vec<bool>, Refusal> {
    let mut ordered = vec![wanted.has(None); orders];
    let Some(loaded) = facts.purchases.as_ref() else { return Ok(ordered) };
    if loaded.lines_of_products.width() == 0 {
        return Ok(ordered);
    }
    for (_, order) in pairs(&loaded.lines_of_products)? {
        ordered[order as usize] = false;
    }
    for (_, order) in pairs(&loaded.lines_of_products)?.filter(|(product, _)| wanted.has(Some(*product))) {
        ordered[order as usize] = true;
    }
    Ok(ordered)
}

/// The returns of purchases as rows of transactions, so that the same conditions select them; none for other kinds.
pub(crate) fn returns(facts: &Facts) -> Result<Option<Facts>, MeasureError> {
    not_completed(facts, |purchases| (&purchases.returns, &purchases.lines_of_returns))
}

/// The orders that are neither completed nor returns, as [`returns`].
pub(crate) fn others(facts: &Facts) -> Result<Option<Facts>, MeasureError> {
    not_completed(facts, |purchases| (&purchases.others, &purchases.lines_of_others))
}

fn not_completed(facts: &Facts, of: fn(&Purchases) -> (&DataFrame, &DataFrame)) -> Result<Option<Facts>, MeasureError> {
    let Some(purchases) = facts.purchases.as_ref().filter(|purchases| of(purchases).0.width() > 0) else {
        return Ok(None);
    };
    let (rows, lines) = of(purchases);
    let (mut rows, lines) = (rows.clone(), lines.clone());
    let n = rows.height();
    for (name, column) in [
        // No condition on orders asks for it.
        ("status", UInt8Chunked::full("status".into(), status::OTHER, n).into_column()),
        ("branch", UInt32Chunked::full_null("branch".into(), n).into_column()),
        ("coupon", UInt32Chunked::full_null("coupon".into(), n).into_column()),
        ("hour", UInt8Chunked::full_null("hour".into(), n).into_column()),
        ("items", Float64Chunked::full_null("items".into(), n).into_column()),
    ] {
        if rows.column(name).is_err() {
            rows.with_column(column)?;
        }
    }
    let purchases =
        Purchases { products: purchases.products.clone(), lines_of_products: lines, ..Purchases::default() };
    Ok(Some(Facts { transactions: rows, purchases: Some(purchases), ..facts.clone() }))
}

fn keep(kept: &mut [bool], is: impl Iterator<Item = bool>, negated: bool) {
    for (kept, is) in kept.iter_mut().zip(is) {
        *kept &= is != negated;
    }
}
