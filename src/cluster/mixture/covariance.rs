//! Covariances of components: their floor, and their inverse square roots. Matrices are d × d, row-major.

use super::eigen::eigen;

/// A variance up to this many floors is on the floor: EM ends a little above it.
const ON_FLOOR: f64 = 1.001;

/// The covariance with its eigenvalues raised to 1, in units of the floor of each column: in no direction is it below
/// the diagonal matrix of `floors`.
///
/// Of all covariances with that floor this is the most likely for rows with this `covariance`. So EM with it never
/// lowers the likelihood, and the likelihood is bounded (Hathaway 1985).
pub(super) fn floored(covariance: &[f64], floors: &[f64]) -> Vec<f64> {
    let d = floors.len();
    let units: Vec<f64> = floors.iter().map(|floor| floor.sqrt()).collect();
    let mut excess = in_units(covariance, &units);
    for diagonal in excess.iter_mut().step_by(d + 1) {
        *diagonal -= 1.0;
    }
    if cholesky(&excess, d, 0.0).1 {
        return covariance.to_vec();
    }
    let (values, axes) = eigen(&excess, d);
    let mut raised = vec![0.0; d * d];
    for (value, axis) in values.iter().zip(axes.chunks_exact(d)) {
        for i in 0..d {
            for j in 0..d {
                raised[i * d + j] += value.max(0.0) * (axis[i] * axis[j]);
            }
        }
    }
    for i in 0..d {
        raised[i * d + i] += 1.0;
        for j in 0..d {
            raised[i * d + j] *= units[i] * units[j];
        }
    }
    raised
}

/// The number of directions in which a covariance is on the floor.
pub(super) fn directions_on_floor(covariance: &[f64], floors: &[f64]) -> usize {
    let units: Vec<f64> = floors.iter().map(|floor| floor.sqrt()).collect();
    let (values, _) = eigen(&in_units(covariance, &units), floors.len());
    values.into_iter().filter(|&value| value <= ON_FLOOR).count()
}

/// The covariance of columns that are divided by these units.
fn in_units(covariance: &[f64], units: &[f64]) -> Vec<f64> {
    let d = units.len();
    (0..d * d).map(|ij| covariance[ij] / units[ij / d] / units[ij % d]).collect()
}

/// The lower triangle W with W·covariance·Wᵀ = 1, row by row (1, 2, … d numbers), and the logarithm of the determinant
/// of the covariance. No variance is below `floor` in any direction.
pub(super) fn whitening(covariance: &[f64], d: usize, floor: f64) -> (Vec<f64>, f64) {
    // Pivots are conditional variances: only rounding puts them below the floor.
    let (lower, _) = cholesky(covariance, d, floor);
    let mut inverse = Vec::with_capacity(d * (d + 1) / 2);
    for i in 0..d {
        for j in 0..i {
            let dot: f64 = (j..i).map(|m| lower[i * d + m] * inverse[m * (m + 1) / 2 + j]).sum();
            inverse.push(-dot / lower[i * d + i]);
        }
        inverse.push(1.0 / lower[i * d + i]);
    }
    (inverse, (0..d).map(|i| 2.0 * lower[i * d + i].ln()).sum())
}

