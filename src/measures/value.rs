//! The main measure of each kind of data.

use crate::data::Kind;

/// The main measure of a group of rows: burns of coupons; revenue of orders, or their number without amounts.
pub fn value(kind: Kind, transactions: u64, burnt: u64, revenue: Option<f64>) -> f64 {
    match kind {
        Kind::Purchases => revenue.unwrap_or(transactions as f64),
        Kind::Coupons | Kind::Customers => burnt as f64,
    }
}
