//! The JSON contract: keys may be added, these keep their names, order and meaning.

mod coupons;
mod demographics;
mod experiment;
mod figures;
mod migration;
mod retention;
mod rfm;
mod usage;

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};
use strum::IntoEnumIterator;

use self::coupons::{BudgetObject, LaterObject, budget_object, later_object};
use self::demographics::DemographicObject;
use self::experiment::ExperimentObject;
use self::figures::{GroupObject, KpisObject, PlaceObject, ProductObject, PurchasesObject, Revenue, revenue};
use self::migration::MigrationObject;
use self::retention::{
    ClaimGapsObject, RetentionObject, TriangleObject, claim_gaps_object, retention_object, triangle_objects,
};
use self::rfm::{ConcentrationObject, RfmObject};
use self::usage::{UsageObject, burnt_by_day_object, usage_object};
use super::{KSource, ReportInput, SegmentationReport, SweepRow};
use crate::cluster::{Algorithm, GapPoint, SilhouetteMethod, Verdict};
use crate::data::{Finding, Kind, Reading, Severity, Source, Table, format_day};
use crate::measures::{Burns, BurntByDay, DaysToBurn, Group, NamedCoupon, Place, Summary};
use crate::plain_text::in_json;
use crate::segments::{Advice, Profile, Segment, advise, advise_never_active};
use crate::wording::feature::why_left;

/// The report as one JSON object.
pub fn json(report: &ReportInput) -> String {
    // Writing to a string fails only where a map has keys that are not text, and there are none.
    in_json(&serde_json::to_string_pretty(&contract(report)).unwrap_or_default()).into_owned() + "\n"
}

/// The quality checks alone, as one JSON object.
pub fn check_json(summary: &Summary) -> String {
    let checks = Checks {
        schema: "segscope/check/1",
        source: source(&summary.source),
        quality: summary.findings.iter().map(quality).collect(),
    };
    in_json(&serde_json::to_string_pretty(&checks).unwrap_or_default()).into_owned() + "\n"
}

#[derive(serde::Serialize)]
struct Checks<'a> {
    schema: &'static str,
    source: SourceObject<'a>,
    quality: Vec<Quality<'a>>,
}

#[derive(serde::Serialize)]
struct Contract<'a> {
    schema: &'static str,
    source: SourceObject<'a>,
    as_of: Option<String>,
    claim_horizon: Option<String>,
    filter: &'a str,
    kind: String,
    purchases: Option<PurchasesObject>,
    products: Option<Vec<ProductObject<'a>>>,
    kpis: KpisObject,
    genders: Vec<GroupObject<'a>>,
    cities: Vec<GroupObject<'a>>,
    demographics: Vec<DemographicObject<'a>>,
    branches: Vec<PlaceObject<'a>>,
    merchants: Vec<PlaceObject<'a>>,
    usage: UsageObject,
    days_to_burn: Option<&'a DaysToBurn>,
    burnt_by_day: Option<BurntByDay>,
    coupons: &'a [NamedCoupon],
    frequency: Vec<Frequency>,
    retention: Option<RetentionObject<'a>>,
    retention_by: Vec<TriangleObject<'a>>,
    claim_gaps: Option<ClaimGapsObject>,
    rfm: Option<RfmObject>,
    concentration: Option<ConcentrationObject>,
    quality: Vec<Quality<'a>>,
    segmentation: Option<Segmentation<'a>>,
}

#[derive(serde::Serialize)]
struct SourceObject<'a> {
    path: &'a str,
    format: &'a str,
    rows: Rows<'a>,
    tables: Vec<TableObject>,
}

/// What became of the rows of a table: those read are those used and those set aside.
#[derive(serde::Serialize)]
struct TableObject {
    table: &'static str,
    read: u64,
    used: u64,
    set_aside: BTreeMap<&'static str, u64>,
}

/// All six tables, 0 for one that is not there.
struct Rows<'a>(&'a Source);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = |table| self.0.rows.iter().find(|(t, _)| *t == table).map_or(0, |(_, n)| *n);
        serializer.collect_map(Table::iter().map(|table| (<&str>::from(table), rows(table))))
    }
}

#[derive(serde::Serialize)]
struct Frequency {
    transactions: u64,
    customers: u64,
}

#[derive(serde::Serialize)]
struct Quality<'a> {
    check: &'static str,
    severity: Severity,
    table: &'static str,
    column: Option<&'a str>,
    rows: u64,
    examples: &'a [String],
}

