//! What each customer of a database burns or orders.

use super::answer::Answer;
use super::codes::Codes;
use super::error::EngineError;
use super::items::{self, COUPONS, MERCHANTS, Words};
use super::tables::SqlTables;
use super::texts::{self, Text};
use crate::aggregate::coupons::are_names;
use crate::aggregate::habits::{Basket, Item, basket, basket_of};
use crate::aggregate::key_pairs::sorted;
use crate::data::{Dimension, Kind, Table};

impl SqlTables<'_> {
    /// The products of orders; of coupons their names and merchants, of those that were burnt. Baskets of one item tell nothing.
    pub(super) fn baskets(&self) -> Result<Vec<Basket>, EngineError> {
        let facts = self.asking.facts;
        let items = &self.asking.events.items;
        let mut baskets = Vec::new();
        if let Some(loaded) = &facts.purchases {
            let columns = ("product", Item::Product, "orders");
            baskets.push(self.basket(texts::CUSTOMER_PRODUCTS, columns, &loaded.products)?);
        } else if facts.kind == Kind::Coupons {
            if are_names(&facts.coupons, facts.rows(Table::Transactions)) {
                baskets.push(if items.coupons.is_empty() {
                    self.basket(texts::COUPON_BASKETS, ("coupon", Item::Coupon, "n"), &facts.coupons)?
                } else {
                    self.basket_of_bits(&COUPONS, Item::Coupon, &facts.coupons)?
                });
            }
            baskets.push(if items.merchants.is_empty() {
                self.basket(texts::MERCHANT_BASKETS, ("merchant", Item::Merchant, "n"), &facts.merchants)?
            } else {
                self.basket_of_bits(&MERCHANTS, Item::Merchant, &facts.merchants)?
            });
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

    /// The items of each customer, from the bits in the rows of customers.
    fn basket_of_bits(&self, words: &Words, item: Item, names: &Dimension) -> Result<Basket, EngineError> {
        let answer = self.asking.ask(texts::CUSTOMER_EVENTS)?;
        let customers = answer.codes("customer", &self.customers)?;
        let mut bought = vec![0; self.asking.facts.customer_ids.len()];
        for (customer, count) in customers.iter().zip(answer.counts(words.count)?) {
            if let Some(bought) = customer.and_then(|customer| bought.get_mut(customer as usize)) {
                *bought = u32::try_from(count).unwrap_or(u32::MAX);
            }
        }
        let mut pairs = Vec::new();
        for (place, numbers) in items::numbers(&answer, words, names.len())?.iter().enumerate() {
            for (customer, bits) in customers.iter().zip(numbers) {
                if let Some((customer, bits)) = customer.zip(*bits) {
                    pairs.extend(items::codes(place, bits).map(|code| (customer, code)));
                }
            }
        }
        Ok(basket_of(item, names, sorted(pairs.into_iter()).into_iter(), bought))
    }

    /// The number of merchants of each row of customers.
    pub(super) fn merchants_of_rows(&self, answer: &Answer) -> Result<Vec<u64>, EngineError> {
        let merchants = self.asking.events.items.merchants.len();
        if merchants == 0 {
            return Ok(answer.counts("merchants")?);
        }
        let numbers = items::numbers(answer, &MERCHANTS, merchants)?;
        let of_row = |row: usize| numbers.iter().map(|own| u64::from(own[row].unwrap_or(0).count_ones())).sum();
        Ok((0..numbers.first().map_or(0, Vec::len)).map(of_row).collect())
    }
}
