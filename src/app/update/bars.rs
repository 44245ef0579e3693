//! The cursor on the charts of columns, and on the pairs of the correlations.

use super::view::focus;
use crate::app::action::Action;
use crate::app::keymap::pressed;
use crate::app::motion::Motion;
use crate::app::panel::Panel;
use crate::app::selectors::{self, BarOf};
use crate::app::state::axes::Axes;
use crate::app::state::camera::Camera;
use crate::app::state::model::Model;
use crate::app::state::overlay::OverlayKind;
use crate::measures::ColumnValues;

/// Moves along the bars of a chart and on to the next chart; a motion across the bars goes to the next column.
pub(super) fn step(model: &mut Model, motion: Motion) {
    let Some(dataset) = model.shown() else { return };
    let columns = &dataset.summary.columns;
    let at = selectors::cursor(model, Panel::Columns);
    let Some(BarOf { column, bar }) = selectors::bar_at(columns, at) else { return };
    // The bars of numbers and dates are side by side, those of categories one below the other.
    let upright = !matches!(columns[column].values, ColumnValues::Categories(_));
    let (back, forth) = if upright { (Motion::Left, Motion::Right) } else { (Motion::Up, Motion::Down) };
    let last = selectors::rows(model, Panel::Columns).saturating_sub(1);
    let to = match motion {
        Motion::First => 0,
        Motion::Last => last,
        motion if motion == back => at.saturating_sub(1),
        motion if motion == forth => at + 1,
        Motion::Left | Motion::Up | Motion::HalfUp | Motion::PageUp => {
            selectors::place_of(columns, column.saturating_sub(usize::from(bar == 0)))
        }
        Motion::Right | Motion::Down | Motion::HalfDown | Motion::PageDown if column + 1 == columns.len() => at,
        Motion::Right | Motion::Down | Motion::HalfDown | Motion::PageDown => selectors::place_of(columns, column + 1),
    };
    model.cursors.insert(Panel::Columns, to.min(last));
}

/// Moves over the pairs of columns below the diagonal: the row is always after the column.
pub(super) fn step_pair(model: &mut Model, motion: Motion) {
    let (row, column) = selectors::pair_at(selectors::cursor(model, Panel::Correlations));
    let columns =
        model.shown().and_then(|dataset| dataset.summary.correlations.as_ref()).map_or(0, |c| c.columns.len());
    let page = model.page();
    let last = columns.saturating_sub(1);
    let row = match motion {
        Motion::Up => row.saturating_sub(1),
        Motion::Down => row + 1,
        Motion::HalfUp => row.saturating_sub(page / 2),
        Motion::HalfDown => row + page / 2,
        Motion::PageUp => row.saturating_sub(page),
        Motion::PageDown => row + page,
        Motion::First => 1,
        Motion::Last => last,
        Motion::Left | Motion::Right => row,
    }
    .clamp(1, last.max(1));
    let column = match motion {
        Motion::Left => column.saturating_sub(1),
        Motion::Right => column + 1,
        _ => column,
    }
    .min(row - 1);
    model.cursors.insert(Panel::Correlations, selectors::place_of_pair(row, column));
}

/// Shows the pair of columns at the cursor as the axes of the scatter plot, if both are features of the clustering.
pub(super) fn open_pair(model: &mut Model) {
    let (row, column) = selectors::pair_at(selectors::cursor(model, Panel::Correlations));
    let correlations = model.shown().and_then(|dataset| dataset.summary.correlations.as_ref());
    let Some((y, x)) =
        correlations.and_then(|of| Some((of.columns.get(row)?.clone(), of.columns.get(column)?.clone())))
    else {
        return;
    };
    let features = model.clusters.last().map(|segmentation| &segmentation.prepared.matrix.names);
    let place = |name: &String| features?.iter().position(|feature| feature == name);
    let (Some(at_x), Some(at_y)) = (place(&x), place(&y)) else {
        let add = pressed(&model.own_keys, Action::Show(OverlayKind::Features));
        model.notice = Some(format!(
            "the scatter plot shows features of the clustering, and {x} and {y} are not both among them: \
                          {add} adds them"
        ));
        return;
    };
    model.axes = Axes::Features(at_x, at_y);
    model.camera = Camera::default();
    model.views.insert(Panel::Scatter, 0);
    focus(model, Panel::Scatter);
}
