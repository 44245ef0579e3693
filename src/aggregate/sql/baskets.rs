//! What each customer of a database burns or orders.

use super::codes::Codes;
use super::error::EngineError;
use super::tables::SqlTables;
use super::texts::{self, Text};
use crate::aggregate::coupons::are_names;
use crate::aggregate::habits::{Basket, Item, basket};
use crate::aggregate::key_pairs::sorted;
use crate::data::{Dimension, Kind, Table};

impl SqlTables<'_> {
    /// The products of orders; of coupons their names and merchants, of those that were burnt. Baskets of one item tell nothing.
    pub(super) fn baskets(&self) -> Result<Vec<Basket>, EngineError> {
        let facts = self.asking.facts;
        let mut baskets = Vec::new();
        if let Some(loaded) = &facts.purchases {
            baskets.push(self.basket(
                texts::CUSTOMER_PRODUCTS,
                ("product", Item::Product, "orders"),
                &loaded.products,
            )?);
        } else if facts.kind == Kind::Coupons {
            if are_names(&facts.coupons, facts.rows(Table::Transactions)) {
                baskets.push(self.basket(texts::COUPON_BASKETS, ("coupon", Item::Coupon, "n"), &facts.coupons)?);
            }
            baskets.push(self.basket(texts::MERCHANT_BASKETS, ("merchant", Item::Merchant, "n"), &facts.merchants)?);
        }
        baskets.retain(|basket| basket.names.len() > 1);
        Ok(baskets)
    }

    /// The items of each customer, from a statement with a row for each customer and item, and how often.
    fn basket(
        &self,
        text: Text,
        (key, item, often): (&'static str, Item, &'static str),
        names: &Dimension,
    ) -> Result<Basket, EngineError> {
        if names.is_empty() {
            return Ok(Basket::default());
        }
        let answer = self.asking.ask(text)?;
        let (customers, items) =
            (answer.codes("customer", &self.customers)?, answer.codes(key, &Codes::of(&names.ids))?);
        let of_each = customers.into_iter().zip(items).zip(answer.counts(often)?);
        let pairs = of_each
            .filter_map(|((customer, item), times)| Some(std::iter::repeat_n((customer?, item?), times as usize)))
            .flatten();
        Ok(basket(item, names, &sorted(pairs), self.asking.facts.customer_ids.len()))
    }
}
