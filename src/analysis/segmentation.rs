//! A clustering with the descriptions of its segments.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use super::{Choice, Cloud, Dot, OfSample, Prepared, Sizes};
use crate::cluster::{self, Clustering};
use crate::digits::count;
use crate::measures::{Features, Left};
use crate::plain_text::clean;
use crate::segments::flow::Position;
use crate::segments::names::Centers;
use crate::segments::{Flow, Names, Segments};

/// How outliers get a segment.
const INCLUDE: &str = "Add --clip 5 to include outliers";
/// Most outliers that a sentence names.
const NAMED: usize = 3;

/// A clustering with the descriptions of its segments.
#[derive(Clone, Debug)]
pub struct Segmentation {
    /// The request.
    pub choice: Choice,
    /// The customers, whom [`Segments::of_customer`] counts.
    pub features: Arc<Features>,
    /// The matrix it was fitted on.
    pub prepared: Arc<Prepared>,
    /// The clustering.
    pub clustering: Arc<Clustering>,
    /// Names, sizes and profiles.
    pub segments: Segments,
    /// Where it is of a sample of the customers: how large that is, and of whom its numbers are.
    pub sample: Option<Arc<OfSample>>,
    /// Colour slot of each segment, kept from the segmentation before where most customers stayed together.
    pub colours: Vec<usize>,
    /// Its customers as dots over the first two principal components, if there are many and a screen shows them.
    pub cloud: Option<Arc<Cloud>>,
    /// Where the customers of the segmentation before went; none of the first.
    pub flow: Option<Arc<Flow>>,
    /// Where each customer was in the segmentation before.
    pub before: Option<Arc<[Position]>>,
}

