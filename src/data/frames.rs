//! Typed columns as polars frames: sentinels become nulls.

use polars::prelude::{
    BooleanChunked, Column, DataFrame, Float64Chunked, Int32Chunked, IntoColumn, NewChunkedArray, NoNull, PolarsError,
    UInt8Chunked, UInt32Chunked,
};

use super::days::NO_DAY;
use super::facts::words_column;
use super::hours::NO_HOUR;
use super::tables::{Customers, Extra, NO_CODE, Transactions};
use super::word_column::Words;

/// A code; `None` for [`NO_CODE`].
pub fn code(code: u32) -> Option<u32> {
    (code != NO_CODE).then_some(code)
}

/// A column of codes.
pub fn codes(name: &str, codes: Vec<u32>) -> Column {
    UInt32Chunked::from_iter_options(name.into(), codes.into_iter().map(code)).into_column()
}

/// A column of days.
pub fn days(name: &str, days: Vec<i32>) -> Column {
    let day = |d| (d != NO_DAY).then_some(d);
    Int32Chunked::from_iter_options(name.into(), days.into_iter().map(day)).into_column()
}

/// A column of numbers.
pub fn numbers(name: &str, values: Vec<f64>) -> Column {
    let number = |v: f64| (!v.is_nan()).then_some(v);
    Float64Chunked::from_iter_options(name.into(), values.into_iter().map(number)).into_column()
}

/// The frame of customers (see [`super::Facts::customers`]).
///
/// # Errors
/// If two columns have one name.
pub fn customers(customers: Customers) -> Result<DataFrame, PolarsError> {
    let height = customers.join_days.len();
    let mut columns = vec![
        days("join_day", customers.join_days),
        codes("city", customers.city_codes),
        codes("gender", customers.gender_codes),
    ];
    let word_codes = |(name, words): (String, Words)| {
        UInt8Chunked::from_iter_options(name.as_str().into(), words.codes.into_iter()).into_column()
    };
    for Extra { name, values, words } in customers.extras {
        columns.extend(words.map(|words| word_codes((words_column(&name), words))));
        columns.push(numbers(&name, values));
    }
    columns.extend(customers.categorical.into_iter().map(word_codes));
    DataFrame::new(height, columns)
}

/// The frame of transactions (see [`super::Facts::transactions`]).
///
/// # Errors
/// If the lengths of the columns differ.
pub fn transactions(transactions: Transactions) -> Result<DataFrame, PolarsError> {
    let height = transactions.status.len();
    let status: NoNull<UInt8Chunked> = transactions.status.into_iter().collect();
    let mut status = status.into_inner();
    status.rename("status".into());
    let mut columns = vec![
        codes("customer", transactions.customer_codes),
        days("day", transactions.days),
        status.into_column(),
        days("burn_day", transactions.burn_days),
        codes("branch", transactions.branch_codes),
    ];
    columns.extend(transactions.expiry_days.map(|expiry| days("expiry_day", expiry)));
    columns.extend(transactions.coupons.map(|(coupons, _)| codes("coupon", coupons)));
    columns.extend(transactions.amounts.map(|amounts| numbers("amount", amounts)));
    let hour = |hour: u8| (hour != NO_HOUR).then_some(hour);
    let hours = |hours: Vec<u8>| UInt8Chunked::from_iter_options("hour".into(), hours.into_iter().map(hour));
    columns.extend(transactions.hours.map(|of| hours(of).into_column()));
    columns.extend(transactions.items.map(|items| numbers("items", items)));
    let flags = |with: Vec<bool>| BooleanChunked::from_slice("with_coupon".into(), &with);
    columns.extend(transactions.with_coupon.map(|with| flags(with).into_column()));
    DataFrame::new(height, columns)
}
