//! Options of the generator, and its random numbers.

use rand::{RngCore, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::data::Kind;

/// First and last day of the data: 2023-01-01 and 2025-06-30.
pub const FIRST_DAY: i32 = 19_358;
/// See [`FIRST_DAY`].
pub const LAST_DAY: i32 = 20_269;

/// Options of the generator. The defaults are those of the built-in samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GenerateOptions {
    /// The kind of the data.
    pub kind: Kind,
    /// Customers; of coupons and purchases about 2% of them without a transaction.
    pub customers: usize,
    /// Coupons or order lines, over all customers.
    pub transactions: usize,
    /// Products of purchases.
    pub products: usize,
    /// Another seed gives different data of the same kind.
    pub seed: u64,
}

impl Default for GenerateOptions {
    fn default() -> Self {
        Self { kind: Kind::Coupons, customers: 2000, transactions: 20_000, products: 200, seed: 42 }
    }
}

/// Random integers.
pub struct Dice(Xoshiro256PlusPlus);

impl Dice {
    /// Independent random numbers for each part of the data, so that one part does not affect another.
    pub fn new(options: &GenerateOptions, part: u64) -> Self {
        Self::of(options.seed, part, 0)
    }

    /// Independent random numbers for each member of a part, so that it can be generated alone.
    pub fn of(seed: u64, part: u64, member: u64) -> Self {
        let part = seed.wrapping_mul(8).wrapping_add(part);
        // Any large odd number but the one by which seeds are expanded, so that members have different numbers.
        Self(Xoshiro256PlusPlus::seed_from_u64(part.wrapping_add(member.wrapping_mul(0xD1B5_4A32_D192_ED03))))
    }

    /// A number below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * u128::from(n)) >> 64) as u64
    }

    /// A number in a range, ends included.
    pub fn within(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low).max(0) as u64 + 1) as i32
    }

    /// An index, with a probability in proportion to its weight; `sums` are the cumulative weights.
    pub fn pick(&mut self, sums: &[u64]) -> usize {
        let x = self.below(sums.last().copied().unwrap_or(0));
        sums.partition_point(|s| *s <= x)
    }
}

/// Cumulative sums, for [`Dice::pick`].
pub fn sums(weights: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let running = |sum: &mut u64, weight| {
        *sum += weight;
        Some(*sum)
    };
    weights.into_iter().scan(0, running).collect()
}

/// A total shared out in proportion to weights; nothing if all are 0.
pub fn shared(weights: impl IntoIterator<Item = u64>, total: u64) -> impl Iterator<Item = u64> {
    let sums = sums(weights);
    let all = sums.last().copied().unwrap_or(0).max(1);
    let mut given = 0;
    sums.into_iter().map(move |sum| {
        let due = (u128::from(sum) * u128::from(total) / u128::from(all)) as u64;
        let share = due - given;
        given = due;
        share
    })
}
