//! Which list in JSON records has the rows: the lines of orders, or the orders of customers.

use crate::data::schema::{Table, bare, is_called, is_general, normalise};

/// A list of objects, and the names of their fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The names that lead to it: `cart.items`.
    pub path: String,
    /// The fields, in the order in which they are met.
    pub fields: Vec<String>,
}

/// The least columns that lines of an order have.
const OF_LINES: usize = 10;

/// The list with the most columns of order lines, otherwise a list of events; none if there is neither. Taxes, payments and
/// notes are not rows.
pub fn best(lists: Vec<List>) -> Option<List> {
    let mut best: Option<(usize, List)> = None;
    for list in lists {
        let says = list.says();
        if says > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((says, list));
        }
    }
    best.map(|(_, list)| list)
}

impl List {
    /// Whether its elements are events of the one that the record is about, and no lines of an event.
    pub fn are_events(&self) -> bool {
        self.says() < OF_LINES
    }

    /// How many columns of order lines or events it has.
    fn says(&self) -> usize {
        let list = self.path.rsplit('.').next().unwrap_or_default();
        let has = |column: &str| self.fields.iter().any(|field| is_column(field, column));
        let is_of_products = is_column(list, "product") || Table::by_name(list) == Some(Table::Transactions);
        let counts = ["quantity", "unit_price", "amount"].iter().filter(|column| has(column)).count();
        // A title alone may belong to a tax or a delivery method.
        let named = self.fields.iter().any(|field| is_general(&bare(field)).0);
        let is_product = has("product") || named && (is_of_products || has("quantity"));
        match (is_product, counts) {
            (true, counts) if counts > 0 || is_of_products => OF_LINES + counts + usize::from(is_of_products),
            _ if Table::by_name(list) == Some(Table::Transactions) && has("transaction_date") => 1 + counts,
            _ => 0,
        }
    }
}

/// Whether a field is called as a column of events is.
fn is_column(field: &str, column: &str) -> bool {
    let is = |names: &[&str]| is_called(field, names);
    Table::Transactions.spec().column(column).is_some_and(|spec| {
        normalise(field) == normalise(spec.name)
            || is(spec.aliases)
            || is(spec.fallback)
            || column == "transaction_date" && is(spec.generic)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(path: &str, fields: &str) -> List {
        List { path: path.to_owned(), fields: fields.split(' ').map(str::to_owned).collect() }
    }

    #[test]
    fn lines_are_told_from_taxes_and_payments() {
        let path = |lists: &[List]| best(lists.to_vec()).map(|list| list.path);
        let shopify = [
            list("tax_lines", "title price rate"),
            list("discount_codes", "code amount type"),
            list("line_items", "id title quantity price sku vendor"),
            list("shipping_lines", "title price code"),
        ];
        assert_eq!(path(&shopify).as_deref(), Some("line_items"));
        assert_eq!(path(&[list("lines.data", "id description amount quantity")]).as_deref(), Some("lines.data"));
        assert_eq!(path(&[list("positionen", "artikel menge preis")]).as_deref(), Some("positionen"));
        assert_eq!(path(&[list("products", "name"), list("payments", "method amount")]).as_deref(), Some("products"));
        assert_eq!(path(&[list("orders", "order_id date total")]).as_deref(), Some("orders"));
        for (name, fields) in [("addresses", "city zip"), ("tax_lines", "title price rate"), ("notes", "text author")] {
            assert_eq!(path(&[list(name, fields)]), None, "{name}");
        }
    }
}
