//! Customers with a claim or order in each period.

use strum::{EnumCount, IntoEnumIterator};

use super::customer_days::{CustomerDays, Part};
use super::granularity::Granularity;

/// Known customers with a claim or order up to the claim horizon, by period: the first day of the period and the number of
/// customers, ascending, without periods that have none; one table for each granularity.
///
/// In SQL: `SELECT DATE_TRUNC('month', day), COUNT(DISTINCT customer) ... GROUP BY 1`. They cannot be summed from days.
pub(crate) type Active = [Vec<(i32, u64)>; Granularity::COUNT];

/// `claims` are the days of customers up to the claim horizon.
pub(crate) fn active(claims: &CustomerDays) -> Active {
    let mut active = Active::default();
    if let Some(span) = claims.span() {
        for granularity in Granularity::iter() {
            active[granularity as usize] = by_period(claims, granularity, span);
        }
    }
    active
}

fn by_period(claims: &CustomerDays, granularity: Granularity, (first, last): (i32, i32)) -> Vec<(i32, u64)> {
    // The period of each day, so that calendar dates are computed once per day, not once per claim.
    let mut period_of: Vec<usize> = Vec::new();
    let mut begins = Vec::new();
    for (at, (begin, last_day)) in granularity.periods(first, last).enumerate() {
        period_of.resize(last_day.min(last).abs_diff(first) as usize + 1, at);
        begins.push(begin.to_epoch_days());
    }
    let period = |day: &i32| period_of.get(usize::try_from(day.checked_sub(first)?).ok()?);
    let of_part = |part: &Part| {
        let mut active = vec![0; begins.len()];
        for (_, days) in part.customers() {
            let mut seen = None;
            for period in days.iter().filter_map(period) {
                if seen != Some(period) {
                    active[*period] += 1;
                    seen = Some(period);
                }
            }
        }
        active
    };
    let mut active = vec![0; begins.len()];
    for of_part in claims.each(of_part) {
        active.iter_mut().zip(of_part).for_each(|(all, part): (&mut u64, u64)| *all += part);
    }
    begins.into_iter().zip(active).filter(|(_, customers)| *customers > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Customer 1 on Thursday 1970-01-01, the Sunday after it and the Monday after that; customer 2 on the Sunday only.
    #[test]
    fn a_customer_counts_once_in_a_period() {
        let days = CustomerDays::from_pairs([(1, 0), (1, 3), (1, 4), (2, 3)].into_iter());
        let active = active(&days);
        let of = |granularity: Granularity| &active[granularity as usize][..];
        assert_eq!(of(Granularity::Day), [(0, 1), (3, 2), (4, 1)]);
        assert_eq!(of(Granularity::Week), [(-3, 2), (4, 1)]);
        assert_eq!([of(Granularity::Month), of(Granularity::Year)], [[(0, 2)]; 2]);
        assert_eq!(super::active(&CustomerDays::default()), Active::default());
    }
}
