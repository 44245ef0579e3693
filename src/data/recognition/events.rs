//! What the events of the data are.

use crate::data::kind::Kind;
use crate::data::layout::Layout;

/// The kind of data whose events are laid out like this; none where there are no events.
pub fn kind(events: Option<&Layout>) -> Kind {
    let has = |column: &str| events.is_some_and(|layout| layout.at(column).is_some());
    if events.is_none() {
        Kind::Customers
    } else if has("transaction_status") || has("burn_date") {
        Kind::Coupons
    } else {
        Kind::Purchases
    }
}
