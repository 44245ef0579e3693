//! A vertical axis with a square root scale and round ticks: for heights of merges, most of which are low.

use super::ticks::{decimals, round_step};
use crate::wording::text::{compact, number};

/// Rows of values from 0 upwards: the highest value is at the top row, the lowest at the bottom row.
pub(super) struct RootAxis {
    low: f64,
    high: f64,
    rows: u16,
    /// Difference between two ticks.
    step: f64,
}

impl RootAxis {
    /// An axis over `low..=high` in some rows.
    pub fn new(low: f64, high: f64, rows: u16) -> Self {
        let high = if high.is_finite() && high > 0.0 { high } else { 1.0 };
        let low = if (0.0..high).contains(&low) { low } else { 0.0 };
        let step = round_step((high - low) / f64::from(rows.clamp(2, 16)) * 2.0);
        Self { low, high, rows, step }
    }

    /// The row of a value, from the top; values outside are at the ends.
    pub fn row(&self, value: f64) -> u16 {
        let (low, high) = (self.low.sqrt(), self.high.sqrt());
        let share = (value.max(0.0).sqrt() - low) / (high - low);
        ((1.0 - share).clamp(0.0, 1.0) * f64::from(self.rows.saturating_sub(1))).round() as u16
    }

    /// (Row from the top, value) of round values at least two rows apart, the lowest first.
    pub fn ticks(&self) -> Vec<(u16, f64)> {
        let first = (self.low / self.step).ceil();
        let mut ticks: Vec<(u16, f64)> = Vec::new();
        let values = (0..32).map(|i| (first + f64::from(i)) * self.step);
        for value in values.take_while(|value| *value <= self.high * (1.0 + 1e-9)) {
            let row = self.row(value);
            if ticks.last().is_none_or(|&(last, _)| row + 2 <= last) {
                ticks.push((row, value));
            }
        }
        ticks
    }

    /// A tick as text: with enough decimals to distinguish ticks; large values are shortened.
    pub fn name(&self, value: f64) -> String {
        self.text(value, decimals(self.step))
    }

    /// A value between ticks as text: with one decimal more.
    pub fn name_between(&self, value: f64) -> String {
        self.text(value, decimals(self.step) + 1)
    }

    fn text(&self, value: f64, decimals: usize) -> String {
        if self.high >= 10_000.0 { compact(value) } else { number(value, decimals) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn low_values_are_spread() {
        let axis = RootAxis::new(0.0, 100.0, 11);
        assert_eq!([0.0, 1.0, 25.0, 64.0, 100.0, 900.0].map(|value| axis.row(value)), [10, 9, 5, 2, 0, 0]);
        let ticks: Vec<(u16, String)> = axis.ticks().into_iter().map(|(row, value)| (row, axis.name(value))).collect();
        assert_eq!(ticks, [(10, "0".into()), (6, "20".into()), (4, "40".into()), (2, "60".into()), (0, "100".into())]);
        let axis = RootAxis::new(4.0, 100.0, 9);
        assert_eq!([1.0, 4.0, 36.0, 100.0].map(|value| axis.row(value)), [8, 8, 4, 0]);
    }

    #[test]
    fn any_range_has_rows_and_ticks() {
        for rows in 0..30 {
            for (low, high) in [(0.0, 0.0), (5.0, 5.0), (f64::NAN, f64::NAN), (1.0, f64::INFINITY), (1e-9, 1e12)] {
                let axis = RootAxis::new(low, high, rows);
                assert!(axis.ticks().iter().all(|&(row, _)| row < rows.max(1)));
                assert!([f64::NAN, f64::INFINITY, -1.0].iter().all(|&value| axis.row(value) < rows.max(1)));
            }
        }
    }
}
