//! Drill-down: from what the cursor is on to the customers behind it, and back to the same place.

use super::camera::Camera;
use super::message::Cmd;
use super::model::{Axes, Model};
use super::panel::{Panel, Screen};
use super::roster::Roster;
use super::scene::{Directions, Scene};
use super::update::start_filter;
use crate::analysis::{Attribute, Segmentation};
use crate::data::filter::{Comparison, Condition, Field, Filter, Interval, Name, Scope, Test};
use crate::measures::{Demographic, Group, Period, Summary};

/// So many misfits are listed where fewer have a silhouette below 0.
const FEWEST_MISFITS: usize = 20;
/// Customers that can be told from others only one by one: a filter of more is nothing to read.
const MOST_NAMED: usize = 200;

/// One step of the way down.
#[derive(Clone, Debug)]
pub struct Step {
    /// The screen it was taken from.
    pub from: Screen,
    /// What it added to the filter.
    pub added: Vec<Condition>,
    /// The filter before, and with what it added.
    before: Filter,
    after: Filter,
    maximised: bool,
    camera: Camera,
    roster: Roster,
    cursor: usize,
}

/// Opens the customers behind what the cursor is on, with that condition added to the filter.
pub(super) fn drill(model: &mut Model) -> Option<Cmd> {
    let added = match under_cursor(model) {
        Ok(conditions) => conditions,
        Err(why) => {
            model.notice = Some(why);
            return None;
        }
    };
    let before = model.filter.clone();
    let added: Vec<Condition> = if before.has_segments() { added.into_iter().map(narrowed).collect() } else { added };
    let mut after = before.clone();
    for condition in &added {
        if !after.conditions.contains(condition) {
            after.push(condition.clone());
        }
    }
    let by_silhouette = added.iter().any(|c| matches!(&c.test, Test::Number(name, _) if name == "silhouette"));
    model.trail.push(Step {
        from: model.screen,
        added,
        before,
        after: after.clone(),
        maximised: model.maximised,
        camera: model.camera,
        roster: model.roster.clone(),
        cursor: model.cursor(Panel::Customers),
    });
    (model.screen, model.maximised) = (Screen::Customers, false);
    model.cursors.insert(Panel::Customers, 0);
    if by_silhouette {
        model.roster.sort = Some((Attribute::Silhouette, false));
    }
    start_filter(model, after)
}

/// Who is shown of segments is narrowed further, and not clustered anew: that would give other segments.
fn narrowed(condition: Condition) -> Condition {
    if condition.scope() == Scope::Customers { condition.shown() } else { condition }
}

/// Takes the last step off the trail; none where the filter has been changed since.
pub(super) fn last_step(model: &mut Model) -> Option<Step> {
    model.trail.pop_if(|step| step.after == model.filter)
}

/// Goes back to where a step was taken from.
pub(super) fn climb(model: &mut Model, step: Step) -> Option<Cmd> {
    (model.screen, model.maximised, model.camera) = (step.from, step.maximised, step.camera);
    model.roster = step.roster;
    model.cursors.insert(Panel::Customers, step.cursor);
    start_filter(model, step.before)
}

/// Whether there is something to open under the cursor of the focused panel.
pub fn drills(model: &Model) -> bool {
    match model.focused() {
        Panel::Scatter => model.on_scatter() && model.camera.cursor.is_some(),
        Panel::Genders
        | Panel::Cities
        | Panel::CityBurns
        | Panel::Demographics
        | Panel::CityTable
        | Panel::Branches
        | Panel::BranchTable
        | Panel::Merchants
        | Panel::PlaceMonths
        | Panel::Coupons
        | Panel::Frequency
        | Panel::Rfm
        | Panel::SegmentTable
        | Panel::Silhouettes => model.rows(model.focused()) > 0,
        Panel::Retention | Panel::CohortCurve => model.cohort().is_some(),
        // A filter has no burn dates.
        Panel::Periods | Panel::Timeline => bucket(model).is_some_and(|period| period.claims > 0),
        Panel::Weekdays => model.rows(Panel::Weekdays) > 0 && model.view(Panel::Weekdays) == 0,
        Panel::Profiles => model.segment_under_cursor().is_some(),
        _ => false,
    }
}

