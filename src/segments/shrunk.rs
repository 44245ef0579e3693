//! Burn rates of segments, shrunk: a word such as `burners` is based on them, because the largest of several rates is
//! partly chance.

use crate::measures::{Burns, NORMAL_95};

/// A burn rate between that of the segment and that of all segments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrunk {
    /// The rate, 0 to 1.
    pub rate: f64,
    /// Its 95% interval.
    pub interval: [f64; 2],
}

/// Number of independent claims with the same information, because claims of one customer are correlated. It is the number
/// of claims divided by the design effect of the ratio (Kish 1965), and the number of customers if every customer burnt all
/// or none.
fn independent(burns: &Burns, rate: f64) -> f64 {
    let (customers, claims) = (burns.customers as f64, burns.claims as f64);
    let expected = claims * rate * (1.0 - rate);
    if customers < 2.0 || expected <= 0.0 {
        return customers;
    }
    let effect = customers / (customers - 1.0) * burns.squared_excess(rate) / expected;
    claims / effect.max(1.0)
}

/// Shrinks the rates of segments to their common mean by empirical Bayes: a beta distribution of rates whose mean and
/// variance are found by moments (Kleinman 1973), and the mean of its posterior for each segment. None for a segment
/// without claims of a known outcome.
pub fn shrink(segments: &[Burns]) -> Vec<Option<Shrunk>> {
    let one = |burns: &Burns| burns.rate().map(|rate| (rate, independent(burns, rate)));
    let known: Vec<(f64, f64)> = segments.iter().filter_map(one).collect();
    let weight: f64 = known.iter().map(|(_, n)| n).sum();
    let mean = known.iter().map(|(rate, n)| rate * n).sum::<f64>() / weight;
    let between: f64 = known.iter().map(|(rate, n)| n * (rate - mean).powi(2)).sum();
    let freedom = known.len() as f64 - 1.0;
    let size = weight - known.iter().map(|(_, n)| n * n).sum::<f64>() / weight;
    let variance = mean * (1.0 - mean);
    // The share of the variance that is between segments: 1 / (a + b + 1) of a beta distribution with a and b.
    let share = (between - variance * freedom) / (variance * (size - freedom));
    // Two segments are too few to estimate the variance; a variance above that of a uniform distribution on 0 to 1 is
    // limited.
    let prior = if share > 0.0 { (1.0 / share - 1.0).max(2.0) } else { f64::INFINITY };
    // The rate of all claims: a shrunk rate is between it and the own one.
    let all = segments.iter().copied().sum::<Burns>().rate().unwrap_or(f64::NAN);
    let shrunk = |(own, n): (f64, f64)| {
        if prior.is_infinite() {
            return Shrunk { rate: all, interval: [all; 2] };
        }
        let rate = (all * prior + own * n) / (prior + n);
        let half = NORMAL_95 * (rate * (1.0 - rate) / (prior + n + 1.0)).sqrt();
        Shrunk { rate, interval: [(rate - half).max(0.0), (rate + half).min(1.0)] }
    };
    segments.iter().map(|burns| one(burns).map(shrunk)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::Claims;

    fn sums(customers: &[(u64, u64)]) -> Burns {
        customers.iter().map(|(burnt, claims)| Burns::from(Claims { claims: *claims, burnt: *burnt })).sum()
    }

    /// Expected: `tests/golden/shrunk.py`.
    #[test]
    fn rates_are_those_of_python() {
        let segments = [
            sums(&[(3, 4), (5, 5), (0, 2), (7, 9), (2, 2), (6, 8)]),
            sums(&[(1, 6), (0, 4), (2, 9), (0, 0), (1, 3)]),
            sums(&[(4, 8), (3, 6), (5, 9), (2, 5)]),
            sums(&[(0, 1), (0, 2), (0, 1)]),
        ];
        let expected = [
            [0.748_569_100_176_408_4, 0.600_739_347_113_673_5, 0.896_398_853_239_143_4],
            [0.208_324_917_413_383_16, 0.049_400_551_825_420_386, 0.367_249_283_001_345_96],
            [0.499_175_184_321_730_25, 0.323_404_523_026_138_4, 0.674_945_845_617_322_1],
            [0.200_098_436_742_285_8, 0.0, 0.517_990_715_861_493],
        ];
        for (found, [rate, low, high]) in shrink(&segments).into_iter().zip(expected) {
            let found = found.unwrap();
            let all = [found.rate - rate, found.interval[0] - low, found.interval[1] - high];
            assert!(all.iter().all(|off| off.abs() < 1e-12), "{found:?}");
        }
    }

    #[test]
    fn chance_is_shrunk_away_and_much_evidence_is_not() {
        let like = |burnt, times| sums(&vec![(burnt, 10); times]);
        let few = shrink(&[like(5, 3), like(6, 3)]);
        assert_eq!(few[0], few[1], "a difference as small as chance is none");
        let many = shrink(&[like(2, 400), like(8, 400)]);
        let [low, high] = [many[0].unwrap(), many[1].unwrap()];
        assert!((low.rate - 0.2).abs() < 0.001 && (high.rate - 0.8).abs() < 0.001, "{low:?} {high:?}");
        assert!(low.interval[1] < 0.5 && high.interval[0] > 0.5);
    }

    #[test]
    fn nothing_known_has_no_rate() {
        assert_eq!(shrink(&[]), []);
        assert_eq!(shrink(&[Burns::default(), sums(&[(1, 2)])])[0], None);
        let all = shrink(&[sums(&[(2, 2), (3, 3)]), sums(&[(1, 1), (4, 4)])]);
        assert!(all.iter().flatten().all(|shrunk| (shrunk.rate - 1.0).abs() < 1e-12), "{all:?}");
    }
}
