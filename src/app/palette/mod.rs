//! The entries of the palette: keys, screens, panels, settings and their values, features, segments and names of the data.

mod best;
mod entry;
mod keys;
mod places;
mod values;

pub use self::entry::{Does, Entry};

use strum::IntoEnumIterator;

use self::best::best;
use self::keys::actions;
use self::places::{experiment, panels, screens, splits, views};
use self::values::values;
use super::action::Action;
use super::keymap;
use super::selectors::kind;
use super::state::model::Model;
use super::state::overlay::palette::{Palette, Setting};
use crate::data::Kind;
use crate::data::filter::{Condition, Field, KEYS, Meaning};
use crate::measures::Offered;
use crate::segments::Segment;

/// The entries that fit what is typed, the best first.
pub fn palette(model: &Model, palette: &Palette) -> Vec<Entry> {
    if let Some((setting, value)) = palette.setting() {
        return values(model, setting, value);
    }
    best(palette.prompt.text.trim(), all(model))
}

fn all(model: &Model) -> Vec<Entry> {
    let mut entries = settings(model);
    // The mapping screen is open beneath.
    if !model.beneath.is_empty() {
        return entries;
    }
    entries.extend(actions(model));
    entries.extend(screens(model));
    entries.extend(experiment(model));
    entries.extend(panels(model));
    entries.extend(views(model));
    entries.extend(splits(model));
    entries.extend(segments(model));
    entries.extend(features(model));
    entries.extend(names(model));
    entries
}

fn settings(model: &Model) -> Vec<Entry> {
    let entry = |setting: Setting| {
        let (word, help) = setting.row();
        let keys = keymap::key_of(&model.own_keys, Action::Ask(setting)).unwrap_or_default();
        Entry::new(format!("{word} …  {help}"), "set", keys, Does::Write(format!("{word} ")))
    };
    Setting::iter().filter(|setting| is_of(model, *setting)).map(entry).collect()
}

fn is_of(model: &Model, setting: Setting) -> bool {
    let works = match setting {
        Setting::K => model.choice.method.algorithm.takes_k(),
        Setting::Time => kind(model) != Kind::Customers,
        Setting::View => model.saved.all().next().is_some(),
        Setting::Remove => !model.saved.list.is_empty(),
        Setting::Open => return true,
        _ => true,
    };
    works && model.is_complete() && model.beneath.is_empty()
}

fn segments(model: &Model) -> Vec<Entry> {
    let list = model.clusters.last().map_or(&[][..], |segmentation| &segmentation.segments.list);
    let entry = |(label, segment): (usize, &Segment)| {
        Entry::new(format!("{} {}", label + 1, segment.name), "segment", "", Does::Segment(label))
    };
    list.iter().enumerate().map(entry).collect()
}

fn features(model: &Model) -> Vec<Entry> {
    let Some((dataset, prepared)) = model.dataset().zip(model.prepared.as_ref()) else { return Vec::new() };
    let entry = |feature: Offered| {
        let is_used = feature.columns.iter().all(|column| prepared.features.contains(column));
        let keys = if is_used { "leave out" } else { "add" };
        Entry::new(feature.name.clone(), "feature", keys, Does::Feature(feature.name))
    };
    dataset.features.offered().into_iter().map(entry).collect()
}

/// The names of the data, each as a condition of the filter.
fn names(model: &Model) -> Vec<Entry> {
    let Some(dataset) = model.dataset() else { return Vec::new() };
    let listed = KEYS.iter().filter_map(|key| match key.meaning {
        Meaning::Names(Field::Segment | Field::Before | Field::Status | Field::Customer) => None,
        Meaning::Names(field) => Some((key.word, field)),
        _ => None,
    });
    let entry = |word: &'static str, field: Field, name: &String| {
        let condition = Condition::named(field, Some(name));
        let keys = if model.filter.conditions.contains(&condition) { "in the filter" } else { "filter" };
        Entry::new(name.clone(), word, keys, Does::Filter(condition))
    };
    let of_key = |(word, field)| dataset.vocabulary.names(field).iter().map(move |name| entry(word, field, name));
    listed.flat_map(of_key).collect()
}
