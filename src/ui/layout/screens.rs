//! The places of each screen's panels.

use ratatui::layout::Rect;

use super::share::{column, columns, halves, item, with_week};
use super::{Contents, PanelArea, Room, customers, orders, place};
use crate::app::{Panel, Screen};
use crate::data::Kind;

/// Rows of advice below the profiles.
const ADVICE: u16 = 6;

/// The places of a screen's panels.
pub fn places(screen: Screen, body: Rect, room: Room, contents: Contents) -> Vec<PanelArea> {
    match (screen, room) {
        (_, Room::TooSmall) => Vec::new(),
        (Screen::Overview, room) if contents.kind == Kind::Customers => customers::overview(body, room, contents),
        (Screen::Overview, room) if contents.kind == Kind::Purchases => orders::overview(body, room, contents),
        (Screen::Usage, room) if contents.kind == Kind::Purchases => orders::sales(body, room, contents),
        (Screen::Places, room) if contents.kind == Kind::Purchases && contents.products > 0 => {
            orders::products(body, room, contents)
        }
        (Screen::Overview, Room::Wide) => overview_wide(body, contents),
        (Screen::Overview, Room::Compact) => overview_compact(body, contents),
        (Screen::Usage, room) => usage(body, room, contents),
        (Screen::Places, room) => places_screen(body, room, contents),
        (Screen::Loyalty, room) => loyalty(body, room, contents),
        (Screen::Segments, _) => segments(body, room, contents),
        (Screen::Customers, _) => vec![PanelArea { area: body, panels: vec![Panel::Customers] }],
        (Screen::Quality, _) => {
            let checks = item(&[Panel::Checks], 5, contents.checks + 3, 1);
            let mut places = column(body, &[checks, item(&[Panel::Examples, Panel::Readings], 5, 9, 0)]);
            // Side by side if there is room, else taking turns.
            if room == Room::Wide
                && let Some(below) = places.pop()
            {
                let areas: [Rect; 2] = columns(below.area, [1, 1]);
                let panels = [Panel::Examples, Panel::Readings];
                places
                    .extend(areas.into_iter().zip(panels).map(|(area, panel)| PanelArea { area, panels: vec![panel] }));
            }
            places
        }
    }
}

fn overview_wide(body: Rect, contents: Contents) -> Vec<PanelArea> {
    let [left, middle, right] = columns(body, [38, 34, 48]);
    let cities = contents.cities + 2;
    // A few cities leave room for the branches below them.
    let few = contents.branches > 0 && contents.cities.saturating_mul(2).saturating_add(2) <= middle.height / 3;
    let further = contents.demographic + 2;
    // Other columns have a place of their own if there is room, else they share that of the cities.
    let apart = contents.demographic > 0 && body.height >= 40;
    let shared: &[Panel] =
        if contents.demographic > 0 && !apart { &[Panel::Cities, Panel::Demographics] } else { &[Panel::Cities] };
    let mut left_items = vec![item(&[Panel::Genders], 4, (contents.genders + 2).min(6), 0)];
    left_items.extend(apart.then(|| item(&[Panel::Demographics], 4, further.min(left.height / 3), 0)));
    left_items.push(item(&[Panel::Trend], 10, 10, 1));
    let most = if apart { left.height / 3 } else { left.height / 2 + 2 };
    left_items.extend((!few).then(|| item(&[Panel::Branches], 6, (contents.branches + 3).min(most), 0)));
    let mut places = column(left, &left_items);
    let most = if few { middle.height / 3 } else { middle.height / 2 };
    let mut middle_items =
        vec![item(shared, 6, cities.min(most), 1), item(&[Panel::CityBurns], 6, cities.min(most), 1)];
    middle_items.extend(few.then(|| item(&[Panel::Branches], 6, (contents.branches + 3).min(most), 1)));
    places.extend(column(middle, &middle_items));
    let most = right.height * 45 / 100;
    places.extend(column(
        right,
        &[item(&[Panel::Scatter], 10, 12, 1), item(&[Panel::SegmentTable], 6, (contents.segments + 3).min(most), 0)],
    ));
    places
}

fn overview_compact(body: Rect, contents: Contents) -> Vec<PanelArea> {
    let [left, right] = columns(body, [30, 50]);
    let shared = [Panel::Cities, Panel::CityBurns, Panel::Demographics];
    let mut places = column(
        left,
        &[
            item(&[Panel::Trend], 6, 6, 0),
            item(&[Panel::Genders], 4, (contents.genders + 2).min(5), 0),
            item(if contents.demographic > 0 { &shared } else { &shared[..2] }, 3, contents.cities + 2, 1),
        ],
    );
    places.extend(column(
        right,
        &[
            item(&[Panel::Scatter], 7, 9, 1),
            item(&[Panel::SegmentTable, Panel::Branches], 5, (contents.segments + 3).min(right.height / 2), 0),
        ],
    ));
    places
}

