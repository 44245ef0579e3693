//! Conditions on rows of transactions.

use polars::prelude::*;

use super::names::{Wanted, statuses, wanted};
use super::refusal::Refusal;
use crate::data::filter::{Condition, Field, Test};
use crate::data::{Dimension, Facts, Kind, status};
use crate::measures::columns::{MeasureError, Rows, has_transactions};

/// Removes rows that do not match a condition.
pub(super) fn narrow(kept: &mut [bool], facts: &Facts, condition: &Condition) -> Result<(), Refusal> {
    if !has_transactions(facts) {
        return Err(Refusal::key("this needs the table transactions"));
    }
    let rows = Rows::of(facts)?;
    let negated = condition.negated;
    let keep_codes = |kept: &mut [bool], codes: &UInt32Chunked, wanted: &Wanted| {
        keep(kept, codes.iter().map(|code| wanted.has(code)), negated);
    };
    match &condition.test {
        Test::Name(Field::Status, _) if facts.kind == Kind::Purchases => {
            return Err(Refusal::key("status is for coupons: the orders shown are all completed"));
        }
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
                "coupon needs the column coupon_name of transactions, and one in which coupons have names in common",
            )?;
            let wanted = wanted("coupon", coupons, names)?;
            keep_codes(kept, facts.transactions.column("coupon")?.u32()?, &wanted);
        }
        Test::Name(_, names) => {
            let branches = present(&facts.branches, "branch needs the column branch_id of transactions")?;
            keep_codes(kept, &rows.branch, &wanted("branch", branches, names)?);
        }
        Test::Day(_, comparison) => keep(kept, rows.day.iter().map(|day| comparison.holds(day)), negated),
        Test::Number(..) | Test::Word(..) => {}
    }
    Ok(())
}

/// The returns of purchases as rows of transactions, so that the same conditions select them; none for other kinds.
pub(super) fn returns(facts: &Facts) -> Result<Option<Facts>, MeasureError> {
    let Some(purchases) = facts.purchases.as_ref().filter(|purchases| purchases.returns.width() > 0) else {
        return Ok(None);
    };
    let mut rows = purchases.returns.clone();
    let n = rows.height();
    for (name, column) in [
        ("status", UInt8Chunked::full("status".into(), status::RETURNED, n).into_column()),
        ("branch", UInt32Chunked::full_null("branch".into(), n).into_column()),
        ("coupon", UInt32Chunked::full_null("coupon".into(), n).into_column()),
    ] {
        if rows.column(name).is_err() {
            rows.with_column(column)?;
        }
    }
    Ok(Some(Facts { transactions: rows, purchases: None, ..facts.clone() }))
}

fn keep(kept: &mut [bool], is: impl Iterator<Item = bool>, negated: bool) {
    for (kept, is) in kept.iter_mut().zip(is) {
        *kept &= is != negated;
    }
}

fn present<'a>(dimension: &'a Dimension, needs: &str) -> Result<&'a Dimension, Refusal> {
    if dimension.is_empty() { Err(Refusal::key(needs)) } else { Ok(dimension) }
}
