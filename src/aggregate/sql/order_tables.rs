//! What is asked about purchases: the totals of orders, and the tables of measures.

use super::asking::Asking;
use super::codes::Codes;
use super::error::EngineError;
use super::purchases::{self, Statuses};
use super::tables::SqlTables;
use super::texts::{self, Text};
use crate::aggregate::buyers::Buyers;
use crate::aggregate::coupon_orders::CouponOrders;
use crate::aggregate::coupons::are_names;
use crate::aggregate::customer_orders::CustomerOrders;
use crate::aggregate::daily::Daily;
use crate::aggregate::months::Calendar;
use crate::aggregate::order_sizes::OrderSizes;
use crate::aggregate::places::BuyersAtPlaces;
use crate::aggregate::products::{ByProduct, MonthSales, OrdersWith};
use crate::aggregate::revenue::Amount;
use crate::aggregate::sum::Sums;
use crate::data::{EventsInDatabase, Facts, Kind, Purchases};
use crate::progress::Progress;

/// The facts of purchases with the totals of their orders; those of other kinds as they are.
///
/// # Errors
/// Rows that make orders in a way that statements do not have, with a remedy; and what the engine says.
pub fn with_purchases(facts: Facts, progress: &Progress) -> Result<Facts, EngineError> {
    if facts.kind != Kind::Purchases {
        return Ok(facts);
    }
    let Some(asking) = Asking::of(&facts, progress) else { return Ok(facts) };
    let refused = |why: &str| Err(EngineError::Statements(why.to_owned()));
    if asking.tables().events_have("amount") {
        let votes = purchases::votes(&asking.ask(texts::ORDER_SHAPES)?)?;
        if votes.are_of_orders(asking.tables().events_have("unit_price")) {
            return refused("amounts are totals of orders with several rows. Make a view with one row per order");
        }
    }
    let answer = asking.ask(texts::ORDER_STATUSES)?;
    let Statuses { totals, without_number } = statuses(&asking)?;
    if without_number > 0 {
        let why = format!("{without_number} rows have no order number. Make a view in which each row has one");
        return refused(&why);
    }
    // An order that is not completed has a day too.
    let last = purchases::last_day(&answer)?;
    let horizon = facts.claim_horizon.max(last);
    let events = EventsInDatabase { last_known: asking.events.last_known.max(last), ..asking.events.like() };
    Ok(Facts { claim_horizon: horizon, database: Some(events.into()), purchases: Some(totals), ..facts.clone() })
}

/// The facts after a step with the totals of the orders that are meant; those of other kinds as they are.
///
/// # Errors
/// What the engine says.
pub fn recounted(facts: Facts, progress: &Progress) -> Result<Facts, EngineError> {
    let Some(all) = &facts.purchases else { return Ok(facts) };
    let Some(asking) = Asking::of(&facts, progress) else { return Ok(facts) };
    let totals = statuses(&asking)?.totals;
    let totals = Purchases {
        products: all.products.clone(),
        orders_with_coupon: all.orders_with_coupon,
        // Without an order, the sum is 0.
        revenue: all.revenue.map(|_| totals.revenue.unwrap_or(0.0)),
        ..totals
    };
    Ok(Facts { purchases: Some(totals), ..facts.clone() })
}

/// Which customers have an order of any status, or of some of [`Purchases::STATUSES`], and whether an unknown customer has one.
///
/// # Errors
/// What the engine says.
pub fn customers_by_status(
    facts: &Facts,
    is_wanted: &dyn Fn(usize) -> bool,
    progress: &Progress,
) -> Result<(Vec<bool>, bool), EngineError> {
    let (mut known, mut unknown) = (vec![false; facts.customer_ids.len()], false);
    let Some(asking) = Asking::of(facts, progress) else { return Ok((known, unknown)) };
    let answer = asking.ask(texts::ORDER_CUSTOMERS)?;
    let customers = answer.codes("customer", &Codes::of(&facts.customer_ids))?;
    for (customer, word) in customers.into_iter().zip(answer.words("status")?) {
        let status = Purchases::STATUSES.iter().position(|status| Some(*status) == word.as_deref());
        if status.is_some_and(is_wanted) {
            match customer.and_then(|customer| known.get_mut(customer as usize)) {
                Some(known) => *known = true,
                None => unknown = true,
            }
        }
    }
    Ok((known, unknown))
}

fn statuses(asking: &Asking<'_>) -> Result<Statuses, EngineError> {
    Ok(purchases::statuses(&asking.ask(texts::ORDER_STATUSES)?, &|column| asking.tables().events_have(column))?)
}

