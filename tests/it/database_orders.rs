//! Purchases in databases: every measure, and what each key and operator of the filter language matches, is that of files.

use segscope::data::filter::Field;

use crate::compared::{compare, filters};
use crate::made_customers::{Chance, HOSTILE, customer, customers_and_places};
use crate::made_databases::{Made, MadeTable, loaded};

/// Filters that purchases may be given; those about customers are tried with coupons.
const FILTERS: &[&str] = &[
    "city:Cairo",
    "-city:none",
    "customer:c1*",
    "joined:none",
    "first:2024-Q1",
    "first_order>=2024-04",
    "rfm:Champions",
    "since:2024-03 until:2024-06-30",
    "date:none",
    "date!=2024-05",
    "branch:3",
    "-branch:none",
    "merchant:\"Nile Market\"",
    "coupon:none",
    "-coupon:*a*",
    "product:pen",
    "product!=pen",
    "product:none",
    "-product:none",
    "product:pen,none",
    "product:*a*,ink",
    "product:*%*",
    "-product:*'*",
    "order_amount:10..40.5",
    "order_amount:10..<40.5,none",
    "order_amount<20.25",
    "order_amount<=20.25",
    "order_amount>20.25",
    "order_amount>=20.25",
    "-order_amount>=20.25",
    "order_amount:none",
    "order_amount:0",
    "order_value>=1e3",
    "order_items:1..3,8",
    "order_items<4",
    "-order_items<4",
    "order_items:none",
    "-order_items:none",
    "weekday:Sat,Sun",
    "-weekday:Mon,none",
    "hour:9,10",
    "hour:0",
    "-hour:none",
    "status:completed",
    "status:returned",
    "-status:returned",
    "status:cancelled,pending",
    "status:other",
    "-status:other,completed",
    "orders>=3",
    "revenue<100",
    "revenue:none",
    "age:20..30",
    "plan!=gold,none",
    "product:pen hour:9,10,11 -coupon:none city:Cairo,none",
    "order_amount>=20 -status:returned since:2024-03",
    "city:Cairo until:2000",
    "shown.city:Cairo",
    "segment:2",
    "before:1",
    "gender:Female",
    "status:burnt",
    "product:nothing",
    "burn_rate>0.5",
];

const MEASURED: &[&str] = &[
    "city:Cairo,none",
    "product:pen",
    "-product:pen",
    "order_amount>=20 weekday:Sat,Sun",
    "status:returned",
    "hour:0",
];

/// Orders of every status with one to four lines, returns, gifts, and lines without a product, quantity or price. The rows of an
/// order agree in all but these: rows have no order in a database, so the first of two values is not known.
fn orders() -> Vec<MadeTable> {
    let chance = &mut Chance(11);
    let customers = 90;
    let mut tables = customers_and_places(chance, customers);
    let products = ["pen", "ink", "gift"].into_iter().chain(HOSTILE).collect::<Vec<_>>();
    let mut rows = Vec::new();
    for order in 0..700 {
        let status =
            ["completed", "shipped", "paid", "completed", "returned", "cancelled", "pending", "lost"][chance.below(8)];
        let sign = if status == "returned" && chance.below(3) > 0 || chance.below(25) == 0 { "-" } else { "" };
        let (day, hour) = (chance.day(2024, 11), [0, 0, 9, 10, 11, 17, 23][chance.below(7)]);
        let minute = if hour == 0 { 0 } else { chance.below(60) };
        let of_order = [
            Some(format!("A-{order}")),
            chance.maybe(30, |chance| {
                let number = chance.below(customers).min(chance.below(customers));
                if chance.below(40) == 0 { "nobody".to_owned() } else { customer(number) }
            }),
            chance.maybe(40, |_| format!("{day} {hour:02}:{minute:02}:00")),
            chance.maybe(12, |_| status.to_owned()),
            chance.maybe(2, |chance| HOSTILE[chance.below(HOSTILE.len())].to_owned()),
            chance.maybe(9, |chance| if chance.below(40) == 0 { 99 } else { chance.below(10) + 1 }.to_string()),
        ];
        for _ in 0..=chance.below(4) {
            let line = [
                chance.maybe(15, |chance| {
                    products[chance.below(products.len()).min(chance.below(products.len()))].to_owned()
                }),
                chance.maybe(20, |chance| format!("{sign}{}", chance.below(5) + 1)),
                chance.maybe(20, |chance| {
                    if chance.below(15) == 0 {
                        "0.00".to_owned()
                    } else {
                        format!("{}.{:02}", chance.below(30), chance.below(100))
                    }
                }),
            ];
            rows.push(of_order.iter().chain(&line).cloned().collect());
        }
    }
    let columns = &[
        "order_id",
        "customer_id",
        "order_date",
        "status",
        "coupon_code",
        "branch_id",
        "product",
        "quantity",
        "unit_price",
    ];
    tables.push(MadeTable { name: "orders", columns, rows });
    tables
}

#[test]
fn orders_match_in_databases_as_in_files() {
    let Some(made) = Made::of("orders_match_in_databases_as_in_files", &orders()) else { return };
    let files = loaded(&made.files(), false);
    let totals = files.facts.purchases.as_ref().expect("purchases");
    assert_eq!(totals.by_status.len(), 5, "{:?}", totals.by_status);
    let filters = filters(FILTERS, &[Field::Product, Field::Coupon, Field::Branch]);
    compare(&made.databases(), &files, &filters, MEASURED);
}
