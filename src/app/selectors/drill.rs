//! Drill-down conditions: the customers behind the row or cell of the cursor.

use super::bars::{BarOf, lacking, named, of_bar, shows_together, without_value};
use super::coupons::{coupons_of_orders, ranked_coupons};
use super::groups::{demographic, ranked_groups};
use super::kinds::kind;
use super::places::{MonthMeasure, listed_places, month_measure, month_of, place_kind, place_month};
use super::retention::cohort_kind;
use super::returning::{of_returning, returning};
use super::rows::{cursor, rows};
use super::scatter::on_scatter;
use super::selected::{
    WeekdayOfMonth, bar_under_cursor, cohort, periods, rfm_group, segment_under_cursor, weekday_under_cursor,
};
use super::sizes::{order_sizes, orders_of_bar};
use super::tile::in_tile;
use super::time::{shows_hours, weekday_months};
use crate::analysis::Segmentation;
use crate::app::panel::{Lists, Opens, Panel, PlaceKind};
use crate::app::state::model::Model;
use crate::data::filter::{Comparison, Condition, Field, Filter, Interval, Moment, Name, Scope};
use crate::data::{Kind, format_day};
use crate::measures::{CustomerColumn, Demographic, Group, MonthOfWeekdays, Period, Start, Summary, WEEKDAYS};
use crate::wording::kind_words::words;

/// Number of customers to list if fewer have a silhouette below 0.
const FEWEST_MISFITS: usize = 20;

/// Whether there is something to open at the cursor of the focused panel.
pub fn drills(model: &Model) -> bool {
    let panel = model.focused();
    match panel.lists() {
        _ if panel.opens() != Opens::Customers => false,
        Lists::Tiles => on_scatter(model) && model.camera.cursor.is_some(),
        Lists::Cohorts | Lists::CohortMonths => cohort(model).is_some(),
        // A filter has no burn dates.
        Lists::Periods => bucket(model).is_some_and(|period| period.claims > 0),
        Lists::Weekdays => rows(model, panel) > 0 && shows_claims_by_day(model),
        Lists::Profiles => segment_under_cursor(model).is_some(),
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
        | Lists::Segments => rows(model, panel) > 0,
        Lists::Columns | Lists::Sizes => under_cursor(model).is_ok(),
        Lists::Pairs | Lists::Nothing | Lists::Customers | Lists::Checks | Lists::Readings => false,
    }
}

/// Whether the weekdays show claims or orders: a filter has no burn dates.
fn shows_claims_by_day(model: &Model) -> bool {
    model.view_name(Panel::Weekdays) != Some("burns")
}

/// The orders on a weekday at an hour, as conditions.
fn hour_under_cursor(model: &Model, summary: &Summary) -> Result<Vec<Condition>, String> {
    let WeekdayOfMonth { column: hour, weekday } = weekday_under_cursor(model, 24);
    let orders = summary.weekday_hours.as_ref().map_or(0, |hours| hours[weekday][hour]);
    let day = WEEKDAYS[weekday];
    if orders == 0 {
        return Err(format!("no {} on {day} at {hour:02}:00", words(kind(model)).events));
    }
    conditions(&format!("weekday:{day} hour:{hour}"))
}

