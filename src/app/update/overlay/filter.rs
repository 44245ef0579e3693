//! Typing a filter and applying it.

use crate::app::message::Cmd;
use crate::app::state::history::History;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::prompt::Prompt;
use crate::app::update::filter::start_filter;
use crate::data::filter::Filter;

/// Opens the filter field.
pub fn open(model: &mut Model) {
    model.overlay = Overlay::Filter(Prompt::new(&model.filter));
}

/// Applies the typed filter.
pub fn apply(model: &mut Model) -> Option<Cmd> {
    let Overlay::Filter(prompt) = &mut model.overlay else {
        return None;
    };
    match Filter::parse(&prompt.text) {
        Ok(filter) => {
            prompt.applying = true;
            History::keep(&mut model.history.filters, &prompt.text);
            start_filter(model, filter)
        }
        Err(error) => {
            prompt.error = Some(error);
            None
        }
    }
}
