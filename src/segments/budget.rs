//! Shares a number of coupons among segments, by burn rates measured out of time.
//!
//! Unless a test of whole customers says that the rates differ, and where intervals overlap, rates are not distinguished:
//! their segments share the coupons, the same number per customer. Segments clearly below the highest rate get none.

use std::cmp::Ordering;

use crate::measures::{self, Burns, NORMAL_95};

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
    /// The p-value of the test that all rates are equal; none if they could not be tested.
    pub p: Option<f64>,
    /// All measured segments if the rates do not differ, otherwise those whose interval overlaps that of the highest rate, by
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
    /// Coupons per segment.
    pub coupons: Vec<u64>,
    /// Coupons for which there is no customer.
    pub left: u64,
    /// The most coupons for one customer: the most later claims that any customer had.
    pub most: u64,
    /// Expected burns.
    pub burns: f64,
    /// 95% prediction interval of the burns that will come.
    pub interval: [f64; 2],
}

/// Smaller segments get neither coupons nor advice: a single customer can change every number.
pub const FEWEST: u64 = 5;

impl Leaders {
    /// Whether the rates differ; none if they could not be tested.
    pub fn differ(&self) -> Option<bool> {
        measures::differ(self.p)
    }
}

/// The segments with the highest burn rates, if rates differ: `p` is that of the test that all are equal.
pub fn leaders(candidates: &[Candidate], p: Option<f64>) -> Leaders {
    let differ = measures::differ(p) == Some(true);
    let measured = |i: &usize| candidates[*i].burns.customers > 1 && candidates[*i].customers >= FEWEST;
    let rate = |i: usize| candidates[i].burns.rate().unwrap_or(0.0);
    let all: Vec<usize> = (0..candidates.len()).filter(measured).collect();
    let best = all.iter().copied().reduce(|best, next| if rate(next) > rate(best) { next } else { best });
    let low = best.and_then(|best| candidates[best].burns.interval()).map_or(0.0, |[low, _]| low);
    let reaches = |i: &usize| !differ || candidates[*i].burns.interval().is_some_and(|[_, high]| high >= low);
    let (leading, below) = all.into_iter().partition(reaches);
    Leaders { p, leading, best, below }
}

/// Shares `coupons` among the leading segments in proportion to their customers; none if nothing is measured. Nobody gets
/// more than any customer claimed later: what is left goes to the other measured segments, the highest rate first.
///
/// Expected burns are Σ coupons × rate. Their interval is that of the burns that will come: the distances of the limits of
/// each rate add up as squares (MOVER: Zou and Donner 2008), and with them the variance of the burns around their
/// expectation, beta-binomial with the correlation of the burns of a customer (Skellam 1948).
pub fn propose(coupons: u64, candidates: &[Candidate], leaders: &Leaders) -> Option<Proposal> {
    let most = candidates.iter().map(|candidate| candidate.burns.most).max()?;
    let mut below = leaders.below.clone();
    below.sort_by(|a, b| {
        candidates[*b].burns.rate().partial_cmp(&candidates[*a].burns.rate()).unwrap_or(Ordering::Equal)
    });
    let (mut given, mut left) = (vec![0; candidates.len()], coupons);
    for turn in std::iter::once(&leaders.leading[..]).chain(below.chunks(1)) {
        let weights: Vec<u64> =
            (0..candidates.len()).map(|i| if turn.contains(&i) { candidates[i].customers } else { 0 }).collect();
        let room = weights.iter().sum::<u64>().saturating_mul(most);
        let parts = shared_out(left.min(room), &weights)?;
        left -= parts.iter().sum::<u64>();
        given.iter_mut().zip(parts).for_each(|(given, part)| *given += part);
    }
    let correlation = correlation(candidates);
    let (mut burns, mut below, mut above, mut noise) = (0.0, 0.0, 0.0, 0.0);
    for (given, candidate) in given.iter().zip(candidates).filter(|(given, _)| **given > 0) {
        if let (Some(rate), Some([low, high])) = (candidate.burns.rate(), candidate.burns.interval()) {
            let given = *given as f64;
            burns += given * rate;
            below += (given * (rate - low)).powi(2);
            above += (given * (high - rate)).powi(2);
            // Burns vary even if none or all were burnt so far (Agresti and Coull 1998).
            let rate = (candidate.burns.burnt as f64 + 2.0) / (candidate.burns.claims as f64 + 4.0);
            let each = (given / candidate.customers as f64).max(1.0);
            noise += given * rate * (1.0 - rate) * (1.0 + (each - 1.0) * correlation);
        }
    }
    let all = given.iter().sum::<u64>() as f64;
    let noise = NORMAL_95.powi(2) * noise;
    let interval = [(burns - (below + noise).sqrt()).max(0.0), (burns + (above + noise).sqrt()).min(all)];
    Some(Proposal { coupons: given, left, most, burns, interval })
}

