//! The Usage screen: the cursor in time, its weekdays, its coupons, the share burnt by day.

use segscope::app::{Panel, Screen};
use segscope::measures::Granularity;
use segscope::ui::theme::{Glyphs, Theme};

use crate::support::{draw_at, driven, focused, focused_then, seen, text};

#[test]
fn the_cursor_reads_a_bucket_and_enter_opens_it() {
    let mut driver = driven("2", 120, 36);
    assert!(seen(&driver).contains("2025-06: 1,536 claims, 739 burnt"), "{}", seen(&driver));
    driver.press("Left Left").expect("known keys");
    assert!(seen(&driver).contains("2025-04: 1,371 claims, 843 burnt"), "{}", seen(&driver));
    // The table shows the same bucket, and goes on from it.
    driver.press("Tab Down").expect("known keys");
    assert!(seen(&driver).contains("2025-03: 1,565 claims, 872 burnt"), "{}", seen(&driver));
    driver.press("BTab v Right Left Right").expect("known keys");
    assert!(seen(&driver).contains("2025-04: 581 open, 790 burnt"), "{}", seen(&driver));
    driver.press("Home").expect("known keys");
    assert!(seen(&driver).contains("[2023-01]"), "{}", seen(&driver));
    driver.press("End Left Left Enter").expect("known keys");
    assert_eq!((driver.model.screen, driver.model.filter.to_string()), (Screen::Customers, "date:2025-04".to_owned()));
    let claims = driver.model.shown().expect("data").summary.kpis.transactions;
    assert_eq!(claims, 1371);
}

#[test]
fn cumulative_counts_end_with_all_of_them() {
    let driver = driven("2 v v", 120, 36);
    let summary = &driver.model.dataset().expect("data").summary;
    let (months, _) = summary.periods_to_date(Granularity::Month);
    let claims: u64 = months.iter().map(|month| month.claims).sum();
    let [thousands, rest] = [claims / 1000, claims % 1000];
    assert!(seen(&driver).contains(&format!("2025-06: {thousands},{rest:03} claims")), "{}", seen(&driver));
}

#[test]
fn the_cursor_stays_on_its_day_when_buckets_change() {
    let mut driver = driven("2 Left Left Left", 120, 36);
    for (key, bucket) in [("t", "[2025-Q1]"), ("t", "[2025]"), ("t", "[2025-"), ("t", "[20"), ("t", "[20")] {
        driver.press(key).expect("a key");
        assert!(seen(&driver).contains(bucket), "{bucket} {}", seen(&driver));
    }
}

/// `pandas`: rows of the sample by `transaction_date.dt.dayofweek` and month.
#[test]
fn weekdays_of_a_month_are_read_and_opened() {
    let mut driver = focused_then(Panel::Weekdays, "Left Down Down Down Down", 120, 36);
    let drawn = seen(&driver);
    assert!(drawn.contains("Fri in 2025-05: 252 claims"), "{drawn}");
    driver.press("Enter").expect("a key");
    let filter = driver.model.filter.to_string();
    assert_eq!(filter, "date:2025-05-02,2025-05-09,2025-05-16,2025-05-23,2025-05-30");
    assert_eq!(driver.model.shown().expect("data").summary.kpis.transactions, 252);
    driver.press("Escape v").expect("known keys");
    let drawn = seen(&driver);
    assert!(drawn.contains("Burns by weekday"), "{drawn}");
    driver.press("Enter").expect("a key");
    assert_eq!(driver.model.screen, Screen::Usage, "a filter has no burn dates");
}

