//! Ten customers and twelve coupons, small enough to check every number by hand.

use polars::prelude::*;

use crate::data::{
    Categorical, Dimension, Facts, Ids, Kind, OrderTotals, Purchases, Reading, Source, Table, status, words_column,
};

/// 2024-01-01.
pub(crate) const NEW_YEAR: i32 = 19_723;

fn dimension(rows: &[(i64, Option<&str>)]) -> Dimension {
    Dimension {
        ids: Ids::Integers(rows.iter().map(|(id, _)| *id).collect()),
        names: rows.iter().map(|(_, name)| name.map(str::to_owned)).collect(),
    }
}

/// One coupon: customer, claimed on, status, burnt on, branch, amount; days count from [`NEW_YEAR`].
type Coupon = (Option<u32>, Option<i32>, u8, Option<i32>, Option<u32>, Option<f64>);

const COUPONS: [Coupon; 12] = [
    (Some(0), Some(0), status::BURNT, Some(5), Some(0), Some(10.0)),
    (Some(0), Some(10), status::OPEN, None, Some(1), Some(5.5)),
    (Some(0), Some(10), status::BURNT, Some(40), Some(1), None),
    (Some(1), Some(3), status::BURNT, Some(3), Some(0), None),
    (Some(1), Some(33), status::BURNT, None, Some(2), None),
    (Some(2), Some(20), status::OPEN, None, None, None),
    (Some(2), None, status::OPEN, None, Some(0), None),
    (Some(3), Some(31), status::OTHER, None, None, None),
    (None, Some(60), status::BURNT, Some(70), Some(0), None),
    (None, Some(2), status::OPEN, None, None, None),
    (Some(4), None, status::BURNT, Some(50), Some(0), None),
    (Some(5), Some(-1), status::BURNT, Some(0), Some(1), None),
];

/// The data: customers 0 to 5 are active, 6 to 9 are not.
pub(crate) fn facts() -> Facts {
    let on = |day: Option<i32>| day.map(|d| NEW_YEAR + d);
    let transactions = df!(
        "customer" => COUPONS.map(|c| c.0).to_vec(),
        "day" => COUPONS.map(|c| on(c.1)).to_vec(),
        "status" => COUPONS.map(|c| c.2).to_vec(),
        "burn_day" => COUPONS.map(|c| on(c.3)).to_vec(),
        "branch" => COUPONS.map(|c| c.4).to_vec(),
        "amount" => COUPONS.map(|c| c.5).to_vec(),
    )
    .unwrap();
    let join = [None, Some(-100), Some(0), Some(0), Some(0), Some(-30), Some(0), Some(0), Some(0), None];
    let city = [Some(0), Some(1), Some(0), Some(0), Some(1), Some(1), Some(0), Some(0), Some(0), None];
    let gender = [Some(0), Some(1), Some(1), Some(0), None, Some(0), Some(1), Some(0), None, Some(1)];
    let age: Vec<Option<f64>> = (0..10).map(|i| (i < 9).then_some(20.0 + f64::from(i))).collect();
    let customers = df!(
        "join_day" => join.map(on).to_vec(),
        "city" => city.map(|c: Option<u32>| c).to_vec(),
        "gender" => gender.map(|g: Option<u32>| g).to_vec(),
        "age" => age,
    )
    .unwrap();
    Facts {
        source: Source {
            places: Vec::new(),
            revisions: Vec::new(),
            engine: None,
            sampled: None,
            path: "paper".to_owned(),
            format: "csv".to_owned(),
            rows: vec![
                (Table::Customers, 10),
                (Table::Genders, 3),
                (Table::Cities, 3),
                (Table::Transactions, 12),
                (Table::Branches, 4),
                (Table::Merchants, 3),
            ],
            readings: vec![all_used(Table::Customers, 10), all_used(Table::Transactions, 12)],
        },
        customers,
        extra: vec!["age".to_owned()],
        categorical: Vec::new(),
        words_of_numbers: Vec::new(),
        customer_ids: Ids::Integers((1..=10).collect()).into(),
        transactions,
        status_words: Vec::new(),
        has_amount: true,
        genders: dimension(&[(1, Some("Male")), (2, Some("Female")), (3, Some("Other"))]),
        cities: dimension(&[(1, Some("Cairo")), (2, Some("Giza")), (3, Some("Aswan"))]),
        branches: dimension(&[(10, None), (20, Some("Corniche")), (30, None), (40, None)]),
        branch_merchant: vec![Some(0), Some(1), None, Some(0)],
        merchants: dimension(&[(1, Some("Nile")), (2, Some("Delta")), (3, Some("Lotus"))]),
        as_of: Some(NEW_YEAR + 70),
        claim_horizon: Some(NEW_YEAR + 60),
        cut: false,
        only_burnt: false,
        coupons: Dimension::default(),
        findings: Vec::new(),
        kind: Kind::Coupons,
        place: crate::data::PlaceLevel::City,
        currency: None,
        purchases: None,
        database: None,
    }
}

