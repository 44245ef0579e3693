//! The definitions that explain the numbers of a panel.

use crate::app::Panel;
use crate::data::Kind;
use crate::wording::definitions::Definition;
use crate::wording::definitions_by_kind::of_kind;

/// The definitions of a panel's numbers.
pub fn of(panel: Panel, kind: Kind) -> impl Iterator<Item = Definition> {
    panel.terms().iter().filter_map(move |term| of_kind(kind, term))
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;
    use crate::app::Screen;

    #[test]
    fn every_panel_is_explained_by_terms_that_there_are() {
        for panel in Screen::iter().flat_map(Screen::panels) {
            let kind = Kind::iter().find(|kind| panel.is_of(*kind)).unwrap_or_default();
            assert!(!panel.terms().is_empty() && of(*panel, kind).count() == panel.terms().len(), "{panel:?}");
        }
    }
}
