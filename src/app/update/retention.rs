//! The keys of retention: cohorts, and the month at the cursor.

use crate::app::panel::Panel;
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::wording::kind_words::words;

/// The next or previous cohorts and events; the cursor stays in its month, or moves to the one after.
pub(super) fn step_cohorts(model: &mut Model, forward: bool) {
    let kinds = selectors::cohort_kinds(model).len();
    let month = selectors::cohort(model).map(|cohort| cohort.month.clone()).unwrap_or_default();
    model.cohorts = (model.cohorts + if forward { 1 } else { kinds - 1 }) % kinds;
    let position =
        selectors::triangle(model).map(|triangle| triangle.cohorts.partition_point(|cohort| cohort.month < month));
    model.cursors.insert(Panel::Retention, position.unwrap_or_default());
    let (start, event) = selectors::cohort_kind(model);
    let words = words(selectors::kind(model));
    model.notice = Some(format!("cohorts: {}s by {}", words.back(event), words.start(start)));
}

/// Moves the cursor to the previous or next month.
pub(super) fn step_month(model: &mut Model, right: bool) {
    let last = selectors::rows(model, Panel::CohortCurve).saturating_sub(1);
    let month = selectors::cursor(model, Panel::CohortCurve);
    let month = if right { (month + 1).min(last) } else { month.saturating_sub(1) };
    model.cursors.insert(Panel::CohortCurve, month);
}
