//! Retention as its panels show it.
//!
//! Two choices make a triangle: the cohorts and events (`w`), and the meaning of a cell (`v`).

use super::kinds::kind;
use crate::app::panel::Panel;
use crate::app::state::model::Model;
use crate::measures::{Cohort, Definition, Event, Retention, Start, Triangle};
use crate::wording::kind_words::words;

/// A view of returning customers.
#[derive(Clone, Debug)]
pub struct RetentionView {
    /// What a cell means.
    pub title: String,
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

/// The meanings of a cell: when a customer counts as returning, and whether customers are counted.
const CONTENTS: [(Definition, bool); 4] = [
    (Definition::ReturnOn, false),
    (Definition::ReturnOn, true),
    (Definition::OnOrAfter, false),
    (Definition::OnOrAfter, true),
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
    let (definition, counts) = CONTENTS[model.view(Panel::Retention) % CONTENTS.len()];
    let words = words(kind(model));
    let who = if counts { "customers" } else { "%" };
    let later = if definition == Definition::OnOrAfter { " or later" } else { "" };
    RetentionView {
        title: format!("{who} with {} in month n{later}", words.one_back(event)),
        cohorts: words.start(start),
        start,
        event,
        definition,
        counts,
    }
}

/// The cohort on which the cursor begins: the largest one that has values in at least half of the months.
pub fn telling_cohort(model: &Model) -> usize {
    let cohorts = triangle(model).map_or(&[][..], |triangle| &triangle.cohorts);
    let months = |cohort: &Cohort| cohort.active(Definition::ReturnOn).len();
    let half = cohorts.iter().map(months).max().unwrap_or(0).div_ceil(2);
    let known = cohorts.iter().enumerate().filter(|(_, cohort)| months(cohort) >= half);
    // The first of equals.
    known.rev().max_by_key(|(_, cohort)| cohort.size).map_or(0, |(at, _)| at)
}

/// The triangle on screen; `None` before data is loaded.
pub fn triangle(model: &Model) -> Option<&Triangle> {
    let (start, event) = cohort_kind(model);
    model.shown().map(|dataset| dataset.summary.retention.triangle(start, event))
}

/// Smallest share of the customers that an average is drawn of.
const LEAST_OF_AVERAGE: f64 = 0.05;

/// The average of all cohorts in month n, as a curve shows it: none in the last months, which only a few customers have
/// reached, whose average jumps.
pub fn settled_average(triangle: &Triangle, definition: Definition) -> Vec<Option<f64>> {
    let reached = |n: usize| {
        let cohorts = triangle.cohorts.iter().filter(|cohort| cohort.active(definition).len() > n);
        cohorts.map(|cohort| cohort.size).sum::<u64>() as f64
    };
    let least = LEAST_OF_AVERAGE * triangle.customers() as f64;
    let average = triangle.average(definition).into_iter().enumerate();
    average.map(|(n, rate)| Some(rate).filter(|rate| rate.is_finite() && reached(n) >= least)).collect()
}
