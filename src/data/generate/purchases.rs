//! Generated order lines and customers of a shop. Lines are written a span of days at a time, so that any number of them
//! needs little memory.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate, Weekday};

use super::dice::{Dice, FIRST_DAY, GenerateOptions, LAST_DAY, sums};
use super::goods::{self, Goods};
use super::rows::Rows;
use super::shoppers::{CHANNELS, CITIES, HABITS, Shopper, shoppers};
use crate::data::days::format_day;

/// Lines of a span, about.
const LINES_OF_SPAN: usize = 300_000;
/// One order in this number is followed by a return of its first product.
const RETURNS: u64 = 22;
/// Days from an order to its return, at most.
const LONGEST_RETURN: i32 = 20;
/// Orders of this number of last days may be pending.
const PENDING_DAYS: i32 = 3;
const CODES: [&str; 4] = ["WELCOME10", "SPRING15", "SALE20", "FREESHIP"];
/// Discounts of the codes in percent.
const DISCOUNTS: [u64; 4] = [10, 15, 20, 0];
/// Shops, and how often they are chosen.
const STORES: [(&str, u64); 5] =
    [("Online", 62), ("Berlin Mitte", 14), ("Madrid Sol", 11), ("Paris Marais", 8), ("Vienna Ring", 5)];

