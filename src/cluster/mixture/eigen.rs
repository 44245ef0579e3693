//! Eigenvalues of small symmetric matrices by Jacobi rotations (Golub and Van Loan 2013, §8.5). They compute small
//! eigenvalues accurately beside large ones, which the covariance floor needs: linfa-linalg's `eigh` has errors of 1e-10 of
//! the largest in nearly singular matrices.

/// More sweeps than any matrix needs: each sweep about squares the off-diagonal part.
const SWEEPS: usize = 60;

/// The eigenvalues of a symmetric matrix, d × d row-major, and the eigenvectors as rows in the same order.
pub(super) fn eigen(matrix: &[f64], d: usize) -> (Vec<f64>, Vec<f64>) {
    let mut a = matrix.to_vec();
    let mut axes = vec![0.0; d * d];
    axes.iter_mut().step_by(d + 1).for_each(|x| *x = 1.0);
    for _ in 0..SWEEPS {
        let mut rotated = false;
        for p in 0..d {
            for q in p + 1..d {
                rotated |= rotate(&mut a, &mut axes, d, p, q);
            }
        }
        if !rotated {
            break;
        }
    }
    (a.into_iter().step_by(d + 1).collect(), axes)
}

/// Rotates columns p and q so that their product vanishes. Returns whether a rotation was needed.
fn rotate(a: &mut [f64], axes: &mut [f64], d: usize, p: usize, q: usize) -> bool {
    let (app, aqq, apq) = (a[p * d + p], a[q * d + q], a[p * d + q]);
    if apq.abs() <= f64::EPSILON * (app.abs() * aqq.abs()).sqrt() || apq.abs() < f64::MIN_POSITIVE {
        return false;
    }
    let slope = (aqq - app) / (2.0 * apq);
    let tangent = slope.signum() / (slope.abs() + slope.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = tangent * cosine;
    for m in (0..d).filter(|&m| m != p && m != q) {
        let (x, y) = (a[m * d + p], a[m * d + q]);
        let turned = (cosine * x - sine * y, sine * x + cosine * y);
        (a[m * d + p], a[m * d + q]) = turned;
        (a[p * d + m], a[q * d + m]) = turned;
    }
    (a[p * d + p], a[q * d + q]) = (app - tangent * apq, aqq + tangent * apq);
    (a[p * d + q], a[q * d + p]) = (0.0, 0.0);
    for m in 0..d {
        let (x, y) = (axes[p * d + m], axes[q * d + m]);
        (axes[p * d + m], axes[q * d + m]) = (cosine * x - sine * y, sine * x + cosine * y);
    }
    true
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256Plus;

    use super::*;

    #[test]
    fn axes_and_values_make_the_matrix_again() {
        let mut rng = Xoshiro256Plus::seed_from_u64(1);
        for _ in 0..5000 {
            let d = rng.gen_range(1..9);
            // Of low rank on a coarse grid, or in general.
            let rank = rng.gen_range(0..=d);
            let round = rng.gen_bool(0.5);
            let mut number = |_| rng.gen_range(-3.0..3.0_f64);
            let parts: Vec<f64> = (0..rank * d).map(&mut number).map(|x| if round { x.round() } else { x }).collect();
            let sign = |i: usize| if i % 3 == 2 { -1.0 } else { 1.0 };
            let entry = |i: usize, j: usize| -> f64 {
                parts.chunks_exact(d).enumerate().map(|(r, part)| sign(r) * part[i] * part[j]).sum()
            };
            let matrix: Vec<f64> = (0..d * d).map(|ij| entry(ij / d, ij % d)).collect();
            let (values, axes) = eigen(&matrix, d);
            let largest = values.iter().fold(1.0_f64, |largest, x| largest.max(x.abs()));
            for i in 0..d {
                for j in 0..d {
                    let again: f64 = (0..d).map(|e| values[e] * axes[e * d + i] * axes[e * d + j]).sum();
                    assert!((again - matrix[i * d + j]).abs() <= 1e-13 * largest, "{matrix:?}");
                    let product: f64 = (0..d).map(|m| axes[i * d + m] * axes[j * d + m]).sum();
                    assert!((product - f64::from(u8::from(i == j))).abs() <= 1e-14 * d as f64, "{matrix:?}");
                }
            }
        }
    }

    #[test]
    fn small_values_beside_large_ones_are_kept() {
        // 2⁴³ along (1, 1, 0), 2⁻⁹ along (1, −1, 0), 0 along (0, 0, 1).
        let (large, small) = (2f64.powi(42), 2f64.powi(-10));
        let matrix = [large + small, large - small, 0.0, large - small, large + small, 0.0, 0.0, 0.0, 0.0];
        let (mut values, _) = eigen(&matrix, 3);
        values.sort_by(f64::total_cmp);
        assert_eq!(values, [0.0, 2.0 * small, 2.0 * large]);
    }
}
