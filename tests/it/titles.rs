//! The title of a panel says which of its views is on, and which panels share its place.

use segscope::app::headless::Headless;
use segscope::app::{Screen, selectors};

use crate::support::{sample, seen};

/// The frame of the panel, from its upper corner to the other: its title and note.
fn title(driver: &Headless) -> String {
    let text = seen(driver);
    let top = text.lines().find(|line| line.starts_with('╭')).unwrap_or_default();
    top.trim_matches(['╭', '╮', '─', ' ']).to_lowercase()
}

#[test]
fn the_view_that_is_on_is_named_in_the_title() {
    let mut views_seen = 0;
    for screen in Screen::all() {
        let mut driver = sample(120, 36);
        driver.press(&screen.number().to_string()).expect("a key");
        let panels = screen.panels().iter().filter(|panel| selectors::has(&driver.model, **panel)).count();
        for _ in 0..panels {
            let panel = driver.model.focused();
            driver.press("z").expect("a key");
            // The title is another in each view, and is the same again after all of them.
            let mut titles: Vec<String> = Vec::new();
            for view in driver.model.views_of(panel) {
                assert_eq!(driver.model.view_name(panel), Some(view), "{panel:?}");
                let title = title(&driver);
                assert!(!titles.contains(&title), "{panel:?} in view {view}: {title}");
                titles.push(title);
                driver.press("v").expect("a key");
            }
            views_seen += titles.len();
            assert!(titles.first().is_none_or(|first| *first == title(&driver)), "{panel:?}: {titles:?}");
            driver.press("z Tab").expect("keys");
        }
    }
    assert!(views_seen > 40, "{views_seen}");
}

#[test]
fn panels_that_share_a_place_say_so() {
    for (columns, rows) in [(60, 18), (80, 24), (100, 30)] {
        let mut driver = sample(columns, rows);
        for (keys, names, places) in [
            ("1 Tab", ["Segments", "Top branches"], ["1 of 2", "1/2"]),
            ("4 Tab Tab", ["RFM", "Frequency"], ["1 of 3", "1/3"]),
            ("5 BTab", ["Profiles", "Silhouettes"], ["1 of 2", "1/2"]),
        ] {
            driver.press(keys).expect("keys");
            let text = seen(&driver);
            let says = |line: &str| {
                line.contains(names[0])
                    && (line.contains(&format!(" | {}", names[1])) || places.iter().any(|place| line.contains(place)))
            };
            assert!(text.lines().any(says), "{columns}x{rows} {keys}\n{text}");
            assert!(!text.contains("| …"), "{text}");
        }
    }
}
