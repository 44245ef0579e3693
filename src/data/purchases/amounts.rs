//! The amounts of order rows.
//!
//! A column of amounts belongs to rows or to orders: a shop's export has the total of an order in its first row only,
//! or repeats it in each row. The prices of the rows, if there are any, decide which.

use crate::data::tables::Lines;

/// Amounts that differ by less than this share are equal.
const CLOSE: f64 = 0.005;

/// Number of orders of several products that shows that each of them has one amount.
const FEWEST_TOTALS: usize = 5;

/// Amounts by row, `NaN` where there is none.
#[derive(Debug, Default)]
pub struct Amounts {
    /// The contribution of a row to the total of its order.
    pub of_orders: Option<Vec<f64>>,
    /// The price of a row's product.
    pub of_products: Option<Vec<f64>>,
}

/// The amounts of rows, which are `written` in a column or follow from quantity and price; `orders` is the order of
/// each row.
pub fn amounts(written: Option<Vec<f64>>, lines: &Lines, orders: &[u32], count: usize) -> Amounts {
    let priced = priced(lines);
    let Some(written) = written else {
        return Amounts { of_products: priced.clone(), of_orders: priced };
    };
    let shapes = shapes(&written, priced.as_deref(), lines, orders, count);
    let votes = |level: Level| shapes.iter().filter(|shape| shape.level() == Some(level)).count();
    let shape = |at: usize| &shapes[orders[at] as usize];
    if votes(Level::Order) > votes(Level::Row) || (priced.is_none() && are_totals(&shapes)) {
        let first = |(at, amount): (usize, &f64)| if shape(at).first == at { *amount } else { f64::NAN };
        let alone = |(at, amount): (usize, &f64)| if shape(at).rows == 1 { *amount } else { f64::NAN };
        let of_orders = written.iter().enumerate().map(first).collect();
        let of_products = priced.unwrap_or_else(|| written.iter().enumerate().map(alone).collect());
        return Amounts { of_orders: Some(of_orders), of_products: Some(of_products) };
    }
    // An order without any amount has the sum of its prices.
    let or_priced = |(at, amount): (usize, &f64)| match &priced {
        Some(priced) if shape(at).written == 0 => priced[at],
        _ => *amount,
    };
    let all: Vec<f64> = written.iter().enumerate().map(or_priced).collect();
    Amounts { of_products: Some(all.clone()), of_orders: Some(all) }
}

/// Whether amounts without prices are those of orders: of every order with several products, all rows have the same one.
fn are_totals(shapes: &[Shape]) -> bool {
    let mut several = shapes.iter().filter(|shape| shape.rows > 1 && shape.written > 0).peekable();
    let count =
        shapes.iter().filter(|shape| shape.products == Products::Several && shape.written == shape.rows).count();
    count >= FEWEST_TOTALS
        && several.peek().is_some()
        && several.all(|shape| shape.written == shape.rows && !shape.differ)
}

/// Quantity × price; without a column of quantities a row is one item.
fn priced(lines: &Lines) -> Option<Vec<f64>> {
    let prices = lines.unit_prices.as_ref()?;
    Some(match &lines.quantities {
        Some(quantities) => quantities.iter().zip(prices).map(|(quantity, price)| quantity * price).collect(),
        None => prices.clone(),
    })
}

/// What a written amount belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Order,
    Row,
}

/// The amounts of one order.
#[derive(Clone, Default)]
struct Shape {
    rows: usize,
    /// Rows with an amount, and the first of them.
    written: usize,
    first: usize,
    amount: f64,
    /// Whether its first row has an amount, and whether all amounts are equal.
    leads: bool,
    differ: bool,
    /// Rows whose amount is their price, the sum of the prices, and whether they differ.
    as_priced: usize,
    total: f64,
    price: f64,
    prices_differ: bool,
    products: Products,
}

/// The products of an order.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Products {
    /// None so far.
    #[default]
    Unknown,
    One(u32),
    Several,
}

impl Products {
    fn and(self, product: u32) -> Self {
        match self {
            Self::Unknown => Self::One(product),
            Self::One(known) if known == product => self,
            _ => Self::Several,
        }
    }
}

impl Shape {
    /// What the amounts of this order show; `None` if there is only one row, or no amount.
    fn level(&self) -> Option<Level> {
        if self.rows < 2 || self.written == 0 {
            return None;
        }
        let only_first = self.written == 1 && self.leads;
        let repeated = self.written == self.rows
            && !self.differ
            && self.as_priced < self.rows
            && (self.prices_differ || close(self.total, self.amount));
        Some(if only_first || repeated { Level::Order } else { Level::Row })
    }
}

