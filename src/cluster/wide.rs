//! Loops over rows, compiled for the widest registers of the processor.
#![allow(unsafe_code)]

/// A loop over rows.
pub(super) trait Loop {
    /// Its result.
    type Output;

    /// Runs it. To be compiled for other registers it must be inlined always, and so must all that it calls.
    fn run(self) -> Self::Output;
}

/// Runs a loop on the registers of AVX2 where the processor has them. Each operation rounds as it does on others, so the
/// result is the same to the last digit.
pub(super) fn wide<L: Loop>(of: L) -> L::Output {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has just been found to have AVX2.
        return unsafe { avx2(of) };
    }
    of.run()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn avx2<L: Loop>(of: L) -> L::Output {
    of.run()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sum<'a>(&'a [f64]);

    impl Loop for Sum<'_> {
        type Output = f64;

        #[inline(always)]
        fn run(self) -> f64 {
            self.0.iter().map(|x| (x * 1.1 + 0.3).sqrt() / 7.0).sum()
        }
    }

    #[test]
    fn wide_registers_change_no_digit() {
        let values: Vec<f64> = (0..1003).map(|i| f64::from(i * i % 977)).collect();
        assert_eq!(wide(Sum(&values)).to_bits(), Sum(&values).run().to_bits());
    }
}
