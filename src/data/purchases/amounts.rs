//! The amounts of order rows.
//!
//! A column of amounts belongs to rows or to orders: a shop's export has the total of an order in its first row only,
//! or repeats it in each row. The prices of the rows, if there are any, decide which.

use rayon::prelude::*;

use super::orders::ByOrder;
use crate::data::tables::Lines;

/// Number of orders of several products that shows that each of them has one amount.
const FEWEST_TOTALS: u64 = 5;

/// Amounts by row, `NaN` where there is none.
#[derive(Debug, Default)]
pub struct Amounts {
    /// The contribution of a row to the total of its order.
    of_orders: Option<Vec<f64>>,
    /// The price of a row's product; none where it is that contribution.
    of_products: Option<Vec<f64>>,
}

impl Amounts {
    /// Whether the column of amounts has totals of orders.
    pub fn are_totals(&self) -> bool {
        self.of_products.is_some()
    }

    /// The contribution of a row to the total of its order.
    pub fn of_order(&self, row: usize) -> f64 {
        self.of_orders.as_ref().map_or(f64::NAN, |amounts| amounts[row])
    }

    /// The price of a row's product.
    pub fn of_product(&self, row: usize) -> f64 {
        self.of_products.as_ref().map_or_else(|| self.of_order(row), |amounts| amounts[row])
    }
}

/// The amounts of rows, which are `written` in a column or follow from quantity and price, which is taken from the lines.
pub fn amounts(written: Option<Vec<f64>>, lines: &mut Lines, orders: &ByOrder) -> Amounts {
    let priced = priced(lines);
    let Some(mut written) = written else {
        return Amounts { of_orders: priced, of_products: None };
    };
    let products = lines.products.as_ref().map(|(codes, _)| codes.as_slice());
    let votes = |order: usize| AmountVotes::of(&Shape::of(orders.rows(order), &written, priced.as_deref(), products));
    let votes = (0..orders.len()).into_par_iter().map(votes).reduce(AmountVotes::default, AmountVotes::and);
    if votes.are_of_orders(priced.is_some()) {
        let (mut first, mut alone) = (vec![f64::NAN; written.len()], vec![f64::NAN; written.len()]);
        for mut own in (0..orders.len()).map(|order| orders.rows(order)) {
            if let Some(row) = own.clone().find(|row| !written[*row].is_nan()) {
                first[row] = written[row];
            }
            if let (1, Some(row)) = (own.len(), own.next()) {
                alone[row] = written[row];
            }
        }
        return Amounts { of_orders: Some(first), of_products: priced.or(Some(alone)) };
    }
    // An order without any amount has the sum of its prices.
    if let Some(priced) = priced {
        for own in (0..orders.len()).map(|order| orders.rows(order)) {
            if own.clone().all(|row| written[row].is_nan()) {
                own.for_each(|row| written[row] = priced[row]);
            }
        }
    }
    Amounts { of_orders: Some(written), of_products: None }
}

/// Quantity × price; without a column of quantities a row is one item.
fn priced(lines: &mut Lines) -> Option<Vec<f64>> {
    let mut prices = lines.unit_prices.take()?;
    if let Some(quantities) = &lines.quantities {
        for (price, quantity) in prices.iter_mut().zip(quantities) {
            *price *= quantity;
        }
    }
    Some(prices)
}

/// Evidence from the amounts of orders with several rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct AmountVotes {
    /// Orders whose amounts are those of the order.
    pub of_orders: u64,
    /// Orders whose amounts are those of their rows.
    pub of_rows: u64,
    /// Orders with an amount.
    pub several: u64,
    /// Those of them with the same amount in all rows.
    pub repeated: u64,
    /// Orders of several products with an amount in each row.
    pub of_products: u64,
}

impl AmountVotes {
    /// Amounts that differ by less than this share are equal.
    pub const CLOSE: f64 = 0.005;

    fn of(shape: &Shape) -> Self {
        let (level, is_full) = (shape.level(), shape.written == shape.rows);
        let is_several = shape.rows > 1 && shape.written > 0;
        Self {
            of_orders: u64::from(level == Some(Level::Order)),
            of_rows: u64::from(level == Some(Level::Row)),
            several: u64::from(is_several),
            repeated: u64::from(is_several && is_full && !shape.differ),
            of_products: u64::from(shape.products == Products::Several && is_full),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            of_orders: self.of_orders + other.of_orders,
            of_rows: self.of_rows + other.of_rows,
            several: self.several + other.several,
            repeated: self.repeated + other.repeated,
            of_products: self.of_products + other.of_products,
        }
    }

    /// Whether amounts are totals of orders. Without prices they are, if in every order with several products all rows have the same one.
    pub fn are_of_orders(self, has_prices: bool) -> bool {
        let is_repeated = self.of_products >= FEWEST_TOTALS && self.several > 0 && self.several == self.repeated;
        self.of_orders > self.of_rows || (!has_prices && is_repeated)
    }
}

/// Whether a written amount belongs to the order or to the row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Order,
    Row,
}

/// The amounts of one order.
#[derive(Default)]
struct Shape {
    rows: usize,
    /// Rows with an amount, and the first of these.
    written: usize,
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
    /// The shape of the order with these rows.
    fn of(own: impl Iterator<Item = usize>, written: &[f64], priced: Option<&[f64]>, products: Option<&[u32]>) -> Self {
        let mut shape = Self::default();
        for row in own {
            let amount = written[row];
            if let Some(products) = products {
                shape.products = shape.products.and(products[row]);
            }
            if let Some(price) = priced.map(|priced| priced[row]).filter(|price| !price.is_nan()) {
                shape.prices_differ |= shape.rows > 0 && !close(price, shape.price);
                shape.price = price;
                shape.total += price;
                shape.as_priced += usize::from(close(amount, price));
            }
            if !amount.is_nan() {
                if shape.written == 0 {
                    (shape.amount, shape.leads) = (amount, shape.rows == 0);
                }
                shape.differ |= !close(amount, shape.amount);
                shape.written += 1;
            }
            shape.rows += 1;
        }
        shape
    }

    /// The evidence from the amounts of this order; `None` if there is only one row, or no amount.
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

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= AmountVotes::CLOSE * a.abs().max(b.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO: f64 = f64::NAN;

    /// Totals by order and amounts by row.
    fn totals(written: Option<&[f64]>, priced: Option<(&[f64], &[f64])>, orders: &[u32]) -> (Vec<f64>, Vec<f64>) {
        let count = orders.iter().max().map_or(0, |last| *last as usize + 1);
        let mut lines = Lines {
            quantities: priced.map(|(quantities, _)| quantities.to_vec()),
            unit_prices: priced.map(|(_, prices)| prices.to_vec()),
            ..Lines::default()
        };
        let amounts = amounts(written.map(<[f64]>::to_vec), &mut lines, &ByOrder::of(orders, count));
        let sum = |order: u32| {
            let own = (0..orders.len()).filter(|row| orders[*row] == order).map(|row| amounts.of_order(row));
            own.filter(|amount| !amount.is_nan()).sum()
        };
        let of_products = (0..orders.len()).map(|row| amounts.of_product(row));
        ((0..count as u32).map(sum).collect(), of_products.filter(|amount| !amount.is_nan()).collect())
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
            let mut lines = Lines { products, ..Lines::default() };
            let by_order = ByOrder::of(&orders, written.len() / 2);
            let amounts = amounts(Some(written.to_vec()), &mut lines, &by_order);
            let of_orders = (0..written.len()).map(|row| amounts.of_order(row));
            of_orders.filter(|amount| !amount.is_nan()).sum::<f64>().to_string()
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
