//! Orders and revenue over time as sparklines, each on its own scale, newest at the right; returns hang below the axis.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::data::Table;
use crate::ui::charts::Trends;
use crate::wording::money::Room;
use crate::wording::text::{compact, counted};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, summary) = (context.theme, &context.dataset.summary);
    let (periods, _) = summary.periods_to_date(context.model.granularity);
    let purchases = summary.purchases.as_ref();
    let returned = purchases.filter(|purchases| purchases.returned < 0.0);
    let note = returned.map_or_else(String::new, |of| {
        format!("{}, {}", counted(of.returns, "return"), context.money(of.returned, Room::Short))
    });
    let priced = summary.kpis.amount.is_some();
    let unit = context.model.granularity;
    let title = if priced { format!("Orders and revenue per {unit}") } else { format!("Orders per {unit}") };
    let inner = context.frame_with(&title, &[note, String::new()], area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let partial: Vec<bool> = periods.iter().map(|period| period.partial).collect();
    let labels: Vec<String> = periods.iter().map(|period| period.period.clone()).collect();
    let orders: Vec<f64> = periods.iter().map(|period| period.claims as f64).collect();
    // What was sold, and below it what came back; their sum is the revenue.
    let sold: Vec<f64> = periods.iter().map(|period| period.revenue - period.orders.returned).collect();
    let back: Vec<f64> = periods.iter().map(|period| -period.orders.returned).collect();
    let peak = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
    let mut trends =
        Trends::new(theme).series("orders", &orders, theme.claims).peak(format!("max {}", compact(peak(&orders))));
    if priced {
        trends = trends
            .series("revenue", &sold, theme.burnt)
            .peak(format!("max {}", context.money(peak(&sold), Room::Short)));
        if returned.is_some() {
            trends = trends.below("returns", &back);
        }
    }
    trends.partial(&partial).labels(&labels).render(inner, buf);
}
