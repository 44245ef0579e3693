//! The column chooser of the customer list.

use crate::analysis::Attribute;
use crate::app::message::Cmd;
use crate::app::selectors;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::columns::Columns;

/// Opens the column chooser.
pub fn open(model: &mut Model) {
    let Some(dataset) = model.dataset() else { return };
    let all = Attribute::all(&dataset.features, selectors::listed_segments(model).map(AsRef::as_ref));
    let shown = |attribute: &Attribute| !model.customer_list.hidden.contains(attribute);
    let all = all.into_iter().map(|attribute| (attribute.clone(), shown(&attribute))).collect();
    model.overlay = Overlay::Columns(Columns { all, cursor: 0 });
}

/// Applies the chosen columns.
pub fn accept(model: &mut Model) -> Option<Cmd> {
    let Overlay::Columns(columns) = std::mem::take(&mut model.overlay) else {
        return None;
    };
    let listed = |attribute: &Attribute| columns.all.iter().any(|(known, _)| known == attribute);
    // Columns that this data does not have keep their setting.
    model.customer_list.hidden.retain(|attribute| !listed(attribute));
    let hidden = columns.all.into_iter().filter(|(_, shown)| !shown).map(|(attribute, _)| attribute);
    model.customer_list.hidden.extend(hidden);
    model.customer_list.column = 0;
    None
}
