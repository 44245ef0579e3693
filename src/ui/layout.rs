//! Where things go: pure functions from an area to places. A place is for one panel, or for a few that take turns there
//! (the focused one is shown).

use ratatui::layout::Rect;

use crate::app::{Panel, Screen};

/// Fewest columns and rows in which the dashboard is drawn.
pub const SMALLEST: (u16, u16) = (60, 18);

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Below [`SMALLEST`].
    TooSmall,
    /// Around 80×24: short titles, panels take turns.
    Compact,
    /// From 110×30: every panel has a place.
    Wide,
}

impl Room {
    /// The room that a terminal of this size has.
    pub fn of(area: Rect) -> Self {
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            Self::TooSmall
        } else if area.width < 110 || area.height < 30 {
            Self::Compact
        } else {
            Self::Wide
        }
    }
}

/// A place and the panels that share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub area: Rect,
    /// What; the first unless another is focused.
    pub panels: Vec<Panel>,
}

/// How many rows the contents of some panels have, which decides how the room is shared out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Contents {
    /// Rows of the gender bars.
    pub genders: u16,
    /// Rows of the bars of a further column of customers; 0 where there is none.
    pub demographic: u16,
    /// Rows of the city bars.
    pub cities: u16,
    /// Rows of the branch table.
    pub branches: u16,
    /// Rows of the segment table.
    pub segments: u16,
    /// Rows of the table of coupons.
    pub coupons: u16,
    /// Rows of the frequency bars.
    pub frequency: u16,
    /// Rows of the list of checks.
    pub checks: u16,
}

/// A share of a column or row: at least, wanted, and whether it takes what is left.
#[derive(Clone, Copy, Debug)]
struct Share {
    least: u16,
    wanted: u16,
    grows: u16,
}

/// Shares out a length: everything its least (those that no longer fit get nothing), then what is wanted in order, then
/// what is left by `grows`.
fn share_out(length: u16, shares: &[Share]) -> Vec<u16> {
    let mut left = length;
    let mut sizes: Vec<u16> = Vec::with_capacity(shares.len());
    for share in shares {
        let size = if share.least <= left { share.least } else { 0 };
        left -= size;
        sizes.push(size);
    }
    for (size, share) in sizes.iter_mut().zip(shares) {
        if *size > 0 {
            let more = share.wanted.saturating_sub(*size).min(left);
            *size += more;
            left -= more;
        }
    }
    let mut growing: u16 = shares.iter().zip(&sizes).filter(|(_, size)| **size > 0).map(|(s, _)| s.grows).sum();
    for (size, share) in sizes.iter_mut().zip(shares) {
        if *size > 0 && share.grows > 0 {
            let more = u16::try_from(u32::from(left) * u32::from(share.grows) / u32::from(growing)).unwrap_or(left);
            *size += more;
            left -= more;
            growing -= share.grows;
        }
    }
    sizes
}

/// One or several panels with their share of a column.
#[derive(Clone, Copy)]
struct Item<'a>(&'a [Panel], Share);

const fn item(panels: &[Panel], least: u16, wanted: u16, grows: u16) -> Item<'_> {
    Item(panels, Share { least, wanted, grows })
}

