//! The places that each customer used.

use super::columns::{Rows, each};
use super::key_pairs::distinct;
use super::passes::Passes;
use crate::data::status;

/// The number of different places at which each customer burnt, or ordered. In SQL: `COUNT(DISTINCT branch)` and
/// `COUNT(DISTINCT merchant)` of burnt rows, `GROUP BY customer`.
#[derive(Clone, Debug, Default)]
pub(crate) struct CustomerPlaces {
    /// Branches; empty where there are none.
    pub branches: Vec<f64>,
    /// Merchants of these branches.
    pub merchants: Vec<f64>,
}

impl Passes<'_> {
    /// The places that each customer used.
    pub fn customer_places(&self) -> CustomerPlaces {
        if self.facts.branches.is_empty() {
            return CustomerPlaces::default();
        }
        let (branches, merchants) =
            rayon::join(|| self.distinct_places(Some), || self.distinct_places(|branch| self.merchant(branch)));
        CustomerPlaces { branches, merchants }
    }

    fn distinct_places(&self, place: impl Fn(u32) -> Option<u32> + Send + Sync) -> Vec<f64> {
        let counted = self.parts.each(|part| {
            let rows = self.rows.slice(part.start, part.len());
            let pairs = distinct(used_at(&rows).filter_map(|(customer, branch)| Some((customer, place(branch)?))));
            pairs.chunk_by(|a, b| a.has_same_key(*b)).map(|own| (own[0].key(), own.len() as u32)).collect::<Vec<_>>()
        });
        let mut counts = vec![0.0; self.facts.customer_ids.len()];
        for (customer, places) in counted.into_iter().flatten() {
            if let Some(count) = counts.get_mut(customer as usize) {
                *count = f64::from(places);
            }
        }
        counts
    }

    /// (customer, merchant) of burnt claims, or of orders.
    pub(super) fn merchants_used(&self) -> impl Iterator<Item = (u32, u32)> {
        used_at(&self.rows).filter_map(|(customer, branch)| Some((customer, self.merchant(branch)?)))
    }
}

/// (customer, branch) of burnt claims, or of orders.
fn used_at(rows: &Rows) -> impl Iterator<Item = (u32, u32)> {
    let keys = each(&rows.customer).zip(each(&rows.branch)).zip(rows.statuses());
    let used = keys.filter(|(_, row)| matches!(*row, status::BURNT | status::COMPLETED));
    used.filter_map(|((customer, branch), _)| customer.zip(branch))
}
