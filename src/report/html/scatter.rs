//! A scatter of customers in the colours of their segments, with the numbers of the segments at the centres.

use super::style::SLOTS;
use super::svg::{Svg, share};
use crate::report::document::blocks::{Mark, Scatter};

const SIZE: (f64, f64) = (1000.0, 520.0);
const EDGE: f64 = 14.0;
const BOTTOM: f64 = 30.0;
const LEFT: f64 = 30.0;

pub(super) fn draw(scatter: &Scatter) -> Svg {
    let mut svg = Svg::new(SIZE.0, SIZE.1);
    let points = || scatter.groups.iter().flat_map(|cloud| cloud.points.iter().chain(&cloud.centre));
    let extent = |of: fn(&(f64, f64)) -> f64| {
        let bound = |fold: fn(f64, f64) -> f64| points().map(of).reduce(fold).unwrap_or(0.0);
        (bound(f64::min), bound(f64::max))
    };
    let (across, up) = (extent(|p| p.0), extent(|p| p.1));
    let floor = SIZE.1 - BOTTOM;
    let place = |(x, y): (f64, f64)| {
        let x = LEFT + EDGE + share(x, across.0, across.1) * (SIZE.0 - LEFT - 2.0 * EDGE);
        (x, floor - EDGE - share(y, up.0, up.1) * (floor - 2.0 * EDGE))
    };
    svg.line([(LEFT, 0.0), (LEFT, floor), (SIZE.0, floor)], "axis");
    let [right, top] = &scatter.axes;
    svg.text((SIZE.0, SIZE.1 - 8.0), "dim end", &format!("{right} →"));
    svg.text((LEFT + 8.0, 12.0), "dim", &format!("↑ {top}"));
    for cloud in &scatter.groups {
        svg.dots(cloud.points.iter().map(|point| place(*point)), &format!("dots {}", class(&cloud.mark)));
    }
    for cloud in &scatter.groups {
        let Some((x, y)) = cloud.centre.map(place) else { continue };
        let number = &cloud.mark.number;
        svg.circle((x, y), 13.0, &format!("centre {}", class(&cloud.mark)), &format!("mean of segment {number}"));
        svg.text((x, y + 4.5), "badge-text", number);
    }
    svg
}

/// The CSS class of a segment's colour.
pub(super) fn class(mark: &Mark) -> String {
    mark.slot.map_or_else(|| "none".to_owned(), |slot| format!("s{}", slot % SLOTS))
}
