//! Burn rates of segments, shrunk: a word such as `burners` rests on them, because the largest of several rates is
//! partly chance.

/// The standard normal quantile of a 95% interval.
const Z: f64 = 1.959_963_984_540_054;

/// The burns of the customers of a segment, as sums.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    customers: f64,
    burnt: f64,
    known: f64,
    burnt_squares: f64,
    known_squares: f64,
    products: f64,
}

/// A burn rate between that of the segment and that of all segments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrunk {
    /// The rate, 0 to 1.
    pub rate: f64,
    /// Its 95% interval.
    pub interval: [f64; 2],
}

impl Sums {
    /// Adds a customer with `burnt` of `known` claims.
    pub fn add(&mut self, burnt: f64, known: f64) {
        if known > 0.0 {
            self.customers += 1.0;
            self.burnt += burnt;
            self.known += known;
            self.burnt_squares += burnt * burnt;
            self.known_squares += known * known;
            self.products += burnt * known;
        }
    }

    fn rate(&self) -> f64 {
        self.burnt / self.known
    }

    /// Number of independent claims that tell as much: claims of one customer go together. It is the number of claims
    /// divided by the design effect of the ratio (Kish 1965), and that of the customers if all burnt alike.
    fn independent(&self) -> f64 {
        let rate = self.rate();
        let spread = self.burnt_squares - 2.0 * rate * self.products + rate * rate * self.known_squares;
        let expected = self.known * rate * (1.0 - rate);
        if self.customers < 2.0 || expected <= 0.0 {
            return self.customers;
        }
        let effect = self.customers / (self.customers - 1.0) * spread.max(0.0) / expected;
        self.known / effect.max(1.0)
    }
}

/// Shrinks the rates of segments to their common mean by empirical Bayes: a beta distribution of rates whose mean and
/// variance are found by moments (Kleinman 1973), and the mean of its posterior for each segment. None for a segment
/// without claims of a known outcome.
pub fn shrink(segments: &[Sums]) -> Vec<Option<Shrunk>> {
    let known: Vec<(f64, f64)> =
        segments.iter().filter(|sums| sums.known > 0.0).map(|sums| (sums.rate(), sums.independent())).collect();
    let weight: f64 = known.iter().map(|(_, n)| n).sum();
    let mean = known.iter().map(|(rate, n)| rate * n).sum::<f64>() / weight;
    let between: f64 = known.iter().map(|(rate, n)| n * (rate - mean).powi(2)).sum();
    let freedom = known.len() as f64 - 1.0;
    let size = weight - known.iter().map(|(_, n)| n * n).sum::<f64>() / weight;
    let variance = mean * (1.0 - mean);
    // The share of the variance that is between segments: 1 / (a + b + 1) of a beta distribution with a and b.
    let share = (between - variance * freedom) / (variance * (size - freedom));
    // Two segments tell little of a spread; rates that are spread more than evenly over 0 to 1 are not believed.
    let prior = if share > 0.0 { (1.0 / share - 1.0).max(2.0) } else { f64::INFINITY };
    // The rate of all claims: a shrunk rate is between it and the own one.
    let total = |of: fn(&Sums) -> f64| segments.iter().map(of).sum::<f64>();
    let all = total(|sums| sums.burnt) / total(|sums| sums.known);
    let one = |sums: &Sums| {
        let (own, n) = (sums.rate(), sums.independent());
        if prior.is_infinite() {
            return Shrunk { rate: all, interval: [all; 2] };
        }
        let rate = (all * prior + own * n) / (prior + n);
        let half = Z * (rate * (1.0 - rate) / (prior + n + 1.0)).sqrt();
        Shrunk { rate, interval: [(rate - half).max(0.0), (rate + half).min(1.0)] }
    };
    segments.iter().map(|sums| (sums.known > 0.0).then(|| one(sums))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn sums(customers: &[(u32, u32)]) -> Sums {
        let mut sums = Sums::default();
        for (burnt, known) in customers {
            sums.add(f64::from(*burnt), f64::from(*known));
        }
        sums
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
        assert_eq!(shrink(&[Sums::default(), sums(&[(1, 2)])])[0], None);
        let all = shrink(&[sums(&[(2, 2), (3, 3)]), sums(&[(1, 1), (4, 4)])]);
        assert!(all.iter().flatten().all(|shrunk| (shrunk.rate - 1.0).abs() < 1e-12), "{all:?}");
    }
}
