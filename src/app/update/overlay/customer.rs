//! Opening a customer, and moving to the next.

use std::sync::Arc;

use crate::analysis::CustomerDetail;
use crate::app::message::{Cmd, CustomerRequest};
use crate::app::panel::Panel;
use crate::app::selectors;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::customer::{CustomerPage, DetailState};
use crate::app::update::request::next;

/// Opens the customer at the cursor of the list.
pub fn open(model: &mut Model) -> Option<Cmd> {
    let position = selectors::cursor(model, Panel::Customers);
    let (customer, all) = (selectors::listed(model, position)?, selectors::rows(model, Panel::Customers));
    let dataset = Arc::clone(model.dataset()?);
    let segmentation = selectors::listed_segments(model).cloned();
    model.overlay = Overlay::Customer(CustomerPage {
        features: Arc::clone(&dataset.features),
        segmentation: segmentation.clone(),
        customer,
        position: (position, all),
        detail: DetailState::Reading,
        cursor: 0,
    });
    let request = CustomerRequest { dataset, segmentation, customer };
    Some(Cmd::Customer(next(model, Job::Customer), request))
}

/// Moves to the next or previous customer of the list.
pub fn turn(model: &mut Model, forward: bool) -> Option<Cmd> {
    let (position, last) =
        (selectors::cursor(model, Panel::Customers), selectors::rows(model, Panel::Customers).saturating_sub(1));
    let next = if forward { (position + 1).min(last) } else { position.saturating_sub(1) };
    model.cursors.insert(Panel::Customers, next);
    if next == position { None } else { open(model) }
}

/// Stores the details of the customer.
pub fn take(model: &mut Model, detail: Result<Arc<CustomerDetail>, String>) {
    if let Overlay::Customer(page) = &mut model.overlay {
        page.detail = match detail {
            Ok(detail) => DetailState::Ready(detail),
            Err(why) => DetailState::Failed(why),
        };
    }
}
