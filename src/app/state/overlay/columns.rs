//! The columns of the list of customers, to be chosen from.

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
