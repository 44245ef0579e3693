//! `B`: the panel under the cursor by an attribute. The numbers are those of `tests/it/split.rs`, made with pandas and scipy.

use segscope::app::state::overlay::OverlayKind;
use segscope::app::state::overlay::split::Parts;
use segscope::app::{Action, Overlay, Panel, keymap};

use crate::support::{focused, focused_then, seen};

fn line<'a>(text: &'a str, name: &str) -> &'a str {
    let mut found = text.lines().rev().filter(|line| line.trim_start_matches(['│', ' ']).starts_with(name));
    found.next().unwrap_or_else(|| panic!("no line of {name} in\n{text}"))
}

#[test]
fn retention_of_women_and_men_is_side_by_side() {
    let driver = focused_then(Panel::Retention, "B Enter", 120, 36);
    let text = seen(&driver);
    assert!(text.contains("Retention by gender  % with a claim in month n"), "{text}");
    for (name, customers, first) in [("Female", "1,045", "52"), ("Male", "952", "55")] {
        let cells: Vec<&str> = line(&text, name).split_whitespace().collect();
        assert_eq!(cells[1..5], [name, customers, "100", first], "{text}");
    }
    // Three customers are in the table, with their number, and have no line; the table says which months it shows.
    let legend = text.lines().find(|line| line.contains("─ Female")).expect("a legend");
    assert!(!legend.contains("(none)") && line(&text, "(none)").contains("  3  "), "{text}");
    assert!(text.contains("No line for fewer than 10 customers: (none).") && text.contains(" of 30 ╯"), "{text}");
}

#[test]
fn below_one_figure_are_bars_of_the_others() {
    let text = seen(&focused_then(Panel::CityTable, "B Enter", 120, 36));
    let titles = ["customers", "claims", "burnt", "days to burn", "repeat"];
    let is_title =
        |line: &str, title: &str| line.trim_matches(['│', ' ']).split("   ").any(|part| part.trim() == title);
    for title in titles {
        assert!(text.lines().any(|line| is_title(line, title)), "{title}\n{text}");
    }
    // A small screen keeps the table and the intervals.
    let small = seen(&focused_then(Panel::CityTable, "B Enter", 80, 24));
    assert!(small.contains("53.4%") && small.contains('●'), "{small}");
}

#[test]
fn burn_rates_have_their_intervals() {
    let driver = focused_then(Panel::CityBurns, "B Enter", 120, 36);
    let text = seen(&driver);
    let cells = |name| text.lines().find(|line| line.contains(name)).expect("a part").to_owned();
    for (name, words) in [("Female", ["53.4%", "52.4-54.3%", "5,576"]), ("Male", ["55.0%", "54-56%", "5,244"])] {
        assert!(words.iter().all(|word| cells(name).contains(word)), "{text}");
    }
    // The numbers are of the genders, whatever the panel lists.
    assert!(text.contains("Burn rate by gender  measure 1 of 6"), "{text}");
    let cities = seen(&focused_then(Panel::CityTable, "B", 120, 36));
    assert!(cities.contains("Burn rate by ") && !cities.contains("Cities by "), "{cities}");
    let months = seen(&focused_then(Panel::PlaceMonths, "B Enter", 120, 36));
    assert!(months.contains("Claims per month by gender"), "{months}");
    // Another figure first, and the same numbers.
    let text = seen(&focused_then(Panel::CityBurns, "B Enter v", 120, 36));
    assert!(text.contains("Customers by gender  measure 2 of 6"), "{text}");
}

#[test]
fn escape_goes_back_to_the_list_and_then_to_the_panel() {
    let mut driver = focused_then(Panel::Trend, "B Down Enter", 80, 24);
    let Overlay::Split(open) = &driver.model.overlay else { panic!("it is open") };
    assert!(matches!(&open.parts, Parts::Ready(split) if split.key == "city" && split.parts.len() == 6));
    assert!(seen(&driver).contains("The 6 most frequent of 21."));
    driver.press("Escape").expect("a key");
    assert!(matches!(&driver.model.overlay, Overlay::Split(open) if open.is_choosing() && open.chosen == 1));
    driver.press("Escape").expect("a key");
    assert_eq!(driver.model.overlay, Overlay::None);
}

#[test]
fn the_footer_names_the_arrows_where_there_is_an_axis() {
    let footer = |panel, keys: &str| {
        let text = seen(&focused_then(panel, keys, 200, 50));
        text.lines().last().expect("a footer").to_owned()
    };
    for (panel, keys, has_axis) in
        [(Panel::Retention, "B", false), (Panel::Retention, "B Enter", true), (Panel::CityBurns, "B Enter", false)]
    {
        assert_eq!(footer(panel, keys).contains('←'), has_axis, "{panel:?} {keys}: {}", footer(panel, keys));
    }
}

#[test]
fn the_cursor_moves_along_the_axis() {
    let driver = focused_then(Panel::Retention, "B Enter l l", 80, 24);
    let Overlay::Split(open) = &driver.model.overlay else { panic!("it is open") };
    assert_eq!(open.position, Some(3));
    assert!(seen(&driver).contains("[M3]"));
}

#[test]
fn every_panel_is_split_or_says_why_not() {
    for panel in [
        Panel::Scatter,
        Panel::SegmentTable,
        Panel::Genders,
        Panel::Timeline,
        Panel::DaysToBurn,
        Panel::Weekdays,
        Panel::PlaceMonths,
        Panel::Rfm,
        Panel::Frequency,
        Panel::Lorenz,
        Panel::Gaps,
        Panel::Recency,
        Panel::Customers,
        Panel::Checks,
    ] {
        let mut driver = focused(panel, 80, 24);
        let splits = keymap::does(&driver.model, Action::Show(OverlayKind::Split));
        driver.press("B").expect("a key");
        if splits {
            driver.press("Enter").expect("a key");
        }
        if let Overlay::Split(open) = &driver.model.overlay {
            assert!(splits && matches!(open.parts, Parts::Ready(_)), "{panel:?}");
        } else {
            assert!(!splits, "{panel:?}");
            let notice = driver.model.notice.clone().unwrap_or_default();
            assert!(notice.starts_with("B cannot split this panel: "), "{panel:?}: {notice}");
        }
        let text = seen(&driver);
        assert!(!text.contains("NaN"), "{text}");
    }
}
