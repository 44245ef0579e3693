//! What each action does to the model.

use std::sync::Arc;

use strum::IntoEnumIterator;

use super::action::{Action, Motion};
use super::camera::Camera;
use super::clustering::{start_segment, start_sweep};
use super::dialog::Dialog;
use super::message::{Cmd, DescribeRequest, Job};
use super::model::{ClusterState, DataState, Model, Overlay, Stage};
use super::open_rows::{OpenRows, RowsState};
use super::panel::Panel;
use super::picker::Picker;
use super::prompt::Prompt;
use super::rename::{self, Rename};
use super::typing;
use super::update::{keep_data, next, start_filter, start_load};
use super::{budget, columns, compare, cursor, customer_page, drill, export, look, places, rfm, search, segment_page};
use crate::analysis::KChoice;
use crate::cluster::Density;

/// Most segments that `+` goes to: one glyph each, 1 to 9 and a to z.
const MOST_SEGMENTS: usize = 35;

/// Does what the user asked for; returns what is to be done about it outside.
pub(super) fn act(model: &mut Model, action: Action) -> Option<Cmd> {
    match action {
        Action::Quit => {
            model.quit = true;
            None
        }
        Action::Close => {
            model.quit = model.overlay == Overlay::None;
            close_overlay(model)
        }
        Action::Back => back(model),
        Action::Help => {
            model.overlay = match model.overlay {
                Overlay::Help(_) => Overlay::None,
                _ => Overlay::Help(0),
            };
            None
        }
        Action::Go(screen) => {
            model.maximised &= model.screen == screen;
            model.screen = screen;
            None
        }
        Action::NextPanel => step_panel(model, 1),
        Action::PreviousPanel => step_panel(model, model.screen.panels().len() - 1),
        Action::Move(Motion::Left | Motion::Right) if matches!(model.overlay, Overlay::Customer(_)) => {
            customer_page::turn(model, action == Action::Move(Motion::Right))
        }
        Action::Move(motion) => {
            cursor::step(model, motion);
            None
        }
        Action::MoreClusters => change_k(model, 1),
        Action::FewerClusters => change_k(model, -1),
        Action::Features | Action::Algorithm | Action::Scaling | Action::Reseed => choose(model, action),
        Action::Reload => Some(start_load(model)),
        Action::Axes(_) | Action::Zoom(_) | Action::Look(_) => {
            look::look(model, action);
            None
        }
        Action::Granularity => {
            model.set_granularity(following(model.granularity));
            model.notice = Some(format!("time by {}", model.granularity));
            None
        }
        Action::View(forward) => {
            step_view(model, forward);
            None
        }
        Action::Cohorts(forward) => {
            model.step_cohorts(forward);
            None
        }
        Action::Maximise => {
            model.maximised = !model.maximised;
            None
        }
        Action::Mark
        | Action::Compare
        | Action::Explain
        | Action::Sort
        | Action::Columns
        | Action::Search
        | Action::Again(_) => browse(model, action),
        Action::Open => open(model),
        Action::Export => export::open(model),
        Action::Budget => budget::open(model),
        Action::Filter => typing::open(model),
        Action::Rename => {
            model.overlay = Rename::open(model).map_or(Overlay::None, Overlay::Rename);
            None
        }
        Action::Type(_) | Action::Complete | Action::Erase(_) => {
            typing::write(model, action);
            None
        }
        Action::Suspend => Some(Cmd::Suspend),
    }
}

/// Chooses what to cluster by, and how.
fn choose(model: &mut Model, action: Action) -> Option<Cmd> {
    match action {
        Action::Features => {
            let dataset = Arc::clone(model.dataset()?);
            let current = model.prepared.as_ref().or(model.clusters.last().map(|s| &s.prepared));
            let current = current.map_or(&[][..], |prepared| &prepared.features);
            model.overlay = Overlay::Features(Picker::new(&dataset.features, current, &model.choice));
            describe(model)
        }
        Action::Algorithm => {
            let most = model.prepared.as_ref()?.matrix.distinct().min(MOST_SEGMENTS);
            let eps = model.clusters.last().and_then(|s| s.clustering.density()).map(|density| density.eps);
            model.overlay = Overlay::Algorithm(Dialog::new(&model.choice, most, eps));
            None
        }
        Action::Scaling => next_scaling(model),
        Action::Reseed => {
            model.choice.method.seed = model.choice.method.seed.wrapping_add(1);
            model.notice = Some(format!("seed: {}", model.choice.method.seed));
            start_sweep(model)
        }
        _ => None,
    }
}

