//! The cohort at the cursor of the retention triangle against the average of all, month by month.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::app::{Panel, selectors};
use crate::data::Table;
use crate::ui::charts::{Curve, LineChart};
use crate::wording::text::percent;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let model = context.model;
    let view = selectors::retention_view(model);
    let triangle = context.dataset.summary.retention.triangle(view.start, view.event);
    let cohort = triangle.cohorts.get(selectors::cursor(model, Panel::Retention));
    let month = selectors::cursor(model, Panel::CohortCurve);
    let average = triangle.average(view.definition);
    let read = cohort.filter(|_| month < average.len()).map(|cohort| {
        let own = cohort.rate(view.definition, month).map_or_else(|| "incomplete".to_owned(), |rate| percent(rate, 0));
        format!("M{month} {own}, average {}", percent(average[month], 0))
    });
    let title = cohort.map_or_else(|| "Cohort curve".to_owned(), |c| format!("Cohort {}", c.month));
    let read = read.unwrap_or_default();
    let inner = context.frame(&context.with_view(&title, &read, area.width), &read, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let Some(cohort) = cohort.filter(|_| !average.is_empty()) else {
        return context.say_nothing("no cohort has a complete month yet", inner, buf);
    };
    let labels: Vec<String> = (0..average.len()).map(|n| format!("M{n}")).collect();
    let own: Vec<Option<f64>> =
        (0..average.len()).map(|n| cohort.rate(view.definition, n).map(|rate| rate * 100.0)).collect();
    let average: Vec<Option<f64>> = selectors::settled_average(triangle, view.definition)
        .into_iter()
        .map(|rate| rate.map(|rate| rate * 100.0))
        .collect();
    let chart = LineChart::new(context.theme, &labels)
        .curve(Curve::new(&cohort.month, &own, context.theme.claims))
        .curve(Curve::new("average", &average, context.theme.dim))
        .unit(format!("% {}", view.title.trim_start_matches("customers ").trim_start_matches("% ")))
        .cursor(Some(month));
    context.rows(chart.places(inner));
    chart.render(inner, buf);
}
