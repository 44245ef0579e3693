//! The filter on screen: typed, completed, refused, taken away.

use segscope::app::state::job::Job;
use segscope::app::{Cmd, Msg, Overlay, keymap, selectors, update};
use segscope::ui::theme::Theme;

use crate::support::{draw, sample, text};

/// Presses one key after the other; a blank is written `Space`.
fn typed(driver: &mut segscope::app::headless::Headless, words: &str) {
    for c in words.chars() {
        driver.press(&if c == ' ' { "Space".to_owned() } else { c.to_string() }).expect("a key");
    }
}

#[test]
fn a_filter_narrows_every_number_and_esc_takes_the_newest_condition_away() {
    let mut driver = sample(120, 36);
    let all = driver.model.dataset().expect("data").summary.clone();
    driver.press("/").expect("a key");
    typed(&mut driver, "city:cairo burnt_count>=3");
    driver.press("Enter").expect("a key");
    assert_eq!(driver.model.overlay, Overlay::None);
    let both = driver.model.shown().expect("data").summary.clone();
    assert!(both.kpis.customers > 0 && both.kpis.customers < all.kpis.customers);
    assert_eq!(both.as_of, all.as_of, "as-of does not move");
    assert_eq!(both.cities.iter().filter(|c| c.customers > 0).count(), 1);
    let segments = driver.model.clusters.last().expect("segments").segments.clustered;
    assert!(segments <= both.kpis.customers);
    let drawn = text(&draw(&driver, &Theme::dark()));
    assert!(drawn.contains("city:cairo  burnt_count>=3") || drawn.contains("city:cairo   burnt_count>=3"), "{drawn}");
    assert!(drawn.contains(&format!("{} of 2,000 customers", both.kpis.customers)), "{drawn}");

    driver.press("Escape").expect("a key");
    assert_eq!(driver.model.filter.to_string(), "city:cairo");
    assert!(driver.model.shown().expect("data").summary.kpis.customers > both.kpis.customers);
    driver.press("Escape").expect("a key");
    assert_eq!(driver.model.shown().expect("data").summary, all);
    assert!(!driver.model.busy());
}

#[test]
fn segments_narrow_what_is_shown_and_never_the_clustering() {
    let mut driver = sample(120, 36);
    let before = driver.model.clusters.last().expect("segments").clone();
    driver.press("/").expect("a key");
    typed(&mut driver, "segment:2");
    driver.press("Enter").expect("a key");
    let after = driver.model.clusters.last().expect("segments");
    assert!(std::sync::Arc::ptr_eq(&before, after), "nothing is clustered anew");
    let shown = driver.model.shown().expect("data");
    assert_eq!(shown.summary.kpis.customers, before.segments.list[1].customers);
    driver.press("6").expect("a key");
    assert_eq!(selectors::rows(&driver.model, driver.model.focused()) as u64, before.segments.list[1].customers);
    let drawn = text(&draw(&driver, &Theme::dark()));
    assert!(drawn.contains("2■") && !drawn.contains("1■"), "{drawn}");
    // More segments: the second is another one now, and the filter follows.
    driver.press("+").expect("a key");
    let list = &driver.model.clusters.last().expect("segments").segments.list;
    assert_eq!(driver.model.shown().expect("data").summary.kpis.customers, list[1].customers);
    driver.press("Escape").expect("a key");
    assert!(driver.model.shown.is_none() && driver.model.filter.is_empty());
}

#[test]
fn a_segment_that_is_gone_is_taken_out_of_the_filter() {
    let mut driver = sample(120, 36);
    let k = driver.model.clusters.last().expect("segments").clustering.k;
    driver.press("/").expect("a key");
    typed(&mut driver, &format!("segment:{k}"));
    driver.press("Enter -").expect("keys");
    assert!(driver.model.filter.is_empty() && driver.model.shown.is_none() && !driver.model.busy());
    assert!(driver.model.notice.as_deref().is_some_and(|n| n.contains("Removed")), "{:?}", driver.model.notice);
}

#[test]
fn what_is_wrong_is_said_under_the_word_and_the_filter_stays() {
    for (words, reason) in [("city:Kairo", "Cairo"), ("citty:Cairo", "city"), ("burnt_count>=many", "number")] {
        let mut driver = sample(80, 24);
        driver.press("/").expect("a key");
        typed(&mut driver, words);
        driver.press("Enter").expect("a key");
        let drawn = text(&draw(&driver, &Theme::dark()));
        assert!(drawn.contains(reason) && matches!(driver.model.overlay, Overlay::Filter(_)), "{words}: {drawn}");
        assert!(driver.model.filter.is_empty() && !driver.model.busy());
        driver.press("Escape").expect("a key");
        assert_eq!(driver.model.overlay, Overlay::None);
    }
}

#[test]
fn names_are_completed_while_typing() {
    let mut driver = sample(80, 24);
    driver.press("/ c i Tab C a i Tab Enter").expect("keys");
    assert_eq!(driver.model.filter.to_string(), "city:Cairo");
    driver.press("/ b u r n t _ c Tab > = 3").expect("keys");
    let drawn = text(&draw(&driver, &Theme::dark()));
    assert!(drawn.contains("city:Cairo burnt_count>=3"), "{drawn}");
    driver.press("ctrl-w Enter").expect("keys");
    assert_eq!(driver.model.filter.to_string(), "city:Cairo");
    driver.press("/ ctrl-u q Escape").expect("keys");
    assert!(!driver.model.quit, "letters are text");
    driver.press("/ ctrl-u Enter").expect("keys");
    assert!(driver.model.filter.is_empty());
}

#[test]
fn a_paste_goes_into_the_field() {
    let mut model = sample(120, 36).model;
    update(&mut model, Msg::Key(keymap::parse("/").expect("a key")));
    update(&mut model, Msg::Paste("city:Giza\n".into()));
    let Overlay::Filter(prompt) = &model.overlay else { panic!("the prompt is open") };
    assert_eq!(prompt.text, "city:Giza ");
}

#[test]
fn closing_the_prompt_stops_the_filter_under_way() {
    let mut model = sample(120, 36).model;
    for key in ["/", "c", "i", "t", "y", ":", "G", "i", "z", "a"] {
        update(&mut model, Msg::Key(keymap::parse(key).expect("a key")));
    }
    let Some(Cmd::Filter(..)) = update(&mut model, Msg::Key(keymap::parse("Enter").expect("a key"))) else {
        panic!("enter filters")
    };
    assert!(model.busy());
    let cancelled = update(&mut model, Msg::Key(keymap::parse("Escape").expect("a key")));
    assert!(matches!(cancelled, Some(Cmd::Cancel(Job::Filter))));
    assert!(model.filter.is_empty() && !model.busy());
}

#[test]
fn a_filter_that_keeps_nobody_shows_empty_screens() {
    let mut driver = sample(120, 36);
    driver.press("/").expect("a key");
    typed(&mut driver, "burnt_count>=100000");
    driver.press("Enter").expect("a key");
    assert_eq!(driver.model.shown().expect("data").summary.kpis.customers, 0);
    for screen in 1..=7 {
        driver.press(&screen.to_string()).expect("a key");
        draw(&driver, &Theme::dark());
    }
    driver.press("Escape").expect("a key");
    assert!(driver.model.clusters.last().is_some());
}
