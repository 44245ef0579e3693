//! How often each code is in the rows, and what the rows have.

use polars::prelude::ChunkAgg;

use super::columns::{MeasureError, Rows, each};
use crate::data::filter::Size;
use crate::data::{Facts, Kind, status};

/// How often each code is in the rows, and what the rows have.
pub(crate) struct Frequencies {
    /// Rows of each branch.
    pub branches: Vec<u64>,
    /// Rows of each coupon.
    pub coupons: Vec<u64>,
    /// Lines of each product; empty without a column of products.
    pub products: Vec<u64>,
    /// Whether a coupon expired.
    pub has_expired: bool,
    /// The first and the last day of a row.
    pub days: Option<(i32, i32)>,
    /// Whether dates have times.
    pub has_hours: bool,
    /// What the size of an order is known by.
    pub sizes: Vec<Size>,
}

/// The frequencies in the rows. In SQL: `COUNT(*) GROUP BY` each code.
pub(super) fn frequencies(facts: &Facts) -> Result<Frequencies, MeasureError> {
    let rows = Rows::of(facts)?;
    let column = |name: &str| facts.transactions.column(name).ok();
    let coupons = column("coupon").and_then(|column| column.u32().ok());
    let lines = facts.purchases.as_ref().map(|loaded| (&loaded.lines_of_products, loaded.products.len()));
    let products = match lines.filter(|(lines, _)| lines.width() > 0) {
        Some((lines, products)) => counts(each(lines.column("product")?.u32()?), products),
        None => Vec::new(),
    };
    let has_size = |size: &Size| facts.kind == Kind::Purchases && column(size.column()).is_some();
    Ok(Frequencies {
        branches: counts(each(&rows.branch), facts.branches.len()),
        coupons: counts(coupons.into_iter().flat_map(each), facts.coupons.len()),
        products,
        has_expired: rows.statuses().any(|code| code == status::EXPIRED),
        days: rows.day.min().zip(rows.day.max()),
        has_hours: column("hour").is_some(),
        sizes: [Size::Amount, Size::Items].into_iter().filter(has_size).collect(),
    })
}

/// How often each code below `length` is among some.
pub(crate) fn counts(codes: impl Iterator<Item = Option<u32>>, length: usize) -> Vec<u64> {
    let mut counts = vec![0; length];
    for code in codes.flatten() {
        if let Some(count) = counts.get_mut(code as usize) {
            *count += 1;
        }
    }
    counts
}