/// Passes the tables to `table`: file, header and rows.
pub fn write<E>(
    options: &GenerateOptions,
    mut table: impl FnMut(&'static str, &str, Rows<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let shoppers = shoppers(options);
    table("customers.csv", "customer_id,join_date,gender,city,channel,age", &|file| customers(file, &shoppers))?;
    let header = "order_id,order_date,customer_id,status,coupon_code,store,product,category,quantity,unit_price";
    table("orders.csv", header, &|file| Shop::new(options).lines(file, &shoppers))
}

fn customers(file: &mut dyn Write, shoppers: &[Shopper]) -> io::Result<()> {
    shoppers.iter().enumerate().try_for_each(|(i, shopper)| {
        let gender = shopper.is_woman.map_or("", |is| if is { "female" } else { "male" });
        let (city, channel) = (CITIES[usize::from(shopper.city)].0, CHANNELS[usize::from(shopper.channel)].0);
        let age = shopper.age.map_or_else(String::new, |age| age.to_string());
        writeln!(file, "{},{},{gender},{city},{channel},{age}", i + 1, format_day(shopper.first))
    })
}

/// An order, whose lines follow from its seed.
#[derive(Clone, Copy)]
struct Order {
    day: i32,
    minute: u16,
    customer: u32,
    lines: u32,
    seed: u64,
    is_return: bool,
}

/// A flaw of an order.
#[derive(Clone, Copy, PartialEq)]
enum Flaw {
    NoCustomer,
    UnknownCustomer,
    UnknownStatus,
    NoDate,
    NoPrice,
    NoQuantity,
}

struct Shop {
    options: GenerateOptions,
    goods: Goods,
    calendar: Vec<u64>,
    stores: Vec<u64>,
    /// The flaws of orders, by a line of the order.
    flaws: Vec<(u64, Flaw)>,
}

impl Shop {
    fn new(options: &GenerateOptions) -> Self {
        let weight = |day: i32| match NaiveDate::from_epoch_days(day).unwrap_or_default() {
            // More from November on, and at weekends.
            date if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) => 130 + 40 * u64::from(date.month() > 10),
            date => 100 + 30 * u64::from(date.month() > 10),
        };
        let mut dice = Dice::new(options, 2);
        let most = (options.transactions as u64 / 1000).min(6);
        let kinds = [
            Flaw::NoCustomer,
            Flaw::UnknownCustomer,
            Flaw::UnknownStatus,
            Flaw::NoDate,
            Flaw::NoPrice,
            Flaw::NoQuantity,
        ];
        let mut flaws: Vec<(u64, Flaw)> = kinds
            .into_iter()
            .flat_map(|flaw| (0..most).map(move |_| flaw))
            .map(|flaw| (dice.below(options.transactions as u64), flaw))
            .collect();
        flaws.sort_by_key(|(line, _)| *line);
        Self {
            options: *options,
            goods: Goods::new(options.products),
            calendar: sums((FIRST_DAY..=LAST_DAY).map(weight)),
            stores: sums(STORES.iter().map(|(_, weight)| *weight)),
            flaws,
        }
    }

    /// Writes all lines in the order of time.
    fn lines(&self, file: &mut dyn Write, shoppers: &[Shopper]) -> io::Result<()> {
        let days = LAST_DAY - FIRST_DAY + 1;
        let spans = (self.options.transactions / LINES_OF_SPAN).clamp(1, 130) as i32;
        let (mut number, mut line) = (100_000, 0);
        let mut orders = Vec::new();
        for span in 0..spans {
            let (from, to) = (FIRST_DAY + days * span / spans, FIRST_DAY + days * (span + 1) / spans);
            orders.clear();
            for (customer, shopper) in shoppers.iter().enumerate() {
                if shopper.first < to && shopper.last + LONGEST_RETURN >= from {
                    self.orders(customer as u32, shopper, |order| {
                        if (from..to).contains(&order.day) {
                            orders.push(order);
                        }
                    });
                }
            }
            orders.sort_by_key(|order| (order.day, order.minute, order.customer));
            for order in &orders {
                number += 1;
                self.write(file, order, &shoppers[order.customer as usize], number, line)?;
                line += u64::from(order.lines);
            }
        }
        Ok(())
    }

    /// The orders and returns of a customer, the same on every call.
    fn orders(&self, customer: u32, shopper: &Shopper, mut each: impl FnMut(Order)) {
        let habit = &HABITS[usize::from(shopper.kind)];
        let mut dice = Dice::of(self.options.seed, 3, u64::from(customer));
        let mut left = shopper.lines;
        let mut n = 0;
        while left > 0 {
            let basket = if habit.basket.1 == 0 { left } else { dice.within(habit.basket.0, habit.basket.1) as u64 };
            let lines = basket.min(left).min(u64::from(u32::MAX));
            left -= lines;
            // Only the day of the first order is fixed. A fixed day of the last order would leave fewer orders in the last
            // month, because all customers would have ordered before its end.
            let day = if n == 0 { shopper.first } else { self.draw_day(&mut dice, shopper) };
            // Two of three orders are made in the usual hours.
            let usual = dice.below(3) > 0;
            let hour = if usual { dice.within(habit.hours.0, habit.hours.1) } else { dice.within(7, 22) };
            let minute = (hour * 60 + dice.within(0, 59)) as u16;
            let order = Order { day, minute, customer, lines: lines as u32, seed: n * 2, is_return: false };
            each(order);
            let back = day + 2 + dice.below(LONGEST_RETURN as u64 - 1) as i32;
            let is_back = dice.below(RETURNS) == 0;
            if is_back && left > 0 && back <= shopper.last {
                left -= 1;
                each(Order { day: back, lines: 1, seed: n * 2, is_return: true, ..order });
            }
            n += 1;
        }
    }

    /// A day of a customer, days with many orders more often.
    fn draw_day(&self, dice: &mut Dice, shopper: &Shopper) -> i32 {
        let (from, to) = ((shopper.first - FIRST_DAY) as usize, (shopper.last - FIRST_DAY) as usize);
        let before = from.checked_sub(1).map_or(0, |i| self.calendar[i]);
        let x = before + dice.below(self.calendar[to] - before);
        FIRST_DAY + self.calendar.partition_point(|s| *s <= x) as i32
    }

    /// Writes the lines of an order; `line` is the number of its first.
    fn write(&self, file: &mut dyn Write, order: &Order, shopper: &Shopper, number: u64, line: u64) -> io::Result<()> {
        let habit = &HABITS[usize::from(shopper.kind)];
        let seed = self.options.seed ^ order.seed.wrapping_mul(0x9FB2_1C65_1E98_DF25);
        let mut dice = Dice::of(seed, 4, u64::from(order.customer));
        let at = self.flaws.partition_point(|(of, _)| *of < line);
        let flaw = self.flaws.get(at).filter(|(of, _)| *of < line + u64::from(order.lines)).map(|(_, flaw)| *flaw);
        let coupon = (dice.below(100) < habit.coupons).then(|| dice.below(CODES.len() as u64) as usize);
        let store = STORES[dice.pick(&self.stores)].0;
        let status = match dice.below(100) {
            _ if order.is_return => "returned",
            _ if flaw == Some(Flaw::UnknownStatus) => "with the neighbour",
            0 | 1 => "cancelled",
            2..40 if order.day > LAST_DAY - PENDING_DAYS => "pending",
            _ => "completed",
        };
        let customer = match flaw {
            Some(Flaw::NoCustomer) => String::new(),
            Some(Flaw::UnknownCustomer) => (self.options.customers + 1000).to_string(),
            _ => (order.customer + 1).to_string(),
        };
        let date = if flaw == Some(Flaw::NoDate) {
            "unknown".to_owned()
        } else {
            format!("{} {:02}:{:02}", format_day(order.day), order.minute / 60, order.minute % 60)
        };
        let month = NaiveDate::from_epoch_days(order.day).unwrap_or_default().month0() as usize;
        let (code, discount) = coupon.map_or(("", 0), |coupon| (CODES[coupon], DISCOUNTS[coupon]));
        for n in 0..order.lines {
            let product = self.goods.draw(&mut dice, month, habit.taste);
            let (adjective, noun, series) = goods::name(product);
            let category = goods::category(product);
            let quantity = 1 + dice.below(habit.quantity as u64) as i64;
            let cents = goods::price(product) * (100 - discount) / 100;
            write!(file, "{number},{date},{customer},{status},{code},{store},{adjective} {noun}")?;
            if let Some(series) = series {
                write!(file, " {series}")?;
            }
            write!(file, ",{category},")?;
            if flaw != Some(Flaw::NoQuantity) || n > 0 {
                write!(file, "{}", if order.is_return { -quantity } else { quantity })?;
            }
            if flaw == Some(Flaw::NoPrice) && n == 0 {
                writeln!(file, ",")?;
            } else {
                writeln!(file, ",€{}.{:02}", cents / 100, cents % 100)?;
            }
        }
        Ok(())
    }
}
