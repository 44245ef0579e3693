//! The cursors of panels and overlays: how many rows they have, and how the keys move them.

use super::action::Motion;
use super::groups::known_groups;
use super::keymap;
use super::model::{Model, Overlay};
use super::panel::Panel;
use super::places::known_places;
use super::{groups, look, places, rfm, time, typing};
use crate::measures::Triangle;

/// Moves the cursor of what lies on top: an overlay, else the focused panel.
pub(super) fn step(model: &mut Model, motion: Motion) {
    let page = usize::from(model.size.1).saturating_sub(6).max(2);
    let panel = model.focused().list();
    let count = model.rows(panel);
    let sideways = matches!(motion, Motion::Left | Motion::Right);
    if sideways && places::has_place_columns(model) {
        return model.step_place_column(motion == Motion::Right);
    }
    if sideways && groups::has_columns(model) {
        return model.step_demographic(motion == Motion::Right);
    }
    let on_chart = panel == Panel::Timeline && model.overlay == Overlay::None;
    let motion = if on_chart { time::in_chart(motion) } else { motion };
    let on_grid = panel == Panel::Rfm && model.shows_grid();
    let (cursor, count) = match &mut model.overlay {
        Overlay::Help(scroll) => (scroll, keymap::all().count() + 2 * keymap::Group::ALL.len()),
        Overlay::Features(picker) => {
            let count = picker.rows();
            (&mut picker.cursor, count)
        }
        Overlay::Rows(open) => {
            let (rows, columns) = open.ready().map_or((0, 0), |r| (r.rows.len(), r.header.len()));
            match motion {
                Motion::Left => open.left = open.left.saturating_sub(1),
                Motion::Right => open.left = (open.left + 1).min(columns.saturating_sub(1)),
                _ => {}
            }
            (&mut open.cursor, rows)
        }
        Overlay::Algorithm(dialog) => return dialog.step(motion),
        Overlay::Columns(columns) => {
            let count = columns.all.len();
            (&mut columns.cursor, count)
        }
        Overlay::Customer(page) => {
            let count = page.coupons();
            (&mut page.cursor, count)
        }
        Overlay::Explain(_, scroll) => (scroll, 200),
        Overlay::Segment(page) => return page.step(motion),
        Overlay::Compare(open) => (&mut open.cursor, open.comparison.differences.len()),
        Overlay::Export(dialog) => return dialog.step(motion),
        Overlay::Budget => {
            let rows = model.clusters.last().map_or(0, |s| s.segments.list.len());
            return model.budget.step(motion, rows);
        }
        Overlay::Filter(_) | Overlay::Search(_) | Overlay::Rename(_) => return typing::step(model, motion),
        Overlay::None if panel == Panel::Customers && sideways => {
            return model.step_column(motion == Motion::Right);
        }
        Overlay::None if panel == Panel::Retention && sideways => {
            return model.step_month(motion == Motion::Right);
        }
        Overlay::None if on_grid => return rfm::step(model, motion),
        Overlay::None if panel == Panel::Scatter => return look::step(model, motion),
        Overlay::None if panel == Panel::Weekdays => return time::step_weekday(model, motion),
        Overlay::None => (model.cursors.entry(panel.cursor_owner()).or_default(), count),
    };
    let last = count.saturating_sub(1);
    *cursor = match motion {
        Motion::Up => cursor.saturating_sub(1),
        Motion::Down => *cursor + 1,
        Motion::HalfUp => cursor.saturating_sub(page / 2),
        Motion::HalfDown => *cursor + page / 2,
        Motion::PageUp => cursor.saturating_sub(page),
        Motion::PageDown => *cursor + page,
        Motion::First => 0,
        Motion::Last => last,
        Motion::Left | Motion::Right => *cursor,
    }
    .min(last);
    if let Overlay::Features(picker) = &mut model.overlay {
        picker.refresh();
    }
}

impl Model {
    /// Whether a panel has anything to show, whatever the filter: further columns of customers are not in all data.
    pub fn has(&self, panel: Panel) -> bool {
        panel != Panel::Demographics || self.shown().is_some_and(|dataset| !dataset.summary.demographics.is_empty())
    }

    /// The cursor row of a panel; the last row where a filter has left fewer.
    pub fn cursor(&self, panel: Panel) -> usize {
        self.cursors.get(&panel.cursor_owner()).map_or(0, |cursor| (*cursor).min(self.rows(panel).saturating_sub(1)))
    }

    /// How many rows the cursor of a panel can be on.
    pub fn rows(&self, panel: Panel) -> usize {
        let Some(dataset) = self.shown() else {
            return 0;
        };
        let summary = &dataset.summary;
        match panel {
            Panel::Genders => known_groups(&summary.genders).len(),
            Panel::Demographics => self.demographic(summary).map_or(0, |of| of.groups.len()),
            Panel::Cities | Panel::CityBurns => known_groups(&summary.cities).len(),
            Panel::CityTable | Panel::Branches | Panel::BranchTable | Panel::Merchants | Panel::PlaceMonths => {
                match self.place_table(panel) {
                    Panel::CityTable => known_groups(&summary.cities).len(),
                    Panel::Merchants => known_places(&summary.merchants).len(),
                    _ => known_places(&summary.branches).len(),
                }
            }
            Panel::Frequency => summary.frequency.len(),
            Panel::Retention => self.triangle().map_or(0, |triangle| triangle.cohorts.len()),
            Panel::CohortCurve => self.triangle().map_or(0, Triangle::months),
            Panel::Rfm => self.rfm_rows(),
            Panel::Periods | Panel::Timeline => summary.periods_to_date(self.granularity).0.len(),
            Panel::Weekdays => self.weekday_months(summary).len() * 7,
            Panel::Coupons => summary.coupons.len(),
            Panel::Checks => summary.findings.len(),
            Panel::Readings => summary.source.readings.len(),
            Panel::Customers => self.shown.as_ref().map_or(dataset.features.len(), |shown| shown.customers.len()),
            Panel::Profiles if self.shows_flow() => self.flow().map_or(0, |flow| flow.old.len()),
            Panel::SegmentTable | Panel::Silhouettes | Panel::Profiles => {
                self.clusters.last().map_or(0, |s| s.segments.list.len())
            }
            Panel::Trend
            | Panel::Scatter
            | Panel::DaysToBurn
            | Panel::Repeat
            | Panel::Recency
            | Panel::Tenure
            | Panel::Gaps
            | Panel::Lorenz
            | Panel::Choosing
            | Panel::Examples => 0,
        }
    }

    /// The label of the segment under the cursor of the focused panel; none where it lists no segments.
    pub fn segment_under_cursor(&self) -> Option<usize> {
        let panel = self.focused();
        let lists = match panel {
            Panel::SegmentTable | Panel::Silhouettes => true,
            Panel::Profiles => !self.shows_flow(),
            _ => false,
        };
        (lists && self.rows(panel) > 0).then(|| self.cursor(panel))
    }
}
