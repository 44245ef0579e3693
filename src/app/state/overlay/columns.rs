//! The column chooser of the customer list.

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
    /// Shows or hides the column at the cursor. The id is always shown.
    pub fn mark(&mut self) {
        if let Some((attribute, shown)) = self.all.get_mut(self.cursor)
            && *attribute != Attribute::Id
        {
            *shown = !*shown;
        }
    }
}
