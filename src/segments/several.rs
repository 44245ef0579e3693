//! Compares several segments: sizes, rates, and the mean of every feature side by side.

use super::compare::{Party, party};
use super::interval::Moments;
use super::{Segment, Segments};

/// One feature in all compared segments.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// The feature.
    pub feature: String,
    /// Its means; none where no customer of a segment has a value.
    pub means: Vec<Option<f64>>,
    /// 100 × mean / mean of all clustered customers; none if that mean is not above 0.
    pub index: Vec<Option<f64>>,
    /// The largest mean minus the smallest, in standard deviations of all clustered customers; none if all values are
    /// equal up to rounding.
    pub spread: Option<f64>,
}

/// Several segments side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Several {
    /// The segments, in the order in which they were marked.
    pub parties: Vec<Party>,
    /// The features except label codes, that in which the segments are furthest apart first.
    pub features: Vec<Contrast>,
    /// The currency of amounts.
    pub currency: Option<String>,
}

impl Several {
    /// Compares the segments of these labels; none if there is no such segment.
    pub fn new(segments: &Segments, labels: &[usize]) -> Option<Self> {
        let sides: Vec<&Segment> = labels.iter().map(|label| segments.list.get(*label)).collect::<Option<_>>()?;
        let first = sides.first()?;
        let names = first.profile.iter().map(|of| of.feature.as_str()).filter(|name| !name.ends_with("_encoded"));
        let mut features: Vec<Contrast> = names.map(|name| contrast(name, &sides, segments)).collect();
        features.sort_by(|a, b| b.spread.unwrap_or(-1.0).total_cmp(&a.spread.unwrap_or(-1.0)));
        let currency = first.currency.clone();
        Some(Self { parties: sides.into_iter().map(party).collect(), features, currency })
    }
}

fn contrast(feature: &str, sides: &[&Segment], segments: &Segments) -> Contrast {
    let of = |segment: &Segment| segment.feature(feature).map(|of| Moments { n: of.n, mean: of.mean, sd: of.sd });
    let all = Moments::together(&segments.list.iter().filter_map(of).collect::<Vec<_>>());
    let mean = |segment: &&Segment| of(segment).map(|of| of.mean).filter(|mean| mean.is_finite());
    let means: Vec<Option<f64>> = sides.iter().map(mean).collect();
    let index = |mean: &Option<f64>| mean.filter(|_| all.mean > 0.0).map(|mean| 100.0 * mean / all.mean);
    let known = || means.iter().flatten().copied();
    let range = known().fold(f64::NEG_INFINITY, f64::max) - known().fold(f64::INFINITY, f64::min);
    Contrast {
        feature: feature.to_owned(),
        index: means.iter().map(index).collect(),
        spread: all.population_sd().filter(|_| range.is_finite()).map(|sd| range / sd),
        means,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::features;
    use crate::measures::fixture::facts;
    use crate::progress::Progress;
    use crate::segments::describe;

    #[test]
    fn three_segments_of_the_paper_customers() {
        // Customers 1 and 2 (3 and 2 claims), 3 and 4 (2 and 1), 6 (1).
        let labels = [Some(0), Some(0), Some(1), Some(1), None, Some(2)];
        let features = features(&facts(), &Progress::new()).unwrap();
        let segments = describe(&features, &labels, &[true, true, true, true, false, true], 3, None, &[]);
        let several = Several::new(&segments, &[2, 0, 1]).unwrap();
        assert_eq!(several.parties.iter().map(|party| party.customers).collect::<Vec<_>>(), [1, 2, 2]);
        let claims = several.features.iter().find(|of| of.feature == "transaction_count").unwrap();
        assert_eq!(claims.means, [Some(1.0), Some(2.5), Some(1.5)]);
        // The mean of 3, 2, 2, 1, 1 is 1.8, and numpy.std of them is 0.748331477...
        let index: Vec<f64> = claims.index.iter().flatten().map(|index| (index * 10.0).round() / 10.0).collect();
        assert_eq!(index, [55.6, 138.9, 83.3]);
        assert!((claims.spread.unwrap() - 1.5 / 0.56_f64.sqrt()).abs() < 1e-12);
        let spreads: Vec<f64> = several.features.iter().filter_map(|of| of.spread).collect();
        assert!(spreads.is_sorted_by(|a, b| a >= b), "{spreads:?}");
        assert_eq!(Several::new(&segments, &[0, 7]), None);
        assert_eq!(Several::new(&segments, &[]), None);
    }
}
