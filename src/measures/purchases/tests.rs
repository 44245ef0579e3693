//! Numbers computed by hand from [`purchases`](crate::measures::fixture::purchases).

use std::sync::Arc;

use polars::prelude::*;

use crate::data::filter::Filter;
use crate::data::{Dimension, Facts, Ids, Kind, OrderTotals, parse_day};
use crate::measures::fixture::{facts, purchases};
use crate::measures::{
    Features, Granularity, InactivePolicy, OrderCounts, Period, Preset, Product, RfmGroup, Scores, as_it_was, features,
    select, summarise,
};
use crate::progress::Progress;

fn column(features: &Features, name: &str) -> String {
    format!("{:?}", features.get(name).unwrap().values)
}

fn filtered(text: &str) -> Facts {
    let facts = purchases();
    select(&facts, &features(&facts, &Progress::new()).unwrap(), &Filter::parse(text).unwrap(), &Progress::new())
        .unwrap()
}

#[test]
fn orders_returns_and_net_revenue() {
    let summary = summarise(&purchases(), &Progress::new()).unwrap();
    let found = summary.purchases.unwrap();
    assert_eq!((found.orders, found.lines, found.items), (6, 12, Some(11.0)));
    // 10 + 20.5 + 5 + 100 + 7 of orders, 4 + 3 + 1 returned; one order has no amount.
    assert_eq!((found.revenue, found.average_order, found.average_order_gross), (Some(134.5), Some(26.9), Some(28.5)));
    // The histogram of order sizes has the same mean.
    assert_eq!(found.amounts.map(|sizes| sizes.numbers.mean), Some(28.5));
    assert_eq!((found.returns, found.returned, found.orders_with_coupon), (3, -8.0, Some(2)));
    let kpis = &summary.kpis;
    assert_eq!((kpis.customers, kpis.active_customers, kpis.transactions, kpis.amount), (4, 2, 6, Some(134.5)));
    assert_eq!((kpis.claimed, kpis.burnt, kpis.expired, kpis.other, kpis.burn_rate), (0, 0, 0, 0, None));
    assert_eq!(summary.frequency, [(0, 2), (2, 1), (3, 1)]);
    assert!(summarise(&facts(), &Progress::new()).unwrap().purchases.is_none());
}

#[test]
fn revenue_by_city_branch_and_month() {
    let summary = summarise(&purchases(), &Progress::new()).unwrap();
    let cities: Vec<_> = summary.cities.iter().map(|g| (g.name.as_str(), g.transactions, g.revenue)).collect();
    let of_cities = [("Giza", 2, 100.0), ("Cairo", 3, 28.5), ("(none)", 1, 6.0), ("Aswan", 0, 0.0)];
    assert_eq!(cities, of_cities.map(|(name, orders, revenue)| (name, orders, Some(revenue))));
    let branches: Vec<_> = summary.branches.iter().map(|p| (p.id.as_deref(), p.revenue.unwrap())).collect();
    // Returns name no branch.
    assert_eq!(branches, [(Some("10"), 115.0), (Some("20"), 20.5), (Some("30"), 0.0), (Some("40"), 0.0), (None, -1.0)]);
    let merchants: Vec<_> = summary.merchants.iter().map(|p| (p.id.as_deref(), p.revenue.unwrap())).collect();
    assert_eq!(merchants, [(Some("1"), 115.0), (Some("2"), 20.5), (Some("3"), 0.0), (None, -1.0)]);
    let months = summary.usage.periods(Granularity::Month);
    let months: Vec<_> = months.iter().map(|p| (p.period.as_str(), p.claims, p.burns, p.revenue)).collect();
    assert_eq!(months, [("2024-01", 4, 0, 129.5), ("2024-02", 2, 0, 5.0)]);
}

