//! The marked rows of a panel. Panels that list the same share their marks: a city has one in every list of cities.

use super::groups::demographic;
use super::opens::{field_of, opener};
use super::places::place_kind;
use super::rows::{has, rows};
use super::selected::lists_segments;
use super::sizes::order_sizes;
use crate::app::panel::{Lists, Panel};
use crate::app::state::model::Model;
use crate::data::filter::{Condition, Field, Moment, Name, Test};

/// Whether `space` marks a row of a panel: each is one condition, so that several can be joined by "or". The cells of most
/// heat maps are not.
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
        | Lists::Customers => true,
        Lists::Profiles => lists_segments(model, panel),
        Lists::PlaceMonths
        | Lists::Missing
        | Lists::Returning
        | Lists::Weekdays
        | Lists::Tiles
        | Lists::Pairs
        | Lists::Checks
        | Lists::Readings
        | Lists::Nothing => false,
    };
    lists && rows(model, panel.list()) > 0
}

/// The marked rows of a panel as one condition: any of them; none if none is marked.
pub fn marked(model: &Model, panel: Panel) -> Option<Condition> {
    if lists_segments(model, panel) {
        let segments = &model.clusters.last()?.segments.list;
        let marked = model.marks.segments.iter().filter_map(|label| segments.get(*label));
        let names: Vec<Name> = marked.map(|segment| Name::exactly(&segment.name)).collect();
        return (!names.is_empty()).then(|| Condition::names(Field::Segment, names));
    }
    let own = model.marks.rows.iter().filter(|mark| is_of(model, panel, mark));
    own.cloned().reduce(|all, mark| all.or(&mark).unwrap_or(all))
}

/// Whether a row of a panel is marked.
pub fn is_marked(model: &Model, panel: Panel) -> Box<dyn Fn(usize) -> bool + '_> {
    if lists_segments(model, panel) {
        return Box::new(|label| model.marks.segments.contains(&label));
    }
    if !model.marks.rows.iter().any(|mark| is_of(model, panel, mark)) {
        return Box::new(|_| false);
    }
    let opened = opener(model, panel);
    Box::new(move |row| opened(row).is_ok_and(|of| matches!(&*of, [only] if model.marks.rows.contains(only))))
}

/// The panels of the screen that have marks.
pub fn marked_panels(model: &Model) -> impl Iterator<Item = Panel> {
    let panels = model.screen.panels().iter().copied();
    panels.filter(|panel| has(model, *panel) && marked(model, *panel).is_some())
}

/// Whether a mark is one of the rows that a panel lists.
pub fn is_of(model: &Model, panel: Panel, mark: &Condition) -> bool {
    match (panel.lists(), &mark.test) {
        (Lists::Genders, Test::Name(Field::Gender, _))
        | (Lists::Cities, Test::Name(Field::City, _))
        | (Lists::Coupons, Test::Name(Field::Coupon, _))
        | (Lists::RfmScores, Test::Name(Field::Rfm, _))
        | (Lists::Customers, Test::Name(Field::Customer, _))
        | (Lists::Periods, Test::Day(Moment::Date, _))
        | (Lists::Cohorts | Lists::CohortMonths, Test::Day(Moment::Joined | Moment::FirstClaim, _))
        | (Lists::Columns, Test::Name(Field::Gender | Field::City, _) | Test::Day(Moment::Joined, _)) => true,
        (Lists::Places(_), Test::Name(field, _)) => *field == field_of(place_kind(model, panel)),
        (Lists::Sizes, Test::Size(size, _)) => order_sizes(model).is_some_and(|(shown, _)| shown == *size),
        // Counts of claims narrow what is shown, columns of customers do not.
        (Lists::Frequencies, Test::Number(..)) => mark.shown,
        (Lists::Columns, Test::Number(..) | Test::Word(..)) => !mark.shown,
        (Lists::Demographics, Test::Number(column, _) | Test::Word(column, _)) => {
            let shown = model.shown().and_then(|dataset| demographic(model, &dataset.summary));
            !mark.shown && shown.is_some_and(|of| of.column == *column)
        }
        _ => false,
    }
}
