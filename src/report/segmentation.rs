//! Everything a report says about one clustering.

use std::sync::Arc;

use serde::Serialize;

use super::coupons::Coupons;
use super::document::blocks::Mark;
use crate::analysis::{Choice, Experiment, KChoice, Migration, Segmentation};
use crate::cluster::{
    Algorithm, Clustering, Criterion, Gap, KConfidence, Linkage, MEASURES, Matrix, Scaling, SilhouetteMethod, Spec,
    Structure, Sweep, Verdict,
};
use crate::data::Ids;
use crate::measures::{Feature, InactivePolicy, Left};
use crate::segments::{Evidence, Segments};

/// One K of the sweep.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SweepRow {
    /// Number of clusters.
    pub k: usize,
    /// Sum of squared distances to the own centroid, scaled space.
    pub inertia: f64,
    /// Mean silhouette.
    pub silhouette: Option<f64>,
    /// Davies-Bouldin index.
    pub davies_bouldin: Option<f64>,
    /// Calinski-Harabasz index.
    pub calinski_harabasz: Option<f64>,
    /// Bayesian information criterion; only for mixtures.
    pub bic: Option<f64>,
    /// Integrated completed likelihood: of mixtures only.
    pub icl: Option<f64>,
    /// Components on the variance floor: of mixtures only.
    pub collapsed: Option<usize>,
}

/// What reports say about a clustering.
#[derive(Clone, Debug)]
pub struct SegmentationReport<'a> {
    /// Algorithm.
    pub algorithm: Algorithm,
    /// Features used for clustering.
    pub features: Vec<String>,
    /// Columns that were not chosen by default, and why; empty if the user chose the features.
    pub features_left: Vec<(String, Left)>,
    /// Scaling.
    pub scaling: Scaling,
    /// The setting for inactive customers.
    pub inactive: InactivePolicy,
    /// Customers in a segment.
    pub customers: u64,
    /// Customers left out because a value is missing.
    pub left_out: u64,
    /// Distinct rows of the matrix.
    pub distinct_rows: u64,
    /// Seed.
    pub seed: u64,
    /// Restarts.
    pub restarts: usize,
    /// Bayesian information criterion; only for a mixture.
    pub bic: Option<f64>,
    /// Integrated completed likelihood: of a mixture only.
    pub icl: Option<f64>,
    /// Components on the variance floor: of a mixture only.
    pub collapsed: Option<usize>,
    /// Merges at which another pair was as near: of hierarchical clustering only.
    pub ties: Option<usize>,
    /// How many restarts reached the best inertia, and the relative difference of the worst; only for K-Means.
    pub restart_spread: Option<(usize, f64)>,
    /// Eps and min points; only for DBSCAN.
    pub density: Option<(f64, usize)>,
    /// The linkage; only for hierarchical clustering.
    pub linkage: Option<Linkage>,
    /// Number of clusters.
    pub k: usize,
    /// What decided K; none for the user.
    pub k_source: Option<Criterion>,
    /// Knee of the inertia curve, if there is one.
    pub knee: Option<usize>,
    /// The choice of each measure, by name; the knee is the choice of the inertia.
    pub choices: Vec<(&'static str, usize)>,
    /// How sure K is; none where the algorithm takes no K.
    pub confidence: Option<Arc<KConfidence>>,
    /// Whether the data have segments at all; none where it could not be computed.
    pub structure: Option<Structure>,
    /// The gap statistic, if it could be computed.
    pub gap: Option<Arc<Gap>>,
    /// Sum of squared distances to the own centroid, scaled space.
    pub inertia: f64,
    /// Mean silhouette; `None` below two clusters.
    pub silhouette: Option<f64>,
    /// Exact or sampled.
    pub silhouette_method: Option<SilhouetteMethod>,
    /// Standard error of a sampled silhouette, otherwise 0.
    pub silhouette_error: Option<f64>,
    /// Davies-Bouldin index.
    pub davies_bouldin: Option<f64>,
    /// Calinski-Harabasz index.
    pub calinski_harabasz: Option<f64>,
    /// Customers that the algorithm did not assign.
    pub noise: u64,
    /// How clear the structure is.
    pub verdict: Verdict,
    /// Warnings about the result, as sentences.
    pub warnings: Vec<String>,
    /// The sweep, by K.
    pub sweep: Vec<SweepRow>,
    /// The segments.
    pub segments: &'a Segments,
    /// Ids by customer.
    pub customer_ids: &'a Ids,
    /// Whether each customer has a transaction.
    pub active: &'a [bool],
    /// Whether each customer took part: who took part and has no segment is noise.
    pub took_part: Vec<bool>,
    /// The chosen features in their own units, by customer.
    pub columns: &'a [Feature],
    /// Text columns of customers alone, with the value of each customer.
    pub texts: Vec<(String, Vec<Option<&'a str>>)>,
    /// Whether each customer is shown; `None` if all are. It does not affect the clustering.
    pub shown: Option<&'a [bool]>,
    /// Customer flow from the segments of an earlier day, if one was given.
    pub migration: Option<&'a Migration>,
    /// Silhouette by customer; `NaN` if there is none.
    pub silhouettes: Vec<f64>,
    /// The coupon budget, if it was measured.
    pub coupons: Option<Coupons<'a>>,
    /// The result or the required size of an experiment, if it was computed.
    pub experiment: Option<&'a Experiment>,
    /// What the report of a clustering is made from.
    pub segmentation: &'a Segmentation,
}

impl SegmentationReport<'_> {
    /// The evidence about the later burns of a segment.
    pub(super) fn evidence(&self, label: usize) -> Evidence {
        let later = self.coupons.as_ref().and_then(|coupons| coupons.later.as_ref().ok());
        later.and_then(|later| later.evidence(self.segments).get(label).copied()).unwrap_or_default()
    }

    /// Number and colour of a segment.
    pub(super) fn mark(&self, label: usize) -> Mark {
        let slot = self.segmentation.colours.get(label).copied().unwrap_or(label);
        Mark { number: (label + 1).to_string(), slot: Some(slot) }
    }
}

