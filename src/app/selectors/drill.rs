//! Drill-down conditions: the customers behind the row or cell of the cursor, or behind the marked rows.

use super::marks::marked;
use super::opens::opener;
use super::rows::{cursor, rows};
use super::scatter::on_scatter;
use super::selected::{cohort, periods};
use super::time::shows_claims_by_day;
use crate::analysis::Segmentation;
use crate::app::panel::{Lists, Opens, Panel};
use crate::app::state::model::Model;
use crate::data::filter::{Comparison, Condition, Filter};
use crate::measures::Period;

/// Number of customers to list if fewer have a silhouette below 0.
const FEWEST_MISFITS: usize = 20;

/// Whether there is something to open at the cursor of the focused panel.
pub fn drills(model: &Model) -> bool {
    let panel = model.focused();
    match panel.lists() {
        _ if marked(model, panel).is_some() => true,
        _ if panel.opens() != Opens::Customers => false,
        Lists::Tiles => on_scatter(model) && model.camera.cursor.is_some(),
        Lists::Cohorts | Lists::CohortMonths => cohort(model).is_some(),
        Lists::Periods => bucket(model).is_some_and(|period| period.claims > 0),
        Lists::Weekdays => rows(model, panel) > 0 && shows_claims_by_day(model),
        Lists::Profiles if model.shows_flow() => under_cursor(model).is_ok(),
        Lists::Genders
        | Lists::Cities
        | Lists::Demographics
        | Lists::Places(_)
        | Lists::PlaceMonths
        | Lists::Coupons
        | Lists::Frequencies
        | Lists::Returning
        | Lists::RfmScores
        | Lists::Missing
        | Lists::Profiles
        | Lists::Segments => rows(model, panel) > 0,
        Lists::Columns | Lists::Sizes => under_cursor(model).is_ok(),
        Lists::Pairs | Lists::Nothing | Lists::Customers | Lists::Checks | Lists::Readings => false,
    }
}

/// The customers behind the marked rows of the focused panel, otherwise behind its cursor, as conditions.
///
/// # Errors
/// Why there is nothing to open.
pub fn under_cursor(model: &Model) -> Result<Vec<Condition>, String> {
    let panel = model.focused();
    if let Some(marked) = marked(model, panel) {
        return Ok(marked);
    }
    let at = cursor(model, panel.list());
    let mut conditions = opener(model, panel)(at)?;
    if panel == Panel::Silhouettes && model.view(panel) == 0 {
        let segmentation = model.clusters.last().ok_or("there are no segments yet")?;
        conditions.push(misfits(segmentation, at)?);
    }
    Ok(conditions)
}

/// The period at the cursor.
fn bucket(model: &Model) -> Option<Period> {
    let (mut periods, at) = periods(model, &model.shown()?.summary);
    at.filter(|at| *at < periods.len()).map(|at| periods.swap_remove(at))
}

/// The time between two places of the cursor on the periods, as a condition.
pub fn span(model: &Model, a: usize, b: usize) -> Option<Condition> {
    let (periods, _) = periods(model, &model.shown()?.summary);
    let period = |back: usize| periods.len().checked_sub(1 + back).and_then(|at| periods.get(at));
    let (first, last) = (period(a.max(b))?, period(a.min(b))?);
    Filter::parse(&format!("date:{}..{}", first.period, last.period)).ok()?.pop()
}

/// The customers of a segment that are nearer to another segment: all with a silhouette below 0, otherwise the lowest
/// few.
fn misfits(segmentation: &Segmentation, label: usize) -> Result<Condition, String> {
    let silhouette = segmentation.clustering.silhouette.as_ref().ok_or("silhouettes need two segments")?;
    let rows = segmentation.prepared.matrix.row_of.iter().zip(&segmentation.segments.of_customer);
    let mut values: Vec<f64> = rows
        .filter(|(_, of)| **of == Some(label as u32))
        .filter_map(|(row, _)| silhouette.rows.get((*row)? as usize).copied())
        .filter(|silhouette| silhouette.is_finite())
        .collect();
    values.sort_unstable_by(f64::total_cmp);
    let below = values.partition_point(|silhouette| *silhouette < 0.0);
    Ok(Condition::number(
        "silhouette",
        match values.get(FEWEST_MISFITS.min(values.len()).saturating_sub(1)) {
            Some(last) if below < FEWEST_MISFITS => Comparison::AtMost(rounded_up(*last)),
            _ => Comparison::Below(0.0),
        },
    )
    .shown())
}

/// Three decimals, rounded up.
fn rounded_up(value: f64) -> f64 {
    (value * 1e3).ceil() / 1e3
}
