//! From labels to segments: sizes, rates, profiles and names.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::buys::buys;
use super::name;
use super::profile::profiles;
use super::reach::reach;
use super::segment::{Segment, Segments, Top};
use super::shrunk::shrink;
use crate::measures::{Burns, Claims, Features};

/// Describes the segments of `labels` (from 0, one per customer, below `k`).
///
/// `took_part` says whether each customer was clustered: without a label such a customer is noise. `silhouettes` holds
/// the mean per segment. An inactive customer with a label was imputed, and is profiled as such. `names` holds the
/// previous name of each segment with nearly the same customers; it is kept while the numbers support it.
pub fn describe(
    features: &Features,
    labels: &[Option<u32>],
    took_part: &[bool],
    k: usize,
    silhouettes: Option<&[f64]>,
    names: &[Option<String>],
) -> Segments {
    let of_customer: Vec<Option<u32>> =
        (0..features.len()).map(|i| labels.get(i).copied().flatten().filter(|l| (*l as usize) < k)).collect();
    let unlabelled = |wanted: fn(bool, bool) -> bool| {
        let customers = of_customer.iter().enumerate().filter(|(_, label)| label.is_none());
        let is = |i: usize| wanted(took_part.get(i) == Some(&true), features.active[i]);
        customers.filter(|&(i, _)| is(i)).count() as u64
    };
    let sizes = count_by_label(&of_customer, k, |_| 1);
    let clustered: u64 = sizes.iter().sum();
    let burns = burns_by_label(features, &of_customer, k);
    // The claims behind rates; none if the data has only burnt claims.
    let rated = if features.only_burnt { vec![Burns::default(); k] } else { burns.clone() };
    let known = |label: usize| rated[label].claims;
    let shrunk = shrink(&rated);
    let revenue = revenue_by_label(features, &of_customer, k);
    let cities = by_name(&features.city, &features.city_names, &of_customer, k);
    let genders = by_name(&features.gender, &features.gender_names, &of_customer, k);

    let (mut buys, mut reach) =
        rayon::join(|| buys(&features.habits, &of_customer, k), || reach(&features.habits, &of_customer, k));

    let mut list: Vec<Segment> = profiles(features, &of_customer, k)
        .into_iter()
        .enumerate()
        .map(|(label, profile)| Segment {
            id: label + 1,
            name: String::new(),
            reason: String::new(),
            by_rule: None,
            customers: sizes[label],
            share: share(sizes[label], clustered).unwrap_or(0.0),
            silhouette: silhouettes.and_then(|s| s.get(label)).copied().filter(|s| s.is_finite()),
            stability: None,
            burnt: burns[label].burnt,
            known: known(label),
            shrunk: shrunk[label],
            burns: rated[label],
            burnt_share: share(burns[label].burnt, features.total_burnt),
            burn_rate: rated[label].rate(),
            revenue: revenue.as_ref().map(|revenue| revenue[label]),
            currency: features.currency.clone(),
            top_city: top_with_lift(&cities, label, &sizes),
            top_gender: top_with_lift(&genders, label, &sizes),
            categories: Vec::new(),
            profile,
            buys: std::mem::take(&mut buys[label]),
            reach: std::mem::take(&mut reach[label]),
        })
        .collect();
    let (all_known, all_burnt): (u64, u64) = ((0..k).map(known).sum(), rated.iter().map(|burns| burns.burnt).sum());
    let telling = telling_genders(&genders, &sizes, clustered);
    name::assign(&mut list, share(all_burnt, all_known), &telling, names);
    Segments {
        list,
        inactive: unlabelled(|took_part, active| !took_part && !active),
        left_out: unlabelled(|took_part, active| !took_part && active),
        noise: unlabelled(|took_part, _| took_part),
        clustered,
        of_customer,
    }
}

pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Sums of `of_customer` per label.
fn count_by_label(labels: &[Option<u32>], k: usize, of_customer: impl Fn(usize) -> u64) -> Vec<u64> {
    let mut counts = vec![0; k];
    for (customer, label) in labels.iter().enumerate() {
        if let Some(label) = label {
            counts[*label as usize] += of_customer(customer);
        }
    }
    counts
}

