//! Short descriptions of the roles of files and columns.

use crate::data::{Kind, Table};

/// What the rows of a table are.
pub fn of_table(table: Table) -> &'static str {
    match table {
        Table::Customers => "one row per customer",
        Table::Genders => "names of genders",
        Table::Cities => "names of cities",
        Table::Transactions => "one row per event",
        Table::Branches => "branches, each of a merchant",
        Table::Merchants => "names of merchants",
    }
}

/// What the values of a column are; empty if the name is clear.
pub fn of_column(table: Table, column: &str) -> &'static str {
    match (table, column) {
        (Table::Transactions, "transaction_id") => "number of the coupon or order",
        (_, "customer_id") => "who the customer is",
        (_, "person_id") => "the person behind customer ids",
        (_, "join_date") => "when the customer joined",
        (Table::Cities, "city_id")
        | (Table::Genders, "gender_id")
        | (Table::Branches, "branch_id")
        | (Table::Merchants, "merchant_id") => "what other tables call it",
        (_, "city_id") => "the city: its id or its name",
        (_, "gender_id") => "the gender: its id or its name",
        (_, "branch_id") => "where it happened",
        (_, "merchant_id") => "the merchant of the branch",
        (_, "gender_name" | "city_name" | "branch_name" | "merchant_name") => "its name",
        (_, "transaction_date") => "when it happened",
        (_, "transaction_status") => "claimed, burnt, completed, ...",
        (_, "coupon_name") => "which coupon",
        (_, "burn_date") => "when the coupon was used",
        (_, "amount") => "money of the row",
        (_, "expiry_date") => "until when the coupon is good",
        (_, "product") => "what was bought",
        (_, "quantity") => "how many pieces",
        (_, "currency") => "the currency of the amounts",
        (_, "payment_status") => "whether the order is paid",
        (_, "unit_price") => "the price of one piece",
        _ => "",
    }
}

/// The name of the events for this kind of data.
pub fn events(kind: Kind) -> &'static str {
    match kind {
        Kind::Coupons => "claims",
        Kind::Purchases => "orders",
        Kind::Customers => "events",
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_column_is_explained_in_a_few_words() {
        for table in Table::iter() {
            for column in table.spec().columns {
                let words = of_column(table, column.name);
                assert!((1..=30).contains(&words.len()), "{table}.{}: {words:?}", column.name);
            }
        }
    }
}
