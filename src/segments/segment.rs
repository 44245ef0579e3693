//! A segment and all segments of a clustering: plain values.

use super::Profile;

/// What is known of one segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Its number, from 1: by size, largest first.
    pub id: usize,
    /// Its name by rule: unique within the result, at most 18 characters.
    pub name: String,
    /// The figures that gave the name.
    pub reason: String,
    /// Name and reason by rule, where the user's names put something else in their place.
    pub by_rule: Option<(String, String)>,
    /// How many customers it has.
    pub customers: u64,
    /// Share of the clustered customers, 0 to 1.
    pub share: f64,
    /// Mean silhouette of its customers, where there is one.
    pub silhouette: Option<f64>,
    /// Bootstrap Jaccard similarity; none while it is not computed.
    pub stability: Option<f64>,
    /// Burnt rows of its customers.
    pub burnt: u64,
    /// Their share of all burnt rows of the data; none where nothing is burnt.
    pub burnt_share: Option<f64>,
    /// Pooled burn rate: burnt / (open + burnt) over all its rows, never a mean of ratios.
    pub burn_rate: Option<f64>,
    /// The city most of its customers live in, ties to the earlier name; none where no city is known.
    pub top_city: Option<Top>,
    /// The gender most of its customers have, ties to the earlier name.
    pub top_gender: Option<Top>,
    /// Every feature and numeric customer column, clustered by or not.
    pub profile: Vec<Profile>,
}

/// The name that most customers of a segment have.
#[derive(Clone, Debug, PartialEq)]
pub struct Top {
    /// The name.
    pub name: String,
    /// How many customers of the segment have it.
    pub customers: u64,
    /// Their share of the segment.
    pub share: f64,
    /// How many times as large that share is as among all clustered customers: 1 where the segment is like all.
    pub lift: f64,
}

impl Segment {
    /// The profile of a feature.
    pub fn feature(&self, name: &str) -> Option<&Profile> {
        self.profile.iter().find(|p| p.feature == name)
    }
}

/// The segments of a clustering, and where every customer went.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segments {
    /// By number.
    pub list: Vec<Segment>,
    /// Customers without a transaction who are in no segment.
    pub inactive: u64,
    /// Other customers who are in no segment, for want of a value.
    pub left_out: u64,
    /// Customers who took part and whom the algorithm left in no segment.
    pub noise: u64,
    /// Customers in a segment.
    pub clustered: u64,
    /// The label (segment number − 1) of each customer, in the order of the customers table.
    pub of_customer: Vec<Option<u32>>,
}

impl Segments {
    /// Features that are no codes, those first that set the segments apart most: by the share of their variance that
    /// lies between segments (eta squared, Fisher 1925), ties in their own order. What only says again what an earlier
    /// one says, as `claimed_ratio` does after `burnt_ratio`, comes last.
    pub fn telling_features(&self) -> Vec<&str> {
        let Some(first) = self.list.first() else {
            return Vec::new();
        };
        let between = |at: usize| -> f64 {
            let of = |segment: &Segment| Some(segment.share * segment.profile.get(at)?.effect?.powi(2));
            self.list.iter().filter_map(of).sum()
        };
        let mut features: Vec<(f64, usize)> = first
            .profile
            .iter()
            .enumerate()
            .filter(|(_, profile)| !profile.code)
            .map(|(at, _)| (between(at), at))
            .collect();
        features.sort_by(|a, b| b.0.total_cmp(&a.0));
        let size = |segment: &Segment, at: usize| segment.profile.get(at).and_then(|p| p.effect).map_or(0.0, f64::abs);
        let same = |a: usize, b: usize| self.list.iter().all(|s| (size(s, a) - size(s, b)).abs() < 1e-9);
        let again: Vec<bool> = (0..features.len())
            .map(|i| i > 0 && features[i].0 > 0.0 && same(features[i].1, features[i - 1].1))
            .collect();
        let once = features.iter().zip(&again).filter(|(_, again)| !**again);
        let rest = features.iter().zip(&again).filter(|(_, again)| **again);
        once.chain(rest).map(|((_, at), _)| first.profile[*at].feature.as_str()).collect()
    }

    /// The mean of a feature over all clustered customers; `NaN` where nobody has a value.
    pub fn mean(&self, feature: &str) -> f64 {
        let of = |segment: &Segment| segment.feature(feature).filter(|p| p.n > 0).map(|p| (p.mean * p.n as f64, p.n));
        let (sum, n) = self.list.iter().filter_map(of).fold((0.0, 0), |(sum, n), (s, m)| (sum + s, n + m));
        if n > 0 { sum / n as f64 } else { f64::NAN }
    }

    /// The least first quartile and the largest third quartile of a feature over the segments: an axis for all of them.
    pub fn quartile_range(&self, feature: &str) -> [f64; 2] {
        let quartiles = self.list.iter().filter_map(|segment| segment.feature(feature)).flat_map(|p| [p.p25, p.p75]);
        let finite = quartiles.filter(|value| value.is_finite());
        finite.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], value| [low.min(value), high.max(value)])
    }
}
