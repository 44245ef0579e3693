//! Retention as its panels show it.
//!
//! Two choices make a triangle: the cohorts and events (`w`), and the meaning of a cell (`v`).

use std::borrow::Cow;

use super::kinds::kind;
use crate::app::panel::Panel;
use crate::app::state::model::Model;
use crate::measures::{Definition, Event, Retention, Start, Triangle};
use crate::wording::kind_words::{said, words};

/// A view of returning customers.
#[derive(Clone, Debug)]
pub struct RetentionView {
    /// What a cell means.
    pub title: Cow<'static, str>,
    /// What begins a cohort.
    pub start: Start,
    /// The same as text.
    pub cohorts: &'static str,
    /// The event that counts as a return.
    pub event: Event,
    /// When a customer counts as returning.
    pub definition: Definition,
    /// Whether cells are customers, not percentages.
    pub counts: bool,
}

/// The meanings of a cell: its title for claims and for burns, when a customer counts as returning, and whether
/// customers are counted.
const CONTENTS: [([&str; 2], Definition, bool); 4] = [
    (["% with a claim in month n", "% with a burn in month n"], Definition::ReturnOn, false),
    (["customers with a claim in month n", "customers with a burn in month n"], Definition::ReturnOn, true),
    (["% with a claim in month n or later", "% with a burn in month n or later"], Definition::OnOrAfter, false),
    (
        ["customers with a claim in month n or later", "customers with a burn in month n or later"],
        Definition::OnOrAfter,
        true,
    ),
];

/// The cohorts on screen, and the event that counts as a return.
pub fn cohort_kind(model: &Model) -> (Start, Event) {
    let kinds = cohort_kinds(model);
    kinds[model.cohorts % kinds.len()]
}

/// The cohorts and events to choose from; orders have no burns.
pub fn cohort_kinds(model: &Model) -> Vec<(Start, Event)> {
    Retention::kinds(kind(model)).collect()
}

/// The current view of retention.
pub fn retention_view(model: &Model) -> RetentionView {
    let (start, event) = cohort_kind(model);
    let (titles, definition, counts) = CONTENTS[model.view(Panel::Retention) % CONTENTS.len()];
    RetentionView {
        title: said(kind(model), titles[event as usize]),
        cohorts: words(kind(model)).start(start),
        start,
        event,
        definition,
        counts,
    }
}

/// The triangle on screen; `None` before data is loaded.
pub fn triangle(model: &Model) -> Option<&Triangle> {
    let (start, event) = cohort_kind(model);
    model.shown().map(|dataset| dataset.summary.retention.triangle(start, event))
}
