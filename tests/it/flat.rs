//! Data in which a chart would be flat or empty: the panel says in words what it would show.

use std::fmt::Write as _;
use std::fs;

use segscope::app::headless::Headless;

use crate::support;

/// The text of a screen for 60 coupons of ten customers; each is burnt so many days after its claim, if at all.
fn screen(key: &str, delay: Option<u32>) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mut rows = "customer_id,city,transaction_date,transaction_status,burn_date\n".to_owned();
    for at in 0..60 {
        let (customer, city, month, day) = (at % 10, ["Cairo", "Giza"][at % 10 % 2], at % 6 + 1, at % 20 + 1);
        let end = delay
            .map_or_else(|| "claimed,".to_owned(), |delay| format!("burnt,2024-{month:02}-{:02}", day as u32 + delay));
        let _ = writeln!(rows, "{customer},{city},2024-{month:02}-{day:02},{end}");
    }
    let file = folder.path().join("coupons.csv");
    fs::write(&file, rows).expect("a file");
    let mut driver = Headless::start(support::settings(), support::tools(vec![file]), (120, 36));
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
