//! The result of a clustering: plain values that screens and reports read.

use std::sync::Arc;

use ndarray::Array2;
use serde::Serialize;
use strum::Display;

use super::algorithm::Params;
use super::confidence::KConfidence;
use super::dbscan::Density;
use super::detail::Detail;
use super::gap::Gap;
use super::hierarchy::Tree;
use super::mixture::Mixture;
use super::restarts::SAME;
use super::structure::Structure;

/// Whether a silhouette covers all rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, Serialize)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum SilhouetteMethod {
    /// Every row against every row.
    Exact,
    /// A systematic sample against every row.
    Sampled,
}

/// Silhouette scores (Rousseeuw 1987), Euclidean, in the scaled space.
#[derive(Clone, Debug, PartialEq)]
pub struct Silhouette {
    /// Weighted mean over customers.
    pub mean: f64,
    /// Mean per segment, by label.
    pub segments: Vec<f64>,
    /// Per distinct row; `NaN` where it was not sampled.
    pub rows: Vec<f64>,
    /// Exact or sampled.
    pub method: SilhouetteMethod,
    /// Standard error of the mean when sampled, otherwise 0.
    pub error: f64,
}

/// One clustering of a matrix. Labels start at 0 and are ordered by size, largest first (ties: smaller first centroid
/// coordinate), so label + 1 is the number of the segment.
#[derive(Clone, Debug)]
pub struct Clustering {
    /// The parameters.
    pub params: Params,
    /// Number of clusters. None is empty, so there can be fewer than asked for.
    pub k: usize,
    /// Label of each distinct row of the matrix; none for noise.
    pub labels: Vec<Option<u32>>,
    /// Means of the clusters in the scaled space: k × columns.
    pub centroids: Array2<f64>,
    /// Input rows (weights) per cluster.
    pub sizes: Vec<u64>,
    /// Sum of squared distances to the own centroid in the scaled space.
    pub inertia: f64,
    /// Silhouette; none below two clusters.
    pub silhouette: Option<Silhouette>,
    /// Davies-Bouldin index; none below two clusters.
    pub davies_bouldin: Option<f64>,
    /// Calinski-Harabasz index; none below two clusters.
    pub calinski_harabasz: Option<f64>,
    /// What only its algorithm knows.
    pub detail: Detail,
}

/// The smallest number of customers in a segment of the default K.
const FEWEST: u64 = 5;

impl Clustering {
    /// The density threshold; none unless the algorithm is DBSCAN.
    pub fn density(&self) -> Option<&Density> {
        if let Detail::Density(density) = &self.detail { Some(density) } else { None }
    }

    /// The tree; none unless the algorithm is hierarchical.
    pub fn tree(&self) -> Option<&Arc<Tree>> {
        if let Detail::Tree(tree) = &self.detail { Some(tree) } else { None }
    }

    /// The mixture; none unless the algorithm is a Gaussian mixture.
    pub fn mixture(&self) -> Option<&Mixture> {
        if let Detail::Mixture(mixture) = &self.detail { Some(mixture) } else { None }
    }

    /// Agreement of the restarts of K-Means: how many reached the best inertia (to a millionth), and by what share of
    /// it the worst is above.
    pub fn restart_spread(&self) -> Option<(usize, f64)> {
        let Detail::Restarts(inertia) = &self.detail else { return None };
        let best = inertia.iter().copied().reduce(f64::min)?;
        let worst = inertia.iter().copied().reduce(f64::max)?;
        let reached = inertia.iter().filter(|&&inertia| inertia - best <= SAME * best).count();
        Some((reached, if best > 0.0 { worst / best - 1.0 } else { 0.0 }))
    }

    /// The segments that hold fewer than five customers or fewer than 1% of all. As an outcome of the default K, they are
    /// outliers rather than segments.
    pub fn isolated(&self) -> impl Iterator<Item = usize> + '_ {
        let all: u64 = self.sizes.iter().sum();
        (0..self.k).filter(move |&segment| self.sizes[segment] < all.div_ceil(100).max(FEWEST))
    }

    /// Bayesian information criterion, lower is better; none unless the algorithm is a Gaussian mixture.
    pub fn bic(&self) -> Option<f64> {
        self.mixture().map(|mixture| mixture.bic)
    }
}

/// One K of a sweep.
#[derive(Clone, Debug)]
pub struct SweepPoint {
    /// Number of clusters asked for.
    pub k: usize,
    /// The clustering at that K.
    pub clustering: Arc<Clustering>,
}

/// The sweep over K.
#[derive(Clone, Debug, Default)]
pub struct Sweep {
    /// Ascending K from 2; incomplete while the sweep runs.
    pub points: Vec<SweepPoint>,
    /// Inertia at K = 1 (total sum of squares), where the elbow curve begins.
    pub inertia_one: f64,
    /// The knee by Kneedle over K from 1; none where there is none.
    pub knee: Option<usize>,
    /// The K that the criterion of the algorithm chooses: that of the highest silhouette, or of the lowest BIC for a
    /// mixture; ties to the smaller. A K that isolates customers ([`Clustering::isolated`]) is chosen only where each
    /// does. None before the first point.
    pub best: Option<usize>,
    /// The distinct rows that the criterion alone would isolate; empty where its K isolates no customer.
    pub isolated: Vec<u32>,
    /// Whether the data look structured at all; none until it is computed.
    pub structure: Option<Structure>,
    /// The gap statistic; none until it is computed.
    pub gap: Option<Arc<Gap>>,
    /// How sure K is; none until it is computed, and where no K is chosen.
    pub confidence: Option<Arc<KConfidence>>,
}

/// Strength of the cluster structure (Kaufman and Rousseeuw 1990).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, Serialize)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "thresholds are in `Verdict::from_silhouette`")]
pub enum Verdict {
    Strong,
    Reasonable,
    Weak,
    None,
    Pending,
}

impl Verdict {
    /// The verdict on a clustering, given the test of its matrix: `none` if data without segments look equally structured
    /// ([`Structure::is_clear`]) or there are fewer than two clusters, `pending` until it is known.
    pub fn of(clustering: &Clustering, structure: Option<Structure>) -> Self {
        match (&clustering.silhouette, structure) {
            (_, None) if clustering.k > 1 => Self::Pending,
            (None, _) => Self::None,
            (_, Some(structure)) if !structure.is_clear() => Self::None,
            (Some(silhouette), _) => Self::from_silhouette(silhouette.mean),
        }
    }

    /// `strong` above 0.70, `reasonable` above 0.50, `weak` above 0.25, otherwise `none`.
    pub fn from_silhouette(mean: f64) -> Self {
        match mean {
            s if s > 0.70 => Self::Strong,
            s if s > 0.50 => Self::Reasonable,
            s if s > 0.25 => Self::Weak,
            _ => Self::None,
        }
    }
}
