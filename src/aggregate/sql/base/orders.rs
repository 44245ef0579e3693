//! Purchases as events: the rows of a table make orders by the rules by which files are read.
//!
//! * `order_rows (order_key, customer, moment, status, branch, coupon, with_coupon, product, quantity, amount, price, ...)`:
//!   the rows, with the order that they are of;
//! * `order_lines`: the same, with what is in the total of the order;
//! * `o (event, customer, day, last_day, hour, status, branch, coupon, with_coupon, amount, items, lines, is_return)`: the orders of
//!   any status;
//! * `t`: the completed ones, with the columns of coupons, and `event`, `with_coupon` and `items`;
//! * `r`: those whose total is below 0, with the columns of `t`;
//! * `l (event, product, quantity, amount)`: the lines that name a product and count, of orders of any status;
//! * `rl (event, product, amount)`: those of `r`, see [`LINES_OF_RETURNS`].
//!
//! Rows have no order in a database: of several values of an order, the least is taken, not the first.

use super::{Keys, Writer, select};
use crate::data::{DatabaseTable, schema::taken_back, status};
use crate::warehouse::orders::{COUNTS, IS_COMPLETED, OR_PRICE, SIZE, TOTAL, is_return, priced};

impl Writer<'_> {
    /// The expressions of orders.
    pub(super) fn orders(&self) -> Result<String, String> {
        let parts = [self.order_rows()?, self.order_lines(), order_totals(), self.all_orders()];
        Ok([parts.join(",\n"), self.completed(), self.returned(), LINES.to_owned()].join(",\n"))
    }

    fn order_rows(&self) -> Result<String, String> {
        let table = self.of_events()?;
        if table.columns.contains_key("payment_status") {
            return Err("orders have a status and a payment status. Make a view with one of them".to_owned());
        }
        // Refuses dates that are text.
        let day = self.date(table, "x", "transaction_date")?.ok_or("no column has the dates of orders")?;
        let moment = self.column(table, "x", "transaction_date").unwrap_or(day);
        let Keys { customer, no_customer, branch, no_branch, joins } = self.keys(table, "x")?;
        let coupon = self.column(table, "x", "coupon_name").map(|name| self.dialect.word(&name));
        let product = self.column(table, "x", "product").map(|name| self.dialect.word(&name));
        let number = |name: &str| self.number(table, "x", name);
        let (quantity, unit_price, amount) = (number("quantity")?, number("unit_price")?, number("amount")?);
        let price = unit_price.map(|price| priced(&price, quantity.as_deref()));
        let (no_text, no_double) = (self.no_text(), self.dialect.as_double("NULL"));
        let with_coupon = coupon
            .as_ref()
            .map_or_else(|| "0".to_owned(), |coupon| format!("CASE WHEN {coupon} IS NULL THEN 0 ELSE 1 END"));
        let columns = [
            (self.order_key(table, &moment)?, "order_key"),
            (customer, "customer"),
            (moment, "moment"),
            (self.hour(self.column(table, "x", "transaction_date").as_deref()), "hour"),
            (self.order_status(table)?, "status"),
            (branch, "branch"),
            (coupon.unwrap_or_else(|| no_text.clone()), "coupon"),
            (with_coupon, "with_coupon"),
            (product.unwrap_or(no_text), "product"),
            (quantity.unwrap_or_else(|| no_double.clone()), "quantity"),
            (amount.unwrap_or_else(|| no_double.clone()), "amount"),
            (price.unwrap_or(no_double), "price"),
            (no_customer, "no_customer"),
            (no_branch, "no_branch"),
        ];
        Ok(format!("order_rows AS (\n  {}\n  FROM {}{joins}\n)", select(&columns), self.from(table, "x")))
    }

    /// The order of a row: its number; without such a column, all rows of one customer with the same date and time, as written. A row
    /// without a customer or date is an order.
    fn order_key(&self, table: &DatabaseTable, moment: &str) -> Result<String, String> {
        if let Some(number) = self.key(table, "x", "transaction_id") {
            return Ok(number);
        }
        let customer = self.key(table, "x", "customer_id").ok_or("no column has the ids of customers")?;
        let (customer, moment) = (self.dialect.as_text(&customer), self.dialect.as_text(moment));
        let number = format!("ROW_NUMBER() OVER (PARTITION BY {customer} || ' ' || {moment} ORDER BY {moment})");
        Ok(format!("COALESCE({customer} || ' ' || {moment}, {})", self.dialect.as_text(&number)))
    }

    /// The status of a row by its word; null without one, because one row of an order may have it for all.
    fn order_status(&self, table: &DatabaseTable) -> Result<String, String> {
        let name = |code: u8| match code {
            status::COMPLETED => "'completed'",
            status::RETURNED => "'returned'",
            status::CANCELLED => "'cancelled'",
            status::PENDING => "'pending'",
            _ => "'other'",
        };
        if let Some(constant) = self.tables.constant {
            return Ok(name(constant).to_owned());
        }
        let Some(column) = self.column(table, "x", "transaction_status") else { return Ok("'completed'".to_owned()) };
        if table.columns.get("transaction_status").is_some_and(|own| taken_back(own).is_some()) {
            return Err("the status is yes or no. Make a view with a column of status words".to_owned());
        }
        let word = self.dialect.word(&column);
        // Words that are not known do not distinguish orders.
        Ok(self.by_words(&column, "'other'", name).map_or_else(
            || "'completed'".to_owned(),
            |cases| format!("CASE WHEN {word} IS NULL THEN NULL {cases} ELSE 'other' END"),
        ))
    }

    /// Whether rows may have a status.
    fn has_statuses(&self) -> bool {
        self.tables.constant.is_some() || self.tables.events_have("transaction_status")
    }

    /// Windows are written only where they can tell something: they sort all rows.
    fn order_lines(&self) -> String {
        let amount = match (self.tables.events_have("amount"), self.tables.events_have("unit_price")) {
            (true, true) => OR_PRICE,
            (false, true) => "price",
            _ => "amount",
        };
        let (is_completed, counts) = if self.has_statuses() { (IS_COMPLETED, COUNTS) } else { ("1", "1") };
        let kept = "order_key, customer, moment, hour, status, branch, coupon, with_coupon, product, quantity";
        format!(
            "order_amounts AS (\n  SELECT {kept}, {amount} AS amount, {is_completed} AS is_completed\n  FROM order_rows\n),\n\
             order_lines AS (\n  SELECT {kept}, amount, is_completed, {counts} AS counts\n  FROM order_amounts\n)"
        )
    }

    fn all_orders(&self) -> String {
        let is_return = is_return(self.dialect);
        let columns = [
            ("event".to_owned(), "event"),
            ("customer".to_owned(), "customer"),
            (self.dialect.as_date("moment"), "day"),
            (self.dialect.as_date("last_moment"), "last_day"),
            (self.hour(Some("moment")), "hour"),
            (
                format!("CASE WHEN {is_return} THEN 'returned' WHEN is_completed = 1 THEN 'completed' ELSE status END"),
                "status",
            ),
            ("branch".to_owned(), "branch"),
            ("coupon".to_owned(), "coupon"),
            ("with_coupon".to_owned(), "with_coupon"),
            ("amount".to_owned(), "amount"),
            ("items".to_owned(), "items"),
            ("lines".to_owned(), "lines"),
            (format!("CASE WHEN {is_return} THEN 1 ELSE 0 END"), "is_return"),
        ];
        format!("o{} AS (\n  {}\n  FROM order_totals\n)", self.suffix, select(&columns))
    }

    /// `t`: the completed orders.
    fn completed(&self) -> String {
        let no_coupons = ["is_open", "is_burnt", "is_expired"].map(|name| ("0".to_owned(), name));
        self.chosen("t", &no_coupons, "status = 'completed'")
    }

    /// `r`: the returns.
    fn returned(&self) -> String {
        self.chosen("r", &[], "is_return = 1")
    }

    /// Some of the orders, with the columns that coupons have besides.
    fn chosen(&self, name: &str, more: &[(String, &str)], those: &str) -> String {
        let own = ["event", "customer", "day", "status", "branch", "coupon", "with_coupon", "amount", "items", "hour"];
        let own = own.map(|name| (name.to_owned(), name));
        let mut columns = [&own[..], more].concat();
        columns.push((self.no_date(), "burn_day"));
        columns.push((self.no_date(), "expiry_day"));
        columns.push(("CASE WHEN customer IS NULL THEN 1 ELSE 0 END".to_owned(), "no_customer"));
        columns.push(("CASE WHEN branch IS NULL THEN 1 ELSE 0 END".to_owned(), "no_branch"));
        let end = self.suffix;
        format!("{name}{end} AS (\n  {}\n  FROM o{end}\n  WHERE {those}\n)", select(&columns))
    }
}

