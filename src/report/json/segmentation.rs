//! The segments and how they were found, as a part of the JSON contract.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::coupons::{BudgetObject, LaterObject, budget_object, later_object};
use super::experiment::ExperimentObject;
use super::figures::{Revenue, revenue};
use super::habits::{BuysObject, ReachObject};
use super::k_confidence::{KConfidenceObject, k_confidence_object};
use super::migration::MigrationObject;
use super::source::SampleObject;
use crate::analysis::{OfSample, Sizes};
use crate::cluster::{Algorithm, Criterion, GapPoint, SilhouetteMethod, Structure, Verdict};
use crate::data::Kind;
use crate::measures::Burns;
use crate::report::{SegmentationReport, SweepRow};
use crate::segments::{Advice, Category, Profile, Segment, advise, advise_never_active};
use crate::wording::feature::why_left;

#[derive(serde::Serialize)]
pub(super) struct Segmentation<'a> {
    algorithm: Algorithm,
    features: &'a [String],
    features_left: Vec<FeatureLeft<'a>>,
    scaling: String,
    inactive: String,
    customers: u64,
    left_out: u64,
    distinct_rows: u64,
    seed: u64,
    restarts: usize,
    k: usize,
    k_source: &'static str,
    k_confidence: Option<KConfidenceObject>,
    knee: Option<usize>,
    gap_k: Option<usize>,
    inertia: f64,
    silhouette: Option<f64>,
    silhouette_method: Option<SilhouetteMethod>,
    silhouette_error: Option<f64>,
    davies_bouldin: Option<f64>,
    calinski_harabasz: Option<f64>,
    bic: Option<f64>,
    icl: Option<f64>,
    collapsed: Option<usize>,
    ties: Option<usize>,
    restarts_at_best: Option<usize>,
    restart_spread: Option<f64>,
    eps: Option<f64>,
    min_points: Option<usize>,
    linkage: Option<String>,
    noise: u64,
    outliers: Vec<Cow<'a, str>>,
    verdict: Verdict,
    structure: Option<Structure>,
    warnings: &'a [String],
    sweep: &'a [SweepRow],
    gap: Option<&'a [GapPoint]>,
    segments: Vec<SegmentObject<'a>>,
    never_active: Option<Recommendation>,
    later: Option<LaterObject>,
    budget: Option<BudgetObject>,
    experiment: Option<ExperimentObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    migration: Option<MigrationObject<'a>>,
    /// Only segments of a sample of the customers have the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    sample: Option<FittedObject<'a>>,
}

/// What a segmentation of a sample says of all customers.
#[derive(serde::Serialize)]
struct FittedObject<'a> {
    #[serde(flatten)]
    fitted: SampleObject,
    /// Of whom the sizes, means and rates of the segments and the inertia are: `all customers` or `the sample`.
    sizes: &'static str,
    /// Why they are of the sample; null where they are of all.
    reason: Option<&'a str>,
    /// Customers of the sample whom the engine places in another segment than the fit did; null where it did not count.
    placed_differently: Option<u64>,
}

impl<'a> FittedObject<'a> {
    fn of(sample: &'a OfSample) -> Self {
        let (sizes, reason, placed_differently) = match &sample.sizes {
            Sizes::Everyone { different, .. } => ("all customers", None, Some(*different)),
            Sizes::Pending => ("the sample", None, None),
            Sizes::Sample(why) => ("the sample", Some(why.as_str()), None),
        };
        Self { fitted: sample.sampled.into(), sizes, reason, placed_differently }
    }
}

/// A column that was not chosen by default.
#[derive(serde::Serialize)]
struct FeatureLeft<'a> {
    feature: &'a str,
    reason: String,
}

#[derive(serde::Serialize)]
struct SegmentObject<'a> {
    id: usize,
    name: &'a str,
    name_reason: &'a str,
    customers: u64,
    share: f64,
    silhouette: Option<f64>,
    stability: Option<f64>,
    burnt: Option<u64>,
    burnt_share: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revenue: Revenue,
    top_city: Option<&'a str>,
    top_city_lift: Option<f64>,
    top_gender: Option<&'a str>,
    top_gender_lift: Option<f64>,
    burn_rate: Option<f64>,
    /// The burn rate shrunk to that of all segments, and its 95% interval: names are based on it.
    shrunk_burn_rate: Option<f64>,
    shrunk_interval: Option<[f64; 2]>,
    later_burn_rate: Option<f64>,
    later_interval: Option<[f64; 2]>,
    /// Of customers alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    categories: Option<Vec<CategoryObject<'a>>>,
    profile: Profiles<'a>,
    buys: Vec<BuysObject<'a>>,
    reach: ReachObject,
    recommendation: Recommendation,
}

/// A category among the customers of a segment; `p` is adjusted, and null where the clustering used the column.
#[derive(serde::Serialize)]
struct CategoryObject<'a> {
    column: &'a str,
    name: &'a str,
    customers: u64,
    known: u64,
    share: f64,
    share_of_all: f64,
    lift: f64,
    interval: Option<[f64; 2]>,
    p: Option<f64>,
}

impl<'a> CategoryObject<'a> {
    fn of(category: &'a Category) -> Self {
        let Category { column, name, customers, known, lift, p, .. } = category;
        Self {
            column,
            name,
            customers: *customers,
            known: *known,
            share: lift.share,
            share_of_all: lift.everywhere,
            lift: lift.lift,
            interval: lift.interval,
            p: *p,
        }
    }
}