/// The customers behind the cursor of the focused panel, as conditions.
///
/// # Errors
/// Why there is nothing to open.
pub fn under_cursor(model: &Model) -> Result<Vec<Condition>, String> {
    const NOTHING: &str = "nothing to open here";
    let panel = model.focused();
    let summary = &model.shown().ok_or(NOTHING)?.summary;
    let at = cursor(model, panel);
    let one = |condition: Option<Condition>| condition.map(|c| vec![c]).ok_or(NOTHING.to_owned());
    match panel.lists() {
        Lists::Genders => one(ranked_groups(model, panel, summary).get(at).map(|group| of_group(Field::Gender, group))),
        Lists::Cities => one(ranked_groups(model, panel, summary).get(at).map(|group| of_group(Field::City, group))),
        Lists::Demographics => of_column(model, summary).ok_or(NOTHING.to_owned()),
        Lists::Columns => bar_under_cursor(model, summary)
            .and_then(|BarOf { column, bar }| {
                let column = summary.columns.get(column)?;
                named(column, bar).filter(|(_, customers)| *customers > 0)?;
                of_bar(column, bar)
            })
            .ok_or(NOTHING.to_owned()),
        Lists::Missing => without(model, summary, at).ok_or(NOTHING.to_owned()),
        Lists::Places(_) | Lists::PlaceMonths => place_under_cursor(model, panel, summary),
        Lists::Cohorts | Lists::CohortMonths => one(cohort_condition(model)),
        Lists::Periods => {
            let period = bucket(model).ok_or(NOTHING)?;
            if period.claims == 0 {
                return Err(match kind(model) {
                    Kind::Purchases => format!("nothing was ordered in {}", period.period),
                    _ => format!("nothing was claimed in {}, and there is no list for burns alone", period.period),
                });
            }
            conditions(&format!("date:{}", period.period))
        }
        Lists::Sizes => order_sizes(model)
            .and_then(|(size, sizes)| orders_of_bar(size, sizes, at))
            .ok_or_else(|| "no order has such a size".to_owned()),
        Lists::Weekdays if shows_hours(model) => hour_under_cursor(model, summary),
        Lists::Weekdays if shows_claims_by_day(model) => {
            let months = weekday_months(model, summary);
            conditions(&days_under_cursor(model, &months).ok_or("nothing happened on these days")?)
        }
        Lists::Coupons => one(match &summary.purchases {
            Some(_) => coupons_of_orders(summary).get(at).map(|of| Condition::named(Field::Coupon, Some(&of.name))),
            None => ranked_coupons(model, summary)
                .get(at)
                .map(|coupon| Condition::named(Field::Coupon, coupon.name.as_deref())),
        }),
        // A condition on what is clustered uses the unfiltered count, while the bar shows only the matching rows.
        Lists::Frequencies => one(summary.frequency.get(at).map(|(claims, _)| {
            let claims = Interval::at(*claims as f64);
            let count = if kind(model) == Kind::Purchases { "order_count" } else { "transaction_count" };
            Condition::number(count, Comparison::AnyOf(vec![Some(claims)])).shown()
        })),
        Lists::Returning => returning(model)
            .get(at)
            .and_then(|bar| of_returning(model, *bar))
            .map(|condition| vec![condition])
            .ok_or_else(|| "these are all customers".to_owned()),
        // A condition on what is clustered scores all customers, while the group has only the matching ones.
        Lists::RfmScores => {
            one(rfm_group(model).map(|group| Condition::named(Field::Rfm, Some(&group.to_string())).shown()))
        }
        Lists::Segments | Lists::Profiles => {
            let segmentation = model.clusters.last().ok_or("there are no segments yet")?;
            let here = segment_under_cursor(model).ok_or(NOTHING)?;
            let opened = if model.marks.is_empty() { std::slice::from_ref(&here) } else { &model.marks };
            let segments = opened.iter().filter_map(|label| segmentation.segments.list.get(*label));
            let names = segments.map(|segment| Name::exactly(&segment.name)).collect();
            let mut conditions = vec![Condition::names(Field::Segment, names)];
            if panel == Panel::Silhouettes && model.view(panel) == 0 && model.marks.is_empty() {
                conditions.push(misfits(segmentation, at)?);
            }
            Ok(conditions)
        }
        Lists::Tiles => in_tile(model),
        Lists::Pairs | Lists::Weekdays | Lists::Nothing | Lists::Customers | Lists::Checks | Lists::Readings => {
            Err(NOTHING.to_owned())
        }
    }
}

/// The condition that matches the customers of the cohort at the cursor; `None` if there is no cohort, or if a filter
/// cannot express its month.
fn cohort_condition(model: &Model) -> Option<Condition> {
    let month = &cohort(model)?.month;
    let horizon = model.shown()?.summary.claim_horizon.map(format_day)?;
    let (moment, last) = match cohort_kind(model).0 {
        // Customers who joined later in the month of the last claim belong to no cohort.
        Start::Joining if horizon.starts_with(month) => (Moment::Joined, &horizon),
        Start::Joining => (Moment::Joined, month),
        Start::FirstClaim => (Moment::FirstClaim, month),
    };
    let condition = Filter::parse(&format!("{}:{month}..{last}", moment.word())).ok()?.pop()?;
    // Under a filter another claim may be the first, and another clustering has other segments.
    let exact = model.filter.conditions.iter().all(|condition| condition.scope() == Scope::Customers);
    Some(if exact { condition } else { condition.shown() })
}

