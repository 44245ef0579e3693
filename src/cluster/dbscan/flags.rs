//! Warnings that a density clustering is not useful, in sentences.

use std::fmt;

use crate::digits::percent;

/// A larger share of noise is reported.
const MUCH_NOISE: f64 = 0.5;
/// More clusters are reported.
const MANY: usize = 20;

/// A sign that the parameters do not fit the data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RedFlag {
    /// No point is a core point.
    AllNoise,
    /// More than half of the customers are noise.
    MuchNoise {
        /// Their share, 0 to 1.
        share: f64,
    },
    /// All core points are connected.
    OneCluster,
    /// More clusters than a reader can compare.
    Shattered {
        /// Number of clusters.
        clusters: usize,
    },
}

impl fmt::Display for RedFlag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AllNoise => {
                write!(f, "all customers are noise: no place is dense enough. Raise eps or lower min points")
            }
            Self::MuchNoise { share } => {
                write!(f, "{} of the customers are noise: raise eps or lower min points", percent(*share, 0))
            }
            Self::OneCluster => {
                write!(f, "one segment only: eps joins everything, or the data have no gaps. Lower eps")
            }
            Self::Shattered { clusters } => {
                write!(f, "{clusters} segments are too many to distinguish: raise min points or eps")
            }
        }
    }
}

/// The red flags of labels (none for noise) of weighted rows; empty for no rows.
pub fn red_flags(labels: &[Option<u32>], weights: &[f64]) -> Vec<RedFlag> {
    let total: f64 = weights.iter().sum();
    let noise: f64 = labels.iter().zip(weights).filter(|(label, _)| label.is_none()).map(|(_, weight)| weight).sum();
    let mut clusters = labels.iter().flatten();
    let Some(first) = clusters.next() else {
        return if labels.is_empty() { Vec::new() } else { vec![RedFlag::AllNoise] };
    };
    let share = noise / total;
    let much = (share > MUCH_NOISE).then_some(RedFlag::MuchNoise { share });
    let most = labels.iter().flatten().max().map_or(0, |&last| last as usize + 1);
    let shattered = (most > MANY).then_some(RedFlag::Shattered { clusters: most });
    let one = clusters.all(|label| label == first).then_some(RedFlag::OneCluster);
    much.into_iter().chain(one).chain(shattered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said() {
        let weights = [5.0, 1.0, 1.0];
        assert_eq!(red_flags(&[None; 3], &weights), [RedFlag::AllNoise]);
        assert_eq!(red_flags(&[Some(0), Some(0), None], &weights), [RedFlag::OneCluster]);
        assert_eq!(red_flags(&[Some(0), Some(1), None], &weights), []);
        let share = 5.0 / 7.0;
        assert_eq!(red_flags(&[None, Some(0), Some(1)], &weights), [RedFlag::MuchNoise { share }]);
        assert_eq!(red_flags(&[None, Some(0), Some(0)], &weights), [RedFlag::MuchNoise { share }, RedFlag::OneCluster]);
        assert_eq!(red_flags(&[], &[]), []);
        assert_eq!(
            RedFlag::MuchNoise { share }.to_string(),
            "71% of the customers are noise: raise eps or lower min points"
        );
    }
}
