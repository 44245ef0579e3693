//! The Loyalty screen, driven by keys on the sample, and its headless twin.

use segscope::app::{Panel, Screen};
use segscope::ui::theme::{Glyphs, Theme};
use serde_json::Value;

use crate::support::{draw_at, driven, program, seen, text};

#[test]
fn the_triangle_says_its_definition_and_goes_through_its_views() {
    let mut driver = driven("4", 120, 36);
    assert_eq!(driver.model.focused(), Panel::Retention);
    let titles = [
        "Retention: % with a claim in month n ",
        "Retention: customers with a claim in month n ",
        "Retention: % with a claim in month n or later",
        "Retention: % with a burn in month n",
        "% with a claim in month n  by join month",
        "Retention: % with a claim in month n ",
    ];
    for title in titles {
        let drawn = seen(&driver);
        assert!(drawn.contains(title), "{title}: {drawn}");
        driver.press("v").expect("a key");
    }
}

/// The oldest cohort of the sample: six customers, four of them back in the month after (pandas: fixtures/retention).
#[test]
fn the_curve_is_that_of_the_cohort_under_the_cursor() {
    let mut driver = driven("4 Right", 120, 36);
    assert!(seen(&driver).contains("Cohort 2023-01  M1 67 %, average "), "{}", seen(&driver));
    driver.press("Down").expect("a key");
    assert!(seen(&driver).contains("Cohort 2023-02  M1 50 %, average "), "{}", seen(&driver));
    // The same arrows from the curve.
    driver.press("Tab Up Left").expect("keys");
    assert!(seen(&driver).contains("Cohort 2023-01  M0 100 %, average 100 %"), "{}", seen(&driver));
    driver.press("G").expect("a key");
    let last = driver.model.triangle().and_then(|triangle| triangle.cohorts.last()).expect("cohorts").month.clone();
    assert!(seen(&driver).contains(&format!("Cohort {last}")), "{}", seen(&driver));
}

#[test]
fn enter_opens_the_customers_who_joined_in_a_month_and_nothing_by_first_claim() {
    let mut driver = driven("4 Down Enter", 120, 36);
    assert_eq!(driver.model.screen, Screen::Loyalty);
    driver.press("V").expect("a key");
    let cohort = driver.model.cohort().expect("a cohort").clone();
    driver.press("Enter").expect("a key");
    assert_eq!(driver.model.screen, Screen::Customers);
    assert_eq!(driver.model.filter.to_string(), format!("joined:{}", cohort.month));
    assert_eq!(driver.model.shown().expect("data").summary.kpis.customers, cohort.size);
    driver.press("Escape").expect("a key");
    assert_eq!((driver.model.screen, driver.model.cohort()), (Screen::Loyalty, Some(&cohort)));
}

#[test]
fn who_is_overdue_is_said_with_the_rule_at_every_size() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let driver = driven("4 Tab Tab Tab Tab Tab Tab", columns, rows);
        assert_eq!(driver.model.focused(), Panel::Gaps);
        let drawn = seen(&driver);
        assert!(drawn.contains("overdue 504 of ") && drawn.contains("silent for over twice"), "{drawn}");
    }
}

#[test]
fn any_size_filter_and_glyphs_are_drawn() {
    for keys in ["4", "4 V", "4 Tab", "4 Tab Tab Tab Tab Tab Tab", "4 z", "4 Tab z G Right Right"] {
        let driver = driven(keys, 120, 36);
        for (columns, rows) in [(0, 0), (1, 1), (60, 18), (61, 19), (79, 23), (110, 30), (300, 90)] {
            draw_at(&driver, &Theme::dark().with_glyphs(Glyphs::Ascii), columns, rows);
        }
    }
    let ascii = text(&draw_at(&driven("4", 80, 24), &Theme::mono().with_glyphs(Glyphs::Ascii), 80, 24));
    assert!(ascii.is_ascii(), "{ascii}");
}

/// Figures of `tests/fixtures/retention/sample.json`.
#[test]
fn the_report_has_the_same_figures() {
    let output = program().args(["report", "--format", "json"]).output().expect("the program runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let retention = &report["retention"];
    assert_eq!((&retention["definition"], &retention["granularity"]), (&"return_on".into(), &"month".into()));
    let cohorts = retention["cohorts"].as_array().expect("cohorts");
    let sizes: u64 = cohorts.iter().filter_map(|cohort| cohort["size"].as_u64()).sum();
    assert_eq!(Some(sizes), report["kpis"]["active_customers"].as_u64());
    assert_eq!(cohorts[0]["active"][1], 4);
    let months = cohorts[0]["active"].as_array().expect("months").len();
    assert!(cohorts.iter().all(|cohort| cohort["active"].as_array().is_some_and(|active| active.len() == months)));
    assert_eq!(retention["average"].as_array().map(Vec::len), Some(months));
    assert_eq!((&report["claim_gaps"]["n"], &report["claim_gaps"]["overdue"]), (&17_778.into(), &504.into()));

    let output = program().args(["report", "--format", "markdown"]).output().expect("the program runs");
    let page = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(page.contains("## Loyalty") && page.contains("| average |"), "{page}");
    assert!(page.contains("504 of 1,967 active customers"), "{page}");
}
