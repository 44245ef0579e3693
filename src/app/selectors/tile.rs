//! The customers in the box at the cursor of the scatter plot, as conditions.

use super::scatter::ScatterView;
use crate::app::state::axes::{Axes, Directions};
use crate::app::state::model::Model;
use crate::data::filter::{Comparison, Condition, Field, Interval, Name};

/// Largest number of customers that a filter lists by id: a longer list cannot be read.
const MOST_NAMED: usize = 200;

/// The customers in the box at the scatter's cursor.
pub fn in_tile(model: &Model) -> Result<Vec<Condition>, String> {
    let (scatter, tiles) = ScatterView::new(model).zip(model.camera.chosen()).ok_or("an arrow key shows the cursor")?;
    let inside: Vec<usize> = (0..scatter.rows()).filter(|row| scatter.is_in(tiles, *row)).collect();
    if inside.is_empty() {
        return Err("no customers here".to_owned());
    }
    let names = match scatter.directions {
        Directions::Flat(Axes::Components) => Some(["pc1".to_owned(), "pc2".to_owned()]),
        Directions::Flat(Axes::Features(x, y)) => {
            Some([x, y].map(|column| scatter.segmentation.prepared.matrix.names[column].clone()))
        }
        Directions::Turned(_) => None,
    };
    let positions: Vec<(f64, f64)> = (0..scatter.rows()).map(|row| scatter.position(row)).collect();
    let ranges = names.zip(tight_ranges(&positions, &inside));
    if let Some((names, ranges)) = ranges {
        let condition = |name: &String, [first, last]: [f64; 2]| {
            Condition::number(name, Comparison::AnyOf(vec![Some(Interval { first, last })])).shown()
        };
        return Ok(names.iter().zip(ranges).map(|(name, range)| condition(name, range)).collect());
    }
    // A box of the turned view is not a range of a feature: its customers are listed by id.
    let members = scatter.members(tiles);
    if members.len() > MOST_NAMED {
        let n = members.len();
        return Err(format!("{n} customers are here, and a rotated view opens at most {MOST_NAMED}: zoom in first"));
    }
    let ids = members.iter().map(|row| Name::exactly(&scatter.segmentation.features.customer_ids.text(*row as usize)));
    Ok(vec![Condition::names(Field::Customer, ids.collect()).shown()])
}

/// The ranges of x and y that contain exactly these points, with as few digits as possible; `None` if no ranges do.
fn tight_ranges(points: &[(f64, f64)], inside: &[usize]) -> Option<[[f64; 2]; 2]> {
    let range = |of: fn(&(f64, f64)) -> f64| {
        let values = inside.iter().map(|at| of(&points[*at]));
        values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], v| [low.min(v), high.max(v)])
    };
    let exact = [range(|p| p.0), range(|p| p.1)];
    let rounded = |decimals: i32| {
        let scale = 10_f64.powi(decimals);
        exact.map(|[low, high]| [(low * scale).floor() / scale, (high * scale).ceil() / scale])
    };
    let holds = |[x, y]: &[[f64; 2]; 2]| {
        let within = |(px, py): &&(f64, f64)| (x[0]..=x[1]).contains(px) && (y[0]..=y[1]).contains(py);
        points.iter().filter(within).count() == inside.len() && inside.iter().all(|at| within(&&points[*at]))
    };
    (0..=6).map(rounded).chain([exact]).find(holds)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_just_the_points_with_few_digits() {
        let points = [(0.12, 1.0), (0.18, 1.5), (0.31, 1.2), (0.18, 3.0)];
        assert_eq!(tight_ranges(&points, &[0, 1]), Some([[0.1, 0.2], [1.0, 1.5]]));
        assert_eq!(tight_ranges(&points, &[3]), Some([[0.0, 1.0], [3.0, 3.0]]));
        let close = [(0.123_456_789, 0.0), (0.123_456_788, 0.0)];
        assert_eq!(tight_ranges(&close, &[0]), Some([[0.123_456_789; 2], [0.0; 2]]));
        // Another point is between them.
        assert_eq!(tight_ranges(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], &[0, 2]), None);
    }
}
