//! Generated customers: planted types, and when each joined and was last active.

use super::dice::{Dice, FIRST_DAY, GenerateOptions, LAST_DAY, shared, sums};
use super::names;

/// How customers of one type behave.
pub struct Kind {
    /// How many there are per thousand.
    share: u64,
    /// Claims in proportion to other types.
    claims: u64,
    /// Percentage burnt: the mean, and the largest deviation.
    pub burnt: (i32, i32),
    /// Days since the last claim: minimum and maximum.
    seen: (i32, i32),
    /// Days from joining to the last claim: minimum and maximum.
    member: (i32, i32),
}

/// The planted types by number. Claims, percentage burnt and recency distinguish them: scikit-learn's `KMeans`
/// (`n_init=10`, `random_state=42`) over these three features of the sample, standardised, has the silhouettes 0.34,
/// 0.46, 0.52, 0.60, 0.57 and 0.53 for K = 2 to 7, and for 5 an adjusted Rand index of ARI with the planted types.
#[rustfmt::skip]
pub const KINDS: [Kind; 6] = [
    Kind { share: 20, claims: 0, burnt: (0, 0), seen: (0, 700), member: (0, 200) },
    Kind { share: 265, claims: 200, burnt: (82, 13), seen: (0, 55), member: (120, 860) },
    Kind { share: 235, claims: 140, burnt: (24, 13), seen: (0, 55), member: (120, 860) },
    Kind { share: 220, claims: 60, burnt: (64, 17), seen: (75, 210), member: (30, 750) },
    Kind { share: 130, claims: 20, burnt: (0, 0), seen: (0, 80), member: (0, 80) },
    Kind { share: 130, claims: 50, burnt: (36, 16), seen: (310, 470), member: (30, 440) },
];

/// A customer. Ids of cities and genders count from 1.
pub struct Person {
    /// Index into [`KINDS`].
    pub kind: u8,
    /// Number of claims.
    pub claims: u64,
    /// Percentage of claims to burn.
    pub burnt: i32,
    /// Join date.
    pub joined: i32,
    /// The earliest claim: the join date, except for planted flaws.
    pub first: i32,
    /// Day of the last claim.
    pub last: i32,
    pub city: u32,
    pub gender: Option<u32>,
    pub age: Option<u32>,
}

/// The planted type of each customer.
pub fn types(options: &GenerateOptions) -> Vec<u8> {
    let mut dice = Dice::new(options, 0);
    let shares = sums(KINDS.iter().map(|k| k.share));
    (0..options.customers).map(|_| dice.pick(&shares) as u8).collect()
}

/// All customers, with a few flaws.
pub fn people(options: &GenerateOptions) -> Vec<Person> {
    let mut dice = Dice::new(options, 1);
    let cities = sums(names::CITIES.iter().map(|(_, weight)| *weight));
    let mut people: Vec<Person> = types(options)
        .into_iter()
        .map(|kind| {
            let Kind { burnt: (middle, spread), seen, member, .. } = KINDS[usize::from(kind)];
            // The shorter of two draws: customers of the same pace have their last claim more often a short time ago, and
            // each month has as many claims as its season asks for.
            let last = LAST_DAY - dice.within(seen.0, seen.1).min(dice.within(seen.0, seen.1));
            let joined = (last - dice.within(member.0, member.1)).max(FIRST_DAY);
            Person {
                kind,
                claims: 0,
                burnt: dice.within(middle - spread, middle + spread),
                joined,
                first: joined,
                last,
                city: dice.pick(&cities) as u32 + 1,
                gender: Some(if dice.below(100) < 52 { 2 } else { 1 }),
                age: (dice.below(100) > 0).then(|| 18 + (dice.below(28) + dice.below(28)) as u32),
            }
        })
        .collect();
    share_claims(options, &mut people, &mut dice);
    flaws(&mut people, &mut dice);
    people
}

/// Distributes all transactions by the claims of the type, plus or minus 40%.
fn share_claims(options: &GenerateOptions, people: &mut [Person], dice: &mut Dice) {
    let weights = people.iter().map(|p| KINDS[usize::from(p.kind)].claims * (600 + dice.below(801)));
    let claims: Vec<u64> = shared(weights, options.transactions as u64).collect();
    people.iter_mut().zip(claims).for_each(|(person, claims)| person.claims = claims);
}

/// Findings for the Quality screen: no gender, an unknown city, an impossible age, and a join date after the first
/// claims.
fn flaws(people: &mut [Person], dice: &mut Dice) {
    let count = people.len() as u64;
    for _ in 0..(count / 500).min(3) {
        people[dice.below(count) as usize].gender = None;
        people[dice.below(count) as usize].city = 77;
        people[dice.below(count) as usize].age = Some(212);
        let late = &mut people[dice.below(count) as usize];
        late.joined = i32::midpoint(late.first, late.last) + 1;
    }
}
