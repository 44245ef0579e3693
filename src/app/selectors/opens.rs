//! What each row of a panel opens: the customers behind it, as conditions of a filter.

use super::bars::{BarOf, bar_at, lacking, named, of_bar, shows_together, without_value};
use super::coupons::{coupons_of_orders, ranked_coupons};
use super::customers::listed;
use super::everyone::{lists_everyone, not_in_sample, of_everyone};
use super::groups::{demographic, ranked_groups};
use super::kinds::kind;
use super::places::{MonthMeasure, listed_places, month_measure, month_of, place_kind, place_month};
use super::retention::{cohort_kind, triangle};
use super::returning::{of_returning, returning};
use super::selected::{WeekdayOfMonth, flow_column, lists_segments, periods, rfm_group_at, weekday_at};
use super::sizes::{order_sizes, orders_of_bar};
use super::tile::in_tile;
use super::time::{shows_claims_by_day, shows_hours, weekday_months};
use crate::app::panel::{Lists, Panel, PlaceKind};
use crate::app::state::model::Model;
use crate::data::filter::{Comparison, Condition, Field, Filter, Interval, Moment, Scope};
use crate::data::{Kind, format_day};
use crate::measures::{CustomerColumn, Demographic, Group, MonthOfWeekdays, Period, Start, Summary, WEEKDAYS};
use crate::segments::flow::Position;
use crate::wording::kind_words::words;

/// Gives the conditions of a row, or why there is nothing to open.
pub type Opener<'a> = Box<dyn Fn(usize) -> Result<Vec<Condition>, String> + 'a>;

/// What each row of a panel opens, as conditions; in a heat map, the cell in the column of the cursor. It is called for
/// many rows, so the list is made once.
pub fn opener(model: &Model, panel: Panel) -> Opener<'_> {
    cell_opener(model, panel, None)
}

/// The same; in a heat map, the cell in this column.
pub fn cell_opener(model: &Model, panel: Panel, column: Option<usize>) -> Opener<'_> {
    let Some(dataset) = model.shown() else { return Box::new(|_| nothing()) };
    let summary = &dataset.summary;
    let one = |condition: Option<Condition>| condition.map_or_else(nothing, |condition| Ok(vec![condition]));
    match panel.lists() {
        Lists::Genders | Lists::Cities => {
            let field = if panel.lists() == Lists::Genders { Field::Gender } else { Field::City };
            let groups = ranked_groups(model, panel, summary);
            Box::new(move |at| one(groups.get(at).map(|group| of_group(field, group))))
        }
        Lists::Demographics => Box::new(move |at| one(of_column(model, summary, at))),
        Lists::Columns => Box::new(move |at| one(of_bar_at(summary, at))),
        Lists::Missing => Box::new(move |at| without(model, summary, at).map_or_else(nothing, Ok)),
        Lists::Places(_) | Lists::PlaceMonths => places(model, panel, summary, column),
        Lists::Cohorts | Lists::CohortMonths => Box::new(move |at| one(of_cohort(model, at))),
        Lists::Periods => {
            let (periods, _) = periods(model, summary);
            Box::new(move |at| of_period(model, periods.len().checked_sub(1 + at).and_then(|at| periods.get(at))))
        }
        Lists::Sizes => Box::new(move |at| {
            let orders = order_sizes(model).and_then(|(size, sizes)| orders_of_bar(size, sizes, at));
            orders.map(|condition| vec![condition]).ok_or_else(|| "no order has this size".to_owned())
        }),
        Lists::Weekdays if shows_hours(model) => Box::new(move |at| of_hour(model, summary, at)),
        Lists::Weekdays if shows_claims_by_day(model) => {
            let months = weekday_months(model, summary);
            Box::new(move |at| conditions(&days_of(&months, at).ok_or("nothing happened on these days")?))
        }
        Lists::Coupons if summary.purchases.is_some() => Box::new(move |at| {
            one(coupons_of_orders(summary).get(at).map(|of| Condition::named(Field::Coupon, Some(&of.name))))
        }),
        Lists::Coupons => {
            let coupons = ranked_coupons(model, summary);
            Box::new(move |at| {
                one(coupons.get(at).map(|coupon| Condition::named(Field::Coupon, coupon.name.as_deref())))
            })
        }
        // A condition on what is clustered uses the unfiltered count, while the bar shows only the matching rows.
        Lists::Frequencies => Box::new(move |at| {
            one(summary.frequency.get(at).map(|(claims, _)| {
                let claims = Interval::at(*claims as f64);
                Condition::number(count_of_events(model), Comparison::AnyOf(vec![Some(claims)])).shown()
            }))
        }),
        Lists::Returning => Box::new(move |at| {
            let condition = returning(model).get(at).and_then(|bar| of_returning(model, *bar));
            condition.map(|condition| vec![condition]).ok_or_else(|| "these are all customers".to_owned())
        }),
        // A condition on what is clustered scores all customers, while the group has only the matching ones.
        Lists::RfmScores => Box::new(move |at| {
            one(rfm_group_at(model, at).map(|group| Condition::named(Field::Rfm, Some(&group.to_string())).shown()))
        }),
        Lists::Segments | Lists::Profiles if lists_segments(model, panel) => Box::new(move |at| {
            let segmentation = model.clusters.last().ok_or("there are no segments yet")?;
            one(segmentation.segments.list.get(at).map(|of| Condition::named(Field::Segment, Some(&of.name))))
        }),
        Lists::Profiles => Box::new(move |at| moved(model, at, column.unwrap_or_else(|| flow_column(model)))),
        // The customer's own group, not a clustering of one.
        Lists::Customers if lists_everyone(model) => Box::new(move |at| {
            let (_, customer) = of_everyone(model, at).ok_or("this customer is not read yet")?;
            customer.here.ok_or_else(|| not_in_sample(&customer.id))?;
            one(Some(Condition::named(Field::Customer, Some(&customer.id)).shown()))
        }),
        Lists::Customers => Box::new(move |at| {
            let id = listed(model, at).map(|row| dataset.features.customer_ids.text(row));
            one(id.map(|id| Condition::named(Field::Customer, Some(&id)).shown()))
        }),
        Lists::Tiles => Box::new(move |_| in_tile(model)),
        Lists::Segments | Lists::Pairs | Lists::Weekdays | Lists::Nothing | Lists::Checks | Lists::Readings => {
            Box::new(|_| nothing())
        }
    }
}

