//! Coupons as events: `t (customer, day, status, burn_day, expiry_day, branch, coupon, amount, hour, no_customer, no_branch, event)`. `no_customer`
//! and `no_branch` are 1 where the event has no key; `event` is its id, null without one.

use super::{Keys, Writer, select};
use crate::data::{DatabaseTable, status};

impl Writer<'_> {
    /// `t`: the coupons.
    pub(super) fn claims(&self) -> Result<String, String> {
        let table = self.of_events()?;
        let date = |name: &str| self.date(table, "x", name);
        let (day, burn_day, expiry_day) = (date("transaction_date")?, date("burn_date")?, date("expiry_date")?);
        let status = self.status(table, burn_day.as_ref(), expiry_day.as_ref())?;
        let Keys { customer, no_customer, branch, no_branch, joins } = self.keys(table, "x")?;
        let coupon = self.column(table, "x", "coupon_name").map(|name| self.dialect.word(&name));
        let amount = self.number(table, "x", "amount")?;
        let columns = [
            (customer, "customer"),
            (day.unwrap_or_else(|| self.no_date()), "day"),
            (status, "status"),
            (burn_day.unwrap_or_else(|| self.no_date()), "burn_day"),
            (expiry_day.unwrap_or_else(|| self.no_date()), "expiry_day"),
            (branch, "branch"),
            (coupon.unwrap_or_else(|| self.no_text()), "coupon"),
            (amount.unwrap_or_else(|| self.dialect.as_double("NULL")), "amount"),
            (self.hour(self.column(table, "x", "transaction_date").as_deref()), "hour"),
            (no_customer, "no_customer"),
            (no_branch, "no_branch"),
            (self.key(table, "x", "transaction_id").unwrap_or_else(|| self.no_text()), "event"),
        ];
        let from = self.from(table, "x");
        Ok(format!("t{} AS (\n  {}\n  FROM {from}{joins}\n)", self.suffix, select(&columns)))
    }

    /// The status of a row: by its word, otherwise by its dates.
    fn status(&self, table: &DatabaseTable, burn: Option<&String>, expiry: Option<&String>) -> Result<String, String> {
        let name = |code: u8| match code {
            status::OPEN => "'open'",
            status::BURNT => "'burnt'",
            status::EXPIRED => "'expired'",
            _ => "'other'",
        };
        if let Some(constant) = self.tables.constant {
            return Ok(name(constant).to_owned());
        }
        let Some(column) = self.column(table, "x", "transaction_status") else {
            let burn = burn.ok_or("neither a status nor a date says which coupons are burnt")?;
            let expired = expiry.map(|expiry| format!(" WHEN {expiry} < {{as_of}} THEN 'expired'")).unwrap_or_default();
            return Ok(format!("CASE WHEN {burn} IS NOT NULL THEN 'burnt'{expired} ELSE 'open' END"));
        };
        Ok(self
            .by_words(&column, name)
            .map_or_else(|| "'other'".to_owned(), |cases| format!("CASE {cases} ELSE 'other' END")))
    }
}
