//! Where the tables of measures come from: passes over rows, or statements to a database that has the rows.

use super::amount_sums::AmountSums;
use super::behaviour::Behaviour;
use super::columns::MeasureError;
use super::customer_orders::CustomerOrders;
use super::customer_places::CustomerPlaces;
use super::customers::Customers;
use super::daily::Daily;
use super::habits::Habits;
use super::passes::Passes;
use super::places::Places;
use crate::data::Facts;

/// The tables of one data set.
pub(crate) trait Tables: Sync {
    /// What is known without rows: customers, places, names, dates.
    fn facts(&self) -> &Facts;
    /// The rows, where they are here.
    fn passes(&self) -> Option<&Passes<'_>>;
    /// The events of each customer.
    fn customers(&self) -> Result<Customers, MeasureError>;
    /// The events by day.
    fn daily(&self) -> Result<Daily, MeasureError>;
    /// The events by place.
    fn places(&self) -> Result<Places, MeasureError>;
    /// Sums of amounts.
    fn amount_sums(&self) -> Result<AmountSums, MeasureError>;
    /// When customers return.
    fn behaviour(&self) -> Result<Behaviour, MeasureError>;
    /// The places that each customer used.
    fn customer_places(&self) -> Result<CustomerPlaces, MeasureError>;
    /// What each customer ordered.
    fn customer_orders(&self) -> CustomerOrders;
    /// What each customer buys and when.
    fn habits(&self) -> Result<Habits, MeasureError>;
}

impl Tables for Passes<'_> {
    fn facts(&self) -> &Facts {
        self.facts
    }

    fn passes(&self) -> Option<&Passes<'_>> {
        Some(self)
    }

    fn customers(&self) -> Result<Customers, MeasureError> {
        Passes::customers(self)
    }

    fn daily(&self) -> Result<Daily, MeasureError> {
        Passes::daily(self)
    }

    fn places(&self) -> Result<Places, MeasureError> {
        Passes::places(self)
    }

    fn amount_sums(&self) -> Result<AmountSums, MeasureError> {
        Passes::amount_sums(self)
    }

    fn behaviour(&self) -> Result<Behaviour, MeasureError> {
        Passes::behaviour(self)
    }

    fn customer_places(&self) -> Result<CustomerPlaces, MeasureError> {
        Ok(Passes::customer_places(self))
    }

    fn customer_orders(&self) -> CustomerOrders {
        Passes::customer_orders(self)
    }

    fn habits(&self) -> Result<Habits, MeasureError> {
        Passes::habits(self)
    }
}
