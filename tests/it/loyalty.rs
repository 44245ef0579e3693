//! The Loyalty screen, driven by keys on the sample, and its headless twin.

use std::path::PathBuf;

use segscope::app::headless::Headless;
use segscope::app::{Overlay, Panel, Screen, selectors};
use segscope::measures::{Cohort, Definition};
use segscope::ui::theme::{Glyphs, Theme};
use serde_json::Value;

use crate::support::{draw_at, driven, focused, focused_then, program, seen, settings, text, tools, workbook};

/// `w` goes through whose cohorts and which events, `v` through what a cell says: sixteen ways, each said in words.
#[test]
fn the_triangle_says_its_definition_and_goes_through_its_views() {
    let mut driver = driven("4", 120, 36);
    assert_eq!(driver.model.focused(), Panel::Retention);
    for (event, cohorts, head) in [
        ("claim", "first claim", "cohort "),
        ("burn", "first claim", "cohort "),
        ("claim", "join month", "joined "),
        ("burn", "join month", "joined "),
    ] {
        for (counted, later) in [("%", ""), ("customers", ""), ("%", " or later"), ("customers", " or later")] {
            let title = format!("Retention: {counted} with a {event} in month n{later} ");
            let drawn = seen(&driver);
            assert!(drawn.contains(&title) && drawn.contains(head), "{title}: {drawn}");
            assert_eq!(selectors::retention_view(&driver.model).cohorts, cohorts);
            driver.press("v").expect("a key");
        }
        driver.press("w").expect("a key");
    }
    assert!(seen(&driver).contains("Retention: % with a claim in month n  by first claim"), "{}", seen(&driver));
    driver.press("W V").expect("keys");
    assert!(seen(&driver).contains("Retention: customers with a burn in month n or later"), "{}", seen(&driver));
    assert!(driver.model.notice.as_deref() == Some("view: counts on or after"));
    // The same keys from the curve; the cursor stays in its month.
    driver.press("g Down Down Down Tab w").expect("keys");
    assert_eq!(driver.model.notice.as_deref(), Some("cohorts: claims by first claim"));
    assert_eq!(selectors::cohort(&driver.model).map(|cohort| cohort.month.as_str()), Some("2023-04"));
}

/// The oldest cohorts of the sample: one customer, not back in the month after; six, two of them back (pandas:
/// fixtures/retention).
#[test]
fn the_curve_is_that_of_the_cohort_under_the_cursor() {
    let mut driver = driven("4 g Right", 120, 36);
    assert!(seen(&driver).contains("Cohort 2023-01  M1 0%, average "), "{}", seen(&driver));
    driver.press("Down").expect("a key");
    assert!(seen(&driver).contains("Cohort 2023-02  M1 33%, average "), "{}", seen(&driver));
    // The same arrows from the curve.
    driver.press("Tab Up Left").expect("keys");
    assert!(seen(&driver).contains("Cohort 2023-01  M0 100%, average 100%"), "{}", seen(&driver));
    driver.press("G").expect("a key");
    let last =
        selectors::triangle(&driver.model).and_then(|triangle| triangle.cohorts.last()).expect("cohorts").month.clone();
    assert!(seen(&driver).contains(&format!("Cohort {last}")), "{}", seen(&driver));
}

/// Until somebody moves the cursor it is on the cohort that says most.
#[test]
fn the_cursor_begins_on_the_largest_cohort_that_is_known_for_half_of_the_months() {
    let driver = driven("4", 120, 36);
    let cohorts = &selectors::triangle(&driver.model).expect("cohorts").cohorts;
    let months = |cohort: &Cohort| cohort.active(Definition::ReturnOn).len();
    let most = cohorts.iter().map(months).max().expect("cohorts");
    let under = selectors::cohort(&driver.model).expect("a cohort");
    assert!(months(under) * 2 >= most && under.size > cohorts[0].size, "{}", under.month);
    assert!(cohorts.iter().all(|other| other.size <= under.size || months(other) * 2 < most), "{}", under.month);
}

/// Types a filter over the Loyalty screen and opens the oldest cohort, one of the middle and the last, of claims and burns
/// by the first claim and by joining: each lists just its customers. Gives how many were opened.
fn cohorts_opened(start: &Headless, filter: &str) -> usize {
    let mut driver = start.clone();
    driver.press("4 /").expect("keys");
    for c in filter.chars() {
        let key = if c == ' ' { "Space".to_owned() } else { c.to_string() };
        driver.press(&key).expect("a key");
    }
    driver.press("Enter").expect("a key");
    assert_eq!((driver.model.overlay == Overlay::None, driver.model.focused()), (true, Panel::Retention), "{filter}");
    let mut opened = 0;
    for _ in 0..4 {
        let cohorts = selectors::rows(&driver.model, Panel::Retention);
        let mut rows = vec![0, cohorts / 2, cohorts.saturating_sub(1)];
        rows.dedup();
        for row in rows.into_iter().filter(|_| cohorts > 0) {
            driver.model.cursors.insert(Panel::Retention, row);
            let size = selectors::cohort(&driver.model).expect("a cohort").size;
            let mut below = driver.clone();
            below.press("Enter").expect("a key");
            let added = below.model.filter.to_string();
            assert_eq!(below.model.screen, Screen::Customers, "{added}");
            assert_eq!(selectors::rows(&below.model, Panel::Customers) as u64, size, "{added}");
            assert_eq!(below.model.shown().expect("data").summary.kpis.customers, size, "{added}");
            opened += 1;
        }
        driver.press("w").expect("a key");
    }
    opened
}

