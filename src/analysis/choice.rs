//! What to cluster by, and how.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use crate::cluster::{Method, Scaling};
use crate::measures::InactivePolicy;

/// The number of clusters: asked for, or chosen by the highest silhouette.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KChoice {
    /// The K of the highest silhouette in the sweep.
    #[default]
    Auto,
    /// This K.
    Fixed(usize),
}

impl FromStr for KChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("auto") {
            return Ok(Self::Auto);
        }
        let number = text.parse().ok().filter(|k| *k >= 1).map(Self::Fixed);
        number.ok_or_else(|| "give a number of segments from 1, or auto".to_owned())
    }
}

impl Display for KChoice {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Fixed(k) => write!(f, "{k}"),
        }
    }
}

/// What to cluster by, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Feature names or a preset's name; empty for the default of the data.
    pub features: Vec<String>,
    /// How features are brought to one scale.
    pub scaling: Scaling,
    /// What happens to customers without a transaction.
    pub inactive: InactivePolicy,
    /// Winsorise each feature at this percentile and its mirror.
    pub clip: Option<f64>,
    /// The algorithm and what is asked of it.
    pub method: Method,
    /// The number of clusters.
    pub k: KChoice,
    /// Largest K of the sweep.
    pub k_max: usize,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            features: Vec::new(),
            scaling: Scaling::default(),
            inactive: InactivePolicy::default(),
            clip: None,
            method: Method::default(),
            k: KChoice::Auto,
            k_max: 10,
        }
    }
}
