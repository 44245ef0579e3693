//! Saved views: `M` saves one, `'` goes to one, in this session and from a file.

use std::fs;
use std::sync::Arc;

use segscope::analysis::{Choice, KChoice};
use segscope::app::headless::Headless;
use segscope::app::state::saved::Saved;
use segscope::app::{Overlay, Panel, Screen, Settings};
use segscope::cluster::{Algorithm, Method, Scaling};
use segscope::measures::Granularity;
use segscope::views_file;
use tempfile::tempdir;

use crate::support::{sample, seen, settings, tools};

fn typed(driver: &mut Headless, words: &str) {
    for c in words.chars() {
        driver.press(&if c == ' ' { "Space".to_owned() } else { c.to_string() }).expect("a key");
    }
}

/// The dashboard on the sample; what is swept again is swept quickly.
fn quick() -> Headless {
    let mut driver = sample(120, 36);
    (driver.model.choice.k_max, driver.model.choice.method.restarts) = (4, 2);
    driver
}

/// Settings that are swept quickly.
fn few() -> Choice {
    Choice { k_max: 3, method: Method { restarts: 2, ..Method::default() }, ..Choice::default() }
}

fn run(driver: &mut Headless, words: &str) {
    driver.press(":").expect("a key");
    typed(driver, words);
    driver.press("Enter").expect("a key");
}

#[test]
fn a_view_brings_back_screen_filter_and_clustering() {
    let mut driver = quick();
    driver.press("'").expect("a key");
    assert_eq!(driver.model.notice.as_deref(), Some("' goes to a saved view, and there is none; M saves one"));
    for command in ["k 4", "scale robust", "features rfm", "time quarter", "filter city:Cairo"] {
        run(&mut driver, command);
    }
    driver.press("5 BTab M").expect("keys");
    typed(&mut driver, "Cairo");
    let screen = seen(&driver);
    assert!(screen.contains(":save Cairo"), "{screen}");
    driver.press("Enter").expect("a key");
    assert_eq!(driver.model.notice.as_deref(), Some("view saved: Cairo; ' goes there, for this session only"));

    driver.press("1").expect("a key");
    for command in ["filter ", "scale zscore", "features behaviour", "time month", "k auto", "algorithm gmm"] {
        run(&mut driver, command);
    }
    assert_ne!(driver.model.choice.method.algorithm, Algorithm::KMeans);
    driver.press("'").expect("a key");
    let screen = seen(&driver);
    assert!(screen.contains("Cairo") && screen.contains("Segments k 4 rfm robust city:Cairo"), "{screen}");
    driver.press("Enter").expect("a key");
    let model = &driver.model;
    assert_eq!(
        (model.screen, model.focused(), model.overlay == Overlay::None),
        (Screen::Segments, Panel::Profiles, true)
    );
    let dataset = model.dataset().expect("data");
    assert_eq!((dataset.filter.to_string().as_str(), model.granularity), ("city:Cairo", Granularity::Quarter));
    let shown = model.clusters.last().expect("segments");
    assert_eq!(shown.choice.k, KChoice::Fixed(4));
    assert_eq!((shown.choice.scaling, shown.choice.method.algorithm), (Scaling::Robust, Algorithm::KMeans));
    assert_eq!((shown.segments.list.len(), shown.prepared.features.len()), (4, 3));
    assert!(Arc::ptr_eq(&shown.features, &dataset.features), "the segments are those of the filtered customers");
    // The same again changes nothing.
    driver.press("' Enter").expect("keys");
    assert_eq!(driver.model.clusters.last().expect("segments").segments.list.len(), 4);
}

#[test]
fn a_view_with_segments_in_its_filter_is_found_again() {
    let mut driver = quick();
    for command in ["k 3", "filter segment:2", "save two of three"] {
        run(&mut driver, command);
    }
    let customers = |driver: &Headless| driver.model.shown.as_ref().map(|shown| shown.customers.len());
    let two = customers(&driver);
    for command in ["filter ", "k 5", "view two of three"] {
        run(&mut driver, command);
    }
    let shown = driver.model.clusters.last().expect("segments");
    assert_eq!((shown.segments.list.len(), driver.model.filter.to_string().as_str()), (3, "segment:2"));
    assert!(two.is_some());
    assert_eq!(customers(&driver), two);
}