#[test]
fn features_of_orders() {
    let features = features(&purchases(), &Progress::new()).unwrap();
    for (name, expected) in [
        ("order_count", "[3.0, 2.0, 0.0, 0.0]"),
        ("amount_total", "[31.5, 100.0, -3.0, 0.0]"),
        ("amount_mean", "[10.5, 100.0, NaN, NaN]"),
        ("item_count", "[4.0, 6.0, 0.0, 0.0]"),
        ("return_count", "[1.0, 0.0, 1.0, 0.0]"),
        ("return_ratio", "[0.25, 0.0, 1.0, NaN]"),
        ("distinct_products", "[2.0, 2.0, 0.0, 0.0]"),
        ("coupon_ratio", "[0.3333333333333333, 0.5, NaN, NaN]"),
        ("median_gap_days", "[20.0, 30.0, NaN, NaN]"),
        ("recency_days", "[0.0, 7.0, NaN, NaN]"),
        ("active_days", "[3.0, 2.0, 0.0, 0.0]"),
        ("distinct_branches", "[2.0, 2.0, 0.0, 0.0]"),
    ] {
        assert_eq!(column(&features, name), expected, "{name}");
    }
    for name in ["transaction_count", "claimed_count", "burnt_count", "burnt_ratio", "expired_count"] {
        assert!(features.get(name).is_none(), "{name}");
    }
    assert_eq!(features.defaults().chosen, ["recency_days", "order_count", "amount_total"]);
    assert_eq!(features.active, [true, true, false, false]);
    assert_eq!(features.revenue().unwrap(), [31.5, 100.0, -3.0, 0.0]);
    assert_eq!(*features.values("return_ratio", InactivePolicy::Impute).unwrap(), [0.25, 0.0, 0.0, 0.0]);
}

#[test]
fn without_amounts_orders_are_what_counts() {
    let mut facts = purchases();
    facts.has_amount = false;
    let summary = summarise(&facts, &Progress::new()).unwrap();
    let found = summary.purchases.unwrap();
    assert_eq!((found.revenue, found.average_order, summary.kpis.amount), (None, None, None));
    assert_eq!(summary.cities.iter().map(|g| g.transactions).collect::<Vec<_>>(), [3, 2, 1, 0]);
    assert!(summary.cities.iter().all(|g| g.revenue.is_none()));
    assert_eq!(summary.rfm.unwrap().monetary, "order_count");
    let features = features(&facts, &Progress::new()).unwrap();
    assert_eq!(features.defaults().chosen, ["recency_days", "order_count"]);
    assert_eq!(features.preset(Preset::Rfm), ["recency_days", "order_count"]);
}

#[test]
fn scores_of_frequency_are_of_orders_and_of_value_of_revenue() {
    let rfm = summarise(&purchases(), &Progress::new()).unwrap().rfm.unwrap();
    assert_eq!((rfm.monetary, rfm.customers()), ("amount_total", 2));
    let first = rfm.scores[0].unwrap();
    assert_eq!(first, Scores { recency: 5, frequency: 5, monetary: 1 });
    assert_eq!(first.group(), RfmGroup::Champions);
    assert_eq!(
        crate::measures::Rfm::of_features(&features(&purchases(), &Progress::new()).unwrap()).unwrap().scores,
        rfm.scores
    );
}

#[test]
fn products_by_revenue() {
    let summary = summarise(&purchases(), &Progress::new()).unwrap();
    let products = summary.products.unwrap();
    let [ink, pen] = products.as_slice() else { panic!("{products:?}") };
    assert_eq!(
        (ink.name.as_str(), ink.orders, ink.customers, ink.items, ink.revenue),
        ("ink", 3, 2, Some(7.0), Some(126.5))
    );
    assert_eq!(
        (pen.name.as_str(), pen.orders, pen.customers, pen.items, pen.revenue),
        ("pen", 3, 2, Some(3.0), Some(9.0))
    );
    // The first customer ordered each of them twice, the second once.
    for product in &products {
        assert_eq!((product.sales.buyers, product.sales.repeat_buyers), (2, 1), "{}", product.name);
    }
    assert_eq!((ink.sales.revenue_share, ink.sales.pareto), (Some(126.5 / 135.5), true));
    assert_eq!((pen.sales.revenue_share, pen.sales.pareto), (Some(9.0 / 135.5), false));
    let months = |of: &Product| of.months.iter().map(|month| (month.orders, month.revenue)).collect::<Vec<_>>();
    assert_eq!((months(ink), months(pen)), (vec![(3, 126.5), (0, 0.0)], vec![(1, 4.0), (2, 5.0)]));
    assert_eq!(summary.other_products, None);
    assert!(summarise(&facts(), &Progress::new()).unwrap().products.is_none());
}

