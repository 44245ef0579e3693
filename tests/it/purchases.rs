//! The measures of purchases, in the JSON of the report: against pandas, and on ten orders worked out on paper.

use std::fmt::Write;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{program, seen};
use crate::walk::opened;

/// The report of a file with this text.
fn report(name: &str, text: &str, arguments: &[&str]) -> Value {
    let folder = TempDir::new().expect("a value");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a value");
    let output =
        program().arg("report").arg(&path).args(["--format", "json"]).args(arguments).output().expect("a value");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("a value")
}

/// Where ours differs from what is expected; keys of ours that are not expected are left out.
fn difference(ours: &Value, expected: &Value, at: &str) -> Option<String> {
    match (ours, expected) {
        (Value::Object(ours), Value::Object(expected)) => expected
            .iter()
            .find_map(|(key, value)| difference(ours.get(key).unwrap_or(&Value::Null), value, &format!("{at}.{key}"))),
        (Value::Array(ours), Value::Array(expected)) if ours.len() == expected.len() => {
            let mut pairs = ours.iter().zip(expected).enumerate();
            pairs.find_map(|(row, (ours, value))| difference(ours, value, &format!("{at}[{row}]")))
        }
        (Value::Number(ours), Value::Number(expected)) => {
            let (ours, expected) = (ours.as_f64().expect("a value"), expected.as_f64().expect("a value"));
            let close = (ours - expected).abs() <= 1e-9 * expected.abs().max(1.0);
            (!close).then(|| format!("{at} is {ours}, expected {expected}"))
        }
        _ => (ours != expected).then(|| format!("{at} is {ours}, expected {expected}")),
    }
}

fn is(ours: &Value, expected: &Value) {
    assert_eq!(difference(ours, expected, ""), None);
}

#[test]
fn every_measure_is_that_of_pandas() {
    let expected: Value = serde_json::from_str(include_str!("../golden/sales.json")).expect("a value");
    let ours = report("sales.csv", include_str!("../golden/sales.csv"), &[]);
    is(&ours, &expected["report"]);
    let stores = ours["branches"].as_array().expect("a value");
    for (id, store) in expected["stores"].as_object().expect("a value") {
        is(stores.iter().find(|store| store["id"] == json!(id)).expect("a value"), store);
    }
}

/// The features of customers, summed over all of them.
#[test]
fn every_feature_is_that_of_pandas() {
    let expected: Value = serde_json::from_str(include_str!("../golden/sales.json")).expect("a value");
    let expected = expected["features"].as_object().expect("a value");
    let folder = TempDir::new().expect("a value");
    let path = folder.path().join("sales.csv");
    std::fs::write(&path, include_str!("../golden/sales.csv")).expect("a value");
    let names = expected.keys().cloned().collect::<Vec<_>>().join(",");
    let mut command = program();
    command.arg("segments").arg(&path).args(["--format", "json", "--k", "3", "--features", names.as_str()]);
    let customers: Value = serde_json::from_slice(&command.output().expect("a value").stdout).expect("a value");
    let customers = customers.as_array().expect("customers");
    assert_eq!(customers.len(), 118);
    for (name, sum) in expected {
        let ours: f64 = customers.iter().filter_map(|customer| customer[name].as_f64()).sum();
        assert_eq!(difference(&json!(ours), sum, name), None);
    }
}

/// Ten orders: two lines of one, a free one, one of nobody known, one with a coupon, and a return.
const TEN: &str = "\
order_id,customer_id,order_date,product,quantity,unit_price,coupon_code
1,ann,2024-01-01 09:15,pen,2,3.00,
1,ann,2024-01-01 09:15,ink,1,10.00,
2,bob,2024-01-02 10:00,pen,1,3.00,
3,ann,2024-01-08 09:30,pen,4,3.00,SPRING
4,cid,2024-01-09 20:00,ink,2,10.00,
5,,2024-01-15 09:00,pen,1,3.00,
6,bob,2024-01-20 10:00,gift,1,0.00,
7,ann,2024-01-22 09:45,ink,-1,10.00,
8,dan,2024-02-01 11:00,ink,1,10.00,SPRING
9,dan,2024-02-05 11:00,ink,1,10.00,
10,cid,2024-02-06 20:00,pen,10,3.00,
";

