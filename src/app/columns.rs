//! The columns of the list of customers, to be chosen from.

use super::model::{Model, Overlay};
use crate::analysis::Attribute;

/// A list of columns, each shown or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// Every column and whether it is shown.
    pub all: Vec<(Attribute, bool)>,
    /// The row of the cursor.
    pub cursor: usize,
}

impl Columns {
    /// Shows the column under the cursor, or hides it. The id always stays.
    pub fn mark(&mut self) {
        if let Some((attribute, shown)) = self.all.get_mut(self.cursor)
            && *attribute != Attribute::Id
        {
            *shown = !*shown;
        }
    }
}

/// Opens the choice.
pub(super) fn open(model: &mut Model) {
    let Some(dataset) = model.dataset() else { return };
    let all = Attribute::all(&dataset.features, model.listed_segments().map(AsRef::as_ref));
    let shown = |attribute: &Attribute| !model.roster.hidden.contains(attribute);
    let all = all.into_iter().map(|attribute| (attribute.clone(), shown(&attribute))).collect();
    model.overlay = Overlay::Columns(Columns { all, cursor: 0 });
}

/// Takes the choice.
pub(super) fn accept(model: &mut Model) {
    let Overlay::Columns(columns) = std::mem::take(&mut model.overlay) else { return };
    let listed = |attribute: &Attribute| columns.all.iter().any(|(known, _)| known == attribute);
    // What these customers do not have stays as it was chosen for others.
    model.roster.hidden.retain(|attribute| !listed(attribute));
    let hidden = columns.all.into_iter().filter(|(_, shown)| !shown).map(|(attribute, _)| attribute);
    model.roster.hidden.extend(hidden);
    model.roster.column = 0;
}
