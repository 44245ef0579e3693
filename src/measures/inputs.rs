//! The inputs of customer features, taken from the tables once.

use crate::aggregate::{
    Attributes, Counts, CustomerOrders, CustomerPlaces, Customers, MeasureError, Tables, customer_codes,
    has_transactions, name,
};
use crate::data::{Dimension, Facts, Kind};

/// The inputs of customer features.
pub(super) struct Inputs<'a> {
    pub facts: &'a Facts,
    pub has_transactions: bool,
    /// What the customers table says of each customer.
    pub attributes: Attributes<'a>,
    /// The claims or orders of each customer.
    pub events: &'a Customers,
    /// The day each customer joined, or that of the first claim if unknown.
    pub joined: Vec<Option<i32>>,
    /// Where each customer burnt or ordered.
    pub places: CustomerPlaces,
    /// What each customer ordered; none for other kinds.
    pub orders: Option<CustomerOrders>,
    pub gender: Vec<Option<u32>>,
    pub gender_names: Vec<String>,
    pub city: Vec<Option<u32>>,
    pub city_names: Vec<String>,
}

impl<'a> Inputs<'a> {
    pub fn new(tables: &'a dyn Tables, events: &'a Customers) -> Result<Self, MeasureError> {
        let facts = tables.facts();
        let attributes = Attributes::of(facts);
        let names = |dimension: &Dimension| (0..dimension.len()).map(|i| name(dimension, i)).collect();
        let (places, orders) = rayon::join(
            || tables.customer_places(),
            || (facts.kind == Kind::Purchases).then(|| tables.customer_orders()).transpose(),
        );
        Ok(Self {
            facts,
            has_transactions: has_transactions(facts),
            joined: joined(&attributes, events)?,
            attributes,
            events,
            places: places?,
            orders: orders?,
            gender: customer_codes(facts, "gender")?,
            gender_names: names(&facts.genders),
            city: customer_codes(facts, "city")?,
            city_names: names(&facts.cities),
        })
    }

    /// Number of customers.
    pub fn customers(&self) -> usize {
        self.facts.customer_ids.len()
    }

    /// A count of each customer's claims.
    pub fn counts(&self, of: fn(&Counts) -> u32) -> Vec<f64> {
        self.each(|counts| f64::from(of(counts)))
    }

    /// A value of each customer's claims.
    pub fn each(&self, of: impl Fn(&Counts) -> f64) -> Vec<f64> {
        self.events.counts.keyed.iter().map(of).collect()
    }

    /// The number of days on which each customer claimed or ordered; none where no known customer did.
    pub fn active_days(&self) -> Option<Vec<f64>> {
        let days = &self.events.days;
        days.iter().any(|days| days.distinct > 0).then(|| days.iter().map(|days| f64::from(days.distinct)).collect())
    }

    /// Days from the last claim or order of each customer to the as-of date.
    pub fn recency(&self) -> Vec<f64> {
        days_before(self.facts.as_of, self.events.days.iter().map(|days| days.last))
    }

    /// A value of what each customer ordered; missing for other kinds.
    pub fn of_orders(&self, of: fn(&CustomerOrders) -> &[f64]) -> Vec<f64> {
        self.orders.as_ref().map_or_else(|| vec![f64::NAN; self.customers()], |orders| of(orders).to_vec())
    }

    /// The share of each customer's orders that have a coupon.
    pub fn coupon_ratios(&self) -> Vec<f64> {
        let with_coupon = self.orders.iter().flat_map(|orders| &orders.with_coupon);
        let share =
            |(part, all): (&u64, &Counts)| if all.all > 0 { *part as f64 / f64::from(all.all) } else { f64::NAN };
        with_coupon.zip(&self.events.counts.keyed).map(share).collect()
    }
}

/// The day each customer joined, or that of the first claim if unknown.
pub(super) fn joined(attributes: &Attributes<'_>, events: &Customers) -> Result<Vec<Option<i32>>, MeasureError> {
    let first = events.days.iter().map(|days| days.first);
    Ok(match attributes.join_days()? {
        Some(joined) => joined.into_iter().zip(first).map(|(joined, first)| joined.or(first)).collect(),
        None => first.collect(),
    })
}

/// The days from each of some days to the as-of date.
pub(super) fn days_before(as_of: Option<i32>, days: impl Iterator<Item = Option<i32>>) -> Vec<f64> {
    let days_since =
        |day: Option<i32>| as_of.zip(day).map_or(f64::NAN, |(as_of, day)| f64::from(as_of) - f64::from(day));
    days.map(days_since).collect()
}
