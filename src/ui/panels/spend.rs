//! The amounts of coupons over time, beside claims and burns in the other views.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::app::{Panel, selectors};
use crate::data::Table;
use crate::ui::charts::{Curve, LineChart, Trends};
use crate::wording::money::Room;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, summary) = (context.theme, &context.dataset.summary);
    let (periods, _) = summary.periods_to_date(context.model.granularity);
    let shares_cursor = context.model.focused().cursor_owner() == context.panel.cursor_owner();
    let cursor = selectors::periods(context.model, summary).1.filter(|_| shares_cursor);
    let all = summary.kpis.amount.map_or_else(String::new, |all| format!("{} in all", context.money(all, Room::Short)));
    let reading = cursor.and_then(|at| periods.get(at));
    let reading = reading.map(|period| format!("{}: {}", period.period, context.money(period.spend, Room::Full)));
    let title = format!("Spend per {}", context.model.granularity);
    let inner = context.frame_with(&title, &[reading.unwrap_or_else(|| all.clone()), all], area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let partial: Vec<bool> = periods.iter().map(|period| period.partial).collect();
    let spend: Vec<f64> = periods.iter().map(|period| period.spend).collect();
    let labels: Vec<String> = periods.into_iter().map(|period| period.period).collect();
    if context.panel == Panel::Trend {
        let peak = spend.iter().copied().fold(0.0, f64::max);
        let trends = Trends::new(theme).series("spend", &spend, theme.burnt);
        let trends = trends.peak(format!("max {}", context.money(peak, Room::Short)));
        return trends.partial(&partial).labels(&labels).render(inner, buf);
    }
    let values: Vec<Option<f64>> = spend.into_iter().map(Some).collect();
    let chart = LineChart::new(theme, &labels)
        .curve(Curve::new("spend, by burn date", &values, theme.burnt))
        .currency(summary.currency.as_deref())
        .partial(&partial)
        .cursor(cursor);
    context.periods(&chart, inner);
    chart.render(inner, buf);
}