/// Conditions on nothing, on customers, on rows that begin and end within a month, on segments, and on all of them.
const FILTERS: [&str; 6] = [
    "",
    "city:Cairo",
    "since:2024-02-10 until:2024-11-17",
    "status:burnt",
    "segment:2",
    "city:Cairo since:2024 segment:1",
];

/// The dashboard at rest, with segments by the number of claims alone: they are found at once.
fn quick(paths: Vec<PathBuf>) -> Headless {
    let mut settings = settings();
    settings.choice.features = vec!["transaction_count".to_owned()];
    Headless::start(settings, tools(paths), (120, 36))
}

#[test]
fn enter_opens_the_customers_of_a_cohort_whatever_the_filter() {
    let start = quick(Vec::new());
    for filter in FILTERS {
        assert_eq!(cohorts_opened(&start, filter), 12, "{filter}");
    }
}

#[test]
#[ignore = "needs ../shared/data/E-commerce_data.xlsx"]
fn the_cohorts_of_the_workbook_open_too() {
    let start = quick(vec![workbook()]);
    for filter in ["", "until:2023-11-17", "segment:2"] {
        assert!(cohorts_opened(&start, filter) >= 4, "{filter}");
    }
}

/// A cohort of first claims is plain where that is exact; of kept rows it is of what is shown.
#[test]
fn the_cohort_that_is_opened_stands_in_the_filter() {
    let start = quick(Vec::new());
    for (keys, condition) in [
        ("4 g Down Enter", "first:2023-02"),
        ("4 g Tab Down w Enter", "first:2023-02"),
        ("4 w w g Down Enter", "joined:2023-02"),
        ("4 / s i n c e : 2 0 2 4 Enter g Down Enter", "since:2024-01-01 shown.first:2024-02"),
        ("4 / u n t i l : 2 0 2 4 - 0 3 - 1 4 Enter w w w G Enter", "shown.joined:2024-03-01..2024-03-14"),
    ] {
        let mut driver = start.clone();
        driver.press(keys).expect("keys");
        let filter = driver.model.filter.to_string();
        assert!(filter.ends_with(condition), "{keys}: {filter}");
        driver.press("Escape").expect("a key");
        assert_eq!((driver.model.screen, driver.model.focused().list()), (Screen::Loyalty, Panel::Retention));
    }
    let mut nobody = start;
    nobody.press("4 / c u s t o m e r : n o n e Enter").expect("keys");
    // Of nobody there are no cohorts.
    assert!(selectors::cohort(&nobody.model).is_none());
}

#[test]
fn who_is_overdue_is_said_with_the_rule_at_every_size() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let driver = focused(Panel::Gaps, columns, rows);
        let drawn = seen(&driver);
        assert!(drawn.contains("overdue 666 of ") && drawn.contains("inactive for over twice"), "{drawn}");
    }
}

#[test]
fn any_size_filter_and_glyphs_are_drawn() {
    for (panel, keys) in [
        (Panel::Retention, ""),
        (Panel::Retention, "V w w w"),
        (Panel::Retention, "z"),
        (Panel::CohortCurve, ""),
        (Panel::CohortCurve, "z G Right Right"),
        (Panel::Gaps, ""),
    ] {
        let driver = focused_then(panel, keys, 120, 36);
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
    assert_eq!((&cohorts[1]["size"], &cohorts[1]["active"][1]), (&6.into(), &2.into()));
    let months = cohorts[0]["active"].as_array().expect("months").len();
    assert!(cohorts.iter().all(|cohort| cohort["active"].as_array().is_some_and(|active| active.len() == months)));
    assert_eq!(retention["average"].as_array().map(Vec::len), Some(months));
    // By every definition, as pandas has it.
    let golden: Value = serde_json::from_str(include_str!("../fixtures/retention/sample.json")).expect("JSON");
    let by = report["retention_by"].as_array().expect("triangles");
    let names =
        [("claims", "first_claim", "claim"), ("burns", "first_claim", "burn"), ("joined", "join_month", "claim")];
    for (triangle, (name, cohorts_by, event)) in
        by.iter().zip(names.into_iter().chain([("joined_burns", "join_month", "burn")]))
    {
        assert_eq!((&triangle["cohorts_by"], &triangle["event"]), (&cohorts_by.into(), &event.into()));
        for definition in ["return_on", "on_or_after"] {
            let theirs = golden[name][definition]["cohorts"].as_array().expect("cohorts");
            let ours = triangle["cohorts"].as_array().expect("cohorts");
            assert_eq!(ours.len(), theirs.len());
            for (ours, theirs) in ours.iter().zip(theirs) {
                let known: Vec<&Value> =
                    ours[definition].as_array().expect("months").iter().filter(|n| !n.is_null()).collect();
                assert_eq!((&ours["cohort"], &ours["size"]), (&theirs["cohort"], &theirs["size"]));
                assert_eq!(known, theirs["active"].as_array().expect("months").iter().collect::<Vec<_>>());
            }
        }
    }
    assert_eq!(by.len(), 4);
    assert_eq!((&report["claim_gaps"]["n"], &report["claim_gaps"]["overdue"]), (&17_629.into(), &666.into()));

    let output = program().args(["report", "--format", "markdown"]).output().expect("the program runs");
    let page = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(page.contains("## Retention") && page.contains("| average |"), "{page}");
    assert!(page.contains("| join month  | burn in month n or later  |"), "{page}");
    assert!(page.contains("666 of 1,967 active customers"), "{page}");
}
