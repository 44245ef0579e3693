//! The one table of keys.

use crossterm::event::KeyCode;

use super::binding::{Binding, Section};
use super::key::{ch, ctrl, key};
use crate::app::action::Action;
use crate::app::motion::Motion;
use crate::app::panel::{Opens, Panel, Screen};
use crate::app::selectors;
use crate::app::state::model::{ClusterState, Model};
use crate::app::state::overlay::{Overlay, OverlayKind};

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

fn on_finding(model: &Model) -> bool {
    on_screen(model) && model.focused().opens() == Opens::Rows && selectors::rows(model, Panel::Checks) > 0
}

fn movable(model: &Model) -> bool {
    !on_screen(model) || selectors::rows(model, model.focused()) > 1
}

fn has_views(model: &Model) -> bool {
    with_data(model) && !model.views_of(model.focused()).is_empty()
}

fn shows_time(model: &Model) -> bool {
    with_data(model) && matches!(model.screen, Screen::Overview | Screen::Usage)
}

fn shows_scatter(model: &Model) -> bool {
    on_screen(model) && selectors::shows_scatter(model)
}

fn on_scatter(model: &Model) -> bool {
    on_screen(model) && selectors::on_scatter(model)
}

fn on_segment(model: &Model) -> bool {
    matches!(model.overlay, Overlay::Segment(_))
}

