//! The list of all customers of a database, where a sample of them is here.

use super::segments::listed_segments;
use crate::analysis::{self, Among, ListedCustomer, Page};
use crate::app::state::model::Model;

/// Whom the list of all customers has; or why the list has the sample. None where all customers are here.
pub fn among_everyone(model: &Model) -> Option<Result<Among, String>> {
    analysis::among_everyone(model.dataset()?, listed_segments(model).map(AsRef::as_ref))
}

/// Whether the list has all customers, who come page by page.
pub fn lists_everyone(model: &Model) -> bool {
    matches!(among_everyone(model), Some(Ok(_)))
}

/// The customer at a position of the list of all customers, if the page is here.
pub fn of_everyone(model: &Model, position: usize) -> Option<(&Page, &ListedCustomer)> {
    model.customer_list.pages.at(position)
}

/// Why a customer of the list of all customers cannot be opened.
pub fn not_in_sample(id: &str) -> String {
    format!("customer {id} is not in the sample: what segscope computes is not known. Use a larger --most-customers")
}
