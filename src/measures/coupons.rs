//! Coupons by name, if a name has more than one coupon.

use std::cmp::Reverse;

use serde::Serialize;

use super::groups::{NONE, name};
use crate::aggregate::{Counts, MeasureError, Rows, Tally};
use crate::data::{Dimension, Facts, Kind, Table};

/// The coupons with one name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NamedCoupon {
    /// The name; none for rows without one.
    pub name: Option<String>,
    /// Rows with this name.
    pub transactions: u64,
    /// Burnt rows among them.
    pub burnt: u64,
    /// burnt / (open + burnt + expired); none if that is 0.
    pub burn_rate: Option<f64>,
}

impl NamedCoupon {
    /// The name, or `(none)`.
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(NONE)
    }
}

/// Whether coupons have names: those with fewer than two coupons, or orders, each on average are ids. `events` are all there
/// are, whatever the filter.
pub(super) fn are_names(coupons: &Dimension, events: u64) -> bool {
    !coupons.is_empty() && coupons.len() as u64 * 2 <= events
}

/// Descending by burnt, then by name, `(none)` last among equals; empty if coupons have no names, or names are ids.
pub(super) fn coupons(facts: &Facts, rows: &Rows) -> Result<Vec<NamedCoupon>, MeasureError> {
    // Orders have no burns to compare coupons by.
    if facts.kind == Kind::Purchases {
        return Ok(Vec::new());
    }
    if !are_names(&facts.coupons, facts.rows(Table::Transactions)) {
        return Ok(Vec::new());
    }
    let codes = facts.transactions.column("coupon")?.u32()?;
    let tally = Tally::count(codes, &rows.status, facts.coupons.len()).rated(facts);
    let named = |name: Option<String>, rows: Counts| NamedCoupon {
        name,
        transactions: rows.all.into(),
        burnt: rows.burnt.into(),
        burn_rate: rows.burn_rate(),
    };
    let keyed = tally.keyed.iter().enumerate().map(|(i, rows)| named(Some(name(&facts.coupons, i)), *rows));
    // Some have no row under a filter.
    let mut coupons: Vec<NamedCoupon> =
        keyed.chain([named(None, tally.none)]).filter(|coupon| coupon.transactions > 0).collect();
    // A stable sort keeps names in order.
    coupons.sort_by_key(|coupon| Reverse(coupon.burnt));
    Ok(coupons)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::data::{Dimension, Ids};
    use crate::measures::fixture::{customers_only, facts};
    use polars::prelude::*;

    /// The twelve coupons on paper, the first four named EID, the next four WIN, then three SALE and one without a name:
    /// burnt are 3, 1, 2 and 1; open 1, 2, 1 and 0; one of WIN has another status.
    #[test]
    fn coupons_by_burns_and_those_without_a_name() {
        let mut named = facts();
        let codes = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2].map(Some).into_iter().chain([None]).collect::<Vec<Option<u32>>>();
        named.transactions.with_column(Column::new("coupon".into(), codes)).unwrap();
        let names = ["EID", "WIN", "SALE", "NEVER"];
        named.coupons = Dimension {
            ids: Ids::Text(names.map(Into::into).to_vec()),
            names: names.map(|name| Some(name.to_owned())).to_vec(),
        };
        let coupons = coupons(&named, &Rows::of(&named).unwrap()).unwrap();
        let lines: Vec<_> = coupons.iter().map(|c| (c.title(), c.transactions, c.burnt, c.burn_rate)).collect();
        assert_eq!(
            lines,
            [
                ("EID", 4, 3, Some(0.75)),
                ("SALE", 3, 2, Some(2.0 / 3.0)),
                ("WIN", 4, 1, Some(1.0 / 3.0)),
                ("(none)", 1, 1, Some(1.0)),
            ]
        );
    }

    #[test]
    fn names_that_no_two_share_are_ids() {
        let mut named = facts();
        named.transactions.with_column(Column::new("coupon".into(), (0..12).collect::<Vec<u32>>())).unwrap();
        let ids = (0..12).map(|i| format!("C-{i}"));
        named.coupons =
            Dimension { ids: Ids::Text(ids.clone().map(Into::into).collect()), names: ids.map(Some).collect() };
        assert_eq!(coupons(&named, &Rows::of(&named).unwrap()).unwrap(), []);
    }

    #[test]
    fn without_names_there_are_none() {
        for facts in [facts(), customers_only()] {
            assert_eq!(coupons(&facts, &Rows::of(&facts).unwrap()).unwrap(), []);
        }
    }
}
