//! Where the tables of measures come from: passes over rows, or statements to a database that has the rows.

use super::amount_sums::AmountSums;
use super::behaviour::Behaviour;
use super::columns::MeasureError;
use super::coupon_orders::{CouponOrders, coupon_orders};
use super::customer_orders::CustomerOrders;
use super::customer_places::CustomerPlaces;
use super::customers::Customers;
use super::daily::Daily;
use super::everyone::Everyone;
use super::habits::Habits;
use super::months::Calendar;
use super::order_sizes::{OrderSizes, order_sizes};
use super::passes::Passes;
use super::places::Places;
use super::products::{ByProduct, MonthSales, OrdersWith};
use crate::data::Facts;

/// The tables of one data set.
pub(crate) trait Tables: Sync {
    /// What is known without rows: customers, places, names, dates.
    fn facts(&self) -> &Facts;
    /// Makes the tables of the Overview side by side, where an engine makes them.
    fn begin(&self) {}
    /// The events of each customer.
    fn customers(&self) -> Result<Customers, MeasureError>;
    /// What is counted of all customers, where [`Tables::customers`] are those of a sample.
    fn everyone(&self) -> Result<Option<Everyone>, MeasureError> {
        Ok(None)
    }
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
    fn customer_orders(&self) -> Result<CustomerOrders, MeasureError>;
    /// What each customer buys and when.
    fn habits(&self) -> Result<Habits, MeasureError>;
    /// Orders and returns by product; none without a column of products.
    fn products(&self) -> Result<Option<ByProduct>, MeasureError>;
    /// The sales of each of the top products by month.
    fn products_by_month(&self, top: &[usize], calendar: &Calendar) -> Result<Vec<Vec<MonthSales>>, MeasureError>;
    /// Orders with one of some products or more: those below the listed ones.
    fn orders_with(&self, products: &[usize]) -> Result<OrdersWith, MeasureError>;
    /// Orders by coupon; none without a column of coupons, and of other kinds.
    fn coupon_orders(&self) -> Result<Option<CouponOrders>, MeasureError>;
    /// The sizes of orders; in no order.
    fn order_sizes(&self) -> Result<OrderSizes, MeasureError>;
}

impl Tables for Passes<'_> {
    fn facts(&self) -> &Facts {
        self.facts
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

    fn customer_orders(&self) -> Result<CustomerOrders, MeasureError> {
        Ok(Passes::customer_orders(self))
    }

    fn habits(&self) -> Result<Habits, MeasureError> {
        Passes::habits(self)
    }

    fn products(&self) -> Result<Option<ByProduct>, MeasureError> {
        Passes::products(self)
    }

    fn products_by_month(&self, top: &[usize], calendar: &Calendar) -> Result<Vec<Vec<MonthSales>>, MeasureError> {
        Passes::products_by_month(self, top, calendar)
    }

    fn orders_with(&self, products: &[usize]) -> Result<OrdersWith, MeasureError> {
        Ok(Passes::orders_with(self, products))
    }

    fn coupon_orders(&self) -> Result<Option<CouponOrders>, MeasureError> {
        coupon_orders(self.facts)
    }

    fn order_sizes(&self) -> Result<OrderSizes, MeasureError> {
        order_sizes(self.facts)
    }
}
