//! The time that burns take.

use super::days_to_burn::days_to_burn;
use super::summary::Summary;
use crate::aggregate::{MeasureError, outcomes};
use crate::data::Facts;
use crate::progress::Progress;

/// Days after its claim by which nearly every burnt coupon was burnt: the [`MATURE`](super::MATURE) quantile of the
/// days to burn, rounded up. None without a dated burn.
///
/// Not the maximum, because one mistyped burn date would make every claim too young. Burns before their claim are errors.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn days_to_mature(facts: &Facts, progress: &Progress) -> Result<Option<i32>, MeasureError> {
    Ok(days_to_burn(&outcomes(facts, progress)?).and_then(|days| days.to_mature()))
}

impl Summary {
    /// The last day whose claims have had time for nearly all their burns: the as-of date minus [`days_to_mature`]. The
    /// burn rate of younger claims is not final.
    pub fn mature_until(&self) -> Option<i32> {
        Some(self.as_of?.saturating_sub(self.sight.days_to_mature?))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::fixture::{customers_only, facts};

    /// Burns of customers take 5, 30, 0, 1 and 10 days: `math.ceil(numpy.quantile([0, 1, 5, 10, 30], 0.95))`.
    #[test]
    fn nearly_all_burns_have_come_when_claims_are_mature() {
        assert_eq!(days_to_mature(&facts(), &Progress::new()).unwrap(), Some(26));
        assert_eq!(days_to_mature(&customers_only(), &Progress::new()).unwrap(), None);
    }
}
