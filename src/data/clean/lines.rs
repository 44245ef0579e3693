//! Rows of purchases as they are read, before they are grouped to orders: facts have only the orders.

use polars::prelude::{DataFrame, PolarsError};

use crate::data::days::NO_DAY;
use crate::data::frames;
use crate::data::purchases::orders;
use crate::data::tables::{NO_CODE, Transactions};

/// The rows, and the order of each.
pub struct Lines {
    /// The columns that [`crate::data::facts::Facts::transactions`] has of other events, and `quantity` and `unit_price` where there
    /// are such columns.
    pub frame: DataFrame,
    order_of: Vec<u32>,
    orders: Vec<Order>,
}

/// What the rows of an order say together.
#[derive(Clone, Copy, Default)]
struct Order {
    has_customer: bool,
    has_day: bool,
}

impl Lines {
    /// Groups the rows to orders.
    ///
    /// # Errors
    /// If memory cannot be allocated.
    pub fn new(mut rows: Transactions) -> Result<Self, PolarsError> {
        let lines = rows.lines.take().unwrap_or_default();
        let (order_of, count) = orders::group(&lines.order_keys);
        let mut orders = vec![Order::default(); count];
        for (at, order) in order_of.iter().enumerate() {
            let order = &mut orders[*order as usize];
            order.has_customer |= rows.customer_codes[at] != NO_CODE;
            order.has_day |= rows.days[at] != NO_DAY;
        }
        let mut frame = frames::transactions(rows)?;
        for (name, values) in [("quantity", lines.quantities), ("unit_price", lines.unit_prices)] {
            if let Some(values) = values {
                frame.with_column(frames::numbers(name, values))?;
            }
        }
        Ok(Self { frame, order_of, orders })
    }

    /// The order of a row, by first appearance.
    pub fn order(&self, index: usize) -> usize {
        self.order_of.get(index).map_or(0, |order| *order as usize)
    }

    /// How many orders there are.
    pub fn orders(&self) -> usize {
        self.orders.len()
    }

    /// Whether one of the rows of the same order has a customer.
    pub fn has_customer(&self, index: usize) -> bool {
        self.orders.get(self.order(index)).is_some_and(|order| order.has_customer)
    }

    /// Whether one of the rows of the same order has a day.
    pub fn has_day(&self, index: usize) -> bool {
        self.orders.get(self.order(index)).is_some_and(|order| order.has_day)
    }
}
