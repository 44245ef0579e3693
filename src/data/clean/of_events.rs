//! Customers without a table of their own: the rows of events name them, and say where they are from.

use crate::data::facts::Facts;
use crate::data::findings::{Check, Finding};
use crate::data::schema::Table;

/// Whether the rows of events that are written name all customers and describe them, and no table does.
pub fn are_of_events(facts: &Facts) -> bool {
    let needs_table = |finding: &Finding| finding.check == Check::WithoutCoupon || is_of_customers(facts, finding);
    !facts.has(Table::Customers) && !facts.findings.iter().any(needs_table)
}

/// Whether a finding is about what events say of customers: that is corrected in a table of customers.
fn is_of_customers(facts: &Facts, finding: &Finding) -> bool {
    let own = || Table::Customers.spec().columns.iter().map(|spec| spec.name).filter(|name| *name != "customer_id");
    let others = || facts.extra.iter().chain(facts.categorical.iter().map(|column| &column.name)).map(String::as_str);
    let is_own = |column: &str| own().chain(others()).any(|name| name == column);
    finding.table == Table::Transactions && finding.column.as_deref().is_some_and(is_own)
}

/// Whether these rows say by name where customers are from: on an earlier day they may be from other places than in all data.
pub fn events_name_places(facts: &Facts) -> bool {
    let needs_table = |finding: &Finding| finding.check == Check::MissingTable && finding.table == Table::Cities;
    are_of_events(facts) && !facts.has(Table::Cities) && !facts.findings.iter().any(needs_table)
}