fn on_time(model: &Model) -> bool {
    on_screen(model) && matches!(model.focused(), Panel::Timeline | Panel::Weekdays) && movable(model)
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

fn moves_sideways(model: &Model) -> bool {
    let in_columns = on_customers(model) || selectors::has_place_columns(model) || selectors::has_demographics(model);
    let in_picture = on_scatter(model) || on_time(model) || on_months(model) || on_grid(model);
    in_columns || in_picture || model.overlay.goes_sideways()
}

fn on_words(model: &Model) -> bool {
    with_data(model) && model.focused().searches() && selectors::rows(model, model.focused()) > 0
}

fn opens(model: &Model) -> bool {
    let drilled = with_data(model) && selectors::drills(model);
    model.overlay.is_choice() || on_finding(model) || drilled || on_customers(model)
}

fn undoes(model: &Model) -> bool {
    let looked_at = selectors::shows_scatter(model)
        && (!model.camera.is_home() || selectors::on_scatter(model) && model.camera.cursor.is_some());
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
        section: Section::Program,
        footer: Some("quit"),
        help: "close the dialog, or quit",
        live: |_| true,
    },
    Binding {
        keys: &[(ch('?'), Action::Show(OverlayKind::Help)), (key(KeyCode::F(1)), Action::Show(OverlayKind::Help))],
        section: Section::Program,
        footer: Some("help"),
        help: "show this help",
        live: |m| !m.overlay.is_choice(),
    },
    Binding {
        keys: &[(ch(' '), Action::Mark)],
        section: Section::Move,
        footer: Some("mark"),
        help: "mark a segment or a list entry",
        live: |m| m.overlay.is_choice() || on_screen(m) && selectors::marks(m),
    },
    Binding {
        keys: &[(key(KeyCode::Enter), Action::Open)],
        section: Section::Move,
        footer: Some("open"),
        help: "open the selection; confirm it in a dialog",
        live: opens,
    },
    Binding {
        keys: &[(ch('w'), Action::Cohorts(true)), (ch('W'), Action::Cohorts(false))],
        section: Section::View,
        footer: Some("cohorts"),
        help: "change cohorts: first claim, joining, event",
        live: shows_cohorts,
    },
    Binding {
        keys: &[(key(KeyCode::Tab), Action::NextPanel), (key(KeyCode::BackTab), Action::PreviousPanel)],
        section: Section::Move,
        footer: Some("panel"),
        help: "next, previous panel",
        live: several_panels,
    },
    Binding {
        keys: &[(ch('+'), Action::MoreClusters), (ch('='), Action::MoreClusters), (ch('-'), Action::FewerClusters)],
        section: Section::Clustering,
        footer: Some("k"),
        help: "more or fewer segments; eps of DBSCAN",
        live: with_segments,
    },
    Binding {
        keys: &[(ch('a'), Action::Show(OverlayKind::Algorithm))],
        section: Section::Clustering,
        footer: Some("algorithm"),
        help: "choose the algorithm and its parameters",
        live: with_segments,
    },
    Binding {
        keys: &[(ch('f'), Action::Show(OverlayKind::Features))],
        section: Section::Clustering,
        footer: Some("features"),
        help: "choose features: presets, single features",
        live: with_data,
    },
    Binding {
        keys: &[(ch('S'), Action::Scaling)],
        section: Section::Clustering,
        footer: Some("scaling"),
        help: "next scaling: zscore minmax robust log none",
        live: |m| with_data(m) || in_picker(m),
    },
    Binding {
        keys: &[(ch('/'), Action::Show(OverlayKind::Filter))],
        section: Section::View,
        footer: Some("filter"),
        help: "filter: city:Cairo burnt_count>=3 ...",
        live: with_data,
    },
    Binding {
        keys: &[(ch('i'), Action::Show(OverlayKind::Explain))],
        section: Section::Clustering,
        footer: Some("explain"),
        help: "explain a segment, or the numbers of the panel",
        live: |m| with_data(m) || on_segment(m),
    },
    Binding {
        keys: &[(ch('b'), Action::Show(OverlayKind::Budget))],
        section: Section::Clustering,
        footer: Some("budget"),
        help: "plan a coupon budget",
        live: |m| on_screen(m) && matches!(m.clusters, ClusterState::Ready(_)),
    },
    Binding {
        keys: &[(ch('c'), Action::Show(OverlayKind::Compare))],
        section: Section::Clustering,
        footer: Some("compare"),
        help: "compare marked segments, or one with the rest",
        live: |m| on_screen(m) && selectors::compares(m),
    },
    Binding {
        keys: &[(ch('e'), Action::Show(OverlayKind::Export))],
        section: Section::Program,
        footer: Some("export"),
        help: "export customers, report or screen to a file",
        live: with_data,
    },
    Binding {
        keys: &[(ch('u'), Action::Show(OverlayKind::Rename))],
        section: Section::Clustering,
        footer: Some("name"),
        help: "name the segment under the cursor",
        live: |m| on_screen(m) && selectors::segment_under_cursor(m).is_some(),
    },
    Binding {
        keys: &[(ch('s'), Action::Sort)],
        section: Section::View,
        footer: Some("sort"),
        help: "sort by this column; again to reverse",
        live: |m| on_customers(m) || selectors::sorts_places(m),
    },
    Binding {
        keys: &[(ch('o'), Action::Show(OverlayKind::Columns))],
        section: Section::View,
        footer: Some("columns"),
        help: "choose columns",
        live: on_customers,
    },
    Binding {
        keys: &[(ch('\\'), Action::Show(OverlayKind::Search))],
        section: Section::Move,
        footer: Some("search"),
        help: "search in the list",
        live: on_words,
    },
    Binding {
        keys: &[(ch('v'), Action::View(true)), (ch('V'), Action::View(false))],
        section: Section::View,
        footer: Some("view"),
        help: "next, previous view of the panel",
        live: has_views,
    },
    Binding {
        keys: &[(ch('t'), Action::Granularity)],
        section: Section::View,
        footer: Some("time"),
        help: "next period: day week month quarter year",
        live: shows_time,
    },
    Binding {
        keys: &[(ch('z'), Action::Maximise)],
        section: Section::View,
        footer: Some("zoom"),
        help: "maximise the panel, or restore it",
        live: several_panels,
    },
    Binding {
        keys: &[(ch('r'), Action::Reseed)],
        section: Section::Clustering,
        footer: Some("reseed"),
        help: "cluster again with the next seed",
        live: with_segments,
    },
    Binding {
        keys: &[(ch('x'), Action::Axes(true)), (ch('X'), Action::Axes(false))],
        section: Section::View,
        footer: Some("axes"),
        help: "next, previous axes of the scatter plot",
        live: |m| shows_scatter(m) && !selectors::turned(m),
    },
    Binding {
        keys: &[(ch('<'), Action::Zoom(false)), (ch('>'), Action::Zoom(true))],
        section: Section::View,
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
        section: Section::Move,
        footer: Some("move"),
        help: "one column left, right",
        live: moves_sideways,
    },
    Binding {
        keys: &[(ch('m'), Action::Show(OverlayKind::Mapping))],
        section: Section::Program,
        footer: Some("mapping"),
        help: "what each file and column is; change it",
        live: on_screen,
    },
    Binding {
        keys: &[(ch('R'), Action::Reload)],
        section: Section::Program,
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
        section: Section::View,
        footer: None,
        help: "move a zoomed scatter plot, turn a 3-D one",
        live: |m| shows_scatter(m) && (selectors::turned(m) || !m.camera.shows_all()),
    },
    Binding {
        keys: &[(ch('n'), Action::Again(true)), (ch('N'), Action::Again(false))],
        section: Section::Move,
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
        section: Section::Move,
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
        section: Section::Move,
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
        section: Section::Move,
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
        section: Section::Move,
        footer: None,
        help: "half a page up, down; one page up, down",
        live: movable,
    },
    Binding {
        keys: &[(key(KeyCode::Esc), Action::Back)],
        section: Section::Program,
        footer: None,
        help: "back: dialog, running job, drill-down, filter",
        live: undoes,
    },
    Binding {
        keys: &[(ctrl('z'), Action::Suspend)],
        section: Section::Program,
        footer: None,
        help: "suspend; `fg` in the shell returns",
        live: |_| cfg!(unix),
    },
    Binding {
        keys: &[(ctrl('c'), Action::Quit)],
        section: Section::Program,
        footer: None,
        help: "quit from anywhere",
        live: |_| true,
    },
];
