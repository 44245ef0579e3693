//! Which customers burnt or ordered after a day.

use std::ops::Range;

use super::columns::{MeasureError, Rows, each};
use super::parts::Parts;
use crate::data::{Facts, status};

/// Whether each customer burnt a coupon after `day`, or ordered after it. A burn without a date counts on the day of its
/// claim.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub(super) fn acted_after(facts: &Facts, day: i32) -> Result<Vec<bool>, MeasureError> {
    let rows = Rows::of(facts)?;
    let mut acted = vec![false; facts.customer_ids.len()];
    if facts.transactions.width() == 0 {
        return Ok(acted);
    }
    let burnt_on = facts.transactions.column("burn_day")?.i32()?;
    let of_part = |part: Range<usize>| {
        let (rows, burnt_on) = (rows.slice(part.start, part.len()), burnt_on.slice(part.start as i64, part.len()));
        let days = each(&rows.day).zip(each(&burnt_on));
        let events = each(&rows.customer).zip(days).zip(rows.statuses());
        let later = events.filter_map(|((customer, (claimed, burnt)), row_status)| {
            let counts = matches!(row_status, status::BURNT | status::COMPLETED);
            customer.filter(|_| counts && burnt.or(claimed).is_some_and(|on| on > day))
        });
        let mut customers: Vec<u32> = later.collect();
        customers.dedup();
        customers
    };
    for customer in Parts::of(rows.customer.len()).each(of_part).into_iter().flatten() {
        if let Some(acted) = acted.get_mut(customer as usize) {
            *acted = true;
        }
    }
    Ok(acted)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::aggregate::fixture::{NEW_YEAR, customers_only, facts, purchases};

    /// Burns after day 20: of customer 1 on day 40, of customer 2 on days 33 and 50.
    #[test]
    fn burns_and_orders_after_a_day() {
        let of = |facts: &Facts, day: i32| -> Vec<usize> {
            let acted = acted_after(facts, NEW_YEAR + day).unwrap();
            acted.iter().enumerate().filter(|(_, acted)| **acted).map(|(customer, _)| customer + 1).collect()
        };
        assert_eq!(of(&facts(), i32::from(i16::MAX)), [0; 0]);
        assert!(of(&facts(), 20).contains(&1));
        assert!(!of(&facts(), 40).contains(&1), "on the day is not after it");
        assert!(!of(&purchases(), 0).is_empty());
        assert_eq!(of(&customers_only(), 0), [0; 0]);
    }
}
