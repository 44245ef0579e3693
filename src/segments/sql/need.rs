//! What the features of a model need of the events of customers.

/// What features need of events, besides days and statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// The branch.
    Branch,
    /// Its merchant.
    Merchant,
    /// The amount.
    Amount,
    /// Whether an order has a coupon.
    Coupon,
    /// The products of orders.
    Products,
    /// Their pieces.
    Items,
}