/// The sums and the least values of the lines of each order.
fn order_totals() -> String {
    let columns = [
        ("order_key", "event"),
        ("MIN(customer)", "customer"),
        ("MIN(moment)", "moment"),
        ("MAX(moment)", "last_moment"),
        ("MIN(status)", "status"),
        ("MIN(branch)", "branch"),
        ("MIN(coupon)", "coupon"),
        ("MAX(with_coupon)", "with_coupon"),
        ("MAX(is_completed)", "is_completed"),
        (TOTAL, "amount"),
        (SIZE, "size"),
        ("SUM(CASE WHEN counts = 1 THEN quantity END)", "items"),
        ("COUNT(*)", "lines"),
    ];
    let columns = columns.map(|(of, name)| (of.to_owned(), name));
    format!("order_totals AS (\n  {}\n  FROM order_lines\n  GROUP BY order_key\n)", select(&columns))
}

/// `l`: the lines of orders.
const LINES: &str = "l AS (\n  SELECT order_key AS event, product, quantity, amount\n  FROM order_lines\n  \
                     WHERE counts = 1 AND product IS NOT NULL\n)";

/// `rl`: the lines of the returns `r`.
pub const LINES_OF_RETURNS: &str =
    "rl AS (\n  SELECT l.event, l.product, l.amount\n  FROM l\n  JOIN r ON r.event = l.event\n)";