impl Segmentation {
    /// Its distinct rows at the positions and nearness of a scatter plot.
    pub fn dots<'a>(
        &'a self,
        place: impl Fn(usize) -> (f64, f64, f64) + Clone + 'a,
    ) -> impl Iterator<Item = Dot> + Clone + 'a {
        let k = self.clustering.k;
        let rows = self.clustering.labels.iter().zip(&self.prepared.matrix.weights).enumerate();
        rows.map(move |(row, (label, &weight))| {
            let (x, y, near) = place(row);
            Dot { x, y, near, segment: label.map_or(k, |label| label as usize), weight }
        })
    }

    /// Sums up its customers for a screen, if there are many.
    pub fn sum_up(&mut self) {
        self.cloud = Cloud::is_for(self.clustering.labels.len()).then(|| {
            let place = |row: usize| {
                let (x, y) = self.prepared.projection.point(row);
                (x, y, 0.0)
            };
            Arc::new(Cloud::new(self.dots(place), [[0.0, 1.0]; 2], self.clustering.k + 1))
        });
    }

    /// The sum of squared distances to the own centroid, in scaled space: of all customers, where they are counted.
    pub fn inertia(&self) -> f64 {
        self.sample.as_ref().and_then(|sample| sample.everyone()).map_or(self.clustering.inertia, |all| all.inertia)
    }

    /// The revenue that those of its segments are parts of: that of all customers, or of the sample where only that is counted.
    pub fn all_revenue(&self, of_all: Option<f64>) -> Option<f64> {
        match &self.sample {
            Some(sample) if sample.everyone().is_none() => {
                self.features.revenue().map(|amounts| amounts.iter().filter(|amount| amount.is_finite()).sum())
            }
            _ => of_all,
        }
    }

    /// Takes what is known of all customers.
    pub fn count_everyone(&mut self, sample: OfSample) {
        if let Sizes::Everyone { counts, burnt, .. } = &sample.sizes {
            self.segments.count_everyone(counts, *burnt);
        }
        self.sample = Some(Arc::new(sample));
    }

    /// Warnings about it, in sentences.
    pub fn warnings(&self) -> Vec<String> {
        let matrix = &self.prepared.matrix;
        let flags = match self.clustering.density() {
            Some(_) => cluster::red_flags(&self.clustering.labels, &matrix.weights),
            None => Vec::new(),
        };
        let groups = self.clustering.tree().filter(|tree| tree.groups.is_some()).map(|tree| {
            format!("more than 10,000 distinct rows: the tree is built over {} centroids of K-Means", tree.leaves())
        });
        let outliers = (!self.prepared.outliers.is_empty()).then(|| self.outliers());
        let collapsed = self.clustering.mixture().filter(|mixture| mixture.collapsed > 0).map(|mixture| {
            let (of, s) = (mixture.weights.len(), if mixture.collapsed == 1 { "sits" } else { "sit" });
            format!(
                "{} of {of} components {s} on the variance floor: they describe a repeated value or a few customers. \
                 Do not compare BIC and ICL with those of another K",
                mixture.collapsed
            )
        });
        let ties = self.clustering.tree().filter(|tree| tree.ties > 0).map(|tree| {
            format!(
                "{} of {} merges are ties: another pair was equally near. Another program may build a different tree",
                tree.ties,
                tree.merges.len()
            )
        });
        let sample = self.sample.as_ref().map(|sample| sample.words());
        let warnings = sample.into_iter().chain(matrix.warnings.iter().map(ToString::to_string));
        let missing = self.without_value().into_iter().map(|(feature, customers)| {
            let who = if customers == 1 { "customer has" } else { "customers have" };
            format!("{} {who} no {feature} and no segment", count(customers))
        });
        warnings
            .chain(flags.iter().map(ToString::to_string))
            .chain(groups)
            .chain(ties)
            .chain(collapsed)
            .chain(missing)
            .chain(outliers)
            .chain(self.isolated())
            .collect()
    }

    /// The features that customers lack who would else take part, and the number of those customers.
    pub fn without_value(&self) -> Vec<(&str, u64)> {
        let included = self.features.included(self.choice.inactive);
        let lacking = |feature: &str| {
            let values = self.features.values(feature, self.choice.inactive).unwrap_or_default();
            values.iter().zip(&included).filter(|(value, included)| **included && !value.is_finite()).count() as u64
        };
        let counted = self.prepared.features.iter().map(|feature| (feature.as_str(), lacking(feature)));
        counted.filter(|(_, customers)| *customers > 0).collect()
    }

    /// The outliers among other customers, by id.
    pub(super) fn outliers_in(&self, features: &Features) -> Vec<usize> {
        let of = |customer: &usize| self.features.customer_ids.text(*customer);
        let ids: HashSet<Cow<'_, str>> = self.prepared.outliers.iter().map(of).collect();
        if ids.is_empty() {
            return Vec::new();
        }
        let others = features.customer_ids.iter().enumerate();
        others.filter(|(_, id)| ids.contains(id)).map(|(customer, _)| customer).collect()
    }

    /// The segments of a few customers, which only a K that was asked for has.
    fn isolated(&self) -> Option<String> {
        let few: Vec<String> = self.clustering.isolated().map(|segment| (segment + 1).to_string()).collect();
        let (named, has) = match few.as_slice() {
            _ if self.clustering.k < 2 || !self.clustering.params.algorithm().takes_k() => return None,
            [] => return None,
            [one] => (format!("segment {one}"), "has"),
            [all @ .., last] => (format!("segments {} and {last}", all.join(", ")), "have"),
        };
        Some(format!("{named} {has} fewer than 5 customers or fewer than 1%: too few to compare"))
    }

    /// Who was set aside, in a sentence.
    fn outliers(&self) -> String {
        let outliers = &self.prepared.outliers;
        let named =
            outliers.iter().take(NAMED).map(|&customer| clean(&self.features.customer_ids.text(customer)).into_owned());
        let mut named = named.collect::<Vec<_>>().join(", ");
        if outliers.len() > NAMED {
            named.push_str(" and others");
        }
        match outliers.len() {
            1 => format!("1 customer is an outlier and in no segment, at any K: {named}. {INCLUDE}"),
            n => format!("{n} customers are outliers and in no segment, at any K: {named}. {INCLUDE}"),
        }
    }

    /// The word for a customer who took part and is in no segment.
    pub fn outside(&self) -> &'static str {
        if self.clustering.density().is_some() { "noise" } else { "outlier" }
    }

    /// Columns that were not chosen by default, and why; empty where the features were asked for.
    pub fn features_left(&self) -> Vec<(String, Left)> {
        if self.choice.features.is_empty() { self.features.defaults().left } else { Vec::new() }
    }

    /// Where the segments lie, in own units.
    pub fn centers(&self) -> Centers {
        let matrix = &self.prepared.matrix;
        Centers {
            features: matrix.names.clone(),
            transforms: matrix.transforms.clone(),
            means: matrix.means(&self.clustering.labels, self.clustering.k),
        }
    }

    /// Gives the user's names to the nearest segments; the others keep their generated names. Dashboard and commands both
    /// use it.
    pub fn apply_names(&mut self, names: &Names) {
        let named = self.segments.list.iter().any(|segment| segment.by_rule.is_some());
        if named || !names.is_empty() {
            names.apply_to(&self.centers(), &mut self.segments.list);
        }
    }

    /// Stores the stability of the segments, in their order.
    pub fn set_stability(&mut self, stability: &[f64]) {
        for (segment, stability) in self.segments.list.iter_mut().zip(stability) {
            segment.stability = Some(*stability);
        }
    }
}
