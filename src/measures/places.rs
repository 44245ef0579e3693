//! Where coupons are burnt: branches and merchants.

use std::cmp::Reverse;

use super::columns::Rows;
use super::groups::{NONE, name};
use super::months::ByMonth;
use super::summary::Place;
use super::tally::{Counts, Tally, share_and_interval};
use crate::data::{Dimension, Facts};

/// Branches and merchants, each by burnt, descending, then by id, `(none)` last among equals.
pub(super) fn places(facts: &Facts, rows: &Rows, branch_months: &ByMonth) -> (Vec<Place>, Vec<Place>) {
    let by_branch = Tally::count(&rows.branch, &rows.status, facts.branches.len());
    let by_merchant = by_branch.regroup(&facts.branch_merchant, facts.merchants.len());
    // Where no open row carries a branch, the key says how the row ended, and a rate over it would always be 100 %.
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

/// One place per row of the dimension, in its order, and `(none)` at the end where a row has no key.
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
    // Stable: places come in the order of their ids.
    places.sort_by_key(|p| Reverse(p.burnt));
    places
}
