//! A segment, and all segments of a clustering: plain values.

use super::{Buys, Category, Profile, Reach, Shrunk};
use crate::measures::Burns;

/// A segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Its number, from 1: by size, largest first.
    pub id: usize,
    /// Its name: unique within the result, at most 18 characters if generated.
    pub name: String,
    /// The numbers behind the name.
    pub reason: String,
    /// Generated name and reason, if a name of the user replaces them.
    pub by_rule: Option<(String, String)>,
    /// Number of customers.
    pub customers: u64,
    /// Share of the clustered customers, 0 to 1.
    pub share: f64,
    /// Mean silhouette of its customers, if known.
    pub silhouette: Option<f64>,
    /// Bootstrap Jaccard similarity; none until it is computed.
    pub stability: Option<f64>,
    /// Burnt rows of its customers.
    pub burnt: u64,
    /// Claims of its customers with a known outcome: open, burnt or expired.
    pub known: u64,
    /// The same by customer, for the interval of their rate.
    pub burns: Burns,
    /// Their share of all burnt rows of the data; none without any.
    pub burnt_share: Option<f64>,
    /// Revenue of its customers, net of returns; none for coupons, and without amounts.
    pub revenue: Option<f64>,
    /// The currency of its amounts.
    pub currency: Option<String>,
    /// Pooled burn rate: burnt / (open + burnt + expired) over all its rows, never a mean of ratios.
    pub burn_rate: Option<f64>,
    /// That rate, shrunk to the rate of all segments: names are based on it.
    pub shrunk: Option<Shrunk>,
    /// The most frequent city of its customers, ties to the earlier name; none if no city is known.
    pub top_city: Option<Top>,
    /// The most frequent gender of its customers, ties to the earlier name.
    pub top_gender: Option<Top>,
    /// The categories of its customers in a table of customers alone, those that distinguish it first; empty for other data.
    pub categories: Vec<Category>,
    /// Every feature and numeric customer column, used for clustering or not.
    pub profile: Vec<Profile>,
    /// What its customers buy more than all customers do, the surest first; empty without evidence.
    pub buys: Vec<Buys>,
    /// When to reach its customers.
    pub reach: Reach,
}

/// The most frequent name among the customers of a segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Top {
    /// The name.
    pub name: String,
    /// Number of customers of the segment with it.
    pub customers: u64,
    /// Their share of the segment.
    pub share: f64,
    /// That share divided by the share among all clustered customers.
    pub lift: f64,
}

impl Segment {
    /// The categories that its customers have significantly more often than all.
    pub fn telling_categories(&self) -> impl Iterator<Item = &Category> {
        self.categories.iter().filter(|category| category.is_telling())
    }

    /// The profile of a feature.
    pub fn feature(&self, name: &str) -> Option<&Profile> {
        self.profile.iter().find(|p| p.feature == name)
    }
}

/// The segments of a clustering, and the segment of each customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segments {
    /// By number.
    pub list: Vec<Segment>,
    /// Customers in no segment without a transaction.
    pub inactive: u64,
    /// Other customers who were not clustered because a value is missing.
    pub left_out: u64,
    /// Customers who were clustered, but are in no segment.
    pub noise: u64,
    /// Customers in a segment.
    pub clustered: u64,
    /// The label (segment number − 1) of each customer, in the order of the customers table.
    pub of_customer: Vec<Option<u32>>,
}

impl Segments {
    /// Features other than codes, those that separate the segments most first: by the share of their variance between
    /// segments (eta squared, Fisher 1925), ties in their own order. A feature that mirrors an earlier one, such as
    /// `claimed_ratio` and `burnt_ratio`, comes last.
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
        // Shares of open and of burnt coupons say the same, except for the last digits: that of burnt ones comes first.
        let rounded = |of: f64| (of * 1e9).round();
        let is_open = |at: usize| first.profile[at].feature == "claimed_ratio";
        features.sort_by(|a, b| rounded(b.0).total_cmp(&rounded(a.0)).then(is_open(a.1).cmp(&is_open(b.1))));
        let size = |segment: &Segment, at: usize| segment.profile.get(at).and_then(|p| p.effect).map_or(0.0, f64::abs);
        let same = |a: usize, b: usize| self.list.iter().all(|s| (size(s, a) - size(s, b)).abs() < 1e-9);
        let again: Vec<bool> = (0..features.len())
            .map(|i| i > 0 && features[i].0 > 0.0 && same(features[i].1, features[i - 1].1))
            .collect();
        let once = features.iter().zip(&again).filter(|(_, again)| !**again);
        let rest = features.iter().zip(&again).filter(|(_, again)| **again);
        once.chain(rest).map(|((_, at), _)| first.profile[*at].feature.as_str()).collect()
    }

    /// The mean of a feature over all clustered customers; `NaN` if no customer has a value.
    pub fn mean(&self, feature: &str) -> f64 {
        let of = |segment: &Segment| segment.feature(feature).filter(|p| p.n > 0).map(|p| (p.mean * p.n as f64, p.n));
        let (sum, n) = self.list.iter().filter_map(of).fold((0.0, 0), |(sum, n), (s, m)| (sum + s, n + m));
        if n > 0 { sum / n as f64 } else { f64::NAN }
    }

    /// The smallest first quartile and the largest third quartile of a feature over the segments: a common axis.
    pub fn quartile_range(&self, feature: &str) -> [f64; 2] {
        let quartiles = self.list.iter().filter_map(|segment| segment.feature(feature)).flat_map(|p| [p.p25, p.p75]);
        let finite = quartiles.filter(|value| value.is_finite());
        finite.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], value| [low.min(value), high.max(value)])
    }
}
