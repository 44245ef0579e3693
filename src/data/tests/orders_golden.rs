//! Order lines against pandas: `tests/golden/orders.py` writes the lines and the figures.
use std::collections::BTreeMap;

use super::*;
use serde_json::Value;

const LINES: &[u8] = include_bytes!("../../../tests/golden/orders.csv");
const FIGURES: &str = include_str!("../../../tests/golden/orders.json");

fn floats(frame: &polars::prelude::DataFrame, name: &str) -> Vec<f64> {
    frame.column(name).unwrap().f64().unwrap().iter().flatten().collect()
}

fn codes(frame: &polars::prelude::DataFrame, name: &str) -> Vec<Option<u32>> {
    frame.column(name).unwrap().u32().unwrap().iter().collect()
}

fn close(a: f64, b: &Value) {
    let b = b.as_f64().unwrap();
    assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} should be {b}");
}

#[test]
fn order_lines_are_as_pandas_has_them() {
    let figures: Value = serde_json::from_str(FIGURES).unwrap();
    let facts = load_files(&[("orders.csv", LINES)]);
    let of = facts.purchases.as_ref().unwrap();
    let amounts = floats(&facts.transactions, "amount");
    assert_eq!(
        (of.lines, amounts.len() as u64),
        (figures["lines"].as_u64().unwrap(), figures["orders"].as_u64().unwrap())
    );
    assert_eq!(facts.customers.height() as u64, figures["customers"].as_u64().unwrap());
    close(of.items.unwrap(), &figures["items"]);
    close(of.revenue.unwrap(), &figures["revenue"]);
    close(floats(&of.returns, "amount").iter().sum(), &figures["returned"]);
    assert_eq!(of.returns.height() as u64, figures["returns"].as_u64().unwrap());
    let by_status: BTreeMap<&str, u64> = of.by_status.iter().copied().collect();
    assert_eq!(serde_json::to_value(by_status).unwrap(), figures["by_status"]);
    let first = column(&facts, "day").into_iter().flatten().min().map(|day| format_day(day as i32));
    assert_eq!(first.as_deref(), figures["first_order_day"].as_str());
    assert_eq!(facts.as_of.map(format_day).as_deref(), figures["last_day"].as_str());

    let mut customers: BTreeMap<String, (u64, f64, i64)> = BTreeMap::new();
    let rows = codes(&facts.transactions, "customer").into_iter().zip(column(&facts, "day")).zip(&amounts);
    for ((customer, day), amount) in rows {
        let Some(customer) = customer else { continue };
        let sums = customers.entry(facts.customer_ids.text(customer as usize).into_owned()).or_insert((0, 0.0, 0));
        *sums = (sums.0 + 1, sums.1 + amount, sums.2.max(day.unwrap()));
    }
    let expected = figures["customers_orders"].as_object().unwrap();
    assert_eq!(customers.len(), expected.len());
    for (id, (orders, amount, last)) in &customers {
        let [of, total, day] = [0, 1, 2].map(|at| &expected[id][at]);
        assert_eq!((of.as_u64(), day.as_str()), (Some(*orders), Some(format_day(*last as i32).as_str())), "{id}");
        close(*amount, total);
    }

    let lines = &of.lines_of_products;
    let expected = figures["products"].as_object().unwrap();
    assert_eq!(ids(&of.products.ids), expected.keys().cloned().collect::<Vec<_>>());
    let (products, orders) = (codes(lines, "product"), codes(lines, "order"));
    for (code, (name, figures)) in expected.iter().enumerate() {
        let own = |values: Vec<f64>| -> f64 {
            values
                .iter()
                .zip(&products)
                .filter(|(_, product)| **product == Some(code as u32))
                .map(|(value, _)| value)
                .sum()
        };
        let mut bought: Vec<Option<u32>> = orders
            .iter()
            .zip(&products)
            .filter(|(_, product)| **product == Some(code as u32))
            .map(|(order, _)| *order)
            .collect();
        bought.sort_unstable();
        bought.dedup();
        assert_eq!(Some(bought.len() as u64), figures[0].as_u64(), "{name}");
        close(own(floats(lines, "quantity")), &figures[1]);
        close(own(floats(lines, "amount")), &figures[2]);
    }

    let city = codes(&facts.customers, "city");
    for (id, name) in figures["cities"].as_object().unwrap() {
        let at = (0..city.len()).find(|at| facts.customer_ids.text(*at) == id.as_str()).unwrap();
        assert_eq!(
            city[at].map(|code| facts.cities.ids.text(code as usize).into_owned()).as_deref(),
            name.as_str(),
            "{id}"
        );
    }
    let varying = facts.findings.iter().find(|f| f.check == Check::VaryingAttribute).map(|f| f.rows);
    assert_eq!(varying, figures["varying_customers"].as_u64());
}
