//! Retention and the gaps between claims, as parts of the JSON contract.

use serde::Serialize;

use crate::data::{Kind, format_day};
use crate::measures::{Cohort, Definition, Event, OverdueCheck, Retention, Returned, Start, Summary};
use crate::wording::kind_words::words;

/// What retention counts.
const DEFINITION: Definition = Definition::ReturnOn;

/// Cohorts by the month of the first claim.
#[derive(Serialize)]
pub(super) struct RetentionObject<'a> {
    definition: &'static str,
    granularity: &'static str,
    cohorts: Vec<CohortObject<'a>>,
    average: Vec<f64>,
}

#[derive(Serialize)]
struct CohortObject<'a> {
    cohort: &'a str,
    size: u64,
    active: Vec<Option<u64>>,
}

/// None without a dated claim of a known customer.
pub(super) fn retention_object(summary: &Summary) -> Option<RetentionObject<'_>> {
    let triangle = &summary.retention.claims;
    let months = triangle.months();
    let cohorts = triangle.cohorts.iter().map(|cohort| {
        let active = cohort.active(DEFINITION);
        let active = (0..months).map(|n| active.get(n).copied()).collect();
        CohortObject { cohort: &cohort.month, size: cohort.size, active }
    });
    (!triangle.cohorts.is_empty()).then(|| RetentionObject {
        definition: "return_on",
        granularity: "month",
        cohorts: cohorts.collect(),
        average: triangle.average(DEFINITION),
    })
}

/// A triangle with both definitions: what starts a cohort, and what counts as a return.
#[derive(Serialize)]
pub(super) struct TriangleObject<'a> {
    cohorts_by: String,
    event: &'static str,
    granularity: &'static str,
    cohorts: Vec<BothWays<'a>>,
    average: Averages,
}

#[derive(Serialize)]
struct BothWays<'a> {
    cohort: &'a str,
    size: u64,
    return_on: Vec<Option<u64>>,
    on_or_after: Vec<Option<u64>>,
}

#[derive(Serialize)]
struct Averages {
    return_on: Vec<f64>,
    on_or_after: Vec<f64>,
}

/// Every triangle with cohorts.
pub(super) fn triangle_objects(retention: &Retention, kind: Kind) -> Vec<TriangleObject<'_>> {
    let words = words(kind);
    let object = |(start, event): (Start, Event)| {
        let triangle = retention.triangle(start, event);
        let months = triangle.months();
        let known =
            |cohort: &Cohort, definition| (0..months).map(|n| cohort.active(definition).get(n).copied()).collect();
        let cohorts = triangle.cohorts.iter().map(|cohort| BothWays {
            cohort: &cohort.month,
            size: cohort.size,
            return_on: known(cohort, Definition::ReturnOn),
            on_or_after: known(cohort, Definition::OnOrAfter),
        });
        TriangleObject {
            cohorts_by: words.start(start).replace(' ', "_"),
            event: words.back(event),
            granularity: "month",
            cohorts: cohorts.collect(),
            average: Averages {
                return_on: triangle.average(Definition::ReturnOn),
                on_or_after: triangle.average(Definition::OnOrAfter),
            },
        }
    };
    Retention::kinds(kind).map(object).filter(|object| !object.cohorts.is_empty()).collect()
}

/// Days between the claim days of a customer, and overdue customers.
#[derive(Serialize)]
pub(super) struct ClaimGapsObject {
    n: u64,
    median: f64,
    p90: f64,
    customers_with_rhythm: u64,
    overdue: u64,
    check: Option<OverdueCheckObject>,
}

/// Who was overdue at an earlier day, against who claimed after it.
#[derive(Serialize)]
struct OverdueCheckObject {
    as_of: String,
    until: String,
    tells: bool,
    overdue: ReturnedObject,
    others: ReturnedObject,
    difference: f64,
    difference_interval: [f64; 2],
    auc_overdue: f64,
    auc_recency: f64,
    auc_frequency: f64,
}

#[derive(Serialize)]
struct ReturnedObject {
    customers: u64,
    returned: u64,
    rate: Option<f64>,
    interval: Option<[f64; 2]>,
}

impl From<Returned> for ReturnedObject {
    fn from(group: Returned) -> Self {
        let (rate, interval) = (group.rate(), group.interval());
        Self { customers: group.customers, returned: group.returned, rate, interval }
    }
}

impl From<&OverdueCheck> for OverdueCheckObject {
    fn from(check: &OverdueCheck) -> Self {
        let (difference, difference_interval) = check.difference();
        Self {
            as_of: format_day(check.as_of),
            until: format_day(check.until),
            tells: check.tells(),
            overdue: check.overdue.into(),
            others: check.others.into(),
            difference,
            difference_interval,
            auc_overdue: check.auc_overdue,
            auc_recency: check.auc_recency,
            auc_frequency: check.auc_frequency,
        }
    }
}

pub(super) fn claim_gaps_object(summary: &Summary) -> Option<ClaimGapsObject> {
    let rhythm = summary.rhythm.as_ref()?;
    Some(ClaimGapsObject {
        n: rhythm.gaps,
        median: rhythm.median,
        p90: rhythm.p90(),
        customers_with_rhythm: rhythm.customers,
        overdue: rhythm.overdue,
        check: rhythm.check.as_ref().map(Into::into),
    })
}
