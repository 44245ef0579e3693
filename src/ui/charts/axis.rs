//! A value axis with round ticks at equal distances, each in the middle of a row.

use super::ticks::{decimals, round_step, step_of};
use crate::wording::text::{compact, number};

/// Ticks from the bottom row up, and the values at the lowest and the highest dot.
pub(super) struct Axis {
    /// Value of the bottom row's tick.
    low: f64,
    /// The highest value to cover.
    high: f64,
    /// Difference between two ticks.
    step: f64,
    /// Rows between two ticks.
    pitch: u16,
    rows: u16,
    /// Dots per row.
    dots: usize,
}

/// The share of rows that a fourth tick is worth.
const FEW: f64 = 0.25;

impl Axis {
    /// An axis over `low..=high` in some rows of `dots` dots each, with at least two rows per tick if there is room.
    pub fn new(low: f64, high: f64, rows: u16, dots: usize) -> Self {
        let (low, high) = if (high - low).is_finite() && low <= high { (low, high) } else { (0.0, 1.0) };
        let high = if high > low { high } else { low + low.abs().max(1.0) };
        let last = f64::from(rows.saturating_sub(1)).max(1.0);
        let (least, most) = if last < 4.0 { (1.0, last) } else { (2.0, (last / 2.0).floor().min(8.0)) };
        let floor = |step: f64| (low / step + 1e-9).floor() * step;
        // Of the round steps with two to eight rows per tick and at least three ticks, the one that wastes the fewest
        // rows; three ticks are too few if there is room for more.
        let mut step = round_step((high - low) / last);
        let mut best = (f64::NEG_INFINITY, step, 1.0);
        for _ in 0..12 {
            let pitch = (last * step / (high - floor(step)) + 1e-9).floor().min(last);
            let few = last >= 8.0 && (last / pitch).floor() < 3.0;
            let used = pitch * (high - low) / (last * step) - if few { FEW } else { 0.0 };
            let fits = (least..=most).contains(&pitch);
            if fits && used > best.0 + 1e-9 {
                best = (used, step, pitch);
            }
            step = round_step(step * 1.5);
        }
        if best.0 == f64::NEG_INFINITY {
            // Between 20 and 50 there is 25: a step from one to the other wastes half of few rows.
            let step = step_of((high - low) * least / last, &[2.5, 10.0]);
            let pitch = (last * step / (high - floor(step)) + 1e-9).floor().min(last);
            if step >= 10.0 && (least..=most).contains(&pitch) {
                best = (0.0, step, pitch);
            }
        }
        let (_, step, pitch) = best;
        Self { low: floor(step), high, step, pitch: pitch as u16, rows, dots: dots.max(1) }
    }

    /// (Row from the top, value) of each tick, the bottom one first; none above the first that covers the values,
    /// because a share has no tick above 100%.
    pub fn ticks(&self) -> impl Iterator<Item = (u16, f64)> + '_ {
        // Ticks are multiples of the step, so that 0.30000000000000004 is never shown.
        let first = (self.low / self.step).round();
        let rows = (0..self.rows).step_by(usize::from(self.pitch));
        let last = (self.high / self.step - 1e-9).ceil();
        let ticks = rows.zip(0u16..).map(move |(up, i)| (self.rows - 1 - up, first + f64::from(i)));
        ticks.take_while(move |(_, multiple)| *multiple <= last).map(|(row, multiple)| (row, multiple * self.step))
    }

    /// A tick as text: with the decimals that the step needs; large values are shortened.
    pub fn name(&self, value: f64) -> String {
        let top = self.low.abs().max((self.low + self.step * f64::from(self.rows)).abs());
        if top >= 100_000.0 && self.step >= 100.0 { compact(value) } else { number(value, decimals(self.step)) }
    }

    /// Values at the lowest and the highest dot: a tick is at the middle of its row.
    pub fn range(&self) -> (f64, f64) {
        let unit = self.step / (f64::from(self.pitch) * self.dots as f64);
        let below = (self.dots / 2).saturating_sub(1) as f64;
        let above = f64::from(self.rows) * self.dots as f64 - 1.0 - below;
        (self.low - below * unit, self.low + above.max(1.0) * unit)
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;

    fn names(axis: &Axis) -> Vec<(u16, String)> {
        axis.ticks().map(|(row, value)| (row, axis.name(value))).collect()
    }

    fn text(ticks: &[(u16, &str)]) -> Vec<(u16, String)> {
        ticks.iter().map(|&(row, name)| (row, name.to_owned())).collect()
    }

    #[test]
    fn ticks_are_round_and_even() {
        let axis = Axis::new(0.0, 931.0, 11, 4);
        assert_eq!(names(&axis), text(&[(10, "0"), (8, "200"), (6, "400"), (4, "600"), (2, "800"), (0, "1,000")]));
        let axis = Axis::new(0.0, 1030.0, 12, 4);
        assert_eq!(names(&axis)[5], (1, "1,000".to_owned()));
        // There would be room for 120.
        let axis = Axis::new(0.0, 100.0, 20, 4);
        assert_eq!(names(&axis), text(&[(19, "0"), (16, "20"), (13, "40"), (10, "60"), (7, "80"), (4, "100")]));
        let axis = Axis::new(0.31, 0.58, 5, 4);
        assert_eq!(names(&axis), text(&[(4, "0.2"), (2, "0.4"), (0, "0.6")]));
        let axis = Axis::new(0.0, 79_288.0, 8, 4);
        assert_eq!(names(&axis), text(&[(7, "0"), (5, "25k"), (3, "50k"), (1, "75k")]));
        let axis = Axis::new(0.0, 2_000_000.0, 3, 1);
        assert_eq!(names(&axis), text(&[(2, "0"), (1, "1M"), (0, "2M")]));
    }

    #[test]
    fn every_value_lies_within_the_range() {
        for rows in 0..40 {
            for (low, high) in
                [(0.0, 1.0), (-3.0, 7.0), (0.0, 0.0), (5.0, 5.0), (0.0, 1e9), (99.0, 101.0), (-1e300, 1e300)]
            {
                for dots in [1, 2, 4] {
                    let axis = Axis::new(low, high, rows, dots);
                    let (bottom, top) = axis.range();
                    assert!(bottom < top, "{low} {high} {rows} {dots}");
                    if rows >= 3 && high > low {
                        let span = top - bottom;
                        assert!(bottom <= low + span * 1e-6, "{low} {high} {rows} {dots}: {bottom}");
                        assert!(top >= high - span * 1e-6, "{low} {high} {rows} {dots}: {top}");
                    }
                }
            }
        }
        assert_eq!(names(&Axis::new(f64::NAN, 1.0, 3, 4)).len(), 3);
    }
}