#[test]
fn products_after_the_first_ten_thousand_are_summed() {
    let mut facts = purchases();
    let many: u32 = 10_002;
    let lines = |of: &mut crate::data::Purchases| {
        let codes: Vec<u32> = (0..many).chain([many - 1]).collect();
        // Revenue falls from product to product, and the last two are of customers 1 and 2.
        let amount = |code: &u32| f64::from(many - code);
        let order = |code: &u32| if *code == many - 1 { 3_u32 } else { 0 };
        of.lines_of_products = df!(
            "order" => codes.iter().map(order).collect::<Vec<_>>(),
            "product" => codes.clone(),
            "quantity" => vec![1.0; codes.len()],
            "amount" => codes.iter().map(amount).collect::<Vec<_>>(),
        )
        .unwrap();
        let names: Vec<Box<str>> = (0..many).map(|code| format!("p{code:05}").into()).collect();
        of.products = Dimension { names: vec![None; names.len()], ids: Ids::Text(names) };
    };
    lines(facts.purchases.as_mut().unwrap());
    let summary = summarise(&facts, &Progress::new()).unwrap();
    let products = summary.products.unwrap();
    assert_eq!((products.len(), products[9_999].name.as_str()), (10_000, "p09999"));
    assert_eq!((products[199].months.len(), products[200].months.len()), (2, 0));
    let others = summary.other_products.unwrap();
    // Products 10,000 and 10,001 with 2 + 1 + 1 in orders 0 and 3.
    assert_eq!((others.products, others.orders, others.customers), (2, 2, 2));
    assert_eq!((others.items, others.revenue), (Some(3.0), Some(4.0)));
    let share = products.iter().filter_map(|product| product.sales.revenue_share).sum::<f64>();
    assert!((share + others.revenue_share.unwrap() - 1.0).abs() < 1e-9);
}

/// Returns of ink and pens, one of them with two lines, and one that names no product.
fn with_returned_products() -> Facts {
    let mut facts = purchases();
    facts.purchases.as_mut().unwrap().lines_of_returns = df!(
        "order" => [0_u32, 0, 1, 2],
        "product" => [Some(0_u32), Some(0), Some(1), None],
        "quantity" => [-1.0, -1.0, -1.0, -1.0],
        "amount" => [-2.5, -1.5, -3.0, -1.0],
    )
    .unwrap();
    facts
}

#[test]
fn products_are_returned() {
    let products = summarise(&with_returned_products(), &Progress::new()).unwrap().products.unwrap();
    let found: Vec<_> =
        products.iter().map(|of| (of.name.as_str(), of.returns, of.returned, of.return_rate())).collect();
    // Of a revenue of 126.5 and 9.
    assert_eq!(found, [("ink", 1, -4.0, Some(4.0 / 126.5)), ("pen", 1, -3.0, Some(3.0 / 9.0))]);
    // A filter selects the returns with the product, too.
    let facts = with_returned_products();
    let of_ink = select(
        &facts,
        &features(&facts, &Progress::new()).unwrap(),
        &Filter::parse("product:ink").unwrap(),
        &Progress::new(),
    )
    .unwrap();
    let summary = summarise(&of_ink, &Progress::new()).unwrap();
    let found = summary.purchases.unwrap();
    assert_eq!((found.orders, found.returns, found.returned), (3, 1, -4.0));
    assert_eq!(summary.products.unwrap().first().map(|product| product.returned), Some(-4.0));
}

#[test]
fn orders_are_selected_by_their_size() {
    let orders = |text| {
        let found = summarise(&filtered(text), &Progress::new()).unwrap().purchases.unwrap();
        (found.orders, found.returns)
    };
    // Amounts 10, 20.5, 5, 100, none and 7, and returns of 4, 3 and 1; pieces 3, 1, none, 4, 2 and 1.
    assert_eq!(orders("order_amount>=10 order_amount<100"), (2, 0));
    assert_eq!(orders("order_amount:none"), (1, 0));
    assert_eq!(orders("order_amount<0"), (0, 3));
    assert_eq!(orders("order_items:1..2"), (3, 0));
    // The pieces of the returns are not known.
    assert_eq!(orders("-order_items:1..2"), (3, 3));
    let facts = facts();
    let features = features(&facts, &Progress::new()).unwrap();
    let refused =
        select(&facts, &features, &Filter::parse("order_items>2").unwrap(), &Progress::new()).unwrap_err().to_string();
    assert!(refused.contains("order_items needs orders with the column quantity"), "{refused}");
}

