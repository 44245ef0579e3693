//! The drill-down trail, from a number to the customers behind it.

use super::camera::Camera;
use super::customer_list::CustomerList;
use crate::app::panel::Screen;
use crate::data::Kind;
use crate::data::filter::{Condition, Filter};

/// One drill-down step.
#[derive(Clone, Debug)]
pub struct Step {
    /// The screen where it was taken.
    pub from: Screen,
    /// The condition that it added to the filter.
    pub added: Vec<Condition>,
    /// The filter before, and with the added condition.
    pub(crate) before: Filter,
    pub(crate) after: Filter,
    pub(crate) maximised: bool,
    pub(crate) camera: Camera,
    pub(crate) customer_list: CustomerList,
    pub(crate) cursor: usize,
}

/// The trail as text: `Overview › city:Cairo`; empty at the top.
pub fn crumbs(trail: &[Step], kind: Kind, arrow: &str) -> String {
    let step = |step: &Step| {
        let added: Vec<String> = step.added.iter().map(ToString::to_string).collect();
        format!("{} {arrow} {}", step.from.titles(kind).0, added.join(" "))
    };
    trail.iter().map(step).collect::<Vec<_>>().join(&format!(" {arrow} "))
}
