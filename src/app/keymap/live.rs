//! When a key does something.

use crate::app::panel::{Opens, Panel, Screen};
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;

pub fn on_screen(model: &Model) -> bool {
    model.overlay == Overlay::None
}

pub fn with_data(model: &Model) -> bool {
    on_screen(model) && model.dataset().is_some()
}

pub fn with_segments(model: &Model) -> bool {
    on_screen(model) && model.prepared.is_some()
}

pub fn in_picker(model: &Model) -> bool {
    matches!(model.overlay, Overlay::Features(_))
}

fn on_finding(model: &Model) -> bool {
    on_screen(model) && model.focused().opens() == Opens::Rows && selectors::rows(model, Panel::Checks) > 0
}

pub fn movable(model: &Model) -> bool {
    !on_screen(model) || selectors::rows(model, model.focused()) > 1
}

pub fn has_views(model: &Model) -> bool {
    with_data(model) && !model.views_of(model.focused()).is_empty()
}

pub fn shows_time(model: &Model) -> bool {
    with_data(model) && matches!(model.screen, Screen::Overview | Screen::Usage)
}

pub fn shows_scatter(model: &Model) -> bool {
    on_screen(model) && selectors::shows_scatter(model)
}

pub fn on_scatter(model: &Model) -> bool {
    on_screen(model) && selectors::on_scatter(model)
}

pub fn on_segment(model: &Model) -> bool {
    matches!(model.overlay, Overlay::Segment(_))
}

fn on_time(model: &Model) -> bool {
    on_screen(model)
        && matches!(model.focused(), Panel::Timeline | Panel::Weekdays | Panel::OrderSizes)
        && movable(model)
}

pub fn on_customers(model: &Model) -> bool {
    with_data(model) && model.focused() == Panel::Customers && selectors::rows(model, Panel::Customers) > 0
}

fn on_months(model: &Model) -> bool {
    with_data(model) && model.focused().list() == Panel::Retention && selectors::rows(model, Panel::CohortCurve) > 1
}

pub fn shows_cohorts(model: &Model) -> bool {
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

pub fn moves_sideways(model: &Model) -> bool {
    let in_columns = on_customers(model) || selectors::has_place_columns(model) || selectors::has_demographics(model);
    let in_picture =
        on_scatter(model) || on_time(model) || on_months(model) || on_grid(model) || on_charts_of_columns(model);
    in_columns || in_picture || model.overlay.goes_sideways()
}

pub fn on_words(model: &Model) -> bool {
    with_data(model) && model.focused().searches() && selectors::rows(model, model.focused()) > 0
}

pub fn opens(model: &Model) -> bool {
    let drilled = with_data(model) && selectors::drills(model);
    model.overlay.is_choice() || on_finding(model) || drilled || on_customers(model)
}

pub fn undoes(model: &Model) -> bool {
    let looked_at = selectors::shows_scatter(model)
        && (!model.camera.is_home() || selectors::on_scatter(model) && model.camera.cursor.is_some());
    let below = !model.filter.is_empty() || !model.trail.is_empty();
    !on_screen(model) || looked_at || model.maximised || model.busy() || below
}

pub fn several_panels(model: &Model) -> bool {
    with_data(model) && model.screen.panels().len() > 1
}
