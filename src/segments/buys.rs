//! What the customers of a segment buy more than all customers do: products, or coupons and merchants.
//!
//! A segment that orders often buys more of everything, which is not a reason to offer it one product. So the test compares
//! customers who buy about as often and as many different items: in each such group of customers, it asks whether those of
//! the segment have the item more often than the others (Cochran 1954; Mantel and Haenszel 1959). The p-values of all items
//! and segments are adjusted for their number (Holm 1979).

use rayon::prelude::*;

use crate::measures::{Basket, Habits, Item, Lift, SIGNIFICANT, holm, upper_tail};

/// Items that fewer customers of a segment bought are not reported.
pub const FEWEST_BUYERS: u64 = 20;
/// Fewest customers who are compared with each other.
const FEWEST_ALIKE: usize = 30;
/// Most groups of customers who are compared with each other.
const MOST_GROUPS: usize = 256;

/// An item that a segment buys more than all customers do.
#[derive(Clone, Debug, PartialEq)]
pub struct Buys {
    /// Its name.
    pub name: String,
    /// Its type.
    pub item: Item,
    /// Customers of the segment who bought it.
    pub customers: u64,
    /// Their share of the segment, 0 to 1.
    pub share: f64,
    /// That share divided by the share of all clustered customers.
    pub lift: f64,
    /// The 95% interval of the lift.
    pub interval: [f64; 2],
    /// The p-value of the hypothesis that the segment buys it as often as other customers who buy the same amount, adjusted
    /// for the number of tests.
    pub p: f64,
}

/// What the customers of each of `k` labels buy more than all, by the lower end of the lift, highest first.
pub(super) fn buys(habits: &Habits, labels: &[Option<u32>], k: usize) -> Vec<Vec<Buys>> {
    let found: Vec<Vec<Tested>> = habits.baskets.iter().map(|basket| tested(basket, labels, k)).collect();
    let p_values: Vec<f64> = found.iter().flatten().map(|tested| tested.p).collect();
    let mut adjusted = holm(&p_values).into_iter();
    let mut buys = vec![Vec::new(); k];
    for (basket, found) in habits.baskets.iter().zip(found) {
        for (Tested { item, label, counts, .. }, p) in found.into_iter().zip(adjusted.by_ref()) {
            if p > SIGNIFICANT || counts.own < FEWEST_BUYERS {
                continue;
            }
            let Some(Lift { share, lift, interval: Some(interval), .. }) = counts.lift() else { continue };
            if interval[0] > 1.0 {
                let (name, item) = (basket.names[item].clone(), basket.item.unwrap_or(Item::Product));
                buys[label].push(Buys { name, item, customers: counts.own, share, lift, interval, p });
            }
        }
    }
    for own in &mut buys {
        own.sort_by(|a, b| b.interval[0].total_cmp(&a.interval[0]));
    }
    buys
}

/// An item and a segment.
struct Tested {
    item: usize,
    label: usize,
    counts: Counts,
    p: f64,
}

/// Customers of a segment and of all segments, and those among them who bought an item.
#[derive(Clone, Copy, Debug)]
struct Counts {
    own: u64,
    segment: u64,
    buyers: u64,
    all: u64,
}

impl Counts {
    fn lift(self) -> Option<Lift> {
        Lift::new(self.own, self.segment, self.buyers, self.all)
    }
}

