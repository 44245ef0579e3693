//! Claims and burns, or orders and revenue, by place: branches and merchants.

use std::ops::Range;

use super::aggregates::Aggregates;
use super::burns::intervals;
use super::groups::{NONE, name};
use super::sales::{Sales, sales};
use super::value::value;
use crate::aggregate::{
    Burns, ByMonth, Claims, Counts, MeasureError, MonthCounts, Rows, Sums, Tally, each,
    key_pairs::{Pair, sorted},
    revenue_by,
};
use crate::data::{Dimension, Facts, Kind, Table, status};

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

/// Branches and merchants, each descending by the main measure, then by id, `(none)` last among equals.
pub(super) fn places(
    facts: &Facts,
    aggregates: &Aggregates,
    branch_months: &ByMonth,
) -> Result<(Vec<Place>, Vec<Place>), MeasureError> {
    let rows = &aggregates.rows;
    let by_branch = Tally::count(&rows.branch, &rows.status, facts.branches.len());
    let of_branch = revenue_by(facts, "branch", facts.branches.len())?;
    let of_merchant = of_branch.as_ref().map(|sums| sums.regroup(&facts.branch_merchant, facts.merchants.len()));
    let by_merchant = by_branch.regroup(&facts.branch_merchant, facts.merchants.len());
    // If no open row has a branch, only burning gives a row its branch, and the rate of every branch would be 100%.
    let open_rows_carry_it = !facts.only_burnt && by_branch.keyed.iter().any(|c| c.open > 0);

    let merchant_of = |branch: u32| facts.branch_merchant.get(branch as usize).copied().flatten();
    let (burns, burns_of_merchants) = open_rows_carry_it.then(|| burns(aggregates, facts)).unzip();
    let sales_of = |codes: usize, sums: Option<&Sums>, key: &dyn Fn(u32) -> Option<u32>| {
        (facts.kind == Kind::Purchases).then(|| sales_at(rows, codes, sums, key))
    };
    let sales = sales_of(facts.branches.len(), of_branch.as_ref(), &Some);
    let mut branches = list(&facts.branches, &by_branch, branch_months, of_branch.as_ref(), burns.as_deref());
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
    let mut merchants =
        list(&facts.merchants, &by_merchant, &months, of_merchant.as_ref(), burns_of_merchants.as_deref());
    let sales = sales_of(facts.merchants.len(), of_merchant.as_ref(), &merchant_of);
    for (place, sales) in merchants.iter_mut().zip(sales.into_iter().flatten()) {
        place.sales = Some(sales);
    }
    merchants.retain(|place| facts.has(Table::Branches) || is_there(Table::Merchants, place));
    Ok((by_value(branches, facts.kind), by_value(merchants, facts.kind)))
}

/// The sales at each of `codes` places, then those at none; `key` is the place of a branch.
fn sales_at(rows: &Rows, codes: usize, revenue: Option<&Sums>, key: &dyn Fn(u32) -> Option<u32>) -> Vec<Sales> {
    let place = |branch: Option<u32>| branch.and_then(key).unwrap_or(u32::MAX).min(codes as u32);
    let orders = each(&rows.branch).zip(each(&rows.customer));
    let revenues: Option<Vec<f64>> = revenue.map(|sums| (0..=codes).map(|code| sums.of(code)).collect());
    sales(orders.filter_map(|(branch, customer)| Some((place(branch), customer?))), codes + 1, revenues.as_deref())
}

/// The claims at each branch and those at each merchant, by customer; in both, those at none come last.
fn burns(aggregates: &Aggregates, facts: &Facts) -> (Vec<Burns>, Vec<Burns>) {
    let (branches, merchants) = (facts.branches.len(), facts.merchants.len());
    let of_branch = |branch: Option<u32>| branch.map_or(branches, |branch| (branch as usize).min(branches));
    let of_merchant = |branch: usize| {
        let merchant = facts.branch_merchant.get(branch).copied().flatten();
        merchant.map_or(merchants, |merchant| (merchant as usize).min(merchants))
    };
    let of_part = |part: Range<usize>| {
        let rows = aggregates.rows.slice(part.start, part.len());
        let mut burns = (vec![Burns::default(); branches + 1], vec![Burns::default(); merchants + 1]);
        let events = each(&rows.branch).zip(each(&rows.customer)).zip(rows.statuses());
        let known = events.filter(|(_, row)| matches!(*row, status::OPEN | status::BURNT | status::EXPIRED));
        let own = known.filter_map(|((branch, customer), row)| {
            let (branch, burnt) = (of_branch(branch), u32::from(row == status::BURNT));
            if customer.is_none() {
                // It is not known which claims of unknown customers belong to one customer.
                let single = Burns::of_single_claims(u64::from(burnt), 1);
                burns.0[branch] += single;
                burns.1[of_merchant(branch)] += single;
            }
            // The branch of a claim, and in the last bit whether it is burnt.
            Some((customer?, (branch as u32) << 1 | burnt))
        });
        let own = sorted(own);
        let branch = |pair: &Pair| (pair.value() >> 1) as usize;
        let mut at_merchants: Vec<(usize, Claims)> = Vec::new();
        for own in own.chunk_by(|a, b| a.has_same_key(*b)) {
            at_merchants.clear();
            for at_one in own.chunk_by(|a, b| branch(a) == branch(b)) {
                let burnt = at_one.iter().map(|pair| u64::from(pair.value() & 1)).sum();
                let claims = Claims { claims: at_one.len() as u64, burnt };
                burns.0[branch(&at_one[0])] += claims.into();
                at_merchants.push((of_merchant(branch(&at_one[0])), claims));
            }
            at_merchants.sort_unstable_by_key(|(merchant, _)| *merchant);
            for at_one in at_merchants.chunk_by(|a, b| a.0 == b.0) {
                burns.1[at_one[0].0] += at_one.iter().map(|(_, claims)| *claims).sum::<Claims>().into();
            }
        }
        burns
    };
    let mut all = (vec![Burns::default(); branches + 1], vec![Burns::default(); merchants + 1]);
    let add = |all: &mut [Burns], part: Vec<Burns>| all.iter_mut().zip(part).for_each(|(all, part)| *all += part);
    for (at_branches, at_merchants) in aggregates.parts.each(of_part) {
        add(&mut all.0, at_branches);
        add(&mut all.1, at_merchants);
    }
    all
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
