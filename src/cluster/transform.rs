//! The fitted scaling of one column, applied to any value.

use serde::{Deserialize, Serialize};

/// The scaling of one column. A value of the fitted data gets exactly the scaled value that it had in the fit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transform {
    /// Lowest and highest value: values outside are replaced by them. None without clipping.
    pub clip: Option<[f64; 2]>,
    /// Whether x is replaced by ln(1 + x).
    pub log: bool,
    /// Subtracted next.
    pub center: f64,
    /// Divided by last.
    pub spread: f64,
}

impl Transform {
    /// The value in its own units after clipping, with −0 as 0; `NaN` stays `NaN`.
    pub fn clipped(&self, x: f64) -> f64 {
        match self.clip {
            Some([low, high]) if !x.is_nan() => (x + 0.0).max(low).min(high),
            _ => x + 0.0,
        }
    }

    /// The scaled value of a clipped value; `NaN` for a negative value under the scaling `log`.
    pub fn scaled(&self, x: f64) -> f64 {
        let bent = match self.log {
            true if x < 0.0 => f64::NAN,
            true => x.ln_1p(),
            false => x,
        };
        (bent - self.center) / self.spread
    }

    /// Whether all its numbers are usable.
    pub fn is_sound(&self) -> bool {
        let clip = self.clip.is_none_or(|[low, high]| low <= high && low.is_finite() && high.is_finite());
        clip && self.center.is_finite() && self.spread.is_normal()
    }
}

/// Maps every value of row-major rows with the transform of its column.
pub(super) fn each(transforms: &[Transform], rows: &[f64], of: impl Fn(&Transform, f64) -> f64) -> Vec<f64> {
    rows.iter().zip(transforms.iter().cycle()).map(|(&x, transform)| of(transform, x)).collect()
}
