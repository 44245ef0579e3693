//! Removing panels that the data does not have: their room goes to the neighbours.

use ratatui::layout::Rect;

use super::PanelArea;
use crate::app::Panel;

/// The places without the panels that the data does not have. An empty place goes to its neighbour.
pub fn without(places: Vec<PanelArea>, has: impl Fn(Panel) -> bool) -> Vec<PanelArea> {
    let keep = |place: PanelArea| PanelArea {
        panels: place.panels.iter().copied().filter(|panel| has(*panel)).collect(),
        ..place
    };
    let (mut places, empty): (Vec<PanelArea>, Vec<PanelArea>) =
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
        // A complete row goes to the row above or below.
        let (x, right) = (area.x, area.right());
        let is_within = |place: &PanelArea| place.area.x >= x && place.area.right() <= right;
        let is_below = |place: &PanelArea| place.area.y == area.bottom() && is_within(place);
        let is_above = |place: &PanelArea| place.area.bottom() == area.y && is_within(place);
        let width = |of: &dyn Fn(&PanelArea) -> bool| -> u16 {
            places.iter().filter(|place| of(place)).map(|place| place.area.width).sum()
        };
        let (below, above) = (width(&is_below) == area.width, width(&is_above) == area.width);
        if below || above {
            for place in places.iter_mut().filter(|place| if below { is_below(place) } else { is_above(place) }) {
                place.area =
                    Rect { y: place.area.y.min(area.y), height: place.area.height + area.height, ..place.area };
            }
            continue;
        }
        // A complete column goes to the column at its left.
        let is_left = |place: &PanelArea| place.area.right() == area.x && area.union(place.area).height == area.height;
        if places.iter().filter(|place| is_left(place)).map(|place| place.area.height).sum::<u16>() == area.height {
            places.iter_mut().filter(|place| is_left(place)).for_each(|place| place.area.width += area.width);
        }
    }
    places
}

/// Whether two areas form a rectangle.
fn together(a: Rect, b: Rect) -> bool {
    let beside = a.y == b.y && a.height == b.height && (a.right() == b.x || b.right() == a.x);
    let above = a.x == b.x && a.width == b.width && (a.bottom() == b.y || b.bottom() == a.y);
    beside || above
}

#[cfg(test)]
mod tests {
    use super::super::place;
    use super::*;

    #[test]
    fn the_room_of_a_panel_that_is_not_there_goes_to_its_neighbour() {
        let (top, left, right) = (Rect::new(0, 0, 8, 2), Rect::new(0, 2, 3, 4), Rect::new(3, 2, 5, 4));
        let all =
            vec![place(top, &[Panel::Timeline]), place(left, &[Panel::DaysToBurn]), place(right, &[Panel::Weekdays])];
        let found = without(all, |panel| panel != Panel::DaysToBurn);
        assert_eq!(found, [place(top, &[Panel::Timeline]), place(Rect::new(0, 2, 8, 4), &[Panel::Weekdays])]);

        let all =
            vec![place(top, &[Panel::Retention]), place(left, &[Panel::Frequency]), place(right, &[Panel::Lorenz])];
        let found = without(all, |panel| panel != Panel::Retention);
        let taller = [Rect::new(0, 0, 3, 6), Rect::new(3, 0, 5, 6)];
        assert_eq!(found, [place(taller[0], &[Panel::Frequency]), place(taller[1], &[Panel::Lorenz])]);

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
}