/// A column of places from top to bottom.
fn column(area: Rect, items: &[Item<'_>]) -> Vec<Place> {
    let shares: Vec<Share> = items.iter().map(|i| i.1).collect();
    let mut y = area.y;
    let mut places = Vec::new();
    for (height, Item(panels, _)) in share_out(area.height, &shares).into_iter().zip(items) {
        if height > 0 {
            places.push(Place { area: Rect { y, height, ..area }, panels: panels.to_vec() });
        }
        y += height;
    }
    places
}

/// Cuts a row into columns by weight.
fn columns<const N: usize>(area: Rect, weights: [u16; N]) -> [Rect; N] {
    let shares = weights.map(|w| Share { least: 1, wanted: 1, grows: w });
    let widths = share_out(area.width, &shares);
    let mut x = area.x;
    std::array::from_fn(|i| {
        let cell = Rect { x, width: widths[i], ..area };
        x += widths[i];
        cell
    })
}

/// The four bands of every screen: header, tabs, body, footer.
pub fn bands(area: Rect) -> [Rect; 4] {
    let row = |y: u16, height: u16| Rect { y: area.y + y, height, ..area };
    let body = area.height.saturating_sub(3);
    [row(0, 1), row(1, 1), row(2, body), row(2 + body, 1)]
}

/// The strip of key figures above the Overview, and what is left below it.
pub fn key_figures(body: Rect, room: Room) -> [Rect; 2] {
    let height = if room == Room::Wide { 3 } else { 2 };
    [Rect { height, ..body }, Rect { y: body.y + height, height: body.height.saturating_sub(height), ..body }]
}

/// The boxes of some key figures: as equal as columns allow.
pub fn boxes(strip: Rect, n: usize) -> Vec<Rect> {
    let widths = share_out(strip.width, &vec![Share { least: 1, wanted: 1, grows: 1 }; n]);
    let mut x = strip.x;
    let cell = |width: u16| {
        let cell = Rect { x, width, ..strip };
        x += width;
        cell
    };
    widths.into_iter().map(cell).collect()
}

/// The places without the panels that the data does not have. A place that has none left goes to its neighbour.
pub fn without(places: Vec<Place>, has: impl Fn(Panel) -> bool) -> Vec<Place> {
    let keep =
        |place: Place| Place { panels: place.panels.iter().copied().filter(|panel| has(*panel)).collect(), ..place };
    let (mut places, empty): (Vec<Place>, Vec<Place>) =
        places.into_iter().map(keep).partition(|place| !place.panels.is_empty());
    let mut gone: Vec<Rect> = Vec::new();
    for area in empty.into_iter().map(|place| place.area) {
        match gone.iter_mut().find(|other| together(**other, area)) {
            Some(other) => *other = other.union(area),
            None => gone.push(area),
        }
    }
    for area in gone {
        if let Some(place) = places.iter_mut().find(|place| together(place.area, area)) {
            place.area = place.area.union(area);
            continue;
        }
        // A whole column goes to the column at its left.
        let is_left = |place: &Place| place.area.right() == area.x && area.union(place.area).height == area.height;
        if places.iter().filter(|place| is_left(place)).map(|place| place.area.height).sum::<u16>() == area.height {
            places.iter_mut().filter(|place| is_left(place)).for_each(|place| place.area.width += area.width);
        }
    }
    places
}

/// Whether two areas make one rectangle.
fn together(a: Rect, b: Rect) -> bool {
    let beside = a.y == b.y && a.height == b.height && (a.right() == b.x || b.right() == a.x);
    let above = a.x == b.x && a.width == b.width && (a.bottom() == b.y || b.bottom() == a.y);
    beside || above
}

/// The places of a screen's panels.
pub fn places(screen: Screen, body: Rect, room: Room, contents: Contents) -> Vec<Place> {
    match (screen, room) {
        (_, Room::TooSmall) => Vec::new(),
        (Screen::Overview, Room::Wide) => overview_wide(body, contents),
        (Screen::Overview, Room::Compact) => overview_compact(body, contents),
        (Screen::Usage, room) => usage(body, room, contents),
        (Screen::Places, room) => places_screen(body, room, contents),
        (Screen::Loyalty, room) => loyalty(body, room, contents),
        (Screen::Segments, _) => segments(body, room, contents),
        (Screen::Customers, _) => vec![Place { area: body, panels: vec![Panel::Customers] }],
        (Screen::Quality, _) => {
            let checks = item(&[Panel::Checks], 5, contents.checks + 3, 1);
            let mut places = column(body, &[checks, item(&[Panel::Examples, Panel::Readings], 5, 9, 0)]);
            // Side by side where there is room, else taking turns.
            if room == Room::Wide
                && let Some(below) = places.pop()
            {
                let areas: [Rect; 2] = columns(below.area, [1, 1]);
                let panels = [Panel::Examples, Panel::Readings];
                places.extend(areas.into_iter().zip(panels).map(|(area, panel)| Place { area, panels: vec![panel] }));
            }
            places
        }
    }
}

fn overview_wide(body: Rect, contents: Contents) -> Vec<Place> {
    let [left, middle, right] = columns(body, [38, 34, 48]);
    let cities = contents.cities + 2;
    let further = contents.demographic + 2;
    // Further columns have a place of their own where there is room, else they take turns with the cities.
    let apart = contents.demographic > 0 && body.height >= 40;
    let shared: &[Panel] =
        if contents.demographic > 0 && !apart { &[Panel::Cities, Panel::Demographics] } else { &[Panel::Cities] };
    let mut left_items = vec![item(&[Panel::Genders], 4, (contents.genders + 2).min(6), 0)];
    left_items.extend(apart.then(|| item(&[Panel::Demographics], 4, further.min(left.height / 3), 0)));
    left_items.extend([
        item(&[Panel::Trend], 10, 10, 1),
        item(
            &[Panel::Branches],
            6,
            (contents.branches + 3).min(if apart { left.height / 3 } else { left.height / 2 + 2 }),
            0,
        ),
    ]);
    let mut places = column(left, &left_items);
    places.extend(column(
        middle,
        &[
            item(shared, 6, cities.min(middle.height / 2), 1),
            item(&[Panel::CityBurns], 6, cities.min(middle.height / 2), 1),
        ],
    ));
    let most = right.height * 45 / 100;
    places.extend(column(
        right,
        &[item(&[Panel::Scatter], 10, 12, 1), item(&[Panel::SegmentTable], 6, (contents.segments + 3).min(most), 0)],
    ));
    places
}

fn overview_compact(body: Rect, contents: Contents) -> Vec<Place> {
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

/// Cuts a body into an upper part and a lower one of the given number of rows.
fn halves(body: Rect, lower: u16) -> [Rect; 2] {
    let upper = body.height.saturating_sub(lower);
    [Rect { height: upper, ..body }, Rect { y: body.y + upper, height: body.height - upper, ..body }]
}

fn place(area: Rect, panels: &[Panel]) -> Place {
    Place { area, panels: panels.to_vec() }
}

fn usage(body: Rect, room: Room, contents: Contents) -> Vec<Place> {
    let [top, bottom] = halves(body, body.height - body.height * 55 / 100);
    if room == Room::Compact {
        let [left, right] = columns(bottom, [1, 1]);
        return vec![
            place(top, &[Panel::Timeline]),
            place(left, &[Panel::Periods, Panel::Coupons]),
            place(right, &[Panel::DaysToBurn, Panel::Weekdays]),
        ];
    }
    let [time, periods] = columns(top, [64, 56]);
    let mut places = vec![place(time, &[Panel::Timeline]), place(periods, &[Panel::Periods])];
    // Three beside each other where there is room, and something in each.
    if bottom.width >= 160 && contents.coupons > 0 {
        let areas: [Rect; 3] = columns(bottom, [4, 5, 3]);
        let panels = [Panel::DaysToBurn, Panel::Weekdays, Panel::Coupons];
        places.extend(areas.into_iter().zip(panels).map(|(area, panel)| place(area, &[panel])));
    } else {
        let [days, weekdays] = columns(bottom, [52, 68]);
        places.extend([place(days, &[Panel::DaysToBurn]), place(weekdays, &[Panel::Weekdays, Panel::Coupons])]);
    }
    places
}

fn loyalty(body: Rect, room: Room, contents: Contents) -> Vec<Place> {
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

fn places_screen(body: Rect, room: Room, contents: Contents) -> Vec<Place> {
    if room == Room::Compact {
        let [top, bottom] = halves(body, body.height * 2 / 5);
        let [left, right] = columns(top, [1, 1]);
        return vec![
            place(left, &[Panel::CityTable]),
            place(right, &[Panel::BranchTable, Panel::Merchants]),
            place(bottom, &[Panel::PlaceMonths]),
        ];
    }
    // What neither the cities nor the branches above the merchants need is the heatmap's.
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

fn segments(body: Rect, room: Room, contents: Contents) -> Vec<Place> {
    let most = body.height * 45 / 100;
    if room == Room::Wide {
        let [top, bottom] = halves(body, (contents.segments + 4).clamp(8, most.max(8)));
        let [scatter, choosing] = columns(top, [71, 49]);
        let [silhouettes, profiles] = columns(bottom, [36, 84]);
        vec![
            place(scatter, &[Panel::Scatter]),
            place(choosing, &[Panel::Choosing]),
            place(silhouettes, &[Panel::Silhouettes]),
            place(profiles, &[Panel::Profiles]),
        ]
    } else {
        let [top, bottom] = halves(body, (contents.segments + 3).clamp(6, most.max(6)));
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
    use super::*;

    const CONTENTS: Contents = Contents {
        genders: 2,
        demographic: 7,
        cities: 20,
        branches: 40,
        segments: 6,
        coupons: 9,
        frequency: 14,
        checks: 9,
    };

    #[test]
    fn lengths_are_shared_out_without_a_gap() {
        let share = |least, wanted, grows| Share { least, wanted, grows };
        assert_eq!(share_out(30, &[share(4, 4, 0), share(10, 10, 1), share(6, 13, 0)]), [4, 13, 13]);
        assert_eq!(share_out(12, &[share(4, 4, 0), share(10, 10, 1), share(6, 13, 0)]), [4, 0, 8]);
        assert_eq!(share_out(0, &[share(1, 1, 1)]), [0]);
        assert_eq!(share_out(10, &[share(1, 1, 1), share(1, 1, 1), share(1, 1, 1)]), [3, 3, 4]);
    }

    #[test]
    fn places_never_leave_the_body_and_never_overlap() {
        for width in (0..=220).step_by(7) {
            for height in 0..=64 {
                let area = Rect::new(0, 0, width, height);
                let [_, _, body, _] = bands(area);
                for screen in Screen::all() {
                    let places = places(screen, body, Room::of(area), CONTENTS);
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
    fn the_room_of_a_panel_that_is_not_there_goes_to_its_neighbour() {
        let (top, left, right) = (Rect::new(0, 0, 8, 2), Rect::new(0, 2, 3, 4), Rect::new(3, 2, 5, 4));
        let all =
            vec![place(top, &[Panel::Timeline]), place(left, &[Panel::DaysToBurn]), place(right, &[Panel::Weekdays])];
        let found = without(all, |panel| panel != Panel::DaysToBurn);
        assert_eq!(found, [place(top, &[Panel::Timeline]), place(Rect::new(0, 2, 8, 4), &[Panel::Weekdays])]);

        let column = [Rect::new(8, 0, 2, 3), Rect::new(8, 3, 2, 3)];
        let all = vec![
            place(top, &[Panel::Genders]),
            place(Rect::new(0, 2, 8, 4), &[Panel::Trend]),
            place(column[0], &[Panel::Cities]),
            place(column[1], &[Panel::CityBurns]),
        ];
        let found = without(all, |panel| !matches!(panel, Panel::Cities | Panel::CityBurns));
        assert_eq!(
            found,
            [place(Rect::new(0, 0, 10, 2), &[Panel::Genders]), place(Rect::new(0, 2, 10, 4), &[Panel::Trend])]
        );
    }

    #[test]
    fn every_panel_of_a_screen_has_a_place() {
        for (width, height) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
            let area = Rect::new(0, 0, width, height);
            let [_, _, body, _] = bands(area);
            for screen in Screen::all() {
                let below = if screen == Screen::Overview { key_figures(body, Room::of(area))[1] } else { body };
                let places = places(screen, below, Room::of(area), CONTENTS);
                for panel in screen.panels() {
                    assert!(places.iter().any(|p| p.panels.contains(panel)), "{panel:?} at {width}x{height}");
                }
            }
        }
    }
}
