//! What the names of a condition on events select, wherever the events are.

use super::names::{Wanted, statuses, wanted};
use super::refusal::Refusal;
use crate::aggregate::hours::hour_names;
use crate::aggregate::weekday::WEEKDAYS;
use crate::data::filter::{Field, Name};
use crate::data::{Dimension, Facts, Ids};

/// Why there are no hours.
pub(crate) const NO_HOURS: &str = "hour needs dates with times in transaction_date";

/// The codes that the names of a key select: statuses, coupons, products, weekdays from Monday or hours; of merchants and branches, the
/// branches.
pub(crate) fn of_events(facts: &Facts, field: Field, names: &[Name]) -> Result<Wanted, Refusal> {
    match field {
        Field::Status => statuses(names),
        Field::Merchant => {
            let merchants = present(&facts.merchants, "merchant needs the column merchant_id of branches")?;
            Ok(wanted("merchant", merchants, names)?.of_children(&facts.branch_merchant))
        }
        Field::Coupon => {
            let needs = "coupon needs the column coupon_name of transactions, with names that several rows share";
            wanted("coupon", present(&facts.coupons, needs)?, names)
        }
        Field::Product => {
            let needs = "product needs the column product_name of orders";
            let loaded = facts.purchases.as_ref().ok_or_else(|| Refusal::key(needs))?;
            wanted("product", present(&loaded.products, needs)?, names)
        }
        Field::Weekday => wanted("weekday", &weekdays(), names),
        Field::Hour => {
            let hours: Vec<Box<str>> = hour_names().map(String::into_boxed_str).to_vec();
            wanted("hour", &Dimension { names: vec![None; hours.len()], ids: Ids::Text(hours) }, names)
        }
        _ => {
            let branches = present(&facts.branches, "branch needs the column branch_id of transactions")?;
            wanted("branch", branches, names)
        }
    }
}

/// The weekdays as a dimension, with their full names as ids.
fn weekdays() -> Dimension {
    let full = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let names = WEEKDAYS.map(|day| Some(day.to_owned())).to_vec();
    Dimension { ids: Ids::Text(full.map(Into::into).to_vec()), names }
}

fn present<'a>(dimension: &'a Dimension, needs: &str) -> Result<&'a Dimension, Refusal> {
    if dimension.is_empty() { Err(Refusal::key(needs)) } else { Ok(dimension) }
}
