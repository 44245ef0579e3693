//! Where the numbers of a panel are in the JSON of a report, so that an export of the panel has the same numbers.

use super::groups::demographic_at;
use super::kinds::kind;
use super::places::place_kind;
use super::time::shows_hours;
use crate::app::panel::{Panel, PlaceKind};
use crate::app::state::model::Model;
use crate::data::Kind;
use crate::measures::Retention;

/// The JSON pointer (RFC 6901) to the numbers of the focused panel.
///
/// # Errors
/// Why it has none there.
pub fn numbers(model: &Model) -> Result<String, String> {
    let places = |panel| match place_kind(model, panel) {
        PlaceKind::Product => "/products",
        PlaceKind::City => "/cities",
        PlaceKind::Branch => "/branches",
        PlaceKind::Merchant => "/merchants",
    };
    let pointer = match model.focused() {
        Panel::Genders => "/genders",
        Panel::Cities | Panel::CityBurns => "/cities",
        panel @ (Panel::Branches
        | Panel::Products
        | Panel::CityTable
        | Panel::BranchTable
        | Panel::Merchants
        | Panel::PlaceMonths) => places(panel),
        Panel::Demographics => return Ok(format!("/demographics/{}/groups", which(model))),
        Panel::Columns => "/columns",
        Panel::Correlations => "/correlations",
        Panel::Missing => "/missing_together",
        Panel::SegmentTable | Panel::Silhouettes | Panel::Profiles => "/segmentation/segments",
        Panel::Trend | Panel::Timeline | Panel::Periods => "/usage/points",
        Panel::Weekdays if shows_hours(model) => "/weekday_hours",
        Panel::DaysToBurn => "/burnt_by_day/curve",
        Panel::OrderGaps | Panel::Gaps => "/claim_gaps",
        Panel::Coupons => "/coupons",
        Panel::Frequency => "/frequency",
        Panel::Repeat => "/kpis",
        Panel::Retention | Panel::CohortCurve => {
            let kinds = Retention::kinds(kind(model)).count();
            return Ok(format!("/retention_by/{}/cohorts", model.cohorts % kinds));
        }
        Panel::Rfm => "/rfm/scores",
        Panel::Lorenz if kind(model) == Kind::Coupons => "/concentration/curve",
        Panel::Lorenz => "/revenue_concentration/curve",
        Panel::Choosing => "/segmentation/sweep",
        Panel::Checks | Panel::Examples => "/quality",
        Panel::Readings => "/source",
        panel @ (Panel::Scatter
        | Panel::Customers
        | Panel::Recency
        | Panel::Tenure
        | Panel::OrderSizes
        | Panel::Weekdays) => {
            let title = panel.title_of(kind(model));
            return Err(format!(
                "{title} has only numbers per customer or per day: export the customers, or its picture as SVG"
            ));
        }
    };
    Ok(pointer.to_owned())
}

/// Which of the other columns of customers is shown.
fn which(model: &Model) -> usize {
    model.shown().map_or(0, |dataset| demographic_at(model, &dataset.summary))
}
