//! Burns by place: branches and merchants.

use std::cmp::Reverse;

use serde::Serialize;

use super::columns::Rows;
use super::groups::{NONE, name};
use super::months::{ByMonth, MonthCounts};
use super::tally::{Counts, Tally, share_and_interval};
use crate::data::{Dimension, Facts};

/// A branch or merchant.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// The id in its own table; none for a null or unmatched key.
    pub id: Option<String>,
    /// The name, `(none)` for rows without the key; none for a branch without a name.
    pub name: Option<String>,
    /// For a branch: the name of its merchant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant: Option<Option<String>>,
    /// Transactions with this key.
    pub transactions: u64,
    /// Burnt rows among them.
    pub burnt: u64,
    /// burnt / (open + burnt); none if only burnt rows have the key.
    pub burn_rate: Option<f64>,
    /// Share of all burns; none without any burn.
    pub burnt_share: Option<f64>,
    /// 95% interval of the burn rate (Wilson 1927); none without a rate.
    pub interval: Option<[f64; 2]>,
    /// Counts of each of [`Summary::months`](crate::measures::Summary::months), or of the last of them if it has fewer.
    #[serde(skip)]
    pub months: Vec<MonthCounts>,
}

/// Branches and merchants, each descending by burnt, then by id, `(none)` last among equals.
pub(super) fn places(facts: &Facts, rows: &Rows, branch_months: &ByMonth) -> (Vec<Place>, Vec<Place>) {
    let by_branch = Tally::count(&rows.branch, &rows.status, facts.branches.len());
    let by_merchant = by_branch.regroup(&facts.branch_merchant, facts.merchants.len());
    // If no open row has a branch, the key follows from burning, and a rate over it would always be 100%.
    let open_rows_carry_it = by_branch.keyed.iter().any(|c| c.open > 0);

    let mut branches = list(&facts.branches, &by_branch, branch_months, open_rows_carry_it);
    for (i, place) in branches.iter_mut().enumerate() {
        let merchant = facts.branch_merchant.get(i).copied().flatten();
        place.merchant = Some(merchant.map(|m| name(&facts.merchants, m as usize)));
        if place.id.is_some() {
            place.name = facts.branches.names.get(i).cloned().flatten();
        }
    }
    let months = branch_months.regroup(&facts.branch_merchant, facts.merchants.len());
    let merchants = list(&facts.merchants, &by_merchant, &months, open_rows_carry_it);
    (by_burnt(branches), by_burnt(merchants))
}

/// One place per row of the dimension, in its order, and `(none)` at the end if a row has no key.
fn list(dimension: &Dimension, tally: &Tally, months: &ByMonth, with_rate: bool) -> Vec<Place> {
    let all = tally.total();
    let place = |code: usize, id: Option<String>, name: String, rows: Counts| {
        let (burnt_share, interval) = share_and_interval(rows, all, with_rate);
        Place {
            id,
            name: Some(name),
            merchant: None,
            transactions: rows.all,
            burnt: rows.burnt,
            burn_rate: if with_rate { rows.burn_rate() } else { None },
            burnt_share,
            interval,
            months: months.months(code),
        }
    };
    let mut places: Vec<Place> = (0..dimension.len())
        .map(|i| place(i, Some(dimension.ids.text(i).into_owned()), name(dimension, i), tally.keyed[i]))
        .collect();
    if tally.none.all > 0 {
        places.push(place(dimension.len(), None, NONE.to_owned(), tally.none));
    }
    places
}

fn by_burnt(mut places: Vec<Place>) -> Vec<Place> {
    // A stable sort keeps the order of ids.
    places.sort_by_key(|p| Reverse(p.burnt));
    places
}
