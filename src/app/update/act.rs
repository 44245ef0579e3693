//! What each action does to the model.

use super::clustering::{change_k, reseed, scale, scale_log};
use super::overlay::{explain, features, mapping, search, split};
use super::view::{step_panel, step_view};
use super::{
    back, bars, cursor, customer_list, drill, load, marks, overlay, palette, places, retention, scatter, time, typing,
    visits,
};
use crate::app::action::Action;
use crate::app::message::Cmd;
use crate::app::panel::Opens;
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::mapping::MappingScreen;
use crate::app::state::overlay::{Overlay, OverlayKind};
use crate::data::Kind;

/// Applies the action; returns the command to run.
pub(super) fn act(model: &mut Model, action: Action) -> Option<Cmd> {
    match action {
        Action::Quit => model.quit = true,
        Action::Close => {
            model.quit = model.overlay == Overlay::None;
            return overlay::close(model);
        }
        Action::Back => return back::back(model),
        Action::Visit(forward) => return visits::turn(model, forward),
        Action::Ask(setting) => palette::ask(model, setting),
        Action::Show(kind) => return overlay::open(model, kind),
        Action::Go(screen) if !selectors::has_screen(model, screen) => {
            let title = screen.titles(selectors::kind(model)).0;
            let needs = match selectors::kind(model) {
                Kind::Customers => "events, and this data has only customers",
                _ if selectors::is_undated(model) => "dates, and the data has none",
                Kind::Coupons | Kind::Purchases => "products or places, and the data has none",
            };
            model.notice = Some(format!("{title}: needs {needs}"));
        }
        Action::Go(screen) => {
            model.maximised &= model.screen == screen;
            model.screen = screen;
        }
        Action::NextPanel | Action::PreviousPanel if matches!(model.overlay, Overlay::Mapping(_)) => {
            mapping::turn(model);
        }
        Action::NextPanel => step_panel(model, true),
        Action::PreviousPanel => step_panel(model, false),
        Action::Move(motion) if model.overlay != Overlay::None => return overlay::step(model, motion),
        Action::Move(motion) => cursor::step(model, motion),
        Action::MoreClusters => return change_k(model, 1),
        Action::FewerClusters => return change_k(model, -1),
        Action::Scaling if matches!(model.overlay, Overlay::Features(_)) => return features::next_scaling(model),
        Action::Scaling => return scale(model),
        Action::LogScaling => return scale_log(model),
        Action::Reseed => return reseed(model),
        Action::Reload => return Some(load::start_load(model)),
        Action::Axes(_) | Action::Zoom(_) | Action::Look(_) => scatter::look(model, action),
        Action::Granularity => time::next_granularity(model),
        Action::View(_) if model.overlay == Overlay::Budget => overlay::budget::turn(model),
        Action::View(_) if matches!(model.overlay, Overlay::Explain(_)) => explain::turn(model),
        Action::View(forward) if matches!(model.overlay, Overlay::Split(_)) => split::turn(model, forward),
        Action::View(forward) => step_view(model, forward),
        Action::Cohorts(forward) => retention::step_cohorts(model, forward),
        Action::Maximise => model.maximised = !model.maximised,
        Action::Mark if model.overlay.is_choice() => model.overlay.mark(),
        Action::Mark if matches!(model.overlay, Overlay::Mapping(_)) => return mapping::mark(model),
        Action::Mark if selectors::on_scatter(model) => scatter::mark(model),
        Action::Mark => marks::mark(model),
        Action::Sort if selectors::sorts_places(model) => places::sort_places(model),
        Action::Sort => return customer_list::sort(model),
        Action::Again(forward) => search::again(model, forward),
        Action::Open => return open(model),
        Action::Type(_) | Action::Complete | Action::Erase(_) => typing::write(model, action),
        Action::NextKind => return mapping::change(model, MappingScreen::next_kind),
        Action::NextDates => return mapping::change(model, MappingScreen::next_dates),
        Action::NextDecimal => return mapping::change(model, MappingScreen::next_decimal),
        Action::UseMapping => return mapping::open_data(model),
        Action::WriteMapping => mapping::save(model),
        Action::CopyRow => return Some(Cmd::CopyRow),
        Action::CopyCommand => return Some(Cmd::CopyCommand),
        Action::Suspend => return Some(Cmd::Suspend),
    }
    None
}

/// Opens the row at the cursor, or confirms the overlay.
fn open(model: &mut Model) -> Option<Cmd> {
    if matches!(model.overlay, Overlay::Palette(_)) {
        let (cmd, action) = palette::enter(model);
        return action.map_or(cmd, |action| act(model, action));
    }
    if matches!(model.overlay, Overlay::Help(_)) {
        return overlay::help::enter(model).and_then(|action| act(model, action));
    }
    if model.overlay != Overlay::None {
        return overlay::enter(model);
    }
    match model.focused().opens() {
        _ if selectors::marked(model, model.focused()).is_some() => drill::drill(model),
        Opens::Rows => overlay::open(model, OverlayKind::Rows),
        Opens::Customer => overlay::open(model, OverlayKind::Customer),
        Opens::Files => overlay::open(model, OverlayKind::Mapping),
        Opens::Scatter => {
            bars::open_pair(model);
            None
        }
        Opens::Customers | Opens::Nothing => drill::drill(model),
    }
}
