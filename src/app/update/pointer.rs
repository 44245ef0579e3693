//! The mouse: a press moves the focus and the cursor, a second press at the same place opens what is there. Dragging
//! chooses a box of the scatter plot, or a span of time. Everything has keys, too.

use super::act::act;
use super::customer_list::choose_column;
use super::filter::start_filter;
use super::view::focus;
use super::{cursor, overlay, places};
use crate::app::action::Action;
use crate::app::keymap;
use crate::app::message::Cmd;
use crate::app::motion::Motion;
use crate::app::palette::palette;
use crate::app::panel::Panel;
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::pointer::{Gesture, Pointer, Spot};

/// Rows that a notch of the wheel moves a cursor by.
const NOTCH: usize = 3;

/// Applies what the mouse does.
pub(super) fn point(model: &mut Model, gesture: Gesture, spot: Spot) -> Option<Cmd> {
    match gesture {
        Gesture::Press => {
            let again = model.pointer.pressed == Some(spot);
            model.pointer = Pointer { pressed: Some(spot), dragged: None };
            press(model, spot, again)
        }
        Gesture::Drag => {
            drag(model, spot);
            None
        }
        Gesture::Release => release(model),
        Gesture::Wheel(up) => wheel(model, spot, up),
    }
}

/// Moves the cursor to what is pressed; a second press there opens it.
fn press(model: &mut Model, spot: Spot, again: bool) -> Option<Cmd> {
    let then = match spot {
        Spot::Outside => return overlay::close(model),
        Spot::Entry(entry) => return press_entry(model, entry, again),
        Spot::Part(side, row) => {
            if let Overlay::Mapping(screen) = &mut model.overlay {
                screen.go(side, row);
            }
            Action::Open
        }
        // What lies behind an overlay, in a frame that was drawn before it was opened.
        _ if model.overlay != Overlay::None => return None,
        Spot::Overlay => return None,
        Spot::Tab(screen) => return act(model, Action::Go(screen)),
        Spot::Panel(panel) => {
            focus(model, panel);
            return None;
        }
        Spot::Row(panel, row) => {
            focus(model, panel);
            // Below its rows, a table may have some without a cursor.
            if row >= selectors::rows(model, panel) {
                return None;
            }
            model.cursors.insert(panel.cursor_owner(), row);
            Action::Open
        }
        Spot::Cell(panel, row, column) => {
            focus(model, panel);
            model.cursors.insert(panel, row);
            if panel == Panel::Retention {
                model.cursors.insert(Panel::CohortCurve, column);
            } else {
                places::choose_month(model, column);
            }
            Action::Open
        }
        Spot::Head(panel, column) => {
            focus(model, panel);
            if panel == Panel::Customers {
                choose_column(model, column);
            } else {
                places::choose_column(model, column);
            }
            Action::Sort
        }
        Spot::Tile(column, row) => {
            focus(model, Panel::Scatter);
            (model.camera.cursor, model.camera.corner) = (Some((column, row)), None);
            Action::Open
        }
    };
    if again && keymap::does(model, then) { act(model, then) } else { None }
}

/// In a list where entries are marked, marks one; in others, goes to it, and then chooses it.
fn press_entry(model: &mut Model, entry: usize, again: bool) -> Option<Cmd> {
    model.overlay.go(entry);
    match &model.overlay {
        Overlay::Palette(_) | Overlay::Help(_) => act(model, Action::Open),
        Overlay::Filter(_) => act(model, Action::Complete),
        overlay if overlay.is_choice() => act(model, Action::Mark),
        Overlay::Mapping(_) | Overlay::Split(_) if again => act(model, Action::Open),
        Overlay::Algorithm(_) | Overlay::Export(_) if again => act(model, Action::Move(Motion::Right)),
        _ => None,
    }
}

/// The scatter plot's box grows, or the span of time.
fn drag(model: &mut Model, spot: Spot) {
    match (model.pointer.pressed, spot) {
        (Some(Spot::Tile(column, row)), Spot::Tile(..)) => {
            let Spot::Tile(to_column, to_row) = spot else { return };
            model.camera.cursor = Some((to_column, to_row));
            model.camera.corner = Some((column, row)).filter(|from| *from != (to_column, to_row));
        }
        (Some(Spot::Row(Panel::Timeline, from)), Spot::Row(Panel::Timeline, to)) => {
            model.cursors.insert(Panel::Timeline.cursor_owner(), to);
            let span = selectors::span(model, from, to);
            model.notice = span.map(|span| format!("{span}: release the button to filter"));
        }
        _ => return,
    }
    model.pointer.dragged = Some(spot);
}

/// Says how to open the customers in the box, or filters by the span of time.
fn release(model: &mut Model) -> Option<Cmd> {
    let Pointer { pressed: Some(pressed), dragged: Some(dragged) } = model.pointer else { return None };
    model.pointer = Pointer::default();
    match (pressed, dragged) {
        (Spot::Tile(..), _) if model.camera.corner.is_some() => {
            let [open, back] = [Action::Open, Action::Back].map(|action| keymap::pressed(&model.own_keys, action));
            model.notice = Some(format!("{open} opens the customers in the box, {back} removes it"));
            None
        }
        (Spot::Row(Panel::Timeline, from), Spot::Row(_, to)) if from != to => {
            let span = selectors::span(model, from, to)?;
            let mut filter = model.filter.clone();
            filter.push(span);
            model.notice = Some(format!("filter: {filter}"));
            start_filter(model, filter)
        }
        _ => None,
    }
}

/// Moves the cursor of a list, or zooms the scatter plot at the pointer.
fn wheel(model: &mut Model, spot: Spot, up: bool) -> Option<Cmd> {
    let motion = if up { Motion::Up } else { Motion::Down };
    let panel = match spot {
        Spot::Tile(column, row) => {
            focus(model, Panel::Scatter);
            model.camera.zoom_at(up, Some((column, row)));
            return None;
        }
        Spot::Entry(_) | Spot::Part(..) | Spot::Overlay => return turn_overlay(model, motion),
        Spot::Row(panel, _) | Spot::Cell(panel, ..) | Spot::Head(panel, _) | Spot::Panel(panel) => panel,
        Spot::Tab(_) | Spot::Outside => return None,
    };
    if model.overlay == Overlay::None {
        focus(model, panel);
        if selectors::rows(model, panel) > 1 {
            (0..NOTCH).for_each(|_| cursor::step(model, motion));
        }
    }
    None
}

fn turn_overlay(model: &mut Model, motion: Motion) -> Option<Cmd> {
    match &model.overlay {
        Overlay::Palette(open) => {
            let rows = palette(model, open).len();
            if let Overlay::Palette(open) = &mut model.overlay {
                open.prompt.choose(motion, rows);
            }
            None
        }
        // In text and in settings there is nothing to scroll.
        overlay if overlay.is_typing() && !matches!(overlay, Overlay::Budget | Overlay::Help(_)) => None,
        _ => (0..NOTCH).fold(None, |_, _| overlay::step(model, motion)),
    }
}
