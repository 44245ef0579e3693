//! Retention as its panels show it: the triangle, and the cohort and the month under the cursor.
//!
//! Two choices make a triangle: whose cohorts and which events (`w`), and what a cell says of them (`v`).

use super::model::Model;
use super::panel::Panel;
use crate::data::filter::{Condition, Filter, Moment, Scope};
use crate::data::format_day;
use crate::measures::{Cohort, Definition, Event, Retention, Start, Triangle};

/// A way to look at who comes back.
#[derive(Clone, Copy, Debug)]
pub struct RetentionView {
    /// What a cell says.
    pub title: &'static str,
    /// What begins a cohort.
    pub start: Start,
    /// The same in words.
    pub cohorts: &'static str,
    /// What counts as being back.
    pub event: Event,
    /// When a customer counts as back.
    pub definition: Definition,
    /// Whether cells are customers, not percentages.
    pub counts: bool,
}

/// What a cell can say: its title for claims and for burns, when a customer counts as back, and whether customers are
/// counted.
const CELLS: [([&str; 2], Definition, bool); 4] = [
    (["% with a claim in month n", "% with a burn in month n"], Definition::ReturnOn, false),
    (["customers with a claim in month n", "customers with a burn in month n"], Definition::ReturnOn, true),
    (["% with a claim in month n or later", "% with a burn in month n or later"], Definition::OnOrAfter, false),
    (
        ["customers with a claim in month n or later", "customers with a burn in month n or later"],
        Definition::OnOrAfter,
        true,
    ),
];

/// The names of [`CELLS`] for `v`.
pub(super) const VIEW_NAMES: [&str; 4] = ["percent", "counts", "percent on or after", "counts on or after"];

impl Model {
    /// What begins the cohorts on screen, and what counts as being back.
    fn cohort_kind(&self) -> (Start, Event) {
        Retention::KINDS[self.cohorts % Retention::KINDS.len()]
    }

    /// How retention is looked at now.
    pub fn retention_view(&self) -> RetentionView {
        let (start, event) = self.cohort_kind();
        let (titles, definition, counts) = CELLS[self.view(Panel::Retention) % CELLS.len()];
        RetentionView { title: titles[event as usize], cohorts: start.into(), start, event, definition, counts }
    }

    /// The triangle on screen; none before there is data.
    pub fn triangle(&self) -> Option<&Triangle> {
        let (start, event) = self.cohort_kind();
        self.shown().map(|dataset| dataset.summary.retention.triangle(start, event))
    }

    /// The cohort under the cursor.
    pub fn cohort(&self) -> Option<&Cohort> {
        self.triangle()?.cohorts.get(self.cursor(Panel::Retention))
    }

    /// The next or previous cohorts and events; the cursor stays in its month, or goes to the one after.
    pub(super) fn step_cohorts(&mut self, forward: bool) {
        let kinds = Retention::KINDS.len();
        let month = self.cohort().map(|cohort| cohort.month.clone()).unwrap_or_default();
        self.cohorts = (self.cohorts + if forward { 1 } else { kinds - 1 }) % kinds;
        let place = self.triangle().map(|triangle| triangle.cohorts.partition_point(|cohort| cohort.month < month));
        self.cursors.insert(Panel::Retention, place.unwrap_or_default());
        let (start, event) = self.cohort_kind();
        let (start, event): (&str, &str) = (start.into(), event.into());
        self.notice = Some(format!("cohorts: {event}s by {start}"));
    }

    /// The condition that keeps just the customers of the cohort under the cursor; none where there is no cohort, or its
    /// month is none that a filter can ask for.
    pub(super) fn cohort_condition(&self) -> Option<Condition> {
        let month = &self.cohort()?.month;
        let horizon = self.shown()?.summary.claim_horizon.map(format_day)?;
        let (moment, last) = match self.cohort_kind().0 {
            // Who joined later in the month of the last claim is in no cohort.
            Start::Joining if horizon.starts_with(month) => (Moment::Joined, &horizon),
            Start::Joining => (Moment::Joined, month),
            Start::FirstClaim => (Moment::FirstClaim, month),
        };
        let condition = Filter::parse(&format!("{}:{month}..{last}", moment.word())).ok()?.pop()?;
        // Of the rows that are kept another claim may be the first, and what is clustered anew has other segments.
        let exact = self.filter.conditions.iter().all(|condition| condition.scope() == Scope::Customers);
        Some(if exact { condition } else { condition.shown() })
    }

    /// Moves the cursor to the month before or after.
    pub(super) fn step_month(&mut self, right: bool) {
        let last = self.rows(Panel::CohortCurve).saturating_sub(1);
        let month = self.cursor(Panel::CohortCurve);
        let month = if right { (month + 1).min(last) } else { month.saturating_sub(1) };
        self.cursors.insert(Panel::CohortCurve, month);
    }
}