/// The claims of the customers of each label; none if the data has no such features.
fn burns_by_label(features: &Features, labels: &[Option<u32>], k: usize) -> Vec<Burns> {
    let claims = claims_of_coupons(features);
    let mut burns = vec![Burns::default(); k];
    for (customer, label) in labels.iter().enumerate() {
        if let Some(label) = label {
            burns[*label as usize] += claims(customer).into();
        }
    }
    burns
}

/// The claims of each customer, none where only burnt ones are in the data; of orders one for each customer, burnt if there is a second order.
pub(super) fn claims_of(features: &Features) -> Box<dyn Fn(usize) -> Claims + '_> {
    if features.only_burnt {
        return Box::new(|_| Claims::default());
    }
    match features.get("order_count") {
        Some(orders) => Box::new(|customer| {
            let orders = orders.values[customer];
            Claims { claims: u64::from(orders > 0.0), burnt: u64::from(orders > 1.0) }
        }),
        None => Box::new(claims_of_coupons(features)),
    }
}

fn claims_of_coupons(features: &Features) -> impl Fn(usize) -> Claims + '_ {
    let columns = ["burnt_count", "claimed_count", "expired_count"].map(|name| features.get(name));
    move |customer| {
        let [burnt, open, expired] = columns.map(|column| column.map_or(0, |c| c.values[customer] as u64));
        Claims { claims: burnt + open + expired, burnt }
    }
}

/// The revenue of purchases per label; none for other kinds, and without amounts.
fn revenue_by_label(features: &Features, labels: &[Option<u32>], k: usize) -> Option<Vec<f64>> {
    let amounts = features.revenue()?;
    let mut revenue = vec![0.0; k];
    for (label, amount) in labels.iter().zip(amounts) {
        if let Some(label) = label.filter(|_| amount.is_finite()) {
            revenue[label as usize] += amount;
        }
    }
    Some(revenue)
}

/// Customers by name per label; keys with the same name count together.
fn by_name<'a>(
    keys: &[Option<u32>],
    names: &'a [String],
    labels: &[Option<u32>],
    k: usize,
) -> Vec<BTreeMap<&'a str, u64>> {
    let mut counts = vec![vec![0_u64; names.len()]; k];
    for (key, label) in keys.iter().zip(labels) {
        let (Some(key), Some(label)) = (key, label) else {
            continue;
        };
        if let Some(count) = counts[*label as usize].get_mut(*key as usize) {
            *count += 1;
        }
    }
    let merge = |counts: Vec<u64>| {
        let mut by_name = BTreeMap::new();
        for (name, count) in names.iter().zip(counts) {
            *by_name.entry(name.as_str()).or_default() += count;
        }
        by_name
    };
    counts.into_iter().map(merge).collect()
}

/// The most frequent name and its customers, ties to the earlier name; none if no name is known.
fn top(by_name: &BTreeMap<&str, u64>) -> Option<(String, u64)> {
    let (name, count) = by_name.iter().min_by_key(|(_, count)| Reverse(**count))?;
    (*count > 0).then(|| ((*name).to_owned(), *count))
}

/// The most frequent name of one label, compared with all labels.
fn top_with_lift(by_label: &[BTreeMap<&str, u64>], label: usize, sizes: &[u64]) -> Option<Top> {
    let (name, customers) = top(&by_label[label])?;
    let everywhere: u64 = by_label.iter().filter_map(|names| names.get(name.as_str())).sum();
    let share = share(customers, sizes[label])?;
    let lift = share / (everywhere as f64 / sizes.iter().sum::<u64>() as f64);
    Some(Top { name, customers, share, lift })
}

/// The gender of at least 90% of the customers of a segment, unless nearly all customers have it.
fn telling_genders(genders: &[BTreeMap<&str, u64>], sizes: &[u64], clustered: u64) -> Vec<Option<String>> {
    let telling = |(by_name, size): (&BTreeMap<&str, u64>, &u64)| {
        let (name, count) = top(by_name)?;
        let everywhere: u64 = genders.iter().filter_map(|g| g.get(name.as_str())).sum();
        (count * 10 >= size * 9 && everywhere * 4 <= clustered * 3).then_some(name)
    };
    genders.iter().zip(sizes).map(telling).collect()
}
