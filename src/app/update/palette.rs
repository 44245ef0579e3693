//! Running an entry of the palette.

use std::sync::Arc;

use super::{opening, overlay, saved};
use crate::analysis::KChoice;
use crate::app::action::Action;
use crate::app::message::Cmd;
use crate::app::palette::{Does, palette};
use crate::app::panel::{Panel, Screen};
use crate::app::selectors;
use crate::app::state::history::History;
use crate::app::state::model::Model;
use crate::app::state::overlay::export::ExportDialog;
use crate::app::state::overlay::palette::{Palette, Setting};
use crate::app::state::overlay::prompt::Prompt;
use crate::app::state::overlay::segment::SegmentPage;
use crate::app::state::overlay::{Overlay, OverlayKind};
use crate::app::update::clustering::{scale_to, set_k, start_sweep};
use crate::app::update::filter::start_filter;
use crate::app::update::time::set_granularity;
use crate::app::update::view::{focus, show_view};
use crate::data::escape;
use crate::data::filter::Condition;
use crate::warehouse::names_secret;

/// Opens the palette with a setting, to type or choose its value. Changes on the mapping screen are not lost while it is open.
pub(super) fn ask(model: &mut Model, setting: Setting) {
    let line = format!("{} ", setting.word());
    let covered = std::mem::replace(&mut model.overlay, Overlay::Palette(Palette::with(&line)));
    model.beneath.extend(Some(covered).filter(|covered| matches!(covered, Overlay::Mapping(_))));
}

/// Runs what is typed, otherwise the chosen entry. If it cannot be run, the palette stays and says why.
///
/// The caller applies the action of a key.
pub(super) fn enter(model: &mut Model) -> (Option<Cmd>, Option<Action>) {
    const NOTHING: (Option<Cmd>, Option<Action>) = (None, None);
    let Overlay::Palette(open) = &model.overlay else { return NOTHING };
    let typed = open.setting().map(|(setting, value)| (setting, value.trim().to_owned()));
    let chosen = palette(model, open).into_iter().nth(open.prompt.choice);
    let does = match (typed, chosen) {
        // The entries complete one word; the typed text is the complete filter.
        (Some((Setting::Filter, value)), _) => Does::Set(Setting::Filter, value),
        // `k 1` must not become `k 10`.
        (Some((Setting::K, value)), _) if open.prompt.choice == 0 && value.parse::<usize>().is_ok() => {
            Does::Set(Setting::K, value)
        }
        (_, Some(entry)) => entry.does,
        (Some((setting, value)), None) => Does::Set(setting, value),
        (None, None) => return NOTHING,
    };
    if let Does::Write(text) = does {
        model.overlay = Overlay::Palette(Palette::with(&text));
        return NOTHING;
    }
    let Overlay::Palette(mut open) = std::mem::take(&mut model.overlay) else { return NOTHING };
    let line = if let Does::Set(setting, value) = &does {
        format!("{} {value}", setting.word())
    } else {
        open.prompt.text.clone()
    };
    let done = match does {
        // The mapping screen is open beneath: there may be no data.
        Does::Set(setting, _) if !model.beneath.is_empty() && setting != Setting::Open => {
            Err(format!("only {} works here", Setting::Open.word()))
        }
        Does::Act(action) => Ok((None, Some(action))),
        Does::Refuse(why) => Err(why),
        does => run(model, does).map(|cmd| (cmd, None)),
    };
    match done {
        Ok(done) => {
            History::keep(&mut model.history.commands, &line);
            done
        }
        Err(why) => {
            open.error = Some(why);
            model.overlay = Overlay::Palette(open);
            NOTHING
        }
    }
}

/// Writes the chosen entry into the line, to go on typing.
pub(super) fn complete(model: &mut Model) {
    let Overlay::Palette(open) = &model.overlay else { return };
    if let Some((Setting::Open, typed)) = open.setting()
        && open.prompt.choice == 0
        && !typed.trim().is_empty()
    {
        let line = format!("{} {}", Setting::Open.word(), selectors::completed(model, typed.trim()));
        model.overlay = Overlay::Palette(Palette::with(&line));
        return;
    }
    let Some(entry) = palette(model, open).into_iter().nth(open.prompt.choice) else { return };
    let text = match entry.does {
        Does::Write(text) => text,
        Does::Set(setting, value) => format!("{} {value}", setting.word()),
        _ => entry.text,
    };
    model.overlay = Overlay::Palette(Palette::with(&text));
}

fn run(model: &mut Model, does: Does) -> Result<Option<Cmd>, String> {
    match does {
        Does::Focus(screen, panel) => go(model, screen, panel),
        Does::Set(setting, value) => return set(model, setting, &value),
        Does::Feature(name) => return feature(model, &name),
        Does::Segment(label) => {
            let segmentation = model.clusters.last().cloned();
            if let Some(segmentation) = segmentation.filter(|s| label < s.segments.list.len()) {
                model.overlay = Overlay::Segment(SegmentPage { segmentation, label, top: 0 });
            }
        }
        Does::Filter(condition) => return Ok(condition_on_or_off(model, condition)),
        Does::View(screen, panel, view) => {
            go(model, screen, panel);
            show_view(model, view);
        }
        Does::Split(key) => return Ok(overlay::split::by(model, &key)),
        Does::Experiment => overlay::budget::open_experiment(model),
        Does::Act(_) | Does::Refuse(_) | Does::Write(_) => {}
    }
    Ok(None)
}

