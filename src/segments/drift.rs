//! Drift: how far the customers of other data are from those that a model was fitted on, by the population stability index of
//! [`Bins`](super::bins::Bins).

use serde::Serialize;

use super::saved::{SavedFeature, SavedModel, SavedSegment};

/// From here a change is moderate.
pub const MODERATE: f64 = 0.1;
/// From here it is large.
pub const LARGE: f64 = 0.25;
/// How large a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Below [`MODERATE`].
    Small,
    /// Below [`LARGE`].
    Moderate,
    /// [`LARGE`] or more.
    Large,
}

/// The drift of a feature.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FeatureDrift {
    /// Its name.
    pub feature: String,
    /// The population stability index.
    pub psi: f64,
    /// How large that is.
    pub change: Change,
}

/// A segment's share of the customers in segments.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SegmentShare {
    /// Its number.
    pub segment: usize,
    /// Its name.
    pub name: String,
    /// At the fit, 0 to 1.
    pub then: f64,
    /// In this data; none without customers in segments.
    pub now: Option<f64>,
}

/// The drift of all features, and of the segments.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drift {
    /// Customers who take part in the assignment.
    pub customers: u64,
    /// The features in the order of the model.
    pub features: Vec<FeatureDrift>,
    /// The segments by number.
    pub segments: Vec<SegmentShare>,
}

impl Change {
    /// That of a population stability index.
    pub fn of(psi: f64) -> Self {
        match psi {
            psi if psi >= LARGE => Self::Large,
            psi if psi >= MODERATE => Self::Moderate,
            _ => Self::Small,
        }
    }
}

impl Drift {
    /// The drift of values, one list per feature of the model. `took_part` says which customers count, `segments` has the
    /// number of customers in each segment. None for a model without bins, and without customers.
    pub(super) fn of(model: &SavedModel, values: &[Vec<f64>], took_part: &[bool], segments: &[u64]) -> Option<Self> {
        let of_feature = |(feature, values): (&SavedFeature, &Vec<f64>)| {
            let own = values.iter().zip(took_part).filter(|(_, took_part)| **took_part).map(|(value, _)| *value);
            let psi = feature.bins.as_ref()?.psi(own)?;
            Some(FeatureDrift { feature: feature.name.clone(), psi, change: Change::of(psi) })
        };
        let features = model.features.iter().zip(values).map(of_feature).collect::<Option<_>>()?;
        let all_then: u64 = model.segments.iter().map(|segment| segment.customers).sum();
        let all_now: u64 = segments.iter().sum();
        let of_segment = |(segment, now): (&SavedSegment, &u64)| SegmentShare {
            segment: segment.id,
            name: segment.name.clone(),
            then: if all_then > 0 { segment.customers as f64 / all_then as f64 } else { 0.0 },
            now: (all_now > 0).then(|| *now as f64 / all_now as f64),
        };
        Some(Self {
            customers: took_part.iter().filter(|took_part| **took_part).count() as u64,
            features,
            segments: model.segments.iter().zip(segments).map(of_segment).collect(),
        })
    }

    /// The largest change of a feature.
    pub fn change(&self) -> Change {
        self.features.iter().map(|feature| feature.change).max().unwrap_or(Change::Small)
    }
}

#[cfg(test)]
mod tests {
    use super::Change::{Large, Moderate, Small};
    use super::*;

    #[test]
    fn the_usual_limits_tell_small_from_large() {
        let changes = [0.0, 0.099, 0.1, 0.249, 0.25, 9.0].map(Change::of);
        assert_eq!(changes, [Small, Small, Moderate, Moderate, Large, Large]);
    }
}