/// What the cursor of the focused panel is on, as conditions.
fn under_cursor(model: &Model) -> Result<Vec<Condition>, String> {
    const NOTHING: &str = "there is nothing to open here";
    let panel = model.focused();
    let summary = &model.shown().ok_or(NOTHING)?.summary;
    let at = model.cursor(panel);
    let one = |condition: Option<Condition>| condition.map(|c| vec![c]).ok_or(NOTHING.to_owned());
    match panel {
        Panel::Genders => one(model.ranked_groups(panel, summary).get(at).map(|group| of_group(Field::Gender, group))),
        Panel::Cities | Panel::CityBurns => {
            one(model.ranked_groups(panel, summary).get(at).map(|group| of_group(Field::City, group)))
        }
        Panel::Demographics => of_column(model, summary).ok_or(NOTHING.to_owned()),
        Panel::CityTable | Panel::Branches | Panel::BranchTable | Panel::Merchants | Panel::PlaceMonths => {
            model.place_under_cursor(panel, summary)
        }
        Panel::Retention | Panel::CohortCurve => one(model.cohort_condition()),
        Panel::Periods | Panel::Timeline => {
            let period = bucket(model).ok_or(NOTHING)?;
            if period.claims == 0 {
                return Err(format!("nothing was claimed in {}, and burns alone open nothing", period.period));
            }
            conditions(&format!("date:{}", period.period))
        }
        Panel::Weekdays if model.view(panel) == 0 => {
            let months = model.weekday_months(summary);
            conditions(&model.days_under_cursor(&months).ok_or("nothing was claimed on these days")?)
        }
        Panel::Coupons => one(model
            .ranked_coupons(summary)
            .get(at)
            .map(|coupon| Condition::named(Field::Coupon, coupon.name.as_deref()))),
        // A condition on what is clustered reads the unfiltered count, and the bar is of the rows that are kept.
        Panel::Frequency => one(summary.frequency.get(at).map(|(claims, _)| {
            let claims = Interval::at(*claims as f64);
            Condition::number("transaction_count", Comparison::AnyOf(vec![Some(claims)])).shown()
        })),
        // A condition on what is clustered scores all customers, and the group is of those that are kept.
        Panel::Rfm => {
            one(model.rfm_group().map(|group| Condition::named(Field::Rfm, Some(&group.to_string())).shown()))
        }
        Panel::SegmentTable | Panel::Silhouettes | Panel::Profiles => {
            let segmentation = model.clusters.last().ok_or("there are no segments yet")?;
            let segment =
                model.segment_under_cursor().and_then(|at| segmentation.segments.list.get(at)).ok_or(NOTHING)?;
            let mut conditions = vec![Condition::named(Field::Segment, Some(&segment.name))];
            if panel == Panel::Silhouettes && model.view(panel) == 0 {
                conditions.push(misfits(segmentation, at)?);
            }
            Ok(conditions)
        }
        Panel::Scatter => in_box(model),
        _ => Err(NOTHING.to_owned()),
    }
}

/// The bucket of time under the cursor.
fn bucket(model: &Model) -> Option<Period> {
    let (mut periods, at) = model.periods(&model.shown()?.summary);
    at.filter(|at| *at < periods.len()).map(|at| periods.swap_remove(at))
}

fn conditions(words: &str) -> Result<Vec<Condition>, String> {
    Filter::parse(words).map(|filter| filter.conditions).map_err(|e| e.to_string())
}

/// A gender or city by its name, which is its id where it has none.
fn of_group(field: Field, group: &Group) -> Condition {
    Condition::named(field, group.id.as_ref().map(|_| group.name.as_str()))
}

