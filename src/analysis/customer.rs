//! Everything about one customer that a list has no room for.

use std::sync::Arc;

use super::{Dataset, Segmentation};
use crate::cluster::{self, Neighbour};
use crate::measures::{self, Coupon, Features, MeasureError};

/// One customer.
#[derive(Clone, Debug)]
pub struct CustomerDetail {
    /// The customers it is one of.
    pub features: Arc<Features>,
    /// Its row.
    pub customer: usize,
    /// When it joined, where that is known (days since 1970-01-01).
    pub joined: Option<i32>,
    /// The reference day.
    pub as_of: Option<i32>,
    /// The currency of the amounts.
    pub currency: Option<String>,
    /// Its coupons, by the day of the claim.
    pub coupons: Vec<Coupon>,
    /// Its distances to its own segment and to the next best; none outside of segments.
    pub neighbour: Option<Neighbour>,
}

/// Gathers what is known of a customer, by row of [`Dataset::features`]. The segments are those of the same customers.
///
/// # Errors
/// When the joined tables do not have the columns that are promised.
pub fn customer(
    dataset: &Dataset,
    segmentation: Option<&Segmentation>,
    customer: usize,
) -> Result<CustomerDetail, MeasureError> {
    let row = segmentation.and_then(|s| s.prepared.matrix.row_of.get(customer).copied().flatten());
    let neighbour =
        segmentation.zip(row).and_then(|(s, row)| cluster::neighbour(&s.prepared.matrix, &s.clustering, row as usize));
    Ok(CustomerDetail {
        features: Arc::clone(&dataset.features),
        customer,
        joined: measures::joined(&dataset.kept, customer)?,
        as_of: dataset.kept.as_of,
        currency: dataset.kept.currency.clone(),
        coupons: measures::history(&dataset.kept, customer as u32)?,
        neighbour,
    })
}
