//! Retention and the gaps between claims as they stand in the JSON contract (design §10), and the words for them.

use serde::Serialize;

use crate::measures::{Definition, RHYTHM_DAYS, Rhythm, Summary, Triangle};
use crate::ui::text::{count, number, percent};

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

/// Days between the claim days of a customer, and who is overdue.
#[derive(Serialize)]
pub(super) struct ClaimGapsObject {
    n: u64,
    median: f64,
    p90: f64,
    customers_with_rhythm: u64,
    overdue: u64,
}

pub(super) fn claim_gaps_object(summary: &Summary) -> Option<ClaimGapsObject> {
    let rhythm = summary.rhythm.as_ref()?;
    Some(ClaimGapsObject {
        n: rhythm.gaps,
        median: rhythm.median,
        p90: rhythm.p90(),
        customers_with_rhythm: rhythm.customers,
        overdue: rhythm.overdue,
    })
}

/// What a table of retention shows: percentages of each cohort, and the average of all.
pub(super) struct RetentionTable {
    /// `size`, `M0`, `M1`, ...
    pub titles: Vec<String>,
    /// The cohort, its size, and its percentages, blank where they cannot be known; the average last.
    pub rows: Vec<Vec<String>>,
    /// What is left out; empty where nothing is.
    pub left_out: String,
}

/// The last `most_rows` cohorts of which something is known, in their first `most_months` months; none where nothing is.
pub(super) fn retention_table(triangle: &Triangle, most_rows: usize, most_months: usize) -> Option<RetentionTable> {
    let months = triangle.months().min(most_months);
    let known: Vec<_> = triangle.cohorts.iter().filter(|cohort| cohort.rate(DEFINITION, 0).is_some()).collect();
    let shown = &known[known.len().saturating_sub(most_rows)..];
    let cell = |rate: Option<f64>| rate.map_or_else(String::new, whole);
    let mut rows: Vec<Vec<String>> = shown
        .iter()
        .map(|cohort| {
            let cells = (0..months).map(|n| cell(cohort.rate(DEFINITION, n)));
            [cohort.month.clone(), count(cohort.size)].into_iter().chain(cells).collect()
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let average = triangle.average(DEFINITION);
    let size: u64 = known.iter().map(|cohort| cohort.size).sum();
    rows.push(["average".to_owned(), count(size)].into_iter().chain((0..months).map(|n| whole(average[n]))).collect());
    let mut left_out = Vec::new();
    if shown.len() < known.len() {
        left_out.push(format!("last {} of {} cohorts, average of all", shown.len(), known.len()));
    }
    if months < triangle.months() {
        left_out.push(format!("first {months} of {} months", triangle.months()));
    }
    let titles = std::iter::once("size".to_owned()).chain((0..months).map(|n| format!("M{n}"))).collect();
    Some(RetentionTable { titles, rows, left_out: left_out.join("; ") })
}

/// A percentage without its sign.
fn whole(rate: f64) -> String {
    number(rate * 100.0, 0)
}

/// Who is overdue, and by what rule.
pub(super) fn overdue(summary: &Summary, rhythm: &Rhythm) -> String {
    if rhythm.customers == 0 {
        return format!("Nobody has claimed on {RHYTHM_DAYS} days, so nobody can be overdue.");
    }
    let active = summary.kpis.active_customers;
    format!(
        "{} of {} active customers ({}) are overdue: with claims on {RHYTHM_DAYS} days or more ({} have), they have not \
         claimed for more than twice their own median gap, counted to the last claim of all.",
        count(rhythm.overdue),
        count(active),
        percent(rhythm.overdue as f64 / active as f64, 1),
        count(rhythm.customers),
    )
}
