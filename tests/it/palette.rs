//! The palette: what is typed is found, and `enter` does it.

use segscope::analysis::KChoice;
use segscope::app::headless::Headless;
use segscope::app::palette::{Does, palette};
use segscope::app::state::overlay::OverlayKind;
use segscope::app::state::overlay::palette::Palette;
use segscope::app::state::overlay::prompt::Prompt;
use segscope::app::{Msg, Overlay, Panel, Screen, keymap, update};
use segscope::cluster::{Algorithm, Scaling};
use segscope::measures::Granularity;
use strum::IntoEnumIterator;
use tempfile::tempdir;

use crate::support::{driven, sample, seen};

/// Opens the palette and types into it.
fn asked(driver: &mut Headless, words: &str) {
    driver.press(":").expect("a key");
    for c in words.chars() {
        driver.press(&if c == ' ' { "Space".to_owned() } else { c.to_string() }).expect("a key");
    }
}

fn run(driver: &mut Headless, words: &str) {
    asked(driver, words);
    driver.press("Enter").expect("a key");
}

/// The first entries for a text.
fn found(driver: &mut Headless, words: &str) -> Vec<(String, &'static str)> {
    asked(driver, words);
    let Overlay::Palette(open) = &driver.model.overlay else { panic!("the palette is open") };
    let entries = palette(&driver.model, open).into_iter().map(|entry| (entry.text, entry.group)).collect();
    driver.press("Escape").expect("a key");
    entries
}

/// Why the palette did not do it.
fn refused(driver: &mut Headless, words: &str) -> String {
    run(driver, words);
    let Overlay::Palette(open) = &driver.model.overlay else { panic!("{words} was done") };
    let why = open.error.clone().expect("a reason");
    driver.press("Escape").expect("a key");
    why
}

