//! Outcomes of background work.

use std::sync::Arc;

use super::overlay::{customer, export, mapping, rename, split};
use super::{clustering, customer_list, evidence, filter, filtered, load, opening, overlay, pages, saved};
use crate::app::message::{Cmd, Outcome};
use crate::app::state::clusters::{ClusterState, Stage};
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::budget::LaterState;
use crate::app::state::overlay::mapping::Numbers;
use crate::app::state::overlay::rows::RowsState;
use crate::app::state::overlay::split::Parts;
use crate::cluster::Sweep;

/// Stores the outcome of a piece of work. What waits for it may be open under the help.
pub(super) fn take(model: &mut Model, outcome: Outcome) -> Option<Cmd> {
    if !matches!(model.overlay, Overlay::Help(_)) {
        return store(model, outcome);
    }
    let help = overlay::help::uncover(model);
    let cmd = store(model, outcome);
    overlay::help::cover(model, help);
    cmd
}

fn store(model: &mut Model, outcome: Outcome) -> Option<Cmd> {
    match outcome {
        Outcome::Measured(Job::Load, dataset) => load::measured(model, dataset),
        Outcome::Measured(_, dataset) => filtered::measured(model, dataset),
        Outcome::Loaded(dataset) => return load::loaded(model, dataset),
        Outcome::Opened(opened) => return opening::opened(model, *opened),
        Outcome::NotStored(why) => model.notice = Some(why),
        Outcome::Filtered(dataset, narrowed) => return filtered::filtered(model, dataset, narrowed),
        Outcome::Refused(Job::Load, mismatch) => return load::refused(model, mismatch),
        Outcome::Refused(_, mismatch) => return filtered::refused(model, &mismatch),
        Outcome::Prepared(prepared) => {
            // Without outliers there is another matrix, with a sweep of its own.
            model.sweep = Sweep::default();
            return clustering::take_prepared(model, prepared);
        }
        Outcome::SweepPoint(point) => model.sweep.points.push(point),
        Outcome::Swept(sweep) => return clustering::swept(model, sweep),
        Outcome::Structure(structure) => model.sweep.structure = Some(structure),
        Outcome::Gap(gap) => return clustering::gap(model, gap),
        Outcome::Stable(stability) => {
            clustering::take_stability(model, &stability);
            return clustering::start_confidence(model);
        }
        Outcome::KConfidence(confidence) => clustering::take_confidence(model, confidence),
        Outcome::Segmented(segmentation) => {
            return clustering::segmented(model, segmentation);
        }
        Outcome::Counted(of, everyone) => clustering::take_everyone(model, &of, *everyone),
        Outcome::Rows(rows) => {
            if let Overlay::Rows(open) = &mut model.overlay {
                open.rows = RowsState::Ready(rows);
            }
        }
        Outcome::Described(statistics) => {
            if let Overlay::Features(picker) = &mut model.overlay {
                picker.describe(statistics);
            }
        }
        Outcome::Customer(detail) => customer::take(model, Ok(detail)),
        Outcome::Page(page) => model.customer_list.pages.take(page),
        Outcome::Ordered(rows) => customer_list::take_order(model, rows),
        Outcome::Migrated(migration) => model.migration = Some(Ok(migration)),
        Outcome::Exported(path, outcome) => export::exported(model, &path, outcome),
        Outcome::NamesKept(names) => return rename::kept(model, names),
        Outcome::ViewsKept(list) => saved::kept(model, list),
        Outcome::Later(later) => model.budget.later = LaterState::Ready(later),
        Outcome::Compared(tested) => match &mut model.overlay {
            Overlay::Compare(open) => open.rates = Some(tested),
            Overlay::CompareSeveral(open) => open.rates = Some(tested),
            _ => {}
        },
        Outcome::Split(found) => split::take(model, Parts::Ready(found)),
        Outcome::Groups(tests) => evidence::take_groups(model, &tests),
        Outcome::NotUnderstood(why) => return mapping::not_understood(model, why),
        Outcome::Understood(found) => mapping::understood(model, *found),
        Outcome::Previewed(preview) => return mapping::counted(model, Numbers::Read(preview)),
        Outcome::MappingWritten(written, outcome) => mapping::written(model, *written, outcome),
        Outcome::Listed(names) => {
            if let Some(listing) = &mut model.openable.listing {
                listing.names = Some(names.map(Arc::from));
            }
        }
        Outcome::Remembered(recent) => model.openable.recent = recent,
        Outcome::Failed(Job::Understand, why) => return mapping::counted(model, Numbers::Failed(why)),
        Outcome::Failed(Job::Load, why) => return load::failed(model, why),
        Outcome::Failed(job, why) => failed(model, job, why),
    }
    None
}

fn failed(model: &mut Model, job: Job, why: String) {
    let last = model.clusters.last().cloned();
    match job {
        Job::Sweep => {
            model.stage = Stage::Rest;
            model.clusters = ClusterState::Failed(why, last);
        }
        Job::Segment => model.clusters = ClusterState::Failed(why, last),
        // The segments are complete without it, or it is handled above.
        Job::Stability | Job::Compare | Job::List | Job::Load | Job::Understand => {}
        Job::Remember => model.notice = Some(format!("the end of the session is not saved: {why}")),
        Job::Filter => {
            filter::restore(model);
            model.overlay = Overlay::None;
            model.notice = Some(format!("not filtered: {why}"));
        }
        Job::Migrate => model.migration = Some(Err(why)),
        Job::Later => model.budget.later = LaterState::Failed(why),
        Job::Split => split::take(model, Parts::Failed(why)),
        Job::Groups => evidence::take_groups(model, &Arc::default()),
        Job::Describe | Job::Order => model.notice = Some(why),
        Job::Page => pages::failed(model, why),
        Job::Customer => customer::take(model, Err(why)),
        Job::Export => export::failed(model, why),
        Job::Names => rename::not_kept(model, &why),
        Job::Views => model.notice = Some(format!("views are not saved: {why}")),
        Job::Mapping => mapping::not_written(model, why),
        Job::Rows => {
            if let Overlay::Rows(open) = &mut model.overlay {
                open.rows = RowsState::Failed(why);
            }
        }
    }
}