#[derive(serde::Serialize)]
struct Segmentation<'a> {
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
    k_source: KSource,
    knee: Option<usize>,
    gap_k: Option<usize>,
    inertia: f64,
    silhouette: Option<f64>,
    silhouette_method: Option<SilhouetteMethod>,
    silhouette_error: Option<f64>,
    davies_bouldin: Option<f64>,
    calinski_harabasz: Option<f64>,
    bic: Option<f64>,
    restarts_at_best: Option<usize>,
    restart_spread: Option<f64>,
    eps: Option<f64>,
    min_points: Option<usize>,
    linkage: Option<String>,
    noise: u64,
    verdict: Verdict,
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
    later_burn_rate: Option<f64>,
    later_interval: Option<[f64; 2]>,
    profile: Profiles<'a>,
    recommendation: Recommendation,
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

/// Features in the order of the catalogue, which a sorted map would lose.
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

fn contract<'a>(report: &'a ReportInput) -> Contract<'a> {
    let summary = report.summary;
    let groups = |groups: &'a [Group]| groups.iter().map(|group| GroupObject::of(group, summary.kind)).collect();
    let places = |places: &'a [Place]| places.iter().map(|place| PlaceObject::of(place, summary.kind)).collect();
    Contract {
        schema: "segscope/report/1",
        source: source(&summary.source),
        as_of: summary.as_of.map(format_day),
        claim_horizon: summary.claim_horizon.map(format_day),
        filter: report.filter,
        kind: summary.kind.to_string(),
        purchases: summary.purchases.as_ref().map(PurchasesObject::of),
        products: summary.products.as_ref().map(|products| products.iter().map(ProductObject::of).collect()),
        kpis: KpisObject::of(summary),
        genders: groups(&summary.genders),
        cities: groups(&summary.cities),
        demographics: summary.demographics.iter().map(|of| DemographicObject::of(of, summary.kind)).collect(),
        branches: places(&summary.branches),
        merchants: places(&summary.merchants),
        usage: usage_object(summary, report.granularity),
        days_to_burn: summary.days_to_burn.as_ref(),
        burnt_by_day: burnt_by_day_object(summary),
        coupons: &summary.coupons,
        frequency: summary
            .frequency
            .iter()
            .map(|&(transactions, customers)| Frequency { transactions, customers })
            .collect(),
        retention: retention_object(summary),
        retention_by: triangle_objects(&summary.retention, summary.kind),
        claim_gaps: claim_gaps_object(summary),
        rfm: summary.rfm.as_ref().map(|rfm| RfmObject::of(rfm, report.segmentation.as_ref().map(|s| s.segments))),
        concentration: summary.concentration.as_ref().map(ConcentrationObject::of),
        quality: summary.findings.iter().map(quality).collect(),
        segmentation: report.segmentation.as_ref().map(|of| segmentation(of, summary.kind)),
    }
}

fn source(source: &Source) -> SourceObject<'_> {
    let table = |reading: &Reading| TableObject {
        table: reading.table.into(),
        read: reading.read,
        used: reading.used,
        set_aside: reading.set_aside.iter().map(|(check, rows)| (check.into(), *rows)).collect(),
    };
    let tables = source.readings.iter().map(table).collect();
    SourceObject { path: &source.path, format: &source.format, rows: Rows(source), tables }
}

fn quality(finding: &Finding) -> Quality<'_> {
    Quality {
        check: finding.check.into(),
        severity: finding.check.severity(),
        table: finding.table.into(),
        column: finding.column.as_deref(),
        rows: finding.rows,
        examples: &finding.examples,
    }
}

fn segmentation<'a>(report: &'a SegmentationReport, kind: Kind) -> Segmentation<'a> {
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
        k_source: report.k_source,
        knee: report.knee,
        gap_k: report.gap.as_ref().and_then(|gap| gap.best),
        inertia: report.inertia,
        silhouette: report.silhouette,
        silhouette_method: report.silhouette_method,
        silhouette_error: report.silhouette_error,
        davies_bouldin: report.davies_bouldin,
        calinski_harabasz: report.calinski_harabasz,
        bic: report.bic,
        restarts_at_best: report.restart_spread.map(|(reached, _)| reached),
        restart_spread: report.restart_spread.map(|(_, worst)| worst),
        eps: report.density.map(|(eps, _)| eps),
        min_points: report.density.map(|(_, min_points)| min_points),
        linkage: report.linkage.map(|linkage| linkage.to_string()),
        noise: report.noise,
        verdict: report.verdict,
        warnings: &report.warnings,
        sweep: &report.sweep,
        gap: report.gap.as_ref().map(|gap| gap.points.as_slice()),
        segments: report.segments.list.iter().map(|s| segment(s, report, kind)).collect(),
        never_active: advise_never_active(report.segments).map(Into::into),
        later: later_object(report),
        budget: budget_object(report),
        experiment: report.experiment.map(Into::into),
        migration: report.migration.map(MigrationObject::of),
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
        later_burn_rate: burns.and_then(Burns::rate),
        later_interval: burns.and_then(Burns::interval),
        profile: Profiles(&segment.profile),
        recommendation: advise(segment, report.segments, report.verdict).into(),
    }
}
