//! The help: keys are found by typing, and `enter` does what the chosen one does.

use segscope::app::message::Outcome;
use segscope::app::own_keys::OwnKeys;
use segscope::app::state::job::Job;
use segscope::app::{Cmd, Msg, Overlay, keymap, selectors, update};
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
fn what_is_open_is_there_again_when_the_help_is_closed() {
    for (keys, help) in [
        ("f Space", "?"),
        ("6 o Down", "?"),
        ("a Down", "?"),
        ("b 7", "?"),
        ("b v", "F1"),
        ("e Down", "F1"),
        ("/ a g e", "F1"),
        (": b u", "F1"),
        ("6 Enter", "?"),
        ("5 c", "?"),
        ("i", "?"),
        ("4 B Enter", "?"),
        ("m Space Enter", "F1"),
    ] {
        let mut before = driven(keys, 120, 36);
        before.model.notice = None;
        let mut driver = before.clone();
        driver.press(help).expect("a key");
        assert!(matches!(driver.model.overlay, Overlay::Help(_)), "{keys}");
        driver.press(if help == "?" { "?" } else { "F1" }).expect("a key");
        assert_eq!(driver.model.overlay, before.model.overlay, "{keys}");
        assert_eq!(seen(&driver), seen(&before), "{keys}");
    }
}

#[test]
fn the_help_opens_at_the_keys_of_what_is_open() {
    for (keys, heading, does) in [("a", "In the algorithm dialog", 5), ("b", "In the coupon budget or experiment", 6)] {
        let driver = driven(&format!("{keys} F1"), 120, 36);
        assert!(seen(&driver).contains(heading), "{}", seen(&driver));
        let Overlay::Help(prompt) = &driver.model.overlay else { panic!("the help is open") };
        let row = keymap::help(Kind::Coupons, "", &driver.model.own_keys)[prompt.choice];
        assert_eq!(row.section.heading(Kind::Coupons), heading);
        let closed = selectors::under_help(&driver.model);
        let live = keymap::all().filter(|binding| keymap::chosen(&closed, binding).is_ok()).count();
        assert!(live > does, "{keys}: {live} keys do something");
        assert!(keymap::all().any(|binding| keymap::chosen(&closed, binding).is_err()), "others do nothing here");
    }
}

#[test]
fn work_ends_under_the_help() {
    let mut model = driven("6", 120, 36).model;
    let key = |name: &str| Msg::Key(keymap::parse(name).expect("a key"));
    let Some(cmd) = update(&mut model, key("f")) else { panic!("f describes the features") };
    let Cmd::Describe(generation, ..) = cmd else { panic!("f describes the features") };
    update(&mut model, key("?"));
    update(&mut model, Msg::Done(generation, Outcome::Failed(Job::Describe, "no".to_owned())));
    assert!(matches!(model.overlay, Overlay::Help(_)) && model.notice.as_deref() == Some("no"));
    assert!(matches!(model.beneath.as_slice(), [Overlay::Features(_)]));
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
        let all = seen(&driven(
            "? End PageDown PageDown PageDown PageDown PageDown PageDown PageDown PageDown PageDown",
            columns,
            rows,
        ));
        assert!(all.contains("shift-drag"), "the mouse is below the last key: {all}");
    }
}