#[test]
fn places_have_shares_and_returning_customers() {
    let summary = summarise(&purchases(), &Progress::new()).unwrap();
    let sales = summary.branches[0].sales.unwrap();
    // Orders there are two of the first customer and one of the second.
    assert_eq!((summary.branches[0].id.as_deref(), sales.buyers, sales.repeat_buyers), (Some("10"), 2, 1));
    assert_eq!((sales.revenue_share, sales.pareto), (Some(115.0 / 134.5), true));
    assert!(summary.branches[1..].iter().all(|place| !place.sales.unwrap().pareto));
    let cairo = summary.cities.iter().find(|city| city.name == "Cairo").unwrap();
    assert_eq!((cairo.sales.buyers, cairo.sales.repeat_buyers, cairo.sales.revenue_share), (1, 1, Some(28.5 / 134.5)));
    assert_eq!(summarise(&facts(), &Progress::new()).unwrap().branches[0].sales, None);
}

#[test]
fn orders_and_returns_over_time() {
    let summary = summarise(&purchases(), &Progress::new()).unwrap();
    let months = summary.usage.periods(Granularity::Month);
    let orders: Vec<_> = months.iter().map(|month| month.orders).collect();
    let counts = |priced, with_coupon, returns, returned| OrderCounts { priced, with_coupon, returns, returned };
    assert_eq!(orders, [counts(4, 2, 3, -8.0), counts(1, 0, 0, 0.0)]);
    // 137.5 / 4 before returns in January, and 5 of the one order with an amount in February.
    assert_eq!(months.iter().map(Period::average_order).collect::<Vec<_>>(), [Some(32.375), Some(5.0)]);
    assert_eq!(months.iter().map(Period::coupon_share).collect::<Vec<_>>(), [Some(0.5), Some(0.0)]);
    assert!(months.iter().all(|month| month.spend == 0.0));
    let purchases = summary.purchases.unwrap();
    assert_eq!((purchases.amounts.unwrap().numbers.n, purchases.pieces.unwrap().numbers.median), (5, 2.0));
}

/// The amounts of coupons: 1 to 12 in the order of the fixture, of which the burnt have burn days.
#[test]
fn coupons_with_amounts_have_a_spend() {
    let mut coupons = facts();
    let amounts: Vec<f64> = (1..=12).map(f64::from).collect();
    coupons.transactions.with_column(Column::new("amount".into(), amounts)).unwrap();
    coupons.has_amount = true;
    let summary = summarise(&coupons, &Progress::new()).unwrap();
    let spend: f64 = summary.usage.periods(Granularity::Month).iter().map(|month| month.spend).sum();
    assert_eq!(
        (summary.kpis.amount, summary.usage.days.iter().map(|day| day.spend).sum()),
        (Some(78.0), 78.0 - undated(&coupons))
    );
    assert!((spend - 78.0 + undated(&coupons)).abs() < 1e-9);
}

/// Amounts of claims without a day.
fn undated(facts: &Facts) -> f64 {
    let frame = &facts.transactions;
    let days =
        frame.column("day").unwrap().i32().unwrap().iter().zip(frame.column("burn_day").unwrap().i32().unwrap().iter());
    let amounts = frame.column("amount").unwrap().f64().unwrap().iter();
    days.zip(amounts).filter(|((day, burnt), _)| day.or(*burnt).is_none()).filter_map(|(_, amount)| amount).sum()
}

