//! The unimodal distribution nearest to some values.

/// Most modes that are tried, and the most frequent value.
const MODES: usize = 100;

/// A distribution function that is convex up to the mode and concave after it: straight lines between knots. It may
/// jump at the mode, as one value may be frequent.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unimodal {
    /// (value, share of the values below it), ascending.
    knots: Vec<(f64, f64)>,
}

/// A value with the share of the values below it and the share up to it.
struct Step {
    value: f64,
    below: f64,
    up_to: f64,
}

impl Unimodal {
    /// The one whose largest difference from the distribution of the values is the smallest: the greatest convex
    /// minorant before the mode and the least concave majorant after it (Hartigan and Hartigan 1985, whose dip is half
    /// that difference). `sorted` are the values in ascending order.
    pub fn nearest(sorted: &[f64]) -> Self {
        let n = sorted.len() as f64;
        let mut steps: Vec<Step> = Vec::new();
        for (i, &value) in sorted.iter().enumerate() {
            let up_to = (i + 1) as f64 / n;
            match steps.last_mut() {
                Some(last) if last.value >= value => last.up_to = up_to,
                _ => steps.push(Step { value, below: i as f64 / n, up_to }),
            }
        }
        let weight = |at: usize| steps[at].up_to - steps[at].below;
        let frequent = (0..steps.len()).reduce(|a, b| if weight(b) > weight(a) { b } else { a });
        let modes = (0..steps.len()).step_by(steps.len().div_ceil(MODES).max(1)).chain(frequent);
        let fits = modes.map(|mode| with_mode(&steps, mode));
        let best = fits.reduce(|a, b| if b.0 < a.0 { b } else { a });
        Self { knots: best.map_or_else(Vec::new, |(_, knots)| knots) }
    }

    /// The value below which this share lies, 0 to 1; `NaN` without values.
    pub fn quantile(&self, share: f64) -> f64 {
        let next = self.knots.partition_point(|&(_, below)| below < share);
        let before = next.checked_sub(1).and_then(|last| self.knots.get(last));
        match (before, self.knots.get(next)) {
            (Some((x, low)), Some((y, high))) => x + (y - x) * (share - low) / (high - low),
            (Some((x, _)), None) | (None, Some((x, _))) => *x,
            (None, None) => f64::NAN,
        }
    }
}

/// The knots of the fit with its mode at a step, and its largest difference from the steps.
fn with_mode(steps: &[Step], mode: usize) -> (f64, Vec<(f64, f64)>) {
    let mut knots = hull(steps[..=mode].iter().map(|step| (step.value, step.below)), 1.0);
    let left = apart(&knots, &steps[..mode], |fit, step| step.up_to - fit);
    let right = hull(steps[mode..].iter().map(|step| (step.value, step.up_to)), -1.0);
    let apart = left.max(apart(&right, &steps[mode + 1..], |fit, step| fit - step.below));
    knots.extend(right);
    (apart, knots)
}

/// The lower hull of points in ascending order, or the upper one for a `side` of −1.
fn hull(points: impl Iterator<Item = (f64, f64)>, side: f64) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for next in points {
        while let &[.., a, b] = kept.as_slice()
            && side * ((b.1 - a.1) * (next.0 - a.0) - (next.1 - a.1) * (b.0 - a.0)) >= 0.0
        {
            kept.pop();
        }
        kept.push(next);
    }
    kept
}

/// The largest difference between a line through knots and the steps that it covers.
fn apart(knots: &[(f64, f64)], steps: &[Step], difference: impl Fn(f64, &Step) -> f64) -> f64 {
    let mut largest = 0.0_f64;
    let mut at = 0;
    for step in steps {
        while at + 2 < knots.len() && knots[at + 1].0 < step.value {
            at += 1;
        }
        if let Some(&[(x, low), (y, high)]) = knots.get(at..at + 2) {
            largest = largest.max(difference(low + (high - low) * (step.value - x) / (y - x), step));
        }
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: &[(f64, f64)], expected: &[(f64, f64)]) {
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for ((x, low), (y, high)) in found.iter().zip(expected) {
            assert!((x - y).abs() < 1e-12 && (low - high).abs() < 1e-12, "{found:?}");
        }
    }

    #[test]
    fn values_with_one_mode_keep_their_distribution() {
        // Denser towards 0: only the first value can be the mode, and the fit passes through every step.
        let fit = Unimodal::nearest(&[0.0, 1.0, 3.0, 6.0]);
        close(&fit.knots, &[(0.0, 0.0), (0.0, 0.25), (1.0, 0.5), (3.0, 0.75), (6.0, 1.0)]);
        for (share, value) in [(0.0, 0.0), (0.1, 0.0), (0.25, 0.0), (0.375, 0.5), (0.75, 3.0), (1.0, 6.0)] {
            assert!((fit.quantile(share) - value).abs() < 1e-12, "{share}");
        }
    }

    #[test]
    fn a_valley_is_filled() {
        // Half of the values from 0 to 1, half from 9 to 10: nothing unimodal has a gap between them.
        let values: Vec<f64> = (0..100).map(|i| f64::from(i % 50) / 49.0 + if i < 50 { 0.0 } else { 9.0 }).collect();
        let mut sorted = values;
        sorted.sort_unstable_by(f64::total_cmp);
        let fit = Unimodal::nearest(&sorted);
        let between = (1..100).map(|i| fit.quantile(f64::from(i) / 100.0)).filter(|x| (1.5..8.5).contains(x)).count();
        assert!(between > 20, "{between}");
    }

    #[test]
    fn a_frequent_value_is_the_mode() {
        let mut values = vec![0.0; 60];
        values.extend((1..=40).map(f64::from));
        let fit = Unimodal::nearest(&values);
        assert!(fit.quantile(0.59).abs() < 1e-12 && fit.quantile(0.65) > 1.0, "{fit:?}");
        close(&Unimodal::nearest(&[3.0]).knots, &[(3.0, 0.0), (3.0, 1.0)]);
        assert!(Unimodal::nearest(&[]).quantile(0.5).is_nan());
    }
}
