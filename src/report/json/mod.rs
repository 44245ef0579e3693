//! The JSON contract: keys may be added, these keep their names, order and meaning.

mod columns;
mod coupons;
mod demographics;
mod evidence;
mod experiment;
mod figures;
mod habits;
mod k_confidence;
mod migration;
mod orders;
mod retention;
mod rfm;
mod segmentation;
mod source;
mod split;
mod usage;

use self::columns::{ColumnObject, CorrelationsObject, MissingObject};
use self::demographics::DemographicObject;
use self::evidence::{EvidenceObject, evidence};
use self::figures::{GroupObject, KpisObject, OtherProductsObject, PlaceObject, ProductObject, PurchasesObject};
use self::orders::{HoursObject, hours_objects};
use self::retention::{
    ClaimGapsObject, RetentionObject, TriangleObject, claim_gaps_object, retention_object, triangle_objects,
};
use self::rfm::{ConcentrationObject, RevenueConcentrationObject, RfmObject};
use self::segmentation::{Segmentation, segmentation};
use self::source::{Quality, SourceObject, quality, source};
use self::split::{SplitObject, split_object};
use self::usage::{UsageObject, burnt_by_day_object, usage_object};
use super::ReportInput;
use crate::data::{Facts, Kind, format_day};
use crate::measures::{BurntByDay, DaysToBurn, Group, NamedCoupon, Place};
use crate::plain_text::in_json;

/// The report as one JSON object.
pub fn json(report: &ReportInput) -> String {
    // Writing to a string fails only for maps with keys that are not text; there are none.
    in_json(&serde_json::to_string_pretty(&contract(report)).unwrap_or_default()).into_owned() + "\n"
}

/// The report as a JSON value, to take a part of it.
pub fn value(report: &ReportInput) -> serde_json::Value {
    serde_json::to_value(contract(report)).unwrap_or_default()
}

/// The quality checks alone, as one JSON object.
pub fn check_json(facts: &Facts) -> String {
    let checks = Checks {
        schema: "segscope/check/1",
        source: source(&facts.source),
        quality: facts.findings.iter().map(quality).collect(),
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
    other_products: Option<OtherProductsObject>,
    kpis: KpisObject,
    genders: Vec<GroupObject<'a>>,
    cities: Vec<GroupObject<'a>>,
    demographics: Vec<DemographicObject<'a>>,
    columns: Option<Vec<ColumnObject<'a>>>,
    columns_like_ids: Option<&'a [String]>,
    correlations: Option<CorrelationsObject<'a>>,
    missing_together: Option<Vec<MissingObject<'a>>>,
    branches: Vec<PlaceObject<'a>>,
    merchants: Vec<PlaceObject<'a>>,
    evidence: Option<Vec<EvidenceObject<'a>>>,
    usage: UsageObject,
    weekday_hours: Option<Vec<HoursObject>>,
    days_to_burn: Option<&'a DaysToBurn>,
    burnt_by_day: Option<BurntByDay>,
    coupons: &'a [NamedCoupon],
    frequency: Vec<Frequency>,
    retention: Option<RetentionObject<'a>>,
    retention_by: Vec<TriangleObject<'a>>,
    claim_gaps: Option<ClaimGapsObject>,
    rfm: Option<RfmObject>,
    concentration: Option<ConcentrationObject>,
    revenue_concentration: Option<RevenueConcentrationObject>,
    quality: Vec<Quality<'a>>,
    segmentation: Option<Segmentation<'a>>,
    /// Only reports that were asked for it have the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<SplitObject<'a>>,
}

#[derive(serde::Serialize)]
struct Frequency {
    transactions: u64,
    customers: u64,
}

fn contract<'a>(report: &'a ReportInput) -> Contract<'a> {
    let summary = report.summary;
    let is_priced = summary.kind == Kind::Purchases && summary.kpis.amount.is_some();
    let concentration_of = |revenue: bool| {
        let there = if revenue { is_priced } else { summary.kind == Kind::Coupons };
        summary.concentration.as_ref().filter(|_| there)
    };
    let groups = |groups: &'a [Group]| groups.iter().map(|group| GroupObject::of(group, summary.kind)).collect();
    let places = |places: &'a [Place]| places.iter().map(|place| PlaceObject::of(place, summary.kind)).collect();
    let alone = Some(summary).filter(|summary| summary.kind == Kind::Customers);
    Contract {
        schema: "segscope/report/1",
        source: source(&summary.source),
        as_of: summary.as_of.map(format_day),
        claim_horizon: summary.claim_horizon.map(format_day),
        filter: report.filter,
        kind: summary.kind.to_string(),
        purchases: summary.purchases.as_ref().map(PurchasesObject::of),
        products: summary
            .products
            .as_ref()
            .map(|products| products.iter().map(|product| ProductObject::of(product, &summary.months)).collect()),
        other_products: summary.other_products.map(Into::into),
        kpis: KpisObject::of(summary),
        genders: groups(&summary.genders),
        cities: groups(&summary.cities),
        demographics: summary.demographics.iter().map(|of| DemographicObject::of(of, summary.kind)).collect(),
        columns: alone.map(|of| of.columns.iter().map(ColumnObject::of).collect()),
        columns_like_ids: alone.map(|of| of.columns_like_ids.as_slice()),
        correlations: summary.correlations.as_ref().map(CorrelationsObject::of),
        missing_together: alone.map(|of| of.missing_together.iter().map(MissingObject::of).collect()),
        branches: places(&summary.branches),
        merchants: places(&summary.merchants),
        evidence: evidence(summary),
        usage: usage_object(summary, report.granularity),
        weekday_hours: summary.weekday_hours.as_ref().map(hours_objects),
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
        concentration: concentration_of(false).map(ConcentrationObject::of),
        revenue_concentration: concentration_of(true).map(RevenueConcentrationObject::of),
        quality: summary.findings.iter().map(quality).collect(),
        segmentation: report.segmentation.as_ref().map(|of| segmentation(of, summary.kind)),
        split: report.split.map(|split| split_object(split, report.granularity)),
    }
}
