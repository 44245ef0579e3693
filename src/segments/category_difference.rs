//! How often the customers of two sides have a category, and the test that they have it equally often.

use std::cmp::{Ordering, Reverse};

use super::categories::is_of;
use crate::measures::{CodedColumn, Features, differ, difference_interval, two_sided, wilson};

/// Categories of a column: those that most customers of both sides have.
const MOST: usize = 20;

/// A category on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryDifference {
    /// The column and the category.
    pub name: String,
    /// The shares of both sides, of the customers whose category is known.
    pub shares: [f64; 2],
    /// 95% confidence interval of the first share minus the second (Newcombe 1998).
    pub interval: [f64; 2],
    /// The p-value of the hypothesis that both sides have it equally often; in a comparison corrected for the number of
    /// features and categories (Holm 1979). None if the clustering used the column, or there are too few customers.
    pub p: Option<f64>,
}

impl CategoryDifference {
    /// Those that differ significantly first, then by the difference of the shares.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let is_likely_chance = |of: &Self| differ(of.p) != Some(true);
        let size = |of: &Self| (of.shares[0] - of.shares[1]).abs();
        let by_size = || size(other).total_cmp(&size(self));
        is_likely_chance(self).cmp(&is_likely_chance(other)).then_with(by_size).then_with(|| self.name.cmp(&other.name))
    }
}

/// The categories of each text column. `side` is the side of a label, and `chosen` are the features of the clustering.
pub(super) fn category_differences(
    features: &Features,
    labels: &[Option<u32>],
    side: &dyn Fn(usize) -> Option<usize>,
    chosen: &[String],
) -> Vec<CategoryDifference> {
    let mut differences = Vec::new();
    for CodedColumn { key, name: column, names, codes } in features.coded() {
        let mut counts = vec![[0_u64; 2]; names.len()];
        for (code, label) in codes.iter().zip(labels) {
            let Some((code, side)) = code.zip(label.and_then(|label| side(label as usize))) else { continue };
            if let Some(count) = counts.get_mut(code as usize) {
                count[side] += 1;
            }
        }
        let known = [0, 1].map(|side| counts.iter().map(|count| count[side]).sum::<u64>());
        let mut listed: Vec<usize> = (0..counts.len()).filter(|at| counts[*at] != [0, 0]).collect();
        listed.sort_by_key(|at| Reverse(counts[*at].iter().sum::<u64>()));
        // With two categories, one determines the other; a single category has no information.
        listed.truncate(if listed.len() > 2 { MOST } else { listed.len().saturating_sub(1) });
        let is_used = chosen.iter().any(|feature| is_of(feature, &key));
        let of = |at: usize| {
            let sides = [0, 1].map(|side| (counts[at][side], known[side]));
            let shares = sides.map(|(with, of)| with as f64 / of as f64);
            let [first, second] = sides.map(|(with, of)| wilson(with, of));
            Some(CategoryDifference {
                name: format!("{column} {}", names[at]),
                shares,
                interval: difference_interval((shares[0], first?), (shares[1], second?)),
                p: equally_often(sides).filter(|_| !is_used),
            })
        };
        differences.extend(listed.into_iter().filter_map(of));
    }
    differences
}

/// The p of the N - 1 chi-squared test that two groups of customers have something equally often. None if fewer than one
/// customer is expected in a cell: the test is then not valid (Campbell 2007).
fn equally_often([(a, first), (b, second)]: [(u64, u64); 2]) -> Option<f64> {
    let [a, b, first, second] = [a, b, first, second].map(|count| count as f64);
    let (all, with) = (first + second, a + b);
    let least = with.min(all - with) * first.min(second) / all;
    if !least.is_finite() || least < 1.0 {
        return None;
    }
    let cross = a * (second - b) - b * (first - a);
    let square = (all - 1.0) * cross / first * cross / second / (with * (all - with));
    Some(two_sided(square.sqrt()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::{CategoricalFeature, Kind};

    /// `scipy.stats.chi2.sf(chi2_contingency([[a, n - a], [b, m - b]], correction=False)[0] * (n + m - 1) / (n + m), 1)`.
    #[test]
    fn p_values_are_those_of_scipy() {
        for (sides, expected) in SCIPY {
            let p = equally_often(sides).unwrap();
            assert!((p - expected).abs() <= 3e-7 * expected, "{p} for {expected}");
        }
        assert_eq!(equally_often([(3, 4), (0, 200)]), None, "fewer than one is expected");
        assert_eq!((equally_often([(0, 0), (1, 2)]), equally_often([(5, 5), (9, 9)])), (None, None));
    }

    const SCIPY: [([(u64, u64); 2], f64); 4] = [
        ([(30, 100), (18, 100)], 0.047_498_795_128_961_71),
        ([(3, 4), (1, 5)], 0.119_794_930_425_918_95),
        ([(400, 1000), (350, 1000)], 0.020_953_368_859_483_91),
        ([(9, 20), (300, 900)], 0.274_812_860_013_693_1),
    ];

    fn of(words: &[&str], codes: Vec<Option<u8>>) -> Features {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let active = vec![true; codes.len()];
        Features {
            categorical: vec![CategoricalFeature { name: "plan".to_owned(), words, codes }],
            active,
            kind: Kind::Customers,
            ..Features::default()
        }
    }

    #[test]
    fn the_sides_are_counted_and_two_categories_are_one_row() {
        // 3 of 4, and 1 of 5, whose plan is known, have `plus`.
        let codes = [1, 1, 1, 0, 1, 0, 0, 0, 0].map(Some).into_iter().chain([None]).collect();
        let labels: Vec<Option<u32>> = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1].map(Some).to_vec();
        let features = of(&["basic", "plus"], codes);
        let side = |label: usize| Some(label);
        let found = category_differences(&features, &labels, &side, &[]);
        let [basic] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((basic.name.as_str(), basic.shares), ("plan basic", [0.25, 0.8]));
        assert!(basic.p.is_some() && basic.interval[0] < -0.55 && basic.interval[1] > -0.55);
        let used = category_differences(&features, &labels, &side, &["plan_onehot:plus".to_owned()]);
        assert_eq!(used[0].p, None, "segments differ by construction in what was clustered by");
        let alone = of(&["basic"], vec![Some(0); 10]);
        assert_eq!(category_differences(&alone, &labels, &side, &[]), []);
    }
}
