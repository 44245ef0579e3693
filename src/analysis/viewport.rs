//! The visible data range of a plot, and the conversion from data to positions on a grid: dots of a chart, or boxes of
//! a cursor.

/// Ranges of x and y, each with its low end below its high end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Lowest and highest x.
    pub x: [f64; 2],
    /// Lowest and highest y; y grows upwards.
    pub y: [f64; 2],
}

/// Room left around the data, as a share of its range, so that no dot sits on the very edge.
const MARGIN: f64 = 0.03;

impl Viewport {
    /// The range of all finite points with a margin; a range of one value is widened.
    pub fn fit(points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let (mut x, mut y) = ([f64::INFINITY, f64::NEG_INFINITY], [f64::INFINITY, f64::NEG_INFINITY]);
        for (px, py) in points {
            if px.is_finite() && py.is_finite() {
                x = [x[0].min(px), x[1].max(px)];
                y = [y[0].min(py), y[1].max(py)];
            }
        }
        Self { x: widened(x), y: widened(y) }
    }

    /// A part of it, by shares of its own ranges: `part([0.0, 0.5], [0.0, 0.5])` is the lower left quarter.
    #[must_use]
    pub fn part(self, x: [f64; 2], y: [f64; 2]) -> Self {
        let cut = |[low, high]: [f64; 2], shares: [f64; 2]| shares.map(|share| low + (high - low) * share);
        Self { x: cut(self.x, x), y: cut(self.y, y) }
    }

    /// The dot of a point on a grid of `columns` × `rows`, row 0 at the top; `None` outside the view.
    pub fn dot(&self, x: f64, y: f64, columns: usize, rows: usize) -> Option<(usize, usize)> {
        let index = |value: f64, [low, high]: [f64; 2], n: usize| {
            let share = (value - low) / (high - low);
            (n > 0 && (0.0..=1.0).contains(&share)).then(|| ((share * n as f64) as usize).min(n - 1))
        };
        let (column, from_below) = (index(x, self.x, columns)?, index(y, self.y, rows)?);
        Some((column, rows - 1 - from_below))
    }
}

fn widened([low, high]: [f64; 2]) -> [f64; 2] {
    if low > high {
        return [-0.5, 0.5];
    }
    let extent = high - low;
    let margin = if extent > 0.0 { extent * MARGIN } else { (low.abs() * 0.05).max(0.5) };
    [low - margin, high + margin]
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;

    #[test]
    fn all_points_are_in_view() {
        let points = [(0.0, -3.0), (10.0, 7.0), (f64::NAN, 99.0)];
        let view = Viewport::fit(points);
        assert_eq!(view, Viewport { x: [-0.3, 10.3], y: [-3.3, 7.3] });
        assert_eq!(view.dot(0.0, -3.0, 100, 50), Some((2, 48)));
        assert_eq!(view.dot(10.0, 7.0, 100, 50), Some((97, 1)));
        assert_eq!(view.dot(11.0, 0.0, 100, 50), None);
        assert_eq!(view.dot(f64::NAN, 0.0, 100, 50), None);
        assert_eq!(view.dot(1.0, 1.0, 9, 0), None);
    }

    #[test]
    fn ranges_without_extent_get_some() {
        assert_eq!(Viewport::fit([(2.0, 100.0)]), Viewport { x: [1.5, 2.5], y: [95.0, 105.0] });
        assert_eq!(Viewport::fit([]), Viewport { x: [-0.5, 0.5], y: [-0.5, 0.5] });
    }

    #[test]
    fn a_part_is_cut_by_shares() {
        let view = Viewport { x: [0.0, 10.0], y: [-10.0, 10.0] };
        assert_eq!(view.part([0.0, 0.5], [0.25, 1.0]), Viewport { x: [0.0, 5.0], y: [-5.0, 10.0] });
        assert_eq!(view.part([0.0, 1.0], [0.0, 1.0]), view);
    }
}
