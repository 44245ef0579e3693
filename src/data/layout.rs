//! Which table a header is of, and where the table's columns are in it.

use std::collections::BTreeMap;

use super::error::{DataError, listed};
use super::mapping::{Columns, Mapping, is_none};
use super::schema::{ColumnSpec, Need, SCHEMA, Table, TableSpec, normalise};

impl Table {
    /// The table that a header is of: the one with all required and the most known columns (of those the one that
    /// requires most), when one stands out. Names
    /// that many tables share (`id`, `name`, `date`) count for nothing here.
    pub fn by_columns(header: &[String], mapping: &Mapping) -> Option<Self> {
        let known = |spec: &TableSpec| {
            let found = assign(spec, header, mapping.columns(spec.table), false);
            let complete = spec.columns.iter().zip(&found).all(|(c, at)| c.need != Need::Required || at.is_some());
            let required = spec.columns.iter().filter(|c| c.need == Need::Required).count();
            if complete { (found.iter().flatten().count(), required) } else { (0, 0) }
        };
        let counts = SCHEMA.each_ref().map(known);
        let most = *counts.iter().max()?;
        let mut best = SCHEMA.iter().zip(counts).filter(|(_, n)| *n == most && most.0 > 0);
        match (best.next(), best.next()) {
            (Some((spec, _)), None) => Some(spec.table),
            _ => None,
        }
    }
}

/// The position in `header` of each column of a table: names that a mapping gives win over exact ones, those over aliases,
/// aliases over generic names.
fn assign(spec: &TableSpec, header: &[String], given: Option<&Columns>, generic: bool) -> Vec<Option<usize>> {
    let name = |column: &ColumnSpec| given?.get(column.name);
    let is_none = |column: &ColumnSpec| name(column).is_some_and(|name| is_none(name));
    let given = |column: &ColumnSpec| {
        let name = name(column).filter(|_| !is_none(column))?;
        header.iter().position(|h| h.trim() == name.trim())
    };
    let mut found: Vec<Option<usize>> = spec.columns.iter().map(given).collect();
    let header: Vec<String> = header.iter().map(|h| normalise(h)).collect();
    for rank in 0..if generic { 3 } else { 2 } {
        for (i, column) in spec.columns.iter().enumerate() {
            let exact = normalise(column.name);
            let names: Vec<&str> = match rank {
                0 => vec![&exact],
                1 => column.aliases.to_vec(),
                _ => column.generic.to_vec(),
            };
            if found[i].is_none() && !is_none(column) {
                let free = |at: &usize| !found.contains(&Some(*at));
                found[i] = names.iter().find_map(|n| header.iter().position(|h| h == n).filter(free));
            }
        }
    }
    found
}

/// Where a table's columns are in a header.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Which table.
    pub table: Table,
    /// All column names as written.
    pub header: Vec<String>,
    found: Vec<Option<usize>>,
}

impl Layout {
    /// Finds the columns of `table`, some of which may be `given` other names.
    ///
    /// # Errors
    /// [`DataError::MissingColumn`] when a required one is not there.
    pub fn new(table: Table, header: Vec<String>, given: Option<&Columns>, path: &str) -> Result<Self, DataError> {
        let found = assign(table.spec(), &header, given, true);
        let missing = table.spec().columns.iter().zip(&found).find(|(c, at)| c.need == Need::Required && at.is_none());
        if let Some((column, _)) = missing {
            let (path, column, found) = (path.to_owned(), column.name.to_owned(), listed(&header));
            return Err(DataError::MissingColumn { path, table, column, found });
        }
        Ok(Self { table, header, found })
    }

    /// Finds the columns of `table` that are there.
    pub fn partial(table: Table, header: Vec<String>, given: Option<&Columns>) -> Self {
        let found = assign(table.spec(), &header, given, true);
        Self { table, header, found }
    }

    /// Where the column of that name is.
    pub fn at(&self, name: &str) -> Option<usize> {
        let columns = self.table.spec().columns;
        columns.iter().position(|c| c.name == name).and_then(|i| self.found[i])
    }

    /// The known column at a position of the header.
    pub fn known(&self, position: usize) -> Option<&'static ColumnSpec> {
        let index = self.found.iter().position(|at| *at == Some(position))?;
        self.table.spec().columns.get(index)
    }

    /// How many known columns were found.
    pub fn found(&self) -> usize {
        self.found.iter().flatten().count()
    }

    /// The names of columns that are not known.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        let names = self.header.iter().enumerate().filter(|(at, _)| !self.found.contains(&Some(*at)));
        names.map(|(_, name)| name.trim()).filter(|name| !name.is_empty())
    }

    /// How many cells a row must have: trailing commas of the header name no column.
    pub fn width(&self) -> usize {
        self.header.iter().rposition(|name| !name.trim().is_empty()).map_or(0, |last| last + 1)
    }

    /// Names that several columns have, each with the positions of all of them.
    pub fn repeated(&self) -> Vec<(&str, Vec<usize>)> {
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, name) in self.header.iter().enumerate() {
            places.entry(name.trim()).or_default().push(at);
        }
        places.into_iter().filter(|(name, at)| !name.is_empty() && at.len() > 1).collect()
    }

    /// Columns that coupon data should have and this table does not.
    pub fn absent(&self) -> impl Iterator<Item = &'static ColumnSpec> {
        let columns = self.table.spec().columns.iter().zip(&self.found);
        columns.filter(|(c, at)| c.need == Need::Expected && at.is_none()).map(|(c, _)| c)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|&n| n.to_owned()).collect()
    }

    #[test]
    fn tables_are_known_by_their_columns() {
        let by = |names: &[&str]| Table::by_columns(&header(names), &Mapping::default());
        assert_eq!(by(&["CustomerID", "Age", "Income"]), Some(Table::Customers));
        assert_eq!(by(&["user_id", "claim date", "Status", "branch"]), Some(Table::Transactions));
        assert_eq!(by(&["branch_id", "merchant_id"]), Some(Table::Branches));
        assert_eq!(by(&["merchant_id", "merchant_name"]), Some(Table::Merchants));
        assert_eq!(by(&["city_id", "city_name"]), Some(Table::Cities));
        let flat = ["customer_id", "transaction_date", "status", "city", "gender"];
        assert_eq!(by(&flat), Some(Table::Transactions));
        assert_eq!(by(&["id", "name"]), None);
        assert_eq!(by(&[]), None);
    }

    #[test]
    fn exact_names_win_over_aliases() {
        let layout = Layout::new(Table::Customers, header(&["Customer", "customer_id", "city"]), None, "x").unwrap();
        assert_eq!((layout.at("customer_id"), layout.at("city_id"), layout.at("gender_id")), (Some(1), Some(2), None));
        assert!(layout.known(0).is_none());
        assert_eq!(layout.absent().map(|c| c.name).collect::<Vec<_>>(), ["join_date", "gender_id"]);
        let generic = Layout::new(Table::Cities, header(&["id", "name"]), None, "x").unwrap();
        assert_eq!((generic.at("city_id"), generic.at("city_name")), (Some(0), Some(1)));
    }

    #[test]
    fn a_missing_required_column_says_what_was_there() {
        let error =
            Layout::new(Table::Transactions, header(&["customer_id", "when"]), None, "t.csv").unwrap_err().to_string();
        assert!(error.contains("transaction_date") && error.contains("customer_id, when"), "{error}");
    }
}
