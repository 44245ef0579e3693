//! Sales of a product, place or group: its share of the revenue, and its repeat customers.

use super::wilson::wilson;
use crate::aggregate::{Buyers, Sum};

/// The share of revenue that the products marked as most important make together.
pub const PARETO: f64 = 0.8;

/// Sales of a product, place or group of customers. For purchases only.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sales {
    /// Its share of the revenue of all that are listed, 0 to 1; none without amounts, and where they sum to 0 or less.
    pub revenue_share: Option<f64>,
    /// Whether it is among the fewest that make 80% of the revenue.
    pub pareto: bool,
    /// Customers with an order of it, there, or in it.
    pub buyers: u64,
    /// Buyers with two such orders or more.
    pub repeat_buyers: u64,
}

impl Sales {
    /// The share of buyers who bought again, 0 to 1; none without a buyer.
    pub fn repeat_rate(self) -> Option<f64> {
        (self.buyers > 0).then(|| self.repeat_buyers as f64 / self.buyers as f64)
    }

    /// Its 95% interval (Wilson 1927): each customer counts once.
    pub fn repeat_interval(self) -> Option<[f64; 2]> {
        wilson(self.repeat_buyers, self.buyers)
    }
}

/// The sales of each key, from its buyers and its revenue.
pub(super) fn sales(buyers: &[Buyers], revenues: Option<&[f64]>) -> Vec<Sales> {
    let of = |own: &Buyers| Sales { buyers: own.buyers, repeat_buyers: own.repeat_buyers, ..Sales::default() };
    let mut sales: Vec<Sales> = buyers.iter().map(of).collect();
    for (sales, (share, pareto)) in sales.iter_mut().zip(shares(revenues.unwrap_or_default())) {
        (sales.revenue_share, sales.pareto) = (share, pareto);
    }
    sales
}

/// The share of each revenue in their sum, and whether it is among the fewest that make [`PARETO`] of it.
///
/// Without a positive sum there are no shares. A key with a revenue below 0, of returns, has a negative share.
pub(super) fn shares(revenues: &[f64]) -> Vec<(Option<f64>, bool)> {
    let mut shares = vec![(None, false); revenues.len()];
    let total = revenues.iter().fold(Sum::default(), |sum, revenue| sum.and(*revenue)).value();
    if total.is_nan() || total <= 0.0 {
        return shares;
    }
    let mut order: Vec<usize> = (0..revenues.len()).collect();
    // A stable sort, so that equal values are marked in the order of their codes.
    order.sort_by(|a, b| revenues[*b].total_cmp(&revenues[*a]));
    let mut before = 0.0;
    for key in order {
        // The mark is on the key with which 80% are reached, and on those before it.
        shares[key] = (Some(revenues[key] / total), revenues[key] > 0.0 && before < PARETO * total * (1.0 - 1e-12));
        before += revenues[key];
    }
    shares
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_that_make_four_fifths_are_marked() {
        let marked = |revenues: &[f64]| shares(revenues).into_iter().map(|(_, mark)| mark).collect::<Vec<_>>();
        assert_eq!(marked(&[10.0, 50.0, 10.0, 30.0]), [false, true, false, true], "80% exactly");
        assert_eq!(marked(&[10.0, 49.0, 11.0, 30.0]), [false, true, true, true]);
        assert_eq!(marked(&[100.0, 1.0, -2.0]), [true, false, false]);
        assert_eq!(shares(&[3.0, 1.0])[0], (Some(0.75), true));
        assert_eq!(
            (shares(&[0.0, 0.0]), shares(&[-1.0]), shares(&[])),
            (vec![(None, false); 2], vec![(None, false)], vec![])
        );
    }

    #[test]
    fn a_buyer_of_two_orders_comes_again() {
        let buyers = [(2, 1), (1, 0), (0, 0)].map(|(buyers, repeat_buyers)| Buyers { buyers, repeat_buyers });
        let rates = sales(&buyers, None).into_iter().map(Sales::repeat_rate).collect::<Vec<_>>();
        assert_eq!(rates, [Some(0.5), Some(0.0), None]);
    }
}
