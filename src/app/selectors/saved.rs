//! What is on the screen, as a view that can be saved.

use crate::app::state::model::Model;
use crate::app::state::saved::{LAST, SavedView};

/// The screen with its filter and clustering settings, under a name.
pub fn view_on_screen(model: &Model, name: &str) -> SavedView {
    SavedView {
        name: name.to_owned(),
        screen: model.screen,
        panel: model.focused(),
        maximised: model.maximised,
        // A filter that is still being applied may yet be refused.
        filter: model.dataset().map_or(&model.filter, |dataset| &dataset.filter).clone(),
        choice: model.choice.clone(),
        granularity: model.granularity,
    }
}

/// Where the session ends, for the next one with this data; `None` if nothing has changed since it began.
pub fn ended(model: &Model) -> Option<SavedView> {
    let (begun, ended) = (model.saved.begun.clone()?, view_on_screen(model, LAST));
    // Which panel is focused at the start depends on the data.
    let has_changed = SavedView { panel: ended.panel, ..begun } != ended;
    (model.dataset().is_some() && has_changed).then_some(ended)
}
