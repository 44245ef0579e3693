//! Generated customers of a shop: planted types, and when each joined and left.

use super::dice::{Dice, FIRST_DAY, GenerateOptions, LAST_DAY, shared, sums};

/// How customers of one type buy.
pub struct Habit {
    /// How many there are per thousand.
    share: u64,
    /// Order lines in proportion to other types.
    lines: u64,
    /// Lines of an order: minimum and maximum. 0 to 0: one order has all lines.
    pub basket: (i32, i32),
    /// The largest quantity of a line.
    pub quantity: i32,
    /// Percentage of orders with a coupon code.
    pub coupons: u64,
    /// Hours of the day when most orders are made: first and last.
    pub hours: (i32, i32),
    /// Categories that are bought more often.
    pub taste: &'static [usize],
    /// Days since the customer left, 0 for one that still orders: minimum and maximum.
    seen: (i32, i32),
    /// Days from the first order until the customer left: minimum and maximum.
    member: (i32, i32),
}

/// The planted types by number. Recency, number of orders and revenue distinguish them.
#[rustfmt::skip]
pub const HABITS: [Habit; 7] = [
    Habit { share: 20, lines: 0, basket: (1, 1), quantity: 1, coupons: 0, hours: (0, 23), taste: &[], seen: (0, 700), member: (0, 200) },
    Habit { share: 200, lines: 330, basket: (1, 2), quantity: 2, coupons: 6, hours: (7, 9), taste: &[0, 7], seen: (0, 0), member: (200, 850) },
    Habit { share: 130, lines: 230, basket: (3, 5), quantity: 8, coupons: 4, hours: (10, 14), taste: &[1, 2], seen: (0, 0), member: (80, 500) },
    Habit { share: 200, lines: 105, basket: (1, 1), quantity: 1, coupons: 85, hours: (20, 23), taste: &[3], seen: (0, 0), member: (80, 450) },
    Habit { share: 200, lines: 16, basket: (0, 0), quantity: 2, coupons: 20, hours: (16, 21), taste: &[4], seen: (150, 420), member: (0, 0) },
    Habit { share: 140, lines: 50, basket: (1, 2), quantity: 2, coupons: 10, hours: (12, 19), taste: &[6], seen: (440, 640), member: (60, 250) },
    Habit { share: 110, lines: 16, basket: (1, 2), quantity: 2, coupons: 40, hours: (12, 22), taste: &[5], seen: (0, 30), member: (0, 60) },
];

/// Cities by size.
pub const CITIES: [(&str, u64); 14] = [
    ("Berlin", 150),
    ("Madrid", 130),
    ("Paris", 120),
    ("Vienna", 90),
    ("Hamburg", 80),
    ("Milan", 70),
    ("Lisbon", 60),
    ("Lyon", 52),
    ("Cologne", 44),
    ("Dublin", 36),
    ("Antwerp", 30),
    ("Porto", 24),
    ("Graz", 16),
    ("Cork", 10),
];

/// How customers came to the shop.
pub const CHANNELS: [(&str, u64); 4] = [("search", 40), ("newsletter", 25), ("social media", 22), ("friend", 13)];

/// A customer of the shop.
pub struct Shopper {
    /// Index into [`HABITS`].
    pub kind: u8,
    /// Number of order lines.
    pub lines: u64,
    /// Day of the first order, and the last day on which the customer may order.
    pub first: i32,
    pub last: i32,
    /// Index into [`CITIES`], and into [`CHANNELS`].
    pub city: u8,
    pub channel: u8,
    pub is_woman: Option<bool>,
    pub age: Option<u8>,
}

/// The planted type of each customer.
pub fn types(options: &GenerateOptions) -> Vec<u8> {
    let mut dice = Dice::new(options, 0);
    let shares = sums(HABITS.iter().map(|habit| habit.share));
    (0..options.customers).map(|_| dice.pick(&shares) as u8).collect()
}

/// All customers, with some missing values.
pub fn shoppers(options: &GenerateOptions) -> Vec<Shopper> {
    let mut dice = Dice::new(options, 1);
    let cities = sums(CITIES.iter().map(|(_, weight)| *weight));
    let channels = sums(CHANNELS.iter().map(|(_, weight)| *weight));
    let make = |kind| {
        let Habit { seen, member, .. } = HABITS[usize::from(kind)];
        let last = LAST_DAY - dice.within(seen.0, seen.1).min(dice.within(seen.0, seen.1));
        Shopper {
            kind,
            lines: 0,
            first: (last - dice.within(member.0, member.1)).max(FIRST_DAY),
            last,
            city: dice.pick(&cities) as u8,
            channel: dice.pick(&channels) as u8,
            is_woman: (dice.below(100) > 1).then(|| dice.below(100) < 54),
            age: (dice.below(100) > 2).then(|| 18 + (dice.below(30) + dice.below(30)) as u8),
        }
    };
    let mut shoppers: Vec<Shopper> = types(options).into_iter().map(make).collect();
    share_lines(options, &mut shoppers, &mut dice);
    shoppers
}

/// Distributes all lines by those of the type, plus or minus 25%.
fn share_lines(options: &GenerateOptions, shoppers: &mut [Shopper], dice: &mut Dice) {
    let weights = shoppers.iter().map(|shopper| HABITS[usize::from(shopper.kind)].lines * (750 + dice.below(501)));
    let lines: Vec<u64> = shared(weights, options.transactions as u64).collect();
    shoppers.iter_mut().zip(lines).for_each(|(shopper, lines)| shopper.lines = lines);
}
