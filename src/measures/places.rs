//! Claims and burns, or orders and revenue, by place: branches and merchants.

use super::burns::intervals;
use super::groups::NONE;
use super::sales::{Sales, sales};
use super::value::value;
use crate::aggregate::{Burns, Buyers, ByMonth, Counts, MonthCounts, Places, Sums, Tally, name};
use crate::data::{Dimension, Facts, Kind, Table};

/// A branch or merchant.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The id in its own table; none for a null or unmatched key.
    pub id: Option<String>,
    /// The name, `(none)` for rows without the key; none for a branch without a name.
    pub name: Option<String>,
    /// For a branch: the name of its merchant.
    pub merchant: Option<Option<String>>,
    /// Transactions with this key.
    pub transactions: u64,
    /// Burnt rows among them.
    pub burnt: u64,
    /// burnt / (open + burnt + expired); none if only burnt rows have the key.
    pub burn_rate: Option<f64>,
    /// Share of all burns; none without any burn.
    pub burnt_share: Option<f64>,
    /// 95% interval of the burn rate, with customers as the sample; none without a rate, and below two customers.
    pub interval: Option<[f64; 2]>,
    /// Revenue of purchases, net of returns that name the place; none without amounts.
    pub revenue: Option<f64>,
    /// Its share of the revenue, and who ordered there again; none for other kinds.
    pub sales: Option<Sales>,
    /// Counts of each of [`Summary::months`](crate::measures::Summary::months), or of the last of them if it has fewer.
    pub months: Vec<MonthCounts>,
}

/// Branches and merchants, each descending by what counts, then by id, `(none)` last among equals.
pub(super) fn places(facts: &Facts, places: &Places, of_branch: Option<&Sums>) -> (Vec<Place>, Vec<Place>) {
    let Places { branches: by_branch, branch_months, burns, buyers, .. } = places;
    let of_merchant = of_branch.map(|sums| sums.regroup(&facts.branch_merchant, facts.merchants.len()));
    let by_merchant = by_branch.regroup(&facts.branch_merchant, facts.merchants.len());
    let merchant_of = |branch: u32| facts.branch_merchant.get(branch as usize).copied().flatten();
    let (burns, burns_of_merchants) = burns.as_ref().map(|burns| (&burns.branches[..], &burns.merchants[..])).unzip();
    let sales = buyers.as_ref().map(|buyers| sales_at(&buyers.branches, of_branch));
    let mut branches = list(&facts.branches, by_branch, branch_months, of_branch, burns);
    for (i, place) in branches.iter_mut().enumerate() {
        place.sales = sales.as_ref().map(|sales| sales[i]);
        let merchant = u32::try_from(i).ok().and_then(merchant_of);
        place.merchant = Some(merchant.map(|m| name(&facts.merchants, m as usize)));
        if place.id.is_some() {
            place.name = facts.branches.names.get(i).cloned().flatten();
        }
    }
    // As for cities: places that occur only in later rows are left out.
    let is_there = |table: Table, place: &Place| {
        !facts.cut || facts.has(table) || place.transactions > 0 || place.revenue.is_some_and(|revenue| revenue != 0.0)
    };
    branches.retain(|place| is_there(Table::Branches, place));
    let months = branch_months.regroup(&facts.branch_merchant, facts.merchants.len());
    let mut merchants = list(&facts.merchants, &by_merchant, &months, of_merchant.as_ref(), burns_of_merchants);
    let sales = buyers.as_ref().map(|buyers| sales_at(&buyers.merchants, of_merchant.as_ref()));
    for (place, sales) in merchants.iter_mut().zip(sales.into_iter().flatten()) {
        place.sales = Some(sales);
    }
    merchants.retain(|place| facts.has(Table::Branches) || is_there(Table::Merchants, place));
    (by_value(branches, facts.kind), by_value(merchants, facts.kind))
}

/// The sales at each place, then those at none.
fn sales_at(buyers: &[Buyers], revenue: Option<&Sums>) -> Vec<Sales> {
    let revenues: Option<Vec<f64>> = revenue.map(|sums| (0..buyers.len()).map(|code| sums.of(code)).collect());
    sales(buyers, revenues.as_deref())
}

/// One place per row of the dimension, in its order, and `(none)` at the end if a row has no key. Without `burns` there
/// are no rates.
fn list(
    dimension: &Dimension,
    tally: &Tally,
    months: &ByMonth,
    revenue: Option<&Sums>,
    burns: Option<&[Burns]>,
) -> Vec<Place> {
    let all = tally.total();
    let intervals = burns.map(intervals);
    let place = |code: usize, id: Option<String>, name: String, rows: Counts| Place {
        id,
        name: Some(name),
        merchant: None,
        transactions: rows.all.into(),
        burnt: rows.burnt.into(),
        burn_rate: burns.and_then(|_| rows.burn_rate()),
        burnt_share: rows.burnt_share(all),
        interval: intervals.as_ref().and_then(|intervals| intervals[code]),
        revenue: revenue.map(|sums| sums.of(code)),
        sales: None,
        months: months.months(code),
    };
    let mut places: Vec<Place> = (0..dimension.len())
        .map(|i| place(i, Some(dimension.ids.text(i).into_owned()), name(dimension, i), tally.keyed[i]))
        .collect();
    if tally.none.all > 0 {
        places.push(place(dimension.len(), None, NONE.to_owned(), tally.none));
    }
    places
}

fn by_value(mut places: Vec<Place>, kind: Kind) -> Vec<Place> {
    let counts = |p: &Place| value(kind, p.transactions, p.burnt, p.revenue);
    // A stable sort keeps the order of ids.
    places.sort_by(|a, b| counts(b).total_cmp(&counts(a)));
    places
}