#[test]
fn names_are_checked_and_views_removed() {
    let mut driver = quick();
    driver.press("M Enter").expect("keys");
    assert_eq!(driver.model.saved.list[0].name, "Overview", "without a name it says what it shows");
    let refused = |driver: &mut Headless, words: &str| {
        run(driver, words);
        let Overlay::Palette(open) = &driver.model.overlay else { panic!("{words} was done") };
        let why = open.error.clone().expect("a reason");
        driver.press("Escape").expect("a key");
        why
    };
    assert!(refused(&mut driver, "save last time").starts_with("\"last time\" is where the last session ended"));
    assert!(refused(&mut driver, "view nowhere").starts_with("there is no view \"nowhere\""));
    run(&mut driver, "save b");
    run(&mut driver, "save Overview");
    let names = |driver: &Headless| driver.model.saved.list.iter().map(|view| view.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&driver), ["Overview", "b"]);
    run(&mut driver, "remove b");
    assert_eq!(names(&driver), ["Overview"]);
}

#[test]
fn views_are_in_a_file_that_others_can_use() {
    let folder = tempdir().expect("a folder");
    let file = folder.path().join("views.json");
    let saved = |list| Saved { list, file: Some(Arc::new(file.clone())), ..Saved::default() };
    let start = |list| {
        Headless::start(Settings { saved: saved(list), choice: few(), ..settings() }, tools(Vec::new()), (120, 36))
    };
    let mut driver = start(Vec::new());
    run(&mut driver, "filter city:Cairo");
    run(&mut driver, "save Cairo");
    assert_eq!(driver.model.notice.as_deref(), Some("view saved: Cairo; ' goes there"));
    assert!(driver.model.saved.unsaved.is_empty(), "it is in the file");
    let text = fs::read_to_string(&file).expect("the file");
    assert!(text.contains("segscope/views/1") && text.contains("\"filter\": \"city:Cairo\""), "{text}");

    // With a view of other data: what is missing is said, and nothing changes.
    let other = text.replace("\"filter\": \"city:Cairo\"", "\"features\": \"shoe_size\"").replace("Cairo", "shoes");
    let mut driver = start(views_file::read(&other).expect("views"));
    run(&mut driver, "view shoes");
    let Overlay::Palette(open) = &driver.model.overlay else { panic!("it went to the shoes") };
    assert!(open.error.as_ref().expect("a reason").contains("shoe_size"));
    driver.press("Escape").expect("a key");
    let other = text.replace("city:Cairo", "city:Atlantis");
    driver.model.saved.list = views_file::read(&other).expect("views");
    run(&mut driver, "view Cairo");
    let notice = driver.model.notice.clone().unwrap_or_default();
    assert!(notice.contains("Atlantis") && notice.ends_with("Removed from the filter"), "{notice}");

    // A file that was damaged meanwhile is left as it is.
    fs::write(&file, "{").expect("written");
    run(&mut driver, "save again");
    let notice = driver.model.notice.clone().unwrap_or_default();
    assert!(notice.starts_with("views are not saved: the file is cut off"), "{notice}");
    assert_eq!(fs::read_to_string(&file).expect("the file"), "{");
}

#[test]
fn the_last_session_comes_back_without_what_the_data_lacks_now() {
    let list = views_file::read(
        r#"{"schema": "segscope/views/1", "views": [{"name": "last time", "screen": "loyalty", "panel": "gaps",
            "maximised": true, "options": {"filter": "city:Atlantis gender:female", "k": "3"}}]}"#,
    );
    let last = list.expect("views").remove(0);
    let choice = Choice { k: last.choice.k, ..few() };
    let filter = last.filter.clone();
    let saved = Saved { last: Some(last), restores: true, ..Saved::default() };
    let driver = Headless::start(Settings { saved, choice, filter, ..settings() }, tools(Vec::new()), (120, 36));
    let model = &driver.model;
    assert_eq!((model.screen, model.focused(), model.maximised), (Screen::Loyalty, Panel::Gaps, true));
    assert_eq!(model.dataset().expect("data").filter.to_string(), "gender:female");
    assert_eq!(model.clusters.last().expect("segments").segments.list.len(), 3);
}
