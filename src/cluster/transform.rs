//! How one column is scaled: what a fit learnt from its rows, applied to any value.

use serde::{Deserialize, Serialize};

/// The scaling of one column. It gives a value of the fit the very digits that it had there.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transform {
    /// Lowest and highest value: what is beyond is drawn in to them. None where nothing is clipped.
    pub clip: Option<[f64; 2]>,
    /// Whether ln(1 + x) stands for x.
    pub log: bool,
    /// What is taken off.
    pub center: f64,
    /// What is then divided by.
    pub spread: f64,
}

impl Transform {
    /// The value in its own units after clipping, and −0 as 0. Of a missing value (`NaN`) there is none.
    pub fn clipped(&self, x: f64) -> f64 {
        match self.clip {
            Some([low, high]) if !x.is_nan() => (x + 0.0).max(low).min(high),
            _ => x + 0.0,
        }
    }

    /// The scaled value, of a value that is clipped; `NaN` where the scaling `log` meets a negative one.
    pub fn scaled(&self, x: f64) -> f64 {
        let bent = match self.log {
            true if x < 0.0 => f64::NAN,
            true => x.ln_1p(),
            false => x,
        };
        (bent - self.center) / self.spread
    }

    /// Whether it is one that a fit can have learnt.
    pub fn is_sound(&self) -> bool {
        let clip = self.clip.is_none_or(|[low, high]| low <= high && low.is_finite() && high.is_finite());
        clip && self.center.is_finite() && self.spread.is_normal()
    }
}
