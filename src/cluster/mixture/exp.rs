//! The exponential of several numbers at once, the hottest line of the mixture. The compiler vectorises these loops,
//! which it cannot do with a call to the system library, and every platform gives the same digits.

/// Rows computed at once.
pub(super) const LANES: usize = 8;

/// One value per row.
pub(super) type Lanes = [f64; LANES];

/// Below this the result is 0: about the logarithm of the smallest normal number.
const LOWEST: f64 = -708.0;
/// 1.5 · 2⁵²: adding it rounds to an integer, which is then in the lowest bits.
const ROUND: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts; the first ends in zeros, so that its small multiples are exact.
const LN_2: (f64, f64) = (f64::from_bits(0x3fe6_2e42_fee0_0000), f64::from_bits(0x3dea_39ef_3579_3c76));
/// 1/n! from n = 13 down to 0.
const TAYLOR: [f64; 14] = [
    1.0 / 6_227_020_800.0,
    1.0 / 479_001_600.0,
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5_040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    1.0 / 2.0,
    1.0,
    1.0,
];

/// eˣ for x ≤ 0, to within two units in the last place: x = n ln 2 + r with |r| ≤ ½ ln 2, then 2ⁿ times the Taylor
/// series of eʳ.
#[inline]
pub(super) fn exp(x: &Lanes) -> Lanes {
    std::array::from_fn(|l| {
        let clamped = x[l].max(LOWEST);
        let rounded = clamped * std::f64::consts::LOG2_E + ROUND;
        let n = rounded - ROUND;
        let r = (clamped - n * LN_2.0) - n * LN_2.1;
        let series = TAYLOR.iter().fold(0.0, |sum, term| sum * r + term);
        let power = f64::from_bits(rounded.to_bits().wrapping_add(1023) << 52);
        if x[l] < LOWEST { 0.0 } else { series * power }
    })
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_exponential() {
        for i in 0..1_000_000 {
            let x = -708.0 * (f64::from(i) / 1_000_000.0).powi(3);
            let (found, expected) = (exp(&[x; LANES])[LANES - 1], x.exp());
            assert!((found - expected).abs() <= 2.0 * f64::EPSILON * expected, "{x}: {found:e} {expected:e}");
        }
        let found = exp(&[0.0, -0.0, -1e-300, -708.1, -1e9, f64::MIN, f64::NEG_INFINITY, -1.0]);
        assert_eq!(found, [1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, (-1.0_f64).exp()]);
    }
}
