//! Claims and burns over time: counted per day, grouped by any period.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use strum::{EnumCount, IntoEnumIterator};

use crate::aggregate::{Daily, Granularity, OrderCounts, Outcome, Sum};
use crate::data::{Facts, status};

/// One period.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// `2024-07-14`, `2024-W28`, `2024-07`, `2024-Q3` or `2024`.
    pub period: String,
    /// First day (days since 1970-01-01).
    pub first_day: i32,
    /// Last day.
    pub last_day: i32,
    /// Rows by `transaction_date`.
    pub claims: u64,
    /// Burnt rows by `burn_date`.
    pub burns: u64,
    /// Open rows by `transaction_date`.
    pub status_claimed: u64,
    /// Burnt rows by `transaction_date`.
    pub status_burnt: u64,
    /// Expired rows by `transaction_date`.
    pub status_expired: u64,
    /// Revenue of purchases, by the dates of orders and returns; 0 for other kinds.
    pub revenue: f64,
    /// Returns, and orders with a coupon; 0 for other kinds.
    pub orders: OrderCounts,
    /// Amounts of coupons by burn date, otherwise by claim date; 0 for purchases, whose amounts are revenue.
    pub spend: f64,
    /// Customers with a claim in the period.
    pub active_customers: u64,
    /// Whether the period is incomplete: it ends after the claim horizon.
    pub partial: bool,
    /// Whether the burn rate is meaningless, because the data has only burnt claims.
    pub(super) unrated: bool,
}

impl Period {
    /// A complete period without events.
    pub(super) fn empty(granularity: Granularity, first: NaiveDate, last_day: i32) -> Self {
        Self {
            period: granularity.key(first),
            first_day: first.to_epoch_days(),
            last_day,
            claims: 0,
            burns: 0,
            status_claimed: 0,
            status_burnt: 0,
            status_expired: 0,
            revenue: 0.0,
            orders: OrderCounts::default(),
            spend: 0.0,
            active_customers: 0,
            partial: false,
            unrated: false,
        }
    }

    /// Revenue per order that has an amount; none without one.
    pub fn average_order(&self) -> Option<f64> {
        (self.orders.priced > 0).then(|| self.revenue / self.orders.priced as f64)
    }

    /// The share of the period's orders that have a coupon, 0 to 1; none without an order.
    pub fn coupon_share(&self) -> Option<f64> {
        (self.claims > 0).then(|| self.orders.with_coupon as f64 / self.claims as f64)
    }

    /// The share of the period's claims that are burnt, 0 to 1; none without a claim of known outcome.
    pub fn burn_rate(&self) -> Option<f64> {
        let known = self.status_claimed + self.status_burnt + self.status_expired;
        (known > 0 && !self.unrated).then(|| self.status_burnt as f64 / known as f64)
    }
}

/// Counts per day, ascending, without days that have no event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usage {
    /// Days and their counts.
    pub days: Vec<DayCounts>,
    /// Latest claim.
    pub claim_horizon: Option<i32>,
    /// Customers with a claim in each period, by granularity; they cannot be summed from days.
    pub(super) active: [Vec<u64>; Granularity::COUNT],
    /// See [`Facts::only_burnt`].
    pub(super) unrated: bool,
}

/// Counts of one day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DayCounts {
    /// Days since 1970-01-01.
    pub day: i32,
    /// Rows by `transaction_date`.
    pub claims: u64,
    /// Burnt rows by `burn_date`.
    pub burns: u64,
    /// Open rows by `transaction_date`.
    pub status_claimed: u64,
    /// Burnt rows by `transaction_date`.
    pub status_burnt: u64,
    /// Expired rows by `transaction_date`.
    pub status_expired: u64,
    /// Revenue of purchases, by the dates of orders and returns; 0 for other kinds.
    pub revenue: f64,
    /// Returns, and orders with a coupon; 0 for other kinds.
    pub orders: OrderCounts,
    /// Amounts of coupons by burn date, otherwise by claim date; 0 for purchases, whose amounts are revenue.
    pub spend: f64,
}

impl Usage {
    /// Counts the events of each day.
    pub(super) fn of(facts: &Facts, daily: &Daily) -> Self {
        let mut days: BTreeMap<i32, DayCounts> = BTreeMap::new();
        for Outcome { day, status, end, rows } in &daily.outcomes {
            if let Some(day) = day {
                let counts = days.entry(*day).or_default();
                counts.claims += rows;
                match *status {
                    status::OPEN => counts.status_claimed += rows,
                    status::BURNT => counts.status_burnt += rows,
                    status::EXPIRED => counts.status_expired += rows,
                    _ => {}
                }
            }
            if let Some(burnt_on) = end.filter(|_| *status == status::BURNT) {
                days.entry(burnt_on).or_default().burns += rows;
            }
        }
        for (day, revenue) in &daily.revenue {
            days.entry(*day).or_default().revenue = *revenue;
        }
        for (day, orders) in &daily.orders {
            days.entry(*day).or_default().orders = *orders;
        }
        for (day, spend) in &daily.spend {
            days.entry(*day).or_default().spend = *spend;
        }
        let days = days.into_iter().map(|(day, counts)| DayCounts { day, ..counts }).collect();
        let mut usage =
            Self { days, claim_horizon: facts.claim_horizon, active: Default::default(), unrated: facts.only_burnt };
        for granularity in Granularity::iter() {
            let mut active = daily.active[granularity as usize].iter().peekable();
            let of_bucket = |(first, _): (NaiveDate, i32)| {
                active.next_if(|(day, _)| *day == first.to_epoch_days()).map_or(0, |(_, customers)| *customers)
            };
            usage.active[granularity as usize] = usage.buckets(granularity).map(of_bucket).collect();
        }
        usage
    }

    /// The periods from the first event to the last, including empty ones.
    pub fn periods(&self, granularity: Granularity) -> Vec<Period> {
        let mut days = self.days.iter().peekable();
        let mut active = self.active[granularity as usize].iter();
        let mut periods = Vec::new();
        for (first, last_day) in self.buckets(granularity) {
            let mut period = Period {
                active_customers: active.next().copied().unwrap_or(0),
                unrated: self.unrated,
                partial: self.claim_horizon.is_none_or(|horizon| last_day > horizon),
                ..Period::empty(granularity, first, last_day)
            };
            let (mut revenue, mut spend) = (Sum::default(), Sum::default());
            while let Some(day) = days.next_if(|d| d.day <= last_day) {
                period.claims += day.claims;
                period.burns += day.burns;
                period.status_claimed += day.status_claimed;
                period.status_burnt += day.status_burnt;
                period.status_expired += day.status_expired;
                revenue.add(day.revenue);
                spend.add(day.spend);
                period.orders.add(day.orders);
            }
            (period.revenue, period.spend) = (revenue.value(), spend.value());
            periods.push(period);
        }
        periods
    }

    /// First and last day of each period from the first event to the last.
    fn buckets(&self, granularity: Granularity) -> impl Iterator<Item = (NaiveDate, i32)> + use<> {
        let days = self.days.first().zip(self.days.last()).map(|(first, last)| (first.day, last.day));
        days.into_iter().flat_map(move |(first, last)| granularity.periods(first, last))
    }
}
