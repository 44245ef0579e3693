//! The one table of keys.

use crossterm::event::KeyCode;

use super::{Binding, Group, ch, ctrl, key};
use crate::app::action::{Action, Motion};
use crate::app::compare;
use crate::app::drill::drills;
use crate::app::groups::has_columns;
use crate::app::model::{ClusterState, Model, Overlay};
use crate::app::panel::{Panel, Screen};
use crate::app::places::{has_place_columns, sorts_places};
use crate::app::search::searchable;

fn on_screen(model: &Model) -> bool {
    model.overlay == Overlay::None
}

fn with_data(model: &Model) -> bool {
    on_screen(model) && model.dataset().is_some()
}

fn with_segments(model: &Model) -> bool {
    on_screen(model) && model.prepared.is_some()
}

fn in_picker(model: &Model) -> bool {
    matches!(model.overlay, Overlay::Features(_))
}

fn in_rows(model: &Model) -> bool {
    matches!(model.overlay, Overlay::Rows(_))
}

fn on_finding(model: &Model) -> bool {
    let on_checks = matches!(model.focused(), Panel::Checks | Panel::Examples);
    on_screen(model) && on_checks && model.rows(Panel::Checks) > 0
}

fn movable(model: &Model) -> bool {
    !on_screen(model) || model.rows(model.focused()) > 1
}

fn has_views(model: &Model) -> bool {
    with_data(model) && !model.views_of(model.focused()).is_empty()
}

fn shows_time(model: &Model) -> bool {
    with_data(model) && matches!(model.screen, Screen::Overview | Screen::Usage)
}

fn shows_scatter(model: &Model) -> bool {
    on_screen(model) && model.shows_scatter()
}

fn on_scatter(model: &Model) -> bool {
    on_screen(model) && model.on_scatter()
}

fn in_columns(model: &Model) -> bool {
    matches!(model.overlay, Overlay::Columns(_))
}

fn on_segment(model: &Model) -> bool {
    matches!(model.overlay, Overlay::Segment(_))
}

fn on_time(model: &Model) -> bool {
    on_screen(model) && matches!(model.focused(), Panel::Timeline | Panel::Weekdays) && movable(model)
}

fn on_page(model: &Model) -> bool {
    matches!(model.overlay, Overlay::Customer(_) | Overlay::Segment(_))
}

fn on_customers(model: &Model) -> bool {
    with_data(model) && model.focused() == Panel::Customers && model.rows(Panel::Customers) > 0
}

fn on_months(model: &Model) -> bool {
    with_data(model) && model.focused().list() == Panel::Retention && model.rows(Panel::CohortCurve) > 1
}

fn shows_cohorts(model: &Model) -> bool {
    with_data(model) && model.focused().list() == Panel::Retention
}

fn on_grid(model: &Model) -> bool {
    with_data(model) && model.focused() == Panel::Rfm && model.shows_grid() && model.rows(Panel::Rfm) > 0
}

fn moves_sideways(model: &Model) -> bool {
    let in_a_list = in_rows(model) || on_customers(model) || has_place_columns(model) || has_columns(model);
    in_a_list || on_scatter(model) || on_page(model) || on_time(model) || on_months(model) || on_grid(model)
}

fn on_words(model: &Model) -> bool {
    with_data(model) && searchable(model.focused()) && model.rows(model.focused()) > 0
}

fn opens(model: &Model) -> bool {
    let drilled = with_data(model) && drills(model);
    in_picker(model) || in_columns(model) || on_finding(model) || drilled || on_customers(model)
}

fn undoes(model: &Model) -> bool {
    let looked_at =
        model.shows_scatter() && (!model.camera.is_home() || model.on_scatter() && model.camera.cursor.is_some());
    let below = !model.filter.is_empty() || !model.trail.is_empty();
    !on_screen(model) || looked_at || model.maximised || model.busy() || below
}

fn several_panels(model: &Model) -> bool {
    with_data(model) && model.screen.panels().len() > 1
}

