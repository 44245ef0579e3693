//! Numbering of background work, and joining commands.

use crate::app::message::Cmd;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::progress;

/// Whether a result belongs to the newest request of its kind.
pub(super) fn is_current(model: &Model, job: Job, generation: u64) -> bool {
    generation == model.generations[job as usize]
}

/// The number of the next request of this kind; results of earlier requests are dropped.
pub(super) fn next(model: &mut Model, job: Job) -> u64 {
    model.progress = progress::Step::default();
    quietly(model, job)
}

/// As [`next`], for work that does not delay the user: its progress is not shown.
pub(super) fn quietly(model: &mut Model, job: Job) -> u64 {
    model.generations[job as usize] += 1;
    model.generations[job as usize]
}

/// Joins two commands.
pub(super) fn both(first: Option<Cmd>, second: Option<Cmd>) -> Option<Cmd> {
    match (first, second) {
        (Some(first), Some(second)) => Some(Cmd::All(vec![first, second])),
        (first, second) => first.or(second),
    }
}
