//! Claims and burns over time as lines with real date ticks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::Context;
use crate::data::Table;
use crate::ui::charts::{Curve, LineChart};
use crate::ui::text::{count, number};

/// What is drawn over time, in the chosen view.
pub struct Series {
    /// The view's name.
    pub view: &'static str,
    /// Names of the two series.
    pub names: [&'static str; 2],
    /// Claims by their day, or open ones by their claim's day.
    pub claims: Vec<f64>,
    /// Burns by their day, or by their claim's day.
    pub burns: Vec<f64>,
    /// Which buckets are not whole.
    pub partial: Vec<bool>,
    /// The buckets' names.
    pub labels: Vec<String>,
    /// Claims and burns dated later than what is drawn.
    pub later: u64,
}

/// The series of the chosen granularity and view.
pub fn series(context: &Context<'_>) -> Series {
    let (periods, later) = context.dataset.summary.periods_to_date(context.model.granularity);
    let view = context.model.view(context.panel);
    let (by_status, cumulative) = (view == 1, view == 2);
    let counts = |f: fn(&crate::measures::Period) -> u64| {
        let mut before = 0;
        let sum = |p| {
            let now = f(p) + if cumulative { before } else { 0 };
            before = now;
            now as f64
        };
        periods.iter().map(sum).collect()
    };
    Series {
        view: context.panel.views()[view],
        names: if by_status { ["open", "burnt"] } else { ["claims", "burnt"] },
        claims: if by_status { counts(|p| p.status_claimed) } else { counts(|p| p.claims) },
        burns: if by_status { counts(|p| p.status_burnt) } else { counts(|p| p.burns) },
        partial: periods.iter().map(|p| p.partial).collect(),
        labels: periods.into_iter().map(|p| p.period).collect(),
        later,
    }
}

/// A bucket in words: `2024-07, partial: 97 claims, 55 burnt`.
fn reading(series: &Series, at: usize) -> Option<String> {
    let (claims, burns) = (series.claims.get(at)?, series.burns.get(at)?);
    let partial = if *series.partial.get(at)? { ", partial" } else { "" };
    let [claims, burns] = [(claims, series.names[0]), (burns, series.names[1])]
        .map(|(value, name)| format!("{} {name}", number(*value, 0)));
    Some(format!("{}{partial}: {claims}, {burns}", series.labels.get(at)?))
}

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let series = series(context);
    let shares_cursor = context.model.focused().cursor_owner() == context.panel.cursor_owner();
    let cursor = context.model.periods(&context.dataset.summary).1.filter(|_| shares_cursor);
    let note = match (cursor.and_then(|at| reading(&series, at)), series.later) {
        (Some(reading), _) => format!("{}  {reading}", series.view),
        (None, 0) => series.view.to_owned(),
        (None, n) => format!("{}, {} dated later not drawn", series.view, count(n)),
    };
    let inner = context.frame(&format!("Coupons per {}", context.model.granularity), &note, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let some = |values: &[f64]| values.iter().map(|v| Some(*v)).collect::<Vec<_>>();
    let (claims, burns) = (some(&series.claims), some(&series.burns));
    LineChart::new(context.theme, &series.labels)
        .curve(Curve::new(series.names[0], &claims, context.theme.claims))
        .curve(Curve::new(series.names[1], &burns, context.theme.burnt))
        .partial(&series.partial)
        .cursor(cursor)
        .render(inner, buf);
}