/// A band or a word of a further column, or the lack of a value.
fn of_column(model: &Model, summary: &Summary) -> Option<Vec<Condition>> {
    let at = model.cursor(Panel::Demographics);
    let Demographic { column, numbers, .. } = model.demographic(summary)?;
    let group = *model.ranked_groups(Panel::Demographics, summary).get(at)?;
    let number = |comparison| Condition::number(column, comparison);
    Some(match (numbers, &group.id) {
        (_, None) => vec![number(Comparison::AnyOf(vec![None]))],
        (None, Some(_)) => vec![Condition::word(column, &group.name)],
        (Some(numbers), Some(_)) => match numbers.bands().nth(at)? {
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

/// The customers of a segment that are nearer to another: all with a silhouette below 0, or else the lowest few.
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

/// Three decimals, not below the value.
fn rounded_up(value: f64) -> f64 {
    (value * 1e3).ceil() / 1e3
}

/// The customers in the box under the scatter's cursor.
fn in_box(model: &Model) -> Result<Vec<Condition>, String> {
    let (scene, cell) = Scene::new(model).zip(model.camera.cursor).ok_or("the arrows bring up a cursor")?;
    let inside: Vec<usize> = (0..scene.rows()).filter(|row| scene.cell(*row) == Some(cell)).collect();
    if inside.is_empty() {
        return Err("no customer is here".to_owned());
    }
    let names = match scene.directions {
        Directions::Flat(Axes::Components) => Some(["pc1".to_owned(), "pc2".to_owned()]),
        Directions::Flat(Axes::Features(x, y)) => {
            Some([x, y].map(|column| scene.segmentation.prepared.matrix.names[column].clone()))
        }
        Directions::Turned(_) => None,
    };
    let places: Vec<(f64, f64)> = (0..scene.rows()).map(|row| scene.place(row)).collect();
    let ranges = names.zip(tight_ranges(&places, &inside));
    if let Some((names, ranges)) = ranges {
        let condition = |name: &String, [first, last]: [f64; 2]| {
            Condition::number(name, Comparison::AnyOf(vec![Some(Interval { first, last })])).shown()
        };
        return Ok(names.iter().zip(ranges).map(|(name, range)| condition(name, range)).collect());
    }
    // A box of the turned view is a range of no figure: its customers are named.
    let members = scene.members(cell);
    if members.len() > MOST_NAMED {
        let n = members.len();
        return Err(format!(
            "{n} customers are here, and {MOST_NAMED} can be opened from a turned view: > goes nearer"
        ));
    }
    let ids = members.iter().map(|row| Name::exactly(&scene.segmentation.features.customer_ids[*row as usize]));
    Ok(vec![Condition::names(Field::Customer, ids.collect()).shown()])
}

/// The ranges of x and y that hold just these points, with no more digits than it takes; none where no ranges do.
fn tight_ranges(points: &[(f64, f64)], inside: &[usize]) -> Option<[[f64; 2]; 2]> {
    let range = |of: fn(&(f64, f64)) -> f64| {
        let values = inside.iter().map(|at| of(&points[*at]));
        values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], v| [low.min(v), high.max(v)])
    };
    let exact = [range(|p| p.0), range(|p| p.1)];
    let rounded = |decimals: i32| {
        let scale = 10_f64.powi(decimals);
        exact.map(|[low, high]| [(low * scale).floor() / scale, (high * scale).ceil() / scale])
    };
    let holds = |[x, y]: &[[f64; 2]; 2]| {
        let within = |(px, py): &&(f64, f64)| (x[0]..=x[1]).contains(px) && (y[0]..=y[1]).contains(py);
        points.iter().filter(within).count() == inside.len() && inside.iter().all(|at| within(&&points[*at]))
    };
    (0..=6).map(rounded).chain([exact]).find(holds)
}

impl Model {
    /// The way down to where the user is: `Overview › city:Cairo`; empty at the top.
    pub fn crumbs(&self, arrow: &str) -> String {
        let step = |step: &Step| {
            let added: Vec<String> = step.added.iter().map(ToString::to_string).collect();
            format!("{} {arrow} {}", step.from.titles().0, added.join(" "))
        };
        self.trail.iter().map(step).collect::<Vec<_>>().join(&format!(" {arrow} "))
    }

    /// Takes another filter; steps down that it no longer holds are forgotten.
    pub(super) fn set_filter(&mut self, filter: Filter) {
        let holds = |step: &Step| filter.conditions.starts_with(&step.after.conditions);
        let kept = self.trail.iter().take_while(|step| holds(step)).count();
        self.trail.truncate(kept);
        self.filter = filter;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_just_the_points_with_few_digits() {
        let points = [(0.12, 1.0), (0.18, 1.5), (0.31, 1.2), (0.18, 3.0)];
        assert_eq!(tight_ranges(&points, &[0, 1]), Some([[0.1, 0.2], [1.0, 1.5]]));
        assert_eq!(tight_ranges(&points, &[3]), Some([[0.0, 1.0], [3.0, 3.0]]));
        let close = [(0.123_456_789, 0.0), (0.123_456_788, 0.0)];
        assert_eq!(tight_ranges(&close, &[0]), Some([[0.123_456_789; 2], [0.0; 2]]));
        // Another lies between.
        assert_eq!(tight_ranges(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], &[0, 2]), None);
    }
}
