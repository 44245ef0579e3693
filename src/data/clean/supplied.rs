//! Tables that the data refers to but does not have: they are made from the known ids, which serve as names.

use super::columns::id;
use super::of_events::{are_of_events, events_name_places};
use crate::data::cell::{Cell, Row};
use crate::data::facts::{Facts, Ids};
use crate::data::kind::Kind;
use crate::data::layout::Layout;
use crate::data::schema::{ColumnSpec, Need, Table};

/// A table of ids.
pub struct Supplied<'a> {
    /// Its columns: all that coupon data should have.
    pub layout: Layout,
    /// Its rows.
    pub ids: &'a Ids,
    /// How many columns, from the first, say the id.
    said: usize,
}

/// The ids that `facts` have of a table that the source has not; none where there are none. Customers are given only where rows that
/// are set aside name some, or what rows say of them is corrected.
pub fn of(facts: &Facts, table: Table) -> Option<Supplied<'_>> {
    let ids = match table {
        // Customers who are known from their events alone come with the first of them. A table would say that they were always there.
        Table::Customers if are_of_events(facts) => return None,
        Table::Customers => &facts.customer_ids,
        Table::Genders => &facts.genders.ids,
        Table::Cities if events_name_places(facts) => return None,
        Table::Cities => &facts.cities.ids,
        Table::Branches => &facts.branches.ids,
        Table::Merchants => &facts.merchants.ids,
        Table::Transactions => return None,
    };
    if ids.is_empty() {
        return None;
    }
    let specs = table.spec().columns.iter();
    let said = specs.clone().filter(|c| c.need == Need::Required).count();
    let columns: Vec<&'static str> =
        specs.filter(|c| c.need == Need::Required || has(facts, c)).map(|column| column.name).collect();
    let mut header: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
    if table == Table::Customers {
        // Attributes from the rows of their transactions.
        header.extend(facts.extra.iter().chain(facts.categorical.iter().map(|column| &column.name)).cloned());
    }
    let mut layout = Layout::bare(table, header);
    columns.into_iter().enumerate().for_each(|(at, name)| layout.guess(name, at));
    Some(Supplied { layout, ids, said })
}

/// Whether a table gets an optional column: for coupon data always, for other data if it has values.
fn has(facts: &Facts, column: &ColumnSpec) -> bool {
    let has_values = |name: &str| facts.customers.column(name).is_ok_and(|c| c.null_count() < c.len());
    column.need == Need::Expected
        && (facts.kind == Kind::Coupons
            || match column.name {
                "join_date" => has_values("join_day"),
                "city_id" => has_values("city"),
                "gender_id" => has_values("gender"),
                _ => false,
            })
}

impl Supplied<'_> {
    /// The row of the id at `index`.
    pub fn row(&self, index: usize) -> impl Row {
        SuppliedRow { id: id(self.ids, index), said: self.said, width: self.layout.header.len() }
    }
}

struct SuppliedRow<'a> {
    id: Cell<'a>,
    said: usize,
    width: usize,
}

impl Row for SuppliedRow<'_> {
    fn len(&self) -> usize {
        self.width
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        if column < self.said { self.id } else { Cell::Empty }
    }
}
