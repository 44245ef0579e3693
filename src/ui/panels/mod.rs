//! Which file draws which panel.

mod cautions;
mod choosing;
mod city_genders;
mod cohort_curve;
mod columns;
mod context;
mod correlations;
mod coupons;
mod customers;
mod days_to_burn;
mod density;
mod flow;
mod frequency;
mod gaps;
mod gender_share;
mod groups;
mod lorenz;
mod marked;
mod missing;
mod order_coupons;
mod order_sizes;
mod periods;
mod place_months;
mod places;
mod profiles;
mod quality;
mod readings;
mod repeat;
mod retention;
mod rfm;
mod sales;
mod sales_periods;
mod sales_trend;
mod scatter;
mod segment_table;
mod silhouettes;
mod spans;
mod spend;
mod timeline;
mod tree;
mod trend;
mod weekday_hours;
mod weekdays;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::context::Context;
pub use self::segment_table::rows as segment_rows;
use crate::analysis::Dataset;
use crate::app::{Model, Panel, Spot, selectors};
use crate::data::Kind;
use crate::ui::layout::PanelArea;
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;

/// Draws the panel of a place: the focused one of those that share it, or else the first.
pub fn draw((model, theme, zones): (&Model, &Theme, &Zones), dataset: &Dataset, place: &PanelArea, buf: &mut Buffer) {
    let focus = model.focused();
    let Some(panel) = place.panels.iter().copied().find(|p| *p == focus).or(place.panels.first().copied()) else {
        return;
    };
    let turns = if place.panels.len() > 1 { place.panels.as_slice() } else { &[] };
    let context = Context { model, theme, dataset, panel, place: place.area, focused: panel == focus, turns, zones };
    zones.add(place.area, Spot::Panel(panel));
    if let Some(at) = turns.iter().position(|other| *other == panel && panel == focus) {
        // The title of a panel that has the focus turns to the next in its place.
        zones.add(Rect { height: 1, ..place.area }, Spot::Panel(turns[(at + 1) % turns.len()]));
    }
    let of_orders = dataset.summary.kind == Kind::Purchases;
    let draw = match panel {
        Panel::Trend if of_orders => sales_trend::draw,
        Panel::Timeline if of_orders => sales::draw,
        Panel::Periods if of_orders => sales_periods::draw,
        Panel::Trend | Panel::Timeline if model.view_name(panel) == Some("spend") => spend::draw,
        Panel::Coupons if of_orders => order_coupons::draw,
        Panel::Weekdays if selectors::shows_hours(model) => weekday_hours::draw,
        Panel::OrderSizes => order_sizes::draw,
        Panel::Genders if model.view_name(panel) == Some("shares") => gender_share::draw,
        Panel::CityTable if model.view(panel) == 1 => city_genders::draw,
        Panel::PlaceMonths => place_months::draw,
        Panel::Genders | Panel::Cities | Panel::CityBurns | Panel::Demographics => groups::draw,
        Panel::Columns => columns::draw,
        Panel::Correlations => correlations::draw,
        Panel::Missing => missing::draw,
        Panel::Trend => trend::draw,
        Panel::Branches | Panel::Products | Panel::BranchTable | Panel::CityTable | Panel::Merchants => places::draw,
        Panel::Scatter => scatter::draw,
        Panel::SegmentTable => segment_table::draw,
        Panel::Timeline => timeline::draw,
        Panel::Periods => periods::draw,
        Panel::DaysToBurn => days_to_burn::draw,
        Panel::Weekdays => weekdays::draw,
        Panel::Coupons => coupons::draw,
        Panel::Frequency => frequency::draw,
        Panel::Repeat => repeat::draw,
        Panel::Rfm => rfm::draw,
        Panel::Lorenz => lorenz::draw,
        Panel::Recency | Panel::Tenure => spans::draw,
        Panel::Retention => retention::draw,
        Panel::CohortCurve => cohort_curve::draw,
        Panel::Gaps | Panel::OrderGaps => gaps::draw,
        Panel::Choosing => choosing::draw,
        Panel::Silhouettes => silhouettes::draw,
        Panel::Profiles => profiles::draw,
        Panel::Customers => customers::draw,
        Panel::Checks | Panel::Examples => quality::draw,
        Panel::Readings => readings::draw,
    };
    draw(&context, place.area, buf);
    marked::draw(&context, buf);
}
