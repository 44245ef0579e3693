//! Customers without a table of their own: the rows of events name them, and say where they are from.

use crate::data::facts::Facts;
use crate::data::findings::{Check, Finding};
use crate::data::schema::Table;

/// Whether the rows of events that are written name all customers, and no table does.
pub fn are_of_events(facts: &Facts) -> bool {
    !facts.has(Table::Customers) && facts.findings.iter().all(|finding| finding.check != Check::WithoutCoupon)
}

/// Whether these rows say by name where customers are from: on an earlier day they may be from other places than in all data.
pub fn events_name_places(facts: &Facts) -> bool {
    let needs_table = |finding: &Finding| finding.check == Check::MissingTable && finding.table == Table::Cities;
    are_of_events(facts) && !facts.has(Table::Cities) && !facts.findings.iter().any(needs_table)
}
