//! The marked rows of a panel. Panels that list the same share their marks: a city has one in every list of cities.

use super::groups::demographic;
use super::opens::{cell_opener, field_of, without};
use super::places::{MonthMeasure, month_measure, place_kind};
use super::returning::{of_returning, returning};
use super::rows::{has, rows};
use super::selected::lists_segments;
use super::sizes::order_sizes;
use super::time::shows_hours;
use crate::app::panel::{Lists, Panel};
use crate::app::state::marks::joined;
use crate::app::state::model::Model;
use crate::data::filter::{Comparison, Condition, Field, Moment, Name, Test};

/// Whether `space` marks a row or cell of a panel: each opens customers, so that several can be opened together.
pub fn takes_marks(model: &Model, panel: Panel) -> bool {
    let lists = match panel.lists() {
        Lists::Genders
        | Lists::Cities
        | Lists::Demographics
        | Lists::Columns
        | Lists::Places(_)
        | Lists::Coupons
        | Lists::Frequencies
        | Lists::Periods
        | Lists::Sizes
        | Lists::Cohorts
        | Lists::CohortMonths
        | Lists::RfmScores
        | Lists::Segments
        | Lists::Profiles
        | Lists::PlaceMonths
        | Lists::Missing
        | Lists::Returning
        | Lists::Weekdays
        | Lists::Customers => true,
        Lists::Tiles | Lists::Pairs | Lists::Checks | Lists::Readings | Lists::Nothing => false,
    };
    lists && rows(model, panel.list()) > 0
}

/// The marked rows or cells of a panel as conditions that any of them matches; none if none is marked.
pub fn marked(model: &Model, panel: Panel) -> Option<Vec<Condition>> {
    if lists_segments(model, panel) {
        let segments = &model.clusters.last()?.segments.list;
        let marked = model.marks.segments.iter().filter_map(|label| segments.get(*label));
        let names: Vec<Name> = marked.map(|segment| Name::exactly(&segment.name)).collect();
        return (!names.is_empty()).then(|| vec![Condition::names(Field::Segment, names)]);
    }
    let own = model.marks.rows.iter().filter(|mark| is_of(model, panel, mark));
    own.cloned().reduce(|all, mark| joined(&all, &mark).unwrap_or(all))
}

/// Whether a row of a panel is marked; in a heat map, the cell in a column, or in the column of the cursor.
pub fn is_marked(model: &Model, panel: Panel, column: Option<usize>) -> Box<dyn Fn(usize) -> bool + '_> {
    if lists_segments(model, panel) {
        return Box::new(|label| model.marks.segments.contains(&label));
    }
    if !model.marks.rows.iter().any(|mark| is_of(model, panel, mark)) {
        return Box::new(|_| false);
    }
    let opened = cell_opener(model, panel, column);
    Box::new(move |row| opened(row).is_ok_and(|of| model.marks.rows.contains(&of)))
}

/// The panels of the screen that have marks.
pub fn marked_panels(model: &Model) -> impl Iterator<Item = Panel> {
    let panels = model.screen.panels().iter().copied();
    panels.filter(|panel| has(model, *panel) && marked(model, *panel).is_some())
}

/// Whether a mark is one of the rows or cells that a panel lists.
pub fn is_of(model: &Model, panel: Panel, mark: &[Condition]) -> bool {
    let (Some(first), summary) = (mark.first(), model.shown().map(|dataset| &dataset.summary)) else { return false };
    match panel.lists() {
        Lists::PlaceMonths => {
            let field = field_of(place_kind(model, panel));
            let conditions = 2 + usize::from(month_measure(model) == MonthMeasure::Burnt);
            mark.len() == conditions && matches!(&first.test, Test::Name(of, _) if *of == field)
        }
        Lists::Profiles => matches!(&first.test, Test::Name(Field::Before, _)),
        // A period is one time, and the days of a month that are the same weekday are several.
        Lists::Weekdays if shows_hours(model) => {
            mark.len() == 2 && matches!(&first.test, Test::Name(Field::Weekday, _))
        }
        Lists::Weekdays => matches!(&first.test, Test::Day(Moment::Date, Comparison::AnyOf(days)) if days.len() > 1),
        Lists::Missing => summary.is_some_and(|summary| {
            let rows = 0..rows(model, panel);
            rows.into_iter().any(|row| without(model, summary, row).is_some_and(|of| of == mark))
        }),
        Lists::Returning => {
            let mut bars = returning(model).into_iter();
            bars.any(|bar| of_returning(model, bar).is_some_and(|of| mark == [of]))
        }
        _ => mark.len() == 1 && is_of_row(model, panel, first),
    }
}

/// Whether a condition is one of the rows of a list.
fn is_of_row(model: &Model, panel: Panel, mark: &Condition) -> bool {
    match (panel.lists(), &mark.test) {
        (Lists::Genders, Test::Name(Field::Gender, _))
        | (Lists::Cities, Test::Name(Field::City, _))
        | (Lists::Coupons, Test::Name(Field::Coupon, _))
        | (Lists::RfmScores, Test::Name(Field::Rfm, _))
        | (Lists::Customers, Test::Name(Field::Customer, _))
        | (Lists::Cohorts | Lists::CohortMonths, Test::Day(Moment::Joined | Moment::FirstClaim, _))
        | (Lists::Columns, Test::Name(Field::Gender | Field::City, _) | Test::Day(Moment::Joined, _)) => true,
        (Lists::Periods, Test::Day(Moment::Date, Comparison::AnyOf(times))) => times.len() == 1,
        (Lists::Places(_), Test::Name(field, _)) => *field == field_of(place_kind(model, panel)),
        (Lists::Sizes, Test::Size(size, _)) => order_sizes(model).is_some_and(|(shown, _)| shown == *size),
        // Counts of claims narrow what is shown, columns of customers do not.
        (Lists::Frequencies, Test::Number(_, Comparison::AnyOf(_))) => mark.shown,
        (Lists::Columns, Test::Number(..) | Test::Word(..)) => !mark.shown,
        (Lists::Demographics, Test::Number(column, _) | Test::Word(column, _)) => {
            let shown = model.shown().and_then(|dataset| demographic(model, &dataset.summary));
            !mark.shown && shown.is_some_and(|of| of.column == *column)
        }
        _ => false,
    }
}
