//! How large orders are: their amounts, or their pieces.

use rayon::prelude::*;

use super::demographics::Numbers;

/// Most bars of the histogram, without those of outliers.
const MOST_BARS: f64 = 20.0;

/// The sizes of orders.
///
/// The bars of the histogram have a round width (1, 2 or 5 times a power of ten). Values further than three interquartile
/// ranges from the quartiles are outliers and share one bar at each end, because a single wholesale order would squeeze all
/// others into one bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Sizes {
    /// Their statistics, and the edges of the bars.
    pub numbers: Numbers,
    /// Orders in each bar, in the order of [`Numbers::bands`].
    pub orders: Vec<u64>,
    /// Orders of size 0.
    pub zero: u64,
}

impl Sizes {
    /// The sizes of completed orders from their values; none without a value.
    pub(super) fn of(mut values: Vec<f64>) -> Option<Self> {
        values.par_sort_unstable_by(f64::total_cmp);
        let numbers = Numbers::with_bands(&values, MOST_BARS)?;
        let until = |band: u32| values.partition_point(|value| numbers.band_of(*value) <= Some(band));
        let ends: Vec<usize> = (0..numbers.edges.len() as u32 - 1).map(until).collect();
        let begins = std::iter::once(0).chain(ends.iter().copied());
        let orders = begins.zip(&ends).map(|(begin, end)| (end - begin) as u64).collect();
        #[allow(clippy::float_cmp, reason = "a free order costs exactly nothing")]
        let zero = values.iter().filter(|value| **value == 0.0).count() as u64;
        Some(Self { numbers, orders, zero })
    }

    /// What each bar is called: `20-29` for whole numbers, `0.5-1.0` for others (end excluded), `<20` and `90+` for outliers.
    pub fn names(&self) -> Vec<String> {
        self.numbers.bands().map(|band| self.numbers.name_of(band)).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Quartiles 5.75 and 15.25: the fence is at 43.75.
    #[test]
    fn a_wholesale_order_has_a_bar_of_its_own() {
        let mut amounts: Vec<f64> = (1..=20).map(f64::from).collect();
        amounts.extend([0.0, 9_999.0]);
        let sizes = Sizes::of(amounts).unwrap();
        assert_eq!((sizes.zero, sizes.numbers.n, sizes.orders.iter().sum::<u64>()), (1, 22, 22));
        let (names, last) = (sizes.names(), sizes.orders.len() - 1);
        assert_eq!((names[0].as_str(), names[last].as_str(), sizes.orders[last]), ("0-1", "22+", 1));
        assert_eq!(Sizes::of(Vec::new()), None);
        assert_eq!(Sizes::of(vec![5.0]).unwrap().orders, [1]);
    }
}
