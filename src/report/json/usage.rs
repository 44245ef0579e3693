//! Time series in the JSON contract.

use serde::Serialize;

use super::figures::{Revenue, revenue};
use crate::data::{Kind, format_day};
use crate::measures::{BurntByDay, Change, Granularity, Period, Summary};

/// Most points of the curve.
const MOST_POINTS: usize = 400;

/// Claims and burns over time.
#[derive(Serialize)]
pub(super) struct UsageObject {
    granularity: Granularity,
    /// The last day by which nearly all burns have happened.
    mature_until: Option<String>,
    points: Vec<PointObject>,
    weekdays: Vec<WeekdaysObject>,
    change: ChangesObject,
}

/// A period.
#[derive(Serialize)]
struct PointObject {
    period: String,
    claims: u64,
    burns: Option<u64>,
    status_claimed: Option<u64>,
    status_burnt: Option<u64>,
    status_expired: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revenue: Revenue,
    #[serde(flatten)]
    orders: Option<OrdersObject>,
    /// Amounts of coupons; only coupons with amounts have the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    spend: Option<f64>,
    active_customers: u64,
    partial: bool,
    burn_rate: Option<f64>,
    mature: Option<bool>,
}

/// Orders and returns of a period; only purchases have the keys.
#[derive(Serialize)]
struct OrdersObject {
    average_order: Option<f64>,
    returns: u64,
    returned: f64,
    orders_with_coupon: Option<u64>,
}

/// A month by weekday, Monday first.
#[derive(Serialize)]
struct WeekdaysObject {
    month: String,
    claims: [u64; 7],
    burns: Option<[u64; 7]>,
}

/// The last complete period against the one before.
#[derive(Serialize)]
struct ChangesObject {
    claims: Option<ChangeObject>,
    burns: Option<ChangeObject>,
    burn_rate: Option<ChangeObject>,
    active_customers: Option<ChangeObject>,
    days_to_burn: Option<ChangeObject>,
}

#[derive(Serialize)]
struct ChangeObject {
    period: String,
    before: String,
    value: f64,
    value_before: f64,
}

impl From<Change> for ChangeObject {
    fn from(Change { period, before, values: [value_before, value] }: Change) -> Self {
        Self { period, before, value, value_before }
    }
}

pub(super) fn usage_object(summary: &Summary, granularity: Granularity) -> UsageObject {
    let mature_until = summary.mature_until();
    let of_coupons = |n: u64| Some(n).filter(|_| summary.kind != Kind::Purchases);
    let purchases = summary.purchases.as_ref();
    let orders = |period: &Period| {
        purchases.map(|purchases| OrdersObject {
            average_order: period.average_order(),
            returns: period.orders.returns,
            returned: period.orders.returned,
            orders_with_coupon: purchases.orders_with_coupon.map(|_| period.orders.with_coupon),
        })
    };
    let point = |period: Period| PointObject {
        orders: orders(&period),
        spend: summary.kpis.amount.filter(|_| summary.kind == Kind::Coupons).map(|_| period.spend),
        claims: period.claims,
        burns: of_coupons(period.burns),
        status_claimed: of_coupons(period.status_claimed),
        status_burnt: of_coupons(period.status_burnt),
        status_expired: of_coupons(period.status_expired),
        revenue: revenue(summary.kind, summary.kpis.amount.map(|_| period.revenue)),
        active_customers: period.active_customers,
        partial: period.partial,
        burn_rate: period.burn_rate(),
        mature: Some(mature_until.is_some_and(|day| period.last_day <= day))
            .filter(|_| summary.kind != Kind::Purchases),
        period: period.period,
    };
    let (claims, burns) = (summary.weekdays(|day| day.claims), summary.weekdays(|day| day.burns));
    let weekdays = claims.into_iter().zip(burns).map(|(claims, burns)| WeekdaysObject {
        month: claims.month.period,
        claims: claims.counts,
        burns: Some(burns.counts).filter(|_| summary.kind != Kind::Purchases),
    });
    UsageObject {
        granularity,
        mature_until: mature_until.map(format_day),
        points: summary.usage.periods(granularity).into_iter().map(point).collect(),
        weekdays: weekdays.collect(),
        change: ChangesObject {
            claims: summary.change(granularity, |p| p.claims as f64).map(Into::into),
            burns: summary.change_of_burns(granularity).map(Into::into),
            burn_rate: summary.change_of_burn_rate(granularity).map(Into::into),
            active_customers: summary.change(granularity, |p| p.active_customers as f64).map(Into::into),
            days_to_burn: summary.change_of_days_to_burn(granularity).map(Into::into),
        },
    }
}

/// The share burnt by day, with few enough points to read.
pub(super) fn burnt_by_day_object(summary: &Summary) -> Option<BurntByDay> {
    summary.burnt_by_day.as_ref().map(|burnt| burnt.thinned(MOST_POINTS))
}
