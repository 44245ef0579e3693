//! Whole customers taken at random, where there is too much for a test of groups: so that its time and its memory have a bound.

use std::sync::Arc;

use crate::data::Ids;

/// Above this number of claims, orders or customers, a part of the customers is taken.
const MOST: usize = 500_000;
/// A prime number with a factor whose powers go through all numbers below it (Lehmer 1951; Park and Miller 1993).
const PRIME: i64 = 2_147_483_647;
const FACTOR: i64 = 48_271;

/// The customers that are taken, the same in each run, whatever the filter.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    /// Hashes below it are taken; all, if none.
    limit: Option<i64>,
    ids: Arc<Ids>,
}

impl Taken {
    /// Those for a number of rows, of customers with these ids.
    pub fn of(rows: usize, ids: &Arc<Ids>) -> Self {
        let limit = (rows > MOST).then(|| (MOST as f64 / rows as f64 * PRIME as f64) as i64);
        Self { limit, ids: Arc::clone(ids) }
    }

    /// Whether some customers are left out.
    pub fn is_part(&self) -> bool {
        self.limit.is_some()
    }

    /// Whether it has the customer of a code.
    pub fn has(&self, customer: u32) -> bool {
        self.limit.is_none_or(|limit| {
            let number = match &*self.ids {
                Ids::Integers(ids) => ids.get(customer as usize).copied(),
                Ids::Text(_) => None,
            };
            hash(number.unwrap_or_else(|| customer.into())) < limit
        })
    }

    /// The same as a condition on an integer with the id, in SQL; none if all are taken, or ids are text.
    pub fn condition(&self, id: &str) -> Option<String> {
        let limit = self.limit.filter(|_| matches!(&*self.ids, Ids::Integers(_)))?;
        let number = format!("ABS(CAST({id} AS BIGINT) % {PRIME})");
        Some(format!("({number} * {number} % {PRIME} + {number}) % {PRIME} * {FACTOR} % {PRIME} < {limit}"))
    }
}

/// A number below [`PRIME`], the square so that neighbouring numbers are not taken at equal distances.
fn hash(number: i64) -> i64 {
    let number = (number % PRIME).abs();
    (number * number % PRIME + number) % PRIME * FACTOR % PRIME
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(rows: usize, ids: Ids) -> Taken {
        Taken::of(rows, &Arc::new(ids))
    }

    /// Taken by customer, evenly, and all where there is room.
    #[test]
    fn a_part_is_of_whole_customers() {
        for ids in [Ids::Integers((-50_000..50_000).collect()), Ids::Integers((0..100_000).map(|id| id * 10).collect())]
        {
            let part = taken(10 * MOST, ids);
            let taken = (0..100_000).filter(|customer| part.has(*customer)).count();
            assert!((9_600..10_400).contains(&taken), "{taken}");
        }
        let all = taken(MOST, Ids::Integers(Vec::new()));
        assert!((0..100_000).all(|customer| all.has(customer)));
    }

    /// By hand: 7 * 7 + 7 = 56, and 56 * 48,271 = 2,703,176, below a tenth of the prime.
    #[test]
    fn the_condition_says_it_in_sql() {
        assert_eq!(hash(7), 2_703_176);
        let number = "ABS(CAST(x AS BIGINT) % 2147483647)";
        let condition = format!("({number} * {number} % 2147483647 + {number}) % 2147483647 * 48271 % 2147483647");
        let part = taken(10 * MOST, Ids::Integers(vec![7]));
        assert_eq!(part.condition("x"), Some(format!("{condition} < 214748364")));
        assert_eq!(taken(10 * MOST, Ids::Text(Vec::new())).condition("x"), None);
        assert_eq!(taken(MOST, Ids::Integers(vec![7])).condition("x"), None);
    }
}