#[test]
fn a_few_letters_find_panels_screens_features_and_names() {
    let mut driver = sample(120, 36);
    let first = |found: &[(String, &'static str)]| found.first().map(|(text, group)| (text.clone(), *group));
    for (typed, text, group) in [
        ("reten", "Retention", "panel"),
        ("loyalty", "Loyalty", "screen"),
        ("recency", "Recency", "panel"),
        ("burnt_ra", "burnt_ratio", "feature"),
        ("cairo", "Cairo", "city"),
        ("city gi", "Giza", "city"),
    ] {
        assert_eq!(first(&found(&mut driver, typed)), Some((text.to_owned(), group)), "{typed}");
    }
    for (typed, text, group) in [
        ("experi", "Experiment: treated customers and a control group", "key"),
        ("clusters: 3", "Clusters: 3-D", "view"),
        ("who should get", "plan a coupon budget", "key"),
        ("cluster by", "choose features: presets, single features", "key"),
        ("magnify", "zoom out, zoom in", "key"),
    ] {
        assert_eq!(first(&found(&mut driver, typed)), Some((text.to_owned(), group)), "{typed}");
    }
    assert!(found(&mut driver, "zzzz").is_empty());
    run(&mut driver, "reten");
    assert_eq!((driver.model.screen, driver.model.focused()), (Screen::Loyalty, Panel::Retention));
    assert_eq!(driver.model.overlay, Overlay::None);
}

#[test]
fn every_panel_view_and_dialog_is_found_by_its_title() {
    let mut driver = sample(120, 36);
    asked(&mut driver, "");
    let titles = OverlayKind::iter().map(OverlayKind::title).filter(|title| {
        // Pages of one row have no title of their own, and the palette is open.
        !["", "Rows", "Customer", "Segment", "Commands"].contains(title)
    });
    let Overlay::Palette(open) = &driver.model.overlay else { panic!("the palette is open") };
    for title in titles {
        let palette = palette(&driver.model, &Palette { prompt: Prompt::with(title), ..open.clone() });
        assert!(
            palette.iter().take(8).any(|entry| entry.also.contains(title) || entry.text.contains(title)),
            "{title}"
        );
    }
}

#[test]
fn what_a_dialog_opens_is_reached_from_every_screen() {
    for screen in ["1", "2", "3", "4", "5", "6", "7"] {
        let mut driver = driven(screen, 120, 36);
        run(&mut driver, "experi");
        assert!(seen(&driver).contains("Experiment  treated customers"), "{screen}: {}", seen(&driver));
        driver.press("Escape b").expect("keys");
        assert!(seen(&driver).contains("Who should get coupons"), "{screen}: the budget opens as itself");
    }
    let mut driver = driven("4", 120, 36);
    run(&mut driver, "clusters: 3-d");
    assert_eq!((driver.model.focused(), driver.model.view_name(Panel::Scatter)), (Panel::Scatter, Some("3-D")));
    driver.press("4").expect("a key");
    run(&mut driver, "retention by gender");
    assert!(seen(&driver).contains("Retention by gender"), "{}", seen(&driver));
    driver.press("Escape Escape").expect("keys");
    // A key that does nothing here says where it does.
    assert_eq!(refused(&mut driver, "compare marked"), "c compares segments on Overview (1) and Segments (5)");
}

#[test]
fn values_are_set_at_once() {
    let mut driver = sample(120, 36);
    run(&mut driver, "k 5");
    let clustering = |driver: &Headless| driver.model.clusters.last().expect("segments").clustering.clone();
    assert_eq!((driver.model.choice.k, clustering(&driver).k), (KChoice::Fixed(5), 5));
    run(&mut driver, "scale rob");
    assert_eq!(driver.model.choice.scaling, Scaling::Robust);
    run(&mut driver, "features rfm");
    assert_eq!(driver.model.prepared.as_ref().expect("a matrix").features.len(), 3);
    run(&mut driver, "features recency_days,burnt_ratio");
    assert_eq!(driver.model.prepared.as_ref().expect("a matrix").features, ["recency_days", "burnt_ratio"]);
    run(&mut driver, "seed 7");
    assert_eq!(driver.model.choice.method.seed, 7);
    run(&mut driver, "time quarter");
    assert_eq!(driver.model.granularity, Granularity::Quarter);
    run(&mut driver, "algorithm hier");
    assert_eq!(clustering(&driver).params.algorithm(), Algorithm::Hierarchical);
    run(&mut driver, "k auto");
    assert_eq!(driver.model.choice.k, KChoice::Auto);
    run(&mut driver, "filter city:cairo gender:female");
    assert_eq!(driver.model.dataset().expect("data").filter.to_string(), "city:cairo gender:female");
    // A name goes into the filter, and out again.
    run(&mut driver, "giza");
    assert!(driver.model.filter.to_string().contains("city:Giza"), "{}", driver.model.filter);
    run(&mut driver, "giza");
    assert!(!driver.model.filter.to_string().contains("Giza"), "{}", driver.model.filter);
}

#[test]
fn what_is_wrong_is_said_and_can_be_mended() {
    let mut driver = sample(120, 36);
    assert_eq!(refused(&mut driver, "k 1"), "2 segments is the minimum");
    assert_eq!(refused(&mut driver, "k 99"), "35 segments is the maximum here");
    assert!(refused(&mut driver, "features recencydays").contains("recency_days"));
    assert!(refused(&mut driver, "seed x").contains("whole number"));
    assert!(refused(&mut driver, "scale q").contains("no scaling \"q\""));
    assert_eq!(refused(&mut driver, "customer nobody"), "there is no customer \"nobody\"");
    assert!(refused(&mut driver, "export notes.doc").contains(".csv .html .json"));
    assert!(refused(&mut driver, "seed ").contains("seed of the clustering"));
    run(&mut driver, "filter city=");
    assert!(matches!(&driver.model.overlay, Overlay::Filter(prompt) if prompt.error.is_some()));
}

#[test]
fn a_customer_is_opened_by_id_and_a_file_is_written_by_name() {
    let mut driver = sample(120, 36);
    run(&mut driver, "customer 17");
    let Overlay::Customer(page) = &driver.model.overlay else { panic!("a customer is open") };
    assert_eq!(page.features.customer_ids.text(page.customer), "17");
    driver.press("Escape").expect("a key");
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("segments.csv");
    run(&mut driver, &format!("export {}", path.display()));
    let written = std::fs::read_to_string(&path).expect("the file");
    assert_eq!(written.lines().count(), 2001, "a header and 2,000 customers");
    run(&mut driver, &format!("export {}", path.display()));
    assert!(seen(&driver).contains("exists"), "an existing file is not overwritten without a question");
}

#[test]
fn every_entry_does_something_and_none_panics() {
    let driver = sample(100, 30);
    let mut open = driver.clone();
    open.press(":").expect("a key");
    let Overlay::Palette(empty) = &open.model.overlay else { panic!("the palette is open") };
    let entries = palette(&open.model, empty);
    assert!(entries.len() > 100);
    let enter = keymap::parse("Enter").expect("a key");
    for (at, entry) in entries.iter().enumerate() {
        // What follows from it is work of others, and is not waited for.
        let mut model = open.model.clone();
        let Overlay::Palette(palette) = &mut model.overlay else { panic!("the palette is open") };
        palette.prompt.choice = at;
        update(&mut model, Msg::Key(enter));
        let waits = matches!(entry.does, Does::Write(_) | Does::Refuse(_));
        assert_eq!(matches!(model.overlay, Overlay::Palette(_)), waits, "{entry:?}");
    }
}

#[test]
fn what_was_typed_comes_back() {
    let mut driver = sample(120, 36);
    run(&mut driver, "k 5");
    run(&mut driver, "scale robust");
    driver.press(": Up").expect("keys");
    let text = |driver: &Headless| match &driver.model.overlay {
        Overlay::Palette(open) => open.prompt.text.clone(),
        Overlay::Filter(prompt) => prompt.text.clone(),
        _ => String::new(),
    };
    assert_eq!(text(&driver), "scale robust");
    driver.press("Up").expect("a key");
    assert_eq!(text(&driver), "k 5");
    driver.press("Enter / a g e > 3 Enter Escape / Up").expect("keys");
    assert_eq!(driver.model.choice.k, KChoice::Fixed(5));
    assert_eq!(text(&driver), "age>3");
}

/// The rows of the screen from below.
fn bottom(driver: &Headless) -> Vec<String> {
    seen(driver).lines().rev().map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn the_command_of_the_screen_is_shown_when_it_is_asked_for() {
    let mut driver = sample(120, 36);
    assert!(!bottom(&driver).concat().contains('$'), "off by default");
    run(&mut driver, "command on");
    driver.model.command = Some(format!("segscope report --filter {} --k 5", "x".repeat(200)));
    let rows = bottom(&driver);
    assert!(rows[0].ends_with(" ? keys  q quit"), "{}", rows[0]);
    assert!(rows[1].starts_with(" $ segscope report --filter xxx") && rows[1].ends_with("xxx --k 5"), "{}", rows[1]);
    assert!(rows[1].contains('…') && rows[1].chars().count() <= 120 && rows[2].contains('╯'), "{rows:?}");
    run(&mut driver, "command off");
    assert!(bottom(&driver)[1].contains('╯'));
    assert_eq!(refused(&mut driver, "command maybe"), "command: on or off");
}

#[test]
fn a_small_screen_shows_the_command_beside_two_keys() {
    let mut driver = sample(80, 24);
    let body = bottom(&driver)[1..].to_vec();
    run(&mut driver, "command on");
    driver.model.command = Some("segscope report --k 5".to_owned());
    let rows = bottom(&driver);
    assert_eq!(rows[0], " ? keys  q quit  $ segscope report --k 5");
    assert_eq!(rows[1..], body, "no panel lost a row");
    // A dialog needs its keys.
    driver.press("a").expect("a key");
    assert!(!bottom(&driver)[0].contains('$'), "{}", bottom(&driver)[0]);
}