fn usage(body: Rect, room: Room, contents: Contents) -> Vec<PanelArea> {
    let lower = body.height - body.height * 55 / 100;
    let lower = if room == Room::Wide { with_week(lower, body) } else { lower };
    let [top, bottom] = halves(body, lower);
    if room == Room::Compact {
        let [left, right] = columns(bottom, [1, 1]);
        return vec![
            place(top, &[Panel::Timeline]),
            place(left, &[Panel::Periods, Panel::Coupons]),
            place(right, &[Panel::DaysToBurn, Panel::Weekdays]),
        ];
    }
    let [time, periods] = columns(top, [64, 56]);
    let mut places = vec![place(time, &[Panel::Timeline])];
    // A few periods leave room for the coupons below them.
    let [rows, coupons] = [contents.periods.saturating_add(3), contents.coupons.saturating_add(3)];
    if contents.coupons > 0 && rows.saturating_add(coupons) <= top.height {
        let below = [item(&[Panel::Periods], 6, rows, 1), item(&[Panel::Coupons], 6, coupons, 1)];
        places.extend(column(periods, &below));
        let [days, weekdays] = columns(bottom, [52, 68]);
        places.extend([place(days, &[Panel::DaysToBurn]), place(weekdays, &[Panel::Weekdays])]);
        return places;
    }
    places.push(place(periods, &[Panel::Periods]));
    // Three side by side if there is room, and something to show in each.
    if bottom.width >= 160 && contents.coupons > 0 {
        // A few coupons need no column of their own.
        if coupons.saturating_add(2) <= bottom.height / 3 {
            let [left, weekdays] = columns(bottom, [5, 7]);
            let below = [item(&[Panel::DaysToBurn], 10, 10, 1), item(&[Panel::Coupons], 5, coupons + 2, 0)];
            places.extend(column(left, &below));
            places.push(place(weekdays, &[Panel::Weekdays]));
            return places;
        }
        let areas: [Rect; 3] = columns(bottom, [4, 5, 3]);
        let panels = [Panel::DaysToBurn, Panel::Weekdays, Panel::Coupons];
        places.extend(areas.into_iter().zip(panels).map(|(area, panel)| place(area, &[panel])));
    } else {
        let [days, weekdays] = columns(bottom, [52, 68]);
        places.extend([place(days, &[Panel::DaysToBurn]), place(weekdays, &[Panel::Weekdays, Panel::Coupons])]);
    }
    places
}

fn loyalty(body: Rect, room: Room, contents: Contents) -> Vec<PanelArea> {
    let [top, bottom] = halves(body, body.height * 53 / 100);
    if room == Room::Wide {
        let [triangle, curve] = columns(top, [76, 44]);
        let [left, middle, right] = columns(bottom, [32, 50, 38]);
        let mut places = vec![place(triangle, &[Panel::Retention]), place(curve, &[Panel::CohortCurve])];
        let often = item(&[Panel::Frequency], 5, contents.frequency + 2, 1);
        places.extend(column(left, &[often, item(&[Panel::Repeat, Panel::Recency, Panel::Tenure], 7, 7, 0)]));
        places.push(place(middle, &[Panel::Rfm]));
        if right.height >= 22 {
            places.extend(column(right, &[item(&[Panel::Gaps], 8, 9, 1), item(&[Panel::Lorenz], 8, 9, 1)]));
        } else {
            places.push(place(right, &[Panel::Gaps, Panel::Lorenz]));
        }
        places
    } else {
        let [left, right] = columns(bottom, [1, 1]);
        vec![
            place(top, &[Panel::Retention, Panel::CohortCurve]),
            place(left, &[Panel::Rfm, Panel::Frequency, Panel::Repeat]),
            place(right, &[Panel::Gaps, Panel::Lorenz, Panel::Recency, Panel::Tenure]),
        ]
    }
}

fn places_screen(body: Rect, room: Room, contents: Contents) -> Vec<PanelArea> {
    if room == Room::Compact {
        let [top, bottom] = halves(body, body.height * 2 / 5);
        let [left, right] = columns(top, [1, 1]);
        return vec![
            place(left, &[Panel::CityTable]),
            place(right, &[Panel::BranchTable, Panel::Merchants]),
            place(bottom, &[Panel::PlaceMonths]),
        ];
    }
    // The heat map gets the rows that neither the cities nor the branches above the merchants need.
    let rows = contents.cities.max(contents.branches.saturating_add(6)) + 3;
    let upper = rows.clamp(12, (body.height * 3 / 5).max(12));
    let [top, bottom] = halves(body, body.height.saturating_sub(upper));
    let [left, right] = columns(top, [1, 1]);
    let mut places = vec![place(left, &[Panel::CityTable])];
    let branches = item(&[Panel::BranchTable], 6, right.height.div_ceil(2), 1);
    places.extend(column(right, &[branches, item(&[Panel::Merchants], 6, 6, 1)]));
    places.push(place(bottom, &[Panel::PlaceMonths]));
    places
}

