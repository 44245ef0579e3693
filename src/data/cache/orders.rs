//! The totals of orders as columns.

use std::io;
use std::sync::Arc;

use polars::prelude::{
    BooleanChunked, DataFrame, Float64Chunked, Int32Chunked, IntoColumn, NewChunkedArray, PolarsError, UInt8Chunked,
    UInt32Chunked,
};

use crate::data::order_totals::OrderTotals;

/// A row for each order.
///
/// # Errors
/// Never fails: all columns have the same length and different names.
pub fn frame(orders: &[OrderTotals]) -> io::Result<DataFrame> {
    let columns = vec![
        UInt32Chunked::from_iter_options("customer".into(), orders.iter().map(|order| order.customer)).into_column(),
        Int32Chunked::from_iter_options("day".into(), orders.iter().map(|order| order.day)).into_column(),
        UInt8Chunked::from_iter_values("status".into(), orders.iter().map(|order| order.status)).into_column(),
        UInt32Chunked::from_iter_values("lines".into(), orders.iter().map(|order| order.lines)).into_column(),
        BooleanChunked::from_iter_values("with_coupon".into(), orders.iter().map(|order| order.with_coupon))
            .into_column(),
        Float64Chunked::from_iter_values("items".into(), orders.iter().map(|order| order.items)).into_column(),
        Float64Chunked::from_iter_values("amount".into(), orders.iter().map(|order| order.amount)).into_column(),
    ];
    DataFrame::new(orders.len(), columns).map_err(io::Error::other)
}

/// The orders of such rows.
///
/// # Errors
/// If a column is missing or has another type.
pub fn of(frame: &DataFrame) -> io::Result<Arc<Vec<OrderTotals>>> {
    let orders = || -> Result<Arc<Vec<OrderTotals>>, PolarsError> {
        let customers = frame.column("customer")?.u32()?.iter();
        let days = frame.column("day")?.i32()?.iter();
        let statuses = frame.column("status")?.u8()?.iter();
        let lines = frame.column("lines")?.u32()?.iter();
        let coupons = frame.column("with_coupon")?.bool()?.iter();
        let items = frame.column("items")?.f64()?.iter();
        let amounts = frame.column("amount")?.f64()?.iter();
        let rows = customers.zip(days).zip(statuses).zip(lines).zip(coupons).zip(items).zip(amounts);
        let order = |((((((customer, day), status), lines), with_coupon), items), amount)| OrderTotals {
            customer,
            day,
            status: Option::unwrap_or_default(status),
            lines: Option::unwrap_or_default(lines),
            with_coupon: Option::unwrap_or_default(with_coupon),
            items: Option::unwrap_or_default(items),
            amount: Option::unwrap_or_default(amount),
        };
        Ok(Arc::new(rows.map(order).collect()))
    };
    orders().map_err(io::Error::other)
}
