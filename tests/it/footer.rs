//! The footer names every key that does something here, and none that does not.

use ratatui::buffer::Buffer;
use segscope::app::headless::Headless;
use segscope::app::keymap::{self, KEYMAP};
use segscope::app::own_keys::OwnKeys;
use segscope::app::{Model, Msg, Screen, selectors, update};
use segscope::ui::theme::Theme;

use crate::support::{draw_at, sample, seen};

/// Keys that the footer leaves to the help: they move the cursor or go back as everywhere, and stop the program.
const EVERYWHERE: [&str; 8] = [
    "open a screen",
    "one row up, down",
    "first row, last row",
    "half a page up, down; one page up, down",
    "back, forward through screens and filters",
    "back: dialog, marks, job, drill-down, filter",
    "suspend; `fg` in the shell returns",
    "quit from anywhere",
];

/// What is on screen but for the footer, with its styles.
fn body(driver: &Headless) -> Buffer {
    let mut buffer = draw_at(driver, &Theme::dark(), 120, 36);
    (0..120).for_each(|x| buffer[(x, 35)].reset());
    buffer
}

fn footer(driver: &Headless) -> String {
    format!("{} ", seen(driver).lines().last().unwrap_or_default())
}

/// Whether a key does something: a command, the end, another picture, or a message that is no refusal.
fn does(driver: &Headless, key: &str) -> bool {
    let event = keymap::parse(key).expect("a key");
    let mut after = driver.clone();
    let cmd = update(&mut after.model, Msg::Key(event));
    let said = after.model.notice.as_deref().is_some_and(|notice| !notice.starts_with(&format!("{key} ")));
    cmd.is_some() || after.model.quit || said || body(&after) != body(driver)
}

/// The dashboard on each panel of each screen, wide enough for every key.
fn on_every_panel(mut check: impl FnMut(&Headless, &str)) {
    let has = |model: &Model, screen: Screen| screen.panels().iter().filter(|p| selectors::has(model, **p)).count();
    for screen in Screen::all() {
        let mut driver = sample(400, 36);
        driver.press(&screen.number().to_string()).expect("a key");
        for _ in 0..has(&driver.model, screen) {
            let place = format!("{screen:?}, {:?}", driver.model.focused());
            check(&driver, &place);
            driver.press("Tab").expect("a key");
            driver.model.notice = None;
        }
    }
}

#[test]
fn every_key_of_the_footer_does_something() {
    on_every_panel(|driver, place| {
        let shown = footer(driver);
        for binding in KEYMAP.iter().filter(|binding| keymap::works(binding, &driver.model)) {
            let Some(label) = binding.footer else { continue };
            let keys = binding.footer_keys(&OwnKeys::default());
            assert!(shown.contains(&format!(" {keys} {label} ")), "{place}: {keys} {label} in\n{shown}");
            // At an end one of two directions has nowhere to go.
            let one = keys.split(' ').any(|key| does(driver, key));
            assert!(one, "{place}: {keys} {label} does nothing");
        }
    });
}

#[test]
fn every_key_that_works_is_in_the_footer() {
    on_every_panel(|driver, place| {
        let shown = footer(driver);
        for binding in KEYMAP {
            let works = keymap::works(binding, &driver.model);
            assert!(
                !works || binding.footer.is_some() || EVERYWHERE.contains(&binding.help),
                "{place}: {}",
                binding.help
            );
            let is_shown = binding.footer.is_some_and(|label| {
                shown.contains(&format!(" {} {label} ", binding.footer_keys(&OwnKeys::default())))
            });
            assert!(works || !is_shown, "{place}: {} in\n{shown}", binding.help);
            // What is not in it changes nothing.
            for (key, _) in binding.keys.iter().filter(|_| !works) {
                assert!(!does(driver, &key.to_string()), "{place}: {key} is no key of the footer, and does something");
            }
        }
    });
}

/// The words that a footer can consist of: each key with its label.
fn entries(driver: &Headless) -> Vec<String> {
    let entry = |binding: &keymap::Binding| {
        let label = keymap::label(&driver.model, binding)?;
        Some(format!(" {} {label} ", binding.footer_keys(&OwnKeys::default())))
    };
    keymap::bindings(&driver.model).iter().filter_map(entry).collect()
}

#[test]
fn a_footer_without_room_for_every_key_says_where_they_are() {
    let mut cut = 0;
    for (columns, rows) in [(60, 18), (80, 24), (120, 36), (400, 36)] {
        for keys in [
            "1", "1 BTab", "2", "3 Tab", "4", "5", "5 BTab", "6", "7", "5 c", "6 Enter", "6 o", "a", "f", "b", "b v",
            "m", "m Enter", ":", "/", "\\", "e", "i", "B", "1 Tab u",
        ] {
            let mut driver = sample(columns, rows);
            driver.press(keys).expect("keys");
            driver.model.notice = None;
            let shown = footer(&driver);
            let entries = entries(&driver);
            let is_complete = entries.iter().all(|entry| shown.contains(entry.as_str()));
            let place = format!("{columns}x{rows} {keys}: {shown}");
            assert_eq!(is_complete, !shown.contains('…'), "{place}");
            cut += usize::from(!is_complete);
            // Nothing is cut in a word, and the way out is named, and the list of keys where it can be opened.
            let rest =
                entries.iter().fold(shown.replace(" … ", ""), |rest, entry| rest.replacen(entry.as_str(), "", 1));
            assert_eq!(rest.trim(), "", "{place}");
            assert!(["quit ", "close ", "cancel ", "back "].iter().any(|out| shown.contains(out)), "{place}");
            assert!([" ? keys ", " F1 keys "].iter().any(|help| shown.contains(help)), "{place}");
        }
    }
    assert!(cut > 10, "{cut}");
}

#[test]
fn the_footer_begins_with_what_the_panel_is_for() {
    for (keys, first) in [
        ("1", " tab panel  t time  v view  / filter  + - k "),
        ("3", " enter open  tab panel  s sort "),
        ("4", " enter open  tab panel  w cohorts "),
        ("6", " enter open  s sort  o columns "),
    ] {
        let mut driver = sample(80, 24);
        driver.press(keys).expect("keys");
        driver.model.notice = None;
        assert!(footer(&driver).starts_with(first), "{keys}: {}", footer(&driver));
    }
}
