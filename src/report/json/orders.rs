//! Sizes and coupons of orders, and orders by weekday and hour, as parts of the JSON contract.

use serde::Serialize;

use crate::measures::{AverageOrder, OrderCoupon, OrderCoupons, Sizes, WEEKDAYS, WeekdayHours};

/// Sizes of orders: a bar contains the values from `from` up to, but not including, `below`; null if it is open.
#[derive(Serialize)]
pub(super) struct SizesObject {
    n: u64,
    zero: u64,
    min: f64,
    p25: f64,
    median: f64,
    mean: f64,
    p75: f64,
    max: f64,
    bars: Vec<BarObject>,
}

#[derive(Serialize)]
struct BarObject {
    from: Option<f64>,
    below: Option<f64>,
    orders: u64,
}

impl SizesObject {
    pub fn of(sizes: &Sizes) -> Self {
        let numbers = &sizes.numbers;
        let bar = |([from, below], orders): ([Option<f64>; 2], &u64)| BarObject { from, below, orders: *orders };
        Self {
            n: numbers.n,
            zero: sizes.zero,
            min: numbers.min,
            p25: numbers.p25,
            median: numbers.median,
            mean: numbers.mean,
            p75: numbers.p75,
            max: numbers.max,
            bars: numbers.bands().zip(&sizes.orders).map(bar).collect(),
        }
    }
}

/// Coupons of orders.
#[derive(Serialize)]
pub(super) struct CouponsObject {
    orders: u64,
    revenue: Option<f64>,
    names: Vec<CouponObject>,
    with: Option<AverageObject>,
    without: Option<AverageObject>,
    difference: Option<f64>,
    interval: Option<[f64; 2]>,
}

#[derive(Serialize)]
struct CouponObject {
    name: String,
    orders: u64,
    customers: u64,
    revenue: Option<f64>,
}

#[derive(Serialize)]
struct AverageObject {
    orders: u64,
    customers: u64,
    average: f64,
}

impl From<AverageOrder> for AverageObject {
    fn from(AverageOrder { orders, customers, average }: AverageOrder) -> Self {
        Self { orders, customers, average }
    }
}

impl CouponsObject {
    pub fn of(coupons: &OrderCoupons) -> Self {
        let name = |coupon: &OrderCoupon| {
            let OrderCoupon { name, orders, customers, revenue } = coupon.clone();
            CouponObject { name, orders, customers, revenue }
        };
        Self {
            orders: coupons.orders,
            revenue: coupons.revenue,
            names: coupons.names.iter().map(name).collect(),
            with: coupons.with.map(Into::into),
            without: coupons.without.map(Into::into),
            difference: coupons.difference.map(|(difference, _)| difference),
            interval: coupons.difference.map(|(_, interval)| interval),
        }
    }
}

/// A weekday by hour of the day.
#[derive(Serialize)]
pub(super) struct HoursObject {
    weekday: &'static str,
    transactions: [u64; 24],
}

/// The weekdays, Monday first.
pub(super) fn hours_objects(hours: &WeekdayHours) -> Vec<HoursObject> {
    WEEKDAYS.into_iter().zip(hours).map(|(weekday, hours)| HoursObject { weekday, transactions: *hours }).collect()
}
