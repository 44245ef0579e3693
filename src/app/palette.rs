//! The entries of the palette: keys, screens, panels, settings and their values, features, segments and names of the data.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use strum::IntoEnumIterator;

use super::action::Action;
use super::keymap;
use super::panel::{Panel, Screen};
use super::selectors::{Offer, has, has_screen, kind, most_segments, openable, view_on_screen};
use super::state::model::Model;
use super::state::overlay::palette::{Palette, Setting};
use super::state::overlay::{Overlay, OverlayKind};
use super::state::saved::{self, SavedView};
use crate::cluster::{Algorithm, Scaling};
use crate::data::Kind;
use crate::data::filter::{Condition, Field, KEYS, Meaning, complete};
use crate::measures::{Granularity, Offered, Preset};
use crate::segments::Segment;

/// The best entries are enough: if one is missing, the user types on.
const MOST: usize = 200;

/// An entry of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is.
    pub text: String,
    /// Its group.
    pub group: &'static str,
    /// The keys that do the same, or where it is.
    pub keys: String,
    /// What `enter` does.
    pub does: Does,
}

/// What an entry does.
#[derive(Clone, Debug, PartialEq)]
pub enum Does {
    /// What a key does.
    Act(Action),
    /// Goes to a panel.
    Focus(Screen, Panel),
    /// Writes this text and waits for more.
    Write(String),
    /// Sets a value.
    Set(Setting, String),
    /// Clusters with a feature more, or without it.
    Feature(String),
    /// Opens a segment.
    Segment(usize),
    /// Adds a condition to the filter.
    Filter(Condition),
}

/// The entries that fit what is typed, the best first.
pub fn palette(model: &Model, palette: &Palette) -> Vec<Entry> {
    if let Some((setting, value)) = palette.setting() {
        return values(model, setting, value);
    }
    best(palette.prompt.text.trim(), all(model))
}

/// Those that fit a text, the best first; among equals the order stays.
fn best(wanted: &str, entries: Vec<Entry>) -> Vec<Entry> {
    if wanted.is_empty() {
        return entries.into_iter().take(MOST).collect();
    }
    let pattern = Pattern::new(wanted, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut config = Config::DEFAULT;
    config.prefer_prefix = true;
    let (mut matcher, mut letters) = (Matcher::new(config), Vec::new());
    let mut score = |entry: &Entry| {
        let exact = entry.text.eq_ignore_ascii_case(wanted);
        // The group is a word of the entry too: `city ca` finds Cairo.
        let whole = format!("{} {}", entry.text, entry.group);
        let score = pattern.score(Utf32Str::new(&whole, &mut letters), &mut matcher)?;
        Some(if exact { u32::MAX } else { score })
    };
    let mut found: Vec<(u32, Entry)> =
        entries.into_iter().filter_map(|entry| score(&entry).map(|score| (score, entry))).collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, entry)| entry).take(MOST).collect()
}

fn all(model: &Model) -> Vec<Entry> {
    let mut entries = settings(model);
    // The mapping screen is open beneath.
    if model.beneath != Overlay::None {
        return entries;
    }
    entries.extend(actions(model));
    entries.extend(screens(model));
    entries.extend(panels(model));
    entries.extend(segments(model));
    entries.extend(features(model));
    entries.extend(names(model));
    entries
}