/// Every key. The order is the footer's.
pub const KEYMAP: &[Binding] = &[
    Binding {
        keys: &[(ch('q'), Action::Close)],
        group: Group::Program,
        footer: Some("quit"),
        help: "close the dialog, or quit",
        live: |_| true,
    },
    Binding {
        keys: &[(ch('?'), Action::Help), (key(KeyCode::F(1)), Action::Help)],
        group: Group::Program,
        footer: Some("help"),
        help: "show this help",
        live: |m| !in_picker(m) && !in_columns(m),
    },
    Binding {
        keys: &[(ch(' '), Action::Mark)],
        group: Group::Move,
        footer: Some("mark"),
        help: "mark a segment or a list entry",
        live: |m| in_picker(m) || in_columns(m) || on_screen(m) && compare::marks(m),
    },
    Binding {
        keys: &[(key(KeyCode::Enter), Action::Open)],
        group: Group::Move,
        footer: Some("open"),
        help: "open the selection; confirm it in a dialog",
        live: opens,
    },
    Binding {
        keys: &[(ch('w'), Action::Cohorts(true)), (ch('W'), Action::Cohorts(false))],
        group: Group::View,
        footer: Some("cohorts"),
        help: "change cohorts: first claim, joining, event",
        live: shows_cohorts,
    },
    Binding {
        keys: &[(key(KeyCode::Tab), Action::NextPanel), (key(KeyCode::BackTab), Action::PreviousPanel)],
        group: Group::Move,
        footer: Some("panel"),
        help: "next, previous panel",
        live: several_panels,
    },
    Binding {
        keys: &[(ch('+'), Action::MoreClusters), (ch('='), Action::MoreClusters), (ch('-'), Action::FewerClusters)],
        group: Group::Clustering,
        footer: Some("k"),
        help: "more or fewer segments; eps of DBSCAN",
        live: with_segments,
    },
    Binding {
        keys: &[(ch('a'), Action::Algorithm)],
        group: Group::Clustering,
        footer: Some("algorithm"),
        help: "choose the algorithm and its parameters",
        live: with_segments,
    },
    Binding {
        keys: &[(ch('f'), Action::Features)],
        group: Group::Clustering,
        footer: Some("features"),
        help: "choose features: presets, single features",
        live: with_data,
    },
    Binding {
        keys: &[(ch('S'), Action::Scaling)],
        group: Group::Clustering,
        footer: Some("scaling"),
        help: "next scaling: zscore minmax robust log none",
        live: |m| with_data(m) || in_picker(m),
    },
    Binding {
        keys: &[(ch('/'), Action::Filter)],
        group: Group::View,
        footer: Some("filter"),
        help: "filter: city:Cairo burnt_count>=3 ...",
        live: with_data,
    },
    Binding {
        keys: &[(ch('i'), Action::Explain)],
        group: Group::Clustering,
        footer: Some("explain"),
        help: "explain a segment, or the numbers of the panel",
        live: |m| with_data(m) || on_segment(m),
    },
    Binding {
        keys: &[(ch('b'), Action::Budget)],
        group: Group::Clustering,
        footer: Some("budget"),
        help: "plan a coupon budget",
        live: |m| on_screen(m) && matches!(m.clusters, ClusterState::Ready(_)),
    },
    Binding {
        keys: &[(ch('c'), Action::Compare)],
        group: Group::Clustering,
        footer: Some("compare"),
        help: "compare marked segments, or one with the rest",
        live: |m| on_screen(m) && compare::compares(m),
    },
    Binding {
        keys: &[(ch('e'), Action::Export)],
        group: Group::Program,
        footer: Some("export"),
        help: "export customers, report or screen to a file",
        live: with_data,
    },
    Binding {
        keys: &[(ch('u'), Action::Rename)],
        group: Group::Clustering,
        footer: Some("name"),
        help: "name the segment under the cursor",
        live: |m| on_screen(m) && m.segment_under_cursor().is_some(),
    },
    Binding {
        keys: &[(ch('s'), Action::Sort)],
        group: Group::View,
        footer: Some("sort"),
        help: "sort by this column; again to reverse",
        live: |m| on_customers(m) || sorts_places(m),
    },
    Binding {
        keys: &[(ch('o'), Action::Columns)],
        group: Group::View,
        footer: Some("columns"),
        help: "choose columns",
        live: on_customers,
    },
    Binding {
        keys: &[(ch('\\'), Action::Search)],
        group: Group::Move,
        footer: Some("search"),
        help: "search in the list",
        live: on_words,
    },
    Binding {
        keys: &[(ch('v'), Action::View(true)), (ch('V'), Action::View(false))],
        group: Group::View,
        footer: Some("view"),
        help: "next, previous view of the panel",
        live: has_views,
    },
    Binding {
        keys: &[(ch('t'), Action::Granularity)],
        group: Group::View,
        footer: Some("time"),
        help: "next period: day week month quarter year",
        live: shows_time,
    },
    Binding {
        keys: &[(ch('z'), Action::Maximise)],
        group: Group::View,
        footer: Some("zoom"),
        help: "maximise the panel, or restore it",
        live: several_panels,
    },
    Binding {
        keys: &[(ch('r'), Action::Reseed)],
        group: Group::Clustering,
        footer: Some("reseed"),
        help: "cluster again with the next seed",
        live: with_segments,
    },
    Binding {
        keys: &[(ch('x'), Action::Axes(true)), (ch('X'), Action::Axes(false))],
        group: Group::View,
        footer: Some("axes"),
        help: "next, previous axes of the scatter plot",
        live: |m| shows_scatter(m) && !m.turned(),
    },
    Binding {
        keys: &[(ch('<'), Action::Zoom(false)), (ch('>'), Action::Zoom(true))],
        group: Group::View,
        footer: Some("magnify"),
        help: "zoom out, zoom in",
        live: shows_scatter,
    },
    Binding {
        keys: &[
            (key(KeyCode::Left), Action::Move(Motion::Left)),
            (key(KeyCode::Right), Action::Move(Motion::Right)),
            (ch('h'), Action::Move(Motion::Left)),
            (ch('l'), Action::Move(Motion::Right)),
        ],
        group: Group::Move,
        footer: Some("move"),
        help: "one column left, right",
        live: moves_sideways,
    },
    Binding {
        keys: &[(ch('R'), Action::Reload)],
        group: Group::Program,
        footer: Some("reload"),
        help: "reload the data; screen and cursors stay",
        live: with_data,
    },
    Binding {
        keys: &[
            (ch('H'), Action::Look(Motion::Left)),
            (ch('J'), Action::Look(Motion::Down)),
            (ch('K'), Action::Look(Motion::Up)),
            (ch('L'), Action::Look(Motion::Right)),
        ],
        group: Group::View,
        footer: None,
        help: "move a zoomed scatter plot, turn a 3-D one",
        live: |m| shows_scatter(m) && (m.turned() || !m.camera.shows_all()),
    },
    Binding {
        keys: &[(ch('n'), Action::Again(true)), (ch('N'), Action::Again(false))],
        group: Group::Move,
        footer: None,
        help: "next, previous match of the search",
        live: |m| on_words(m) && !m.sought.is_empty(),
    },
    Binding {
        keys: &[
            (ch('1'), Action::Go(Screen::Overview)),
            (ch('2'), Action::Go(Screen::Usage)),
            (ch('3'), Action::Go(Screen::Places)),
            (ch('4'), Action::Go(Screen::Loyalty)),
            (ch('5'), Action::Go(Screen::Segments)),
            (ch('6'), Action::Go(Screen::Customers)),
            (ch('7'), Action::Go(Screen::Quality)),
        ],
        group: Group::Move,
        footer: None,
        help: "open a screen",
        live: on_screen,
    },
    Binding {
        keys: &[
            (key(KeyCode::Up), Action::Move(Motion::Up)),
            (key(KeyCode::Down), Action::Move(Motion::Down)),
            (ch('k'), Action::Move(Motion::Up)),
            (ch('j'), Action::Move(Motion::Down)),
        ],
        group: Group::Move,
        footer: None,
        help: "one row up, down",
        live: |m| movable(m) || on_scatter(m),
    },
    Binding {
        keys: &[
            (ch('g'), Action::Move(Motion::First)),
            (ch('G'), Action::Move(Motion::Last)),
            (key(KeyCode::Home), Action::Move(Motion::First)),
            (key(KeyCode::End), Action::Move(Motion::Last)),
        ],
        group: Group::Move,
        footer: None,
        help: "first row, last row",
        live: movable,
    },
    Binding {
        keys: &[
            (ctrl('u'), Action::Move(Motion::HalfUp)),
            (ctrl('d'), Action::Move(Motion::HalfDown)),
            (key(KeyCode::PageUp), Action::Move(Motion::PageUp)),
            (key(KeyCode::PageDown), Action::Move(Motion::PageDown)),
        ],
        group: Group::Move,
        footer: None,
        help: "half a page up, down; one page up, down",
        live: movable,
    },
    Binding {
        keys: &[(key(KeyCode::Esc), Action::Back)],
        group: Group::Program,
        footer: None,
        help: "back: dialog, running job, drill-down, filter",
        live: undoes,
    },
    Binding {
        keys: &[(ctrl('z'), Action::Suspend)],
        group: Group::Program,
        footer: None,
        help: "suspend; `fg` in the shell returns",
        live: |_| cfg!(unix),
    },
    Binding {
        keys: &[(ctrl('c'), Action::Quit)],
        group: Group::Program,
        footer: None,
        help: "quit from anywhere",
        live: |_| true,
    },
];
