//! How long each customer waits.

use super::passes::Passes;

impl Passes<'_> {
    /// The median of the days between two successive days with a claim or order of each customer; `NaN` for customers with
    /// one such day. In SQL: the median of the gaps `GROUP BY customer`.
    pub fn median_gaps(&self) -> Vec<f64> {
        let mut medians = vec![f64::NAN; self.facts.customer_ids.len()];
        let mut gaps: Vec<i64> = Vec::new();
        for (customer, days) in self.days.customers() {
            gaps.clear();
            gaps.extend(days.array_windows().map(|[day, next]| i64::from(*next) - i64::from(*day)));
            gaps.sort_unstable();
            if let Some(slot) = medians.get_mut(customer as usize).filter(|_| !gaps.is_empty()) {
                *slot = (gaps[(gaps.len() - 1) / 2] + gaps[gaps.len() / 2]) as f64 / 2.0;
            }
        }
        medians
    }
}
