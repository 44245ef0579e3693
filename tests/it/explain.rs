//! `i` says what the numbers of a panel are.

use segscope::app::{Overlay, Panel, Screen, selectors};
use segscope::data::Kind;
use segscope::ui::definitions;
use segscope::ui::theme::{Glyphs, Theme};

use crate::support::{draw, draw_at, keys_to, sample, seen, text};

#[test]
fn every_panel_explains_its_numbers() {
    let mut driver = sample(120, 60);
    for screen in Screen::all() {
        driver.press(&screen.number().to_string()).expect("a key");
        for panel in screen.panels().iter().filter(|panel| panel.is_of(Kind::Coupons)) {
            assert_eq!(driver.model.focused(), *panel);
            // A list of segments opens the segment first.
            driver
                .press(if selectors::segment_under_cursor(&driver.model).is_some() { "i i" } else { "i" })
                .expect("keys");
            assert!(matches!(&driver.model.overlay, Overlay::Explain(open) if open.panel == *panel), "{panel:?}");
            let drawn = seen(&driver);
            let first = definitions::of(*panel, Kind::Coupons).next().expect("a definition");
            assert!(drawn.contains(first.term) && drawn.contains("; no filter"), "{panel:?}\n{drawn}");
            driver.press("Down G g Escape Tab").expect("keys");
        }
    }
}

#[test]
fn it_says_how_many_and_which() {
    let mut driver = sample(120, 36);
    driver.press("/").expect("a key");
    for c in "city:Giza".chars() {
        driver.press(&c.to_string()).expect("a key");
    }
    driver.press(&format!("Enter {} i", keys_to(Panel::DaysToBurn))).expect("keys");
    let n = driver.model.shown().expect("data").summary.days_to_burn.as_ref().expect("burns").n;
    let drawn = seen(&driver);
    assert!(
        drawn.contains(&format!(
            "of {} burnt claims with both dates; filter city:Giza",
            segscope::wording::text::count(n)
        )),
        "{drawn}"
    );
    assert!(drawn.contains("computed: burn date − claim date"), "{drawn}");
}

#[test]
fn no_size_panics_and_ascii_is_ascii() {
    let mut driver = sample(120, 36);
    driver.press(&format!("{} i", keys_to(Panel::Choosing))).expect("keys");
    let drawn = text(&draw(&driver, &Theme::dark().with_glyphs(Glyphs::Ascii)));
    assert!(drawn.is_ascii(), "{drawn}");
    for columns in (0..=3).chain([20, 59, 60, 61, 80, 300]) {
        for rows in (0..=3).chain([17, 18, 19, 24, 100]) {
            draw_at(&driver, &Theme::dark(), columns, rows);
        }
    }
}