fn go(model: &mut Model, screen: Screen, panel: Panel) {
    (model.screen, model.maximised) = (screen, false);
    focus(model, panel);
}

/// Adds a condition to the filter, or takes it out.
fn condition_on_or_off(model: &mut Model, condition: Condition) -> Option<Cmd> {
    let mut filter = model.filter.clone();
    let conditions = filter.conditions.len();
    filter.conditions.retain(|other| *other != condition);
    if filter.conditions.len() == conditions {
        filter.push(condition);
    }
    start_filter(model, filter)
}

/// Clusters with a feature more, or without one that is used.
fn feature(model: &mut Model, name: &str) -> Result<Option<Cmd>, String> {
    let Some((dataset, prepared)) = model.dataset().zip(model.prepared.as_ref()) else { return Ok(None) };
    let offered = dataset.features.offered();
    let Some(offered) = offered.iter().find(|offered| offered.name == name) else { return Ok(None) };
    let is_of = |column: &String| offered.columns.contains(column);
    let mut features = prepared.features.clone();
    let is_used = offered.columns.iter().all(|column| features.contains(column));
    features.retain(|column| !is_of(column));
    if !is_used {
        features.push(offered.name.clone());
    }
    if features.is_empty() {
        return Err("at least one feature is needed".to_owned());
    }
    model.choice.features = features;
    Ok(start_sweep(model))
}

/// Sets a value.
///
/// # Errors
/// When there is no such value.
fn set(model: &mut Model, setting: Setting, value: &str) -> Result<Option<Cmd>, String> {
    if value.is_empty() && setting != Setting::Filter {
        let (word, help) = setting.row();
        return Err(format!("{word}: {help}"));
    }
    match setting {
        Setting::K => set_k(model, value.parse::<KChoice>()?),
        Setting::Scale => Ok(scale_to(model, value.parse().map_err(|_| unknown("scaling", value))?)),
        Setting::Algorithm => {
            model.choice.method.algorithm = value.parse().map_err(|_| unknown("algorithm", value))?;
            Ok(start_sweep(model))
        }
        Setting::Features => {
            let names: Vec<String> = value.split([',', ' ']).filter(|n| !n.is_empty()).map(str::to_owned).collect();
            if let Some(dataset) = model.dataset() {
                dataset.features.resolve(&names)?;
            }
            model.choice.features = names;
            Ok(start_sweep(model))
        }
        Setting::Seed => {
            model.choice.method.seed = value.parse().map_err(|_| "a seed is a whole number from 0".to_owned())?;
            Ok(start_sweep(model))
        }
        Setting::Time => {
            set_granularity(model, value.parse().map_err(|_| unknown("period", value))?);
            Ok(None)
        }
        Setting::Filter => {
            model.overlay = Overlay::Filter(Prompt::with(value));
            Ok(overlay::enter(model))
        }
        Setting::Command => {
            let shown = match value {
                "on" => true,
                "off" => false,
                _ => return Err("command: on or off".to_owned()),
            };
            model.command = shown.then(String::new);
            Ok(None)
        }
        Setting::Customer => customer(model, value),
        Setting::Open if names_secret(value) => {
            Err("give the password in PGPASSWORD or a connection profile, not here".to_owned())
        }
        Setting::Open => Ok(Some(opening::open(model, value))),
        Setting::View => saved::go(model, value),
        Setting::Save => saved::save(model, value),
        Setting::Remove => saved::remove(model, value),
        Setting::Export => {
            let panel = model.focused().title_of(selectors::kind(model));
            let title = model.screen.titles(selectors::kind(model)).0;
            let path = model.dataset().map(|dataset| dataset.summary.source.path.clone()).unwrap_or_default();
            model.overlay = Overlay::Export(ExportDialog::new(&path, title, panel, None).into_file(value)?);
            Ok(overlay::enter(model))
        }
    }
}

fn unknown(what: &str, value: &str) -> String {
    format!("there is no {what} \"{value}\"; choose one of those below")
}

/// Opens the customer with an id.
fn customer(model: &mut Model, id: &str) -> Result<Option<Cmd>, String> {
    let features = model.dataset().map(|dataset| Arc::clone(&dataset.features));
    if selectors::lists_everyone(model) {
        return Err(format!("the list has all customers, who are not here: filter customer:{}", escape(id)));
    }
    let row = features.and_then(|features| features.customer_ids.iter().position(|other| other == id));
    let all = selectors::rows(model, Panel::Customers);
    let position = row.and_then(|row| (0..all).find(|position| selectors::listed(model, *position) == Some(row)));
    let Some(position) = position else {
        let among = if model.filter.is_empty() { "" } else { " among the customers that match the filter" };
        return Err(format!("there is no customer \"{id}\"{among}"));
    };
    go(model, Screen::Customers, Panel::Customers);
    model.cursors.insert(Panel::Customers, position);
    Ok(overlay::open(model, OverlayKind::Customer))
}
