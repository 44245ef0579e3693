//! Customers by gender and by city.

use std::cmp::Reverse;

use serde::Serialize;

use super::months::MonthCounts;
use super::tally::{Counts, Tally, share_and_interval};
use crate::data::Dimension;

/// The name of the group of a null or unmatched key.
pub const NONE: &str = "(none)";

/// Customers sharing a gender or a city. `id` is none and `name` is `(none)` for a null or unmatched key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// The id in its own table.
    pub id: Option<String>,
    /// The name; the id where there is none.
    pub name: String,
    /// Customers of the group.
    pub customers: u64,
    /// Their transactions (and for `(none)` also those of no known customer).
    pub transactions: u64,
    /// Burnt ones among them.
    pub burnt: u64,
    /// burnt / (open + burnt).
    pub burn_rate: Option<f64>,
    /// Part of all burns; none without any.
    pub burnt_share: Option<f64>,
    /// 95 % interval of the burn rate (Wilson 1927).
    pub interval: Option<[f64; 2]>,
    /// Of a city: its customers by gender, in the order of [`Summary::genders`].
    #[serde(skip)]
    pub genders: Vec<u64>,
    /// Of a city: what happened in each of [`Summary::months`]; the last of them where it has fewer.
    #[serde(skip)]
    pub months: Vec<MonthCounts>,
}

/// The name of row `index` of a dimension; its id where it has no name.
pub(super) fn name(dimension: &Dimension, index: usize) -> String {
    match dimension.names.get(index) {
        Some(Some(name)) => name.clone(),
        _ => dimension.ids.text(index).into_owned(),
    }
}

/// One group per row of `dimension`, in its order, and `(none)` at the end where anything belongs to it.
///
/// `of_customer` is the code of each customer, `customers` counts rows per customer; rows of no known customer stand
/// under `(none)`.
pub(super) fn groups(dimension: &Dimension, of_customer: &[Option<u32>], customers: &Tally) -> Vec<Group> {
    let rows = customers.regroup(of_customer, dimension.len());
    let all = customers.total();
    let mut sizes = vec![0; dimension.len()];
    let mut size_of_none = 0;
    for code in of_customer {
        *code.and_then(|code| sizes.get_mut(code as usize)).unwrap_or(&mut size_of_none) += 1;
    }
    let group = |id: Option<String>, name: String, customers: u64, rows: Counts| {
        let (burnt_share, interval) = share_and_interval(rows, all, true);
        Group {
            id,
            name,
            customers,
            transactions: rows.all,
            burnt: rows.burnt,
            burn_rate: rows.burn_rate(),
            burnt_share,
            interval,
            genders: Vec::new(),
            months: Vec::new(),
        }
    };
    let mut groups: Vec<Group> = (0..dimension.len())
        .map(|i| {
            let id = dimension.ids.text(i).into_owned();
            group(Some(id), name(dimension, i), sizes[i], rows.keyed[i])
        })
        .collect();
    if size_of_none > 0 || rows.none.all > 0 {
        groups.push(group(None, NONE.to_owned(), size_of_none, rows.none));
    }
    groups
}

/// By customers, descending; then by id, `(none)` last among equals; and the place that each had before.
pub(super) fn by_customers(groups: Vec<Group>) -> (Vec<usize>, Vec<Group>) {
    let mut placed: Vec<(usize, Group)> = groups.into_iter().enumerate().collect();
    // Stable: groups come in the order of their ids.
    placed.sort_by_key(|(_, g)| Reverse(g.customers));
    placed.into_iter().unzip()
}

/// By burnt, descending; then by id, `(none)` last among equals.
pub(super) fn by_burnt(mut groups: Vec<Group>) -> Vec<Group> {
    groups.sort_by_key(|g| Reverse(g.burnt));
    groups
}
