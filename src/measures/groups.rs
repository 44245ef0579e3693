//! Customers by gender and by city.

use std::cmp::Reverse;

use super::burns::{by_group, intervals};
use super::sales::{Sales, shares};
use super::value::value;
use crate::aggregate::{Burns, Counts, MonthCounts, Sums, Tally, name};
use crate::data::{Dimension, Kind};

/// The name of the group of a null or unmatched key.
pub const NONE: &str = "(none)";

/// Customers with the same gender or city. `id` is none and `name` is `(none)` for a null or unmatched key.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The id in its own table.
    pub id: Option<String>,
    /// The name, or the id without a name.
    pub name: String,
    /// Customers of the group.
    pub customers: u64,
    /// Their transactions; for `(none)` also those of unknown customers.
    pub transactions: u64,
    /// Burnt rows among them.
    pub burnt: u64,
    /// burnt / (open + burnt + expired).
    pub burn_rate: Option<f64>,
    /// Share of all burns; none without any burn.
    pub burnt_share: Option<f64>,
    /// 95% interval of the burn rate, with customers as the sample; none below two with claims.
    pub interval: Option<[f64; 2]>,
    /// Revenue of purchases, net of returns; none without amounts.
    pub revenue: Option<f64>,
    /// Its share of the revenue, and who ordered again. Of coupons, who claimed again.
    pub sales: Sales,
    /// For a city: its customers by gender, in the order of [`Summary::genders`](crate::measures::Summary::genders).
    pub genders: Vec<u64>,
    /// For a city: counts of each of [`Summary::months`](crate::measures::Summary::months), or of the last of them if it
    /// has fewer.
    pub months: Vec<MonthCounts>,
}

/// One group per row of `dimension`, in its order, and `(none)` at the end if it is not empty.
///
/// `of_customer` is the code of each customer, `customers` counts rows per customer and `revenue` sums their amounts.
/// Rows of unknown customers count under `(none)`.
pub(super) fn groups(
    dimension: &Dimension,
    of_customer: &[Option<u32>],
    customers: &Tally,
    revenue: Option<&Sums>,
) -> Vec<Group> {
    let rows = customers.regroup(of_customer, dimension.len());
    let all = customers.total();
    let mut burns = by_group(of_customer, dimension.len(), customers.keyed.iter().map(|rows| rows.claims()));
    // It is not known which claims of unknown customers belong to one customer.
    let unknown = customers.none.claims();
    burns[dimension.len()] += Burns::of_single_claims(unknown.burnt, unknown.claims);
    let revenue = revenue.map(|sums| sums.regroup(of_customer, dimension.len()));
    let revenues: Vec<f64> = revenue.iter().flat_map(|sums| (0..=dimension.len()).map(|code| sums.of(code))).collect();
    let mut sales = vec![Sales::default(); dimension.len() + 1];
    for (sales, (share, pareto)) in sales.iter_mut().zip(shares(&revenues)) {
        (sales.revenue_share, sales.pareto) = (share, pareto);
    }
    for (code, counts) in of_customer.iter().zip(&customers.keyed) {
        let sales = &mut sales[code.map_or(dimension.len(), |code| (code as usize).min(dimension.len()))];
        sales.buyers += u64::from(counts.all > 0);
        sales.repeat_buyers += u64::from(counts.all > 1);
    }
    let mut sizes = vec![0; dimension.len()];
    let mut size_of_none = 0;
    for code in of_customer {
        *code.and_then(|code| sizes.get_mut(code as usize)).unwrap_or(&mut size_of_none) += 1;
    }
    let intervals = intervals(&burns);
    let group = |code: usize, id: Option<String>, name: String, customers: u64, rows: Counts| Group {
        id,
        name,
        customers,
        transactions: rows.all.into(),
        burnt: rows.burnt.into(),
        burn_rate: rows.burn_rate(),
        burnt_share: rows.burnt_share(all),
        interval: intervals[code],
        revenue: revenue.as_ref().map(|sums| sums.of(code)),
        sales: sales[code],
        genders: Vec::new(),
        months: Vec::new(),
    };
    let mut groups: Vec<Group> = (0..dimension.len())
        .map(|i| {
            let id = dimension.ids.text(i).into_owned();
            group(i, Some(id), name(dimension, i), sizes[i], rows.keyed[i])
        })
        .collect();
    if size_of_none > 0 || rows.none.all > 0 {
        groups.push(group(dimension.len(), None, NONE.to_owned(), size_of_none, rows.none));
    }
    groups
}

/// Descending by customers, then by id, `(none)` last among equals; with the previous index of each group.
pub(super) fn by_customers(groups: Vec<Group>) -> impl Iterator<Item = (usize, Group)> {
    let mut placed: Vec<(usize, Group)> = groups.into_iter().enumerate().collect();
    // A stable sort keeps the order of ids.
    placed.sort_by_key(|(_, g)| Reverse(g.customers));
    placed.into_iter()
}

/// Descending by the main measure, then by id, `(none)` last among equals.
pub(super) fn by_value(mut groups: Vec<Group>, kind: Kind) -> Vec<Group> {
    let counts = |g: &Group| value(kind, g.transactions, g.burnt, g.revenue);
    groups.sort_by(|a, b| counts(b).total_cmp(&counts(a)));
    groups
}
