//! Generated coupons: customer, coupon, day of the claim and of the burn.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate, Weekday};

use super::dice::{Dice, FIRST_DAY, GenerateOptions, LAST_DAY, sums};
use super::names;
use super::people::{self, Person};
use super::rows::Rows;
use crate::data::days::format_day;

/// Burns happen within this many days.
const LONGEST_DELAY: u64 = 75;
/// The activity of each month; Ramadan, the busiest month, is around March.
const MONTHS: [u64; 12] = [94, 96, 110, 106, 96, 102, 106, 100, 94, 98, 120, 116];

/// The status of a generated transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Claimed,
    Burnt,
    /// A status word that segscope does not know.
    Disputed,
}

/// A transaction. Ids count from 1.
#[derive(Clone, Copy, Debug)]
pub struct Coupon {
    pub id: u64,
    pub customer: Option<u32>,
    pub day: i32,
    pub burnt_on: Option<i32>,
    pub branch: u32,
    pub campaign: u8,
    pub status: Status,
}

/// Passes the six tables to `table`: file, header and rows.
pub fn write<E>(
    options: &GenerateOptions,
    mut table: impl FnMut(&'static str, &str, Rows<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let people = people::people(options);
    let coupons = coupons(options, &people);
    table("customers.csv", "customer_id,join_date,city_id,gender_id,age", &|file| customers(file, &people))?;
    table("genders.csv", "gender_id,gender_name", &|file| named(file, &names::GENDERS))?;
    table("cities.csv", "city_id,city_name", &|file| named(file, &names::CITIES.map(|(name, _)| name)))?;
    table("branches.csv", "branch_id,merchant_id", &|file| {
        names::BRANCHES.iter().enumerate().try_for_each(|(i, (merchant, _, _))| writeln!(file, "{},{merchant}", i + 1))
    })?;
    table("merchants.csv", "merchant_id,merchant_name", &|file| named(file, &names::MERCHANTS))?;
    let header = "transaction_id,customer_id,transaction_date,transaction_status,coupon_name,burn_date,branch_id";
    table("transactions.csv", header, &|file| transactions(file, &coupons))
}

fn named(file: &mut dyn Write, names: &[&str]) -> io::Result<()> {
    names.iter().enumerate().try_for_each(|(i, name)| writeln!(file, "{},{name}", i + 1))
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |v| v.to_string())
}

fn customers(file: &mut dyn Write, people: &[Person]) -> io::Result<()> {
    people.iter().enumerate().try_for_each(|(i, p)| {
        let (gender, age) = (text(p.gender), text(p.age));
        writeln!(file, "{},{},{},{gender},{age}", i + 1, format_day(p.joined), p.city)
    })
}

fn transactions(file: &mut dyn Write, coupons: &[Coupon]) -> io::Result<()> {
    coupons.iter().try_for_each(|c| {
        let status = match c.status {
            Status::Claimed => "claimed",
            Status::Burnt => "burnt",
            Status::Disputed => "disputed",
        };
        let campaign = names::CAMPAIGNS[usize::from(c.campaign)];
        let (customer, burnt) = (text(c.customer), c.burnt_on.map_or_else(String::new, format_day));
        writeln!(file, "{},{customer},{},{status},{campaign},{burnt},{}", c.id, format_day(c.day), c.branch)
    })
}

/// All transactions by day, with a few flaws.
pub fn coupons(options: &GenerateOptions, people: &[Person]) -> Vec<Coupon> {
    let mut dice = Dice::new(options, 2);
    let calendar = calendar();
    let visits = sums(names::BRANCHES.iter().map(|(_, visits, _)| visits * 100));
    let burns = sums(names::BRANCHES.iter().map(|(_, visits, burns)| visits * burns));
    let mut coupons = Vec::with_capacity(options.transactions);
    for (i, person) in people.iter().enumerate() {
        let start = coupons.len();
        for n in 0..person.claims {
            let day = if n == 0 { person.last } else { draw_day(&mut dice, &calendar, person) };
            coupons.push(Coupon {
                id: 0,
                customer: Some(i as u32 + 1),
                day,
                burnt_on: None,
                branch: dice.pick(&visits) as u32 + 1,
                campaign: campaign(&mut dice, day),
                status: Status::Claimed,
            });
        }
        burn(&mut dice, &mut coupons[start..], person, &burns);
    }
    coupons.sort_by_key(|c| c.day);
    for (coupon, id) in coupons.iter_mut().zip(1..) {
        coupon.id = id;
    }
    flaws(&mut dice, &mut coupons, people.len());
    coupons
}

