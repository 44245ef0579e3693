//! The claims or orders of a statement, by the rules by which files are read.

use super::as_of::{IS_WHOLE, cross, until};
use super::chosen;
use super::need::Need;
use super::query::{Query, id, named};
use super::source::Source;
use super::statuses::of_words;
use crate::measures::Kind;
use crate::warehouse::orders::{COUNTS, IS_COMPLETED, OR_PRICE, SIZE, TOTAL, is_return, priced};

/// `segscope_events`: `customer_id`, `day`, `status`, and what is needed besides.
pub(super) fn events(query: &mut Query, source: &Source, needs: &[Need]) -> Result<(), String> {
    match source.kind {
        Kind::Coupons | Kind::Purchases if source.chosen.is_some() => {
            chosen::events(query, source.kind, needs);
            Ok(())
        }
        Kind::Coupons => claims(query, source, needs),
        Kind::Purchases => orders(query, source, needs),
        Kind::Customers => Ok(()),
    }
}

fn claims(query: &mut Query, source: &Source, needs: &[Need]) -> Result<(), String> {
    let dialect = query.dialect;
    let table = source.table("transactions").map(|table| table.quoted(dialect)).unwrap_or_default();
    let column = |name: &str| source.column(dialect, "transactions", name);
    let needed = |name: &str| source.needed(dialect, "transactions", name);
    let day = dialect.as_date(&needed("transaction_date")?);
    let burn_day = column("burn_date").map(|burn| dialect.as_date(&burn));
    let expiry = column("expiry_date").map(|expiry| dialect.as_date(&expiry));
    let (is_later, is_open) = match source.as_of {
        Some(_) => (
            burn_day.as_ref().map(|burn| format!("NOT ({IS_WHOLE}) AND {burn} > segscope_as_of.as_of_day")),
            expiry.as_ref().map(|expiry| format!("NOT ({IS_WHOLE}) AND {expiry} >= segscope_as_of.as_of_day")),
        ),
        None => (None, None),
    };
    // As it was on an earlier day: a later burn had not happened, and a later expiry neither.
    let status = match (column("transaction_status"), &burn_day) {
        (Some(status), _) => {
            let status = of_words(query, source, &status);
            let undone = [("burnt", is_later), ("expired", is_open)];
            let undone: Vec<String> = undone
                .into_iter()
                .filter_map(|(word, is_undone)| {
                    Some(format!("WHEN {} AND {status} = '{word}' THEN 'claimed'", is_undone?))
                })
                .collect();
            if undone.is_empty() { status } else { format!("CASE {} ELSE {status} END", undone.join(" ")) }
        }
        // A date says that the coupon is burnt.
        (None, Some(burn)) => {
            let burnt = is_later.map(|is_later| format!(" AND NOT ({is_later})")).unwrap_or_default();
            let expired = expiry.map(|expiry| format!("WHEN {expiry} < segscope_as_of.as_of_day THEN 'expired' "));
            let expired = expired.unwrap_or_default();
            format!("CASE WHEN {burn} IS NOT NULL{burnt} THEN 'burnt' {expired}ELSE 'claimed' END")
        }
        (None, None) => return Err(without("transaction_status")),
    };
    let mut columns = vec![
        named(id(dialect, &needed("customer_id")?), "customer_id"),
        named(day.clone(), "day"),
        named(status, "status"),
    ];
    if needs.contains(&Need::Branch) || needs.contains(&Need::Merchant) {
        columns.push(named(id(dialect, &needed("branch_id")?), "branch"));
    }
    if needs.contains(&Need::Amount) {
        columns.push(named(dialect.finite(&needed("amount")?), "amount"));
    }
    let rest = format!("FROM {table}{}{}", cross(source), until(source, &day));
    query.add("events", &columns, &rest);
    Ok(())
}

