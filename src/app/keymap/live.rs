//! When a key does something, and why it does nothing where it does not.

use crossterm::event::KeyCode;

use crate::app::key::{ch, key};
use crate::app::panel::{Lists, Opens, Panel, Screen, Splits};
use crate::app::selectors;
use crate::app::state::clusters::ClusterState;
use crate::app::state::data::DataState;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::wording::database::rows_stay;

/// When a key does something, and why not otherwise: words that follow the key, such as `changes the cohorts on Loyalty (4)`.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub holds: fn(&Model) -> bool,
    why: fn(&Model) -> String,
}

impl Rule {
    const fn new(holds: fn(&Model) -> bool, why: fn(&Model) -> String) -> Self {
        Self { holds, why }
    }

    /// Why the key does nothing now.
    pub fn why(&self, model: &Model) -> String {
        match &model.data {
            _ if !on_screen(model) => {
                format!("does nothing in this dialog; {} closes it", model.own_keys.shown(key(KeyCode::Esc)))
            }
            DataState::Loading => "needs the data, which is still being read".to_owned(),
            DataState::Measuring(_) | DataState::Filtering { .. } => "waits until everything is measured".to_owned(),
            DataState::Stopped { .. } => {
                format!("needs the rest of the measures; {} reads it", model.own_keys.shown(ch('R')))
            }
            DataState::Failed(_) | DataState::Refused(_) => "needs data, and there is none".to_owned(),
            DataState::Ready(_) | DataState::Reloading(_) => (self.why)(model),
        }
    }
}

pub const ALWAYS: Rule = Rule::new(|_| true, |_| String::new());
pub const ON_SCREEN: Rule = Rule::new(on_screen, |_| String::new());
pub const WITH_DATA: Rule = Rule::new(with_data, |_| String::new());
pub const READS_AGAIN: Rule =
    Rule::new(|m| with_data(m) || on_screen(m) && matches!(m.data, DataState::Stopped { .. }), |_| String::new());
/// Not while a filter is being computed: its result would be about the previous data.
pub const OPENS_DATA: Rule =
    Rule::new(|m| on_screen(m) && !matches!(m.data, DataState::Filtering { .. }), |_| String::new());
pub const COPIES: Rule = Rule::new(|m| with_data(m) || selectors::explained(m).is_some(), |_| String::new());
pub const WITH_SEGMENTS: Rule =
    Rule::new(|m| with_data(m) && m.prepared.is_some(), |_| "needs segments, and there are none".to_owned());
pub const SCALES: Rule = Rule::new(|m| with_data(m) || matches!(m.overlay, Overlay::Features(_)), |_| String::new());
pub const EXPLAINS: Rule = Rule::new(|m| with_data(m) || matches!(m.overlay, Overlay::Segment(_)), |_| String::new());
pub const BUDGETS: Rule = Rule::new(
    |m| with_data(m) && matches!(m.clusters, ClusterState::Ready(_)),
    |_| "needs segments, and they are not computed yet".to_owned(),
);
pub const MARKS: Rule = Rule::new(
    |m| m.overlay.is_choice() || on_screen(m) && selectors::takes_marks(m, m.focused()) || has_tile(m),
    |m| {
        let why = match m.focused().lists() {
            Lists::Pairs => "a pair of columns opens a plot, not customers",
            Lists::Checks | Lists::Readings => "these are rows of files, not customers",
            Lists::Tiles => "the scatter plot needs a cursor; the arrow keys show it",
            Lists::Nothing => "this panel has no rows",
            _ => "this panel has none now",
        };
        format!("marks rows that open customers: {why}")
    },
);
pub const COMPARES: Rule =
    Rule::new(|m| with_data(m) && selectors::compares(m), |m| on(m, "compares segments", lists_segments));
pub const NAMES: Rule = Rule::new(
    |m| with_data(m) && selectors::segment_under_cursor(m).is_some(),
    |m| on(m, "names a segment", lists_segments),
);
fn has_tile(model: &Model) -> bool {
    on_scatter(model) && model.camera.cursor.is_some()
}

