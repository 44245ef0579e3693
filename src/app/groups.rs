//! Genders, cities and further columns of customers as a panel ranks them: the panel draws from it and the cursor opens
//! by it, so that what is opened is what is seen.

use super::model::{Model, Overlay};
use super::panel::Panel;
use crate::measures::{Demographic, Group, Summary};

/// A measure of a group that can be drawn as a bar.
#[derive(Clone, Copy, Debug)]
pub struct GroupMeasure {
    /// Its name.
    pub title: &'static str,
    /// Its value.
    pub value: fn(&Group) -> Option<f64>,
    /// Whether it is a rate, from 0 to 1.
    pub is_rate: bool,
}

const CUSTOMERS: GroupMeasure =
    GroupMeasure { title: "Customers", value: |g| Some(g.customers as f64), is_rate: false };
const CLAIMS: GroupMeasure = GroupMeasure { title: "Claims", value: |g| Some(g.transactions as f64), is_rate: false };
const BURNS: GroupMeasure = GroupMeasure { title: "Burns", value: |g| Some(g.burnt as f64), is_rate: false };
const BURN_RATE: GroupMeasure = GroupMeasure { title: "Burn rate", value: |g| g.burn_rate, is_rate: true };

/// The groups that anyone or any row kept belongs to, where the data has the key that they go by.
pub(super) fn known_groups(groups: &[Group]) -> Vec<&Group> {
    let known = groups.iter().any(|group| group.id.is_some());
    groups.iter().filter(|group| known && group.customers + group.transactions > 0).collect()
}

/// Whether left and right go through the columns of the focused panel.
pub fn has_columns(model: &Model) -> bool {
    model.overlay == Overlay::None
        && model.focused() == Panel::Demographics
        && model.shown().is_some_and(|dataset| dataset.summary.demographics.len() > 1)
}

impl Model {
    /// What the bars of a panel measure now: one of the measures that its views go through.
    pub fn group_measure(&self, panel: Panel) -> GroupMeasure {
        let measures: &[GroupMeasure] = match panel {
            Panel::CityBurns => &[BURNS, BURN_RATE],
            Panel::Demographics => &[CUSTOMERS, CLAIMS, BURNS, BURN_RATE],
            _ => &[CUSTOMERS, CLAIMS, BURNS],
        };
        measures[self.view(panel) % measures.len()]
    }

    /// The genders, cities or words of a panel, the largest measure first; bands of numbers in their own order.
    pub fn ranked_groups<'a>(&self, panel: Panel, summary: &'a Summary) -> Vec<&'a Group> {
        let demographic = (panel == Panel::Demographics).then(|| self.demographic(summary)).flatten();
        let mut groups = match panel {
            Panel::Genders => known_groups(&summary.genders),
            Panel::Demographics => demographic.map_or_else(Vec::new, |of| of.groups.iter().collect()),
            _ => known_groups(&summary.cities),
        };
        let value = self.group_measure(panel).value;
        if demographic.is_none_or(|of| of.numbers.is_none()) {
            groups.sort_by(|a, b| value(b).unwrap_or(-1.0).total_cmp(&value(a).unwrap_or(-1.0)));
        }
        groups
    }

    /// The further column of customers on screen.
    pub fn demographic<'a>(&self, summary: &'a Summary) -> Option<&'a Demographic> {
        summary.demographics.get(self.demographic.min(summary.demographics.len().checked_sub(1)?))
    }

    /// `column 2 of 4`; nothing where there is but one.
    pub fn which_demographic(&self, summary: &Summary) -> String {
        let columns = summary.demographics.len();
        if columns < 2 {
            String::new()
        } else {
            format!("column {} of {columns}", self.demographic.min(columns - 1) + 1)
        }
    }

    /// The next further column, or the one before.
    pub(super) fn step_demographic(&mut self, right: bool) {
        let last = self.shown().map_or(0, |dataset| dataset.summary.demographics.len().saturating_sub(1));
        let at = self.demographic.min(last);
        self.demographic = if right { (at + 1).min(last) } else { at.saturating_sub(1) };
        self.cursors.insert(Panel::Demographics, 0);
    }
}