fn orders(query: &mut Query, source: &Source, needs: &[Need]) -> Result<(), String> {
    let dialect = query.dialect;
    let table = source.table("transactions").map(|table| table.quoted(dialect)).unwrap_or_default();
    let column = |name: &str| source.column(dialect, "transactions", name);
    let needed = |name: &str| source.needed(dialect, "transactions", name);
    let customer = id(dialect, &needed("customer_id")?);
    let date = needed("transaction_date")?;
    // Without a number, an order is all rows of one customer with the same date and time.
    let moment = format!("{customer} || ' ' || {}", dialect.as_text(&date));
    let order = match column("transaction_id") {
        Some(number) => format!("COALESCE('#' || {}, {moment})", id(dialect, &number)),
        None => moment,
    };
    let status = match column("transaction_status") {
        Some(status) => of_words(query, source, &status),
        None => "'completed'".to_owned(),
    };
    let quantity = column("quantity").map(|quantity| dialect.finite(&quantity));
    let price = column("unit_price").map(|price| priced(&dialect.finite(&price), quantity.as_deref()));
    let written = column("amount").map(|amount| dialect.finite(&amount));
    let (amount, price) = match (written, price) {
        (Some(amount), price) => (amount, price),
        (None, Some(price)) => (price, None),
        (None, None) if needs.contains(&Need::Amount) => return Err(without("amount")),
        (None, None) => (dialect.as_double("NULL"), None),
    };
    let mut columns = vec![
        named(order, "order_key"),
        named(customer, "customer_id"),
        named(dialect.as_date(&date), "day"),
        named(status, "status"),
        named(amount, "amount"),
    ];
    let mut of_order = vec![named("MIN(customer_id)", "customer_id"), named("MIN(day)", "day")];
    if needs.contains(&Need::Branch) || needs.contains(&Need::Merchant) {
        columns.push(named(id(dialect, &needed("branch_id")?), "branch"));
        of_order.push(named("MIN(branch)", "branch"));
    }
    if needs.contains(&Need::Coupon) {
        let coupon = dialect.word(&needed("coupon_name")?);
        columns.push(named(format!("CASE WHEN {coupon} IS NULL THEN 0 ELSE 1 END"), "with_coupon"));
        of_order.push(named("MAX(with_coupon)", "with_coupon"));
    }
    if needs.contains(&Need::Products) || needs.contains(&Need::Items) {
        let product = dialect.word(&needed("product")?);
        columns.push(named(product, "product"));
    }
    if needs.contains(&Need::Items) {
        let quantity = quantity.ok_or_else(|| without("quantity"))?;
        columns.push(named(quantity, "quantity"));
    }
    let mut kept: Vec<_> = columns.iter().map(|(_, name)| named(name, name)).collect();
    if let Some(price) = price {
        kept.iter_mut().filter(|(_, name)| name == "amount").for_each(|column| OR_PRICE.clone_into(&mut column.0));
        columns.push(named(price, "price"));
    }
    query.add("rows", &columns, &format!("FROM {table}"));

    kept.push(named(IS_COMPLETED, "is_completed"));
    query.add("judged", &kept, "FROM segscope_rows");
    let mut counted: Vec<_> = kept.iter().map(|(_, name)| named(name, name)).collect();
    counted.push(named(COUNTS, "counts"));
    query.add("lines", &counted, "FROM segscope_judged");

    of_order.extend([named("MAX(is_completed)", "is_completed"), named(TOTAL, "amount"), named(SIZE, "size")]);
    query.add("orders", &of_order, "FROM segscope_lines\n  GROUP BY order_key");
    let known: Vec<_> = of_order.iter().map(|(_, name)| named(name, name)).collect();
    let rest = format!("FROM segscope_orders{}{}", cross(source), until(source, "segscope_orders.day"));
    query.add("known_orders", &known, &rest);
    let is_return = is_return(dialect);
    let outcome = format!("CASE WHEN {is_return} THEN 'returned' ELSE 'completed' END");
    let skipped = ["is_completed", "size"];
    let mut of_event: Vec<_> = of_order
        .iter()
        .filter(|(_, name)| !skipped.contains(&name.as_str()))
        .map(|(_, name)| named(name, name))
        .collect();
    of_event.push(named(outcome, "status"));
    let is_event = format!("(is_completed = 1 OR {is_return})");
    let rest = format!("FROM segscope_known_orders\n  WHERE {is_event}");
    query.add("events", &of_event, &rest);
    Ok(())
}

/// Where every customer with an event of any status is.
pub(super) fn of_known_customers(source: &Source) -> &'static str {
    match source.kind {
        Kind::Purchases => "FROM segscope_known_orders\n  WHERE customer_id IS NOT NULL\n  GROUP BY customer_id",
        Kind::Coupons | Kind::Customers => {
            "FROM segscope_events\n  WHERE customer_id IS NOT NULL\n  GROUP BY customer_id"
        }
    }
}

fn without(column: &str) -> String {
    format!("the model needs the column {column} of the table transactions. Name it with --column {column}=COLUMN")
}
