//! The way down from a number to the customers behind it.

use super::camera::Camera;
use super::customer_list::CustomerList;
use crate::app::panel::Screen;
use crate::data::filter::{Condition, Filter};

/// One step of the way down.
#[derive(Clone, Debug)]
pub struct Step {
    /// The screen it was taken from.
    pub from: Screen,
    /// What it added to the filter.
    pub added: Vec<Condition>,
    /// The filter before, and with what it added.
    pub(crate) before: Filter,
    pub(crate) after: Filter,
    pub(crate) maximised: bool,
    pub(crate) camera: Camera,
    pub(crate) customer_list: CustomerList,
    pub(crate) cursor: usize,
}

/// The way down to where the user is: `Overview › city:Cairo`; empty at the top.
pub fn crumbs(trail: &[Step], arrow: &str) -> String {
    let step = |step: &Step| {
        let added: Vec<String> = step.added.iter().map(ToString::to_string).collect();
        format!("{} {arrow} {}", step.from.titles().0, added.join(" "))
    };
    trail.iter().map(step).collect::<Vec<_>>().join(&format!(" {arrow} "))
}
