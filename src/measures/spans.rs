//! Recency and tenure: how many customers have which number of days since their last claim and since they joined.

use super::inputs::joined;
use super::quantile::weighted_quantile;
use crate::aggregate::{Attributes, Customers, MeasureError};
use crate::data::Facts;

/// Customers by recency and by tenure, as (days, number of customers), ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// Days from the last claim or order to the as-of date, of customers with one that has a date.
    pub recency: Vec<(i32, u64)>,
    /// Days from the join date, or the first claim or order, to the as-of date, of customers with one of them.
    pub tenure: Vec<(i32, u64)>,
}

/// First quartile, median and third quartile of days; none without customers.
pub fn quartiles(counts: &[(i32, u64)]) -> Option<[f64; 3]> {
    let [low, median, high] = [0.25, 0.5, 0.75].map(|q| weighted_quantile(counts, q));
    Some([low?, median?, high?])
}

/// The spans of customers with these events.
pub(super) fn spans(facts: &Facts, customers: &Customers) -> Result<Spans, MeasureError> {
    let Some(as_of) = facts.as_of else { return Ok(Spans::default()) };
    let joined = joined(&Attributes::of(facts), customers)?;
    let last = || counts(as_of, customers.days.iter().map(|days| days.last));
    let (recency, tenure) = rayon::join(last, || counts(as_of, joined.iter().copied()));
    Ok(Spans { recency, tenure })
}

/// Sorting a million days, most of them equal to others, is quicker than a tree of them.
fn counts(as_of: i32, days: impl Iterator<Item = Option<i32>>) -> Vec<(i32, u64)> {
    let mut days: Vec<i32> = days.flatten().map(|day| as_of.saturating_sub(day)).collect();
    days.sort_unstable();
    days.chunk_by(|one, next| one == next).map(|same| (same[0], same.len() as u64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_as_of_date() {
        let days = [Some(90), None, Some(100), Some(90), Some(104)];
        assert_eq!(counts(100, days.into_iter()), [(-4, 1), (0, 1), (10, 2)]);
        assert_eq!(counts(i32::MAX, std::iter::once(Some(-1))), [(i32::MAX, 1)], "a mistyped date");
        assert_eq!(counts(100, std::iter::once(None)), []);
    }

    /// Values: `numpy.quantile([0, 10, 10, 30], [.25, .5, .75])`.
    #[test]
    fn quartiles_are_those_of_numpy() {
        assert_eq!(quartiles(&[(0, 1), (10, 2), (30, 1)]), Some([7.5, 10.0, 15.0]));
        assert_eq!(quartiles(&[]), None);
    }
}
