//! What a segment buys and when to reach it, as parts of the JSON contract.

use serde::Serialize;

use crate::measures::Item;
use crate::segments::{Buys, Gap, Preferred, Reach};

/// An item that a segment buys more than all customers do; `p` is adjusted for all items and segments.
#[derive(Serialize)]
pub(super) struct BuysObject<'a> {
    name: &'a str,
    kind: Item,
    customers: u64,
    share: f64,
    lift: f64,
    low: f64,
    high: f64,
    p: f64,
}

impl<'a> BuysObject<'a> {
    pub fn of(buys: &'a Buys) -> Self {
        let Buys { name, item, customers, share, lift, interval: [low, high], p } = buys;
        Self { name, kind: *item, customers: *customers, share: *share, lift: *lift, low: *low, high: *high, p: *p }
    }
}

/// When to reach a segment.
#[derive(Serialize)]
pub(super) struct ReachObject {
    weekdays: Vec<WeekdayObject>,
    hours: Vec<HoursObject>,
    days_between: Option<GapObject>,
}

/// Mean shares of the orders or claims of a customer: of the segment, and of the others.
#[derive(Serialize)]
struct PreferredObject {
    customers: u64,
    share: f64,
    others: f64,
    /// The ends of the 95% interval of the difference.
    low: f64,
    high: f64,
    p: f64,
}

#[derive(Serialize)]
struct WeekdayObject {
    weekday: &'static str,
    #[serde(flatten)]
    preferred: PreferredObject,
}

/// The first and the last hour, both included.
#[derive(Serialize)]
struct HoursObject {
    from: usize,
    to: usize,
    #[serde(flatten)]
    preferred: PreferredObject,
}

#[derive(Serialize)]
struct GapObject {
    customers: u64,
    p25: f64,
    median: f64,
    p75: f64,
}

impl PreferredObject {
    fn of(preferred: &Preferred) -> Self {
        let Preferred { customers, share, others, interval: [low, high], p, .. } = *preferred;
        Self { customers, share, others, low, high, p }
    }
}

impl ReachObject {
    pub fn of(reach: &Reach) -> Self {
        let weekday = |of: &Preferred| WeekdayObject { weekday: of.weekday(), preferred: PreferredObject::of(of) };
        let hours = |of: &Preferred| {
            let [from, to] = of.hours();
            HoursObject { from, to, preferred: PreferredObject::of(of) }
        };
        Self {
            weekdays: reach.weekdays.iter().map(weekday).collect(),
            hours: reach.hours.iter().map(hours).collect(),
            days_between: reach.gap.map(|Gap { customers, p25, median, p75 }| GapObject {
                customers,
                p25,
                median,
                p75,
            }),
        }
    }
}
