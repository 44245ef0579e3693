//! Walks through everything that the dashboard can show, by keys.

use std::path::PathBuf;

use segscope::app::headless::Headless;
use segscope::app::{Msg, Screen, Settings};
use segscope::cluster::Method;

use crate::support::{draw, settings, text, tools};
use segscope::analysis::Choice;
use segscope::ui::theme::Theme;

/// The dashboard on some files, with few restarts.
pub fn opened(paths: Vec<PathBuf>) -> Headless {
    let choice = Choice { k_max: 5, method: Method { restarts: 1, ..Method::default() }, ..Choice::default() };
    let source = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" ");
    Headless::start(Settings { source, choice, ..settings() }, tools(paths), (120, 36))
}

/// Passes every panel with each of its views to `each`, on every screen that there is.
pub fn panels(driver: &mut Headless, mut each: impl FnMut(&str, &Headless)) {
    for screen in Screen::all() {
        driver.press(&screen.number().to_string()).expect("a key");
        if driver.model.screen != screen {
            continue;
        }
        for n in 0..screen.panels().len() {
            for view in 0..5 {
                each(&format!("{} panel {n} view {view}", screen.number()), driver);
                driver.press("v").expect("a key");
            }
            driver.press("Tab").expect("a key");
        }
    }
}

/// The texts of all panels and views, of what `i` explains of each, and of what every key opens on every screen.
pub fn texts(driver: &mut Headless, mut each: impl FnMut(&str, &str)) {
    let theme = Theme::dark();
    for size in [(80, 24), (200, 110)] {
        driver.send(Msg::Resize(size.0, size.1));
        panels(driver, |place, driver| {
            each(place, &text(&draw(driver, &theme)));
            if !place.ends_with("view 0") {
                return;
            }
            let mut explained = driver.clone();
            explained.press("i").expect("a key");
            each(&format!("{place} i"), &text(&draw(&explained, &theme)));
        });
    }
    // What each key of a filter asks is said while it is selected.
    for letter in 'a'..='z' {
        let mut typing = driver.clone();
        typing.press(&format!("/ {letter}")).expect("keys");
        for _ in 0..8 {
            each(&format!("/ {letter}"), &text(&draw(&typing, &theme)));
            typing.press("Down").expect("a key");
        }
    }
    for screen in Screen::all() {
        driver.press(&screen.number().to_string()).expect("a key");
        let letters = ('!'..='~').filter(|key| !"qrR;".contains(*key)).map(String::from);
        for key in letters.chain(["Enter", "Space", ": Down", "? PageDown"].map(str::to_owned)) {
            let mut opened = driver.clone();
            opened.press(&key).expect("keys");
            each(&format!("{} {key}", screen.number()), &text(&draw(&opened, &theme)));
        }
    }
}
