//! Screens driven by key strings through the real `update`, drawn at several sizes, text and style in the snapshot.

use segscope::ui::theme::{ColorLevel, Glyphs, Theme, ThemeChoice};

use crate::support::{draw, draw_at, sample, snapshot, text};

fn shot(keys: &str, columns: u16, rows: u16) -> String {
    let mut driver = sample(columns, rows);
    driver.press(keys).expect("known keys");
    snapshot(&draw(&driver, &Theme::dark()))
}

#[test]
fn overview_at_every_size() {
    for (columns, rows) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        insta::assert_snapshot!(format!("overview_{columns}x{rows}"), shot("", columns, rows));
    }
}

#[test]
fn every_other_screen() {
    let screens = ["usage", "places", "loyalty", "segments", "customers", "quality"];
    for (number, name) in screens.iter().enumerate().map(|(i, name)| (i + 2, name)) {
        for (columns, rows) in [(80, 24), (120, 36)] {
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), shot(&number.to_string(), columns, rows));
        }
    }
}

#[test]
fn overlays_and_views() {
    for (name, keys) in [
        ("help", "?"),
        ("features", "f Down"),
        ("features_marked", "f Down Down Down Down Down Space Down Down Space S S S S"),
        ("maximised", "z"),
        ("k_by_hand", "5 + x"),
        ("by_year", "2 t t v"),
        ("rows", "7 Enter"),
        ("filter", "/ c i t y : C"),
        ("filtered", "/ c i t y : C a i r o Enter"),
    ] {
        insta::assert_snapshot!(name, shot(keys, 80, 24));
    }
}

#[test]
fn a_small_terminal_is_told_what_is_needed() {
    let driver = sample(59, 18);
    assert!(text(&draw(&driver, &Theme::dark())).contains("segscope needs 60x18, this is 59x18"));
}

#[test]
fn no_size_panics() {
    let mut driver = sample(120, 36);
    // The last has the feature picker over it.
    for keys in ["1", "2", "3", "4", "5", "6", "7", "f G"] {
        driver.press(keys).expect("keys");
        for columns in (0..=3).chain([20, 59, 60, 61, 79, 109, 110, 111, 300]) {
            for rows in (0..=3).chain([17, 18, 19, 29, 30, 31, 100]) {
                draw_at(&driver, &Theme::dark(), columns, rows);
            }
        }
    }
}

#[test]
fn ascii_draws_nothing_but_ascii() {
    let theme = Theme::dark().with_glyphs(Glyphs::Ascii);
    for screen in ["1", "2", "3", "4", "5", "6", "7", "f G"] {
        let mut driver = sample(120, 36);
        driver.press(screen).expect("keys");
        let text = text(&draw(&driver, &theme));
        let strange: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
        // Names in the data may be anything; what the program draws may not.
        let names = "é";
        assert!(strange.iter().all(|c| names.contains(*c)), "screen {screen}: {strange:?}\n{text}");
    }
}

#[test]
fn mono_has_no_colour_and_says_segments_by_number() {
    let theme = Theme::choose(ThemeChoice::Auto, None, ColorLevel::Mono, Glyphs::Braille);
    let driver = sample(120, 36);
    let buffer = draw(&driver, &theme);
    assert!(
        buffer.content.iter().all(|c| c.fg == ratatui::style::Color::Reset && c.bg == ratatui::style::Color::Reset)
    );
    let text = text(&buffer);
    assert!(text.contains("1111") || text.contains("2222"), "the scatter draws numbers:\n{text}");
}

#[test]
fn plus_and_minus_change_the_segments() {
    let mut driver = sample(120, 36);
    let k = driver.model.clusters.last().expect("segments").clustering.k;
    driver.press("+").expect("a key");
    assert_eq!(driver.model.clusters.last().expect("segments").clustering.k, k + 1);
    assert!(text(&draw(&driver, &Theme::dark())).contains(&format!("k={}", k + 1)));
    driver.press("- -").expect("keys");
    assert_eq!(driver.model.clusters.last().expect("segments").clustering.k, k - 1);
    driver.press(&"- ".repeat(40)).expect("keys");
    assert_eq!(driver.model.clusters.last().expect("segments").clustering.k, 2);
    assert!(driver.model.notice.is_some(), "says why nothing happened");
}

#[test]
fn tab_goes_round_the_panels_and_z_shows_one() {
    let mut driver = sample(80, 24);
    let first = driver.model.focused();
    driver.press("Tab").expect("a key");
    assert_ne!(driver.model.focused(), first);
    driver.press("BTab z").expect("keys");
    let text = text(&draw(&driver, &Theme::dark()));
    assert!(text.contains("Clusters") && !text.contains("Gender"), "{text}");
}

#[test]
fn the_picker_shows_what_enter_takes() {
    let mut driver = sample(120, 36);
    driver.press("f").expect("a key");
    let marked = |driver: &segscope::app::headless::Headless| {
        let text = text(&draw(driver, &Theme::dark()));
        text.matches("[x]").count()
    };
    assert_eq!(marked(&driver), 3, "the preset in use");
    driver.press("Down").expect("a key");
    assert_eq!(marked(&driver), 5, "the preset under the cursor");
    driver.press("Down Down").expect("keys");
    assert_eq!(marked(&driver), 3, "below the presets, the marks");
    driver.press("G k Space S Enter").expect("keys");
    let segments = driver.model.clusters.last().expect("segments");
    let last: Vec<&str> = segments.prepared.features.iter().rev().take(2).map(String::as_str).collect();
    assert_eq!((segments.prepared.features.len(), last), (5, vec!["gender_onehot:Male", "gender_onehot:Female"]));
    assert_eq!(segments.choice.scaling.to_string(), "minmax", "S in the picker");
    driver.press("f").expect("a key");
    assert_eq!(marked(&driver), 4, "the family is one mark");
    driver.press("Esc").expect("a key");
    assert_eq!(
        driver.model.choice.features.last().map(String::as_str),
        Some("gender_onehot"),
        "closed, nothing changed"
    );
}

#[test]
fn the_picker_warns_as_marks_change() {
    let mut driver = sample(120, 36);
    driver.press("f Down").expect("keys");
    let shown = text(&draw(&driver, &Theme::dark()));
    assert!(shown.contains("claimed_ratio and burnt_ratio (r = -1.00)"), "{shown}");
    driver.press("Up").expect("a key");
    assert!(text(&draw(&driver, &Theme::dark())).contains("no feature dominates"));
    driver.press("S S S S").expect("keys");
    let shown = text(&draw(&driver, &Theme::dark()));
    assert!(shown.contains("recency_days holds 99.7% of the variance"), "{shown}");
}

#[test]
fn features_and_scaling_cluster_again() {
    let mut driver = sample(120, 36);
    driver.press("f g Down Enter").expect("keys");
    let features = &driver.model.clusters.last().expect("segments").prepared.features;
    assert_eq!(features.len(), 5, "the classic preset: {features:?}");
    driver.press("S").expect("a key");
    assert_eq!(driver.model.clusters.last().expect("segments").choice.scaling.to_string(), "minmax");
}