pub const OPENS: Rule = Rule::new(opens, |m| match selectors::conditions(m) {
    _ if m.focused().opens() == Opens::Rows && selectors::keeps_rows(m).is_some() => {
        format!("opens nothing: {}", selectors::keeps_rows(m).map(rows_stay).unwrap_or_default())
    }
    Err(why) if m.focused().opens() != Opens::Nothing => format!("opens nothing now: {why}"),
    _ => "opens a row, bar or cell, and this panel has none".to_owned(),
});
pub const COHORTS: Rule = Rule::new(shows_cohorts, |m| on(m, "changes the cohorts", |panel| panel == Panel::Retention));
pub const SEVERAL_PANELS: Rule = Rule::new(
    |m| with_data(m) && m.screen.panels().len() > 1,
    |_| "needs a second panel, and this screen has one".to_owned(),
);
pub const SORTS: Rule =
    Rule::new(|m| on_customers(m) || selectors::sorts_places(m), |m| on(m, "sorts a table", Panel::sorts));
pub const CHOOSES_COLUMNS: Rule =
    Rule::new(on_customers, |m| on(m, "chooses columns", |panel| panel == Panel::Customers));
pub const SEARCHES: Rule = Rule::new(on_words, |_| "searches names, and this panel lists none".to_owned());
pub const SEARCHES_ON: Rule = Rule::new(
    |m| on_words(m) && !m.sought.is_empty(),
    |m| {
        if on_words(m) {
            format!("goes to the next match; {} searches", m.own_keys.shown(ch('\\')))
        } else {
            (SEARCHES.why)(m)
        }
    },
);
pub const HAS_VIEWS: Rule = Rule::new(
    |m| {
        with_data(m) && !m.views_of(m.focused()).is_empty()
            || selectors::split_turns(m)
            || selectors::explained(m).is_some()
    },
    |_| "changes the view, and this panel has one".to_owned(),
);
pub const SPLITS: Rule = Rule::new(
    |m| with_data(m) && !matches!(m.focused().splits(), Splits::Not(_)) && !selectors::split_keys(m).is_empty(),
    |m| match m.focused().splits() {
        Splits::Not(why) => format!("cannot split this panel: {why}"),
        _ => "splits a panel by an attribute, and this data has none with at least two values".to_owned(),
    },
);
pub const SHOWS_TIME: Rule = Rule::new(
    |m| with_data(m) && matches!(m.screen, Screen::Overview | Screen::Usage),
    |m| on(m, "changes the time step", |panel| matches!(panel, Panel::Trend | Panel::Timeline)),
);
pub const HAS_AXES: Rule = Rule::new(
    |m| shows_scatter(m) && !selectors::turned(m),
    |m| {
        if shows_scatter(m) {
            format!("changes the axes of the 2-D view; {} on Clusters shows it", m.own_keys.shown(ch('v')))
        } else {
            on_the_scatter(m, "changes the axes of the scatter plot")
        }
    },
);
pub const ZOOMS: Rule = Rule::new(shows_scatter, |m| on_the_scatter(m, "zooms the scatter plot"));
pub const PANS: Rule = Rule::new(
    |m| shows_scatter(m) && (selectors::turned(m) || !m.camera.shows_all()),
    |m| {
        if shows_scatter(m) {
            format!("moves a zoomed scatter plot; {} zooms in", m.own_keys.shown(ch('>')))
        } else {
            on_the_scatter(m, "moves a zoomed scatter plot")
        }
    },
);
pub const SIDEWAYS: Rule = Rule::new(moves_sideways, |_| "goes to another column, and this panel has none".to_owned());
pub const UP_AND_DOWN: Rule = Rule::new(|m| movable(m) || on_scatter(m), no_rows);
pub const MOVABLE: Rule = Rule::new(movable, no_rows);
pub const VISITS: Rule = Rule::new(
    |m| with_data(m) && (m.visits.has(false) || m.visits.has(true)),
    |_| "goes back, and there is no place before this one".to_owned(),
);
pub const SAVED_VIEWS: Rule = Rule::new(
    |m| with_data(m) && m.saved.all().next().is_some(),
    |m| format!("goes to a saved view, and there is none; {} saves one", m.own_keys.shown(ch('M'))),
);
pub const UNDOES: Rule = Rule::new(undoes, |_| "goes back, and there is nothing to undo".to_owned());
pub const ON_UNIX: Rule = Rule::new(|_| cfg!(unix), |_| "needs a Unix shell".to_owned());

fn lists_segments(panel: Panel) -> bool {
    matches!(panel.lists(), Lists::Segments | Lists::Profiles)
}

