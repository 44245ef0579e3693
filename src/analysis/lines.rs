//! Measures of the parts of a [`Split`] along an axis: per period, per month since the first claim, per weekday.

use super::split::{Part, Split};
use crate::measures::{ColumnValues, Definition, Event, Granularity, Numbers, Period, Rfm, Start, Summary, WEEKDAYS};

/// Most positions of an axis whose length the data decides.
const LONGEST: usize = 120;
/// Positions of the axis of [`Axis::Concentration`].
const STEPS: u32 = 20;

/// The kind of a value, which decides how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Quantity {
    Count,
    /// A share, 0 to 1.
    Rate,
    Money,
    Days,
}

/// A measure of a period.
pub type PerPeriod = fn(Option<&Period>) -> Option<f64>;

/// A measure and its axis.
#[derive(Clone, Copy, Debug)]
pub enum Axis {
    /// A measure of each period; a part without events in it has no period.
    Time(PerPeriod),
    /// Average retention in the months after the start.
    Retention(Start, Event, Definition),
    /// The share burnt by day after the claim, with open coupons taken into account.
    DaysToBurn,
    /// The share of gaps between claim days that are at most this long.
    Gaps,
    /// The share of active customers whose last claim is at most this long ago.
    Recency,
    /// The share of customers who joined at most this long ago.
    Tenure,
    /// The share of claims on each weekday.
    Weekdays,
    /// The share of customers with a number of claims.
    Frequency,
    /// The share of burns or revenue by the customers who make the most.
    Concentration,
    /// The share of active customers in each RFM group.
    Rfm,
}

/// Values of each part at each position of an axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// The positions.
    pub axis: Vec<String>,
    /// Which of them are incomplete periods.
    pub partial: Vec<bool>,
    /// The values of each part, in the order of the parts; none where one is not known.
    pub parts: Vec<Vec<Option<f64>>>,
}

/// The values of the parts along an axis. `whole` are the measures of all that was split.
pub fn lines(split: &Split, whole: &Summary, granularity: Granularity, axis: Axis) -> Lines {
    match axis {
        Axis::Time(value) => over_time(split, whole, granularity, value),
        Axis::Retention(start, event, definition) => {
            let average = |part: &Summary| part.retention.triangle(start, event).average(definition);
            let longest = average(whole).len();
            of_parts(split, (0..longest).map(|n| format!("M{n}")), |part| {
                let rates = average(part);
                (0..longest).map(|n| rates.get(n).copied()).collect()
            })
        }
        Axis::DaysToBurn => {
            let longest = |part: &Summary| part.burnt_by_day.as_ref().map_or(0, |curve| curve.longest);
            let step = step(longest(whole));
            let days = (0..=longest(whole)).step_by(step as usize);
            of_parts(split, days.clone().map(|day| day.to_string()), |part| {
                let known = part.burnt_by_day.as_ref();
                days.clone().map(|day| known.filter(|of| day <= of.longest).map(|of| of.share(day))).collect()
            })
        }
        Axis::Gaps => {
            within(split, whole, 1, |part| part.rhythm.as_ref().map_or(&[][..], |rhythm| rhythm.counts.as_slice()))
        }
        Axis::Recency => within(split, whole, 0, |part| &part.spans.recency),
        Axis::Tenure => within(split, whole, 0, |part| &part.spans.tenure),
        Axis::Weekdays => of_parts(split, WEEKDAYS.iter().map(|day| (*day).to_owned()), |part| {
            let mut counts = [0; 7];
            for month in part.weekdays(|day| day.claims) {
                counts.iter_mut().zip(month.counts).for_each(|(all, n)| *all += n);
            }
            counts.iter().map(|n| share(*n, counts.iter().sum())).collect()
        }),
        Axis::Frequency => {
            let most = whole.frequency.last().map_or(0, |(claims, _)| *claims).min(LONGEST as u64 - 1);
            of_parts(split, (0..=most).map(|n| n.to_string()), |part| {
                let of = |n: u64| part.frequency.iter().find(|(claims, _)| *claims == n).map_or(0, |(_, with)| *with);
                (0..=most).map(|n| share(of(n), part.kpis.customers)).collect()
            })
        }
        Axis::Concentration => of_parts(split, (0..=STEPS).map(|n| format!("{}%", n * 100 / STEPS)), |part| {
            let of = part.concentration.as_ref();
            (0..=STEPS).map(|n| of.map(|of| of.share(f64::from(n) / f64::from(STEPS)))).collect()
        }),
        Axis::Rfm => {
            let groups = whole.rfm.iter().flat_map(|rfm| rfm.groups).map(|size| size.group);
            of_parts(split, groups.clone().map(|group| group.to_string()), |part| {
                let of =
                    |rfm: &Rfm, group| rfm.groups.iter().find(|size| size.group == group).map(|size| size.customers);
                let share_of = |rfm: &Rfm, group| share(of(rfm, group)?, rfm.customers());
                groups.clone().map(|group| part.rfm.as_ref().and_then(|rfm| share_of(rfm, group))).collect()
            })
        }
    }
}