fn nothing() -> Result<Vec<Condition>, String> {
    Err("nothing to open here".to_owned())
}

/// The condition that matches the customers of a cohort; `None` if there is no such cohort, or if a filter cannot
/// express its month.
fn of_cohort(model: &Model, at: usize) -> Option<Condition> {
    let month = &triangle(model)?.cohorts.get(at)?.month;
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

/// The places of a panel, as conditions that match exactly their claims.
fn places<'a>(model: &'a Model, panel: Panel, summary: &'a Summary, column: Option<usize>) -> Opener<'a> {
    let field = field_of(place_kind(model, panel));
    let lines = listed_places(model, panel, summary);
    Box::new(move |at| {
        let Some(line) = lines.get(at) else { return nothing() };
        let mut conditions = vec![line.condition(field)];
        if panel == Panel::PlaceMonths {
            let column = column.unwrap_or_else(|| place_month(model, summary.months.len()));
            let Some(month) = summary.months.get(column) else { return nothing() };
            let is_burnt = month_measure(model) == MonthMeasure::Burnt;
            let counted = if is_burnt { MonthMeasure::Burnt } else { MonthMeasure::Events };
            if month_of(line, column, summary.months.len(), counted).unwrap_or(0.0) < 1.0 {
                return Err(format!("no {} of this row in {month}", words(kind(model)).events));
            }
            let status = if is_burnt { " status:burnt" } else { "" };
            conditions.extend(self::conditions(&format!("date:{month}{status}"))?);
        }
        Ok(conditions)
    })
}

/// The key of a kind of places.
pub fn field_of(kind: PlaceKind) -> Field {
    match kind {
        PlaceKind::Product => Field::Product,
        PlaceKind::City => Field::City,
        PlaceKind::Merchant => Field::Merchant,
        PlaceKind::Branch => Field::Branch,
    }
}

/// The claims of a period, as conditions.
fn of_period(model: &Model, period: Option<&Period>) -> Result<Vec<Condition>, String> {
    let Some(period) = period else { return nothing() };
    // A filter has no burn dates.
    if period.claims == 0 {
        return Err(match kind(model) {
            Kind::Purchases => format!("nothing was ordered in {}", period.period),
            _ => format!("nothing was claimed in {}; only claims can be listed", period.period),
        });
    }
    conditions(&format!("date:{}", period.period))
}

/// The customers of a cell of customer flow, as conditions: where they were, and where they are.
fn moved(model: &Model, at: usize, column: usize) -> Result<Vec<Condition>, String> {
    if model.compare_as_of.is_some() {
        return Err("the filter cannot select segments of an earlier day".to_owned());
    }
    let flow = model.flow().ok_or("nothing has changed yet")?;
    let Some((from, to)) = flow.old.get(at).zip(flow.new.get(column)) else { return nothing() };
    if flow.count(from.position, to.position) == 0 {
        return Err(format!("no customer went from {} to {}", from.name, to.name));
    }
    let before = Condition::named(Field::Before, Some(&from.name));
    let segments = &model.clusters.last().ok_or("there are no segments yet")?.segments.list;
    let now = match to.position {
        Position::Segment(label) => {
            let segment = segments.get(label as usize).ok_or("there are no segments yet")?;
            vec![Condition::named(Field::Segment, Some(&segment.name))]
        }
        Position::Noise => vec![Condition::named(Field::Segment, Some("noise"))],
        Position::Inactive | Position::Missing => {
            let has_events = match to.position {
                Position::Inactive => Comparison::AnyOf(vec![Some(Interval::at(0.0))]),
                _ => Comparison::AtLeast(1.0),
            };
            let noise = Condition { negated: true, ..Condition::named(Field::Segment, Some("noise")) };
            let events =
                (kind(model) != Kind::Customers).then(|| Condition::number(count_of_events(model), has_events).shown());
            [Condition::named(Field::Segment, None), noise].into_iter().chain(events).collect()
        }
        Position::Absent => return Err("these customers are no longer in the data".to_owned()),
    };
    Ok(std::iter::once(before).chain(now).collect())
}

/// The feature that counts the claims or orders of a customer.
fn count_of_events(model: &Model) -> &'static str {
    if kind(model) == Kind::Purchases { "order_count" } else { "transaction_count" }
}

