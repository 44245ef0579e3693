//! The products that are bought.

use std::cmp::Reverse;

use polars::prelude::DataFrame;
use rayon::prelude::*;

use super::sales::{Sales, sales};
use crate::aggregate::{Bought, Calendar, MeasureError, Passes, Sum, buyers as buyers_of, each, lookup, name};
use crate::data::{Facts, Purchases as Loaded};

/// Most products that are listed; the others are summed.
pub const MOST_PRODUCTS: usize = 10_000;
/// Most products that are counted by month.
pub const MOST_BY_MONTH: usize = 200;

/// A product.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
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
        self.revenue.filter(|revenue| *revenue > 0.0).map(|revenue| (-self.returned).max(0.0) / revenue)
    }
}

/// Sales of a product in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MonthSales {
    /// Orders that it is in.
    pub orders: u32,
    /// The amounts of its lines; 0 without amounts.
    pub revenue: f64,
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
pub(super) fn products(
    facts: &Facts,
    passes: &Passes<'_>,
    calendar: &Calendar,
) -> Result<Option<Products>, MeasureError> {
    let Some(loaded) = facts.purchases.as_ref().filter(|loaded| loaded.lines_of_products.width() > 0) else {
        return Ok(None);
    };
    if loaded.products.is_empty() {
        return Ok(None);
    }
    let known = loaded.products.len();
    let Passes { rows, bought, buyers, .. } = passes;
    let sums = |column| sums(&loaded.lines_of_products, column, known);
    let ((items, revenue), (orders, returned)) = rayon::join(
        || rayon::join(|| sums("quantity"), || sums("amount")),
        || rayon::join(|| bought.by_product(known), || returned(&loaded.lines_of_returns, known)),
    );
    let ((returns, returned), items, revenue) = (returned?, items?, revenue?.filter(|_| facts.has_amount));
    let sales = sales(&buyers_of(buyers, known), revenue.as_deref());
    let mut codes: Vec<usize> = (0..known).filter(|code| orders[*code] > 0 || returns[*code] > 0).collect();
    codes.par_sort_by_cached_key(|code| name(&loaded.products, *code));
    match &revenue {
        Some(revenue) => codes.sort_by(|a, b| revenue[*b].total_cmp(&revenue[*a])),
        None => codes.sort_by_key(|code| Reverse(orders[*code])),
    }
    let (listed, others) = codes.split_at(codes.len().min(MOST_PRODUCTS));
    let mut months = by_month(loaded, passes, calendar, &listed[..listed.len().min(MOST_BY_MONTH)])?;
    let product = |(place, code): (usize, &usize)| Product {
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
    let mut is_other = vec![false; known];
    for code in others {
        is_other[*code] = true;
    }
    let in_others = || bought.orders().filter(|(_, product)| is_other[*product as usize]).map(|(order, _)| order);
    let customer = lookup(&rows.customer);
    let others = (!others.is_empty()).then(|| OtherProducts {
        products: others.len() as u64,
        orders: count_distinct(in_others()),
        customers: count_distinct(in_others().filter_map(&customer)),
        items: summed(&items),
        revenue: summed(&revenue),
        revenue_share: others.iter().map(|code| sales[*code].revenue_share).sum(),
    });
    Ok(Some((listed, others)))
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

/// Orders and revenue of each of the `top` products by month of the order.
fn by_month(
    loaded: &Loaded,
    Passes { rows, bought, .. }: &Passes<'_>,
    calendar: &Calendar,
    top: &[usize],
) -> Result<Vec<Vec<MonthSales>>, MeasureError> {
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
