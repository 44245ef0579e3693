//! Marks: `space` sets and removes them, `esc` removes all on the screen.

use crate::analysis::{Dataset, Segmentation};
use crate::app::action::Action;
use crate::app::keymap::pressed;
use crate::app::selectors;
use crate::app::state::marks::{MOST_COMPARED, joined};
use crate::app::state::model::Model;
use crate::data::filter::{Condition, Field, Test};
use crate::measures;

/// Marks the row at the cursor, or removes its mark. A row that cannot be combined with the others is not marked; a notice
/// says why.
pub(super) fn mark(model: &mut Model) {
    let panel = model.focused();
    let row = selectors::cursor(model, panel.list());
    if selectors::lists_segments(model, panel) {
        return mark_segment(model, row);
    }
    let opened = selectors::opener(model, panel)(row);
    let opens = match opened {
        Ok(opens) if selectors::is_of(model, panel, &opens) => opens,
        Ok(_) => {
            model.notice = Some("a single day is marked in the panel of periods".to_owned());
            return;
        }
        Err(why) => {
            model.notice = Some(why);
            return;
        }
    };
    if let Some(at) = model.marks.rows.iter().position(|marked| *marked == opens) {
        model.marks.rows.remove(at);
    } else if selectors::marked(model, panel).is_some_and(|others| joined(&others, &opens).is_none()) {
        let what = if opens.len() > 1 {
            "only cells of one row or one column can be opened together"
        } else {
            "bars of another column are marked"
        };
        let [open, back] = [Action::Open, Action::Back].map(|action| pressed(&model.own_keys, action));
        model.notice = Some(format!("{what}: {open} opens them, {back} removes the marks"));
    } else {
        model.marks.rows.push(opens);
    }
}

fn mark_segment(model: &mut Model, label: usize) {
    let marks = &mut model.marks.segments;
    if let Some(at) = marks.iter().position(|marked| *marked == label) {
        marks.remove(at);
    } else if marks.len() == MOST_COMPARED {
        model.notice = Some(format!(
            "{MOST_COMPARED} segments are marked, the most that can be compared: {} on one removes its mark",
            pressed(&model.own_keys, Action::Mark)
        ));
    } else {
        marks.push(label);
    }
}

/// Removes the marks on the screen; false if there are none.
pub(super) fn remove(model: &mut Model) -> bool {
    let panels: Vec<_> = selectors::marked_panels(model).collect();
    for panel in &panels {
        if selectors::lists_segments(model, *panel) {
            model.marks.segments.clear();
        }
        let others = model.marks.rows.iter().filter(|mark| !selectors::is_of(model, *panel, mark));
        model.marks.rows = others.cloned().collect();
    }
    !panels.is_empty()
}

/// The marked segments after another clustering: marks stay with the customers.
pub(super) fn follow(model: &mut Model, segmentation: &Segmentation) {
    let pairs = segmentation.flow.as_ref().map(|flow| flow.pairs.as_slice()).unwrap_or_default();
    // The previous segments are now those of another clustering.
    let is_of_flow =
        |mark: &Vec<Condition>| matches!(mark[..], [Condition { test: Test::Name(Field::Before, _), .. }, ..]);
    model.marks.rows.retain(|mark| !is_of_flow(mark));
    let followed = model.marks.segments.iter().filter_map(|label| pairs.get(*label).copied().flatten());
    model.marks.segments = followed.collect();
}

/// Removes the marks of what the data does not have.
pub(super) fn keep_known(model: &mut Model, dataset: &Dataset) {
    let is_known = |condition: &Condition| measures::knows(&dataset.facts, &dataset.features, condition);
    model.marks.rows.retain(|mark| mark.iter().all(is_known));
}
