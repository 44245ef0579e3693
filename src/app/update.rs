//! The one place where the model changes.

use std::sync::Arc;

use strum::IntoEnumIterator;

use super::action::{Action, Motion};
use super::keymap;
use super::message::{Cmd, Job, Msg, SegmentRequest};
use super::model::{Axes, ClusterState, DataState, Model, Overlay};
use super::panel::Panel;
use super::picker::Picker;
use crate::analysis::KChoice;

/// Most segments that `+` goes to: one glyph each, 1 to 9 and a to z.
pub const MOST_SEGMENTS: usize = 35;

/// Takes in a message; returns what is to be done about it.
pub fn update(model: &mut Model, msg: Msg) -> Option<Cmd> {
    match msg {
        Msg::Key(event) => {
            model.notice = None;
            let action = keymap::action(model, event)?;
            act(model, action)
        }
        Msg::Resize(columns, rows) => {
            model.size = (columns, rows);
            None
        }
        Msg::Progress(progress) => {
            model.progress = progress;
            None
        }
        Msg::Terminate => {
            model.quit = true;
            None
        }
        Msg::Loaded(generation, dataset) if current(model, Job::Load, generation) => {
            if matches!(model.data, DataState::Reloading(_)) {
                let count = dataset.summary.kpis.transactions;
                model.notice = Some(format!("read again: {count} claims"));
            }
            model.data = DataState::Ready(dataset);
            start_sweep(model)
        }
        Msg::Prepared(generation, prepared) if current(model, Job::Sweep, generation) => {
            let columns = prepared.matrix.names.len();
            if let Axes::Features(x, y) = model.axes
                && x.max(y) >= columns
            {
                model.axes = Axes::Components;
            }
            model.prepared = Some(prepared);
            match model.choice.k {
                KChoice::Fixed(k) => start_segment(model, k),
                KChoice::Auto => None,
            }
        }
        Msg::SweepPoint(generation, point) if current(model, Job::Sweep, generation) => {
            model.sweep.points.push(point);
            None
        }
        Msg::Swept(generation, sweep) if current(model, Job::Sweep, generation) => {
            model.sweeping = false;
            model.sweep = Arc::unwrap_or_clone(sweep);
            match (model.choice.k, model.sweep.best) {
                (KChoice::Auto, Some(k)) => start_segment(model, k),
                (KChoice::Auto, None) => {
                    let last = model.clusters.last().cloned();
                    let why = "too few customers that differ in the chosen features: two segments need at least three";
                    model.clusters = ClusterState::Failed(why.to_owned(), last);
                    None
                }
                (KChoice::Fixed(_), _) => None,
            }
        }
        Msg::Segmented(generation, segmentation) if current(model, Job::Segment, generation) => {
            model.clusters = ClusterState::Ready(segmentation);
            None
        }
        Msg::Failed(job, generation, why) if current(model, job, generation) => {
            failed(model, job, why);
            None
        }
        // A paste, which means nothing while no text field is open and must not be read as keys; and results of an old
        // generation.
        Msg::Paste(_)
        | Msg::Loaded(..)
        | Msg::Prepared(..)
        | Msg::SweepPoint(..)
        | Msg::Swept(..)
        | Msg::Segmented(..)
        | Msg::Failed(..) => None,
    }
}

/// The command that reads the data for the first time, or again.
pub fn start_load(model: &mut Model) -> Cmd {
    if let DataState::Ready(dataset) = &model.data {
        model.data = DataState::Reloading(Arc::clone(dataset));
    }
    Cmd::Load(next(model, Job::Load))
}

/// Names of the views that `v` goes through; empty where a panel has one only.
pub fn views(panel: Panel) -> &'static [&'static str] {
    match panel {
        Panel::Trend | Panel::Timeline | Panel::Periods => &["by event", "by status"],
        Panel::Genders | Panel::Cities => &["customers", "claims", "burns"],
        Panel::CityBurns => &["burns", "burn rate"],
        Panel::Profiles => &["mean", "median", "index"],
        _ => &[],
    }
}

/// The panel whose view a panel shares: everything that shows time goes together.
pub fn view_owner(panel: Panel) -> Panel {
    match panel {
        Panel::Trend | Panel::Periods => Panel::Timeline,
        other => other,
    }
}

