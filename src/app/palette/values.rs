//! The values of a setting, as entries of the palette.

use strum::IntoEnumIterator;

use super::best::{MOST, best};
use super::entry::{Does, Entry};
use crate::app::selectors::{Offer, kind, most_segments, openable, view_on_screen};
use crate::app::state::model::Model;
use crate::app::state::overlay::palette::Setting;
use crate::app::state::saved::{self, SavedView};
use crate::cluster::{Algorithm, Scaling};
use crate::data::Kind;
use crate::data::filter::complete;
use crate::measures::{Granularity, Preset};

/// The values of a setting that fit what is typed.
pub fn values(model: &Model, setting: Setting, typed: &str) -> Vec<Entry> {
    let entry = |value: String| {
        let keys = if is_now(model, setting, &value) { "now" } else { "" };
        Entry::new(value.clone(), setting.word(), keys, Does::Set(setting, value))
    };
    let known: Vec<String> = match setting {
        Setting::K => {
            std::iter::once("auto".to_owned()).chain((2..=most_segments(model)).map(|k| k.to_string())).collect()
        }
        Setting::Scale => Scaling::iter().map(|scaling| scaling.to_string()).collect(),
        Setting::Algorithm => Algorithm::iter().map(|algorithm| algorithm.to_string()).collect(),
        Setting::Time => Granularity::iter().map(|granularity| granularity.to_string()).collect(),
        Setting::Features => {
            let has_events = kind(model) != Kind::Customers;
            Preset::iter().filter(|_| has_events).map(|preset| preset.to_string()).collect()
        }
        Setting::Command => ["on", "off"].map(ToOwned::to_owned).into(),
        Setting::Filter => return conditions(model, typed),
        Setting::View => return best(typed.trim(), views(setting, model.saved.all())),
        Setting::Remove => return best(typed.trim(), views(setting, model.saved.list.iter())),
        Setting::Open => return openable(model, typed.trim()).into_iter().take(MOST).map(to_open).collect(),
        Setting::Save => return vec![to_save(model, typed.trim())],
        Setting::Seed | Setting::Customer | Setting::Export => Vec::new(),
    };
    best(typed.trim(), known.into_iter().map(entry).collect())
}

/// Saved views, with what each shows.
fn views<'a>(setting: Setting, views: impl Iterator<Item = &'a SavedView>) -> Vec<Entry> {
    let entry = |view: &SavedView| {
        Entry::new(view.name.clone(), setting.word(), view.about(), Does::Set(setting, view.name.clone()))
    };
    views.map(entry).collect()
}

/// The view on the screen under the name that is typed, otherwise a name that says what it shows.
fn to_save(model: &Model, typed: &str) -> Entry {
    let proposed = || view_on_screen(model, "").about().chars().take(saved::LONGEST).collect();
    let name: String = if typed.is_empty() { proposed() } else { typed.to_owned() };
    let keys = if model.saved.find(&name).is_some() { "replaces the view with this name" } else { "" };
    let does = Does::Set(Setting::Save, name.trim().to_owned());
    Entry::new(name, Setting::Save.word(), keys, does)
}

/// Data that can be opened.
fn to_open(offer: Offer) -> Entry {
    Entry::new(offer.text, offer.group, "", Does::Set(Setting::Open, offer.path))
}

/// Whether a setting has this value.
fn is_now(model: &Model, setting: Setting, value: &str) -> bool {
    let choice = &model.choice;
    let now = match setting {
        Setting::K => choice.k.to_string(),
        Setting::Scale => choice.scaling.to_string(),
        Setting::Algorithm => choice.method.algorithm.to_string(),
        Setting::Time => model.granularity.to_string(),
        Setting::Features => choice.features.join(","),
        Setting::Command => if model.command.is_some() { "on" } else { "off" }.to_owned(),
        _ => return false,
    };
    now == value
}

/// The completions of a filter that is being typed.
fn conditions(model: &Model, typed: &str) -> Vec<Entry> {
    let completion = complete(typed, typed.len(), &model.vocabulary());
    let entry = |candidate: String| {
        let text = format!("{}{candidate}", &typed[..completion.replace.start]);
        let does = Does::Write(format!("{} {text}", Setting::Filter.word()));
        Entry::new(candidate, "filter", "", does)
    };
    completion.candidates.into_iter().map(entry).collect()
}
