//! Coupons by name, if a name has more than one coupon.

use std::cmp::Reverse;

use serde::Serialize;

use super::groups::NONE;
use crate::aggregate::{Counts, Tally, name};
use crate::data::Facts;

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

/// Descending by burnt, then by name, `(none)` last among equals; empty if coupons have no names, or names are ids.
pub(super) fn coupons(facts: &Facts, tally: Option<&Tally>) -> Vec<NamedCoupon> {
    let named = |name: Option<String>, rows: Counts| NamedCoupon {
        name,
        transactions: rows.all.into(),
        burnt: rows.burnt.into(),
        burn_rate: rows.burn_rate(),
    };
    let of_tally = |tally: &Tally| {
        let keyed = tally.keyed.iter().enumerate().map(|(i, rows)| named(Some(name(&facts.coupons, i)), *rows));
        keyed.chain([named(None, tally.none)]).collect::<Vec<_>>()
    };
    let mut coupons: Vec<NamedCoupon> = tally.map(of_tally).unwrap_or_default();
    // Some have no row under a filter.
    coupons.retain(|coupon| coupon.transactions > 0);
    // A stable sort keeps names in order.
    coupons.sort_by_key(|coupon| Reverse(coupon.burnt));
    coupons
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::measures::fixture::{customers_only, facts, with_coupons};
    use crate::measures::summarise;
    use crate::progress::Progress;

    /// The twelve coupons on paper, the first four named EID, the next four WIN, then three SALE and one without a name:
    /// burnt are 3, 1, 2 and 1; open 1, 2, 1 and 0; one of WIN has another status.
    #[test]
    fn coupons_by_burns_and_those_without_a_name() {
        let names = ["EID", "WIN", "SALE", "NEVER"].map(str::to_owned);
        let codes = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2].map(Some).into_iter().chain([None]);
        let coupons = summarise(&with_coupons(codes.collect(), names.to_vec()), &Progress::new()).unwrap().coupons;
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
        let named = with_coupons((0..12).map(Some).collect(), (0..12).map(|i| format!("C-{i}")).collect());
        assert_eq!(summarise(&named, &Progress::new()).unwrap().coupons, []);
    }

    #[test]
    fn without_names_there_are_none() {
        for facts in [facts(), customers_only()] {
            assert_eq!(summarise(&facts, &Progress::new()).unwrap().coupons, []);
        }
    }
}
