//! One customer, opened over the screen.

use std::sync::Arc;

use super::message::{Cmd, CustomerRequest, Job};
use super::model::{Model, Overlay};
use super::panel::Panel;
use super::update::next;
use crate::analysis::{CustomerDetail, Segmentation};
use crate::measures::Features;

/// One customer.
#[derive(Clone, Debug)]
pub struct CustomerPage {
    /// The customers it is one of.
    pub features: Arc<Features>,
    /// Their segments, once they are known.
    pub segmentation: Option<Arc<Segmentation>>,
    /// Its row.
    pub customer: usize,
    /// Its place in the list, from 0, and how long the list is.
    pub place: (usize, usize),
    /// The rest of it.
    pub detail: DetailState,
    /// The coupon of the cursor.
    pub cursor: usize,
}

/// What is read of a customer when the page is opened.
#[derive(Clone, Debug)]
pub enum DetailState {
    /// On its way.
    Reading,
    /// There.
    Ready(Arc<CustomerDetail>),
    /// It could not be had: why.
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

    /// How many coupons there are to go through.
    pub fn coupons(&self) -> usize {
        match &self.detail {
            DetailState::Ready(detail) => detail.coupons.len(),
            DetailState::Reading | DetailState::Failed(_) => 0,
        }
    }
}

/// Opens the customer under the cursor of the list.
pub(super) fn open(model: &mut Model) -> Option<Cmd> {
    let place = model.cursor(Panel::Customers);
    let (customer, all) = (model.listed(place)?, model.rows(Panel::Customers));
    let dataset = Arc::clone(model.dataset()?);
    let segmentation = model.listed_segments().cloned();
    model.overlay = Overlay::Customer(CustomerPage {
        features: Arc::clone(&dataset.features),
        segmentation: segmentation.clone(),
        customer,
        place: (place, all),
        detail: DetailState::Reading,
        cursor: 0,
    });
    let request = CustomerRequest { dataset, segmentation, customer };
    Some(Cmd::Customer(next(model, Job::Customer), request))
}

/// Goes to the next customer of the list, or the previous one.
pub(super) fn turn(model: &mut Model, forward: bool) -> Option<Cmd> {
    let (place, last) = (model.cursor(Panel::Customers), model.rows(Panel::Customers).saturating_sub(1));
    let next = if forward { (place + 1).min(last) } else { place.saturating_sub(1) };
    model.cursors.insert(Panel::Customers, next);
    if next == place { None } else { open(model) }
}

/// Takes in the rest of the customer.
pub(super) fn take(model: &mut Model, detail: Result<Arc<CustomerDetail>, String>) {
    if let Overlay::Customer(page) = &mut model.overlay {
        page.detail = match detail {
            Ok(detail) => DetailState::Ready(detail),
            Err(why) => DetailState::Failed(why),
        };
    }
}