#[test]
fn ten_orders_on_paper() {
    let ours = report("orders.csv", TEN, &[]);
    // 16 + 3 + 12 + 20 + 3 + 0 + 10 + 10 + 30, less the 10 returned.
    is(
        &ours["purchases"],
        &json!({
            "orders": 9, "lines": 11, "items": 24.0, "revenue": 94.0, "average_order": 94.0 / 9.0, "average_order_gross": 104.0 / 9.0,
            "orders_with_coupon": 2,
            "returns": {"orders": 1, "amount": -10.0},
            "amounts": {"n": 9, "zero": 1, "min": 0.0, "median": 10.0, "mean": 104.0 / 9.0, "max": 30.0},
            "pieces": {"n": 9, "zero": 0, "min": 1.0, "median": 1.0, "max": 10.0},
            "coupons": {
                "orders": 2, "revenue": 22.0, "with": {"orders": 2, "customers": 2, "average": 11.0},
                "without": {"orders": 7, "customers": 5, "average": 82.0 / 7.0},
            },
        }),
    );
    // Pens: orders 1, 2, 3, 5 and 10 of ann (twice), bob, nobody known and cid. Ink: 1, 4, 8 and 9, of dan twice.
    is(
        &ours["products"],
        &json!([
            {"name": "pen", "orders": 5, "customers": 3, "items": 18.0, "revenue": 54.0, "pareto": true,
             "repeat_customers": 1, "repeat_rate": 1.0 / 3.0, "revenue_share": 54.0 / 104.0},
            {"name": "ink", "orders": 4, "customers": 3, "items": 5.0, "revenue": 50.0, "pareto": true,
             "repeat_customers": 1, "revenue_share": 50.0 / 104.0, "returns": 1, "returned": -10.0, "return_rate": 10.0 / 50.0,
             "months": [{"month": "2024-01", "orders": 2, "revenue": 30.0}, {"month": "2024-02", "orders": 2, "revenue": 20.0}]},
            {"name": "gift", "orders": 1, "customers": 1, "items": 1.0, "revenue": 0.0, "pareto": false},
        ]),
    );
    is(
        &ours["usage"]["points"],
        &json!([
            {"period": "2024-01", "claims": 6, "revenue": 44.0, "average_order": 44.0 / 6.0, "returns": 1, "returned": -10.0,
             "orders_with_coupon": 1},
            {"period": "2024-02", "claims": 3, "revenue": 50.0, "average_order": 50.0 / 3.0, "returns": 0, "returned": 0.0,
             "orders_with_coupon": 1},
        ]),
    );
    // Three Mondays at nine; the return is none of them.
    let monday = &ours["weekday_hours"][0];
    assert_eq!((&monday["weekday"], &monday["transactions"][9]), (&json!("Mon"), &json!(3)));
}

#[test]
fn filters_select_orders_by_product_weekday_and_hour() {
    let orders = |filter: &str| report("orders.csv", TEN, &["--filter", filter])["purchases"]["orders"].clone();
    for (filter, expected) in [
        ("product:ink", 4),
        ("order_amount:10..16", 4),
        ("order_amount>=20", 2),
        ("order_items>=4", 2),
        ("-product:ink", 5),
        ("product:none", 0),
        ("weekday:Mon hour:9", 3),
        ("hour:20", 2),
        ("orders>=2", 8),
        ("revenue>=20", 4),
        ("status:completed", 9),
    ] {
        assert_eq!(orders(filter), json!(expected), "{filter}");
    }
}

/// Amounts in two currencies are never summed, whether each amount says its own or a column does.
#[test]
fn two_currencies_are_not_summed() {
    let written =
        TEN.replace("2024-01-02 10:00,pen,1,3.00", "2024-01-02 10:00,pen,1,€3.00").replace(",10.00", ",$10.00");
    let named: String = TEN
        .lines()
        .enumerate()
        .map(|(row, line)| format!("{line},{}\n", ["currency", "USD", "EUR"][if row == 0 { 0 } else { 1 + row % 2 }]))
        .collect();
    for text in [written, named.clone()] {
        let ours = report("orders.csv", &text, &[]);
        let purchases = &ours["purchases"];
        assert_eq!((&purchases["orders"], &purchases["revenue"]), (&json!(10), &Value::Null));
        assert_eq!(
            (&ours["products"][0]["revenue"], &ours["usage"]["points"][0]["revenue"]),
            (&Value::Null, &Value::Null)
        );
        let found = ours["quality"].as_array().expect("a value").iter().any(|found| found["check"] == "mixed_currency");
        assert!(found, "{}", ours["quality"]);
    }
    let one = report("orders.csv", &named.replace("EUR", "USD"), &[]);
    assert_eq!(one["purchases"]["revenue"], json!(94.0));
}

