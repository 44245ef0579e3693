//! What each customer buys and when: the data for the habits of segments.

use std::iter;

use serde::Serialize;
use strum::Display;

use super::columns::{MeasureError, each};
use super::coupons::are_names;
use super::key_pairs::{Pair, sorted};
use super::names::name;
use super::passes::Passes;
use super::weekday::weekday;
use crate::data::{Dimension, Kind, Table, status};

/// Most kinds of an item: those that most customers have.
const MOST_ITEMS: usize = 10_000;
const _: () = assert!(MOST_ITEMS <= u16::MAX as usize);
/// Most events of a customer that are counted on a weekday or in a part of the day: what a small integer of a database can say.
pub const MOST_EVENTS: u16 = i16::MAX as u16;
/// Hours in a part of the day.
pub const PART: usize = 3;

/// What the items of a basket are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, Serialize)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Item {
    Product,
    Coupon,
    Merchant,
}

/// Which customers have bought, or burnt, which items.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Basket {
    /// What the items are; none of an empty basket.
    pub item: Option<Item>,
    /// Their names.
    pub names: Vec<String>,
    /// The items of each customer, each once, ascending, one customer after the other.
    pub(crate) items: Vec<u16>,
    /// Where the items of each customer end.
    pub(crate) ends: Vec<u32>,
    /// How often each customer bought: the number of items of all orders, those that are not in [`Basket::names`] among them.
    pub bought: Vec<u32>,
    /// How many different items each customer bought.
    pub different: Vec<u32>,
}

impl Basket {
    /// Each customer with each item once, as (customer, item), ascending.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, u32)> {
        let mut from = 0;
        (0..).zip(&self.ends).flat_map(move |(customer, to)| {
            let own = &self.items[from as usize..*to as usize];
            from = *to;
            own.iter().map(move |item| (customer, u32::from(*item)))
        })
    }

    /// Adds a customer after the others, who has these items, ascending.
    pub(crate) fn push(&mut self, items: impl Iterator<Item = u16>) {
        self.items.extend(items);
        self.ends.push(self.items.len() as u32);
    }
}

/// Events of each customer by weekday, or by part of the day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Times {
    /// How many weekdays or parts there are; 0 if they are not known.
    pub slots: usize,
    /// The counts of each customer, one after the other.
    pub counts: Vec<u16>,
}

impl Times {
    /// The counts of a customer.
    pub fn of(&self, customer: usize) -> &[u16] {
        self.counts.get(customer * self.slots..(customer + 1) * self.slots).unwrap_or_default()
    }

    pub(super) fn new(slots: usize, customers: usize) -> Self {
        Self { slots, counts: vec![0; slots * customers] }
    }

    fn add(&mut self, customer: u32, slot: usize) {
        if let Some(count) = self.counts.get_mut(customer as usize * self.slots + slot) {
            *count = count.saturating_add(1).min(MOST_EVENTS);
        }
    }
}

/// What each customer buys and when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Habits {
    /// Products of orders; of coupons their names and merchants, of those that were burnt.
    pub baskets: Vec<Basket>,
    /// Orders, or claims, by weekday, Monday first.
    pub weekdays: Times,
    /// The same by part of the day, each [`PART`] hours long.
    pub parts: Times,
    /// The median of the days between two successive days with an order or claim; `NaN` for customers with one such day.
    pub gaps: Vec<f64>,
}

