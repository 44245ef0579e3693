//! Clusters become segments: profiles in the customers' own units, names by rule, colours that follow a segment.

pub mod advice;
pub mod assign;
pub mod budget;
pub mod colour;
pub mod compare;
pub mod cross;
pub mod fingerprint;
pub mod flow;
pub mod interval;
pub mod matching;
mod name;
pub mod names;
pub mod profile;
mod rule;
pub mod saved;

pub use advice::{Advice, advise, advise_never_active};
pub use colour::hardly_changed;
pub use flow::Flow;
pub use names::Names;
pub use profile::Profile;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::measures::Features;
use profile::profiles;

/// What is known of one segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Its number, from 1: by size, largest first.
    pub id: usize,
    /// Its name by rule: unique within the result, at most 18 characters.
    pub name: String,
    /// The figures that gave the name.
    pub reason: String,
    /// Name and reason by rule, where the user's names put something else in their place.
    pub by_rule: Option<(String, String)>,
    /// How many customers it has.
    pub customers: u64,
    /// Share of the clustered customers, 0 to 1.
    pub share: f64,
    /// Mean silhouette of its customers, where there is one.
    pub silhouette: Option<f64>,
    /// Bootstrap Jaccard similarity; none while it is not computed.
    pub stability: Option<f64>,
    /// Burnt rows of its customers.
    pub burnt: u64,
    /// Their share of all burnt rows of the data; none where nothing is burnt.
    pub burnt_share: Option<f64>,
    /// Pooled burn rate: burnt / (open + burnt) over all its rows, never a mean of ratios.
    pub burn_rate: Option<f64>,
    /// The city most of its customers live in, ties to the earlier name; none where no city is known.
    pub top_city: Option<Top>,
    /// The gender most of its customers have, ties to the earlier name.
    pub top_gender: Option<Top>,
    /// Every feature and numeric customer column, clustered by or not.
    pub profile: Vec<Profile>,
}

/// The name that most customers of a segment have.
#[derive(Clone, Debug, PartialEq)]
pub struct Top {
    /// The name.
    pub name: String,
    /// How many customers of the segment have it.
    pub customers: u64,
    /// Their share of the segment.
    pub share: f64,
    /// How many times as large that share is as among all clustered customers: 1 where the segment is like all.
    pub lift: f64,
}

impl Segment {
    /// The profile of a feature.
    pub fn feature(&self, name: &str) -> Option<&Profile> {
        self.profile.iter().find(|p| p.feature == name)
    }
}

/// The segments of a clustering, and where every customer went.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segments {
    /// By number.
    pub list: Vec<Segment>,
    /// Customers without a transaction who are in no segment.
    pub inactive: u64,
    /// Other customers who are in no segment, for want of a value.
    pub left_out: u64,
    /// Customers who took part and whom the algorithm left in no segment.
    pub noise: u64,
    /// Customers in a segment.
    pub clustered: u64,
    /// The label (segment number − 1) of each customer, in the order of the customers table.
    pub of_customer: Vec<Option<u32>>,
}

impl Segments {
    /// Features that are no codes, those first that set the segments apart most: by the share of their variance that
    /// lies between segments (eta squared, Fisher 1925), ties in their own order. What only says again what an earlier
    /// one says, as `claimed_ratio` does after `burnt_ratio`, comes last.
    pub fn telling_features(&self) -> Vec<&str> {
        let Some(first) = self.list.first() else {
            return Vec::new();
        };
        let between = |at: usize| -> f64 {
            let of = |segment: &Segment| Some(segment.share * segment.profile.get(at)?.effect?.powi(2));
            self.list.iter().filter_map(of).sum()
        };
        let mut features: Vec<(f64, usize)> = first
            .profile
            .iter()
            .enumerate()
            .filter(|(_, profile)| !profile.code)
            .map(|(at, _)| (between(at), at))
            .collect();
        features.sort_by(|a, b| b.0.total_cmp(&a.0));
        let size = |segment: &Segment, at: usize| segment.profile.get(at).and_then(|p| p.effect).map_or(0.0, f64::abs);
        let same = |a: usize, b: usize| self.list.iter().all(|s| (size(s, a) - size(s, b)).abs() < 1e-9);
        let again: Vec<bool> = (0..features.len())
            .map(|i| i > 0 && features[i].0 > 0.0 && same(features[i].1, features[i - 1].1))
            .collect();
        let once = features.iter().zip(&again).filter(|(_, again)| !**again);
        let rest = features.iter().zip(&again).filter(|(_, again)| **again);
        once.chain(rest).map(|((_, at), _)| first.profile[*at].feature.as_str()).collect()
    }

