//! Typed columns as polars frames: sentinels become nulls.

use polars::prelude::{
    BooleanChunked, ChunkedArray, Column, DataFrame, Float64Type, Int32Type, IntoColumn, NewChunkedArray, PolarsError,
    PolarsNumericType, UInt8Chunked, UInt8Type, UInt32Type,
};
use polars_arrow::bitmap::Bitmap;
use rayon::prelude::*;

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
    column::<UInt32Type>(name, codes, |code| code != NO_CODE)
}

/// A column of days.
pub fn days(name: &str, days: Vec<i32>) -> Column {
    column::<Int32Type>(name, days, |day| day != NO_DAY)
}

/// A column of numbers.
pub fn numbers(name: &str, values: Vec<f64>) -> Column {
    column::<Float64Type>(name, values, |value| !value.is_nan())
}

/// Hours of the day, null where there is none.
pub fn hours(name: &str, hours: Vec<u8>) -> Column {
    column::<UInt8Type>(name, hours, |hour| hour != NO_HOUR)
}

/// A column of the values where they are, null where there is none.
fn column<T: PolarsNumericType>(name: &str, values: Vec<T::Native>, is_there: impl Fn(T::Native) -> bool) -> Column
where
    ChunkedArray<T>: IntoColumn,
{
    let there: Bitmap = values.iter().map(|value| is_there(*value)).collect();
    let there = Some(there).filter(|there| there.unset_bits() > 0);
    ChunkedArray::<T>::from_vec_validity(name.into(), values, there).into_column()
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

/// Makes a column. The columns of events are long, and made in parallel.
type Make = Box<dyn FnOnce() -> Column + Send>;

/// The frame of transactions (see [`super::Facts::transactions`]).
///
/// # Errors
/// If the lengths of the columns differ.
pub fn transactions(transactions: Transactions) -> Result<DataFrame, PolarsError> {
    let height = transactions.status.len();
    let mut columns: Vec<Make> = vec![
        Box::new(move || codes("customer", transactions.customer_codes)),
        Box::new(move || days("day", transactions.days)),
        Box::new(move || column::<UInt8Type>("status", transactions.status, |_| true)),
        Box::new(move || days("burn_day", transactions.burn_days)),
        Box::new(move || codes("branch", transactions.branch_codes)),
    ];
    let mut add = |column: Option<Make>| columns.extend(column);
    add(transactions.expiry_days.map(|expiry| Box::new(move || days("expiry_day", expiry)) as Make));
    add(transactions.coupons.map(|(coupons, _)| Box::new(move || codes("coupon", coupons)) as Make));
    add(transactions.amounts.map(|amounts| Box::new(move || numbers("amount", amounts)) as Make));
    add(transactions.hours.map(|of| Box::new(move || hours("hour", of)) as Make));
    add(transactions.items.map(|items| Box::new(move || numbers("items", items)) as Make));
    let flags = |with: &[bool]| BooleanChunked::from_slice("with_coupon".into(), with);
    add(transactions.with_coupon.map(|with| Box::new(move || flags(&with).into_column()) as Make));
    DataFrame::new(height, columns.into_par_iter().map(|make| make()).collect())
}
