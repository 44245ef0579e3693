//! Tables that `clean` wrote. Their header identifies them. They are read by the names of the schema alone, with a decimal
//! point, and with every row as data.

use super::place::PlaceLevel;
use super::schema::{ColumnSpec, Need, Table, normalise};

/// The column of errors that were accepted. In a table that `clean` wrote it comes after the columns of the schema and before
/// all others.
pub const ACCEPTED: &str = "accepted_checks";

/// Where the column of accepted errors is in a header.
pub fn accepted(header: &[String]) -> Option<usize> {
    header.iter().position(|name| normalise(name) == normalise(ACCEPTED))
}

/// Whether `clean` wrote a table with this header.
pub fn is_cleaned(table: Table, header: &[String]) -> bool {
    columns(table, header).is_some()
}

/// Where in the schema each column before [`ACCEPTED`] is; none when `clean` did not write the table.
pub fn columns(table: Table, header: &[String]) -> Option<Vec<usize>> {
    let specs = table.spec().columns;
    let is = |name: &str, known: &str| name == known || known == "city_id" && PlaceLevel::by_word(name).is_some();
    let end = header.iter().position(|name| name.trim() == ACCEPTED)?;
    let known = |name: &String| specs.iter().position(|spec| is(name.trim(), spec.name));
    let known: Vec<usize> = header[..end].iter().map(known).collect::<Option<_>>()?;
    // Events may have no date at all; their other columns distinguish them from customers.
    let is_event = |at: &usize| matches!(specs[*at].name, "transaction_id" | "transaction_status" | "burn_date");
    let has_no = |name: &str| header.iter().all(|own| own.trim() != name);
    let is_undated = |name: &str| name == "transaction_date" && has_no(name) && known.iter().any(is_event);
    let has =
        |at: usize, spec: &ColumnSpec| spec.need != Need::Required || known.contains(&at) || is_undated(spec.name);
    let has_all = specs.iter().enumerate().all(|(at, spec)| has(at, spec));
    (has_all && known.is_sorted_by(|a, b| a < b)).then_some(known)
}

/// The name that a column of the schema is written with: one of places says which kind of place it has.
pub fn name(column: &'static str, place: PlaceLevel) -> &'static str {
    if column == "city_id" && place != PlaceLevel::City { place.into() } else { column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_tells_that_clean_wrote_the_table() {
        let is = |table, names: &str| {
            let header: Vec<String> = names.split(',').map(str::to_owned).collect();
            is_cleaned(table, &header)
        };
        assert!(is(Table::Customers, "customer_id,join_date,accepted_checks,age,city"));
        assert!(is(Table::Customers, "customer_id,country,accepted_checks"));
        assert!(is(Table::Transactions, "customer_id,transaction_date,accepted_checks"));
        assert!(is(Table::Transactions, "transaction_id,customer_id,amount,accepted_checks"), "events without a date");
        assert!(!is(Table::Transactions, "customer_id,city_id,accepted_checks"), "customers");
        for names in [
            "customer_id,transaction_date",
            "customer_id,accepted_checks,transaction_date",
            "transaction_date,customer_id,accepted_checks",
            "customer_id,transaction_date,when,accepted_checks",
            "Customer ID,transaction_date,accepted_checks",
            "customer_id,transaction_date,Accepted Checks",
        ] {
            assert!(!is(Table::Transactions, names), "{names}");
        }
    }
}