#[test]
fn a_filter_selects_orders_with_their_lines_and_returns() {
    let summary = summarise(&filtered("city:Cairo"), &Progress::new()).unwrap();
    let found = summary.purchases.unwrap();
    assert_eq!((found.orders, found.returns, found.revenue, found.items), (3, 2, Some(28.5), Some(4.0)));
    let products: Vec<_> = summary.products.unwrap().into_iter().map(|p| (p.name, p.orders, p.revenue)).collect();
    assert_eq!(products, [("ink".to_owned(), 2, Some(26.5)), ("pen".to_owned(), 2, Some(9.0))]);

    let found = summarise(&filtered("since:2024-02-01"), &Progress::new()).unwrap().purchases.unwrap();
    assert_eq!((found.orders, found.returns, found.revenue), (2, 0, Some(5.0)));
    let found = summarise(&filtered("-city:Cairo"), &Progress::new()).unwrap().purchases.unwrap();
    assert_eq!((found.orders, found.returns, found.revenue), (3, 1, Some(106.0)));
}

#[test]
fn products_weekdays_and_hours_select_orders() {
    let found = |text: &str| {
        let mut facts = purchases();
        let hours = [Some(9_u8), Some(9), None, Some(23), Some(0), Some(9)];
        facts.transactions.with_column(Column::new("hour".into(), hours)).unwrap();
        let features = features(&facts, &Progress::new()).unwrap();
        let kept = select(&facts, &features, &Filter::parse(text).unwrap(), &Progress::new())
            .unwrap_or_else(|e| panic!("{text}: {e}"));
        let summary = summarise(&kept, &Progress::new()).unwrap();
        let purchases = summary.purchases.unwrap();
        (purchases.orders, purchases.returns, purchases.revenue, purchases.orders_with_coupon)
    };
    // Ink is in the orders of 10, 20.5 and 100; the last order has a line without a product. The three returns of -8 in all name no
    // product; the third customer has nothing else.
    assert_eq!(found("product:ink"), (3, 0, Some(130.5), Some(2)));
    assert_eq!(found("product:ink product:pen"), (1, 0, Some(10.0), Some(1)));
    assert_eq!(found("-product:ink"), (3, 3, Some(4.0), Some(0)));
    assert_eq!(found("product:none"), (1, 3, Some(-1.0), Some(0)));
    // The orders of 20.5 and 100 are on Thursdays, that of 10 on a Monday; the returns are on other days.
    assert_eq!(found("weekday:Thu"), (2, 0, Some(120.5), Some(1)));
    assert_eq!(found("weekday:thursday,Mon"), (3, 0, Some(130.5), Some(2)));
    assert_eq!(found("hour:9"), (3, 0, Some(37.5), Some(1)));
    assert_eq!(found("revenue>=50"), (2, 0, Some(100.0), Some(1)));
    assert_eq!(found("orders>=3 product:pen"), (2, 0, Some(15.0), Some(1)));
    let facts = purchases();
    let refusal = |text: &str| {
        select(&facts, &features(&facts, &Progress::new()).unwrap(), &Filter::parse(text).unwrap(), &Progress::new())
            .unwrap_err()
            .to_string()
    };
    assert!(refusal("hour:9").contains("hour needs dates with times"), "{}", refusal("hour:9"));
    assert!(refusal("product:inc").contains("did you mean ink?"), "{}", refusal("product:inc"));
}

/// The customers with an order or return until a day and those with one after it are all; so are their orders, returns, rows and
/// amounts, which were added up by hand from the tables of the fixture.
#[test]
fn a_filter_of_dates_and_the_opposite_one_are_all_of_it() {
    let found = |text: &str| {
        let facts = purchases();
        let features = features(&facts, &Progress::new()).unwrap();
        let kept = select(&facts, &features, &Filter::parse(text).unwrap(), &Progress::new()).unwrap();
        let summary = summarise(&kept, &Progress::new()).unwrap();
        let of = summary.purchases.unwrap();
        let (active, inactive) = (summary.kpis.active_customers, summary.kpis.inactive_customers);
        (of.orders, of.returns, of.revenue, of.lines, of.by_status, (active, inactive))
    };
    // Until day 12: orders of 10, 20.5 and 100, a return of -4, and an order that was cancelled.
    let by_status = vec![("completed", 3), ("returned", 1), ("cancelled", 1)];
    assert_eq!(found("until:2024-01-13"), (3, 1, Some(126.5), 7, by_status, (2, 0)));
    // After it: orders of 7, 5 and none, and returns of -3 and -1; the third customer has a return only.
    let by_status = vec![("completed", 3), ("returned", 2)];
    assert_eq!(found("since:2024-01-14"), (3, 2, Some(8.0), 5, by_status, (2, 1)));
    let by_status = vec![("completed", 6), ("returned", 3), ("cancelled", 1)];
    assert_eq!(found("since:1900"), (6, 3, Some(134.5), 12, by_status, (2, 1)));
    // One of a place has all that its customers have.
    let by_status = vec![("completed", 3), ("returned", 2), ("cancelled", 1)];
    assert_eq!(found("city:Cairo"), (3, 2, Some(28.5), 7, by_status, (1, 1)));
}

