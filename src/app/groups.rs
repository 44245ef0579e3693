//! Genders and cities as a panel ranks them: the panel draws from it and the cursor opens by it, so that what is opened
//! is what is seen.

use super::model::Model;
use super::panel::Panel;
use crate::measures::{Group, Summary};

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

impl Model {
    /// What the bars of a panel measure now: one of the measures that its views go through.
    pub fn group_measure(&self, panel: Panel) -> GroupMeasure {
        let measures: &[GroupMeasure] = match panel {
            Panel::CityBurns => &[BURNS, BURN_RATE],
            _ => &[CUSTOMERS, CLAIMS, BURNS],
        };
        measures[self.view(panel) % measures.len()]
    }

    /// The genders or cities of a panel, the largest measure first.
    pub fn ranked_groups<'a>(&self, panel: Panel, summary: &'a Summary) -> Vec<&'a Group> {
        let of = if panel == Panel::Genders { &summary.genders } else { &summary.cities };
        let value = self.group_measure(panel).value;
        let mut groups: Vec<&Group> = of.iter().collect();
        groups.sort_by(|a, b| value(b).unwrap_or(-1.0).total_cmp(&value(a).unwrap_or(-1.0)));
        groups
    }
}