/// The intraclass correlation of burns of one customer within segments, weighted by claims; 0 if no customer has two
/// claims.
fn correlation(candidates: &[Candidate]) -> f64 {
    let known = candidates.iter().filter_map(|c| Some((c.burns.correlation()?, c.burns.claims as f64)));
    let (sum, claims) = known.fold((0.0, 0.0), |(sum, all), (alike, claims)| (sum + alike * claims, all + claims));
    if claims > 0.0 { sum / claims } else { 0.0 }
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
    use rand::{Rng as _, SeedableRng as _};
    use rand_xoshiro::Xoshiro256PlusPlus;

    use super::*;
    use crate::measures::Claims;

    fn candidate(customers: u64, burnt: u64, claims: u64) -> Candidate {
        Candidate { name: String::new(), customers, burns: Burns::of_single_claims(burnt, claims) }
    }

    /// Half of the customers burn all of their claims, the others none.
    fn alike(customers: u64, claims: u64) -> Candidate {
        let burns = (0..customers).map(|i| Claims { claims, burnt: claims * (i % 2) }.into()).sum();
        Candidate { name: String::new(), customers, burns }
    }

    #[test]
    fn a_clear_leader_gets_all() {
        let candidates = [candidate(100, 300, 1000), candidate(50, 800, 1000), candidate(10, 500, 1000)];
        let leaders = leaders(&candidates, Some(0.001));
        assert_eq!((leaders.best, &leaders.leading[..], &leaders.below[..]), (Some(1), &[1][..], &[0, 2][..]));
        let proposal = propose(7, &candidates, &leaders).unwrap();
        assert_eq!(proposal.coupons, [0, 7, 0]);
        assert!((proposal.burns - 5.6).abs() < 1e-12);
        // 7 times scipy's wilson interval of 800 of 1000, and the variance of 7 burns: `tests/golden/budget.py`.
        near(proposal.interval, [3.513_232_852_932_643, 7.0]);
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

    fn near(found: [f64; 2], expected: [f64; 2]) {
        assert!((0..2).all(|end| (found[end] - expected[end]).abs() < 1e-8), "{found:?} for {expected:?}");
    }

    /// The rates of Newcombe (1998): `tests/golden/budget.py`.
    #[test]
    fn the_interval_is_of_the_burns_that_come() {
        let candidates = [candidate(200, 81, 263), candidate(200, 15, 148)];
        let both = Leaders { p: None, leading: vec![0, 1], best: Some(0), below: Vec::new() };
        let proposal = propose(200, &candidates, &both).unwrap();
        assert_eq!(proposal.coupons, [100, 100]);
        assert!((proposal.burns - 100.0 * (81.0 / 263.0 + 15.0 / 148.0)).abs() < 1e-9);
        near(proposal.interval, [28.150_639_392_287_07, 54.693_141_595_050_32]);
    }

    #[test]
    fn burns_of_one_customer_come_together() {
        let candidates = [alike(100, 4)];
        let leaders = leaders(&candidates, None);
        let width = |coupons| {
            let [low, high] = propose(coupons, &candidates, &leaders).unwrap().interval;
            (high - low) / coupons as f64
        };
        // One coupon each has the variance of independent claims; four each have that of a quarter as many customers.
        assert!((width(100) - width(400)).abs() < 1e-3, "{} {}", width(100), width(400));
    }

    #[test]
    fn nobody_gets_more_than_any_customer_took() {
        let candidates = [alike(10, 3), candidate(20, 30, 300), candidate(30, 900, 1000), candidate(4, 90, 100)];
        let leaders = leaders(&candidates, Some(0.001));
        assert_eq!((&leaders.leading[..], &leaders.below[..]), (&[2][..], &[0, 1][..]));
        let proposal = propose(100, &candidates, &leaders).unwrap();
        // Three each: 90 to the leading segment, the rest to the next.
        assert_eq!((&proposal.coupons[..], proposal.left, proposal.most), (&[10, 0, 90, 0][..], 0, 3));
        let proposal = propose(1000, &candidates, &leaders).unwrap();
        assert_eq!((&proposal.coupons[..], proposal.left), (&[30, 60, 90, 0][..], 820));
    }

    #[test]
    fn nothing_measured_is_no_proposal() {
        for candidates in [vec![], vec![candidate(9, 0, 0)], vec![candidate(4, 3, 9)], vec![candidate(9, 1, 1)]] {
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

    /// Customers burn with individual probabilities. Rates are measured from some of their claims, and then the coupons of
    /// the proposal are drawn, one or several per customer.
    #[test]
    fn the_interval_covers_the_burns_that_come() {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(95);
        let cases: [([f64; 3], f64, u64); 4] = [
            ([0.5, 0.5, 0.5], 0.5, 1),
            ([0.5, 0.5, 0.5], 0.5, 3),
            ([0.7, 0.5, 0.3], 0.001, 1),
            ([0.12, 0.06, 0.03], 0.001, 3),
        ];
        for (rates, p, each) in cases {
            let runs = 300;
            let mut covers = |_: &u32| {
                let mut burns = |chance: f64, claims: u64| (0..claims).filter(|_| rng.gen_bool(chance)).count() as u64;
                let mut chances = vec![Vec::new(); rates.len()];
                let mut candidates = Vec::new();
                for (rate, own) in rates.iter().zip(&mut chances) {
                    let mut all = Burns::default();
                    for customer in 0..120_u64 {
                        // Evenly between 0 and twice the rate, or the other way round.
                        let spread = rate.min(1.0 - rate);
                        let chance = rate + spread * (2.0 * (customer as f64 + 0.5) / 120.0 - 1.0);
                        let claims = 1 + customer * 7 % 6;
                        all += Burns::from(Claims { claims, burnt: burns(chance, claims) });
                        own.push(chance);
                    }
                    candidates.push(Candidate { name: String::new(), customers: 120, burns: all });
                }
                let leaders = leaders(&candidates, Some(p));
                let given = each * 120 * leaders.leading.len() as u64;
                let proposal = propose(given, &candidates, &leaders).unwrap();
                let mut came = 0;
                for (coupons, own) in proposal.coupons.iter().zip(&chances) {
                    came += own.iter().map(|chance| burns(*chance, coupons / 120)).sum::<u64>();
                }
                let [low, high] = proposal.interval;
                (low..=high).contains(&(came as f64))
            };
            let covered = (0..runs).filter(|run| covers(run)).count();
            assert!(covered >= 277, "{covered} of {runs} for {rates:?}, {each} each");
        }
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
                prop_assert_eq!(proposal.coupons.iter().sum::<u64>() + proposal.left, coupons);
                let within = |(given, of): (&u64, &Candidate)| *given <= of.customers * proposal.most;
                prop_assert!(proposal.coupons.iter().zip(&candidates).all(within));
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
