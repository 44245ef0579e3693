//! Data with little in it: every screen is drawn, every report is written, and the parts of every sum are all of it.

use segscope::app::headless::Headless;
use segscope::app::{Panel, Screen};
use segscope::measures::{Retention, Start, Summary};
use segscope::ui::theme::Theme;
use tempfile::TempDir;

use crate::support::{draw_at, program, seen, settings, tools};

const CUSTOMERS: &str = "customer_id,join_date,city_id,gender_id,age\n";
const TRANSACTIONS: &str =
    "transaction_id,customer_id,transaction_date,transaction_status,coupon_name,burn_date,branch_id\n";

/// A folder of some tables: name and rows below the header.
fn folder(customers: Option<&str>, transactions: Option<&str>) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, header, rows) in [("customers", CUSTOMERS, customers), ("transactions", TRANSACTIONS, transactions)] {
        if let Some(rows) = rows {
            std::fs::write(folder.path().join(format!("{name}.csv")), format!("{header}{rows}")).expect("written");
        }
    }
    folder
}

/// Seven customers who claim and burn on one day.
fn one_day() -> (String, String) {
    let customer = |i: usize| format!("{i},2024-01-0{i},{},{},{}\n", i % 2, i % 3, 20 + i);
    let row = |i: usize| {
        format!("{i},{},2024-02-05,{},A,{},4\n", i % 7 + 1, ["burnt", "claimed"][i % 2], ["2024-02-05", ""][i % 2])
    };
    let all = |rows: Vec<String>| rows.concat();
    (all((1..=7).map(customer).collect()), all((1..=20).map(row).collect()))
}

fn sparse() -> Vec<(&'static str, TempDir)> {
    let (customers, day) = one_day();
    let unburnt = day.replace("burnt", "claimed").replace(",2024-02-05,4", ",,4");
    let undated = day.replace("2024-02-05", "");
    let nowhere = day.replace(",4\n", ",\n");
    let customers = Some(customers.as_str());
    vec![
        ("no rows at all", folder(Some(""), Some(""))),
        ("customers without a claim", folder(customers, Some(""))),
        ("customers alone", folder(customers, None)),
        ("claims alone", folder(None, Some(&day))),
        ("one customer, one claim", folder(Some("1,,,,\n"), Some("1,1,2024-02-05,claimed,,,\n"))),
        (
            "one customer, one burn",
            folder(Some("1,2024-01-01,1,1,30\n"), Some("1,1,2024-02-05,burnt,A,2024-02-05,3\n")),
        ),
        ("one day", folder(customers, Some(&day))),
        ("no burns", folder(customers, Some(&unburnt))),
        ("no dates", folder(customers, Some(&undated))),
        ("no branches", folder(customers, Some(&nowhere))),
        ("claims of nobody that is known", folder(Some("99,,,,\n"), Some(&day))),
    ]
}

/// Parts of the same customers or rows add up to them.
fn sums(what: &str, summary: &Summary) {
    let kpis = &summary.kpis;
    for groups in
        [&summary.genders, &summary.cities].into_iter().chain(summary.demographics.iter().map(|of| &of.groups))
    {
        assert_eq!(groups.iter().map(|g| g.customers).sum::<u64>(), kpis.customers, "{what}: {groups:?}");
        assert_eq!(groups.iter().map(|g| g.transactions).sum::<u64>(), kpis.transactions, "{what}: {groups:?}");
        assert_eq!(groups.iter().map(|g| g.burnt).sum::<u64>(), kpis.burnt, "{what}: {groups:?}");
    }
    if !summary.frequency.is_empty() {
        assert_eq!(summary.frequency.iter().map(|(_, n)| n).sum::<u64>(), kpis.customers, "{what}");
    }
    assert_eq!(summary.branches.iter().map(|place| place.burnt).sum::<u64>(), kpis.burnt, "{what}");
    // Every active customer of these has a dated claim, or none has.
    let dated = if summary.claim_horizon.is_some() { kpis.active_customers } else { 0 };
    let groups = summary.rfm.as_ref().map_or(0, |rfm| rfm.groups.iter().map(|group| group.customers).sum());
    assert_eq!(groups, dated, "{what}");
    for (start, event) in Retention::KINDS {
        let customers = summary.retention.triangle(start, event).customers();
        assert!(customers <= kpis.customers, "{what}");
        assert!(start == Start::Joining || customers == dated, "{what}: {customers} of {dated}");
    }
    assert!(summary.claim_horizon.is_none() || summary.as_of >= summary.claim_horizon, "{what}");
}

#[test]
fn every_panel_is_drawn_in_every_view() {
    for (what, folder) in sparse() {
        let mut driver = Headless::start(settings(), tools(vec![folder.path().to_owned()]), (120, 36));
        let Some(dataset) = driver.model.dataset().cloned() else {
            assert!(what == "no rows at all" && seen(&driver).contains("no rows"), "{what}: {}", seen(&driver));
            continue;
        };
        sums(what, &dataset.summary);
        for screen in Screen::all() {
            driver.press(&screen.number().to_string()).expect("a key");
            for _ in screen.panels() {
                for _ in 0..driver.model.views_of(driver.model.focused()).len().max(1) {
                    for (columns, rows) in [(60, 18), (80, 24), (120, 36), (200, 50)] {
                        draw_at(&driver, &Theme::dark(), columns, rows);
                    }
                    driver.press("v Down Right G").expect("keys");
                }
                driver.press("i").expect("a key");
                assert!(seen(&driver).contains("no filter") || driver.model.focused() != Panel::Genders, "{what}");
                driver.press("Escape z").expect("keys");
                draw_at(&driver, &Theme::dark(), 80, 24);
                driver.press("z Enter").expect("keys");
                draw_at(&driver, &Theme::dark(), 120, 36);
                // Out of what was opened, and of what that opened.
                driver.press("Escape Escape Escape").expect("keys");
                assert_eq!(driver.model.filter.to_string(), "", "{what}: {screen:?}");
                driver.press(&screen.number().to_string()).expect("a key");
                driver.press("Tab").expect("a key");
            }
        }
    }
}

#[test]
fn every_report_is_written() {
    for (what, folder) in sparse() {
        for format in ["text", "json", "markdown", "html"] {
            let output =
                program().args(["report", "--format", format]).arg(folder.path()).output().expect("the program");
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!errors.contains("panicked"), "{what}, {format}: {errors}");
            assert!(
                output.status.success() || what == "no rows at all" && output.status.code() == Some(1),
                "{what}, {format}: {errors}"
            );
            assert!(!String::from_utf8_lossy(&output.stdout).contains("NaN"), "{what}, {format}");
        }
    }
}