/// The orders on a weekday at an hour, as conditions.
fn of_hour(model: &Model, summary: &Summary, at: usize) -> Result<Vec<Condition>, String> {
    let WeekdayOfMonth { column: hour, weekday } = weekday_at(at, 24);
    let orders = summary.weekday_hours.as_ref().map_or(0, |hours| hours[weekday][hour]);
    let day = WEEKDAYS[weekday];
    if orders == 0 {
        return Err(format!("no {} on {day} at {hour:02}:00", words(kind(model)).events));
    }
    conditions(&format!("weekday:{day} hour:{hour}"))
}

/// The customers of a bar of the charts of columns; none if it is empty.
fn of_bar_at(summary: &Summary, at: usize) -> Option<Condition> {
    let BarOf { column, bar } = bar_at(&summary.columns, at)?;
    let column = summary.columns.get(column)?;
    named(column, bar).filter(|(_, customers)| *customers > 0)?;
    of_bar(column, bar)
}

/// The days of the claims on a weekday of a month, as a filter writes them; `None` if nothing was claimed on them.
fn days_of(months: &[MonthOfWeekdays], at: usize) -> Option<String> {
    let WeekdayOfMonth { column, weekday } = weekday_at(at, months.len());
    let month = months.get(column).filter(|month| month.counts[weekday] > 0)?;
    let days = (month.month.first_day..=month.month.last_day).filter(|day| crate::measures::weekday(*day) == weekday);
    let days: Vec<String> = days.map(crate::data::format_day).collect();
    Some(format!("date:{}", days.join(",")))
}

fn conditions(words: &str) -> Result<Vec<Condition>, String> {
    Filter::parse(words).map(|filter| filter.conditions).map_err(|e| e.to_string())
}

/// A gender or city by its name, or by its id if it has no name.
fn of_group(field: Field, group: &Group) -> Condition {
    Condition::named(field, group.id.as_ref().map(|_| group.name.as_str()))
}

/// A band or a category of another column, or its missing values.
fn of_column(model: &Model, summary: &Summary, at: usize) -> Option<Condition> {
    let Demographic { column, numbers, .. } = demographic(model, summary)?;
    let band = numbers.as_ref().and_then(|numbers| Some((numbers, numbers.bands().nth(at)?)));
    let group = *ranked_groups(model, Panel::Demographics, summary).get(at)?;
    Some(match (band, &group.id) {
        (_, None) => Condition::number(column, Comparison::AnyOf(vec![None])),
        (None, Some(_)) => Condition::word(column, &group.name),
        (Some((numbers, band)), Some(_)) => Condition::number(column, Comparison::band(band, numbers.integer)),
    })
}

/// The customers who lack the value of a column, or of exactly the columns of a combination.
pub fn without(model: &Model, summary: &Summary, at: usize) -> Option<Vec<Condition>> {
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
