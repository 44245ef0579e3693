//! Coupons as events: `t (customer, day, status, burn_day, expiry_day, branch, coupon, amount, hour, no_customer, no_branch, event,
//! is_open, is_burnt, is_expired)`. `no_customer` and `no_branch` are 1 where the event has no key; `event` is its id, null without one.

use super::{Keys, Writer, select};
use crate::data::{DatabaseTable, status};

impl Writer<'_> {
    /// `t`: the coupons.
    pub(super) fn claims(&self) -> Result<String, String> {
        let table = self.of_events()?;
        let date = |name: &str| self.date(table, "x", name);
        let (day, burn_day, expiry_day) = (date("transaction_date")?, date("burn_date")?, date("expiry_date")?);
        let of_status = |name: &dyn Fn(u8) -> &'static str| self.status(table, (&burn_day, &expiry_day), name);
        let is = |wanted: u8| of_status(&|code| if code == wanted { "1" } else { "0" });
        let [status, is_open, is_burnt, is_expired] =
            [of_status(&word), is(status::OPEN), is(status::BURNT), is(status::EXPIRED)];
        let Keys { customer, no_customer, branch, no_branch, joins } = self.keys(table, "x")?;
        let coupon = self.column(table, "x", "coupon_name").map(|name| self.dialect.word(&name));
        let amount = self.number(table, "x", "amount")?;
        let columns = [
            (customer, "customer"),
            (day.unwrap_or_else(|| self.no_date()), "day"),
            (status?, "status"),
            (burn_day.unwrap_or_else(|| self.no_date()), "burn_day"),
            (expiry_day.unwrap_or_else(|| self.no_date()), "expiry_day"),
            (branch, "branch"),
            (coupon.unwrap_or_else(|| self.no_text()), "coupon"),
            (amount.unwrap_or_else(|| self.dialect.as_double("NULL")), "amount"),
            (self.hour(self.column(table, "x", "transaction_date").as_deref()), "hour"),
            (no_customer, "no_customer"),
            (no_branch, "no_branch"),
            (self.key(table, "x", "transaction_id").unwrap_or_else(|| self.no_text()), "event"),
            (is_open?, "is_open"),
            (is_burnt?, "is_burnt"),
            (is_expired?, "is_expired"),
        ];
        let from = self.from(table, "x");
        Ok(format!("t{} AS (\n  {}\n  FROM {from}{joins}\n)", self.suffix, select(&columns)))
    }

    /// What stands for the status of a row: by its word, otherwise by its dates of burning and expiry. `name` is the literal of a code.
    fn status(
        &self,
        table: &DatabaseTable,
        (burn, expiry): (&Option<String>, &Option<String>),
        name: &dyn Fn(u8) -> &'static str,
    ) -> Result<String, String> {
        let [open, burnt, expired, other] = [status::OPEN, status::BURNT, status::EXPIRED, status::OTHER].map(name);
        if let Some(constant) = self.tables.constant {
            return Ok(name(constant).to_owned());
        }
        let Some(column) = self.column(table, "x", "transaction_status") else {
            let burn = burn.as_ref().ok_or("neither a status nor a date says which coupons are burnt")?;
            let expired =
                expiry.as_ref().map(|expiry| format!(" WHEN {expiry} < {{as_of}} THEN {expired}")).unwrap_or_default();
            return Ok(format!("CASE WHEN {burn} IS NOT NULL THEN {burnt}{expired} ELSE {open} END"));
        };
        Ok(self
            .by_words(&column, other, name)
            .map_or_else(|| other.to_owned(), |cases| format!("CASE {cases} ELSE {other} END")))
    }
}

/// The literal of a status.
fn word(code: u8) -> &'static str {
    match code {
        status::OPEN => "'open'",
        status::BURNT => "'burnt'",
        status::EXPIRED => "'expired'",
        _ => "'other'",
    }
}
