//! Search in the focused list: `\\`, then `n` and `N`.

use crate::app::message::Cmd;
use crate::app::panel::Panel;
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::prompt::Prompt;

/// Opens the search field.
pub fn open(model: &mut Model) {
    let prompt = Prompt::with(&model.sought);
    model.overlay = Overlay::Search(prompt);
}

/// Accepts the text and moves to the first row that contains it, starting at the cursor.
pub fn accept(model: &mut Model) -> Option<Cmd> {
    let Overlay::Search(prompt) = std::mem::take(&mut model.overlay) else {
        return None;
    };
    prompt.text.trim().clone_into(&mut model.sought);
    if !model.sought.is_empty() {
        go(model, 0, true);
    }
    None
}

/// Moves to the next or previous row that contains the text.
pub fn again(model: &mut Model, forward: bool) {
    if model.sought.is_empty() {
        model.notice = Some("no search yet: \\ starts one".to_owned());
    } else {
        go(model, 1, forward);
    }
}

fn go(model: &mut Model, skip: usize, forward: bool) {
    let panel = model.focused();
    let (rows, cursor) = (selectors::rows(model, panel), selectors::cursor(model, panel));
    let found = {
        let holds = selectors::holder(model, panel);
        let row = |step: usize| (if forward { cursor + step } else { cursor + 2 * rows - step }) % rows;
        (skip..rows + skip).map(row).find(|row| holds(*row))
    };
    match found {
        Some(row) => {
            model.cursors.insert(panel, row);
        }
        // The other pages are in the database.
        None if panel == Panel::Customers && selectors::lists_everyone(model) => {
            model.notice = Some(format!("none of the customers read so far contains {}", model.sought));
        }
        None => model.notice = Some(format!("nothing here contains {}", model.sought)),
    }
}
