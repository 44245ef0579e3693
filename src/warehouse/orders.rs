//! How rows make orders, as expressions of SQL: one text for all engines, for the tables of measures and for saved models.
//!
//! Rows have the columns `order_key`, `status`, `amount`, and `price` where that is another column. The rules are those by which files are read.

use super::Dialect;

/// A total that is closer to 0 than this share of the sum of its parts is 0: sums of decimal fractions are not exact.
const ROUNDING: f64 = 1e-12;

/// 1 in the rows of an order of which a row is completed, or none has a status.
pub const IS_COMPLETED: &str = "CASE WHEN MAX(CASE WHEN status = 'completed' THEN 1 ELSE 0 END) OVER (PARTITION BY order_key) = 1 \
     OR COUNT(status) OVER (PARTITION BY order_key) = 0 THEN 1 ELSE 0 END";

/// 1 in the rows that are in the total of their order: a row of a completed order (`is_completed`) that was cancelled, is pending, or
/// was returned at a positive amount was not sold.
pub const COUNTS: &str = "CASE WHEN status IS NULL OR status = 'completed' OR is_completed = 0 \
                          OR (status = 'returned' AND amount < 0) THEN 1 ELSE 0 END";

/// The total of an order, of rows with `counts`.
pub const TOTAL: &str = "SUM(CASE WHEN counts = 1 THEN amount END)";

/// The size that the rounding of the total is compared with.
pub const SIZE: &str = "SUM(CASE WHEN counts = 1 THEN ABS(amount) END)";

/// The amount of a row: an order without any amount has the sum of its prices.
pub const OR_PRICE: &str = "CASE WHEN COUNT(amount) OVER (PARTITION BY order_key) = 0 THEN price ELSE amount END";

/// The price of a row from the price of a piece; without a quantity, a row is one piece.
pub fn priced(unit_price: &str, quantity: Option<&str>) -> String {
    quantity.map_or_else(|| unit_price.to_owned(), |quantity| format!("{quantity} * {unit_price}"))
}

/// Whether an order with `amount` and `size` is a return: its total is below 0.
pub fn is_return(dialect: Dialect) -> String {
    format!("amount < -{} * size", dialect.number(ROUNDING))
}

/// Whether it is none.
pub fn is_no_return(dialect: Dialect, total: &str) -> String {
    format!("COALESCE({total}, 0) >= -{} * COALESCE(size, 0)", dialect.number(ROUNDING))
}
