//! An order, combined from its rows.

use super::amounts::Amounts;
use crate::data::days::NO_DAY;
use crate::data::frames;
use crate::data::hours::NO_HOUR;
use crate::data::order_totals::OrderTotals;
use crate::data::status;
use crate::data::tables::{Lines, NO_CODE, Transactions};

/// A total that is closer to 0 than this share of the sum is 0: sums of decimal fractions are not exact.
const ROUNDING: f64 = 1e-12;

/// An order with the values of its rows. There are millions, so it is compact.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Its place among all orders.
    pub number: u32,
    pub customer: u32,
    pub branch: u32,
    pub coupon: u32,
    pub day: i32,
    pub hour: u8,
    pub status: u8,
    pub with_coupon: bool,
    /// Whether returns exceed sales.
    pub is_return: bool,
    /// Its total, `NaN` if no row has an amount.
    pub amount: f64,
    /// Its pieces, `NaN` if no row has a quantity.
    pub pieces: f64,
}

impl Order {
    /// The order of a number, with these rows.
    pub fn of(
        number: u32,
        own: impl Iterator<Item = usize> + Clone,
        rows: &Transactions,
        lines: &Lines,
        amounts: &Amounts,
    ) -> Self {
        let mut order = Self::described(number, own.clone(), rows, lines);
        order.add_up(own, &rows.status, lines, amounts);
        order
    }

    /// The order with all but its amounts.
    fn described(number: u32, own: impl Iterator<Item = usize>, rows: &Transactions, lines: &Lines) -> Self {
        let mut order = Self {
            number,
            customer: NO_CODE,
            branch: NO_CODE,
            coupon: NO_CODE,
            day: NO_DAY,
            hour: NO_HOUR,
            status: status::NONE,
            with_coupon: false,
            is_return: false,
            amount: f64::NAN,
            pieces: f64::NAN,
        };
        let first = |known: &mut u32, code: u32| {
            if *known == NO_CODE {
                *known = code;
            }
        };
        for row in own {
            first(&mut order.customer, rows.customer_codes[row]);
            first(&mut order.branch, rows.branch_codes[row]);
            first(&mut order.coupon, rows.coupons.as_ref().map_or(NO_CODE, |(codes, _)| codes[row]));
            order.with_coupon |= lines.with_coupon.as_ref().is_some_and(|with| with[row]);
            let day = rows.days[row];
            let hour = rows.hours.as_ref().map_or(NO_HOUR, |hours| hours[row]);
            if day != NO_DAY && (order.day == NO_DAY || day < order.day) {
                (order.day, order.hour) = (day, hour);
            } else if day != NO_DAY && day == order.day {
                order.hour = order.hour.min(hour);
            }
            let status = rows.status[row];
            if order.status == status::NONE || status == status::COMPLETED {
                order.status = status;
            }
        }
        if order.status == status::NONE {
            order.status = status::COMPLETED;
        }
        order
    }

    /// Adds the amounts of its rows.
    fn add_up(&mut self, own: impl Iterator<Item = usize>, status: &[u8], lines: &Lines, amounts: &Amounts) {
        let (mut total, mut size, mut is_priced) = (0.0, 0.0, false);
        for row in own {
            let amount = amounts.of_order(row);
            if !self.counts(status[row], amount) {
                continue;
            }
            if !amount.is_nan() {
                total += amount;
                size += amount.abs();
                is_priced = true;
            }
            let quantity = lines.quantity(row);
            if !quantity.is_nan() {
                self.pieces = or_zero(self.pieces) + quantity;
            }
        }
        if is_priced {
            self.amount = total;
            self.is_return = total < -ROUNDING * size;
        }
    }

    /// Whether it counts as an order.
    pub fn is_completed(&self) -> bool {
        self.status == status::COMPLETED && !self.is_return
    }

    /// Whether a row with this status and amount is in the total.
    pub fn counts(&self, row: u8, amount: f64) -> bool {
        match row {
            status::NONE | status::COMPLETED => true,
            status::RETURNED => self.status != status::COMPLETED || amount < 0.0,
            _ => self.status != status::COMPLETED,
        }
    }

    /// What it adds to the totals of all orders; `lines` are its rows.
    pub fn totals(&self, lines: u32) -> OrderTotals {
        let status = match self.status {
            _ if self.is_return => 1,
            status::COMPLETED => 0,
            status::RETURNED => 1,
            status::CANCELLED => 2,
            status::PENDING => 3,
            _ => 4,
        };
        OrderTotals {
            customer: frames::code(self.customer),
            day: (self.day != NO_DAY).then_some(self.day),
            status,
            lines,
            with_coupon: self.with_coupon,
            items: or_zero(self.pieces),
            amount: if self.is_return || self.is_completed() { or_zero(self.amount) } else { 0.0 },
        }
    }
}

fn or_zero(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value }
}
