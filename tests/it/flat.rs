//! Data in which a chart would be flat or empty: the panel says in words what it would show.

use std::fmt::Write as _;
use std::fs;

use segscope::app::headless::Headless;
use segscope::app::{Screen, selectors};

use crate::support;

/// The dashboard on a file of coupons.
fn of(rows: &str) -> Headless {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("coupons.csv");
    fs::write(&file, rows).expect("a file");
    Headless::start(support::settings(), support::tools(vec![file]), (120, 36))
}

/// 60 coupons of ten customers in two cities and six months; each is burnt so many days after its claim, if at all.
fn coupons(delay: Option<u32>) -> String {
    let mut rows = "customer_id,city,transaction_date,transaction_status,burn_date\n".to_owned();
    for at in 0..60 {
        let (customer, city, month, day) = (at % 10, ["Cairo", "Giza"][at % 10 % 2], at % 6 + 1, at % 20 + 1);
        let end = delay
            .map_or_else(|| "claimed,".to_owned(), |delay| format!("burnt,2024-{month:02}-{:02}", day as u32 + delay));
        let _ = writeln!(rows, "{customer},{city},2024-{month:02}-{day:02},{end}");
    }
    rows
}

/// The text of a screen for those coupons.
fn screen(key: &str, delay: Option<u32>) -> String {
    let mut driver = of(&coupons(delay));
    driver.press(key).expect("a key");
    support::seen(&driver)
}

#[test]
fn burns_that_all_take_as_long_are_a_sentence() {
    assert!(screen("2", Some(0)).contains("all 60 burns came on the day of the claim"));
    assert!(screen("2", Some(1)).contains("all 60 burns came 1 day after the claim"));
    assert!(screen("2", Some(3)).contains("all 60 burns came 3 days after the claim"));
    assert!(screen("2", None).contains("no burnt coupon has both dates"));
}

#[test]
fn cities_without_any_burn_say_so() {
    assert!(screen("1", None).contains("all values are 0"));
    assert!(!screen("1", Some(3)).contains("all values are 0"));
}

#[test]
fn data_that_did_not_change_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    // One customer has no age.
    let people = |first: u32| {
        let row = |at: u32| format!("{at},{},{}\n", first + at * 7 % 40, 100 + at * 13 % 90);
        (1..30).map(row).fold("customer_id,age,income\n0,,150\n".to_owned(), |all, row| all + &row)
    };
    for (kind, text, changed) in
        [("coupons", coupons(Some(3)), coupons(Some(4))), ("customers", people(20), people(21))]
    {
        let file = folder.path().join(format!("{kind}.csv"));
        fs::write(&file, text).expect("a file");
        let mut driver = Headless::start(support::settings(), support::tools(vec![file.clone()]), (120, 36));
        driver.press("R").expect("a key");
        assert_eq!(driver.model.notice.as_deref(), Some("reloaded: nothing changed"), "{kind}");
        fs::write(&file, changed).expect("a file");
        driver.press("R").expect("a key");
        let notice = driver.model.notice.as_deref();
        assert_eq!(notice, Some("reloaded: same number of rows, some values changed"), "{kind}");
    }
}

/// Whether a frame has words, numbers or a picture in it.
fn has_content(frame: &[&str]) -> bool {
    frame.iter().any(|line| line.chars().any(|c| !matches!(c, ' ' | '│' | '┃' | '╭' | '╮' | '╰' | '╯' | '─')))
}

#[test]
fn no_panel_of_degenerate_data_is_blank() {
    let head = "customer_id,city,transaction_date,transaction_status,burn_date,amount\n";
    let row =
        |customer: u32, city: &str, day: u32| format!("{customer},{city},2024-02-{day:02},burnt,2024-02-{day:02},5\n");
    let rows = |n: u32, row: &dyn Fn(u32) -> String| (0..n).map(row).fold(head.to_owned(), |all, row| all + &row);
    for (what, data) in [
        ("no burns in any city", coupons(None)),
        ("burns on the day of the claim", coupons(Some(0))),
        ("one customer", rows(9, &|at| row(1, "Cairo", at + 1))),
        ("one row", rows(1, &|_| row(1, "Cairo", 1))),
        ("one city", rows(60, &|at| row(at % 20, "Cairo", at % 28 + 1))),
        ("one month and equal amounts", rows(60, &|at| row(at % 20, ["Cairo", "Giza"][at as usize % 2], at % 28 + 1))),
        ("one day", rows(30, &|at| row(at, "Cairo", 1))),
    ] {
        let mut driver = of(&data);
        for screen in Screen::all() {
            driver.press(&screen.number().to_string()).expect("a key");
            let panels = screen.panels().iter().filter(|panel| selectors::has(&driver.model, **panel)).count();
            for _ in 0..panels {
                let panel = driver.model.focused();
                driver.press("z").expect("a key");
                for _ in 0..driver.model.views_of(panel).len().max(1) {
                    let text = support::seen(&driver);
                    let lines: Vec<&str> = text.lines().collect();
                    let inside = &lines[3..lines.len() - 2];
                    assert!(has_content(inside), "{what}: {panel:?} is blank\n{text}");
                    let bad = ["NaN", "inf%"].iter().find(|word| text.contains(**word));
                    assert_eq!(bad, None, "{what}: {panel:?}\n{text}");
                    driver.press("v").expect("a key");
                }
                driver.press("z Tab").expect("keys");
            }
        }
    }
}
