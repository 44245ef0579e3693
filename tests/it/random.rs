//! Random keys at random sizes never panic.

use proptest::prelude::*;
use segscope::app::Msg;
use segscope::app::keymap::{KEYMAP, Key, parse};
use segscope::ui::theme::Theme;

use crate::support::{draw, sample};

/// Keys that start no clustering, so that many can be tried; those that do are rarer.
const QUICK: &[&str] = &[
    "1", "2", "3", "4", "5", "6", "7", "Tab", "BTab", "Up", "Down", "g", "G", "C-d", "C-u", "PPage", "NPage", "x", "X",
    "t", "v", "V", "z", "?", "f", "Escape", "Space", "+", "-", "y", "F5", "C-z",
];
const SLOW: &[&str] = &["S", "r", "Enter"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn keys_and_sizes(
        steps in prop::collection::vec((0..QUICK.len(), 0u16..230, 0u16..70), 1..30),
        slow in prop::option::of(0..SLOW.len()),
    ) {
        let mut driver = sample(100, 30);
        for (key, columns, rows) in steps {
            driver.press(QUICK[key]).expect("a known key");
            driver.send(Msg::Resize(columns, rows));
            draw(&driver, &Theme::dark());
        }
        if let Some(key) = slow {
            driver.press(SLOW[key]).expect("a known key");
            draw(&driver, &Theme::dark());
        }
    }
}

#[test]
fn every_key_of_the_table_can_be_pressed_on_every_screen() {
    let keys: Vec<String> = KEYMAP.iter().flat_map(|b| b.keys).map(|(key, _)| key.to_string()).collect();
    for screen in 1..=7 {
        let mut driver = sample(120, 36);
        for key in
            keys.iter().filter(|k| !["S", "r", "R"].contains(&k.as_str()) && !k.chars().all(|c| c.is_ascii_digit()))
        {
            driver.press(&screen.to_string()).expect("a key");
            assert_eq!(parse(key).map(|event| Key::from(event).to_string()).as_ref(), Ok(key));
            driver.press(key).expect("a key");
            draw(&driver, &Theme::dark());
            driver.press("Escape").expect("a key");
            driver.model.quit = false;
        }
    }
}
