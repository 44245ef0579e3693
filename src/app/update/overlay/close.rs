//! Closing the open overlay.

use super::mapping;
use crate::app::message::Cmd;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::split::Parts;
use crate::app::update::filter::restore;
use crate::app::update::request::{both, next};

/// Closes the overlay and cancels the work it waits for.
pub fn close(model: &mut Model) -> Option<Cmd> {
    if let Overlay::Export(dialog) = &mut model.overlay
        && dialog.back()
    {
        return None;
    }
    if let Overlay::Split(open) = &mut model.overlay {
        let measuring = open.parts == Parts::Measuring;
        if open.back() {
            return measuring.then(|| stop(model, Job::Split));
        }
    }
    if let Overlay::Mapping(screen) = &mut model.overlay {
        if screen.back() {
            return None;
        }
        let stopped = stop(model, Job::Understand);
        return both(Some(stopped), mapping::leave(model));
    }
    let beneath = model.beneath.pop().unwrap_or_default();
    let closed = std::mem::replace(&mut model.overlay, beneath);
    let job = closed.job()?;
    if job == Job::Filter {
        restore(model);
    }
    Some(stop(model, job))
}

/// Cancels work, and drops what it may still report.
fn stop(model: &mut Model, job: Job) -> Cmd {
    next(model, job);
    Cmd::Cancel(job)
}
