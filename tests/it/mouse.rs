//! The mouse: what is clicked is what is drawn there, and everything that a click does has keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use segscope::app::headless::Headless;
use segscope::app::state::camera::Tiles;
use segscope::app::state::pointer::{Gesture, Spot};
use segscope::app::{Overlay, Panel, ScatterView, Screen, selectors};
use segscope::ui;
use segscope::ui::theme::Theme;
use segscope::ui::zones::Zones;

use crate::support::{driven, focused, sample, seen};

fn zones(driver: &Headless) -> Zones {
    let (columns, rows) = driver.model.size;
    let area = Rect::new(0, 0, columns, rows);
    ui::draw(&driver.model, &Theme::dark(), area, &mut Buffer::empty(area))
}

fn point(driver: &mut Headless, gesture: Gesture, at: (u16, u16)) {
    if let Some(msg) = zones(driver).pointed(gesture, at) {
        driver.send(msg);
    }
}

fn click(driver: &mut Headless, at: (u16, u16)) {
    point(driver, Gesture::Press, at);
    point(driver, Gesture::Release, at);
}

/// Where a text is on the screen: its first cell. All glyphs of the sample are one column wide.
fn find(driver: &Headless, text: &str) -> (u16, u16) {
    let screen = seen(driver);
    let place = screen.lines().zip(0..).find_map(|(line, y)| {
        let at = line.find(text)?;
        Some((line[..at].chars().count() as u16, y))
    });
    place.unwrap_or_else(|| panic!("no `{text}` on\n{screen}"))
}

fn click_on(driver: &mut Headless, text: &str) {
    let at = find(driver, text);
    click(driver, at);
}

/// The first position of every spot on the screen.
fn spots(driver: &Headless) -> Vec<(Spot, (u16, u16))> {
    let (zones, (columns, rows)) = (zones(driver), driver.model.size);
    let mut spots: Vec<(Spot, (u16, u16))> = Vec::new();
    for at in (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y))) {
        if let Some(spot) = zones.at(at).filter(|spot| !spots.iter().any(|(other, _)| other == spot)) {
            spots.push((spot, at));
        }
    }
    spots
}

#[test]
fn a_click_on_a_tab_opens_its_screen() {
    for size in [(80, 24), (120, 36)] {
        let mut driver = sample(size.0, size.1);
        click_on(&mut driver, "4 Loy");
        assert_eq!(driver.model.screen, Screen::Loyalty);
        let title = find(&driver, "5 Seg");
        click(&mut driver, (title.0 + 4, title.1));
        assert_eq!(driver.model.screen, Screen::Segments);
    }
}

#[test]
fn a_second_click_opens_what_is_written_there() {
    let mut driver = sample(120, 36);
    click_on(&mut driver, "Giza");
    assert_eq!((driver.model.screen, driver.model.focused()), (Screen::Overview, Panel::Cities));
    click_on(&mut driver, "Giza");
    assert_eq!(driver.model.screen, Screen::Customers);
    assert_eq!(driver.model.filter.to_string(), "city:Giza");
    // A key in between makes the next click the first one.
    let mut driver = sample(120, 36);
    click_on(&mut driver, "Giza");
    driver.press("i Escape").expect("keys");
    click_on(&mut driver, "Giza");
    assert_eq!(driver.model.screen, Screen::Overview);
}

#[test]
fn what_is_clicked_has_the_cursor_and_stays_where_it_is() {
    for (columns, rows) in [(80, 24), (120, 36)] {
        for screen in ["1", "2", "3", "4", "5", "6", "7"] {
            let start = driven(screen, columns, rows);
            let mut panels: Vec<Panel> = Vec::new();
            for (spot, at) in spots(&start) {
                let (Spot::Row(panel, row) | Spot::Cell(panel, row, _)) = spot else { continue };
                // Some of many are enough.
                if panels.iter().filter(|other| **other == panel).count() > 2 && row % 11 != 3 {
                    continue;
                }
                panels.push(panel);
                let mut driver = start.clone();
                point(&mut driver, Gesture::Press, at);
                assert_eq!(driver.model.focused(), panel, "{spot:?} at {at:?}");
                if row < selectors::rows(&driver.model, panel) {
                    assert_eq!(selectors::cursor(&driver.model, panel), row, "{spot:?} at {at:?}");
                    assert_eq!(zones(&driver).at(at), Some(spot), "{columns}x{rows} {at:?} moved");
                }
            }
            assert!(!panels.is_empty(), "{screen} has nothing to click");
        }
    }
}