/// Coupons with amounts have what was spent beside their burns: by the month of the burn, on screen and in the report.
#[test]
fn coupons_with_amounts_show_what_was_spent() {
    let text = "customer_id,claim_date,status,burn_date,amount\n\
        ann,2024-01-05,burnt,2024-01-20,$10.00\nann,2024-01-09,burnt,2024-02-03,$20.25\nbob,2024-02-01,claimed,,\n\
        bob,2024-02-02,burnt,2024-03-01,$5.25\ncy,2024-03-10,claimed,,\n";
    let ours = report("coupons.csv", text, &[]);
    assert_eq!((&ours["kpis"]["amount"], &ours["kpis"]["burnt"]), (&json!(35.5), &json!(3)));
    let points = ours["usage"]["points"].as_array().expect("months");
    let spent: Vec<(&Value, &Value)> = points.iter().map(|point| (&point["burns"], &point["spend"])).collect();
    assert_eq!(spent, [(&json!(1), &json!(10.0)), (&json!(1), &json!(20.25)), (&json!(1), &json!(5.25))]);

    let folder = TempDir::new().expect("a value");
    let path = folder.path().join("coupons.csv");
    std::fs::write(&path, text).expect("a value");
    let output = program().arg("report").arg(&path).args(["--format", "text"]).output().expect("a value");
    let page = String::from_utf8(output.stdout).expect("text");
    assert!(page.contains("Spend") && page.contains("$35.50") && page.contains("$20.25"), "{page}");
    let mut driver = opened(vec![path]);
    driver.press("2").expect("a key");
    let drawn = seen(&driver);
    assert!(drawn.contains("spend") && drawn.contains("$20 "), "{drawn}");
}

/// Ann orders on the days 0, 10 and 20, Bob on the days 0 and 40, and one order of Bob is refunded by its status alone.
const FEW: &str = "order_id,customer_id,order_date,status,country,amount\n\
    1,ann,2024-01-01,paid,DE,10\n2,ann,2024-01-11,paid,DE,20\n3,ann,2024-01-21,paid,DE,10\n\
    4,bob,2024-01-01,paid,FR,40\n5,bob,2024-02-10,paid,FR,10\n6,bob,2024-02-11,refunded,FR,30\n";