fn shapes(written: &[f64], priced: Option<&[f64]>, lines: &Lines, orders: &[u32], count: usize) -> Vec<Shape> {
    let mut shapes = vec![Shape::default(); count];
    for (at, (amount, order)) in written.iter().zip(orders).enumerate() {
        let shape = &mut shapes[*order as usize];
        if let Some((codes, _)) = &lines.products {
            shape.products = shape.products.and(codes[at]);
        }
        if let Some(price) = priced.map(|priced| priced[at]).filter(|price| !price.is_nan()) {
            shape.prices_differ |= shape.rows > 0 && !close(price, shape.price);
            shape.price = price;
            shape.total += price;
            shape.as_priced += usize::from(close(*amount, price));
        }
        if !amount.is_nan() {
            if shape.written == 0 {
                (shape.first, shape.amount, shape.leads) = (at, *amount, shape.rows == 0);
            }
            shape.differ |= !close(*amount, shape.amount);
            shape.written += 1;
        }
        shape.rows += 1;
    }
    shapes
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= CLOSE * a.abs().max(b.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO: f64 = f64::NAN;

    /// Totals by order and amounts by row.
    fn totals(written: Option<&[f64]>, priced: Option<(&[f64], &[f64])>, orders: &[u32]) -> (Vec<f64>, Vec<f64>) {
        let count = orders.iter().max().map_or(0, |last| *last as usize + 1);
        let lines = Lines {
            quantities: priced.map(|(quantities, _)| quantities.to_vec()),
            unit_prices: priced.map(|(_, prices)| prices.to_vec()),
            ..Lines::default()
        };
        let amounts = amounts(written.map(<[f64]>::to_vec), &lines, orders, count);
        let mut totals = vec![0.0; count];
        let of_orders = amounts.of_orders.unwrap_or_default();
        of_orders.iter().zip(orders).filter(|(a, _)| !a.is_nan()).for_each(|(a, o)| totals[*o as usize] += a);
        (totals, amounts.of_products.unwrap_or_default())
    }

    #[test]
    fn a_total_in_the_first_row_is_that_of_the_order() {
        // 55 with 5 for shipping, of a mug for 30 and two spoons for 10.
        let priced: (&[f64], &[f64]) = (&[1.0, 2.0, 1.0], &[30.0, 10.0, 20.0]);
        let (totals, rows) = totals(Some(&[55.0, NO, 25.0]), Some(priced), &[0, 0, 1]);
        assert_eq!((totals, rows), (vec![55.0, 25.0], vec![30.0, 20.0, 20.0]));
    }

    #[test]
    fn a_total_in_each_row_is_not_summed() {
        let priced: (&[f64], &[f64]) = (&[1.0, 2.0, 1.0], &[30.0, 10.0, 20.0]);
        assert_eq!(totals(Some(&[50.0, 50.0, 20.0]), Some(priced), &[0, 0, 1]).0, [50.0, 20.0]);
        // Two rows with equal prices: only their sum decides.
        let priced: (&[f64], &[f64]) = (&[1.0, 1.0], &[10.0, 10.0]);
        assert_eq!(totals(Some(&[20.0, 20.0]), Some(priced), &[0, 0]).0, [20.0]);
    }

    #[test]
    fn one_amount_in_all_rows_of_each_order_is_its_total() {
        let totals = |written: &[f64], products: &[u32]| {
            let orders: Vec<u32> = (0..written.len() as u32).map(|row| row / 2).collect();
            let products = Some((products.to_vec(), crate::data::facts::Dimension::default()));
            let lines = Lines { products, ..Lines::default() };
            let amounts = amounts(Some(written.to_vec()), &lines, &orders, written.len() / 2);
            amounts.of_orders.unwrap_or_default().iter().filter(|amount| !amount.is_nan()).sum::<f64>().to_string()
        };
        let repeated = [5.0, 5.0, 7.0, 7.0, 9.0, 9.0, 4.0, 4.0, 8.0, 8.0];
        let (different, same) = ([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
        assert_eq!(totals(&repeated, &different), "33");
        assert_eq!(totals(&repeated, &same), "66", "two of one product");
        let mut one_differs = repeated;
        one_differs[1] = 6.0;
        assert_eq!(totals(&one_differs, &different), "67");
        assert_eq!(totals(&repeated[..8], &different[..8]), "50", "too few orders");
    }

    #[test]
    fn amounts_of_rows_are_summed() {
        let priced: (&[f64], &[f64]) = (&[1.0, 1.0, 3.0], &[10.0, 10.0, 5.0]);
        assert_eq!(totals(Some(&[10.0, 10.0, 15.0]), Some(priced), &[0, 0, 1]).0, [20.0, 15.0]);
        assert_eq!(totals(Some(&[10.0, 10.0, 7.0]), None, &[0, 0, 1]).0, [20.0, 7.0]);
        assert_eq!(totals(Some(&[10.0, NO, 7.0, 8.0, 1.0, 2.0]), None, &[0, 0, 1, 1, 2, 2]).0, [10.0, 15.0, 3.0]);
    }

    #[test]
    fn without_an_amount_it_is_quantity_times_price() {
        let priced: (&[f64], &[f64]) = (&[6.0, 2.0, -1.0], &[2.5, 3.0, 2.5]);
        assert_eq!(totals(None, Some(priced), &[0, 0, 1]).0, [21.0, -2.5]);
        assert_eq!(totals(Some(&[20.0, 1.0, NO]), Some(priced), &[0, 0, 1]).0, [21.0, -2.5], "an order without any");
        assert_eq!(totals(None, None, &[0, 0, 1]), (vec![0.0, 0.0], vec![]));
    }
}
