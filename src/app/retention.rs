//! Retention as its panels show it: the triangle, and the cohort and the month under the cursor.

use super::model::Model;
use super::panel::Panel;
use crate::measures::{Cohort, Definition, Retention, Triangle};

/// A way to look at who comes back.
#[derive(Clone, Copy, Debug)]
pub struct RetentionView {
    /// What a cell says.
    pub title: &'static str,
    /// What begins a cohort.
    pub cohorts: &'static str,
    /// The triangle.
    pub triangle: fn(&Retention) -> &Triangle,
    /// When a customer counts as back.
    pub definition: Definition,
    /// Whether cells are customers, not percentages.
    pub counts: bool,
}

const PERCENT: RetentionView = RetentionView {
    title: "% with a claim in month n",
    cohorts: "first claim",
    triangle: |retention| &retention.claims,
    definition: Definition::ReturnOn,
    counts: false,
};
const COUNTS: RetentionView = RetentionView { title: "customers with a claim in month n", counts: true, ..PERCENT };
const ON_OR_AFTER: RetentionView =
    RetentionView { title: "% with a claim in month n or later", definition: Definition::OnOrAfter, ..PERCENT };
const BURNS: RetentionView =
    RetentionView { title: "% with a burn in month n", triangle: |retention| &retention.burns, ..PERCENT };
const JOINED: RetentionView =
    RetentionView { cohorts: "join month", triangle: |retention| &retention.joined, ..PERCENT };

/// The views, and their names for `v`.
const VIEWS: [RetentionView; 5] = [PERCENT, COUNTS, ON_OR_AFTER, BURNS, JOINED];
pub(super) const VIEW_NAMES: [&str; 5] = ["percent", "counts", "on or after", "burns", "by joining"];

/// Which of the views has cohorts that a filter can ask for: there is no condition on the first claim.
pub(super) const BY_JOINING: usize = 4;

impl Model {
    /// How retention is looked at now.
    pub fn retention_view(&self) -> RetentionView {
        VIEWS[self.view(Panel::Retention) % VIEWS.len()]
    }

    /// The triangle on screen; none before there is data.
    pub fn triangle(&self) -> Option<&Triangle> {
        self.shown().map(|dataset| (self.retention_view().triangle)(&dataset.summary.retention))
    }

    /// The cohort under the cursor.
    pub fn cohort(&self) -> Option<&Cohort> {
        self.triangle()?.cohorts.get(self.cursor(Panel::Retention))
    }

    /// Moves the cursor to the month before or after.
    pub(super) fn step_month(&mut self, right: bool) {
        let last = self.rows(Panel::CohortCurve).saturating_sub(1);
        let month = self.cursor(Panel::CohortCurve);
        let month = if right { (month + 1).min(last) } else { month.saturating_sub(1) };
        self.cursors.insert(Panel::CohortCurve, month);
    }
}