/// The same coupons with these names, one code for each.
pub(crate) fn with_coupons(codes: Vec<Option<u32>>, names: Vec<String>) -> Facts {
    let mut named = facts();
    named.transactions.with_column(Column::new("coupon".into(), codes)).unwrap();
    let ids = Ids::Text(names.iter().map(|name| name.as_str().into()).collect());
    named.coupons = Dimension { ids, names: names.into_iter().map(Some).collect() };
    named
}

fn all_used(table: Table, rows: u64) -> Reading {
    Reading { table, read: rows, used: rows, set_aside: Vec::new() }
}

/// The same customers without any other table.
pub(crate) fn customers_only() -> Facts {
    let whole = facts();
    Facts {
        source: Source {
            places: Vec::new(),
            rows: vec![(Table::Customers, 10)],
            readings: vec![all_used(Table::Customers, 10)],
            ..whole.source
        },
        transactions: DataFrame::empty(),
        has_amount: false,
        genders: Dimension::default(),
        cities: Dimension::default(),
        branches: Dimension::default(),
        branch_merchant: Vec::new(),
        merchants: Dimension::default(),
        customers: whole.customers.select(["age"]).unwrap(),
        as_of: None,
        claim_horizon: None,
        cut: false,
        only_burnt: false,
        ..whole
    }
}

/// The same customers with a column of words: five gold, three 3G, two without.
pub(crate) fn with_plans() -> Facts {
    let mut facts = facts();
    let plans = [Some(1_u8), Some(0), Some(1), None, Some(1), Some(1), Some(0), Some(0), Some(1), None];
    facts.customers.with_column(Column::new("plan".into(), plans.to_vec())).unwrap();
    let words = ["3G", "gold", "silver"].map(str::to_owned).to_vec();
    facts.categorical = vec![Categorical { name: "plan".to_owned(), words }];
    facts
}