impl SqlTables<'_> {
    /// The purchases of the facts; none for other kinds.
    fn loaded(&self) -> Option<&Purchases> {
        self.asking.facts.purchases.as_ref()
    }

    /// The products, if there is a column of them.
    fn product_codes(&self) -> Option<Codes<'_>> {
        let loaded = self.loaded().filter(|loaded| !loaded.products.is_empty())?;
        Some(Codes::of(&loaded.products.ids))
    }

    /// Adds the orders and revenue of each day.
    pub(super) fn with_orders(&self, daily: Daily) -> Result<Daily, EngineError> {
        if self.loaded().is_none() {
            return Ok(daily);
        }
        let answer = self.asking.ask(texts::ORDERS_BY_DAY)?;
        let (revenue, orders) = purchases::by_day(&answer, self.asking.facts.has_amount)?;
        Ok(Daily { revenue, orders, ..daily })
    }

    /// Number and amounts of returns.
    pub(super) fn returns(&self) -> Result<(u64, Amount), EngineError> {
        Ok(match self.loaded() {
            Some(_) => purchases::returns(&self.asking.ask(texts::RETURNS)?)?,
            None => (0, Amount::default()),
        })
    }

    /// The revenue of customers or branches; none for other kinds, and without amounts.
    pub(super) fn revenue(
        &self,
        text: Text,
        key: &'static str,
        codes: &Codes<'_>,
    ) -> Result<Option<Sums>, EngineError> {
        if self.loaded().is_none() || !self.asking.facts.has_amount {
            return Ok(None);
        }
        let answer = self.asking.ask(text)?;
        Ok(Some(purchases::revenue(&answer, &answer.codes(key, codes)?, codes.len())?))
    }

    /// Who ordered at branches and merchants; none for other kinds.
    pub(super) fn buyers_at(
        &self,
        branches: &Codes<'_>,
        merchants: &Codes<'_>,
    ) -> Result<Option<BuyersAtPlaces>, EngineError> {
        let of = |text: Text, key, codes: &Codes<'_>| -> Result<Vec<Buyers>, EngineError> {
            let answer = self.asking.ask(text)?;
            Ok(purchases::buyers(&answer, &answer.codes(key, codes)?, codes.len())?)
        };
        if self.loaded().is_none() {
            return Ok(None);
        }
        Ok(Some(BuyersAtPlaces {
            branches: of(texts::BRANCH_BUYERS, "branch", branches)?,
            merchants: of(texts::MERCHANT_BUYERS, "merchant", merchants)?,
        }))
    }

    /// What each customer ordered and sent back.
    pub(super) fn orders_of_customers(&self, median_gaps: Vec<f64>) -> Result<CustomerOrders, EngineError> {
        let customers = self.asking.facts.customer_ids.len();
        let has_items = self.loaded().is_some_and(|loaded| loaded.items.is_some() && !loaded.products.is_empty());
        let mut orders = CustomerOrders {
            returns: vec![0.0; customers],
            items: vec![if has_items { 0.0 } else { f64::NAN }; customers],
            products: vec![0.0; customers],
            with_coupon: vec![0; customers],
            median_gaps,
        };
        let answer = self.asking.ask(texts::CUSTOMER_ORDERS)?;
        let (returns, items) = (answer.counts("returns")?, answer.numbers("items")?);
        let (products, with_coupon) = (answer.counts("products")?, answer.counts("with_coupon")?);
        for (row, key) in answer.codes("customer", &self.customers)?.into_iter().enumerate() {
            let Some(customer) = key.map(|key| key as usize) else { continue };
            orders.returns[customer] = returns[row] as f64;
            orders.products[customer] = products[row] as f64;
            orders.with_coupon[customer] = with_coupon[row];
            if has_items {
                orders.items[customer] = items[row].unwrap_or(0.0);
            }
        }
        Ok(orders)
    }

    pub(super) fn product_table(&self) -> Result<Option<ByProduct>, EngineError> {
        let Some(codes) = self.product_codes() else { return Ok(None) };
        let answer = self.asking.ask(texts::PRODUCTS)?;
        let keys = answer.codes("product", &codes)?;
        Ok(Some(purchases::by_product(&answer, &keys, codes.len(), self.asking.facts.has_amount)?))
    }

    pub(super) fn months_of_products(
        &self,
        top: &[usize],
        calendar: &Calendar,
    ) -> Result<Vec<Vec<MonthSales>>, EngineError> {
        let Some(codes) = self.product_codes() else { return Ok(Vec::new()) };
        let answer = self.asking.ask(texts::PRODUCT_MONTHS)?;
        Ok(purchases::by_month(&answer, &answer.codes("product", &codes)?, top, calendar)?)
    }

    pub(super) fn orders_with_others(&self) -> Result<OrdersWith, EngineError> {
        Ok(purchases::with_others(&self.asking.ask(texts::PRODUCT_OTHERS)?)?)
    }

    pub(super) fn orders_by_coupon(&self) -> Result<Option<CouponOrders>, EngineError> {
        let facts = self.asking.facts;
        let Some(all) = self.loaded().and_then(|loaded| loaded.orders_with_coupon) else { return Ok(None) };
        let answer = self.asking.ask(texts::ORDER_COUPONS)?;
        let named = if are_names(&facts.coupons, all) { facts.coupons.len() } else { 0 };
        let keys = answer.codes("coupon", &Codes::of(&facts.coupons.ids))?;
        let effect = facts.has_amount.then(|| self.asking.ask(texts::COUPON_EFFECT)).transpose()?;
        Ok(Some(purchases::by_coupon(&answer, &keys, named, effect.as_ref())?))
    }

    pub(super) fn sizes_of_orders(&self) -> Result<OrderSizes, EngineError> {
        let Some(loaded) = self.loaded() else { return Ok(OrderSizes::default()) };
        let answer = self.asking.ask(texts::ORDER_SIZES)?;
        Ok(purchases::sizes(&answer, self.asking.facts.has_amount, loaded.items.is_some())?)
    }
}
