//! A key that can do nothing here says why, once; a key that means nothing anywhere says nothing.

use segscope::app::Panel;
use segscope::app::keymap::{self, KEYMAP};

use crate::support::{focused, sample};

fn notice(keys: &str) -> Option<String> {
    let mut driver = sample(120, 36);
    driver.press(keys).expect("keys");
    driver.model.notice
}

#[test]
fn a_key_of_another_screen_says_where_it_works() {
    for (keys, expected) in [
        ("w", "w changes the cohorts on Loyalty (4)"),
        ("s", "s sorts a table on Places (3) and Customers (6)"),
        ("3 t", "t changes the time step on Overview (1) and Usage (2)"),
        ("4 x", "x changes the axes of the scatter plot on Overview (1) and Segments (5)"),
        ("5 u", "u names a segment; tab goes to Silhouettes"),
        ("4 Tab Tab Tab h", "h goes to another column, and this panel has none"),
        ("6 Tab", "tab needs a second panel, and this screen has one"),
        ("5 Enter", "enter opens nothing now: an arrow key shows the cursor"),
        ("? s o r t Enter", "s sorts a table on Places (3) and Customers (6)"),
        ("Escape", "esc goes back, and there is nothing to undo"),
    ] {
        assert_eq!(notice(keys).as_deref(), Some(expected), "{keys}");
    }
    // In what is open over the screen, an arrow at an end is silent, as in every list.
    for keys in ["i Left", "i Right", "b Left", "5 BTab c Left", "6 Enter Down Down", "f Left", "6 o Right"] {
        assert_eq!(notice(keys), None, "{keys}");
    }
    assert_eq!(notice("i t").as_deref(), Some("t does nothing in this dialog; esc closes it"));
    // Gone with the next key, and no answer to a key without a meaning.
    assert_eq!(notice("w j"), None);
    assert_eq!(notice("%"), None);
}

#[test]
fn every_dead_key_has_a_reason_on_every_panel() {
    for panel in [Panel::Scatter, Panel::Trend, Panel::Gaps, Panel::Examples, Panel::Choosing, Panel::Customers] {
        let driver = focused(panel, 120, 36);
        for binding in KEYMAP {
            for (key, _) in binding.keys {
                let event = keymap::parse(&key.to_string()).expect("a key");
                let why = keymap::why_not(&driver.model, event);
                let lives = keymap::works(binding, &driver.model);
                assert_eq!(why.is_none(), lives, "{key} on {panel:?}: {why:?}");
                assert!(why.is_none_or(|why| why.len() > key.to_string().len() + 10), "{key} on {panel:?}");
            }
        }
    }
}