/// The next scaling, of the picker where it is open.
fn next_scaling(model: &mut Model) -> Option<Cmd> {
    if let Overlay::Features(picker) = &mut model.overlay {
        picker.choice.scaling = following(picker.choice.scaling);
        return describe(model);
    }
    model.choice.scaling = following(model.choice.scaling);
    model.notice = Some(format!("scaling: {}", model.choice.scaling));
    start_sweep(model)
}

/// Goes about in a list.
fn browse(model: &mut Model, action: Action) -> Option<Cmd> {
    match (action, &mut model.overlay) {
        (Action::Mark, Overlay::Features(picker)) => picker.mark(),
        (Action::Mark, Overlay::Columns(columns)) => columns.mark(),
        (Action::Mark, _) => compare::mark(model),
        (Action::Compare, _) => compare::open(model),
        (Action::Explain, _) => explain(model),
        (Action::Sort, _) => {
            if !places::sorts_places(model) {
                return model.sort();
            }
            model.sort_places();
        }
        (Action::Columns, _) => columns::open(model),
        (Action::Search, _) => search::open(model),
        (Action::Again(forward), _) => search::again(model, forward),
        _ => {}
    }
    None
}

/// Opens the segment under the cursor; where there is none, or its page is open already, what the numbers are.
fn explain(model: &mut Model) {
    if model.overlay == Overlay::None && model.segment_under_cursor().is_some() {
        segment_page::open(model);
    } else {
        model.overlay = Overlay::Explain(model.focused(), 0);
    }
}

/// The variant after this one, the first after the last.
fn following<T: IntoEnumIterator + PartialEq + Copy>(value: T) -> T {
    let mut all = T::iter().cycle();
    all.find(|v| *v == value);
    all.next().unwrap_or(value)
}

fn back(model: &mut Model) -> Option<Cmd> {
    if model.overlay != Overlay::None {
        return close_overlay(model);
    }
    if look::undo(model) {
        return None;
    }
    if model.maximised {
        model.maximised = false;
        return None;
    }
    if keep_data(model) {
        next(model, Job::Load);
        model.notice = Some("reading stopped, the last data stays".to_owned());
        return Some(Cmd::Cancel(Job::Load));
    }
    if matches!(model.data, DataState::Loading) {
        model.quit = true;
        return Some(Cmd::Cancel(Job::Load));
    }
    let stopped = cancel_clustering(model);
    if stopped.is_some() {
        return stopped;
    }
    if let Some(step) = drill::last_step(model) {
        return drill::climb(model, step);
    }
    if model.filter.is_empty() {
        return None;
    }
    let mut filter = model.filter.clone();
    filter.pop();
    start_filter(model, filter)
}

/// Stops the clustering under way and goes back to what the last good one was made of.
fn cancel_clustering(model: &mut Model) -> Option<Cmd> {
    let job = if model.stage != Stage::Rest {
        Job::Sweep
    } else if matches!(model.clusters, ClusterState::Running(_)) {
        Job::Segment
    } else {
        return None;
    };
    next(model, Job::Sweep);
    next(model, Job::Segment);
    model.stage = Stage::Rest;
    model.notice = Some("clustering stopped".to_owned());
    model.clusters = match model.clusters.last().cloned() {
        Some(last) => {
            model.choice = last.choice.clone();
            if job == Job::Sweep && !model.prepared.as_ref().is_some_and(|p| Arc::ptr_eq(p, &last.prepared)) {
                let known = model.dataset().cloned().and_then(|dataset| model.past.find(&dataset, &last.choice));
                model.sweep = known.map(|entry| entry.sweep.clone()).unwrap_or_default();
            }
            model.prepared = Some(Arc::clone(&last.prepared));
            ClusterState::Ready(last)
        }
        None => ClusterState::Failed("stopped. r clusters again".to_owned(), None),
    };
    Some(Cmd::Cancel(job))
}

fn step_panel(model: &mut Model, by: usize) -> Option<Cmd> {
    let panels = model.screen.panels();
    let from = model.focus.get(&model.screen).copied().unwrap_or(0);
    let there = |at: &usize| model.has(panels[*at]);
    let next = (1..=panels.len()).map(|step| (from + step * by) % panels.len()).find(there)?;
    model.focus.insert(model.screen, next);
    None
}

/// The next view of the focused panel, or the previous.
fn step_view(model: &mut Model, forward: bool) {
    let owner = model.focused().view_owner();
    let views = model.views_of(owner);
    let step = if forward { 1 } else { views.len() - 1 };
    let view = (model.view(owner) + step) % views.len();
    let group = model.rfm_group();
    model.views.insert(owner, view);
    if owner == Panel::Rfm {
        rfm::follow(model, group);
    }
    if owner == Panel::Scatter {
        model.camera = Camera::default();
    }
    model.notice = Some(format!("view: {}", views[view]));
}