#[test]
fn coupons_are_ranked_searched_and_opened() {
    let mut driver = driven("2 BTab", 120, 36);
    assert_eq!(driver.model.focused(), Panel::Coupons);
    assert!(seen(&driver).contains("Weekend Saver"), "{}", seen(&driver));
    driver.press("v").expect("a key");
    assert!(seen(&driver).contains("Coupons by claims"), "{}", seen(&driver));
    driver.press("\\").expect("a key");
    for c in "gift".chars() {
        driver.press(&c.to_string()).expect("a key");
    }
    driver.press("Enter Enter").expect("known keys");
    assert_eq!(driver.model.filter.to_string(), "coupon:\"Welcome Gift\"");
    let summary = &driver.model.shown().expect("data").summary;
    assert_eq!((summary.kpis.transactions, summary.coupons.len()), (2010, 1));
}

#[test]
fn the_share_burnt_is_a_view_and_says_its_median() {
    let driver = focused_then(Panel::DaysToBurn, "v", 120, 36);
    let drawn = seen(&driver);
    assert!(drawn.contains("Share burnt by day") && drawn.contains("half by day 47"), "{drawn}");
    let drawn = seen(&focused_then(Panel::DaysToBurn, "z", 120, 36));
    assert!(drawn.contains("median 21") && drawn.contains("half by day 47"), "{drawn}");
}

#[test]
fn rates_that_are_not_final_are_marked_in_words() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let drawn = seen(&driven("2", columns, rows));
        assert_eq!(drawn.matches("not final").count(), 2, "{drawn}");
    }
}

#[test]
fn key_figures_say_what_changed_between_whole_periods() {
    let mut driver = driven("1", 200, 50);
    let drawn = seen(&driver);
    assert!(drawn.contains("+8.0% in 2025-06 vs 2025-05"), "{drawn}");
    // Figures: `tests/fixtures/demographics/sample.json`, made by pandas: 940 after 847 customers, 21 days in both months.
    for words in ["-2.5 pp in 2025-04", "+11.0% in 2025-06 vs 2025-05", "0 days in 2025-04 vs 2025-03"] {
        assert!(drawn.contains(words), "{words}: {drawn}");
    }
    let small = seen(&driven("1", 80, 24));
    for words in ["20,000 +8.0%", "10,828 -4.2%", "54.2% -2.5 pp", "1,967 +11.0%", "median 21 "] {
        assert!(small.contains(words), "{words}: {small}");
    }
    // Of three years two are whole at the most, and the first begins with the data.
    driver.press("t t").expect("known keys");
    assert!(!seen(&driver).contains(" % in 2025"), "{}", seen(&driver));
}

#[test]
fn the_keys_of_buckets_are_whole() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let drawn = seen(&driven("2 t t t Tab Down", columns, rows));
        assert!(drawn.contains("│ 2025-06-29 "), "{drawn}");
    }
}

#[test]
fn both_heatmaps_of_weekdays_stand_where_there_is_room() {
    let drawn = seen(&driven("2", 200, 50));
    assert!(drawn.contains("Claims and burns by weekday") && drawn.matches("│ Mon ").count() == 2, "{drawn}");
    assert_eq!(seen(&focused(Panel::Weekdays, 120, 36)).matches("│ Mon ").count(), 1);
}

#[test]
fn every_panel_is_drawn_at_any_size_and_in_plain_letters() {
    let plain = Theme::mono().with_glyphs(Glyphs::Ascii);
    for (panel, keys) in [
        (Panel::Timeline, ""),
        (Panel::Timeline, "v v"),
        (Panel::Periods, "z"),
        (Panel::DaysToBurn, "v"),
        (Panel::DaysToBurn, "z"),
        (Panel::Weekdays, "z"),
        (Panel::Coupons, "z"),
    ] {
        let driver = focused_then(panel, keys, 120, 36);
        for (columns, rows) in [(0, 0), (1, 1), (60, 18), (61, 19), (80, 24), (110, 30), (200, 60)] {
            draw_at(&driver, &Theme::dark(), columns, rows);
            let drawn = text(&draw_at(&driver, &plain, columns, rows));
            let odd: String = drawn.chars().filter(|c| !c.is_ascii() && !c.is_alphabetic()).collect();
            assert!(odd.is_empty(), "{panel:?} {columns}x{rows}: {odd}\n{drawn}");
        }
    }
}