#[test]
fn a_scrolled_list_does_not_jump() {
    let mut driver = driven("6 G", 80, 24);
    let rows: Vec<(Spot, (u16, u16))> =
        spots(&driver).into_iter().filter(|(spot, _)| matches!(spot, Spot::Row(..))).collect();
    let (spot, at) = rows[4];
    click(&mut driver, at);
    assert_eq!(zones(&driver).at(at), Some(spot));
    assert_eq!(Spot::Row(Panel::Customers, selectors::cursor(&driver.model, Panel::Customers)), spot);
    // The second click opens this customer.
    click(&mut driver, at);
    assert!(matches!(driver.model.overlay, Overlay::Customer(_)));
}

#[test]
fn cells_of_a_heat_map_are_those_of_their_labels() {
    let mut driver = driven("2", 120, 36);
    let (x, _) = find(&driver, "Mar");
    let (_, y) = find(&driver, "Wed");
    click(&mut driver, (x + 1, y));
    assert_eq!(driver.model.focused(), Panel::Weekdays);
    assert!(seen(&driver).contains("Wed in 2025-03:"), "{}", seen(&driver));
    let mut driver = driven("4", 120, 36);
    let ((x, _), (_, y)) = (find(&driver, " M2"), find(&driver, "2023-09"));
    click(&mut driver, (x + 2, y));
    assert_eq!(selectors::cohort(&driver.model).expect("a cohort").month, "2023-09");
    assert_eq!(selectors::cursor(&driver.model, Panel::CohortCurve), 2);
}

#[test]
fn the_head_of_a_column_sorts_by_it() {
    let mut driver = driven("6", 120, 36);
    let head = find(&driver, "recency");
    click(&mut driver, head);
    assert!(driver.model.customer_list.sort.is_none());
    click(&mut driver, head);
    let sorted = driver.model.customer_list.sort.clone().expect("sorted");
    assert_eq!(sorted.0, segscope::analysis::Attribute::Feature("recency_days".to_owned()));
    let mut driver = driven("3", 120, 36);
    let head = find(&driver, "rate 95%");
    click(&mut driver, head);
    click(&mut driver, head);
    assert!(seen(&driver).contains("rate↓"), "{}", seen(&driver));
}

#[test]
fn a_drag_on_the_scatter_chooses_a_box_of_customers() {
    let mut driver = focused(Panel::Scatter, 120, 36);
    let spots = spots(&driver);
    let place = |tile| spots.iter().find(|(spot, _)| *spot == tile).expect("a tile").1;
    let [from, to] = [place(Spot::Tile(25, 7)), place(Spot::Tile(8, 2))];
    point(&mut driver, Gesture::Press, from);
    point(&mut driver, Gesture::Drag, to);
    point(&mut driver, Gesture::Release, to);
    let tiles = driver.model.camera.chosen().expect("a box");
    assert_eq!(tiles, Tiles { columns: [8, 25], rows: [2, 7] });
    let scene = ScatterView::new(&driver.model).expect("a scatter");
    // The box is that of the points in it, counted by their positions.
    let view = scene.stretch(tiles);
    let inside = |row: &usize| {
        let (x, y) = scene.position(*row);
        (view.x[0]..view.x[1]).contains(&x) && (view.y[0]..view.y[1]).contains(&y)
    };
    let weights = &scene.segmentation.prepared.matrix.weights;
    let expected = (0..scene.rows()).filter(inside).map(|row| weights[row]).sum::<f64>() as usize;
    assert!(expected > 100, "{expected}");
    assert!(seen(&driver).contains("enter opens the customers in the box"));
    driver.press("Enter").expect("a key");
    assert_eq!((driver.model.screen, selectors::rows(&driver.model, Panel::Customers)), (Screen::Customers, expected));
    // esc goes back to the box, and then drops it.
    driver.press("Escape").expect("a key");
    assert_eq!(driver.model.camera.chosen(), Some(tiles));
    driver.press("Escape").expect("a key");
    assert_eq!(driver.model.camera.chosen(), None);
}

#[test]
fn keys_choose_the_same_box() {
    let mut driver = focused(Panel::Scatter, 120, 36);
    driver.press("Up").expect("a key");
    driver.model.camera.cursor = Some((25, 7));
    driver.press("space Left Up Up").expect("keys");
    assert_eq!(driver.model.camera.chosen(), Some(Tiles { columns: [24, 25], rows: [5, 7] }));
    driver.press("space").expect("a key");
    assert_eq!(driver.model.camera.chosen(), Some(Tiles::from((24, 5))));
}

