//! What the data has: panels, views and columns of tables that need something else are left out.

use crate::data::{Facts, Kind, Table};
use crate::measures::Summary;

/// What the data has besides customers and events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "they are independent: none contradicts another")]
pub struct Available {
    /// The kind of data.
    pub kind: Kind,
    /// A table of customers.
    pub customers: bool,
    /// Amounts of events.
    pub amounts: bool,
    /// Products of orders.
    pub products: bool,
    /// Places of customers.
    pub cities: bool,
    /// Branches of events.
    pub branches: bool,
    /// Merchants of branches.
    pub merchants: bool,
    /// Orders that were returned.
    pub returns: bool,
    /// Pieces of orders.
    pub items: bool,
    /// Coupons of orders.
    pub coupons: bool,
    /// Times of day.
    pub times: bool,
}

impl Available {
    /// What a data set has.
    pub fn of(facts: &Facts, summary: &Summary) -> Self {
        let purchases = summary.purchases.as_ref();
        Self {
            kind: facts.kind,
            customers: facts.has(Table::Customers),
            amounts: facts.has_amount,
            products: facts.purchases.as_ref().is_some_and(|purchases| !purchases.products.is_empty()),
            cities: !facts.cities.is_empty(),
            branches: !facts.branches.is_empty(),
            merchants: !facts.merchants.is_empty(),
            returns: purchases.is_some_and(|purchases| purchases.returns > 0),
            items: purchases.is_some_and(|purchases| purchases.pieces.is_some()),
            coupons: purchases.is_some_and(|purchases| purchases.coupons.is_some()),
            times: summary.weekday_hours.is_some(),
        }
    }
}
