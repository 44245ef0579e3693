//! Own keys work, and are named, wherever the keys of the table are.

use segscope::app::headless::Headless;
use segscope::app::{Overlay, Settings, keymap};

use crate::support::{seen, settings, tools};

/// The sample with own keys for some actions.
fn with_own_keys(greets: bool) -> Headless {
    let own = [
        ("open", "F9"),
        ("back", "F10"),
        ("mark", "M"),
        ("save-view", "F4"),
        ("more-segments", "P"),
        ("filter", "F3"),
        ("commands", "F2"),
        ("scaling", "Z"),
        ("quit", "Q"),
    ];
    let own: Vec<(String, String)> = own.iter().map(|(name, key)| ((*name).to_owned(), (*key).to_owned())).collect();
    let own_keys = keymap::own_keys(&own).expect("no clash");
    Headless::start(Settings { own_keys, greets, ..settings() }, tools(Vec::new()), (120, 36))
}

#[test]
fn the_welcome_names_them() {
    let shown = seen(&with_own_keys(true));
    for words in [
        "P and - change the number of segments, F3 filters, 1 to 7 open the screens",
        "F9 opens what the cursor is on, F10 goes back, tab changes the panel",
        "F2 finds anything by its name, i explains the numbers, ? shows all keys",
    ] {
        assert!(shown.contains(words), "{words}:\n{shown}");
    }
}

#[test]
fn notes_of_dialogs_and_messages_name_them() {
    let mut driver = with_own_keys(false);
    driver.press("f").expect("a key");
    assert!(seen(&driver).contains("M mark, Z scale, F9 apply"), "{}", seen(&driver));
    driver.press("F10 4 B").expect("keys");
    assert!(seen(&driver).contains("F9 splits"), "{}", seen(&driver));
    driver.press("F10 '").expect("keys");
    assert_eq!(driver.model.notice.as_deref(), Some("' goes to a saved view, and there is none; F4 saves one"));
    driver.press("? q x q x").expect("keys");
    assert!(seen(&driver).contains("no key matches; F2 also finds panels"), "{}", seen(&driver));
}

#[test]
fn they_work_in_text_fields_where_letters_are_text() {
    let mut driver = with_own_keys(false);
    driver.press("F3 a g e > 3 0 F10").expect("keys");
    assert!(driver.model.overlay == Overlay::None && driver.model.filter.is_empty(), "F10 goes back");
    driver.press("F3 c i t y : C a i r o F9").expect("keys");
    assert_eq!(driver.model.filter.to_string(), "city:Cairo", "F9 applies");
    // P and M are own keys, and letters.
    driver.press("\\").expect("a key");
    driver.press("F10 F3 Space P M").expect("keys");
    let Overlay::Filter(prompt) = &driver.model.overlay else { panic!("the field is open") };
    assert!(prompt.text.ends_with("PM"), "{}", prompt.text);
    // The keys of the table stay in fields, too.
    driver.press("Escape").expect("a key");
    assert_eq!(driver.model.overlay, Overlay::None);
}