/// What to do about a segment.
#[derive(serde::Serialize)]
struct Recommendation {
    action: &'static str,
    reason: String,
    caution: Option<String>,
}

impl From<Advice> for Recommendation {
    fn from(Advice { action, reason, caution }: Advice) -> Self {
        Self { action, reason, caution }
    }
}

/// Features in the order of the catalogue, which a sorted map would not keep.
struct Profiles<'a>(&'a [Profile]);

#[derive(serde::Serialize)]
struct ProfileObject {
    customers: u64,
    mean: f64,
    median: f64,
    p25: f64,
    p75: f64,
    index: Option<f64>,
    effect: Option<f64>,
}

impl Serialize for Profiles<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for Profile { feature, n, mean, median, p25, p75, index, effect, .. } in self.0 {
            // A value that is not a number is written as null.
            let [mean, median, p25, p75] = [*mean, *median, *p25, *p75];
            let (customers, index, effect) = (*n, *index, *effect);
            map.serialize_entry(feature, &ProfileObject { customers, mean, median, p25, p75, index, effect })?;
        }
        map.end()
    }
}

pub(super) fn segmentation<'a>(report: &'a SegmentationReport, kind: Kind) -> Segmentation<'a> {
    Segmentation {
        algorithm: report.algorithm,
        features: &report.features,
        features_left: report
            .features_left
            .iter()
            .map(|(feature, left)| FeatureLeft { feature, reason: why_left(*left) })
            .collect(),
        scaling: report.scaling.to_string(),
        inactive: report.inactive.to_string(),
        customers: report.customers,
        left_out: report.left_out,
        distinct_rows: report.distinct_rows,
        seed: report.seed,
        restarts: report.restarts,
        k: report.k,
        k_source: report.k_source.map_or("user", Criterion::key),
        k_confidence: k_confidence_object(report),
        knee: report.knee,
        gap_k: report.gap.as_ref().and_then(|gap| gap.best),
        inertia: report.inertia,
        silhouette: report.silhouette,
        silhouette_method: report.silhouette_method,
        silhouette_error: report.silhouette_error,
        davies_bouldin: report.davies_bouldin,
        calinski_harabasz: report.calinski_harabasz,
        bic: report.bic,
        icl: report.icl,
        collapsed: report.collapsed,
        ties: report.ties,
        restarts_at_best: report.restart_spread.map(|(reached, _)| reached),
        restart_spread: report.restart_spread.map(|(_, worst)| worst),
        eps: report.density.map(|(eps, _)| eps),
        min_points: report.density.map(|(_, min_points)| min_points),
        linkage: report.linkage.map(|linkage| linkage.to_string()),
        noise: report.noise,
        outliers: report
            .segmentation
            .prepared
            .outliers
            .iter()
            .map(|&customer| report.customer_ids.text(customer))
            .collect(),
        verdict: report.verdict,
        structure: report.structure,
        warnings: &report.warnings,
        sweep: &report.sweep,
        gap: report.gap.as_ref().map(|gap| gap.points.as_slice()),
        segments: report.segments.list.iter().map(|s| segment(s, report, kind)).collect(),
        never_active: advise_never_active(report.segments).map(Into::into),
        later: later_object(report),
        budget: budget_object(report),
        experiment: report.experiment.map(Into::into),
        migration: report.migration.map(MigrationObject::of),
        sample: report.segmentation.sample.as_deref().map(FittedObject::of),
    }
}

fn segment<'a>(segment: &'a Segment, report: &SegmentationReport, kind: Kind) -> SegmentObject<'a> {
    let later = report.coupons.as_ref().and_then(|coupons| coupons.later.as_ref().ok());
    let burns = later.and_then(|later| later.of(segment.id - 1)).map(|early| early.burns);
    SegmentObject {
        id: segment.id,
        name: &segment.name,
        name_reason: &segment.reason,
        customers: segment.customers,
        share: segment.share,
        silhouette: segment.silhouette,
        stability: segment.stability,
        burnt: Some(segment.burnt).filter(|_| kind != Kind::Purchases),
        burnt_share: segment.burnt_share,
        revenue: revenue(kind, segment.revenue),
        top_city: segment.top_city.as_ref().map(|top| top.name.as_str()),
        top_city_lift: segment.top_city.as_ref().map(|top| top.lift),
        top_gender: segment.top_gender.as_ref().map(|top| top.name.as_str()),
        top_gender_lift: segment.top_gender.as_ref().map(|top| top.lift),
        burn_rate: segment.burn_rate,
        shrunk_burn_rate: segment.shrunk.map(|shrunk| shrunk.rate),
        // Without evidence that rates differ there is one rate, and its interval is not known.
        shrunk_interval: segment.shrunk.map(|shrunk| shrunk.interval).filter(|[low, high]| low < high),
        later_burn_rate: burns.and_then(Burns::rate),
        later_interval: burns.and_then(Burns::interval),
        categories: (kind == Kind::Customers).then(|| segment.categories.iter().map(CategoryObject::of).collect()),
        profile: Profiles(&segment.profile),
        buys: segment.buys.iter().map(BuysObject::of).collect(),
        reach: ReachObject::of(&segment.reach),
        recommendation: advise(segment, report.segments, report.verdict, report.evidence(segment.id - 1)).into(),
    }
}
