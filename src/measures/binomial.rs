//! Tails of a binomial distribution.

use super::student::incomplete_beta;

/// P(X ≥ `hits`) of `tries` tries with this chance each; `tries` need not be a whole number.
pub fn upper_tail(hits: u64, tries: f64, chance: f64) -> f64 {
    let hits = hits as f64;
    match () {
        () if hits <= 0.0 => 1.0,
        // More hits than tries: rounding of a number of tries that is not whole.
        () if hits > tries => {
            if chance >= 1.0 {
                1.0
            } else {
                chance.max(0.0).powf(tries)
            }
        }
        () => incomplete_beta(chance, hits, tries - hits + 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `scipy.stats.binom.sf(hits - 1, tries, chance)`; for tries that are not whole `scipy.special.betainc`.
    #[test]
    fn tails_are_those_of_scipy() {
        for (hits, tries, chance, expected) in [
            (3, 10.0, 0.2, 0.322_200_473_600_000_15),
            (20, 40.5, 0.3, 0.007_444_545_428_910_77),
            (25, 100.0, 0.05, 1.815_966_843_828_981_4e-11),
            (30, 30.0, 0.9, 0.042_391_158_275_216_24),
            (21, 50.0, 0.1, 3.707_374_625_642_211e-9),
            (0, 5.0, 0.1, 1.0),
        ] {
            let found = upper_tail(hits, tries, chance);
            assert!((found - expected).abs() <= 1e-9 * expected, "{found} for {expected}");
        }
    }
}