fn change_k(model: &mut Model, by: isize) -> Option<Cmd> {
    if !model.choice.method.algorithm.takes_k() {
        return change_eps(model, by > 0);
    }
    let most = model.prepared.as_ref()?.matrix.distinct().min(MOST_SEGMENTS);
    let k = model.k()?.saturating_add_signed(by);
    if k < 2 {
        model.notice = Some("two segments are the fewest".to_owned());
        return None;
    }
    if k > most {
        model.notice = Some(format!("{most} segments are the most here"));
        return None;
    }
    model.choice.k = KChoice::Fixed(k);
    start_segment(model, k)
}

/// Takes the next wider or narrower eps.
fn change_eps(model: &mut Model, wider: bool) -> Option<Cmd> {
    let shown = model.clusters.last().and_then(|s| s.clustering.density()).map(|density| density.eps);
    let eps = Density::eps_step(model.choice.method.eps.or(shown)?, wider);
    model.choice.method.eps = Some(eps);
    model.notice = Some(format!("eps: {eps}"));
    start_segment(model, 1)
}

/// Closes what lies over the screen, and stops what it waited for.
fn close_overlay(model: &mut Model) -> Option<Cmd> {
    if let Overlay::Export(dialog) = &mut model.overlay
        && dialog.back()
    {
        return None;
    }
    let job = match std::mem::take(&mut model.overlay) {
        Overlay::Rows(OpenRows { rows: RowsState::Reading, .. }) => Job::Rows,
        Overlay::Filter(Prompt { applying: true, .. }) => Job::Filter,
        Overlay::Features(_) => Job::Describe,
        Overlay::Customer(_) => Job::Customer,
        Overlay::Budget => return budget::close(model),
        _ => return None,
    };
    next(model, job);
    if let (Job::Filter, Some(kept)) = (job, model.dataset().map(|dataset| dataset.filter.clone())) {
        model.set_filter(kept);
    }
    Some(Cmd::Cancel(job))
}

/// Opens what the cursor is on.
fn open(model: &mut Model) -> Option<Cmd> {
    match (&model.overlay, model.focused()) {
        (Overlay::Features(_), _) => accept(model),
        (Overlay::Algorithm(dialog), _) => {
            // What is wrong is said in the dialog, which stays.
            let choice = dialog.choice()?;
            model.overlay = Overlay::None;
            model.choice = choice;
            start_sweep(model)
        }
        (Overlay::Filter(_), _) => typing::apply(model),
        (Overlay::Export(_), _) => export::enter(model),
        (Overlay::Rename(_), _) => rename::keep(model),
        (Overlay::Budget, _) => close_overlay(model),
        (Overlay::None, Panel::Checks | Panel::Examples) => open_finding(model),
        (Overlay::Search(_), _) => {
            search::accept(model);
            None
        }
        (Overlay::Columns(_), _) => {
            columns::accept(model);
            None
        }
        (Overlay::None, Panel::Customers) => customer_page::open(model),
        (Overlay::None, _) => drill::drill(model),
        _ => None,
    }
}

/// Opens the rows of the finding under the cursor.
fn open_finding(model: &mut Model) -> Option<Cmd> {
    let findings = &model.dataset()?.summary.findings;
    let finding = findings.get(model.cursor(Panel::Checks))?;
    let Some(open) = OpenRows::new(finding) else {
        model.notice = Some(format!("{} names no single rows: there is nothing to open", finding.check));
        return None;
    };
    let (table, numbers) = (finding.table, open.numbers());
    model.overlay = Overlay::Rows(open);
    Some(Cmd::Rows(next(model, Job::Rows), table, numbers))
}

fn accept(model: &mut Model) -> Option<Cmd> {
    let Overlay::Features(picker) = &model.overlay else {
        return None;
    };
    let Some(features) = picker.words() else {
        model.notice = Some("mark at least one feature with space".to_owned());
        return None;
    };
    model.choice.features = features;
    model.choice.scaling = picker.choice.scaling;
    model.overlay = Overlay::None;
    start_sweep(model)
}

/// Has the features of the open picker described under its scaling.
fn describe(model: &mut Model) -> Option<Cmd> {
    let features = Arc::clone(&model.dataset()?.features);
    let Overlay::Features(picker) = &model.overlay else {
        return None;
    };
    let request = DescribeRequest { features, offered: picker.offered.clone(), choice: picker.choice.clone() };
    Some(Cmd::Describe(next(model, Job::Describe), request))
}