fn segments(body: Rect, room: Room, contents: Contents) -> Vec<PanelArea> {
    // The table of profiles has its advice below; the scatter keeps what is left.
    let most = body.height * 55 / 100;
    let high = contents.segments.saturating_add(3 + ADVICE);
    if room == Room::Wide {
        let [top, bottom] = halves(body, high.clamp(8, most.max(8)));
        let [scatter, choosing] = columns(top, [71, 49]);
        let [silhouettes, profiles] = columns(bottom, [36, 84]);
        vec![
            place(scatter, &[Panel::Scatter]),
            place(choosing, &[Panel::Choosing]),
            place(silhouettes, &[Panel::Silhouettes]),
            place(profiles, &[Panel::Profiles]),
        ]
    } else {
        let [top, bottom] = halves(body, high.clamp(6, most.max(6)));
        let [scatter, choosing] = columns(top, [43, 37]);
        vec![
            place(scatter, &[Panel::Scatter]),
            place(choosing, &[Panel::Choosing]),
            place(bottom, &[Panel::Profiles, Panel::Silhouettes]),
        ]
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::super::{bands, key_figures};
    use super::*;

    const CONTENTS: Contents = Contents {
        kind: Kind::Coupons,
        genders: 2,
        demographic: 7,
        cities: 20,
        branches: 40,
        columns: 9,
        missing: 3,
        correlations: 6,
        top: 40,
        products: 30,
        shops: 50,
        segments: 6,
        periods: 30,
        coupons: 9,
        frequency: 14,
        checks: 9,
    };

    #[test]
    fn places_never_leave_the_body_and_never_overlap() {
        for width in (0..=220).step_by(7) {
            for height in 0..=64 {
                let area = Rect::new(0, 0, width, height);
                let [_, _, body, _] = bands(area);
                for (screen, kind) in Screen::all().flat_map(|screen| Kind::iter().map(move |kind| (screen, kind))) {
                    let places = places(screen, body, Room::of(area), Contents { kind, ..CONTENTS });
                    for (i, place) in places.iter().enumerate() {
                        assert_eq!(place.area.intersection(body), place.area, "{screen:?} {width}x{height}");
                        for other in &places[i + 1..] {
                            let shared = place.area.intersection(other.area);
                            assert!(shared.area() == 0, "{screen:?} {width}x{height}: {place:?} {other:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn panels_with_few_rows_are_below_each_other() {
        let body = bands(Rect::new(0, 0, 200, 50))[2];
        let of = |screen, contents, panel: Panel| {
            let places = places(screen, body, Room::Wide, contents);
            places.iter().find(|place| place.panels.contains(&panel)).map_or(Rect::ZERO, |place| place.area)
        };
        let few = Contents { cities: 3, branches: 4, periods: 7, coupons: 2, ..CONTENTS };
        for (screen, above, below) in
            [(Screen::Overview, Panel::CityBurns, Panel::Branches), (Screen::Usage, Panel::Periods, Panel::Coupons)]
        {
            let [above, below] = [above, below].map(|panel| of(screen, few, panel));
            assert_eq!((above.x, above.bottom()), (below.x, below.y), "{screen:?}");
        }
        // With many rows they are beside each other, and a few coupons are below the days.
        assert_ne!(
            of(Screen::Overview, CONTENTS, Panel::CityBurns).x,
            of(Screen::Overview, CONTENTS, Panel::Branches).x
        );
        let coupons = of(Screen::Usage, Contents { coupons: 2, ..CONTENTS }, Panel::Coupons);
        let days = of(Screen::Usage, Contents { coupons: 2, ..CONTENTS }, Panel::DaysToBurn);
        assert_eq!((days.x, days.bottom()), (coupons.x, coupons.y));
    }

    #[test]
    fn every_panel_of_a_screen_has_a_place() {
        for (width, height) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
            let area = Rect::new(0, 0, width, height);
            let [_, _, body, _] = bands(area);
            for (screen, kind) in Screen::all().flat_map(|screen| Kind::iter().map(move |kind| (screen, kind))) {
                let below = if screen == Screen::Overview { key_figures(body, Room::of(area))[1] } else { body };
                if !screen.is_of(kind) {
                    continue;
                }
                let places = places(screen, below, Room::of(area), Contents { kind, ..CONTENTS });
                for panel in screen.panels().iter().filter(|panel| panel.is_of(kind)) {
                    assert!(places.iter().any(|p| p.panels.contains(panel)), "{panel:?} at {width}x{height}");
                }
            }
        }
    }
}