/// The lower triangle L with L·Lᵀ = `covariance`, d × d (the upper triangle is undefined). Pivots up to `least` are
/// raised to it; the second value says that there was none.
fn cholesky(covariance: &[f64], d: usize, least: f64) -> (Vec<f64>, bool) {
    let mut lower = covariance.to_vec();
    let mut definite = true;
    for j in 0..d {
        let dot = |lower: &[f64], i: usize| (0..j).map(|m| lower[i * d + m] * lower[j * d + m]).sum::<f64>();
        let pivot = lower[j * d + j] - dot(&lower, j);
        definite &= pivot > least;
        let root = pivot.max(least).sqrt();
        lower[j * d + j] = root;
        for i in j + 1..d {
            lower[i * d + j] = (lower[i * d + j] - dot(&lower, i)) / root;
        }
    }
    (lower, definite)
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256Plus;

    use super::*;

    const FLOOR: f64 = 1e-6;

    /// The covariance of `rank` random directions, each of a length from 1e-9 to 1e3.
    fn random(d: usize, rank: usize, rng: &mut Xoshiro256Plus) -> Vec<f64> {
        let mut covariance = vec![0.0; d * d];
        for _ in 0..rank {
            let length = 10_f64.powf(rng.gen_range(-9.0..3.0));
            let grid = rng.gen_bool(0.5);
            let number = |rng: &mut Xoshiro256Plus| rng.gen_range(-2.0..2.0_f64);
            let axis: Vec<f64> = (0..d).map(|_| number(rng)).map(|x| if grid { x.round() } else { x }).collect();
            for i in 0..d {
                for j in 0..d {
                    covariance[i * d + j] += length * length * (axis[i] * axis[j]);
                }
            }
        }
        covariance
    }

    /// W·covariance·Wᵀ.
    fn whitened(covariance: &[f64], d: usize) -> Vec<f64> {
        let (inverse, _) = whitening(covariance, d, FLOOR);
        let at = |i: usize, j: usize| if j <= i { inverse[i * (i + 1) / 2 + j] } else { 0.0 };
        let entry = |i: usize, j: usize| {
            let pairs = (0..=i).flat_map(|a| (0..=j).map(move |b| (a, b)));
            pairs.map(|(a, b)| at(i, a) * covariance[a * d + b] * at(j, b)).sum::<f64>()
        };
        (0..d * d).map(|ij| entry(ij / d, ij % d)).collect()
    }

    #[test]
    fn any_covariance_gets_the_floor_in_every_direction() {
        let mut rng = Xoshiro256Plus::seed_from_u64(1);
        for _ in 0..20_000 {
            let d = rng.gen_range(1..8);
            let rank = rng.gen_range(0..=d + 1);
            let covariance = random(d, rank, &mut rng);
            let largest = covariance.iter().fold(FLOOR, |largest, x| largest.max(x.abs()));
            let raised = floored(&covariance, &vec![FLOOR; d]);
            // Nowhere below: what is over the floor has no negative pivot.
            let mut excess = raised.clone();
            excess.iter_mut().step_by(d + 1).for_each(|x| *x -= FLOOR - 1e-13 * largest);
            assert!(cholesky(&excess, d, 0.0).1, "{covariance:?}");
            // Never lower than before, and unchanged where it was above.
            let mut gain: Vec<f64> = raised.iter().zip(&covariance).map(|(x, y)| x - y).collect();
            gain.iter_mut().step_by(d + 1).for_each(|x| *x += 1e-13 * largest);
            assert!(cholesky(&gain, d, 0.0).1, "{covariance:?}");
        }
        assert_eq!(floored(&[2.0, 1.0, 1.0, 2.0], &[FLOOR; 2]), [2.0, 1.0, 1.0, 2.0]);
        let raised = floored(&[0.0; 4], &[0.25, 4.0]);
        assert_eq!(raised, [0.25, 0.0, 0.0, 4.0]);
        assert_eq!(directions_on_floor(&raised, &[0.25, 4.0]), 2);
        let raised = floored(&[1.0, 1.0, 1.0, 1.0], &[0.1; 2]);
        assert!(raised.iter().zip([1.05, 0.95, 0.95, 1.05]).all(|(x, y)| (x - y).abs() < 1e-12));
        assert_eq!(directions_on_floor(&raised, &[0.1; 2]), 1);
        assert_eq!(directions_on_floor(&[1.0, 0.5, 0.5, 1.0], &[0.1; 2]), 0);
    }

    #[test]
    fn whitened_rows_have_unit_covariance() {
        let mut rng = Xoshiro256Plus::seed_from_u64(2);
        for _ in 0..2000 {
            let d = rng.gen_range(1..6);
            let mut covariance = random(d, d, &mut rng);
            covariance.iter_mut().step_by(d + 1).for_each(|x| *x += 1.0);
            let largest = covariance.iter().fold(1.0_f64, |largest, x| largest.max(x.abs()));
            let found = whitened(&covariance, d);
            for (i, x) in found.iter().enumerate() {
                let expected = f64::from(u8::from(i % (d + 1) == 0));
                assert!((x - expected).abs() <= 1e-14 * largest, "{covariance:?} {found:?}");
            }
        }
        let (_, log_determinant) = whitening(&[4.0, 2.0, 2.0, 3.0], 2, FLOOR);
        assert!((log_determinant - 8.0_f64.ln()).abs() < 1e-14);
    }
}
