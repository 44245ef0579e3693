//! The products that are bought.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::sales::{Sales, sales};
use crate::aggregate::{ByProduct, Calendar, MeasureError, MonthSales, OrdersWith, Sum, Tables, name};
pub use crate::aggregate::{MOST_BY_MONTH, MOST_PRODUCTS};

/// A product.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    /// Its id; the name where the data has no ids of products.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Orders that it is in.
    pub orders: u64,
    /// Customers who ordered it.
    pub customers: u64,
    /// Pieces; none without a quantity.
    pub items: Option<f64>,
    /// The amounts of its lines, without returns; none without amounts.
    pub revenue: Option<f64>,
    /// Returns that name it.
    pub returns: u64,
    /// The amounts of its lines in returns, below 0; 0 without any.
    pub returned: f64,
    /// Its share of the revenue of all products, and who bought it again.
    pub sales: Sales,
    /// Sales in each of [`Summary::months`](crate::measures::Summary::months); empty below the top [`MOST_BY_MONTH`].
    pub months: Vec<MonthSales>,
}

impl Product {
    /// What was returned as a share of its revenue; none without a revenue.
    pub fn return_rate(&self) -> Option<f64> {
        let revenue = self.revenue.filter(|revenue| *revenue > 0.0)?;
        Some(if self.returned < 0.0 { -self.returned / revenue } else { 0.0 })
    }
}

/// The products below the top [`MOST_PRODUCTS`], summed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OtherProducts {
    /// Their number.
    pub products: u64,
    /// Orders with one of them or more.
    pub orders: u64,
    /// Customers who ordered one of them or more.
    pub customers: u64,
    /// Pieces; none without a quantity.
    pub items: Option<f64>,
    /// The amounts of their lines; none without amounts.
    pub revenue: Option<f64>,
    /// Their share of the revenue of all products; none without amounts.
    pub revenue_share: Option<f64>,
}

/// The products that are listed, and the others.
pub(super) type Products = (Vec<Product>, Option<OtherProducts>);

/// The products of completed orders and of returns by revenue (else by orders) descending, then by name, and the others
/// summed; products that only other orders name are left out. None without a column of products.
pub(super) fn products(tables: &dyn Tables, calendar: &Calendar) -> Result<Option<Products>, MeasureError> {
    let (Some(loaded), Some(table)) = (&tables.facts().purchases, tables.products()?) else { return Ok(None) };
    let ByProduct { orders, items, revenue, returns, returned, buyers } = &table;
    let sales = sales(buyers, revenue.as_deref());
    let mut codes: Vec<usize> = (0..orders.len()).filter(|code| orders[*code] > 0 || returns[*code] > 0).collect();
    codes.par_sort_by_cached_key(|code| name(&loaded.products, *code));
    match revenue {
        Some(revenue) => codes.sort_by(|a, b| revenue[*b].total_cmp(&revenue[*a])),
        None => codes.sort_by_key(|code| Reverse(orders[*code])),
    }
    let (listed, others) = codes.split_at(codes.len().min(MOST_PRODUCTS));
    let mut months = tables.products_by_month(&listed[..listed.len().min(MOST_BY_MONTH)], calendar)?;
    let product = |(place, code): (usize, &usize)| Product {
        id: loaded.products.ids.text(*code).into_owned(),
        name: name(&loaded.products, *code),
        orders: orders[*code],
        customers: sales[*code].buyers,
        items: items.as_ref().map(|items| items[*code]),
        revenue: revenue.as_ref().map(|revenue| revenue[*code]),
        returns: returns[*code],
        returned: returned[*code],
        sales: sales[*code],
        months: months.get_mut(place).map(std::mem::take).unwrap_or_default(),
    };
    let listed = listed.iter().enumerate().map(product).collect();
    let summed = |values: &Option<Vec<f64>>| {
        values.as_ref().map(|values| others.iter().fold(Sum::default(), |sum, code| sum.and(values[*code])).value())
    };
    let of_others = |OrdersWith { orders, customers }| OtherProducts {
        products: others.len() as u64,
        orders,
        customers,
        items: summed(items),
        revenue: summed(revenue),
        revenue_share: others.iter().map(|code| sales[*code].revenue_share).sum(),
    };
    let others = if others.is_empty() { None } else { Some(of_others(tables.orders_with(others)?)) };
    Ok(Some((listed, others)))
}