/// The first customer has a completed order, the second one that was cancelled; another cancelled order has no known
/// customer.
#[test]
fn a_status_is_that_of_any_order_of_a_customer() {
    let mut facts = purchases();
    let order = |customer, status| OrderTotals { customer, status, ..OrderTotals::default() };
    facts.purchases.as_mut().unwrap().orders = Arc::new(vec![order(Some(0), 0), order(Some(1), 2), order(None, 2)]);
    let features = features(&facts, &Progress::new()).unwrap();
    let kept = |text: &str| {
        let found = select(&facts, &features, &Filter::parse(text).unwrap(), &Progress::new()).unwrap();
        (found.customer_ids.len(), found.transactions.height())
    };
    assert_eq!(
        [kept("status:cancelled"), kept("status:completed"), kept("-status:cancelled")],
        [(1, 3), (1, 3), (3, 3)]
    );
    let refused =
        select(&facts, &features, &Filter::parse("status:burnt").unwrap(), &Progress::new()).unwrap_err().to_string();
    assert!(refused.contains("no order status is called burnt"), "{refused}");
}

/// The third customer is not there yet, so that the fourth, whose order was cancelled, is the third.
#[test]
fn on_an_earlier_day_a_status_is_that_of_the_same_customer() {
    let mut facts = purchases();
    let day = parse_day("2024-01-11").unwrap();
    let order =
        |customer, on| OrderTotals { customer: Some(customer), status: 2, day: Some(on), ..OrderTotals::default() };
    let of = facts.purchases.as_mut().unwrap();
    of.others = df!("customer" => [3_u32, 0], "day" => [day, day + 1], "amount" => [1.0, 1.0]).unwrap();
    let not_cancelled = of.orders.iter().filter(|order| order.status != 2).copied();
    of.orders = Arc::new(not_cancelled.chain([order(3, day), order(0, day + 1)]).collect());
    let then = as_it_was(&facts, day, &Progress::new()).unwrap();
    let found = select(
        &then,
        &features(&then, &Progress::new()).unwrap(),
        &Filter::parse("status:cancelled").unwrap(),
        &Progress::new(),
    )
    .unwrap();
    assert_eq!((&*then.customer_ids, &*found.customer_ids), (&Ids::Integers(vec![1, 2, 4]), &Ids::Integers(vec![4])));
}

#[test]
fn on_an_earlier_day_later_returns_are_absent() {
    let found = summarise(
        &as_it_was(&purchases(), parse_day("2024-01-14").unwrap(), &Progress::new()).unwrap(),
        &Progress::new(),
    )
    .unwrap();
    let purchases = found.purchases.unwrap();
    assert_eq!((found.kind, purchases.orders, purchases.returns), (Kind::Purchases, 3, 1));
    assert_eq!(purchases.revenue, Some(126.5));
}

#[test]
fn nothing_but_returns_is_no_order() {
    let mut facts = purchases();
    facts.transactions = facts.transactions.head(Some(0));
    facts.claim_horizon = None;
    if let Some(purchases) = &mut facts.purchases {
        purchases.lines_of_products = purchases.lines_of_products.head(Some(0));
    }
    let summary = summarise(&facts, &Progress::new()).unwrap();
    let found = summary.purchases.unwrap();
    assert_eq!((found.orders, found.revenue, found.average_order), (0, Some(-8.0), None));
    assert_eq!((summary.kpis.active_customers, summary.rfm, summary.products), (0, None, Some(Vec::new())));
    assert_eq!(column(&features(&facts, &Progress::new()).unwrap(), "return_count"), "[1.0, 0.0, 1.0, 0.0]");
}
