//! Comparisons of numbers and days.

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
        let operator = if matches!(self, Self::AnyOf(_)) { ":" } else { "" };
        format!("{operator}{}", self.texts(interval).join(","))
    }

    /// Each range, or the limit with its operator.
    pub(super) fn texts(&self, interval: impl Fn(Interval<T>) -> String) -> Vec<String> {
        let at = |operator: &str, limit: &T| vec![format!("{operator}{}", interval(Interval::at(*limit)))];
        match self {
            Self::AnyOf(intervals) => {
                intervals.iter().map(|i| i.map_or_else(|| "none".to_owned(), &interval)).collect()
            }
            Self::Below(limit) => at("<", limit),
            Self::AtMost(limit) => at("<=", limit),
            Self::Above(limit) => at(">", limit),
            Self::AtLeast(limit) => at(">=", limit),
        }
    }
}

impl Comparison<f64> {
    /// Within a band, from its low end to below its high end; an end that is not there is open.
    pub fn band([from, below]: [Option<f64>; 2], is_integer: bool) -> Self {
        match [from, below] {
            [None, Some(below)] => Self::Below(below),
            [Some(from), None] => Self::AtLeast(from),
            [from, below] => {
                let last = below.map(|below| if is_integer { below - 1.0 } else { below.next_down() });
                let [first, last] = [from.unwrap_or(f64::NEG_INFINITY), last.unwrap_or(f64::INFINITY)];
                Self::AnyOf(vec![Some(Interval { first, last })])
            }
        }
    }

    /// The same as ranges.
    fn ranges(&self) -> Vec<Option<Interval<f64>>> {
        let to = |last| vec![Some(Interval { first: f64::NEG_INFINITY, last })];
        let from = |first| vec![Some(Interval { first, last: f64::INFINITY })];
        match self {
            Self::AnyOf(ranges) => ranges.clone(),
            Self::Below(limit) => to(limit.next_down()),
            Self::AtMost(limit) => to(*limit),
            Self::Above(limit) => from(limit.next_up()),
            Self::AtLeast(limit) => from(*limit),
        }
    }

    /// What either matches.
    pub(super) fn or(&self, other: &Self) -> Self {
        Self::AnyOf(with(self.ranges(), other.ranges()))
    }
}

/// The values of both lists, each once.
pub(super) fn with<T: PartialEq>(mut list: Vec<T>, other: Vec<T>) -> Vec<T> {
    for value in other {
        if !list.contains(&value) {
            list.push(value);
        }
    }
    list
}

/// A number, or two with `..` between; an open end is empty. The greatest number below 30 is written `<30`.
#[allow(clippy::float_cmp, reason = "the ends of a single number are the same value")]
pub(super) fn number_text(Interval { first, last }: Interval<f64>) -> String {
    let end = |number: f64| if number.is_finite() { number.to_string() } else { String::new() };
    let below = last.next_up().to_string();
    match () {
        () if first == last => first.to_string(),
        () if last.is_finite() && below.len() < last.to_string().len() => format!("{}..<{below}", end(first)),
        () => format!("{}..{}", end(first), end(last)),
    }
}

/// The numbers that a text of [`number_text`] stands for; it may end before it begins.
pub(super) fn read_numbers(text: &str) -> Option<Interval<f64>> {
    let number = |end: &str| end.trim().parse().ok().filter(|n: &f64| n.is_finite());
    let end = |text: &str, open: f64| if text.trim().is_empty() { Some(open) } else { number(text) };
    let Some((low, high)) = text.split_once("..") else { return number(text).map(Interval::at) };
    let last = match high.trim_start().strip_prefix('<') {
        Some(below) => number(below)?.next_down(),
        None => end(high, f64::INFINITY)?,
    };
    Some(Interval { first: end(low, f64::NEG_INFINITY)?, last })
}
