//! Columns that only purchases have: order, product, quantity, price.

use super::names::Names;
use super::order_keys::OrderKeys;
use super::side_by_side::by_blocks;
use crate::data::block::Block;
use crate::data::cell::Cell;
use crate::data::facts::Dimension;
use crate::data::findings::{Check, Finding};
use crate::data::layout::Layout;
use crate::data::notation::Unsettled;
use crate::data::number_column::NumberColumn;
use crate::data::rows::RowNumbers;
use crate::data::schema::Table;

/// Most products; more are not worth their memory.
pub const MOST_PRODUCT_NAMES: usize = 1_000_000;

/// The rows of purchases, to be grouped into orders.
#[derive(Debug, Default)]
pub struct Lines {
    /// The order of each row (see [`OrderKeys`]).
    pub order_keys: Vec<u64>,
    /// Product codes, or [`super::NO_CODE`], and the products; `None` without such a column, or with too many names in
    /// it.
    pub products: Option<(Vec<u32>, Dimension)>,
    /// Quantities, `NaN` if missing; `None` without such a column.
    pub quantities: Option<Vec<f64>>,
    /// Unit prices, `NaN` if missing; `None` without such a column.
    pub unit_prices: Option<Vec<f64>>,
    /// The currency of the prices, if it is written beside them.
    pub currency: Option<String>,
    /// Whether the row has a coupon; `None` without such a column.
    pub with_coupon: Option<Vec<bool>>,
    /// Findings.
    pub findings: Vec<Finding>,
}

impl Lines {
    /// The quantity of a row, `NaN` if there is none.
    pub fn quantity(&self, row: usize) -> f64 {
        self.quantities.as_ref().map_or(f64::NAN, |quantities| quantities[row])
    }
}

/// Collects them.
#[derive(Debug)]
pub struct LinesBuilder {
    product: Option<usize>,
    quantity: Option<usize>,
    unit_price: Option<usize>,
    coupon: Option<usize>,
    order_keys: OrderKeys,
    products: Names,
    quantities: NumberColumn,
    unit_prices: NumberColumn,
    with_coupon: Vec<bool>,
}

impl LinesBuilder {
    /// A builder for purchases laid out as `layout`.
    pub fn new(layout: &Layout) -> Self {
        Self {
            product: layout.at("product"),
            quantity: layout.at("quantity"),
            unit_price: layout.at("unit_price"),
            coupon: layout.at("coupon_name"),
            order_keys: OrderKeys::new(layout),
            products: Names::new(MOST_PRODUCT_NAMES),
            quantities: NumberColumn::default(),
            unit_prices: NumberColumn::default(),
            with_coupon: Vec::new(),
        }
    }

    /// Adds rows.
    pub fn push_all(&mut self, blocks: &[Block<'_>]) {
        let mut orders = |block: Block<'_>| self.order_keys.push_all(block);
        let mut products = |block: Block<'_>| {
            block.each_if_any(self.product, |number, cell| self.products.push(number, cell));
        };
        let mut quantities = |block: Block<'_>| {
            block.each_if_any(self.quantity, |number, cell| {
                self.quantities.push(number, cell);
            });
        };
        let mut prices = |block: Block<'_>| {
            block.each_if_any(self.unit_price, |number, cell| {
                self.unit_prices.push(number, cell);
            });
            block.each_if_any(self.coupon, |_, cell| self.with_coupon.push(cell.present() != Cell::Empty));
        };
        by_blocks(blocks, &mut [&mut orders, &mut products, &mut quantities, &mut prices]);
    }

    /// Parses the numbers; `decimal` is the user's decimal mark. The currency is that of the `known` rows.
    ///
    /// # Errors
    /// The column with an ambiguous decimal mark.
    pub fn finish(
        mut self,
        rows: &RowNumbers,
        decimal: Option<char>,
        known: &dyn Fn(usize) -> bool,
    ) -> Result<Lines, Unsettled> {
        let table = Table::Transactions;
        let nulls = std::mem::take(&mut self.order_keys.nulls);
        let mut findings: Vec<Finding> =
            nulls.finding(Check::NullId, table, Some("transaction_id")).into_iter().collect();
        let mut currency = None;
        let mut numbers = |column: NumberColumn, at: Option<usize>, name| {
            let mut numbers = column.finish(rows, decimal, known);
            if let Some(why) = numbers.undecided {
                return Err(why.of(name));
            }
            findings.extend(numbers.mixed_currency(table, name));
            findings.extend(numbers.bad.finding(Check::UnparsableValue, table, Some(name)));
            currency = numbers.currency;
            Ok(at.map(|_| numbers.values))
        };
        let quantities = numbers(self.quantities, self.quantity, "quantity")?;
        let unit_prices = numbers(self.unit_prices, self.unit_price, "unit_price")?;
        Ok(Lines {
            order_keys: self.order_keys.finish(),
            products: self.product.and_then(|_| self.products.finish()),
            quantities,
            unit_prices,
            currency,
            with_coupon: self.coupon.map(|_| self.with_coupon),
            findings,
        })
    }
}
