//! Which products are in which orders.
//!
//! Lines come in the order of orders, and orders by customer, so that one pass finds what a product, an order or a customer
//! needs without a sort.

use polars::prelude::{DataFrame, UInt32Chunked};

use super::columns::{MeasureError, each, lookup};
use super::key_pairs::{Pair, distinct, sorted};
use crate::data::Facts;

/// Each order with each of its products, ascending: an order with two lines of a product is one order of it.
#[derive(Debug, Default)]
pub(crate) struct Bought(Vec<Pair>);

impl Bought {
    /// From completed orders; empty without a column of products.
    pub fn of(facts: &Facts) -> Result<Self, MeasureError> {
        facts.purchases.as_ref().map_or_else(|| Ok(Self::default()), |loaded| Self::of_lines(&loaded.lines_of_products))
    }

    /// From the lines of orders, or of returns.
    pub fn of_lines(lines: &DataFrame) -> Result<Self, MeasureError> {
        if lines.width() == 0 {
            return Ok(Self::default());
        }
        Ok(Self(distinct(pairs(lines)?.map(|(product, order)| (order, product)))))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Each order with each of its products.
    pub fn orders(&self) -> impl Iterator<Item = (u32, u32)> {
        self.0.iter().map(|pair| (pair.key(), pair.value()))
    }

    /// Each customer with each product, once for each order of it, ascending; `customers` are those of the orders.
    pub fn by_customer(&self, customers: &UInt32Chunked) -> Vec<Pair> {
        sorted(self.customers(customers))
    }

    /// The customer of each order with each of its products, in the order of orders.
    pub fn customers(&self, customers: &UInt32Chunked) -> impl Iterator<Item = (u32, u32)> {
        let customer = lookup(customers);
        self.orders().filter_map(move |(order, product)| Some((customer(order)?, product)))
    }

    /// The number of orders of each of `known` products.
    pub fn by_product(&self, known: usize) -> Vec<u64> {
        let mut orders = vec![0; known];
        for (_, product) in self.orders() {
            orders[product as usize] += 1;
        }
        orders
    }
}

/// (product, order) of the lines of orders that name a product.
pub(crate) fn pairs(lines: &DataFrame) -> Result<impl Iterator<Item = (u32, u32)>, MeasureError> {
    let (product, order) = (lines.column("product")?.u32()?, lines.column("order")?.u32()?);
    Ok(each(product).zip(each(order)).filter_map(|(product, order)| Some((product?, order?))))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use polars::prelude::*;

    use super::*;

    #[test]
    fn two_lines_of_a_product_are_one_order_of_it_in_any_order_of_lines() {
        let lines = |order: &[u32], product: &[Option<u32>]| df!("order" => order, "product" => product).unwrap();
        let by_order = lines(&[0, 0, 0, 1, 3, 3], &[Some(2), Some(1), Some(2), None, Some(0), Some(2)]);
        let mixed = lines(&[3, 0, 1, 0, 3, 0], &[Some(2), Some(2), None, Some(1), Some(0), Some(2)]);
        for lines in [by_order, mixed] {
            let bought = Bought::of_lines(&lines).unwrap();
            assert_eq!(bought.orders().collect::<Vec<_>>(), [(0, 1), (0, 2), (3, 0), (3, 2)]);
            assert_eq!((bought.len(), bought.by_product(4)), (4, vec![1, 1, 2, 0]));
            let customers = UInt32Chunked::from_iter([Some(7), None, None, None]);
            assert_eq!(bought.customers(&customers).collect::<Vec<_>>(), [(7, 1), (7, 2)]);
        }
        assert_eq!(Bought::of_lines(&DataFrame::default()).unwrap().len(), 0);
    }
}