/// How many rows the cursor of a panel can be on.
pub fn rows(model: &Model, panel: Panel) -> usize {
    let Some(dataset) = model.dataset() else {
        return 0;
    };
    let summary = &dataset.summary;
    match panel {
        Panel::Genders => summary.genders.len(),
        Panel::Cities | Panel::CityBurns | Panel::CityTable => summary.cities.len(),
        Panel::Branches | Panel::BranchTable => summary.branches.len(),
        Panel::Merchants => summary.merchants.len(),
        Panel::Frequency => summary.frequency.len(),
        Panel::Periods => summary.periods_to_date(model.granularity).0.len(),
        Panel::Checks => summary.findings.len(),
        Panel::Customers => dataset.features.customer_ids.len(),
        Panel::SegmentTable | Panel::Silhouettes | Panel::Profiles => {
            model.clusters.last().map_or(0, |s| s.segments.list.len())
        }
        Panel::Trend
        | Panel::Scatter
        | Panel::Timeline
        | Panel::DaysToBurn
        | Panel::Repeat
        | Panel::Recency
        | Panel::Choosing
        | Panel::Examples => 0,
    }
}

fn slot(job: Job) -> usize {
    job as usize
}

fn current(model: &Model, job: Job, generation: u64) -> bool {
    model.generations[slot(job)] == generation
}

fn next(model: &mut Model, job: Job) -> u64 {
    model.generations[slot(job)] += 1;
    model.generations[slot(job)]
}

fn start_sweep(model: &mut Model) -> Option<Cmd> {
    let dataset = Arc::clone(model.dataset()?);
    // Segments of the old matrix must not arrive over the new one.
    next(model, Job::Segment);
    model.prepared = None;
    model.sweep = crate::cluster::Sweep::default();
    model.sweeping = true;
    model.clusters = ClusterState::Running(model.clusters.last().cloned());
    Some(Cmd::Sweep(next(model, Job::Sweep), dataset, model.choice.clone()))
}

fn start_segment(model: &mut Model, k: usize) -> Option<Cmd> {
    let dataset = Arc::clone(model.dataset()?);
    let prepared = Arc::clone(model.prepared.as_ref()?);
    let previous = model.clusters.last().cloned();
    model.clusters = ClusterState::Running(previous.clone());
    let request =
        SegmentRequest { dataset, prepared, choice: model.choice.clone(), k, known: model.known(k), previous };
    Some(Cmd::Segment(next(model, Job::Segment), request))
}

/// Ends the reading of data that is there already, which stays; false when none was being read again.
fn keep_data(model: &mut Model) -> bool {
    let DataState::Reloading(dataset) = &model.data else {
        return false;
    };
    model.data = DataState::Ready(Arc::clone(dataset));
    true
}

fn failed(model: &mut Model, job: Job, why: String) {
    let last = model.clusters.last().cloned();
    match job {
        Job::Load if keep_data(model) => {
            model.notice = Some(format!("not read again, the last good data stays: {why}"));
        }
        Job::Load => {
            model.data = DataState::Failed(why);
            model.quit = true;
        }
        Job::Sweep => {
            model.sweeping = false;
            model.clusters = ClusterState::Failed(why, last);
        }
        Job::Segment => model.clusters = ClusterState::Failed(why, last),
    }
}

