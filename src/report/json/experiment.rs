//! An experiment, as a part of the JSON contract.

use serde::Serialize;

use crate::analysis::{Experiment, Uplift};
use crate::data::format_day;
use crate::wording::experiment::{needs, showed};

/// What an experiment showed, or how large it has to be.
#[derive(Serialize)]
pub(super) struct ExperimentObject {
    cut: String,
    until: String,
    customers: u64,
    acted: u64,
    /// Null, like all that follows up to `needed`, without a column of groups.
    column: Option<String>,
    control: Option<String>,
    /// Number of other values of the column, which count together as treated.
    variants: Option<usize>,
    all: Option<UpliftObject>,
    segments: Option<Vec<UpliftObject>>,
    needed: Vec<NeededObject>,
    answer: String,
}

#[derive(Serialize)]
struct UpliftObject {
    name: String,
    treated: u64,
    treated_acted: u64,
    control: u64,
    control_acted: u64,
    difference: Option<f64>,
    interval: Option<[f64; 2]>,
    p: Option<f64>,
    differ: Option<bool>,
    gained: Option<f64>,
}

#[derive(Serialize)]
struct NeededObject {
    difference: f64,
    customers_per_group: u64,
}

impl From<&Uplift> for UpliftObject {
    fn from(uplift: &Uplift) -> Self {
        let ((treated_acted, treated), (control_acted, control)) = (uplift.treated, uplift.control);
        Self {
            name: uplift.name.clone(),
            treated,
            treated_acted,
            control,
            control_acted,
            difference: uplift.difference,
            interval: uplift.interval,
            p: uplift.p,
            differ: uplift.differs(),
            gained: uplift.gained,
        }
    }
}

impl From<&Experiment> for ExperimentObject {
    fn from(experiment: &Experiment) -> Self {
        let found = experiment.found.as_ref();
        let needed = experiment.needed.iter().map(|(difference, customers_per_group)| NeededObject {
            difference: *difference,
            customers_per_group: *customers_per_group,
        });
        Self {
            cut: format_day(experiment.cut),
            until: format_day(experiment.until),
            customers: experiment.everyone.1,
            acted: experiment.everyone.0,
            column: found.map(|found| found.column.clone()),
            control: found.map(|found| found.control.clone()),
            variants: found.map(|found| found.variants),
            all: found.map(|found| (&found.all).into()),
            segments: found.map(|found| found.segments.iter().map(Into::into).collect()),
            needed: needed.collect(),
            answer: found.map_or_else(|| needs(experiment), showed),
        }
    }
}
