//! The places of the panels of purchases, on the screens that differ from those of coupons. What has few rows gets few.

use ratatui::layout::Rect;

use super::share::{Item, column, columns, halves, item, with_week};
use super::{Contents, PanelArea, Room, place};
use crate::app::Panel;

/// The Overview: attributes and time, places and products, clusters and segments.
pub(super) fn overview(body: Rect, room: Room, contents: Contents) -> Vec<PanelArea> {
    match room {
        Room::Wide if contents.top > 8 || contents.top > 0 && contents.cities > 0 => {
            overview_of_products(body, contents)
        }
        Room::Wide => overview_of_few(body, contents),
        _ => overview_compact(body, contents),
    }
}

/// The bars of a column of customers, if there is one.
fn bars(panel: &[Panel], rows: u16, most: u16) -> Option<Item<'_>> {
    (rows > 0).then(|| item(panel, 4, (rows + 2).min(most), 0))
}

fn clusters(area: Rect, contents: Contents) -> Vec<PanelArea> {
    let most = area.height * 45 / 100;
    let segments = item(&[Panel::SegmentTable], 6, (contents.segments + 3).min(most), 0);
    column(area, &[item(&[Panel::Scatter], 10, 12, 1), segments])
}

fn overview_of_products(body: Rect, contents: Contents) -> Vec<PanelArea> {
    let [left, middle, right] = columns(body, [38, 36, 46]);
    let mut items: Vec<Item<'_>> = bars(&[Panel::Genders], contents.genders, 7).into_iter().collect();
    items.extend(bars(&[Panel::Demographics], contents.demographic, left.height / 3));
    items.push(item(&[Panel::Trend], 9, 12, 1));
    let mut places = column(left, &items);
    let most = (middle.height * 3 / 10).max(6);
    let mut items: Vec<Item<'_>> = bars(&[Panel::Cities], contents.cities, most).into_iter().collect();
    items.extend(bars(&[Panel::CityBurns], contents.cities, most));
    items.push(item(&[Panel::Branches], 6, contents.top + 3, 1));
    places.extend(column(middle, &items));
    places.extend(clusters(right, contents));
    places
}

/// A short list of products needs no column of its own.
fn overview_of_few(body: Rect, contents: Contents) -> Vec<PanelArea> {
    let [left, right] = columns(body, [64, 56]);
    let mut places = Vec::new();
    let mut below = left;
    let rows = [
        (contents.genders.max(contents.demographic), [Panel::Genders, Panel::Demographics]),
        (contents.cities, [Panel::Cities, Panel::CityBurns]),
    ];
    for (n, panels) in rows.into_iter().filter(|(n, _)| *n > 0) {
        let [above, rest] = halves(below, below.height.saturating_sub((n + 2).min(left.height / 3)));
        below = rest;
        let sides: [Rect; 2] = columns(above, [1, 1]);
        places.extend(sides.into_iter().zip(panels).map(|(area, panel)| place(area, &[panel])));
    }
    let top = (contents.top > 0).then(|| item(&[Panel::Branches], 4, contents.top + 3, 0));
    let items: Vec<Item<'_>> = top.into_iter().chain([item(&[Panel::Trend], 9, 12, 1)]).collect();
    places.extend(column(below, &items));
    places.extend(clusters(right, contents));
    places
}

fn overview_compact(body: Rect, contents: Contents) -> Vec<PanelArea> {
    let [left, right] = columns(body, [32, 48]);
    let people: &[Panel] = &[Panel::Genders, Panel::Demographics];
    let rows = if contents.genders > 0 { contents.genders } else { contents.demographic };
    let mut items = vec![item(&[Panel::Trend], 6, 8, 1)];
    // Attributes and places take turns where both do not fit.
    if left.height < 14 {
        let all = &[Panel::Genders, Panel::Demographics, Panel::Cities, Panel::CityBurns];
        items.extend(bars(all, rows.max(contents.cities), 5));
    } else {
        items.extend(bars(people, rows, 5));
        items.extend(bars(&[Panel::Cities, Panel::CityBurns], contents.cities, 7));
    }
    let mut places = column(left, &items);
    let most = right.height / 2;
    let segments = item(&[Panel::SegmentTable, Panel::Branches], 5, (contents.segments + 3).min(most), 0);
    places.extend(column(right, &[item(&[Panel::Scatter], 7, 9, 1), segments]));
    places
}