/// Burns as many of a customer's coupons as planned, each some days after its claim. Coupons with a burn after the last day
/// are still open: otherwise all later burns would be in the last month.
fn burn(dice: &mut Dice, coupons: &mut [Coupon], person: &Person, branches: &[u64]) {
    let burnt = (coupons.len() as u64 * person.burnt as u64 + 50) / 100;
    for n in 0..(burnt as usize).min(coupons.len()) {
        // A random one of the remaining coupons.
        let chosen = n + dice.below((coupons.len() - n) as u64) as usize;
        coupons.swap(n, chosen);
        let coupon = &mut coupons[n];
        let day = coupon.day + dice.below(LONGEST_DELAY).min(dice.below(LONGEST_DELAY)) as i32;
        let branch = dice.pick(branches) as u32 + 1;
        if day <= LAST_DAY {
            (coupon.status, coupon.burnt_on, coupon.branch) = (Status::Burnt, Some(day), branch);
        }
    }
}

/// Cumulative activity of the days: season and Egyptian weekend. Growth comes from new customers.
fn calendar() -> Vec<u64> {
    let weight = |day: i32| {
        let date = NaiveDate::from_epoch_days(day).unwrap_or_default();
        let weekend = if matches!(date.weekday(), Weekday::Fri | Weekday::Sat) { 130 } else { 100 };
        MONTHS[date.month0() as usize] * weekend
    };
    sums((FIRST_DAY..=LAST_DAY).map(weight))
}

/// A day of a customer's membership, active days more often.
fn draw_day(dice: &mut Dice, calendar: &[u64], person: &Person) -> i32 {
    let (from, to) = ((person.first - FIRST_DAY) as usize, (person.last - FIRST_DAY) as usize);
    let before = from.checked_sub(1).map_or(0, |i| calendar[i]);
    let x = before + dice.below(calendar[to] - before);
    FIRST_DAY + calendar.partition_point(|s| *s <= x) as i32
}

/// A seasonal campaign, or one that runs all year.
fn campaign(dice: &mut Dice, day: i32) -> u8 {
    let season = NaiveDate::from_epoch_days(day).unwrap_or_default().month0() / 2;
    if dice.below(100) < 40 { 6 + season as u8 } else { dice.pick(&[10, 24, 36, 46, 54, 60]) as u8 }
}

/// Planted errors for the Quality screen: at most one row in a thousand for each kind.
fn flaws(dice: &mut Dice, coupons: &mut [Coupon], customers: usize) {
    let rows = coupons.len() as u64;
    let mut plant = |most: u64, suits: fn(&Coupon) -> bool, spoil: &dyn Fn(&mut Coupon)| {
        let mut left = most.min(rows / 1000);
        for _ in 0..rows {
            let coupon = &mut coupons[dice.below(rows) as usize];
            if left == 0 {
                break;
            }
            if suits(coupon) {
                spoil(coupon);
                left -= 1;
            }
        }
    };
    let claimed = |c: &Coupon| c.status == Status::Claimed;
    let burnt = |c: &Coupon| c.status == Status::Burnt && c.burnt_on.is_some();
    let not_the_first = |c: &Coupon| c.id > 1;
    plant(8, claimed, &|c| c.status = Status::Disputed);
    plant(6, |_| true, &|c| c.branch = 99);
    plant(6, burnt, &|c| c.burnt_on = None);
    plant(4, claimed, &|c| {
        c.burnt_on = Some((c.day + 9).min(LAST_DAY));
    });
    plant(4, burnt, &|c| c.burnt_on = Some(c.day - 3));
    plant(2, burnt, &|c| {
        c.burnt_on = c.burnt_on.map(|d| d + 27 * 365 + 7);
    });
    plant(4, not_the_first, &|c| c.id -= 1);
    plant(3, |_| true, &|c| c.customer = None);
    plant(3, |_| true, &|c| c.customer = Some(customers as u32 + 1000));
}
