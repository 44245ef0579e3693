//! The tables of places driven by keys: sorted and opened; their months and genders.

use segscope::app::places::PlaceColumn;
use segscope::app::{Panel, Screen};
use segscope::ui::theme::{Glyphs, Theme};

use crate::support::{draw, draw_at, sample, text};

#[test]
fn what_is_opened_is_what_is_seen_in_any_order() {
    let mut driver = sample(120, 36);
    driver.press("3 Right Right s").expect("keys");
    let order = driver.model.place_order(Panel::CityTable);
    assert_eq!((order.by, order.descending), (PlaceColumn::Rate, true));
    let summary = driver.model.shown().expect("data").summary.clone();
    let first = driver.model.listed_places(Panel::CityTable, &summary)[0];
    assert!(summary.cities.iter().all(|city| city.burn_rate <= first.rate), "{first:?}");
    let drawn = text(&draw(&driver, &Theme::dark()));
    assert!(drawn.contains("rate\u{2193}"), "{drawn}");
    driver.press("Enter").expect("a key");
    assert!(driver.model.filter.to_string().contains(first.called()));
    assert_eq!(Some(driver.model.shown().expect("data").summary.kpis.customers), first.customers);
    assert!(driver.model.place_order(Panel::BranchTable).by == PlaceColumn::Burnt);
}

#[test]
fn a_cell_of_the_heatmap_opens_just_its_claims() {
    for (views, burnt) in [("", false), ("v", true), ("v v", false), ("v v v", true)] {
        let mut driver = sample(120, 36);
        driver.press(&format!("3 Tab Tab Tab {views} Left Left Left Down")).expect("keys");
        let summary = driver.model.shown().expect("data").summary.clone();
        let line = driver.model.listed_places(Panel::PlaceMonths, &summary)[1];
        let counts = line.months[summary.months.len() - 4];
        let claims = if burnt { counts.burnt } else { counts.claims };
        driver.press("Enter").expect("a key");
        assert_eq!(driver.model.screen, Screen::Customers);
        assert_eq!(driver.model.shown().expect("data").summary.kpis.transactions, u64::from(claims), "{views}");
    }
}

#[test]
fn genders_are_a_bar_or_a_donut_with_their_numbers() {
    let mut driver = sample(120, 36);
    driver.press("3 v").expect("keys");
    let drawn = text(&draw(&driver, &Theme::dark()));
    assert!(drawn.contains("Cities by gender") && drawn.contains("\u{2588}\u{2593}"), "{drawn}");
    driver.press("1 Tab Tab v v v z").expect("keys");
    let drawn = text(&draw(&driver, &Theme::dark()));
    assert!(drawn.contains("\u{28ff}\u{28ff}") && drawn.contains("1 Female  1,045"), "{drawn}");
    let drawn = text(&draw(&driver, &Theme::dark().with_glyphs(Glyphs::Ascii)));
    assert!(drawn.contains("#=") && drawn.contains("Female 1,045 52%"), "{drawn}");
}

#[test]
fn no_size_panics() {
    for keys in ["3", "3 v", "3 Tab Tab Tab v v Left", "1 Tab Tab v v v"] {
        let mut driver = sample(120, 36);
        driver.press(keys).expect("keys");
        for (columns, rows) in [(60, 18), (61, 100), (79, 19), (109, 31), (110, 30), (300, 29)] {
            draw_at(&driver, &Theme::dark(), columns, rows);
        }
    }
}