    /// The mean of a feature over all clustered customers; `NaN` where nobody has a value.
    pub fn mean(&self, feature: &str) -> f64 {
        let of = |segment: &Segment| segment.feature(feature).filter(|p| p.n > 0).map(|p| (p.mean * p.n as f64, p.n));
        let (sum, n) = self.list.iter().filter_map(of).fold((0.0, 0), |(sum, n), (s, m)| (sum + s, n + m));
        if n > 0 { sum / n as f64 } else { f64::NAN }
    }

    /// The least first quartile and the largest third quartile of a feature over the segments: an axis for all of them.
    pub fn quartile_range(&self, feature: &str) -> [f64; 2] {
        let quartiles = self.list.iter().filter_map(|segment| segment.feature(feature)).flat_map(|p| [p.p25, p.p75]);
        let finite = quartiles.filter(|value| value.is_finite());
        finite.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], value| [low.min(value), high.max(value)])
    }
}

/// Describes the segments that `labels` (0-based, one per customer, below `k`) put the customers into.
///
/// `took_part` says, per customer, whether the algorithm saw them: one of these without a label is noise. `silhouettes`
/// holds the mean per segment. An inactive customer with a label was imputed, and is profiled as such. `names` holds the
/// name that a segment had before, where hardly a customer has changed: it keeps it as long as the figures bear it.
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
    let open = rows_by_label(features, "claimed_count", &of_customer, k);
    let burnt = rows_by_label(features, "burnt_count", &of_customer, k);
    let cities = by_name(&features.city, &features.city_names, &of_customer, k);
    let genders = by_name(&features.gender, &features.gender_names, &of_customer, k);

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
            burnt: burnt[label],
            burnt_share: share(burnt[label], features.total_burnt),
            burn_rate: share(burnt[label], open[label] + burnt[label]),
            top_city: top_with_lift(&cities, label, &sizes),
            top_gender: top_with_lift(&genders, label, &sizes),
            profile,
        })
        .collect();
    let (all_open, all_burnt): (u64, u64) = (open.iter().sum(), burnt.iter().sum());
    let telling = telling_genders(&genders, &sizes, clustered);
    name::assign(&mut list, share(all_burnt, all_open + all_burnt), &telling, names);
    Segments {
        list,
        inactive: unlabelled(|took_part, active| !took_part && !active),
        left_out: unlabelled(|took_part, active| !took_part && active),
        noise: unlabelled(|took_part, _| took_part),
        clustered,
        of_customer,
    }
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Sums what each customer counts for, per label.
fn count_by_label(labels: &[Option<u32>], k: usize, of_customer: impl Fn(usize) -> u64) -> Vec<u64> {
    let mut counts = vec![0; k];
    for (customer, label) in labels.iter().enumerate() {
        if let Some(label) = label {
            counts[*label as usize] += of_customer(customer);
        }
    }
    counts
}

/// Sums a count feature per label; zeros where the data has no such feature.
fn rows_by_label(features: &Features, name: &str, labels: &[Option<u32>], k: usize) -> Vec<u64> {
    let column = features.get(name);
    count_by_label(labels, k, |customer| column.map_or(0, |c| c.values[customer] as u64))
}

/// Customers by name per label; keys that share a name count together.
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

/// The name that most customers have and how many, ties to the earlier name; none where no name is known.
fn top(by_name: &BTreeMap<&str, u64>) -> Option<(String, u64)> {
    let (name, count) = by_name.iter().min_by_key(|(_, count)| Reverse(**count))?;
    (*count > 0).then(|| ((*name).to_owned(), *count))
}

/// The name that most customers of one label have, compared with all labels.
fn top_with_lift(by_label: &[BTreeMap<&str, u64>], label: usize, sizes: &[u64]) -> Option<Top> {
    let (name, customers) = top(&by_label[label])?;
    let everywhere: u64 = by_label.iter().filter_map(|names| names.get(name.as_str())).sum();
    let share = share(customers, sizes[label])?;
    let lift = share / (everywhere as f64 / sizes.iter().sum::<u64>() as f64);
    Some(Top { name, customers, share, lift })
}

/// The gender that nine of ten customers of a segment have, where not nearly all customers have it.
fn telling_genders(genders: &[BTreeMap<&str, u64>], sizes: &[u64], clustered: u64) -> Vec<Option<String>> {
    let telling = |(by_name, size): (&BTreeMap<&str, u64>, &u64)| {
        let (name, count) = top(by_name)?;
        let everywhere: u64 = genders.iter().filter_map(|g| g.get(name.as_str())).sum();
        (count * 10 >= size * 9 && everywhere * 4 <= clustered * 3).then_some(name)
    };
    genders.iter().zip(sizes).map(telling).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
