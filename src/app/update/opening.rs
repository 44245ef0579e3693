//! Opening other data: what is on the screen stays until it is read.

use std::path::Path;

use strum::IntoEnumIterator;

use super::clustering::start_sweep;
use super::load::start_load;
use super::request::{next, quietly};
use super::saved::remember;
use crate::analysis::{Choice, KChoice};
use crate::app::action::Action;
use crate::app::keymap::pressed;
use crate::app::message::{Cmd, Opened, Stored};
use crate::app::selectors;
use crate::app::state::data::DataState;
use crate::app::state::input::Input;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::openable::{Listing, folder_and_name};
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::palette::Setting;
use crate::app::state::saved::LAST;
use crate::app::state::settings::Settings;
use crate::warehouse::is_address;

/// Reads other data. The same data is read again.
pub(super) fn open(model: &mut Model, typed: &str) -> Cmd {
    let input = Input { paths: vec![model.openable.path(typed)], mapping: None };
    model.notice = Some(format!("opening {typed}; esc stops"));
    model.tried = (input.paths != model.input.paths).then_some(input);
    // The mapping screen is about the previous data.
    let covered = std::mem::take(&mut model.beneath);
    let mut commands: Vec<Cmd> = covered.iter().filter_map(Overlay::job).filter_map(|job| end(model, job)).collect();
    if model.dataset().is_none() {
        model.data = DataState::Loading;
    }
    let load = start_load(model);
    if commands.is_empty() {
        return load;
    }
    commands.push(load);
    Cmd::All(commands)
}

/// Shows other data, as if the program had started with it. What the user typed, the screen, and the clustering settings
/// that fit stay.
pub(super) fn opened(model: &mut Model, opened: Opened) -> Option<Cmd> {
    let Opened { dataset, stored } = opened;
    let Stored { naming, saved, watching, notice } = stored;
    let input = model.tried.take()?;
    let left = selectors::ended(model).map(|view| (model.input.clone(), view));
    let is_dropped = |condition: &&_| !dataset.filter.conditions.contains(condition);
    let dropped: Vec<String> = model.filter.conditions.iter().filter(is_dropped).map(ToString::to_string).collect();
    let has_features = dataset.features.resolve(&model.choice.features).is_ok();
    let features = if has_features { model.choice.features.clone() } else { Vec::new() };
    let source = dataset.summary.source.path.clone();
    let said = [
        Some(format!("opened {source}")),
        (!dropped.is_empty()).then(|| format!("removed from the filter: {}", dropped.join(" "))),
        (!has_features).then(|| "features were changed, because this data lacks the previous ones".to_owned()),
        notice.or_else(|| saved.offer(&pressed(&model.own_keys, Action::Ask(Setting::View)))),
    ];
    let mut commands: Vec<Cmd> = Job::iter().filter_map(|job| end(model, job)).collect();
    let settings = Settings {
        source,
        filter: dataset.filter.clone(),
        compare_as_of: None,
        choice: Choice { k: KChoice::Auto, features, ..model.choice.clone() },
        granularity: model.granularity,
        budget: None,
        watching,
        naming,
        saved,
        asks: model.asks,
        own_keys: model.own_keys.clone(),
        shows_command: model.command.is_some(),
        greets: false,
    };
    let overlay = match std::mem::take(&mut model.overlay) {
        typed @ (Overlay::Help(_) | Overlay::Palette(_) | Overlay::Filter(_)) => typed,
        // It is about the previous data.
        _ => Overlay::None,
    };
    *model = Model {
        input,
        openable: std::mem::take(&mut model.openable),
        screen: model.screen,
        overlay,
        history: std::mem::take(&mut model.history),
        generations: model.generations,
        data: DataState::Ready(dataset),
        notice: Some(said.into_iter().flatten().collect::<Vec<_>>().join("; ")),
        ..Model::new(settings, model.size)
    };
    model.saved.begun = Some(selectors::view_on_screen(model, LAST));
    commands.push(remember(model, left));
    commands.extend(start_sweep(model));
    Some(Cmd::All(commands))
}

/// Stops the work for the previous data and drops its results. Files that are being written are completed.
fn end(model: &mut Model, job: Job) -> Option<Cmd> {
    match job {
        Job::Load | Job::Export | Job::List | Job::Remember => None,
        Job::Names | Job::Views => {
            next(model, job);
            None
        }
        _ => {
            next(model, job);
            Some(Cmd::Cancel(job))
        }
    }
}

/// Reads the folder of the path that is being typed, if it is another one.
pub(super) fn list(model: &mut Model) -> Option<Cmd> {
    let typed = match &model.overlay {
        Overlay::Palette(open) => open.setting().filter(|(setting, _)| *setting == Setting::Open),
        _ => None,
    };
    let Some((_, typed)) = typed.filter(|(_, typed)| !is_address(Path::new(typed.trim()))) else {
        model.openable.listing = None;
        return None;
    };
    let folder = folder_and_name(typed).0.to_owned();
    if model.openable.listing.as_ref().is_some_and(|listing| listing.folder == folder) {
        return None;
    }
    let path = model.openable.path(if folder.is_empty() { "." } else { &folder });
    model.openable.listing = Some(Listing { folder, names: None });
    Some(Cmd::List(quietly(model, Job::List), path))
}
