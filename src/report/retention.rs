//! Retention and the gaps between claims as they stand in the JSON contract (design §10), and the words for them.

use serde::Serialize;

use crate::measures::{Cohort, Definition, Event, RHYTHM_DAYS, Retention, Rhythm, Start, Summary, Triangle};
use crate::wording::text::{count, number, percent};

/// What retention counts.
const DEFINITION: Definition = Definition::ReturnOn;
/// The months in which the averages by every definition are said.
const SAID: [usize; 6] = [0, 1, 2, 3, 6, 12];

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

/// A triangle by both definitions: all that begins a cohort, and all that counts as being back.
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

/// Every triangle that has cohorts.
pub(super) fn triangle_objects(retention: &Retention) -> Vec<TriangleObject<'_>> {
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
            cohorts_by: <&str>::from(start).replace(' ', "_"),
            event: event.into(),
            granularity: "month",
            cohorts: cohorts.collect(),
            average: Averages {
                return_on: triangle.average(Definition::ReturnOn),
                on_or_after: triangle.average(Definition::OnOrAfter),
            },
        }
    };
    Retention::KINDS.into_iter().map(object).filter(|object| !object.cohorts.is_empty()).collect()
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

/// The months, and the average retention in them: a row for whatever begins a cohort and counts as being back, with
/// what these are.
pub(super) fn averages_table(retention: &Retention) -> (Vec<String>, Vec<Vec<String>>) {
    let longest = Retention::KINDS.map(|(start, event)| retention.triangle(start, event).months()).into_iter().max();
    let months: Vec<usize> = SAID.into_iter().filter(|n| Some(*n) < longest).collect();
    let mut rows = Vec::new();
    for (start, event) in Retention::KINDS {
        let triangle = retention.triangle(start, event);
        for (definition, later) in [(Definition::ReturnOn, ""), (Definition::OnOrAfter, " or later")] {
            let average = triangle.average(definition);
            let (start, event): (&str, &str) = (start.into(), event.into());
            let cells = months.iter().map(|n| average.get(*n).copied().map_or_else(String::new, whole));
            if !average.is_empty() {
                rows.push([start.to_owned(), format!("{event} in month n{later}")].into_iter().chain(cells).collect());
            }
        }
    }
    (months.iter().map(|n| format!("M{n}")).collect(), rows)
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
