//! Customers and branches.

use super::Writer;
use crate::data::Table;

impl Writer<'_> {
    /// Of several rows with one id, the least values are taken: rows have no order in a database.
    pub(super) fn customers(&self) -> Result<String, String> {
        let own = self.table(Table::Customers);
        let events = self.table(Table::Transactions);
        let Some(table) = own.or(events) else { return Err("there is no table of customers or events".to_owned()) };
        if table.columns.contains_key("person_id") {
            return Err("customers have another id with each order. Make a view in which they have one".to_owned());
        }
        let key = self.key(table, "x", "customer_id").ok_or("no column has the ids of customers")?;
        let date = self.date(table, "x", "join_date")?;
        let (gender, of_genders) = self.joined((table, "x", "gender_id"), (Table::Genders, "gender_id", "g"));
        let (city, of_cities) = self.joined((table, "x", "city_id"), (Table::Cities, "city_id", "y"));
        if own.is_none() && (gender.is_some() || city.is_some() || date.is_some()) {
            return Err("the rows of events say where customers are from. Make a table or view of customers".to_owned());
        }
        let least = |column: Option<String>, none: String| column.map_or(none, |column| format!("MIN({column})"));
        Ok(format!(
            "c{} AS (\n  SELECT {key} AS customer, {} AS gender, {} AS city, {} AS join_day\n  FROM {}{of_genders}{of_cities}\n  \
             WHERE {key} IS NOT NULL\n  GROUP BY {key}\n)",
            self.suffix,
            least(gender, self.no_text()),
            least(city, self.no_text()),
            least(date, self.no_date()),
            self.from(table, "x"),
        ))
    }

    pub(super) fn branches(&self) -> String {
        let key = self.table(Table::Branches).and_then(|table| Some((table, self.key(table, "x", "branch_id")?)));
        let Some((table, key)) = key else {
            // Branches without a table of their own are those of the events, and have their type.
            let merchant = self.no_text();
            let of_events = self.table(Table::Transactions);
            let branch = of_events.and_then(|table| Some((table, self.key(table, "x", "branch_id")?)));
            return branch.map_or_else(
                || format!("b AS (SELECT {merchant} AS branch, {merchant} AS merchant WHERE 1 = 0)"),
                |(table, branch)| {
                    let from = self.from(table, "x");
                    format!("b AS (SELECT {branch} AS branch, {merchant} AS merchant FROM {from} WHERE 1 = 0)")
                },
            );
        };
        let (merchant, join) = self.joined((table, "x", "merchant_id"), (Table::Merchants, "merchant_id", "m"));
        let merchant = merchant.map_or_else(|| self.no_text(), |merchant| format!("MIN({merchant})"));
        format!(
            "b AS (\n  SELECT {key} AS branch, {merchant} AS merchant\n  FROM {}{join}\n  WHERE {key} IS NOT NULL\n  GROUP BY {key}\n)",
            self.from(table, "x")
        )
    }
}
