//! Generated customers without events: planted types of people, by the columns of a survey or a loyalty card.

use std::io::{self, Write};

use super::dice::{Dice, GenerateOptions, sums};
use super::rows::Rows;

/// The values of one type: the middle and the largest deviation of each column.
struct Profile {
    /// How many there are per thousand.
    share: u64,
    age: (i32, i32),
    /// In thousands.
    income: (i32, i32),
    score: (i32, i32),
    visits: (i32, i32),
    tenure: (i32, i32),
    /// Weights of [`CHANNELS`].
    channels: [u64; 3],
}

const CHANNELS: [&str; 3] = ["store", "web", "app"];
const REGIONS: [(&str, u64); 5] = [("North", 30), ("West", 26), ("South", 22), ("East", 16), ("Islands", 6)];

/// The planted types by number: students, families, the well-off, careful savers and pensioners.
#[rustfmt::skip]
const PROFILES: [Profile; 5] = [
    Profile { share: 220, age: (23, 6), income: (19, 9), score: (74, 20), visits: (9, 5), tenure: (12, 11), channels: [10, 20, 70] },
    Profile { share: 260, age: (39, 9), income: (52, 15), score: (50, 16), visits: (16, 6), tenure: (48, 24), channels: [50, 35, 15] },
    Profile { share: 160, age: (44, 12), income: (112, 26), score: (80, 17), visits: (6, 4), tenure: (60, 30), channels: [20, 60, 20] },
    Profile { share: 190, age: (48, 11), income: (92, 22), score: (18, 15), visits: (3, 2), tenure: (40, 24), channels: [40, 55, 5] },
    Profile { share: 170, age: (71, 9), income: (31, 10), score: (36, 16), visits: (12, 5), tenure: (100, 20), channels: [85, 13, 2] },
];

/// A customer.
struct Person {
    age: Option<i32>,
    income: Option<i32>,
    score: i32,
    visits: i32,
    tenure: i32,
    channel: usize,
    region: Option<usize>,
}

/// The planted type of each customer.
pub fn types(options: &GenerateOptions) -> Vec<u8> {
    let mut dice = Dice::new(options, 0);
    let shares = sums(PROFILES.iter().map(|profile| profile.share));
    (0..options.customers).map(|_| dice.pick(&shares) as u8).collect()
}

/// Passes the table to `table`: file, header and rows.
pub fn write<E>(
    options: &GenerateOptions,
    mut table: impl FnMut(&'static str, &str, Rows<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let header =
        "customer_id,account_no,age,income,spending_score,visits_per_year,tenure_months,channel,region,country";
    table("customers.csv", header, &|file| rows(file, options))
}

fn rows(file: &mut dyn Write, options: &GenerateOptions) -> io::Result<()> {
    let regions = sums(REGIONS.iter().map(|(_, weight)| *weight));
    let mut kinds = Dice::new(options, 0);
    let shares = sums(PROFILES.iter().map(|profile| profile.share));
    let mut dice = Dice::new(options, 1);
    (1..=options.customers).try_for_each(|id| {
        let person = person(&mut dice, &PROFILES[kinds.pick(&shares)], &regions);
        let or_blank = |value: Option<i32>| value.map_or_else(String::new, |value| value.to_string());
        let Person { score, visits, tenure, .. } = person;
        let (age, income) = (or_blank(person.age), or_blank(person.income));
        let (channel, region) = (CHANNELS[person.channel], person.region.map_or("", |region| REGIONS[region].0));
        // One number for each customer, without any meaning.
        let account = 700_000 + id * 7 + id % 5;
        writeln!(file, "{id},{account},{age},{income},{score},{visits},{tenure},{channel},{region},Portugal")
    })
}

fn person(dice: &mut Dice, profile: &Profile, regions: &[u64]) -> Person {
    // Most values are near the middle: half the sum of three draws.
    let mut value = |(middle, spread): (i32, i32)| {
        middle + (0..3).map(|_| dice.within(-spread * 100, spread * 100)).sum::<i32>() / 200
    };
    let (age, score) = (value(profile.age).max(16), value(profile.score).clamp(1, 100));
    let (visits, tenure) = (value(profile.visits).max(0), value(profile.tenure).max(0));
    let income = value((profile.income.0 * 1000, profile.income.1 * 1000)).max(5000) / 100 * 100;
    // A few ages are impossible, and some values are missing.
    let age = if dice.below(700) == 0 { 199 } else { age };
    Person {
        age: (dice.below(100) > 2).then_some(age),
        income: (dice.below(100) > 5).then_some(income),
        score,
        visits,
        tenure,
        channel: dice.pick(&sums(profile.channels)),
        region: (dice.below(100) > 1).then(|| dice.pick(regions)),
    }
}
