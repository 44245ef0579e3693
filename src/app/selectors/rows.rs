//! The number of rows of each panel, and the row of its cursor.

use super::bars::{bars, lacking, shows_together};
use super::coupons::coupons_of_orders;
use super::everyone::among_everyone;
use super::groups::{demographic, known_groups};
use super::kinds::kind;
use super::pairs::place_of_pair;
use super::places::{known_places, place_kind};
use super::retention::{telling_cohort, triangle};
use super::returning::returning;
use super::rfm::rfm_rows;
use super::sizes::order_sizes;
use super::time::{shows_hours, weekday_months};
use crate::app::panel::{Lists, Panel, PlaceKind, Screen};
use crate::app::state::model::Model;
use crate::data::{Check, Kind};
use crate::measures::{Summary, Triangle};

/// Whether no event of the data has a date.
pub fn is_undated(model: &Model) -> bool {
    model.measured().is_some_and(|all| all.summary.findings.iter().any(|f| f.check == Check::Undated))
}

/// Whether the data has what a panel shows, whatever the filter: not all data has other columns of customers.
pub fn has(model: &Model, panel: Panel) -> bool {
    let Some(dataset) = model.measured() else { return panel.is_of(Kind::Coupons) && panel != Panel::Demographics };
    let summary = &*dataset.unfiltered;
    let coupons = summary.kind == Kind::Coupons;
    panel.is_of(summary.kind)
        && !(panel.needs_dates() && is_undated(model))
        && match panel {
            Panel::Correlations => summary.correlations.is_some(),
            Panel::Missing => !lacking(summary).is_empty(),
            Panel::Demographics => !summary.demographics.is_empty(),
            // Data without places or genders has no panel for them. On Places, one panel says so.
            Panel::Genders => coupons || !known_groups(&summary.genders).is_empty(),
            Panel::Cities | Panel::CityBurns => coupons || !known_groups(&summary.cities).is_empty(),
            Panel::BranchTable => coupons || !known_places(&summary.branches).is_empty(),
            Panel::Merchants => !known_places(&summary.merchants).is_empty(),
            panel if summary.kind == Kind::Purchases => has_of_orders(model, panel),
            _ => true,
        }
}

/// Whether the data has something for a screen: orders without products and places have no tab for them.
pub fn has_screen(model: &Model, screen: Screen) -> bool {
    screen.is_of(kind(model)) && screen.panels().iter().any(|panel| has(model, *panel))
}

/// The same for orders: panels of products, amounts and coupons need those.
fn has_of_orders(model: &Model, panel: Panel) -> bool {
    let has = model.available();
    match panel {
        Panel::Products => has.products,
        Panel::CityTable => has.cities,
        Panel::Branches | Panel::PlaceMonths => !model.views_of(panel).is_empty(),
        Panel::OrderSizes => has.amounts || has.items,
        Panel::Coupons => has.coupons,
        panel => panel.is_of(Kind::Purchases),
    }
}

/// The cursor row of a panel; the last row if a filter has left fewer.
pub fn cursor(model: &Model, panel: Panel) -> usize {
    let last = rows(model, panel).saturating_sub(1);
    let first = || if panel.cursor_owner() == Panel::Retention { telling_cohort(model) } else { 0 };
    model.cursors.get(&panel.cursor_owner()).copied().unwrap_or_else(first).min(last)
}

/// The number of rows that the cursor of a panel can be on.
pub fn rows(model: &Model, panel: Panel) -> usize {
    let Some(dataset) = model.shown() else {
        return 0;
    };
    let summary = &dataset.summary;
    match panel.lists() {
        Lists::Genders => known_groups(&summary.genders).len(),
        Lists::Cities => known_groups(&summary.cities).len(),
        Lists::Demographics => demographic(model, summary).map_or(0, |of| of.groups.len()),
        // Only the top products are counted by month.
        Lists::PlaceMonths if place_kind(model, panel) == PlaceKind::Product => {
            summary.products.iter().flatten().take_while(|product| !product.months.is_empty()).count()
        }
        Lists::Places(_) | Lists::PlaceMonths => places_of(place_kind(model, panel), summary),
        Lists::Coupons if summary.purchases.is_some() => coupons_of_orders(summary).len(),
        Lists::Coupons => summary.coupons.len(),
        Lists::Frequencies => summary.frequency.len(),
        Lists::Returning if summary.kpis.transactions > 0 => returning(model).len(),
        Lists::Periods => summary.periods_to_date(model.granularity).0.len(),
        Lists::Sizes => order_sizes(model).map_or(0, |(_, sizes)| sizes.orders.len()),
        Lists::Weekdays if shows_hours(model) => summary.weekday_hours.map_or(0, |_| 7 * 24),
        Lists::Weekdays => weekday_months(model, summary).len() * 7,
        Lists::Cohorts => triangle(model).map_or(0, |triangle| triangle.cohorts.len()),
        Lists::CohortMonths => triangle(model).map_or(0, Triangle::months),
        Lists::RfmScores => rfm_rows(model),
        Lists::Customers => match among_everyone(model) {
            Some(Ok(all)) => all.customers as usize,
            _ => model.shown.as_ref().map_or(dataset.features.len(), |shown| shown.customers.len()),
        },
        Lists::Profiles if model.shows_flow() => model.flow().map_or(0, |flow| flow.old.len()),
        Lists::Segments | Lists::Profiles => model.clusters.last().map_or(0, |s| s.segments.list.len()),
        Lists::Columns => summary.columns.iter().map(bars).sum(),
        Lists::Missing if shows_together(model) => summary.missing_together.len(),
        Lists::Missing => lacking(summary).len(),
        Lists::Pairs => summary.correlations.as_ref().map_or(0, |of| place_of_pair(of.columns.len(), 0)),
        Lists::Checks => summary.findings.len(),
        Lists::Readings => summary.source.readings.len(),
        Lists::Returning | Lists::Tiles | Lists::Nothing => 0,
    }
}

/// The number of places of a kind.
fn places_of(kind: PlaceKind, summary: &Summary) -> usize {
    match kind {
        PlaceKind::Product => summary.products.as_ref().map_or(0, Vec::len),
        PlaceKind::City => known_groups(&summary.cities).len(),
        PlaceKind::Branch => known_places(&summary.branches).len(),
        PlaceKind::Merchant => known_places(&summary.merchants).len(),
    }
}
