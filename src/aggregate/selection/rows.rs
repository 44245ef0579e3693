//! Conditions on rows of transactions.

use polars::prelude::*;

use super::names::{Wanted, statuses, wanted};
use super::refusal::Refusal;
use crate::aggregate::bought::pairs;
use crate::aggregate::columns::{MeasureError, Rows, has_transactions};
use crate::aggregate::hours::hour_names;
use crate::aggregate::weekday::{WEEKDAYS, weekday};
use crate::data::filter::{Condition, Field, Name, Test};
use crate::data::{Dimension, Facts, Ids, Purchases, status};

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
        Test::Name(Field::Status, names) => {
            let wanted = statuses(names)?;
            keep(kept, rows.status.iter().map(|s| wanted.has(Some(s.unwrap_or(status::OTHER).into()))), negated);
        }
        Test::Name(Field::Merchant, names) => {
            let merchants = present(&facts.merchants, "merchant needs the column merchant_id of branches")?;
            let wanted = wanted("merchant", merchants, names)?.of_children(&facts.branch_merchant);
            keep_codes(kept, &rows.branch, &wanted);
        }
        Test::Name(Field::Coupon, names) => {
            let coupons = present(
                &facts.coupons,
                "coupon needs the column coupon_name of transactions, with names that several rows share",
            )?;
            let wanted = wanted("coupon", coupons, names)?;
            keep_codes(kept, facts.transactions.column("coupon")?.u32()?, &wanted);
        }
        Test::Name(Field::Product, names) => {
            let ordered = ordered(facts, names, kept.len())?;
            keep(kept, ordered.into_iter(), negated);
        }
        Test::Name(Field::Weekday, names) => {
            let wanted = wanted("weekday", &weekdays(), names)?;
            keep(kept, rows.day.iter().map(|day| wanted.has(day.map(|day| weekday(day) as u32))), negated);
        }
        Test::Name(Field::Hour, names) => {
            let hour = facts.transactions.column("hour").ok();
            let hour = hour.ok_or_else(|| Refusal::key("hour needs dates with times in transaction_date"))?.u8()?;
            let hours: Vec<Box<str>> = hour_names().map(String::into_boxed_str).to_vec();
            let wanted = wanted("hour", &Dimension { names: vec![None; 24], ids: Ids::Text(hours) }, names)?;
            keep(kept, hour.iter().map(|hour| wanted.has(hour.map(u32::from))), negated);
        }
        Test::Name(_, names) => {
            let branches = present(&facts.branches, "branch needs the column branch_id of transactions")?;
            keep_codes(kept, &rows.branch, &wanted("branch", branches, names)?);
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
fn ordered(facts: &Facts, names: &[Name], orders: usize) -> Result<Vec<bool>, Refusal> {
    let none = names.contains(&Name::None);
    let Some(loaded) = &facts.purchases else {
        return Err(Refusal::key("product needs the column product_name of orders"));
    };
    let products = present(&loaded.products, "product needs the column product_name of orders")?;
    let wanted = wanted("product", products, names)?;
    let mut ordered = vec![none; orders];
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

/// The weekdays as a dimension, with their full names as ids.
pub(crate) fn weekdays() -> Dimension {
    let full = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let names = WEEKDAYS.map(|day| Some(day.to_owned())).to_vec();
    Dimension { ids: Ids::Text(full.map(Into::into).to_vec()), names }
}

/// The returns of purchases as rows of transactions, so that the same conditions select them; none for other kinds.
pub(crate) fn returns(facts: &Facts) -> Result<Option<Facts>, MeasureError> {
    let Some(purchases) = facts.purchases.as_ref().filter(|purchases| purchases.returns.width() > 0) else {
        return Ok(None);
    };
    let mut rows = purchases.returns.clone();
    let n = rows.height();
    for (name, column) in [
        ("status", UInt8Chunked::full("status".into(), status::RETURNED, n).into_column()),
        ("branch", UInt32Chunked::full_null("branch".into(), n).into_column()),
        ("coupon", UInt32Chunked::full_null("coupon".into(), n).into_column()),
        ("hour", UInt8Chunked::full_null("hour".into(), n).into_column()),
        ("items", Float64Chunked::full_null("items".into(), n).into_column()),
    ] {
        if rows.column(name).is_err() {
            rows.with_column(column)?;
        }
    }
    let purchases = Purchases {
        products: purchases.products.clone(),
        lines_of_products: purchases.lines_of_returns.clone(),
        ..Purchases::default()
    };
    Ok(Some(Facts { transactions: rows, purchases: Some(purchases), ..facts.clone() }))
}

fn keep(kept: &mut [bool], is: impl Iterator<Item = bool>, negated: bool) {
    for (kept, is) in kept.iter_mut().zip(is) {
        *kept &= is != negated;
    }
}

fn present<'a>(dimension: &'a Dimension, needs: &str) -> Result<&'a Dimension, Refusal> {
    if dimension.is_empty() { Err(Refusal::key(needs)) } else { Ok(dimension) }
}
