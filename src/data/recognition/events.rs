//! What the events of the data are.

use super::sample::Sample;
use crate::data::kind::Kind;
use crate::data::layout::Layout;
use crate::data::schema::status_in;

/// The kind of data whose events are laid out like this; `None` stands for no events. The words of the status tell it, else
/// the columns: only coupons are burnt.
pub fn kind(events: Option<(&Layout, &Sample)>) -> Kind {
    let Some((layout, sample)) = events else {
        return Kind::Customers;
    };
    let rows = |kind: Kind| {
        let column = layout.at("transaction_status").and_then(|at| sample.columns.get(at));
        let words = column.into_iter().flat_map(|c| &c.words);
        words.filter(|(word, _)| status_in(kind, word).is_some()).map(|(_, rows)| rows).sum::<u64>()
    };
    let (coupons, purchases) = (rows(Kind::Coupons), rows(Kind::Purchases));
    let has = |column: &str| layout.at(column).is_some();
    let is_burnt = has("burn_date") || (has("transaction_status") && has("expiry_date"));
    let is_bought = ["product", "quantity", "unit_price"].iter().any(|column| has(column));
    if purchases > coupons && !is_burnt {
        Kind::Purchases
    } else if coupons > purchases || is_burnt {
        Kind::Coupons
    } else if has("transaction_status") && !is_bought {
        // Words that nobody knows: of coupons they are named, of purchases they would be left out.
        Kind::Coupons
    } else {
        Kind::Purchases
    }
}
