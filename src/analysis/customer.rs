//! Details of one customer, for the customer page.

use std::sync::Arc;

use super::batch::Batch;
use super::{Dataset, Segmentation};
use crate::cluster::{self, Neighbour};
use crate::data::Kind;
use crate::measures::{self, Coupon, Feature, Features, MeasureError};
use crate::progress::Progress;

/// The percentile of a customer's value: the share of customers with a lower value, equal values counted by half.
#[derive(Clone, Debug, PartialEq)]
pub struct Percentile {
    /// The feature.
    pub feature: String,
    /// The mean of all customers with a value.
    pub mean: f64,
    /// Among all customers with a value.
    pub among_all: f64,
    /// Among those of the segment; none for a customer without one.
    pub in_segment: Option<f64>,
}

/// The percentiles of a customer's numbers; numbers that the customer lacks, and those that are like an id, are left out.
fn percentiles(features: &Features, segmentation: Option<&Segmentation>, customer: usize) -> Vec<Percentile> {
    let labels = segmentation.map(|s| s.segments.of_customer.as_slice());
    let label = labels.and_then(|labels| labels.get(customer).copied().flatten());
    let is_own = |at: usize| labels.is_some_and(|labels| labels.get(at).copied().flatten() == label);
    let is_known = |feature: &&Feature| !feature.code && feature.values[customer].is_finite();
    let numbers = features.columns.iter().filter(is_known).filter(|feature| !features.is_like_an_id(feature));
    numbers
        .map(|feature| {
            let own = feature.values[customer];
            let (mut all, mut segment, mut sum) = ((0.0, 0.0), (0.0, 0.0), 0.0);
            for (at, value) in feature.values.iter().enumerate().filter(|(_, value)| value.is_finite()) {
                let below = if *value < own { 1.0 } else { f64::from(u8::from(*value <= own)) / 2.0 };
                sum += value;
                all = (all.0 + below, all.1 + 1.0);
                if label.is_some() && is_own(at) {
                    segment = (segment.0 + below, segment.1 + 1.0);
                }
            }
            Percentile {
                feature: feature.name.clone(),
                mean: sum / all.1,
                among_all: all.0 / all.1,
                in_segment: label.map(|_| segment.0 / segment.1),
            }
        })
        .collect()
}

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
    /// The percentiles of its numbers; empty for data with events.
    pub percentiles: Vec<Percentile>,
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
    progress: &Progress,
) -> Result<CustomerDetail, MeasureError> {
    let batch = Batch::about(&dataset.kept);
    let row = segmentation.and_then(|s| s.prepared.matrix.row_of.get(customer).copied().flatten());
    let neighbour =
        segmentation.zip(row).and_then(|(s, row)| cluster::neighbour(&s.prepared.matrix, &s.clustering, row as usize));
    Ok(CustomerDetail {
        features: Arc::clone(&dataset.features),
        customer,
        joined: measures::joined(&dataset.kept, customer)?,
        as_of: dataset.kept.as_of,
        currency: dataset.kept.currency.clone(),
        coupons: measures::history(&batch.facts(&dataset.kept), customer as u32, progress)?,
        percentiles: if dataset.features.kind == Kind::Customers {
            percentiles(&dataset.features, segmentation, customer)
        } else {
            Vec::new()
        },
        neighbour,
    })
}
