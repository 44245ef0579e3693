//! Shares a number of coupons among segments, by burn rates measured out of time.
//!
//! Unless a test of whole customers says that the rates differ, and where intervals overlap, rates are not distinguished:
//! their segments share the coupons, the same number per customer. Segments clearly below the highest rate get none.

use crate::measures::{Burns, SIGNIFICANT};

/// A segment that coupons may go to.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its label in sentences: `1 steady burners`.
    pub name: String,
    /// Its customers today.
    pub customers: u64,
    /// Its rate measured out of time; none if it was not measured.
    pub burns: Burns,
}

/// The segments that should get coupons.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaders {
    /// The p of the test that all rates are the same; none if they could not be tested.
    pub p: Option<f64>,
    /// All measured segments if the rates do not differ, else those whose interval overlaps that of the highest rate, by
    /// index; empty if nothing is measured.
    pub leading: Vec<usize>,
    /// The segment with the highest rate, ties to the first.
    pub best: Option<usize>,
    /// Other measured segments, whose rates are clearly lower.
    pub below: Vec<usize>,
}

/// A number of coupons, shared out.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Coupons per segment; they sum to the number of coupons.
    pub coupons: Vec<u64>,
    /// Expected burns.
    pub burns: f64,
    /// 95% interval of the expected burns.
    pub interval: [f64; 2],
}

impl Leaders {
    /// Whether the rates differ; none if they could not be tested.
    pub fn differ(&self) -> Option<bool> {
        self.p.map(|p| p <= SIGNIFICANT)
    }
}

/// The segments with the highest burn rates, as far as rates differ: `p` is that of the test that all are the same.
pub fn leaders(candidates: &[Candidate], p: Option<f64>) -> Leaders {
    let differ = p.is_some_and(|p| p <= SIGNIFICANT);
    let measured = |i: &usize| candidates[*i].burns.claims > 0 && candidates[*i].customers > 0;
    let rate = |i: usize| candidates[i].burns.rate().unwrap_or(0.0);
    let all: Vec<usize> = (0..candidates.len()).filter(measured).collect();
    let best = all.iter().copied().reduce(|best, next| if rate(next) > rate(best) { next } else { best });
    let low = best.and_then(|best| candidates[best].burns.interval()).map_or(0.0, |[low, _]| low);
    let reaches = |i: &usize| !differ || candidates[*i].burns.interval().is_some_and(|[_, high]| high >= low);
    let (leading, below) = all.into_iter().partition(reaches);
    Leaders { p, leading, best, below }
}

/// Shares `coupons` among the leading segments in proportion to their customers; none if nothing is measured.
///
/// Expected burns are Σ coupons × rate. Their interval is that of a sum of independent rates, from the limits of each
/// (MOVER: Zou and Donner 2008): the distances of the limits from the rates add up as squares.
pub fn propose(coupons: u64, candidates: &[Candidate], leaders: &Leaders) -> Option<Proposal> {
    let weights: Vec<u64> = candidates
        .iter()
        .enumerate()
        .map(|(i, c)| if leaders.leading.contains(&i) { c.customers } else { 0 })
        .collect();
    let coupons = shared_out(coupons, &weights)?;
    let (mut burns, mut below, mut above) = (0.0, 0.0, 0.0);
    for (given, candidate) in coupons.iter().zip(candidates) {
        if let (Some(rate), Some([low, high])) = (candidate.burns.rate(), candidate.burns.interval()) {
            let given = *given as f64;
            burns += given * rate;
            below += (given * (rate - low)).powi(2);
            above += (given * (high - rate)).powi(2);
        }
    }
    Some(Proposal { coupons, burns, interval: [burns - below.sqrt(), burns + above.sqrt()] })
}

