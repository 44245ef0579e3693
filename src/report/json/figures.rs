//! Key figures, groups and places, as parts of the JSON contract. Values that the kind of data does not have are null.

use serde::Serialize;

use super::orders::{CouponsObject, SizesObject};
use crate::data::Kind;
use crate::measures::{Group, MonthSales, OtherProducts, Place, Product, Purchases, Sales, Summary};

#[derive(Serialize)]
pub(super) struct KpisObject {
    customers: u64,
    active_customers: u64,
    inactive_customers: u64,
    transactions: u64,
    claimed: Option<u64>,
    burnt: Option<u64>,
    expired: Option<u64>,
    other: Option<u64>,
    amount: Option<f64>,
    burn_rate: Option<f64>,
    repeat_customers: u64,
    repeat_rate: Option<f64>,
    repeat_interval: Option<[f64; 2]>,
    repeat_burners: Option<u64>,
    median_days_to_burn: Option<f64>,
}

impl KpisObject {
    pub fn of(summary: &Summary) -> Self {
        let kpis = &summary.kpis;
        let of_coupons = |n: u64| of_coupons(summary.kind, n);
        Self {
            customers: kpis.customers,
            active_customers: kpis.active_customers,
            inactive_customers: kpis.inactive_customers,
            transactions: kpis.transactions,
            claimed: of_coupons(kpis.claimed),
            burnt: of_coupons(kpis.burnt),
            expired: of_coupons(kpis.expired),
            other: of_coupons(kpis.other),
            amount: kpis.amount,
            burn_rate: kpis.burn_rate,
            repeat_customers: kpis.repeat_customers,
            repeat_rate: kpis.repeat().map(|(rate, _)| rate),
            repeat_interval: kpis.repeat().map(|(_, interval)| interval),
            repeat_burners: of_coupons(kpis.repeat_burners),
            median_days_to_burn: kpis.median_days_to_burn,
        }
    }
}

/// A count of coupons; null for purchases.
fn of_coupons(kind: Kind, count: u64) -> Option<u64> {
    (kind != Kind::Purchases).then_some(count)
}

/// The revenue of purchases, null without amounts; other kinds do not have the key.
pub(super) type Revenue = Option<Option<f64>>;

/// The revenue for this kind of data.
pub(super) fn revenue(kind: Kind, revenue: Option<f64>) -> Revenue {
    (kind == Kind::Purchases).then_some(revenue)
}

/// The transactions and burns of a group or place.
#[derive(Serialize)]
struct Counts {
    transactions: u64,
    burnt: Option<u64>,
    burn_rate: Option<f64>,
    burnt_share: Option<f64>,
    interval: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revenue: Revenue,
    #[serde(flatten)]
    sales: Option<SalesObject>,
}

/// Shares of revenue and buyers who came again; only purchases have the keys.
#[derive(Serialize)]
pub(super) struct SalesObject {
    revenue_share: Option<f64>,
    pareto: bool,
    buyers: u64,
    repeat_buyers: u64,
    repeat_rate: Option<f64>,
    repeat_interval: Option<[f64; 2]>,
}

impl From<Sales> for SalesObject {
    fn from(sales: Sales) -> Self {
        let Sales { revenue_share, pareto, buyers, repeat_buyers } = sales;
        let (repeat_rate, repeat_interval) = (sales.repeat_rate(), sales.repeat_interval());
        Self { revenue_share, pareto, buyers, repeat_buyers, repeat_rate, repeat_interval }
    }
}

/// Customers with the same gender, city or value of another column.
#[derive(Serialize)]
pub(super) struct GroupObject<'a> {
    id: Option<&'a str>,
    name: &'a str,
    customers: u64,
    #[serde(flatten)]
    counts: Counts,
}

impl<'a> GroupObject<'a> {
    pub fn of(group: &'a Group, kind: Kind) -> Self {
        let Group { id, name, customers, .. } = group;
        let counts = Counts {
            transactions: group.transactions,
            burnt: of_coupons(kind, group.burnt),
            burn_rate: group.burn_rate,
            burnt_share: group.burnt_share,
            interval: group.interval,
            revenue: revenue(kind, group.revenue),
            sales: (kind == Kind::Purchases).then(|| group.sales.into()),
        };
        Self { id: id.as_deref(), name, customers: *customers, counts }
    }
}

/// The merchant of a branch, null if unknown; merchants do not have the key.
type Owner<'a> = Option<Option<&'a str>>;