fn act(model: &mut Model, action: Action) -> Option<Cmd> {
    match action {
        Action::Quit => {
            model.quit = true;
            None
        }
        Action::Close => {
            if model.overlay == Overlay::None {
                model.quit = true;
            }
            model.overlay = Overlay::None;
            None
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
        Action::Move(motion) => {
            move_cursor(model, motion);
            None
        }
        Action::MoreClusters => change_k(model, 1),
        Action::FewerClusters => change_k(model, -1),
        Action::Features => {
            let dataset = Arc::clone(model.dataset()?);
            let current = model.clusters.last().map_or(&[][..], |s| &s.prepared.features);
            model.overlay = Overlay::Features(Picker::new(&dataset.features, current));
            None
        }
        Action::Scaling => {
            model.choice.scaling = following(model.choice.scaling);
            model.notice = Some(format!("scaling: {}", model.choice.scaling));
            start_sweep(model)
        }
        Action::Reseed => {
            model.choice.seed = model.choice.seed.wrapping_add(1);
            model.notice = Some(format!("seed: {}", model.choice.seed));
            start_sweep(model)
        }
        Action::Reload => Some(start_load(model)),
        Action::Axes(forward) => {
            step_axes(model, forward);
            None
        }
        Action::Granularity => {
            model.granularity = following(model.granularity);
            model.notice = Some(format!("time by {}", model.granularity));
            None
        }
        Action::View(forward) => {
            let owner = view_owner(model.focused());
            let count = views(owner).len();
            let step = if forward { 1 } else { count - 1 };
            let view = (model.view(owner) + step) % count;
            model.views.insert(owner, view);
            model.notice = Some(format!("view: {}", views(owner)[view]));
            None
        }
        Action::Maximise => {
            model.maximised = !model.maximised;
            None
        }
        Action::Mark => {
            if let Overlay::Features(picker) = &mut model.overlay {
                picker.mark();
            }
            None
        }
        Action::Accept => accept(model),
        Action::Suspend => Some(Cmd::Suspend),
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
        model.overlay = Overlay::None;
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
    cancel_clustering(model)
}

/// Stops the clustering under way and goes back to what the last good one was made of.
fn cancel_clustering(model: &mut Model) -> Option<Cmd> {
    let job = if model.sweeping {
        Job::Sweep
    } else if matches!(model.clusters, ClusterState::Running(_)) {
        Job::Segment
    } else {
        return None;
    };
    next(model, Job::Sweep);
    next(model, Job::Segment);
    model.sweeping = false;
    model.notice = Some("clustering stopped".to_owned());
    model.clusters = match model.clusters.last().cloned() {
        Some(last) => {
            model.choice = last.choice.clone();
            if job == Job::Sweep && !model.prepared.as_ref().is_some_and(|p| Arc::ptr_eq(p, &last.prepared)) {
                model.sweep = crate::cluster::Sweep::default();
            }
            model.prepared = Some(Arc::clone(&last.prepared));
            ClusterState::Ready(last)
        }
        None => ClusterState::Failed("stopped. r clusters again".to_owned(), None),
    };
    Some(Cmd::Cancel(job))
}

fn step_panel(model: &mut Model, by: usize) -> Option<Cmd> {
    let count = model.screen.panels().len();
    let focus = model.focus.entry(model.screen).or_default();
    *focus = (*focus + by) % count;
    None
}

fn change_k(model: &mut Model, by: isize) -> Option<Cmd> {
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

/// Goes through the principal components and every pair of features.
fn step_axes(model: &mut Model, forward: bool) {
    let Some(prepared) = &model.prepared else {
        return;
    };
    let names = &prepared.matrix.names;
    let mut all = vec![Axes::Components];
    for x in 0..names.len() {
        all.extend((x + 1..names.len()).map(|y| Axes::Features(x, y)));
    }
    let at = all.iter().position(|a| *a == model.axes).unwrap_or(0);
    let step = if forward { 1 } else { all.len() - 1 };
    model.axes = all[(at + step) % all.len()];
    model.notice = Some(match model.axes {
        Axes::Components => "axes: principal components".to_owned(),
        Axes::Features(x, y) => format!("axes: {} and {}", names[x], names[y]),
    });
}

fn accept(model: &mut Model) -> Option<Cmd> {
    let Overlay::Features(picker) = &model.overlay else {
        return None;
    };
    let Some(features) = picker.choice() else {
        model.notice = Some("mark at least one feature with space".to_owned());
        return None;
    };
    model.overlay = Overlay::None;
    model.choice.features = features;
    start_sweep(model)
}

fn move_cursor(model: &mut Model, motion: Motion) {
    let page = usize::from(model.size.1).saturating_sub(6).max(2);
    let panel = model.focused();
    let count = rows(model, panel);
    let (cursor, count) = match &mut model.overlay {
        Overlay::Help(scroll) => (scroll, keymap::KEYMAP.len() + 2 * keymap::Group::ALL.len()),
        Overlay::Features(picker) => {
            let count = picker.rows();
            (&mut picker.cursor, count)
        }
        Overlay::None => (model.cursors.entry(panel).or_default(), count),
    };
    let last = count.saturating_sub(1);
    *cursor = match motion {
        Motion::Up => cursor.saturating_sub(1),
        Motion::Down => *cursor + 1,
        Motion::HalfUp => cursor.saturating_sub(page / 2),
        Motion::HalfDown => *cursor + page / 2,
        Motion::PageUp => cursor.saturating_sub(page),
        Motion::PageDown => *cursor + page,
        Motion::First => 0,
        Motion::Last => last,
    }
    .min(last);
}
