//! Customers by the further columns of their table, on the screen and in reports.

use std::fmt::Write;

use segscope::app::headless::Headless;
use segscope::app::{Panel, Screen, selectors};
use segscope::ui::theme::Theme;
use serde_json::Value;

use crate::support::{draw_at, driven, program, sample, seen, settings, tools};

/// Sixty customers with an age, an income, a plan and a name that holds an escape byte; one has none of them.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut customers = "customer_id,age,income,plan,\u{1b}[31mcolour\n".to_owned();
    let mut transactions = "customer_id,transaction_date,transaction_status,burn_date\n".to_owned();
    for i in 0..60 {
        let plan = ["gold", "3G", "東京", "a long plan with many words"][usize::from(i % 7 == 0) + i % 3];
        let (age, income) = (20 + i % 45, 900.5 + 37.0 * i as f64);
        let row =
            if i == 59 { "59,,,,".to_owned() } else { format!("{i},{age},{income},{plan},{}", ["red", "blue"][i % 2]) };
        writeln!(customers, "{row}").expect("text");
        let burnt = if i % 4 == 0 { "burnt,2024-03-09" } else { "claimed," };
        writeln!(transactions, "{i},2024-0{}-05,{burnt}", 1 + i % 3).expect("text");
    }
    std::fs::write(folder.path().join("customers.csv"), customers).expect("written");
    std::fs::write(folder.path().join("transactions.csv"), transactions).expect("written");
    folder
}

fn report(args: &[&str]) -> Value {
    let output = program().args(["report", "--format", "json", "--k", "2"]).args(args).output().expect("the program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("json")
}

#[test]
fn bars_of_every_column_open_their_customers() {
    let folder = folder();
    let mut driver = Headless::start(settings(), tools(vec![folder.path().to_owned()]), (120, 36));
    driver.press("BTab").expect("a key");
    assert_eq!(driver.model.focused(), Panel::Demographics);
    let columns = driver.model.dataset().expect("data").summary.demographics.clone();
    assert_eq!(columns.len(), 4);
    for (column, title) in columns.iter().zip(["age", "income", "plan", "␛[31mcolour"]) {
        let drawn = seen(&driver);
        assert!(drawn.contains(&format!("Customers by {title}")), "{drawn}");
        assert_eq!(column.groups.iter().map(|g| g.customers).sum::<u64>(), 60, "{title}");
        for group in &column.groups {
            driver.press("Enter").expect("a key");
            assert_eq!(driver.model.screen, Screen::Customers);
            let (filter, n) =
                (driver.model.filter.to_string(), selectors::rows(&driver.model, Panel::Customers) as u64);
            assert_eq!(n, group.customers, "{title} {}: {filter}", group.name);
            driver.press("Escape Down").expect("keys");
        }
        driver.press("Right").expect("a key");
    }
    assert!(seen(&driver).contains("Customers by ␛[31mcolour"), "the last column stays");
}

#[test]
fn views_measure_claims_and_burns_too() {
    let titles = ["Customers by age", "Claims by age", "Burns by age", "Burn rate by age"];
    let mut driver = driven("BTab", 120, 36);
    for title in titles {
        let drawn = seen(&driver);
        assert!(drawn.contains(title), "{drawn}");
        driver.press("v").expect("a key");
    }
    assert!(seen(&driver).contains("Customers by age"));
}

#[test]
fn without_further_columns_there_is_no_such_panel() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = "customer_id,transaction_date,transaction_status\n1,2024-01-05,burnt\n2,2024-02-05,claimed\n";
    std::fs::write(folder.path().join("transactions.csv"), rows).expect("written");
    let mut driver = Headless::start(settings(), tools(vec![folder.path().to_owned()]), (80, 24));
    driver.press("BTab").expect("a key");
    assert_eq!(driver.model.focused(), Panel::CityBurns);
    assert!(!seen(&driver).contains("Demographics"));
}

#[test]
fn no_size_panics_and_ascii_is_ascii() {
    let folder = folder();
    let mut driver = Headless::start(settings(), tools(vec![folder.path().to_owned()]), (120, 36));
    driver.press("BTab Right z").expect("keys");
    for (columns, rows) in [(0, 0), (60, 18), (61, 19), (80, 24), (119, 30), (200, 50)] {
        draw_at(&driver, &Theme::dark(), columns, rows);
    }
    driver.press("z").expect("a key");
    for (columns, rows) in [(60, 18), (80, 24), (120, 36), (200, 50)] {
        draw_at(&driver, &Theme::dark(), columns, rows);
    }
    let driver = sample(80, 24);
    assert!(selectors::has(&driver.model, Panel::Demographics));
}

#[test]
fn reports_have_the_columns_and_filters_the_words() {
    let folder = folder();
    let path = folder.path().to_str().expect("a path");
    let all = report(&[path]);
    let columns = all["demographics"].as_array().expect("columns");
    assert_eq!(columns[0]["column"], "age");
    assert_eq!(columns[0]["numbers"]["n"], 59);
    let first = &columns[0]["groups"][0];
    assert_eq!((&first["from"], &first["below"]), (&Value::from(20.0), &Value::from(25.0)));
    let plans = columns[2]["groups"].as_array().expect("plans");
    assert_eq!((&columns[2]["numbers"], &plans[0]["from"]), (&Value::Null, &Value::Null));
    for plan in plans.iter().filter(|plan| plan["id"] != Value::Null) {
        let filter = format!("plan:\"{}\"", plan["name"].as_str().expect("a name"));
        assert_eq!(report(&[path, "--filter", &filter])["kpis"]["customers"], plan["customers"], "{filter}");
    }
    for format in ["text", "markdown", "html"] {
        let output = program().args(["report", "--k", "2", "--format", format, path]).output().expect("the program");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains("Customers by plan") && text.contains("東京"), "{format}: {text}");
        assert!(!text.contains('\u{1b}'), "{format}");
    }
}

#[test]
fn a_column_with_one_value_is_not_the_first_to_be_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = |i: usize| {
        let segment = ["Consumer", "Corporate"][i % 2];
        format!("{i},c{},2024-0{}-05,{segment},7,{}\n", i % 20, 1 + i % 9, i % 13)
    };
    let text: String = (0..60).map(line).collect();
    let path = folder.path().join("orders.csv");
    std::fs::write(&path, format!("order_id,customer_id,order_date,group,level,amount\n{text}")).expect("written");
    let mut driver = Headless::start(settings(), tools(vec![path]), (120, 36));
    let columns = driver.model.dataset().expect("data").summary.demographics.clone();
    assert_eq!(columns.iter().map(|of| of.column.as_str()).collect::<Vec<_>>(), ["level", "group"]);
    assert!(seen(&driver).contains("Customers by group"), "{}", seen(&driver));
    while driver.model.focused() != Panel::Demographics {
        driver.press("Tab").expect("a key");
    }
    driver.press("Left").expect("a key");
    assert!(seen(&driver).contains("Customers by level"), "{}", seen(&driver));
}
