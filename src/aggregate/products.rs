//! Orders and returns by product.

use polars::prelude::DataFrame;
use rayon::prelude::*;

use super::bought::Bought;
use super::buyers::{Buyers, buyers};
use super::columns::{MeasureError, each, lookup};
use super::months::Calendar;
use super::passes::Passes;
use super::sum::Sum;

/// Most products that are listed; the others are summed.
pub const MOST_PRODUCTS: usize = 10_000;
/// Most products that are counted by month.
pub const MOST_BY_MONTH: usize = 200;

/// Orders and returns by product, each by code. In SQL: of lines, orders and returns, `GROUP BY product`.
pub(crate) struct ByProduct {
    /// Orders that it is in.
    pub orders: Vec<u64>,
    /// Pieces; none where no line has a quantity.
    pub items: Option<Vec<f64>>,
    /// The amounts of its lines, without returns; none without amounts.
    pub revenue: Option<Vec<f64>>,
    /// Returns that name it.
    pub returns: Vec<u64>,
    /// The amounts of its lines in returns.
    pub returned: Vec<f64>,
    /// Who ordered it.
    pub buyers: Vec<Buyers>,
}

/// Sales of a product in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MonthSales {
    /// Orders that it is in.
    pub orders: u32,
    /// The amounts of its lines; 0 without amounts.
    pub revenue: f64,
}

/// Orders with one of some products or more.
pub(crate) struct OrdersWith {
    /// Their number.
    pub orders: u64,
    /// Their customers.
    pub customers: u64,
}

impl Passes<'_> {
    /// Orders and returns by product; none without a column of products.
    pub fn products(&self) -> Result<Option<ByProduct>, MeasureError> {
        let loaded = self.facts.purchases.as_ref().filter(|loaded| loaded.lines_of_products.width() > 0);
        let Some(loaded) = loaded.filter(|loaded| !loaded.products.is_empty()) else { return Ok(None) };
        let known = loaded.products.len();
        let sums = |column| sums(&loaded.lines_of_products, column, known);
        let ((items, revenue), (orders, returned)) = rayon::join(
            || rayon::join(|| sums("quantity"), || sums("amount")),
            || rayon::join(|| self.bought.by_product(known), || returned(&loaded.lines_of_returns, known)),
        );
        let (returns, returned) = returned?;
        let revenue = revenue?.filter(|_| self.facts.has_amount);
        let buyers = buyers(&self.buyers, known);
        Ok(Some(ByProduct { orders, items: items?, revenue, returns, returned, buyers }))
    }

    /// Orders and revenue of each of the `top` products by month of the order. In SQL: `GROUP BY product, month`.
    pub fn products_by_month(&self, top: &[usize], calendar: &Calendar) -> Result<Vec<Vec<MonthSales>>, MeasureError> {
        let Some(loaded) = &self.facts.purchases else { return Ok(Vec::new()) };
        let Self { rows, bought, .. } = self;
        let mut place = vec![None; loaded.products.len()];
        top.iter().enumerate().for_each(|(at, code)| place[*code] = Some(at));
        let place = |product: u32| place.get(product as usize).copied().flatten();
        let day = lookup(&rows.day);
        let month = |order: u32| calendar.month(day(order));
        let mut sums = vec![vec![(0_u32, Sum::default()); calendar.months.len()]; top.len()];
        for (order, product) in bought.orders() {
            if let Some(place) = place(product)
                && let Some(month) = month(order)
            {
                sums[place][month].0 += 1;
            }
        }
        let amounts = loaded.lines_of_products.column("amount")?.f64()?;
        let frame = &loaded.lines_of_products;
        let lines = each(frame.column("product")?.u32()?).zip(each(frame.column("order")?.u32()?)).zip(each(amounts));
        for ((product, order), amount) in lines {
            if let Some(place) = product.and_then(place)
                && let Some((month, amount)) = order.and_then(month).zip(amount.filter(|amount| amount.is_finite()))
            {
                sums[place][month].1.add(amount);
            }
        }
        let sales = |(orders, revenue): (u32, Sum)| MonthSales { orders, revenue: revenue.value() };
        Ok(sums.into_iter().map(|months| months.into_iter().map(sales).collect()).collect())
    }

    /// Orders with one of some products, and their customers. In SQL: `COUNT(DISTINCT ...)` of the orders with one.
    pub fn orders_with(&self, products: &[usize]) -> OrdersWith {
        let mut is_one = vec![false; self.facts.purchases.as_ref().map_or(0, |loaded| loaded.products.len())];
        for code in products {
            is_one[*code] = true;
        }
        let orders = || self.bought.orders().filter(|(_, product)| is_one[*product as usize]).map(|(order, _)| order);
        let customer = lookup(&self.rows.customer);
        OrdersWith { orders: count_distinct(orders()), customers: count_distinct(orders().filter_map(&customer)) }
    }
}

/// Of each product, the number of returns that name it, and the amounts of its lines in them.
fn returned(lines: &DataFrame, known: usize) -> Result<(Vec<u64>, Vec<f64>), MeasureError> {
    if lines.width() == 0 {
        return Ok((vec![0; known], vec![0.0; known]));
    }
    let amounts = sums(lines, "amount", known)?;
    Ok((Bought::of_lines(lines)?.by_product(known), amounts.unwrap_or_else(|| vec![0.0; known])))
}

fn count_distinct(codes: impl Iterator<Item = u32>) -> u64 {
    let mut codes: Vec<u32> = codes.collect();
    codes.par_sort_unstable();
    codes.dedup();
    codes.len() as u64
}

/// Sums of a column of the lines by product; none where no line has a value.
fn sums(frame: &DataFrame, column: &str, codes: usize) -> Result<Option<Vec<f64>>, MeasureError> {
    let values = frame.column(column)?.f64()?;
    let mut sums = vec![Sum::default(); codes];
    let mut found = false;
    for (product, value) in each(frame.column("product")?.u32()?).zip(each(values)) {
        let slot = product.and_then(|product| sums.get_mut(product as usize));
        if let Some((sum, value)) = slot.zip(value.filter(|value| value.is_finite())) {
            sum.add(value);
            found = true;
        }
    }
    Ok(found.then(|| sums.into_iter().map(Sum::value).collect()))
}
