//! What every measure means, as a table.

use super::{Side, Table};
use crate::wording::definitions::DEFINITIONS;
use crate::wording::feature::meaning;

/// The definitions, and those of these features.
pub(super) fn table(features: &[String]) -> Table {
    let mut table = Table::new("", &[("term", Side::Left), ("meaning", Side::Left), ("computed", Side::Left)]);
    for definition in DEFINITIONS {
        table.row([definition.term, definition.meaning, definition.formula].map(str::to_owned));
    }
    for feature in features {
        table.row([feature.clone(), meaning(feature).to_owned(), String::new()]);
    }
    table
}