/// The place at the cursor, as conditions that match exactly its claims.
fn place_under_cursor(model: &Model, panel: Panel, summary: &Summary) -> Result<Vec<Condition>, String> {
    const NOTHING: &str = "nothing to open here";
    let field = match place_kind(model, panel) {
        PlaceKind::Product => Field::Product,
        PlaceKind::City => Field::City,
        PlaceKind::Merchant => Field::Merchant,
        PlaceKind::Branch => Field::Branch,
    };
    let lines = listed_places(model, panel, summary);
    let line = lines.get(cursor(model, panel)).ok_or(NOTHING)?;
    let mut conditions = vec![line.condition(field)];
    if panel == Panel::PlaceMonths {
        let at = place_month(model, summary.months.len());
        let month = summary.months.get(at).ok_or(NOTHING)?;
        let is_burnt = month_measure(model) == MonthMeasure::Burnt;
        let counted = if is_burnt { MonthMeasure::Burnt } else { MonthMeasure::Events };
        if month_of(line, at, summary.months.len(), counted).unwrap_or(0.0) < 1.0 {
            return Err(format!("no such {} in {month}", words(kind(model)).events));
        }
        let status = if is_burnt { " status:burnt" } else { "" };
        let of_month = Filter::parse(&format!("date:{month}{status}")).map_err(|e| e.to_string())?;
        conditions.extend(of_month.conditions);
    }
    Ok(conditions)
}

/// The time between two places of the cursor on the periods, as a condition.
pub fn span(model: &Model, a: usize, b: usize) -> Option<Condition> {
    let (periods, _) = periods(model, &model.shown()?.summary);
    let period = |back: usize| periods.len().checked_sub(1 + back).and_then(|at| periods.get(at));
    let (first, last) = (period(a.max(b))?, period(a.min(b))?);
    Filter::parse(&format!("date:{}..{}", first.period, last.period)).ok()?.pop()
}

/// The days of the claims at the cursor, as a filter writes them; `None` if nothing was claimed on them.
fn days_under_cursor(model: &Model, months: &[MonthOfWeekdays]) -> Option<String> {
    let WeekdayOfMonth { column, weekday } = weekday_under_cursor(model, months.len());
    let month = months.get(column).filter(|month| month.counts[weekday] > 0)?;
    let days = (month.month.first_day..=month.month.last_day).filter(|day| crate::measures::weekday(*day) == weekday);
    let days: Vec<String> = days.map(crate::data::format_day).collect();
    Some(format!("date:{}", days.join(",")))
}

/// The period at the cursor.
fn bucket(model: &Model) -> Option<Period> {
    let (mut periods, at) = periods(model, &model.shown()?.summary);
    at.filter(|at| *at < periods.len()).map(|at| periods.swap_remove(at))
}

fn conditions(words: &str) -> Result<Vec<Condition>, String> {
    Filter::parse(words).map(|filter| filter.conditions).map_err(|e| e.to_string())
}

/// A gender or city by its name, or by its id if it has no name.
fn of_group(field: Field, group: &Group) -> Condition {
    Condition::named(field, group.id.as_ref().map(|_| group.name.as_str()))
}

/// A band or a category of another column, or its missing values.
fn of_column(model: &Model, summary: &Summary) -> Option<Vec<Condition>> {
    let at = cursor(model, Panel::Demographics);
    let Demographic { column, numbers, .. } = demographic(model, summary)?;
    let band = numbers.as_ref().and_then(|numbers| numbers.bands().nth(at));
    let group = *ranked_groups(model, Panel::Demographics, summary).get(at)?;
    let number = |comparison| Condition::number(column, comparison);
    Some(match (numbers.as_ref().zip(band), &group.id) {
        (_, None) => vec![number(Comparison::AnyOf(vec![None]))],
        (None, Some(_)) => vec![Condition::word(column, &group.name)],
        (Some((numbers, band)), Some(_)) => match band {
            [Some(first), Some(below)] if numbers.integer => {
                vec![number(Comparison::AnyOf(vec![Some(Interval { first, last: below - 1.0 })]))]
            }
            [from, below] => {
                let from = from.map(|from| number(Comparison::AtLeast(from)));
                from.into_iter().chain(below.map(|below| number(Comparison::Below(below)))).collect()
            }
        },
    })
}

/// The customers who lack the value of a column, or of exactly the columns of a combination.
fn without(model: &Model, summary: &Summary, at: usize) -> Option<Vec<Condition>> {
    let lacking = lacking(summary);
    if !shows_together(model) {
        return without_value(lacking.get(at)?).map(|condition| vec![condition]);
    }
    let set = summary.missing_together.get(at)?;
    let condition = |column: &&CustomerColumn| {
        let condition = without_value(column)?;
        Some(Condition { negated: !set.columns.contains(&column.name), ..condition })
    };
    Some(lacking.iter().filter_map(condition).collect())
}

/// The customers of a segment that are nearer to another segment: all with a silhouette below 0, or else the lowest
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