/// Every item with at least [`FEWEST_BUYERS`] buyers, with every segment of at least this number of customers.
fn tested(basket: &Basket, labels: &[Option<u32>], k: usize) -> Vec<Tested> {
    let label = |customer: u32| labels.get(customer as usize).copied().flatten().map(|label| label as usize);
    let (groups, count) = groups_alike(basket, labels);
    // Customers of each group by segment, and of each group with each item.
    let mut sizes = vec![vec![0_u64; k]; count];
    for (group, label) in groups.iter().zip(labels) {
        if let Some(label) = label {
            sizes[*group as usize][*label as usize] += 1;
        }
    }
    let of_groups: Vec<f64> = sizes.iter().map(|sizes| sizes.iter().sum::<u64>() as f64).collect();
    let segments: Vec<u64> = (0..k).map(|label| sizes.iter().map(|sizes| sizes[label]).sum()).collect();
    let all: u64 = segments.iter().sum();
    let mut buyers = vec![0_u64; basket.names.len()];
    for (customer, item) in basket.pairs() {
        buyers[item as usize] += u64::from(label(customer).is_some());
    }
    let listed: Vec<usize> = (0..buyers.len()).filter(|item| buyers[*item] >= FEWEST_BUYERS).collect();
    let mut place = vec![None; buyers.len()];
    listed.iter().enumerate().for_each(|(at, item)| place[*item] = Some(at));
    let (mut with, mut own) = (vec![0_u32; listed.len() * count], vec![0_u64; listed.len() * k]);
    for (customer, item) in basket.pairs() {
        if let Some((at, label)) = place[item as usize].zip(label(customer)) {
            with[at * count + groups[customer as usize] as usize] += 1;
            own[at * k + label] += 1;
        }
    }
    let of_item = |(at, item): (usize, &usize)| {
        let with = &with[at * count..(at + 1) * count];
        let labels = (0..k).filter(|label| segments[*label] >= FEWEST_BUYERS && segments[*label] < all);
        let test = |label: usize| {
            let counts = Counts { own: own[at * k + label], segment: segments[label], buyers: buyers[*item], all };
            let (mut mean, mut most) = (0.0, 0.0);
            for ((with, sizes), size) in with.iter().zip(&sizes).zip(&of_groups) {
                let (with, part) = (f64::from(*with), sizes[label] as f64);
                if with > 0.0 {
                    mean += with * part / size;
                    most += with.min(part);
                }
            }
            Tested { item: *item, label, counts, p: surprise(counts.own, mean, most) }
        };
        labels.map(test).collect::<Vec<_>>()
    };
    listed.par_iter().enumerate().flat_map_iter(of_item).collect()
}

/// An upper bound of the two-sided p-value of `own` buyers or more if `mean` are expected.
///
/// A hypergeometric count is a sum of independent Bernoulli variables, whose number is the smaller of its two margins
/// (Vatutin and Mikhailov 1982). The tail of the total is below that of a binomial of `most` tries with the same mean
/// (Hoeffding 1956), which is accurate far out.
fn surprise(own: u64, mean: f64, most: f64) -> f64 {
    if mean <= 0.0 || (own as f64) < mean + 1.0 {
        return 1.0;
    }
    (2.0 * upper_tail(own, most, mean / most)).min(1.0)
}

/// The group of each customer, and the number of groups: customers in segments who buy about as often and as many different
/// items. Customers who are the same in both are in one group.
fn groups_alike(basket: &Basket, labels: &[Option<u32>]) -> (Vec<u32>, usize) {
    let of = |counts: &[u32], customer: usize| counts.get(customer).copied().unwrap_or(0);
    let key = |customer: usize| (of(&basket.bought, customer), of(&basket.different, customer));
    let mut order: Vec<usize> = (0..labels.len()).filter(|customer| labels[*customer].is_some()).collect();
    order.par_sort_by_key(|customer| key(*customer));
    let fewest = FEWEST_ALIKE.max(order.len() / MOST_GROUPS);
    let mut groups = vec![0; labels.len()];
    let (mut group, mut size) = (0, 0);
    for (at, customer) in order.iter().enumerate() {
        let is_new = at > 0 && key(order[at - 1]) != key(*customer);
        // Customers without a purchase are not compared.
        if is_new && (size >= fewest || key(order[at - 1]).0 == 0) {
            (group, size) = (group + 1, 0);
        }
        groups[*customer] = group;
        size += 1;
    }
    (groups, group as usize + 1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
