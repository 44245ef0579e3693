//! The first claim, and the claims between two days of each customer.

use std::ops::Range;

use polars::prelude::ChunkAgg;

use super::burns::Claims;
use super::columns::{MeasureError, Rows, each};
use super::parts::Parts;
use crate::data::{Facts, status};

/// The day of the first claim; none without a dated claim.
pub(super) fn first_day(facts: &Facts) -> Result<Option<i32>, MeasureError> {
    Ok(Rows::of(facts)?.day.min())
}

/// The claims of each customer after one day and up to another, in the order of the customers table. The
/// status decides whether a claim is burnt, not the burn date.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub(super) fn claims_between(facts: &Facts, after: i32, until: i32) -> Result<Vec<Claims>, MeasureError> {
    let rows = Rows::of(facts)?;
    let mut claims = vec![Claims::default(); facts.customer_ids.len()];
    if facts.only_burnt {
        return Ok(claims);
    }
    let of_part = |part: Range<usize>| {
        let rows = rows.slice(part.start, part.len());
        let mut found: Vec<(u32, Claims)> = Vec::new();
        for ((customer, day), row_status) in each(&rows.customer).zip(each(&rows.day)).zip(rows.statuses()) {
            let between = day.is_some_and(|day| after < day && day <= until);
            let Some(customer) = customer.filter(|_| between) else { continue };
            let is_known = matches!(row_status, status::OPEN | status::BURNT | status::EXPIRED);
            let own = Claims { claims: is_known.into(), burnt: (row_status == status::BURNT).into() };
            match found.last_mut() {
                Some((same, all)) if *same == customer => *all = [*all, own].into_iter().sum(),
                _ => found.push((customer, own)),
            }
        }
        found
    };
    for (customer, own) in Parts::of(rows.customer.len()).each(of_part).into_iter().flatten() {
        if let Some(all) = claims.get_mut(customer as usize) {
            *all = [*all, own].into_iter().sum();
        }
    }
    Ok(claims)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::aggregate::claim_span;
    use crate::aggregate::fixture::{NEW_YEAR, customers_only, facts};

    #[test]
    fn the_span_goes_from_the_first_claim_to_the_horizon() {
        assert_eq!(claim_span(&facts()).unwrap(), Some((NEW_YEAR - 1, NEW_YEAR + 60)));
        assert_eq!(claim_span(&customers_only()).unwrap(), None);
    }

    /// Claims after day 0 and up to day 33: customer 0 on 10, 10; 1 on 3, 33; 2 on 20; 3 on 31 of another status.
    #[test]
    fn burns_are_counted_between_the_days_and_other_words_in_no_rate() {
        let claims = claims_between(&facts(), NEW_YEAR, NEW_YEAR + 33).unwrap();
        let counts: Vec<(u64, u64)> = claims.iter().map(|own| (own.burnt, own.claims)).collect();
        assert_eq!(counts[..4], [(1, 2), (2, 2), (0, 1), (0, 0)]);
        let none = claims_between(&customers_only(), 0, i32::MAX).unwrap();
        assert!(none.iter().all(|own| *own == Claims::default()));
    }
}
