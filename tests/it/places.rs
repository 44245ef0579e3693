//! The tables of places driven by keys: sorted and opened; their months and genders.

use segscope::app::selectors::MonthMeasure;
use segscope::app::state::places::PlaceColumn;
use segscope::app::{Panel, Screen, selectors};
use segscope::ui::theme::{Glyphs, Theme};

use crate::support::{draw, draw_at, focused_then, keys_to, sample, text};

#[test]
fn what_is_opened_is_what_is_seen_in_any_order() {
    let mut driver = sample(120, 36);
    driver.press("3 Right Right s").expect("keys");
    let order = selectors::place_order(&driver.model, Panel::CityTable);
    assert_eq!((order.by, order.descending), (PlaceColumn::Rate, true));
    let summary = driver.model.shown().expect("data").summary.clone();
    let first = selectors::listed_places(&driver.model, Panel::CityTable, &summary)[0];
    assert!(summary.cities.iter().all(|city| city.burn_rate <= first.rate), "{first:?}");
    let drawn = text(&draw(&driver, &Theme::dark()));
    assert!(drawn.contains("rate\u{2193}"), "{drawn}");
    driver.press("Enter").expect("a key");
    assert!(driver.model.filter.to_string().contains(first.called()));
    assert_eq!(Some(driver.model.shown().expect("data").summary.kpis.customers), first.customers);
    assert!(selectors::place_order(&driver.model, Panel::BranchTable).by == PlaceColumn::Burnt);
}

#[test]
fn a_cell_of_the_heatmap_opens_just_its_claims() {
    for (views, burnt) in [("", false), ("v", true), ("v v", false), ("v v v", true)] {
        let mut driver = focused_then(Panel::PlaceMonths, &format!("{views} Left Left Left Down"), 120, 36);
        let summary = driver.model.shown().expect("data").summary.clone();
        let line = selectors::listed_places(&driver.model, Panel::PlaceMonths, &summary)[1];
        let measure = if burnt { MonthMeasure::Burnt } else { MonthMeasure::Events };
        let claims = line.months.value(summary.months.len() - 4, measure).expect("a known month");
        driver.press("Enter").expect("a key");
        assert_eq!(driver.model.screen, Screen::Customers);
        assert_eq!(driver.model.shown().expect("data").summary.kpis.transactions, claims as u64, "{views}");
    }
}

#[test]
fn genders_are_a_bar_or_a_donut_with_their_numbers() {
    let mut driver = sample(120, 36);
    driver.press("3 v").expect("keys");
    let drawn = text(&draw(&driver, &Theme::dark()));
    assert!(drawn.contains("Cities by gender") && drawn.contains("\u{2588}\u{2593}"), "{drawn}");
    driver.press(&format!("{} v v v z", keys_to(Panel::Genders))).expect("keys");
    let drawn = text(&draw(&driver, &Theme::dark()));
    assert!(drawn.contains("\u{28ff}\u{28ff}") && drawn.contains("1 Female  1,045"), "{drawn}");
    let drawn = text(&draw(&driver, &Theme::dark().with_glyphs(Glyphs::Ascii)));
    assert!(drawn.contains("#=") && drawn.contains("Female 1,045 52%"), "{drawn}");
}

#[test]
fn no_size_panics() {
    for (panel, keys) in
        [(Panel::CityTable, ""), (Panel::CityTable, "v"), (Panel::PlaceMonths, "v v Left"), (Panel::Genders, "v v v")]
    {
        let driver = focused_then(panel, keys, 120, 36);
        for (columns, rows) in [(60, 18), (61, 100), (79, 19), (109, 31), (110, 30), (300, 29)] {
            draw_at(&driver, &Theme::dark(), columns, rows);
        }
    }
}