/// The same customers with a column of words that look like numbers, and one of numbers with a few words.
pub(crate) fn with_sizes() -> Facts {
    let mut facts = facts();
    let bands = [Some(0_u8), Some(1), Some(1), Some(1), Some(0), Some(2), None, Some(1), Some(0), None];
    let sizes = [Some(1.0), Some(4.0), Some(4.0), None, None, None, Some(2.0), Some(7.0), None, None];
    let words = [None, None, None, Some(0_u8), Some(0), None, None, None, None, None];
    facts.customers.with_column(Column::new("band".into(), bands.to_vec())).unwrap();
    facts.customers.with_column(Column::new("size".into(), sizes.to_vec())).unwrap();
    facts.customers.with_column(Column::new(words_column("size").into(), words.to_vec())).unwrap();
    let categories = |name: &str, words: &[&str]| Categorical {
        name: name.to_owned(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
    };
    facts.extra.push("size".to_owned());
    facts.categorical = vec![categories("band", &["4", "45-54", "5+"])];
    facts.words_of_numbers = vec![categories("size", &["5+"])];
    facts
}

/// One order: customer, day, amount, branch, coupon; days count from [`NEW_YEAR`].
type Order = (Option<u32>, i32, Option<f64>, Option<u32>, Option<u32>);

const ORDERS: [Order; 6] = [
    (Some(0), 0, Some(10.0), Some(0), Some(0)),
    (Some(0), 10, Some(20.5), Some(1), None),
    (Some(0), 40, Some(5.0), Some(0), None),
    (Some(1), 3, Some(100.0), Some(0), Some(0)),
    (Some(1), 33, None, Some(1), None),
    (None, 20, Some(7.0), None, None),
];

/// One return: customer, day, amount.
const RETURNS: [(Option<u32>, i32, f64); 3] = [(Some(0), 12, -4.0), (Some(2), 15, -3.0), (None, 30, -1.0)];

/// An order that was cancelled: customer, day, amount.
const CANCELLED: (Option<u32>, i32, f64) = (Some(0), 5, 9.0);

/// One line of an order: order, product, quantity, amount.
type Line = (u32, Option<u32>, Option<f64>, Option<f64>);

const LINES: [Line; 8] = [
    (0, Some(0), Some(2.0), Some(6.0)),
    (0, Some(1), Some(1.0), Some(4.0)),
    (1, Some(0), Some(1.0), Some(20.5)),
    (2, Some(1), None, Some(5.0)),
    (3, Some(0), Some(3.0), Some(60.0)),
    (3, Some(0), Some(1.0), Some(40.0)),
    (4, Some(1), Some(2.0), None),
    (5, None, Some(1.0), Some(7.0)),
];

/// Purchases: four customers, of whom the third has a return only and the fourth nothing.
pub(crate) fn purchases() -> Facts {
    let orders = df!(
        "customer" => ORDERS.map(|o| o.0).to_vec(),
        "day" => ORDERS.map(|o| NEW_YEAR + o.1).to_vec(),
        "status" => vec![status::COMPLETED; ORDERS.len()],
        "burn_day" => vec![None::<i32>; ORDERS.len()],
        "branch" => ORDERS.map(|o| o.3).to_vec(),
        "coupon" => ORDERS.map(|o| o.4).to_vec(),
        "amount" => ORDERS.map(|o| o.2).to_vec(),
        "items" => [Some(3.0), Some(1.0), None, Some(4.0), Some(2.0), Some(1.0)],
        "with_coupon" => ORDERS.map(|o| o.4.is_some()).to_vec(),
    )
    .unwrap();
    let returns = df!(
        "customer" => RETURNS.map(|r| r.0).to_vec(),
        "day" => RETURNS.map(|r| NEW_YEAR + r.1).to_vec(),
        "amount" => RETURNS.map(|r| r.2).to_vec(),
    )
    .unwrap();
    let (customer, on, amount) = CANCELLED;
    let others = df!("customer" => [customer], "day" => [NEW_YEAR + on], "amount" => [amount]).unwrap();
    let lines = df!(
        "order" => LINES.map(|l| l.0).to_vec(),
        "product" => LINES.map(|l| l.1).to_vec(),
        "quantity" => LINES.map(|l| l.2).to_vec(),
        "amount" => LINES.map(|l| l.3).to_vec(),
    )
    .unwrap();
    let whole = facts();
    Facts {
        source: Source {
            rows: vec![(Table::Cities, 3), (Table::Transactions, 12), (Table::Branches, 4)],
            readings: vec![all_used(Table::Transactions, 12)],
            ..whole.source
        },
        customers: df!("city" => [Some(0_u32), Some(1), Some(0), None]).unwrap(),
        extra: Vec::new(),
        customer_ids: Ids::Integers((1..=4).collect()).into(),
        transactions: orders,
        genders: Dimension::default(),
        coupons: named(&["SPRING"]),
        as_of: Some(NEW_YEAR + 40),
        claim_horizon: Some(NEW_YEAR + 40),
        cut: false,
        only_burnt: false,
        kind: Kind::Purchases,
        purchases: Some(Purchases {
            orders: Arc::new(order_totals()),
            lines: 12,
            items: Some(11.0),
            revenue: Some(134.5),
            orders_with_coupon: Some(2),
            amounts_are_totals: false,
            returns,
            by_status: vec![("completed", 6), ("returned", 3), ("cancelled", 1), ("pending", 0), ("other", 0)],
            lines_of_products: lines,
            lines_of_returns: polars::prelude::DataFrame::default(),
            others,
            lines_of_others: polars::prelude::DataFrame::default(),
            products: named(&["ink", "pen"]),
        }),
        ..whole
    }
}

/// The totals of all orders: each line that names an order is a row, and each return and the cancelled order has one.
fn order_totals() -> Vec<OrderTotals> {
    let order = |(customer, on), status, amount, lines| OrderTotals {
        customer,
        day: Some(NEW_YEAR + on),
        status,
        amount,
        lines,
        ..OrderTotals::default()
    };
    let lines = |order: usize| LINES.iter().filter(|line| line.0 as usize == order).count() as u32;
    let orders = ORDERS.iter().enumerate();
    let orders = orders.map(|(at, of)| order((of.0, of.1), 0, of.2.unwrap_or(0.0), lines(at)));
    let returns = RETURNS.iter().map(|(customer, on, amount)| order((*customer, *on), 1, *amount, 1));
    let (customer, on, _) = CANCELLED;
    orders.chain(returns).chain([order((customer, on), 2, 0.0, 1)]).collect()
}

fn named(names: &[&str]) -> Dimension {
    Dimension { ids: Ids::Text(names.iter().map(|name| (*name).into()).collect()), names: vec![None; names.len()] }
}
