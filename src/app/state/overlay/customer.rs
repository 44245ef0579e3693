//! One customer, opened over the screen.

use std::sync::Arc;

use crate::analysis::{CustomerDetail, Segmentation};
use crate::data::Kind;
use crate::measures::Features;

/// One customer.
#[derive(Clone, Debug)]
pub struct CustomerPage {
    /// The customers of the list.
    pub features: Arc<Features>,
    /// Their segments, once they are computed.
    pub segmentation: Option<Arc<Segmentation>>,
    /// Its row.
    pub customer: usize,
    /// Its position in the list, from 0, and how long the list is.
    pub position: (usize, usize),
    /// The details.
    pub detail: DetailState,
    /// The coupon at the cursor, or the value of customers alone.
    pub cursor: usize,
}

/// Details of a customer, read when the page is opened.
#[derive(Clone, Debug)]
pub enum DetailState {
    /// Being read.
    Reading,
    /// Read.
    Ready(Arc<CustomerDetail>),
    /// Failed, with the reason.
    Failed(String),
}

impl PartialEq for CustomerPage {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.features, &other.features) && (self.customer, self.cursor) == (other.customer, other.cursor)
    }
}

impl CustomerPage {
    /// The label of its segment.
    pub fn label(&self) -> Option<usize> {
        let segmentation = self.segmentation.as_ref()?;
        segmentation.segments.of_customer.get(self.customer).copied().flatten().map(|label| label as usize)
    }

    /// Whether the details are being read.
    pub fn is_reading(&self) -> bool {
        matches!(self.detail, DetailState::Reading)
    }

    /// The number of coupons in the list, or of values of customers alone.
    pub fn coupons(&self) -> usize {
        match &self.detail {
            _ if self.features.kind == Kind::Customers => {
                let numbers = self.features.columns.iter().filter(|feature| !feature.code).count();
                numbers + self.features.coded().len()
            }
            DetailState::Ready(detail) => detail.coupons.len(),
            DetailState::Reading | DetailState::Failed(_) => 0,
        }
    }
}