/// Shares a number in proportion to weights, in whole parts that sum to it: the largest remainders (Hamilton) get the
/// rest, ties to the first. None if all weights are 0.
fn shared_out(number: u64, weights: &[u64]) -> Option<Vec<u64>> {
    let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    if total == 0 {
        return None;
    }
    let exact = |weight: &u64| u128::from(number) * u128::from(*weight);
    let mut parts: Vec<u64> = weights.iter().map(|weight| (exact(weight) / total) as u64).collect();
    let left = number - parts.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..weights.len()).filter(|i| weights[*i] > 0).collect();
    order.sort_by_key(|i| std::cmp::Reverse(exact(&weights[*i]) % total));
    for i in order.into_iter().take(left as usize) {
        parts[i] += 1;
    }
    Some(parts)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn candidate(customers: u64, burnt: u64, claims: u64) -> Candidate {
        Candidate { name: String::new(), customers, burns: Burns { claims, burnt } }
    }

    #[test]
    fn a_clear_leader_gets_all() {
        let candidates = [candidate(100, 300, 1000), candidate(50, 800, 1000), candidate(10, 500, 1000)];
        let leaders = leaders(&candidates, Some(0.001));
        assert_eq!((leaders.best, &leaders.leading[..], &leaders.below[..]), (Some(1), &[1][..], &[0, 2][..]));
        let proposal = propose(7, &candidates, &leaders).unwrap();
        assert_eq!(proposal.coupons, [0, 7, 0]);
        assert!((proposal.burns - 5.6).abs() < 1e-12);
        // 7 times scipy's wilson interval of 800 of 1000: 0.7741..0.8236.
        assert!(
            (proposal.interval[0] - 5.418_567_247).abs() < 1e-8 && (proposal.interval[1] - 5.765_360_367).abs() < 1e-8
        );
    }

    #[test]
    fn overlapping_rates_share_so_that_each_customer_gets_the_same() {
        let candidates = [candidate(100, 50, 100), candidate(300, 53, 100), candidate(7, 0, 0), candidate(200, 1, 9)];
        let leaders = leaders(&candidates, Some(0.001));
        assert_eq!((leaders.best, &leaders.leading[..], &leaders.below[..]), (Some(1), &[0, 1, 3][..], &[][..]));
        assert_eq!(propose(60, &candidates, &leaders).unwrap().coupons, [10, 30, 0, 20]);
    }

    #[test]
    fn rates_that_do_not_differ_share_whatever_their_intervals() {
        let candidates = [candidate(100, 300, 1000), candidate(300, 800, 1000)];
        for p in [Some(0.051), None] {
            let leaders = leaders(&candidates, p);
            assert_eq!((leaders.best, &leaders.leading[..], &leaders.below[..]), (Some(1), &[0, 1][..], &[][..]));
        }
        assert_eq!(leaders(&candidates, Some(0.05)).leading, [1]);
    }

    /// By scipy and math, of p = 81/263 and 15/148 (the rates of Newcombe 1998) with their wilson limits l and u:
    /// `sum(p) - math.hypot(*(p - l))` and `sum(p) + math.hypot(*(u - p))`.
    #[test]
    fn the_interval_is_movers() {
        let candidates = [candidate(1, 81, 263), candidate(1, 15, 148)];
        let both = Leaders { p: None, leading: vec![0, 1], best: Some(0), below: Vec::new() };
        let proposal = propose(2, &candidates, &both).unwrap();
        assert_eq!(proposal.coupons, [1, 1]);
        assert!((proposal.burns - (81.0 / 263.0 + 15.0 / 148.0)).abs() < 1e-12);
        let [low, high] = proposal.interval;
        assert!((low - 0.343_798_638_098).abs() < 1e-11 && (high - 0.492_325_173_112).abs() < 1e-11, "{low} {high}");
    }

    #[test]
    fn nothing_measured_is_no_proposal() {
        for candidates in [vec![], vec![candidate(9, 0, 0)], vec![candidate(0, 3, 9)]] {
            let leaders = leaders(&candidates, Some(0.001));
            assert_eq!((leaders.best, leaders.leading.len()), (None, 0));
            assert_eq!(propose(10, &candidates, &leaders), None);
        }
    }

    #[test]
    fn remainders_are_given_to_the_largest() {
        assert_eq!(shared_out(10, &[1, 1, 1]), Some(vec![4, 3, 3]));
        assert_eq!(shared_out(1, &[10, 11, 0]), Some(vec![0, 1, 0]));
        assert_eq!(shared_out(0, &[3]), Some(vec![0]));
        assert_eq!(shared_out(u64::MAX, &[u64::MAX, u64::MAX]), Some(vec![u64::MAX / 2 + 1, u64::MAX / 2]));
        assert_eq!(shared_out(5, &[0, 0]), None);
    }

    proptest! {
        #[test]
        fn coupons_sum_and_burns_lie_within_their_interval(
            coupons in prop_oneof![0..2_000_u64, Just(1_000_000_000_000)],
            rows in prop::collection::vec((0..100_000_u64, 0..500_u64, 0..500_u64), 0..12),
        ) {
            let candidates: Vec<Candidate> =
                rows.iter().map(|(customers, burnt, open)| candidate(*customers, *burnt, burnt + open)).collect();
            let leaders = leaders(&candidates, Some(0.001));
            if let Some(proposal) = propose(coupons, &candidates, &leaders) {
                prop_assert_eq!(proposal.coupons.iter().sum::<u64>(), coupons);
                let [low, high] = proposal.interval;
                prop_assert!(low <= proposal.burns && proposal.burns <= high);
                let slack = 1e-6 * coupons as f64;
                prop_assert!(-slack <= low && high <= coupons as f64 + slack);
            } else {
                prop_assert!(leaders.leading.is_empty());
            }
        }
    }
}