/// A branch or merchant.
#[derive(Serialize)]
pub(super) struct PlaceObject<'a> {
    id: Option<&'a str>,
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    merchant: Owner<'a>,
    #[serde(flatten)]
    counts: Counts,
}

impl<'a> PlaceObject<'a> {
    pub fn of(place: &'a Place, kind: Kind) -> Self {
        let Place { id, name, merchant, .. } = place;
        let counts = Counts {
            transactions: place.transactions,
            burnt: of_coupons(kind, place.burnt),
            burn_rate: place.burn_rate,
            burnt_share: place.burnt_share,
            interval: place.interval,
            revenue: revenue(kind, place.revenue),
            sales: place.sales.map(Into::into),
        };
        Self { id: id.as_deref(), name: name.as_deref(), merchant: merchant.as_ref().map(Option::as_deref), counts }
    }
}

/// Totals of purchases.
#[derive(Serialize)]
pub(super) struct PurchasesObject {
    orders: u64,
    lines: u64,
    items: Option<f64>,
    revenue: Option<f64>,
    average_order: Option<f64>,
    average_order_gross: Option<f64>,
    orders_with_coupon: Option<u64>,
    returns: ReturnsObject,
    by_status: Vec<StatusObject>,
    amounts: Option<SizesObject>,
    pieces: Option<SizesObject>,
    coupons: Option<CouponsObject>,
}

#[derive(Serialize)]
struct ReturnsObject {
    orders: u64,
    amount: f64,
}

#[derive(Serialize)]
struct StatusObject {
    status: &'static str,
    orders: u64,
}

impl PurchasesObject {
    pub fn of(purchases: &Purchases) -> Self {
        Self {
            orders: purchases.orders,
            lines: purchases.lines,
            items: purchases.items,
            revenue: purchases.revenue,
            average_order: purchases.average_order,
            average_order_gross: purchases.average_order_gross,
            orders_with_coupon: purchases.orders_with_coupon,
            returns: ReturnsObject { orders: purchases.returns, amount: purchases.returned },
            by_status: purchases
                .by_status
                .iter()
                .map(|(status, orders)| StatusObject { status, orders: *orders })
                .collect(),
            amounts: purchases.amounts.as_ref().map(SizesObject::of),
            pieces: purchases.pieces.as_ref().map(SizesObject::of),
            coupons: purchases.coupons.as_ref().map(CouponsObject::of),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ProductObject<'a> {
    name: &'a str,
    orders: u64,
    customers: u64,
    items: Option<f64>,
    revenue: Option<f64>,
    revenue_share: Option<f64>,
    returns: u64,
    returned: f64,
    return_rate: Option<f64>,
    pareto: bool,
    repeat_customers: u64,
    repeat_rate: Option<f64>,
    repeat_interval: Option<[f64; 2]>,
    /// By month, of the top products only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    months: Vec<MonthObject<'a>>,
}

#[derive(Serialize)]
struct MonthObject<'a> {
    month: &'a str,
    orders: u32,
    revenue: f64,
}

/// The products that are not listed, summed.
#[derive(Serialize)]
pub(super) struct OtherProductsObject {
    products: u64,
    orders: u64,
    customers: u64,
    items: Option<f64>,
    revenue: Option<f64>,
    revenue_share: Option<f64>,
}

impl From<OtherProducts> for OtherProductsObject {
    fn from(others: OtherProducts) -> Self {
        let OtherProducts { products, orders, customers, items, revenue, revenue_share } = others;
        Self { products, orders, customers, items, revenue, revenue_share }
    }
}

impl<'a> ProductObject<'a> {
    pub fn of(product: &'a Product, months: &'a [String]) -> Self {
        let month = |(month, sales): (&'a String, &MonthSales)| MonthObject {
            month,
            orders: sales.orders,
            revenue: sales.revenue,
        };
        Self {
            name: &product.name,
            orders: product.orders,
            customers: product.customers,
            items: product.items,
            revenue: product.revenue,
            revenue_share: product.sales.revenue_share,
            returns: product.returns,
            returned: product.returned,
            return_rate: product.return_rate(),
            pareto: product.sales.pareto,
            repeat_customers: product.sales.repeat_buyers,
            repeat_rate: product.sales.repeat_rate(),
            repeat_interval: product.sales.repeat_interval(),
            months: months.iter().zip(&product.months).map(month).collect(),
        }
    }
}
