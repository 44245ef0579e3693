//! The knee of a curve by Kneedle (Satopaa, Albrecht, Irwin and Raghavan 2011).

/// The knee of a convex, decreasing curve; none where there is none.
pub fn knee(ks: &[usize], inertia: &[f64]) -> Option<usize> {
    let n = ks.len().min(inertia.len());
    if n < 3 || ks[0] >= ks[n - 1] {
        return None;
    }
    let width = (ks[n - 1] - ks[0]) as f64;
    let x = ks[..n].iter().map(|&k| (k as f64 - ks[0] as f64) / width);
    kneedle(x, &inertia[..n]).map(|at| ks[at])
}

/// The index of the knee of a convex, increasing curve at equal steps; none where there is none.
pub(super) fn rising_knee(curve: &[f64]) -> Option<usize> {
    let last = curve.len().checked_sub(1)?;
    // The reversed curve is decreasing.
    let falling: Vec<f64> = curve.iter().rev().copied().collect();
    kneedle((0..=last).map(|i| i as f64 / last as f64), &falling).map(|at| last - at)
}

/// Kneedle with sensitivity S = 1 over a convex, decreasing curve; `x` rises from 0 to 1.
///
/// The curve is scaled to the unit square and mirrored. A knee is a local maximum of its height above the diagonal, if
/// that height falls below the maximum minus the mean step of x before the next local maximum.
fn kneedle(x: impl Iterator<Item = f64>, curve: &[f64]) -> Option<usize> {
    let n = curve.len();
    let (low, high) = curve.iter().fold((f64::MAX, f64::MIN), |(low, high), &y| (low.min(y), high.max(y)));
    if n < 3 || low >= high || !curve.iter().all(|y| y.is_finite()) {
        return None;
    }
    let height: Vec<f64> = x.zip(curve).map(|(x, y)| (high - y) / (high - low) - x).collect();
    let step = 1.0 / (n - 1) as f64;

    let mut candidate: Option<(usize, f64)> = None;
    for i in 1..n - 1 {
        if height[i] >= height[i - 1] && height[i] >= height[i + 1] {
            candidate = Some((i, height[i] - step));
        } else if height[i] <= height[i - 1] && height[i] <= height[i + 1] {
            // A local minimum resets the threshold, so that a later rise is not taken for a fall.
            candidate = candidate.map(|(at, _)| (at, 0.0));
        }
        if let Some((at, threshold)) = candidate
            && height[i + 1] < threshold
        {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knees_are_those_of_the_reference_implementation() {
        // kneed 0.8: KneeLocator(range(1, 11), y, curve="convex", direction="decreasing", S=1.0).knee
        let cases: [(&[f64], Option<usize>); 6] = [
            (&[2999.0, 1200.0, 500.0, 420.0, 380.0, 350.0, 330.0, 315.0, 305.0, 300.0], Some(3)),
            (&[10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0], None),
            (&[600.0, 222.36, 139.82, 114.09, 90.93, 81.54, 72.63, 62.54, 55.12, 47.39], Some(3)),
            (&[100.0, 90.0, 80.0, 70.0, 30.0, 28.0, 26.0, 25.0, 24.0, 23.0], Some(5)),
            (&[100.0, 60.0, 58.0, 56.0, 54.0, 20.0, 19.0, 18.0, 17.0, 16.0], Some(2)),
            (
                &[1000.0, 500.0, 1000.0 / 3.0, 250.0, 200.0, 1000.0 / 6.0, 1000.0 / 7.0, 125.0, 1000.0 / 9.0, 100.0],
                Some(3),
            ),
        ];
        let ks: Vec<usize> = (1..=10).collect();
        for (curve, expected) in cases {
            assert_eq!(knee(&ks, curve), expected, "{curve:?}");
        }
    }

    #[test]
    fn knees_of_rising_curves_are_those_of_the_reference_implementation() {
        // kneed 0.8: KneeLocator(range(10), y, curve="convex", direction="increasing", S=1.0).knee
        let cases: [(&[f64], Option<usize>); 4] = [
            (&[1.0, 1.1, 1.2, 1.3, 1.5, 1.7, 2.0, 3.0, 6.0, 12.0], Some(7)),
            (&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0], None),
            (&[1.0, 1.0, 1.0, 1.0, 1.0, 5.0, 6.0, 7.0, 8.0, 9.0], Some(4)),
            (&[0.1, 0.2, 0.3, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 9.0], Some(8)),
        ];
        for (curve, expected) in cases {
            assert_eq!(rising_knee(curve), expected, "{curve:?}");
        }
        assert_eq!(rising_knee(&[]), None);
        assert_eq!(rising_knee(&[1.0, 2.0]), None);
    }

    #[test]
    fn a_curve_that_says_nothing_has_no_knee() {
        assert_eq!(knee(&[], &[]), None);
        assert_eq!(knee(&[1, 2], &[2.0, 1.0]), None);
        assert_eq!(knee(&[1, 2, 3], &[1.0, 1.0, 1.0]), None);
        assert_eq!(knee(&[1, 2, 3], &[3.0, f64::NAN, 1.0]), None);
    }
}
