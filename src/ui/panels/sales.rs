//! Orders, revenue, average order or returns over time as a line, one at a time: they have no common scale.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::app::selectors;
use crate::data::Table;
use crate::measures::Period;
use crate::ui::charts::{Curve, LineChart};
use crate::wording::money::Room;
use crate::wording::text::{count, counted, percent};

/// What a view shows of a period.
struct Measure {
    value: fn(&Period) -> Option<f64>,
    is_money: bool,
    is_sum: bool,
}

/// The measure of a view.
fn measure(view: &str) -> Measure {
    let orders: fn(&Period) -> Option<f64> = |p| Some(p.claims as f64);
    let revenue: fn(&Period) -> Option<f64> = |p| Some(p.revenue);
    let of = |value, is_money, is_sum| Measure { value, is_money, is_sum };
    match view {
        "revenue" => of(revenue, true, false),
        "average order" => of(average, true, false),
        "returns" => of(|p| Some(p.orders.returns as f64), false, false),
        "orders with a coupon" => of(|p| p.coupon_share().map(|share| share * 100.0), false, false),
        "all orders so far" => of(orders, false, true),
        "all revenue so far" => of(revenue, true, true),
        _ => of(orders, false, false),
    }
}

/// The average order of a period; none where returns of earlier orders exceed what was sold.
pub(super) fn average(period: &Period) -> Option<f64> {
    period.average_order().filter(|average| *average >= 0.0)
}

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, summary) = (context.theme, &context.dataset.summary);
    let view = context.model.view_name(context.panel).unwrap_or("orders");
    let of = measure(view);
    let (periods, later) = summary.periods_to_date(context.model.granularity);
    let shares_cursor = context.model.focused().cursor_owner() == context.panel.cursor_owner();
    let cursor = selectors::periods(context.model, summary).1.filter(|_| shares_cursor);
    let title = if of.is_sum { capital(view) } else { format!("{} per {}", capital(view), context.model.granularity) };
    let later = if later > 0 { format!(", {} dated later not drawn", counted(later, "order")) } else { String::new() };
    let reading = cursor.and_then(|at| periods.get(at)).map(|period| reading(context, period));
    let notes = reading.map_or_else(
        || vec![later.trim_start_matches(", ").to_owned()],
        |[long, short]| vec![format!("{long}{later}"), long, short],
    );
    let inner = context.frame_with(&title, &notes, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let mut so_far = 0.0;
    let values: Vec<Option<f64>> = periods
        .iter()
        .map(|period| {
            let value = (of.value)(period);
            so_far += value.unwrap_or(0.0);
            if of.is_sum { Some(so_far) } else { value }
        })
        .collect();
    let partial: Vec<bool> = periods.iter().map(|period| period.partial).collect();
    let labels: Vec<String> = periods.into_iter().map(|period| period.period).collect();
    let unit = if view == "orders with a coupon" { "% of orders" } else { "" };
    let chart = LineChart::new(theme, &labels)
        .curve(Curve::new(view, &values, style(context, &of)))
        .unit(unit)
        .currency(summary.currency.as_deref().filter(|_| of.is_money))
        .partial(&partial)
        .cursor(cursor);
    context.periods(&chart, inner);
    chart.render(inner, buf);
}

/// Amounts have one colour on all screens, and counts another.
fn style(context: &Context<'_>, of: &Measure) -> Style {
    if of.is_money { context.theme.burnt } else { context.theme.claims }
}

/// `2023-04: 39 orders, $7,627, average $195.56, 2 returns`, and shorter.
fn reading(context: &Context<'_>, period: &Period) -> [String; 2] {
    let mut parts = vec![counted(period.claims, "order")];
    if context.dataset.summary.kpis.amount.is_some() {
        parts.push(context.money(period.revenue, Room::Full));
    }
    let short = format!("{}: {}", period.period, parts.join(", "));
    parts.extend(average(period).map(|average| format!("average {}", context.money(average, Room::Full))));
    if period.orders.returns > 0 {
        parts.push(counted(period.orders.returns, "return"));
    }
    parts.extend(
        period
            .coupon_share()
            .filter(|share| *share > 0.0)
            .map(|share| format!("{} with a coupon ({})", count(period.orders.with_coupon), percent(share, 0))),
    );
    let partial = if period.partial { ", partial" } else { "" };
    [format!("{}{partial}: {}", period.period, parts.join(", ")), short]
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