impl Passes<'_> {
    /// The habits of all customers. In SQL: number of rows by weekday and by part of the day, `GROUP BY customer`, and
    /// number of rows `GROUP BY customer, item`.
    pub fn habits(&self) -> Result<Habits, MeasureError> {
        let frame = &self.facts.transactions;
        if frame.width() == 0 {
            return Ok(Habits::default());
        }
        let customers = self.facts.customer_ids.len();
        let (of, days) = (&self.rows.customer, &self.rows.day);
        let hours = frame.column("hour").ok().map(|column| column.u8()).transpose()?;
        let times = || {
            let mut weekdays = Times::new(7, customers);
            for (customer, day) in each(of).zip(each(days)) {
                if let Some((customer, day)) = customer.zip(day) {
                    weekdays.add(customer, weekday(day));
                }
            }
            let mut parts = Times::new(if hours.is_some() { 24 / PART } else { 0 }, customers);
            for (customer, hour) in each(of).zip(hours.into_iter().flat_map(each)) {
                if let Some((customer, hour)) = customer.zip(hour) {
                    parts.add(customer, usize::from(hour) / PART);
                }
            }
            (weekdays, parts)
        };
        let (baskets, ((weekdays, parts), gaps)) =
            rayon::join(|| self.baskets(), || rayon::join(times, || self.median_gaps()));
        Ok(Habits { baskets: baskets?, weekdays, parts, gaps })
    }

    fn baskets(&self) -> Result<Vec<Basket>, MeasureError> {
        let facts = self.facts;
        let customers = facts.customer_ids.len();
        let of = &self.rows.customer;
        let mut baskets = Vec::new();
        if let Some(loaded) = facts.purchases.as_ref().filter(|loaded| loaded.lines_of_products.width() > 0) {
            baskets.push(basket(Item::Product, &loaded.products, &self.buyers, customers));
        } else if facts.kind == Kind::Coupons {
            let are_names = are_names(&facts.coupons, facts.rows(Table::Transactions));
            if let Some(codes) = facts.transactions.column("coupon").ok().filter(|_| are_names) {
                let burnt = self.rows.statuses().map(|code| code == status::BURNT);
                let rows = each(of).zip(each(codes.u32()?)).zip(burnt).filter(|(_, is_burnt)| *is_burnt);
                let bought = rows.filter_map(|((customer, coupon), _)| Some((customer?, coupon?)));
                baskets.push(basket(Item::Coupon, &facts.coupons, &pairs(&facts.coupons, bought), customers));
            }
            let used = pairs(&facts.merchants, self.merchants_used());
            baskets.push(basket(Item::Merchant, &facts.merchants, &used, customers));
        }
        baskets.retain(|basket| basket.names.len() > 1);
        Ok(baskets)
    }
}

/// (customer, item) pairs, ascending, of the items with a name.
fn pairs(names: &Dimension, bought: impl Iterator<Item = (u32, u32)>) -> Vec<Pair> {
    sorted(bought.filter(|(_, item)| (*item as usize) < names.len()))
}

/// The basket of (customer, item) pairs, ascending, of a customer and an item one for each time that it was bought.
pub(super) fn basket(item: Item, names: &Dimension, pairs: &[Pair], customers: usize) -> Basket {
    let mut bought = vec![0; customers];
    for pair in pairs {
        if let Some(bought) = bought.get_mut(pair.key() as usize) {
            *bought += 1;
        }
    }
    basket_of(item, names, pairs.chunk_by(|a, b| a == b).map(|same| same[0]), bought)
}

/// The basket of (customer, item) pairs, ascending, each once, and of how often each customer bought an item.
pub(super) fn basket_of(
    item: Item,
    names: &Dimension,
    pairs: impl Iterator<Item = Pair> + Clone,
    bought: Vec<u32>,
) -> Basket {
    let customers = bought.len();
    let mut different = vec![0; customers];
    let mut buyers = vec![0_u32; names.len()];
    for pair in pairs.clone() {
        if let Some(different) = different.get_mut(pair.key() as usize) {
            *different += 1;
        }
        buyers[pair.value() as usize] += 1;
    }
    let mut codes: Vec<usize> = (0..names.len()).filter(|code| buyers[*code] > 0).collect();
    codes.sort_by_key(|code| std::cmp::Reverse(buyers[*code]));
    codes.truncate(MOST_ITEMS);
    codes.sort_unstable();
    let mut place = vec![None; names.len()];
    (0..).zip(&codes).for_each(|(at, code): (u16, &usize)| place[*code] = Some(at));
    let names = codes.into_iter().map(|code| name(names, code)).collect();
    let mut basket = Basket { item: Some(item), names, bought, different, ..Basket::default() };
    basket.items.reserve_exact(basket.different.iter().sum::<u32>() as usize);
    basket.ends.reserve_exact(customers);
    let mut rest = pairs.peekable();
    for customer in 0..customers as u32 {
        let own = iter::from_fn(|| rest.next_if(|pair| pair.key() == customer));
        basket.push(own.filter_map(|pair| place[pair.value() as usize]));
    }
    basket
}
