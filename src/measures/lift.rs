//! How much more often a part of the customers has something than all customers.

use super::wilson::NORMAL_95;

/// The share of a part divided by the share of all, where the part belongs to all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lift {
    /// The share among the part.
    pub share: f64,
    /// The share among all.
    pub everywhere: f64,
    /// The first divided by the second.
    pub lift: f64,
    /// Its 95% interval; none if the part is all.
    pub interval: Option<[f64; 2]>,
    /// The p-value of the hypothesis that part and rest have the same share; none if the part is all.
    pub p: Option<f64>,
}

impl Lift {
    /// `hits` of `n` customers of the part, and `all_hits` of `all` of all; none if no customer has it.
    ///
    /// The interval of the ratio between the part and the rest (Katz et al. 1978, with a half added to each count as by
    /// Walter 1975) is converted, because the lift is 1 / (w + (1 − w) / ratio), w the share of the part in all customers.
    /// The p is that of the same ratio.
    pub fn new(hits: u64, n: u64, all_hits: u64, all: u64) -> Option<Self> {
        let rest = all.checked_sub(n)?;
        let rest_hits = all_hits.checked_sub(hits).filter(|hits| *hits <= rest)?;
        if n == 0 || all_hits == 0 || hits > n {
            return None;
        }
        let (share, everywhere) = (hits as f64 / n as f64, all_hits as f64 / all as f64);
        let [a, b, c, d] = [hits, n, rest_hits, rest].map(|count| count as f64 + 0.5);
        let ratio = (a / b / (c / d)).ln();
        let error = (1.0 / a - 1.0 / b + 1.0 / c - 1.0 / d).max(0.0).sqrt();
        let weight = n as f64 / all as f64;
        let end = |side: f64| 1.0 / (weight + (1.0 - weight) / (ratio + side * NORMAL_95 * error).exp());
        let compared = rest > 0;
        Some(Self {
            share,
            everywhere,
            lift: share / everywhere,
            interval: compared.then(|| [end(-1.0), end(1.0)]),
            p: compared.then(|| if error > 0.0 { two_sided(ratio / error) } else { 1.0 }),
        })
    }
}

/// The chance that a standard normal value is as far from 0 as `z`, by the approximation of Press et al. (2007, §6.2.2) of the
/// complementary error function, whose relative error is below 1.2e-7.
pub fn two_sided(z: f64) -> f64 {
    const COEFFICIENTS: [f64; 10] = [
        -1.265_512_23,
        1.000_023_68,
        0.374_091_96,
        0.096_784_18,
        -0.186_288_06,
        0.278_868_07,
        -1.135_203_98,
        1.488_515_87,
        -0.822_152_23,
        0.170_872_77,
    ];
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / x.mul_add(0.5, 1.0);
    let series = COEFFICIENTS.iter().rev().fold(0.0, |sum: f64, c| sum.mul_add(t, *c));
    (t * (series - x * x).exp()).min(1.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Written by `python tests/golden/lift.py > tests/golden/lift.json`.
    #[test]
    fn as_by_scipy() {
        let rows: Vec<serde_json::Value> = serde_json::from_str(include_str!("../../tests/golden/lift.json")).unwrap();
        assert!(rows.len() > 5);
        for row in rows {
            let [hits, n, all_hits, all] = [0, 1, 2, 3].map(|at| row["counts"][at].as_u64().unwrap());
            let ours = Lift::new(hits, n, all_hits, all).unwrap();
            let [low, high] = ours.interval.unwrap();
            let near = |ours: f64, theirs: &serde_json::Value, part: f64| {
                let theirs = theirs.as_f64().unwrap();
                assert!((ours - theirs).abs() <= part * theirs.abs(), "{ours} for {row}");
            };
            near(ours.lift, &row["lift"], 1e-12);
            near(low, &row["interval"][0], 1e-12);
            near(high, &row["interval"][1], 1e-12);
            near(ours.p.unwrap(), &row["p"], 2e-7);
        }
    }

    #[test]
    fn where_there_is_nothing_to_compare() {
        assert_eq!(Lift::new(0, 10, 0, 100), None);
        assert_eq!(Lift::new(3, 0, 3, 100), None);
        assert_eq!(Lift::new(5, 10, 5, 10).unwrap().interval, None, "the part is all");
        let everybody = Lift::new(10, 10, 100, 100).unwrap();
        assert_eq!((everybody.interval, everybody.p), (Some([1.0, 1.0]), Some(1.0)), "all have it everywhere");
    }
}