/// A row for each column of numbers of customers: its name, its values in all customers, and its mean in each part.
pub fn means<'a>(split: &'a Split, whole: &'a Summary) -> Vec<(&'a str, &'a Numbers, Vec<Option<f64>>)> {
    let numbers = |summary: &'a Summary, name: &str| {
        let column = summary.columns.iter().find(|column| column.name == name)?;
        if let ColumnValues::Numbers(histogram) = &column.values { Some(&histogram.numbers) } else { None }
    };
    let row = |name: &'a str| {
        let of_parts = split.parts.iter().map(|part| numbers(&part.summary, name).map(|of| of.mean));
        Some((name, numbers(whole, name)?, of_parts.collect()))
    };
    whole.columns.iter().filter_map(|column| row(&column.name)).collect()
}

/// A measure of each period up to the as-of date.
fn over_time(split: &Split, whole: &Summary, granularity: Granularity, value: PerPeriod) -> Lines {
    let (past, _) = whole.periods_to_date(granularity);
    let mut lines = of_parts(split, past.iter().map(|period| period.period.clone()), |part| {
        let periods = part.usage.periods(granularity);
        let own = |first: i32| periods.binary_search_by_key(&first, |own| own.first_day).ok().map(|at| &periods[at]);
        past.iter().map(|period| value(own(period.first_day))).collect()
    });
    lines.partial = past.iter().map(|period| period.partial).collect();
    lines
}

fn of_parts(split: &Split, axis: impl Iterator<Item = String>, values: impl Fn(&Summary) -> Vec<Option<f64>>) -> Lines {
    let parts = split.parts.iter().map(|Part { summary, .. }| values(summary)).collect();
    Lines { axis: axis.collect(), partial: Vec::new(), parts }
}

/// The cumulative share of counts by days, from `first` on. `counts` are (days, number), ascending.
fn within(split: &Split, whole: &Summary, first: i32, counts: impl Fn(&Summary) -> &[(i32, u64)]) -> Lines {
    let longest = counts(whole).last().map_or(first - 1, |(days, _)| *days);
    let days = (first..=longest).step_by(step(longest) as usize);
    of_parts(split, days.clone().map(|day| day.to_string()), |part| {
        let counts = counts(part);
        let all: u64 = counts.iter().map(|(_, n)| n).sum();
        let at_most = |day| counts.iter().take_while(|(days, _)| *days <= day).map(|(_, n)| n).sum();
        days.clone().map(|day| share(at_most(day), all)).collect()
    })
}

/// The step of an axis of days that has at most [`LONGEST`] positions.
fn step(longest: i32) -> i32 {
    (longest / LONGEST as i32 + 1).max(1)
}

fn share(part: u64, all: u64) -> Option<f64> {
    (all > 0).then(|| part as f64 / all as f64)
}
