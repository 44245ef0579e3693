//! When to reach the customers of a segment: weekdays and hours that they prefer more than others, and their usual rhythm.
//!
//! The sample is the customers: each has the share of their orders on a weekday, whatever the number of orders, and the
//! shares of the segment are compared with those of the other segments (Welch 1947). The p-values of all segments, weekdays
//! and parts of the day are adjusted for their number (Holm 1979).

use super::interval::{Moments, welch, welch_p};
use crate::measures::quantile::quantile;
use crate::measures::{Habits, PART, SIGNIFICANT, Times, WEEKDAYS, holm};

/// Segments with fewer customers are not tested.
const FEWEST: u64 = 20;

/// When to reach a segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reach {
    /// Weekdays with a larger share than in the other segments; the most certain first. Empty without evidence.
    pub weekdays: Vec<Preferred>,
    /// The same for parts of the day.
    pub hours: Vec<Preferred>,
    /// The usual days between two days with an order or claim; none below 20 customers with two such days.
    pub gap: Option<Gap>,
}

/// A weekday or part of the day that a segment prefers.
#[derive(Clone, Debug, PartialEq)]
pub struct Preferred {
    /// Its number: 0 is Monday, or midnight to three o'clock.
    pub slot: usize,
    /// Customers of the segment with an order or claim then.
    pub customers: u64,
    /// The mean share of a customer's orders or claims, 0 to 1.
    pub share: f64,
    /// The same in the other segments.
    pub others: f64,
    /// The 95% interval of the difference.
    pub interval: [f64; 2],
    /// The p-value of the hypothesis that there is no difference, adjusted for the number of tests.
    pub p: f64,
}

/// The median of the days between two days with an order or claim, over the customers of a segment with two such days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Customers with two such days.
    pub customers: u64,
    /// A quarter of them have a shorter one.
    pub p25: f64,
    /// The median of their medians.
    pub median: f64,
    /// A quarter of them have a longer one.
    pub p75: f64,
}

/// When to reach each of `k` labels.
pub(super) fn reach(habits: &Habits, labels: &[Option<u32>], k: usize) -> Vec<Reach> {
    let all = [&habits.weekdays, &habits.parts].map(|times| tested(times, labels, k));
    let p_values: Vec<f64> = all.iter().flatten().map(|(_, found)| found.p).collect();
    let mut adjusted = holm(&p_values).into_iter();
    let mut reach = vec![Reach::default(); k];
    for (times, found) in all.into_iter().enumerate() {
        for ((label, found), p) in found.into_iter().zip(adjusted.by_ref()) {
            if p <= SIGNIFICANT && found.interval[0] > 0.0 && found.customers >= FEWEST {
                let own = &mut reach[label];
                if times == 0 { &mut own.weekdays } else { &mut own.hours }.push(Preferred { p, ..found });
            }
        }
    }
    for (own, gap) in reach.iter_mut().zip(gaps(&habits.gaps, labels, k)) {
        own.weekdays.sort_by(|a, b| a.p.total_cmp(&b.p).then(b.share.total_cmp(&a.share)));
        own.hours.sort_by(|a, b| a.p.total_cmp(&b.p).then(b.share.total_cmp(&a.share)));
        own.gap = gap;
    }
    reach
}

/// Each slot of each segment with enough customers on either side, with a p that is not adjusted.
fn tested(times: &Times, labels: &[Option<u32>], k: usize) -> Vec<(usize, Preferred)> {
    let slots = times.slots;
    // By label and slot: the sum of shares, of their squares, and customers with an order then.
    let mut sums = vec![[0.0; 2]; k * slots];
    let mut with = vec![0_u64; k * slots];
    let mut customers = vec![0_u64; k];
    for (customer, label) in labels.iter().enumerate() {
        let Some(label) = label.map(|label| label as usize) else { continue };
        let counts = times.of(customer);
        let all: u32 = counts.iter().map(|count| u32::from(*count)).sum();
        if all == 0 {
            continue;
        }
        customers[label] += 1;
        for (slot, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let share = f64::from(*count) / f64::from(all);
            sums[label * slots + slot][0] += share;
            sums[label * slots + slot][1] += share * share;
            with[label * slots + slot] += 1;
        }
    }
    let moments = |n: u64, [sum, squares]: [f64; 2]| {
        let mean = sum / n as f64;
        let variance = ((squares - sum * mean) / (n as f64 - 1.0)).max(0.0);
        Moments { n, mean, sd: variance.sqrt() }
    };
    let all: u64 = customers.iter().sum();
    let mut found = Vec::new();
    for label in (0..k).filter(|label| customers[*label].min(all - customers[*label]) >= FEWEST) {
        for slot in 0..slots {
            let own = sums[label * slots + slot];
            let total = (0..k).map(|of| sums[of * slots + slot]).fold([0.0; 2], |a, b| [a[0] + b[0], a[1] + b[1]]);
            let sides = [
                moments(customers[label], own),
                moments(all - customers[label], [total[0] - own[0], total[1] - own[1]]),
            ];
            let compared = welch(sides[0], sides[1]).zip(welch_p(sides[0], sides[1]));
            let Some((interval, p)) = compared else { continue };
            let customers = with[label * slots + slot];
            let [share, others] = sides.map(|side| side.mean);
            found.push((label, Preferred { slot, customers, share, others, interval, p }));
        }
    }
    found
}

fn gaps(gaps: &[f64], labels: &[Option<u32>], k: usize) -> Vec<Option<Gap>> {
    let mut own = vec![Vec::new(); k];
    for (gap, label) in gaps.iter().zip(labels) {
        if let Some(label) = label.filter(|_| gap.is_finite()) {
            own[label as usize].push(*gap);
        }
    }
    let of = |mut gaps: Vec<f64>| {
        gaps.sort_unstable_by(f64::total_cmp);
        let at = |q| quantile(&gaps, q);
        let customers = gaps.len() as u64;
        (customers >= FEWEST).then_some(Gap { customers, p25: at(0.25)?, median: at(0.5)?, p75: at(0.75)? })
    };
    own.into_iter().map(of).collect()
}

impl Preferred {
    /// The weekday.
    pub fn weekday(&self) -> &'static str {
        WEEKDAYS.get(self.slot).copied().unwrap_or_default()
    }

    /// The first and the last hour of the part of the day.
    pub fn hours(&self) -> [usize; 2] {
        [self.slot * PART, self.slot * PART + PART - 1]
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
