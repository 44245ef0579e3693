//! What a clustering is, once computed: plain values that screens and reports read.

use std::sync::Arc;

use ndarray::Array2;
use serde::Serialize;
use strum::Display;

use super::dbscan::Density;
use super::gap::Gap;
use super::hierarchy::Tree;
use super::method::Params;
use super::mixture::Mixture;

/// Whether a silhouette is over all rows.
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
    /// Standard error of the mean when sampled, else 0.
    pub error: f64,
}

/// One clustering of a matrix. Labels are 0-based and ordered by size, largest first (ties: smaller first centroid
/// coordinate), so that label + 1 is the segment's number.
#[derive(Clone, Debug)]
pub struct Clustering {
    /// What was asked for.
    pub params: Params,
    /// Number of clusters; none of them is empty, so there can be fewer than were asked for.
    pub k: usize,
    /// Label of each distinct row of the matrix; none for noise.
    pub labels: Vec<Option<u32>>,
    /// Means of the clusters in the scaled space: k × columns.
    pub centroids: Array2<f64>,
    /// Input rows (weights) per cluster.
    pub sizes: Vec<u64>,
    /// Sum of squared distances to the own centroid, scaled space.
    pub inertia: f64,
    /// Silhouette; none below two clusters.
    pub silhouette: Option<Silhouette>,
    /// Davies-Bouldin index; none below two clusters.
    pub davies_bouldin: Option<f64>,
    /// Calinski-Harabasz index; none below two clusters.
    pub calinski_harabasz: Option<f64>,
    /// What else its algorithm found.
    pub detail: Detail,
}

/// Inertias that differ by less than this part are one optimum.
const SAME: f64 = 1e-6;

/// What only some algorithms know.
#[derive(Clone, Debug)]
pub enum Detail {
    /// K-Means: the inertia that each restart ended with.
    Restarts(Vec<f64>),
    /// DBSCAN: the density threshold, and what it can be judged by.
    Density(Density),
    /// Hierarchical: the whole tree.
    Tree(Arc<Tree>),
    /// The mixture; its components are numbered as the clusters.
    Mixture(Mixture),
}

impl Detail {
    /// The same under other numbers: `order[new]` is the old cluster.
    pub(super) fn in_order(self, order: &[usize]) -> Self {
        match self {
            Self::Mixture(mixture) => Self::Mixture(mixture.in_order(order)),
            other => other,
        }
    }
}

impl Clustering {
    /// The density threshold of DBSCAN.
    pub fn density(&self) -> Option<&Density> {
        if let Detail::Density(density) = &self.detail { Some(density) } else { None }
    }

    /// The tree that was cut.
    pub fn tree(&self) -> Option<&Arc<Tree>> {
        if let Detail::Tree(tree) = &self.detail { Some(tree) } else { None }
    }

    /// The mixture.
    pub fn mixture(&self) -> Option<&Mixture> {
        if let Detail::Mixture(mixture) = &self.detail { Some(mixture) } else { None }
    }

    /// How far the restarts of K-Means agree: how many of them reached the best inertia (to a millionth of it), and by
    /// what part of it the worst is above.
    pub fn restart_spread(&self) -> Option<(usize, f64)> {
        let Detail::Restarts(inertia) = &self.detail else { return None };
        let best = inertia.iter().copied().reduce(f64::min)?;
        let worst = inertia.iter().copied().reduce(f64::max)?;
        let reached = inertia.iter().filter(|&&inertia| inertia - best <= SAME * best).count();
        Some((reached, if best > 0.0 { worst / best - 1.0 } else { 0.0 }))
    }

    /// Bayesian information criterion: of mixtures only, lower is better.
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
    /// Ascending K from 2, as far as it has come.
    pub points: Vec<SweepPoint>,
    /// Inertia at K = 1 (total sum of squares): where the elbow curve starts.
    pub inertia_one: f64,
    /// The knee by Kneedle over K = 1..; none when there is none.
    pub knee: Option<usize>,
    /// What is chosen unless the user says otherwise: the K of the highest silhouette, for a mixture that of the lowest
    /// BIC; ties to the smaller. None before the first point.
    pub best: Option<usize>,
    /// The gap statistic; none while it is not computed.
    pub gap: Option<Arc<Gap>>,
}

/// How clear the structure is (Kaufman and Rousseeuw 1990).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, Serialize)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "thresholds stand in `Verdict::from_silhouette`")]
pub enum Verdict {
    Strong,
    Reasonable,
    Weak,
    None,
    Pending,
}

impl Verdict {
    /// On a clustering, given the gap statistic of its matrix: `none` where that says one cluster ([`Gap::one_cluster`]), `pending` while it is
    /// not known. A clustering without a silhouette (fewer than two clusters) shows no structure.
    pub fn of(clustering: &Clustering, gap: Option<&Gap>) -> Self {
        match (&clustering.silhouette, gap) {
            (_, None) if clustering.k > 1 => Self::Pending,
            (None, _) => Self::None,
            (_, Some(gap)) if gap.one_cluster() => Self::None,
            (Some(silhouette), _) => Self::from_silhouette(silhouette.mean),
        }
    }

    /// `strong` above 0.70, `reasonable` above 0.50, `weak` above 0.25, else `none`.
    pub fn from_silhouette(mean: f64) -> Self {
        match mean {
            s if s > 0.70 => Self::Strong,
            s if s > 0.50 => Self::Reasonable,
            s if s > 0.25 => Self::Weak,
            _ => Self::None,
        }
    }
}
