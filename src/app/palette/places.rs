//! Screens, panels, their views and what opens over them, as entries of the palette.

use super::entry::{Does, Entry};
use crate::app::action::Action;
use crate::app::keymap;
use crate::app::panel::{Panel, Screen, Splits};
use crate::app::selectors::{has, has_screen, kind, split_keys, split_title};
use crate::app::state::clusters::ClusterState;
use crate::app::state::model::Model;
use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::budget::EXPERIMENT;
use crate::data::Kind;

/// The screens.
pub fn screens(model: &Model) -> Vec<Entry> {
    let entry = |screen: Screen| {
        let title = screen.titles(kind(model)).0;
        Entry::new(title, "screen", screen.number().to_string(), Does::Act(Action::Go(screen)))
    };
    shown(model).map(entry).collect()
}

/// The panels, each with its screen.
pub fn panels(model: &Model) -> Vec<Entry> {
    let entry = |(screen, panel): (Screen, Panel)| {
        let title = panel.title_of(kind(model));
        Entry::new(title, "panel", screen.titles(kind(model)).0, Does::Focus(screen, panel))
    };
    on_screens(model).map(entry).collect()
}

/// The views of the panels that have several.
pub fn views(model: &Model) -> Vec<Entry> {
    let entry = |(screen, panel): (Screen, Panel)| {
        let title = panel.title_of(kind(model));
        let views = if panel.view_owner() == panel { model.views_of(panel) } else { Vec::new() };
        views.into_iter().enumerate().map(move |(at, view)| {
            let does = Does::View(screen, panel, at);
            Entry::new(format!("{title}: {view}"), "view", screen.titles(kind(model)).0, does)
        })
    };
    on_screens(model).flat_map(entry).collect()
}

/// The attributes that the panel under the cursor can be split by.
pub fn splits(model: &Model) -> Vec<Entry> {
    if !model.is_complete() || matches!(model.focused().splits(), Splits::Not(_)) {
        return Vec::new();
    }
    let what = split_title(model, model.focused(), 0);
    let also = model.focused().title_of(kind(model));
    let key = keymap::pressed(&model.own_keys, Action::Show(OverlayKind::Split));
    let entry = |by: String| Entry {
        also: also.to_owned(),
        ..Entry::new(format!("{what} by {by}"), "split", key.clone(), Does::Split(by))
    };
    split_keys(model).into_iter().map(entry).collect()
}

/// The experiment with a control group, which has no key of its own; customers alone have none.
pub fn experiment(model: &Model) -> Option<Entry> {
    let is_ready = model.is_complete() && matches!(model.clusters, ClusterState::Ready(_));
    let [title, about] = EXPERIMENT;
    let does = if is_ready {
        Does::Experiment
    } else {
        Does::Refuse("the experiment needs segments, and they are not computed yet".to_owned())
    };
    (kind(model) != Kind::Customers).then(|| Entry::new(format!("{title}: {about}"), "key", "", does))
}

fn shown(model: &Model) -> impl Iterator<Item = Screen> + '_ {
    Screen::all().filter(|screen| has_screen(model, *screen))
}

fn on_screens(model: &Model) -> impl Iterator<Item = (Screen, Panel)> + '_ {
    let of = |screen: Screen| screen.panels().iter().map(move |panel| (screen, *panel));
    shown(model).flat_map(of).filter(|(_, panel)| has(model, *panel))
}