/// What a command says of a file with this text, on both outputs, with each blank once.
fn said(text: &str, arguments: &[&str]) -> String {
    let folder = TempDir::new().expect("a value");
    let path = folder.path().join("orders.csv");
    std::fs::write(&path, text).expect("a value");
    let output = program().args(arguments).arg(&path).output().expect("a value");
    let both = [output.stdout, output.stderr].concat();
    String::from_utf8(both).expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The gaps are 10, 10 and 40, and their median is 10; that of the medians of both customers would be 25.
#[test]
fn key_figures_say_what_their_numbers_are_of() {
    let page = said(FEW, &["report"]);
    assert!(page.contains("Days between orders 10 median of 3 gaps"), "{page}");
    assert!(page.contains("1 returned") && page.contains("without returned orders"), "{page}");
    assert!(!page.contains("no returns"), "{page}");
    let page = said(&FEW.replace("refunded", "cancelled"), &["report"]);
    assert!(page.contains("no returns"), "{page}");
}

#[test]
fn the_report_says_why_there_are_no_segments() {
    for arguments in [&["report", "--since", "2030"][..], &["report", "--as-of", "2009-01-01"]] {
        let page = said(FEW, arguments);
        assert!(page.contains("no segments: no customer matches. Change the filter or the dates"), "{page}");
        assert!(page.contains("None: no customer matches. Change the filter or the dates."), "{page}");
    }
    let row = |name: &str, value: &dyn Fn(i32) -> String| {
        std::iter::once(name.to_owned()).chain((1..=225).map(value)).collect::<Vec<String>>().join(",")
    };
    let header = row("customer_id", &|column| format!("f{column}"));
    let rows = (0..30).map(|n| row(&n.to_string(), &|column| format!("{}.5", n * column % 97)));
    let text = std::iter::once(header).chain(rows).collect::<Vec<String>>().join("\n");
    // The columns 97 and 194 are constant.
    let table = ["report", "--table", "customers=orders.csv"];
    let page = said(&text, &table);
    assert!(page.contains("None: 223 features are too many to cluster by"), "{page}");
}

#[test]
fn countries_are_split_by_their_own_word() {
    let by = |key: &str| said(FEW, &["report", "--by", key, "--format", "json"]);
    let (country, city): (Value, Value) =
        (serde_json::from_str(&by("country")).expect("a value"), serde_json::from_str(&by("city")).expect("a value"));
    assert_eq!(country["split"], city["split"]);
    let names =
        |of: &Value| of["split"]["parts"].as_array().map(|parts| parts.iter().map(|p| p["name"].clone()).collect());
    assert_eq!(names(&country), Some(vec![json!("DE"), json!("FR")]));
    assert!(said(FEW, &["report", "--by", "region"]).contains("no attribute to split by is called region"));
}

/// The latest date that is not after today is 2024-02-11, 21 days after Ann's last order; orders of 2099 are mistakes.
#[test]
fn an_order_in_the_future_is_not_recent() {
    let rows = said(
        &format!("{FEW}7,ann,2099-01-01,paid,DE,10\n8,eve,2099-01-01,paid,DE,10\n"),
        &["segments", "--features", "recency_days,order_count", "--k", "2"],
    );
    let row = |customer: &str| rows.split(' ').find(|row| row.starts_with(customer)).map(str::to_owned);
    assert!(row("ann,").is_some_and(|row| row.ends_with(",21,4")), "{rows}");
    assert!(rows.contains(" eve,,missing value,,,1"), "{rows}");
}

/// Degenerate sets: one order, one product, no amounts, only returns.
#[test]
fn degenerate_sets_have_reports() {
    let header = "order_id,customer_id,order_date,product,quantity,unit_price,coupon_code\n";
    for (lines, orders, products) in [
        ("1,ann,2024-01-01,pen,1,3.00,\n", 1, 1),
        ("1,ann,2024-01-01,pen,1,,\n2,bob,2024-01-02,pen,2,,\n", 2, 1),
        ("1,ann,2024-01-01,pen,-1,3.00,\n2,bob,2024-01-02,pen,-2,3.00,\n", 0, 1),
    ] {
        let ours = report("orders.csv", &format!("{header}{lines}"), &[]);
        assert_eq!(ours["purchases"]["orders"], json!(orders), "{lines}");
        assert_eq!(ours["products"].as_array().map_or(0, Vec::len), products, "{lines}");
    }
}

/// A shop with 12,000 products in orders of two lines: the top 10,000 are listed, the others summed.
#[test]
fn products_after_the_first_ten_thousand_are_counted_everywhere() {
    let folder = TempDir::new().expect("a value");
    let path = folder.path().join("orders.csv");
    let mut text = "order_id,customer_id,order_date,product,quantity,unit_price\n".to_owned();
    for n in 0..12_000_u32 {
        // Prices fall from 120.00 to 0.01, so that the rank of a product is its number.
        let (order, customer, day, cents) = (n / 2, n / 2 % 900, n / 2 % 28 + 1, 12_000 - n);
        let _ = writeln!(text, "{order},{customer},2024-03-{day:02},item {n:05},1,{}.{:02}", cents / 100, cents % 100);
    }
    std::fs::write(&path, text).expect("a value");
    let run = |format: &str| {
        let output = program().arg("report").arg(&path).args(["--format", format, "--k", "3"]).output();
        String::from_utf8(output.expect("a value").stdout).expect("text")
    };
    let ours: Value = serde_json::from_str(&run("json")).expect("a value");
    assert_eq!(ours["products"].as_array().map(Vec::len), Some(10_000));
    // Numbers 10,000 to 11,999 cost 20.00 to 0.01: 0.01 × 2,000 × 2,001 / 2. They are in the last 1,000 orders, of
    // customers 5,000 mod 900 = 500 on, so of all 900.
    is(
        &ours["other_products"],
        &json!({"products": 2000, "orders": 1000, "customers": 900, "items": 2000.0, "revenue": 20_010.0}),
    );
    let page = run("text").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        page.contains("2,000 products after the first 10,000 are not listed; together they have 1,000 orders"),
        "{page}"
    );
    let mut driver = opened(vec![path]);
    driver.press("3").expect("a key");
    let drawn = seen(&driver);
    assert!(drawn.contains("of 10,000, 2,000 others"), "{drawn}");
}

/// Each measure of the segments of purchases against sums over the customers that `segments` lists.
#[test]
fn revenue_of_segments_is_that_of_their_customers() {
    let folder = TempDir::new().expect("a value");
    let path = folder.path().join("orders.csv");
    std::fs::write(&path, include_str!("../golden/sales.csv")).expect("a value");
    let run = |command: &str, format: &str| {
        let output =
            program().arg(command).arg(&path).args(["--format", format, "--k", "3"]).output().expect("a value");
        serde_json::from_slice::<Value>(&output.stdout).expect("a value")
    };
    let (report, customers) = (run("report", "json"), run("segments", "json"));
    let customers = customers.as_array().expect("customers");
    for segment in report["segmentation"]["segments"].as_array().expect("segments") {
        let own: Vec<&Value> = customers.iter().filter(|customer| customer["segment"] == segment["id"]).collect();
        let revenue: f64 = own.iter().filter_map(|customer| customer["amount_total"].as_f64()).sum();
        assert_eq!(json!(own.len()), segment["customers"]);
        assert_eq!(difference(&segment["revenue"], &json!(revenue), "revenue"), None);
    }
}
