//! A table of a database that rows are written to.

use std::path::PathBuf;

use super::address::with_schema;
use super::table_name::TableName;

/// The columns of a table of segments.
pub const SEGMENT_COLUMNS: [&str; 6] = ["customer_id", "segment", "segment_name", "distance", "model", "day"];

/// A table to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The database: its address without secrets, or its file.
    pub address: PathBuf,
    /// The table.
    pub table: TableName,
    /// Whether the rows are added to a table that is there; otherwise the table is created.
    pub append: bool,
}

impl Target {
    /// A table of the database of an address; without a schema of its own it is in the one that the address names.
    pub fn new(address: PathBuf, table: TableName, append: bool) -> Self {
        let schema = table.schema.or_else(|| with_schema(&address).1);
        Self { table: TableName { schema, ..table }, address, append }
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The number of rows.
    pub rows: u64,
    /// Whether it was a transaction: all rows or none.
    pub in_transaction: bool,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_in_the_schema_of_the_address_unless_it_names_one() {
        for (address, table, place) in [
            ("postgresql://db/shop", "t", "t"),
            ("postgresql://db/shop#sales", "t", "sales.t"),
            ("postgresql://db/shop#sales", "marketing.t", "marketing.t"),
        ] {
            let target = Target::new(address.into(), table.parse().unwrap(), false);
            assert_eq!(target.table.to_string(), place);
        }
    }
}
