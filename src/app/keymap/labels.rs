//! What the footer calls a key: some keys have another name in what is open.

use super::binding::Binding;
use super::lookup::works;
use crate::app::action::Action;
use crate::app::motion::Motion;
use crate::app::selectors::explained;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::explain::Page;

/// The name of a key in the footer; none if it is not listed there, or does nothing now.
pub fn label(model: &Model, binding: &Binding) -> Option<&'static str> {
    if !works(binding, model) {
        return None;
    }
    let does = |action: Action| binding.keys.iter().any(|(_, other)| *other == action);
    let shows_experiment = model.overlay == Overlay::Budget && model.budget.shows_experiment;
    let shows_statements = matches!(&model.overlay, Overlay::Explain(open) if open.page == Page::Statements);
    match binding.footer {
        None if does(Action::Move(Motion::Up)) && does(Action::Move(Motion::Down)) => rows(&model.overlay),
        Some(_) if does(Action::Close) && model.overlay != Overlay::None => Some("close"),
        Some(_) if does(Action::Open) && model.overlay.is_choice() => Some("apply"),
        Some(_) if does(Action::View(true)) && shows_experiment => Some("budget"),
        Some(_) if does(Action::View(true)) && shows_statements => Some("meaning"),
        Some(_) if does(Action::View(true)) && explained(model).is_some() => Some("statements"),
        // The experiment has no number to type and no segment to open.
        Some(_)
            if shows_experiment && binding.keys.iter().any(|(_, a)| matches!(a, Action::Open | Action::Erase(_))) =>
        {
            None
        }
        label => label,
    }
}

/// What up and down do in an open list or text whose keys are those of the screens; on the screens themselves they move the
/// cursor everywhere, and are not listed.
fn rows(overlay: &Overlay) -> Option<&'static str> {
    match overlay {
        Overlay::Compare(open) => (open.comparison.differences.len() > 1).then_some("row"),
        Overlay::Split(open) => open.is_choosing().then_some("row"),
        Overlay::CompareSeveral(_)
        | Overlay::Rows(_)
        | Overlay::Customer(_)
        | Overlay::Features(_)
        | Overlay::Columns(_) => Some("row"),
        Overlay::Explain(_) | Overlay::Segment(_) => Some("scroll"),
        _ => None,
    }
}