/// Gathers the report of a clustering: `chosen` are the features that the user asked for, including constant ones;
/// `shown` says which customers are shown, if not all are.
pub fn segmentation_report<'a>(
    segmentation: &'a Segmentation,
    sweep: &Sweep,
    chosen: &'a [Feature],
    shown: Option<&'a [bool]>,
) -> SegmentationReport<'a> {
    let Segmentation { choice, features, clustering, segments, .. } = segmentation;
    let matrix = &segmentation.prepared.matrix;
    let silhouette = clustering.silhouette.as_ref();
    let mean = silhouette.map(|s| s.mean);
    SegmentationReport {
        algorithm: clustering.params.algorithm(),
        features: matrix.names.clone(),
        features_left: segmentation.features_left(),
        scaling: matrix.scaling,
        inactive: choice.inactive,
        customers: segments.clustered,
        left_out: segments.left_out,
        distinct_rows: matrix.weights.len() as u64,
        seed: choice.method.seed,
        restarts: choice.method.restarts,
        bic: clustering.bic(),
        icl: clustering.mixture().map(|mixture| mixture.icl),
        collapsed: clustering.mixture().map(|mixture| mixture.collapsed),
        ties: clustering.tree().map(|tree| tree.ties),
        restart_spread: clustering.restart_spread(),
        density: clustering.density().map(|density| (density.eps, density.min_points)),
        linkage: clustering.tree().map(|_| choice.method.linkage),
        k: clustering.k,
        k_source: chose_k(choice),
        knee: sweep.knee,
        choices: MEASURES.iter().filter_map(|m| Some((m.title(), (m.choice)(sweep)?))).collect(),
        confidence: sweep.confidence.clone(),
        structure: sweep.structure,
        gap: sweep.gap.clone(),
        inertia: segmentation.inertia(),
        silhouette: mean,
        silhouette_method: silhouette.map(|s| s.method),
        silhouette_error: silhouette.map(|s| s.error),
        davies_bouldin: clustering.davies_bouldin,
        calinski_harabasz: clustering.calinski_harabasz,
        noise: segments.noise,
        verdict: Verdict::of(clustering, sweep.structure),
        warnings: segmentation.warnings(),
        sweep: sweep.points.iter().map(|p| sweep_row(p.k, &p.clustering)).collect(),
        segments,
        customer_ids: &features.customer_ids,
        active: &features.active,
        took_part: segmentation.prepared.took_part(),
        columns: chosen,
        texts: features.texts(),
        shown,
        migration: None,
        silhouettes: silhouettes(matrix, clustering),
        segmentation,
        coupons: None,
        experiment: None,
    }
}

/// What decided K; none for the user.
fn chose_k(choice: &Choice) -> Option<Criterion> {
    let Spec { criterion, .. } = choice.method.algorithm.spec();
    // A fixed K means nothing to an algorithm that finds K itself.
    (choice.k == KChoice::Auto || !choice.method.algorithm.takes_k()).then_some(*criterion)
}

fn sweep_row(k: usize, clustering: &Clustering) -> SweepRow {
    SweepRow {
        k,
        inertia: clustering.inertia,
        silhouette: clustering.silhouette.as_ref().map(|s| s.mean),
        davies_bouldin: clustering.davies_bouldin,
        calinski_harabasz: clustering.calinski_harabasz,
        bic: clustering.bic(),
        icl: clustering.mixture().map(|mixture| mixture.icl),
        collapsed: clustering.mixture().map(|mixture| mixture.collapsed),
    }
}

/// Each customer has the silhouette of its distinct row.
fn silhouettes(matrix: &Matrix, clustering: &Clustering) -> Vec<f64> {
    let rows = clustering.silhouette.as_ref().map_or(&[][..], |s| s.rows.as_slice());
    let of_row = |row: &Option<u32>| row.and_then(|r| rows.get(r as usize)).copied().unwrap_or(f64::NAN);
    matrix.row_of.iter().map(of_row).collect()
}
