//! Comparisons of numbers and days.

use std::fmt::Display;

/// All values from `first` to `last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval<T> {
    /// The least.
    pub first: T,
    /// The greatest.
    pub last: T,
}

impl<T: Copy> Interval<T> {
    /// One value.
    pub fn at(value: T) -> Self {
        Self { first: value, last: value }
    }
}

/// A comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison<T> {
    /// Within any of these ranges; `None` is a missing value.
    AnyOf(Vec<Option<Interval<T>>>),
    /// Less.
    Below(T),
    /// Less or equal.
    AtMost(T),
    /// Greater.
    Above(T),
    /// Greater or equal.
    AtLeast(T),
}

impl<T: PartialOrd + Copy> Comparison<T> {
    /// Whether a value matches; a missing one matches only if it is named.
    pub fn holds(&self, value: Option<T>) -> bool {
        let Some(value) = value else {
            return matches!(self, Self::AnyOf(intervals) if intervals.contains(&None));
        };
        match self {
            Self::AnyOf(intervals) => intervals.iter().flatten().any(|i| i.first <= value && value <= i.last),
            Self::Below(limit) => value < *limit,
            Self::AtMost(limit) => value <= *limit,
            Self::Above(limit) => value > *limit,
            Self::AtLeast(limit) => value >= *limit,
        }
    }

    /// The operator with its operand.
    pub(super) fn text(&self, interval: impl Fn(Interval<T>) -> String) -> String {
        let at = |operator: &str, limit: &T| format!("{operator}{}", interval(Interval::at(*limit)));
        match self {
            Self::AnyOf(intervals) => {
                let words = intervals.iter().map(|i| i.map_or_else(|| "none".to_owned(), &interval));
                format!(":{}", words.collect::<Vec<_>>().join(","))
            }
            Self::Below(limit) => at("<", limit),
            Self::AtMost(limit) => at("<=", limit),
            Self::Above(limit) => at(">", limit),
            Self::AtLeast(limit) => at(">=", limit),
        }
    }
}

/// A number, or two with `..` between.
pub(super) fn number_text<T: Display + PartialEq>(interval: Interval<T>) -> String {
    let Interval { first, last } = interval;
    if first == last { first.to_string() } else { format!("{first}..{last}") }
}