fn settings(model: &Model) -> Vec<Entry> {
    let entry = |setting: Setting| {
        let (word, help) = setting.row();
        Entry {
            text: format!("{word} …  {help}"),
            group: "set",
            keys: keymap::key_of(&model.own_keys, Action::Ask(setting)).unwrap_or_default(),
            does: Does::Write(format!("{word} ")),
        }
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
    works && model.is_complete() && model.beneath == Overlay::None
}

/// What keys do now, except to move, which the keys themselves do better.
fn actions(model: &Model) -> Vec<Entry> {
    let closed = Model { overlay: Overlay::None, ..model.clone() };
    let is_listed = |action: Action| {
        !matches!(
            action,
            Action::Move(_)
                | Action::Look(_)
                | Action::Go(_)
                | Action::Ask(_)
                | Action::Close
                | Action::Show(OverlayKind::Palette)
        )
    };
    let mut entries: Vec<Entry> = Vec::new();
    for binding in keymap::bindings(&closed).iter().filter(|binding| keymap::works(binding, &closed)) {
        for (key, action) in binding.keys.iter().filter(|(_, action)| is_listed(*action)) {
            let does = Does::Act(*action);
            if !entries.iter().any(|entry| entry.does == does) {
                let (text, keys) = (binding.help.to_owned(), model.own_keys.shown(*key));
                entries.push(Entry { text, group: "key", keys, does });
            }
        }
    }
    entries
}

fn screens(model: &Model) -> Vec<Entry> {
    let entry = |screen: Screen| Entry {
        text: screen.titles(kind(model)).0.to_owned(),
        group: "screen",
        keys: screen.number().to_string(),
        does: Does::Act(Action::Go(screen)),
    };
    Screen::all().filter(|screen| has_screen(model, *screen)).map(entry).collect()
}

fn panels(model: &Model) -> Vec<Entry> {
    let of_screen = |screen: Screen| {
        let there = screen.panels().iter().filter(|panel| has(model, **panel));
        there.map(move |panel| Entry {
            text: panel.title_of(kind(model)).to_owned(),
            group: "panel",
            keys: screen.titles(kind(model)).0.to_owned(),
            does: Does::Focus(screen, *panel),
        })
    };
    Screen::all().filter(|screen| has_screen(model, *screen)).flat_map(of_screen).collect()
}

fn segments(model: &Model) -> Vec<Entry> {
    let list = model.clusters.last().map_or(&[][..], |segmentation| &segmentation.segments.list);
    let entry = |(label, segment): (usize, &Segment)| Entry {
        text: format!("{} {}", label + 1, segment.name),
        group: "segment",
        keys: String::new(),
        does: Does::Segment(label),
    };
    list.iter().enumerate().map(entry).collect()
}

fn features(model: &Model) -> Vec<Entry> {
    let Some((dataset, prepared)) = model.dataset().zip(model.prepared.as_ref()) else { return Vec::new() };
    let entry = |feature: Offered| {
        let is_used = feature.columns.iter().all(|column| prepared.features.contains(column));
        let keys = if is_used { "leave out" } else { "add" };
        Entry { text: feature.name.clone(), group: "feature", keys: keys.to_owned(), does: Does::Feature(feature.name) }
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
        Entry { text: name.clone(), group: word, keys: keys.to_owned(), does: Does::Filter(condition) }
    };
    let of_key = |(word, field)| dataset.vocabulary.names(field).iter().map(move |name| entry(word, field, name));
    listed.flat_map(of_key).collect()
}

/// The values of a setting that fit what is typed.
fn values(model: &Model, setting: Setting, typed: &str) -> Vec<Entry> {
    let entry = |value: String| Entry {
        text: value.clone(),
        group: setting.word(),
        keys: if is_now(model, setting, &value) { "now".to_owned() } else { String::new() },
        does: Does::Set(setting, value),
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
    let entry = |view: &SavedView| Entry {
        text: view.name.clone(),
        group: setting.word(),
        keys: view.about(),
        does: Does::Set(setting, view.name.clone()),
    };
    views.map(entry).collect()
}

/// The view on the screen under the name that is typed, otherwise a name that says what it shows.
fn to_save(model: &Model, typed: &str) -> Entry {
    let proposed = || view_on_screen(model, "").about().chars().take(saved::LONGEST).collect();
    let name: String = if typed.is_empty() { proposed() } else { typed.to_owned() };
    let keys = if model.saved.find(&name).is_some() { "replaces the view with this name" } else { "" };
    let does = Does::Set(Setting::Save, name.trim().to_owned());
    Entry { text: name, group: Setting::Save.word(), keys: keys.to_owned(), does }
}

/// Data that can be opened.
fn to_open(offer: Offer) -> Entry {
    Entry { text: offer.text, group: offer.group, keys: String::new(), does: Does::Set(Setting::Open, offer.path) }
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
        Entry { text: candidate, group: "filter", keys: String::new(), does }
    };
    completion.candidates.into_iter().map(entry).collect()
}
