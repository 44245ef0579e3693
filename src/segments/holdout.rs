//! A random control group that gets no coupons: comparing it with the others later shows the effect of the coupons.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256Plus;

use super::Segments;
use crate::measures::Feature;

/// The name of the column.
pub const HOLDOUT: &str = "holdout";

/// A column with 1 for the customers of the control group and 0 for the others: a random `share` of the customers who
/// are shown, stratified by segment (Cochran 1977, chapter 5), so that it has the same part of every segment. Customers
/// in no segment are a stratum too. The same seed and customers give the same group.
pub fn holdout(segments: &Segments, shown: Option<&[bool]>, share: f64, seed: u64) -> Feature {
    let mut strata: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
    for (customer, label) in segments.of_customer.iter().enumerate() {
        if shown.is_none_or(|shown| shown.get(customer) == Some(&true)) {
            strata.entry(*label).or_default().push(customer);
        }
    }
    let mut values = vec![0.0; segments.of_customer.len()];
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    // The next stratum compensates the rounding of the previous one, so the complete control group has its share.
    let (mut seen, mut taken) = (0, 0);
    for customers in strata.values_mut() {
        seen += customers.len();
        let wanted = (share * seen as f64).round() as usize;
        let (chosen, _) = customers.partial_shuffle(&mut rng, wanted.saturating_sub(taken));
        taken += chosen.len();
        for customer in chosen {
            values[*customer] = 1.0;
        }
    }
    Feature { name: HOLDOUT.to_owned(), values, integer: true, code: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(of_customer: &[Option<u32>], shown: Option<&[bool]>, share: f64, seed: u64) -> Vec<f64> {
        let segments = Segments { of_customer: of_customer.to_vec(), ..Segments::default() };
        holdout(&segments, shown, share, seed).values
    }

    #[test]
    fn every_segment_gives_its_part_and_the_whole_has_its_share() {
        let labels: Vec<Option<u32>> = (0..1_000).map(|i| [Some(0), Some(0), Some(1), None][i % 4]).collect();
        let values = group(&labels, None, 0.1, 42);
        let of = |label| labels.iter().zip(&values).filter(|(l, v)| **l == label && **v > 0.0).count();
        assert_eq!((of(Some(0)), of(Some(1)), of(None)), (50, 25, 25));
        assert_eq!(values, group(&labels, None, 0.1, 42));
        assert_ne!(values, group(&labels, None, 0.1, 43));
        // A tenth of three customers is none, but a tenth of seven such segments is two.
        let small: Vec<Option<u32>> = (0..21).map(|i| Some(i / 3)).collect();
        assert!((group(&small, None, 0.1, 1).iter().sum::<f64>() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn who_is_not_shown_is_in_no_group() {
        let shown: Vec<bool> = (0..100).map(|i| i < 40).collect();
        let values = group(&[Some(0); 100], Some(&shown), 0.5, 7);
        assert!((values[..40].iter().sum::<f64>() - 20.0).abs() < 1e-9);
        assert!(values[40..].iter().all(|value| value.to_bits() == 0));
    }
}