/// What a key does, and where: the next panel of this screen, otherwise the screens.
fn on(model: &Model, does: &str, is_one: fn(Panel) -> bool) -> String {
    let kind = selectors::kind(model);
    let is_there = |panel: &&Panel| is_one(**panel) && selectors::has(model, **panel);
    if is_one(model.focused()) {
        return format!("{does}, and there is nothing here");
    }
    if let Some(panel) = model.screen.panels().iter().find(is_there) {
        let tab = model.own_keys.shown(key(KeyCode::Tab));
        return format!("{does}; {tab} goes to {}", panel.title_of(kind));
    }
    let screens = Screen::all().filter(|screen| screen.panels().iter().any(|panel| is_there(&panel)));
    let names: Vec<String> = screens.map(|screen| format!("{} ({})", screen.titles(kind).0, screen.number())).collect();
    match names.as_slice() {
        [] => format!("{does}, and this data has none"),
        names => format!("{does} on {}", names.join(" and ")),
    }
}

fn on_the_scatter(model: &Model, does: &str) -> String {
    if model.clusters.last().is_none() {
        (WITH_SEGMENTS.why)(model)
    } else {
        on(model, does, |panel| panel == Panel::Scatter)
    }
}

fn no_rows(_: &Model) -> String {
    "moves a cursor, and this panel has no rows".to_owned()
}

fn on_screen(model: &Model) -> bool {
    model.overlay == Overlay::None
}

fn with_data(model: &Model) -> bool {
    on_screen(model) && model.is_complete()
}

fn on_finding(model: &Model) -> bool {
    let is_on = on_screen(model) && model.focused().opens() == Opens::Rows && selectors::rows(model, Panel::Checks) > 0;
    is_on && selectors::keeps_rows(model).is_none()
}

fn movable(model: &Model) -> bool {
    !on_screen(model) || selectors::rows(model, model.focused()) > 1
}

fn shows_scatter(model: &Model) -> bool {
    on_screen(model) && selectors::shows_scatter(model)
}

fn on_scatter(model: &Model) -> bool {
    on_screen(model) && selectors::on_scatter(model)
}

fn on_time(model: &Model) -> bool {
    on_screen(model)
        && matches!(model.focused(), Panel::Timeline | Panel::Weekdays | Panel::OrderSizes)
        && movable(model)
}

fn on_customers(model: &Model) -> bool {
    with_data(model) && model.focused() == Panel::Customers && selectors::rows(model, Panel::Customers) > 0
}

fn on_months(model: &Model) -> bool {
    with_data(model) && model.focused().list() == Panel::Retention && selectors::rows(model, Panel::CohortCurve) > 1
}

fn shows_cohorts(model: &Model) -> bool {
    with_data(model) && model.focused().list() == Panel::Retention
}

fn on_grid(model: &Model) -> bool {
    with_data(model)
        && model.focused() == Panel::Rfm
        && selectors::shows_grid(model)
        && selectors::rows(model, Panel::Rfm) > 0
}

fn on_charts_of_columns(model: &Model) -> bool {
    on_screen(model) && matches!(model.focused(), Panel::Columns | Panel::Correlations) && movable(model)
}

fn moves_sideways(model: &Model) -> bool {
    let in_columns = on_customers(model)
        || on_screen(model) && selectors::on_flow(model)
        || selectors::has_place_columns(model)
        || selectors::has_demographics(model);
    let in_picture =
        on_scatter(model) || on_time(model) || on_months(model) || on_grid(model) || on_charts_of_columns(model);
    in_columns || in_picture || in_overlay(model)
}

/// Whether left and right do something in the open overlay, outside text fields.
fn in_overlay(model: &Model) -> bool {
    match &model.overlay {
        Overlay::Rows(_) | Overlay::Customer(_) | Overlay::Segment(_) | Overlay::CompareSeveral(_) => true,
        Overlay::Split(open) => selectors::split_axis(model, open).is_some(),
        _ => false,
    }
}

fn on_words(model: &Model) -> bool {
    with_data(model) && model.focused().searches() && selectors::rows(model, model.focused()) > 0
}

fn opens(model: &Model) -> bool {
    let drilled = with_data(model) && selectors::drills(model);
    let rows = || on_screen(model) && selectors::rows(model, model.focused()) > 0;
    let elsewhere = matches!(model.focused().opens(), Opens::Files | Opens::Scatter) && rows();
    let chooses = matches!(&model.overlay, Overlay::Split(open) if open.is_choosing());
    model.overlay.is_choice() || chooses || on_finding(model) || drilled || elsewhere || on_customers(model)
}

fn undoes(model: &Model) -> bool {
    let looked_at = selectors::shows_scatter(model)
        && (!model.camera.is_home() || selectors::on_scatter(model) && model.camera.cursor.is_some());
    let below = !model.filter.is_empty() || !model.trail.is_empty();
    let marked = selectors::marked_panels(model).next().is_some();
    !on_screen(model) || marked || looked_at || model.maximised || model.busy() || below
}
