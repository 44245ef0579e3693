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
    let all = selectors::rows(model, Panel::Customers);
    let Some(customer) = selectors::listed(model, position) else {
        let absent =
            selectors::of_everyone(model, position).map(|(_, customer)| selectors::not_in_sample(&customer.id));
        model.notice = absent.filter(|_| selectors::lists_everyone(model));
        return None;
    };
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
    let mut next = if forward { (position + 1).min(last) } else { position.saturating_sub(1) };
    if selectors::lists_everyone(model) {
        // Only customers of the sample have a page, and only what was read says who they are.
        let is_here = |at: &usize| selectors::of_everyone(model, *at).is_some_and(|(_, of)| of.here.is_some());
        let found = if forward { (next..=last).find(is_here) } else { (0..=next).rev().find(is_here) };
        next = found.filter(|found| *found != position).unwrap_or(position);
    }
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
