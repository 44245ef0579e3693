//! Pages of the list of all customers: asked for as the cursor comes near the end of what is here. The newest request wins.

use std::sync::Arc;

use super::request::{next, quietly};
use crate::analysis::ROWS_OF_PAGE;
use crate::app::message::{Cmd, PageRequest};
use crate::app::panel::{Panel, Screen};
use crate::app::selectors;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::pages::Asked;

/// Rows before and behind the cursor that should be here before it is there.
const NEAR: usize = 50;

/// Requests the page that is missing at the cursor of the list, or near it.
pub(super) fn follow(model: &mut Model) -> Option<Cmd> {
    if model.quit || model.screen != Screen::Customers || !model.is_complete() {
        return None;
    }
    let list = Arc::new(selectors::list_of_everyone(model)?);
    model.customer_list.pages.keep_customers_of(&list);
    let (cursor, rows) = (selectors::cursor(model, Panel::Customers), selectors::rows(model, Panel::Customers));
    let last = rows.checked_sub(1)?;
    let near = NEAR.max(usize::from(model.size.1));
    let places = [cursor, cursor.saturating_sub(near), (cursor + near).min(last)];
    let pages = &model.customer_list.pages;
    let is_refused = |asked: &Asked| pages.refused.as_ref().is_some_and(|(refused, _)| refused == asked);
    let missing = places.map(|place| place / ROWS_OF_PAGE).into_iter().find(|number| !pages.has(&list, *number));
    let asked = Asked { list, number: missing? };
    if pages.asked.as_ref() == Some(&asked) || is_refused(&asked) {
        return None;
    }
    let (dataset, segmentation) = (Arc::clone(model.dataset()?), selectors::listed_segments(model)?.clone());
    model.customer_list.pages.asked = Some(asked.clone());
    let generation = if is_awaited(model) { next(model, Job::Page) } else { quietly(model, Job::Page) };
    Some(Cmd::Page(generation, PageRequest { dataset, segmentation, asked }))
}

/// Whether the user waits for the page that is asked for: the cursor is on it, or the list is sorted again.
fn is_awaited(model: &Model) -> bool {
    let pages = &model.customer_list.pages;
    let cursor = selectors::cursor(model, Panel::Customers);
    pages.asked.as_ref().is_some_and(|asked| pages.list() != Some(&asked.list) || asked.number == cursor / ROWS_OF_PAGE)
}

/// Stops the request that the user waits for; what is here stays, in its order. None if there is no such request.
pub(super) fn stop(model: &mut Model) -> Option<Cmd> {
    if model.screen != Screen::Customers || !is_awaited(model) {
        return None;
    }
    next(model, Job::Page);
    give_up(model, "stopped".to_owned());
    model.notice = Some("stopped; the list stays as it was".to_owned());
    Some(Cmd::Cancel(Job::Page))
}

/// The engine failed: the page that is here stays.
pub(super) fn failed(model: &mut Model, why: String) {
    model.notice = Some(why.clone());
    give_up(model, why);
}

/// Goes back to the order of the list that is here.
fn give_up(model: &mut Model, why: String) {
    let pages = &mut model.customer_list.pages;
    pages.refuse(why);
    if let Some(list) = pages.list() {
        model.customer_list.sort.clone_from(&list.sort);
    }
}