/// Sales over time, and how large and how frequent orders are.
pub(super) fn sales(body: Rect, room: Room, contents: Contents) -> Vec<PanelArea> {
    // A week has seven rows; what is left shows more periods. A few periods leave it to the others.
    let half = body.height * 45 / 100;
    let spare = body.height.saturating_sub(contents.periods.saturating_add(3).max(16));
    let lower = if room == Room::Compact { half } else { with_week(half.min(spare.max(12)), body) };
    let [top, bottom] = halves(body, lower);
    if room == Room::Compact {
        let [left, right] = columns(bottom, [1, 1]);
        return vec![
            place(top, &[Panel::Timeline]),
            place(left, &[Panel::Periods, Panel::Coupons]),
            place(right, &[Panel::OrderSizes, Panel::OrderGaps, Panel::Weekdays]),
        ];
    }
    let [time, periods] = columns(top, [62, 58]);
    let mut places = vec![place(time, &[Panel::Timeline]), place(periods, &[Panel::Periods])];
    if bottom.width >= 160 {
        let areas: [Rect; 4] = columns(bottom, [40, 40, 64, 56]);
        let panels = [Panel::OrderSizes, Panel::OrderGaps, Panel::Weekdays, Panel::Coupons];
        places.extend(areas.into_iter().zip(panels).map(|(area, panel)| place(area, &[panel])));
    } else {
        let [sizes, gaps, weekdays] = columns(bottom, [34, 30, 56]);
        places.push(place(sizes, &[Panel::OrderSizes]));
        places.push(place(gaps, &[Panel::OrderGaps]));
        places.push(place(weekdays, &[Panel::Weekdays, Panel::Coupons]));
    }
    places
}

/// Products beside places, above the heat map.
pub(super) fn products(body: Rect, room: Room, contents: Contents) -> Vec<PanelArea> {
    let places_of = [Panel::CityTable, Panel::BranchTable, Panel::Merchants];
    if room == Room::Compact {
        let [top, bottom] = halves(body, body.height * 2 / 5);
        if contents.cities + contents.shops == 0 {
            return vec![place(top, &[Panel::Products]), place(bottom, &[Panel::PlaceMonths])];
        }
        let [left, right] = columns(top, [44, 36]);
        return vec![place(left, &[Panel::Products]), place(right, &places_of), place(bottom, &[Panel::PlaceMonths])];
    }
    // The heat map gets the rows that the tables do not need.
    let beside = if contents.shops > 0 { contents.cities.saturating_add(contents.shops).saturating_add(6) } else { 0 };
    let tables = contents.products.saturating_add(3).max(beside).clamp(8, (body.height * 3 / 5).max(8));
    let heat = body.height.saturating_sub(tables);
    let [top, bottom] = halves(body, heat);
    if contents.shops > 0 {
        let [left, right] = columns(top, [68, 52]);
        let cities = item(&[Panel::CityTable], 5, (contents.cities + 3).min(right.height / 2), 0);
        let shops = item(&places_of[1..], 6, 6, 1);
        let mut places = vec![place(left, &[Panel::Products])];
        places.extend(if contents.cities > 0 { column(right, &[cities, shops]) } else { column(right, &[shops]) });
        places.push(place(bottom, &[Panel::PlaceMonths]));
        return places;
    }
    if contents.cities > 0 {
        let [left, right] = columns(bottom, [72, 48]);
        return vec![place(top, &[Panel::Products]), place(left, &[Panel::PlaceMonths]), place(right, &places_of)];
    }
    vec![place(top, &[Panel::Products]), place(bottom, &[Panel::PlaceMonths])]
}
