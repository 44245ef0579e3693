//! The help: keys are found by typing, and `enter` does what the chosen one does.

use segscope::app::own_keys::OwnKeys;
use segscope::app::{Overlay, keymap};
use segscope::data::Kind;

use crate::support::{driven, seen};

#[test]
fn keys_are_found_by_words_of_what_they_do() {
    let own = OwnKeys::default();
    let found =
        |text: &str| keymap::help(Kind::Coupons, text, &own).iter().map(|row| row.keys_text(&own)).collect::<Vec<_>>();
    assert_eq!(found("coupon budget plan"), ["b"], "every word counts, in any order");
    assert_eq!(found("CTRL-Z"), ["ctrl-z"; 2], "on the screens and on the mapping screen");
    assert!(found("zebra").is_empty());
    assert_eq!(keymap::help(Kind::Coupons, "", &own).len(), keymap::all().count());
    assert_eq!(keymap::help(Kind::Customers, "coupon budget plan", &own).len(), 0, "customers alone have no coupons");
}

#[test]
fn enter_does_what_the_chosen_key_does() {
    let driver = driven("? m a x i m Enter", 120, 36);
    assert!(driver.model.maximised && driver.model.overlay == Overlay::None);
    let driver = driven("? s a v e Space t h i s Enter", 120, 36);
    assert!(seen(&driver).contains(":save "), "{}", seen(&driver));
    // The second of those that fit.
    let driver = driven("? s c a l i n g Down Enter", 120, 36);
    assert_eq!(driver.model.choice.scaling.to_string(), "log");
}

#[test]
fn a_key_that_does_nothing_now_says_why_and_the_help_stays() {
    let notice = |keys: &str| {
        let driver = driven(keys, 120, 36);
        assert!(matches!(driver.model.overlay, Overlay::Help(_)));
        driver.model.notice
    };
    assert_eq!(notice("? o v e r w r i t e Space t h e Enter").as_deref(), Some("y does this in the export dialog"));
    assert_eq!(notice("? c o h o r t s Enter").as_deref(), Some("w changes the cohorts on Loyalty (4)"));
    assert_eq!(notice("? z e b r a Enter"), None);
    // On the mapping screen it opens at the keys of that screen, and does them there.
    let driver = driven("m ? Down Enter", 120, 36);
    assert!(matches!(driver.model.overlay, Overlay::Mapping(_)));
}

#[test]
fn the_chosen_key_is_visible_at_every_size() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        for downs in [0, 1, 20, 60, 200] {
            let mut driver = driven("?", columns, rows);
            (0..downs).for_each(|_| driver.press("Down").expect("a key"));
            let Overlay::Help(prompt) = &driver.model.overlay else { panic!("the help is open") };
            let row = keymap::help(Kind::Coupons, "", &driver.model.own_keys)[prompt.choice];
            let screen = seen(&driver);
            assert!(screen.contains(row.help), "{downs} at {columns}: {}\n{screen}", row.help);
        }
        assert!(seen(&driven("? b u r n", columns, rows)).contains("burn"));
        let all = seen(&driven("? End PageDown PageDown PageDown PageDown PageDown PageDown PageDown", columns, rows));
        assert!(all.contains("shift-drag"), "the mouse is below the last key: {all}");
    }
}
