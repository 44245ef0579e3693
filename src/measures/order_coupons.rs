//! Orders with a coupon: which coupons, and how large these orders are compared with those without.

use std::cmp::Reverse;

use super::student::student;
use crate::aggregate::{CouponOrders, OrdersOfCoupon, Spread, name};
use crate::data::Facts;
use crate::rounding::is_rounding;

/// Completed orders with a coupon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrderCoupons {
    /// Their number.
    pub orders: u64,
    /// Their amounts, without returns, which name no coupon; none without amounts.
    pub revenue: Option<f64>,
    /// Coupons by revenue (else by orders) descending, then by name; empty where names are ids.
    pub names: Vec<OrderCoupon>,
    /// Orders with a coupon that have an amount; none without one.
    pub with: Option<AverageOrder>,
    /// Orders without a coupon that have an amount; none without one.
    pub without: Option<AverageOrder>,
    /// Average with a coupon minus average without, and its 95% interval. None unless there are both, and two
    /// customers of each.
    pub difference: Option<(f64, [f64; 2])>,
}

/// A coupon and its orders.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderCoupon {
    /// Its name.
    pub name: String,
    /// Orders with it.
    pub orders: u64,
    /// Customers with such an order.
    pub customers: u64,
    /// Their amounts, without returns; none without amounts.
    pub revenue: Option<f64>,
}

/// The average amount of some orders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AverageOrder {
    /// Orders with an amount.
    pub orders: u64,
    /// Customers with such an order; each order of an unknown customer counts as one.
    pub customers: u64,
    /// The mean of the amounts, without returns.
    pub average: f64,
}

/// The coupons of orders; none without a column of coupons, and of other kinds.
pub(super) fn order_coupons(facts: &Facts, table: Option<CouponOrders>) -> Option<OrderCoupons> {
    let table = table?;
    let [with, without] = averages(&table);
    let revenue = with.map(|with| with.average * with.orders as f64);
    Some(OrderCoupons {
        orders: table.orders,
        revenue: revenue.or(facts.has_amount.then_some(0.0)),
        names: names(facts, &table.by_coupon),
        with,
        without,
        difference: interval(&table),
    })
}

/// The coupons with an order.
fn names(facts: &Facts, by_coupon: &[OrdersOfCoupon]) -> Vec<OrderCoupon> {
    let coupon = |(code, of): (usize, &OrdersOfCoupon)| OrderCoupon {
        name: name(&facts.coupons, code),
        orders: of.orders,
        customers: of.customers,
        revenue: facts.has_amount.then_some(of.revenue),
    };
    let mut coupons: Vec<OrderCoupon> =
        by_coupon.iter().enumerate().map(coupon).filter(|coupon| coupon.orders > 0).collect();
    coupons.sort_by(|a, b| a.name.cmp(&b.name));
    if facts.has_amount {
        coupons.sort_by(|a, b| b.revenue.unwrap_or(0.0).total_cmp(&a.revenue.unwrap_or(0.0)));
    } else {
        coupons.sort_by_key(|coupon| Reverse(coupon.orders));
    }
    coupons
}

/// The average of the orders with a coupon, and that of those without.
fn averages(table: &CouponOrders) -> [Option<AverageOrder>; 2] {
    table.priced.map(|side| {
        let average = AverageOrder { orders: side.orders, customers: side.customers, average: side.average() };
        (side.orders > 0).then_some(average)
    })
}

/// The average of orders with a coupon minus that of the others, and its 95% interval.
///
/// The sample is the customers, because the orders of one customer are correlated, and a customer may have orders with and
/// without a coupon: the variance is that of the linearised difference (`cov_type="cluster"` of statsmodels), and the
/// degrees of freedom are Satterthwaite's. If each customer has one order, it is Welch's interval (Welch 1947).
fn interval(table: &CouponOrders) -> Option<(f64, [f64; 2])> {
    let Spread { difference: variance, sides: variances } = table.spread?;
    let [with, without] = table.priced;
    let varies = !is_rounding(variance.sqrt(), with.average());
    if !(varies && variance.is_finite()) {
        return None;
    }
    let customers = [with.customers, without.customers];
    let parts = [0, 1].map(|side| variances[side].powi(2) / (customers[side] - 1) as f64);
    let freedom = (variances[0] + variances[1]).powi(2) / (parts[0] + parts[1]);
    let (difference, half) = (with.average() - without.average(), student(freedom) * variance.sqrt());
    Some((difference, [difference - half, difference + half]))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::aggregate::{coupon_orders, of_list};
    use crate::measures::fixture::{facts, purchases};

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} for {expected}");
    }

    fn interval_of(list: &[(u32, bool, f64)]) -> Option<(f64, [f64; 2])> {
        interval(&of_list(list))
    }

    fn coupons_of(facts: &Facts) -> Option<OrderCoupons> {
        order_coupons(facts, coupon_orders(facts).unwrap())
    }

    /// With one order each, the interval is that of `scipy.stats.ttest_ind([1, 2, 4, 8], [3, 3.5, 9], equal_var=False)`: see
    /// `tests/fixtures/compare/figures.py`.
    #[test]
    fn with_one_order_a_customer_it_is_welch() {
        let amounts = [(true, 1.0), (true, 2.0), (true, 4.0), (true, 8.0), (false, 3.0), (false, 3.5), (false, 9.0)];
        let list: Vec<_> = amounts.iter().enumerate().map(|(at, (with, amount))| (at as u32, *with, *amount)).collect();
        let (difference, [low, high]) = interval_of(&list).unwrap();
        close(difference, 3.75 - 15.5 / 3.0);
        close(low, -8.115_368_230_996_223);
        close(high, 5.282_034_897_662_889);
    }

    /// Three coupons, ids among them, and orders without a customer.
    #[test]
    fn coupons_of_orders_on_paper() {
        let found = coupons_of(&purchases()).unwrap();
        // Orders with a coupon: 10 and 100; without: 20.5, 5 and 7, and one without an amount.
        assert_eq!((found.orders, found.revenue), (2, Some(110.0)));
        assert_eq!(found.with, Some(AverageOrder { orders: 2, customers: 2, average: 55.0 }));
        let without = found.without.unwrap();
        assert_eq!((without.orders, without.customers), (3, 2));
        close(without.average, 32.5 / 3.0);
        let spring = OrderCoupon { name: "SPRING".to_owned(), orders: 2, customers: 2, revenue: Some(110.0) };
        assert_eq!(found.names, [spring]);
        assert!(found.difference.is_some());
        assert_eq!(coupons_of(&facts()), None);
    }

    #[test]
    fn too_few_customers_or_equal_amounts_have_no_interval() {
        for list in [
            &[(0, true, 3.0), (1, true, 4.0)][..],
            &[(0, true, 3.0), (0, true, 4.0), (1, false, 3.0), (2, false, 1.0)],
            &[(0, true, 3.0), (1, true, 3.0), (2, false, 1.0), (3, false, 1.0)],
        ] {
            assert_eq!(interval_of(list), None, "{list:?}");
        }
    }
}
