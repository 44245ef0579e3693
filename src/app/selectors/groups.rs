//! Genders, cities and other columns of customers in the order of the panel. Drawing and the cursor use the same list.

use std::sync::Arc;

use crate::app::panel::{Lists, Panel};
use crate::app::state::model::Model;
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
const ORDERS: GroupMeasure = GroupMeasure { title: "Orders", value: |g| Some(g.transactions as f64), is_rate: false };
const REVENUE: GroupMeasure = GroupMeasure { title: "Revenue", value: |g| g.revenue, is_rate: false };
const BURN_RATE: GroupMeasure = GroupMeasure { title: "Burn rate", value: |g| g.burn_rate, is_rate: true };

/// The groups with at least one matching customer or row, if the data has their key.
pub fn known_groups(groups: &[Group]) -> Vec<&Group> {
    let known = groups.iter().any(|group| group.id.is_some());
    groups.iter().filter(|group| known && group.customers + group.transactions > 0).collect()
}

/// What the bars of a panel measure now: one of the measures that its views cycle through.
pub fn group_measure(model: &Model, panel: Panel) -> GroupMeasure {
    match model.view_name(panel) {
        Some("claims") => CLAIMS,
        Some("burns") => BURNS,
        Some("burn rate") => BURN_RATE,
        Some("orders") => ORDERS,
        Some("revenue") => REVENUE,
        None if panel == Panel::CityBurns => ORDERS,
        _ => CUSTOMERS,
    }
}

/// The genders, cities or categories of a panel, the largest measure first; bands of numbers in their own order.
pub fn ranked_groups<'a>(model: &Model, panel: Panel, summary: &'a Summary) -> Vec<&'a Group> {
    let of_column = (panel.lists() == Lists::Demographics).then(|| demographic(model, summary)).flatten();
    let mut groups = match (panel.lists(), of_column) {
        (Lists::Genders, _) => known_groups(&summary.genders),
        (Lists::Cities, _) => known_groups(&summary.cities),
        (_, Some(of)) => of.groups.iter().collect(),
        (_, None) => Vec::new(),
    };
    let value = group_measure(model, panel).value;
    if of_column.is_none_or(|of| of.numbers.is_none()) {
        groups.sort_by(|a, b| value(b).unwrap_or(-1.0).total_cmp(&value(a).unwrap_or(-1.0)));
    }
    groups
}

/// The other column of customers on screen.
pub fn demographic<'a>(model: &Model, summary: &'a Summary) -> Option<&'a Demographic> {
    summary.demographics.get(demographic_at(model, summary))
}

/// Its index. The first that is shown has several values in all data, if any has.
pub fn demographic_at(model: &Model, summary: &Summary) -> usize {
    let first = || {
        let words = model.dataset().map(|dataset| Arc::clone(&dataset.vocabulary)).unwrap_or_default();
        let is_constant = |column: &str| {
            words.features.iter().any(|(name, least, most)| name == column && least.total_cmp(most).is_eq())
        };
        summary.demographics.iter().position(|of| !is_constant(&of.column)).unwrap_or(0)
    };
    model.demographic.unwrap_or_else(first).min(summary.demographics.len().saturating_sub(1))
}

/// `column 2 of 4`; empty if there is only one.
pub fn which_demographic(model: &Model, summary: &Summary) -> String {
    let columns = summary.demographics.len();
    if columns < 2 { String::new() } else { format!("column {} of {columns}", demographic_at(model, summary) + 1) }
}