#[test]
fn a_drag_on_a_chart_over_time_filters_by_the_span() {
    let mut driver = driven("2", 120, 36);
    let spots = spots(&driver);
    let of_month =
        |back: usize| spots.iter().find(|(spot, _)| *spot == Spot::Row(Panel::Timeline, back)).expect("it").1;
    let [from, to] = [of_month(9), of_month(4)];
    point(&mut driver, Gesture::Press, from);
    point(&mut driver, Gesture::Drag, to);
    assert!(driver.model.filter.is_empty() && driver.model.notice.as_deref().is_some_and(|n| n.contains("date:")));
    point(&mut driver, Gesture::Release, to);
    let dataset = driver.model.dataset().expect("data");
    let periods = dataset.unfiltered.periods_to_date(driver.model.granularity).0;
    let [first, last] = [9, 4].map(|back| &periods[periods.len() - 1 - back]);
    let day = segscope::data::format_day;
    assert_eq!(driver.model.filter.to_string(), format!("date:{}..{}", day(first.first_day), day(last.last_day)));
    let expected: u64 = periods[periods.len() - 10..periods.len() - 4].iter().map(|period| period.claims).sum();
    assert_eq!(dataset.summary.kpis.transactions, expected);
}

#[test]
fn the_wheel_scrolls_lists_and_zooms_the_scatter() {
    let mut driver = driven("6", 120, 36);
    let at = find(&driver, "Customers  ");
    point(&mut driver, Gesture::Wheel(false), (at.0, at.1 + 4));
    point(&mut driver, Gesture::Wheel(false), (at.0, at.1 + 4));
    point(&mut driver, Gesture::Wheel(true), (at.0, at.1 + 4));
    assert_eq!(selectors::cursor(&driver.model, Panel::Customers), 3);
    let mut driver = driven("5", 120, 36);
    let (_, at) = *spots(&driver).iter().find(|(spot, _)| *spot == Spot::Tile(20, 5)).expect("a tile");
    point(&mut driver, Gesture::Wheel(true), at);
    assert!(!driver.model.camera.shows_all() && driver.model.camera.cursor.is_none());
    point(&mut driver, Gesture::Wheel(false), at);
    assert!(driver.model.camera.shows_all());
}

#[test]
fn overlays_take_clicks_and_close_when_one_is_beside_them() {
    let mut driver = driven("f", 120, 36);
    click_on(&mut driver, "tenure_days");
    let Overlay::Features(after) = &driver.model.overlay else { panic!("the picker") };
    let at = after.cursor - after.presets.len();
    assert_eq!(after.offered[at].name, "tenure_days");
    assert!(after.chosen()[at]);
    click(&mut driver, (0, 0));
    assert_eq!(driver.model.overlay, Overlay::None);
    // The palette runs what is clicked.
    let mut driver = driven(": r e t e n t i o n", 120, 36);
    click_on(&mut driver, "Retention");
    assert_eq!((driver.model.focused(), &driver.model.overlay), (Panel::Retention, &Overlay::None));
    // The filter takes the completion.
    let mut driver = driven("6 / c i t y : C a i", 120, 36);
    let entry = spots(&driver).into_iter().find(|(spot, _)| *spot == Spot::Entry(0)).expect("a completion");
    click(&mut driver, entry.1);
    let Overlay::Filter(prompt) = &driver.model.overlay else { panic!("the filter") };
    assert_eq!(prompt.text.trim(), "city:Cairo");
    // What fills the screen has nothing beside it.
    let mut driver = driven("6 Enter", 120, 36);
    click(&mut driver, (0, 0));
    assert!(matches!(driver.model.overlay, Overlay::Customer(_)));
}

#[test]
fn panels_that_share_a_place_take_turns_at_their_title() {
    let mut driver = driven("2", 80, 24);
    let (_, at) = spots(&driver).into_iter().find(|(spot, _)| *spot == Spot::Panel(Panel::DaysToBurn)).expect("it");
    click(&mut driver, at);
    assert_eq!(driver.model.focused(), Panel::DaysToBurn);
    click(&mut driver, at);
    assert_eq!(driver.model.focused(), Panel::Weekdays);
    click(&mut driver, at);
    assert_eq!(driver.model.focused(), Panel::DaysToBurn);
}
