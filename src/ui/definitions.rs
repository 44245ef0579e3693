//! Which terms explain the numbers of a panel.

use crate::app::Panel;
use crate::wording::definitions::{DEFINITIONS, Definition};

/// The definitions of a panel's numbers.
pub fn of(panel: Panel) -> impl Iterator<Item = &'static Definition> {
    panel.terms().iter().filter_map(|term| DEFINITIONS.iter().find(|definition| definition.term == *term))
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;
    use crate::app::Screen;

    #[test]
    fn every_panel_is_explained_by_terms_that_there_are() {
        for panel in Screen::iter().flat_map(Screen::panels) {
            assert!(!panel.terms().is_empty() && of(*panel).count() == panel.terms().len(), "{panel:?}");
        }
    }
}
