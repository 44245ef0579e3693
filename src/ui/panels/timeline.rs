//! Claims and burns over time as lines with date ticks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use crate::app::selectors;
use crate::data::Table;
use crate::ui::charts::{Curve, LineChart};
use crate::wording::text::{count, number};

/// The series of the selected view.
pub struct Series {
    /// The view's name.
    pub view: &'static str,
    /// Whether rows are counted on their claim date, by status.
    by_status: bool,
    /// Names of the two series.
    pub names: [&'static str; 2],
    /// Claims by claim date, or the open ones.
    pub claims: Vec<f64>,
    /// Burns by burn date, or by claim date.
    pub burns: Vec<f64>,
    /// Claims with another status, by status; empty by event.
    pub other: Vec<u64>,
    /// Which periods are incomplete.
    pub partial: Vec<bool>,
    /// The number of periods up to the last claim; claims of later periods are unknown.
    pub claimed: usize,
    /// The periods' names.
    pub labels: Vec<String>,
    /// Claims and burns dated after the last period drawn.
    pub later: u64,
}

impl Series {
    /// The number of periods with known burns: by status they are counted on the claim date.
    fn known_burns(&self) -> usize {
        if self.by_status { self.claimed } else { self.burns.len() }
    }
}

/// The series of the selected period length and view.
pub fn series(context: &Context<'_>) -> Series {
    let (periods, later) = context.dataset.summary.periods_to_date(context.model.granularity);
    let view = context.model.view_name(context.panel).unwrap_or_default();
    let (by_status, cumulative) = (view == "by status", view == "cumulative");
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
        view,
        by_status,
        names: if by_status { ["open", "burnt"] } else { ["claims", "burnt"] },
        claims: if by_status { counts(|p| p.status_claimed) } else { counts(|p| p.claims) },
        burns: if by_status { counts(|p| p.status_burnt) } else { counts(|p| p.burns) },
        other: if by_status {
            periods.iter().map(|p| p.claims - p.status_claimed - p.status_burnt).collect()
        } else {
            Vec::new()
        },
        partial: periods.iter().map(|p| p.partial).collect(),
        claimed: periods.partition_point(|p| Some(p.first_day) <= context.dataset.summary.claim_horizon),
        labels: periods.into_iter().map(|p| p.period).collect(),
        later,
    }
}

/// The note beside the title, from long to short: the view, the values at the cursor, and what is not drawn.
fn notes(series: &Series, cursor: Option<usize>) -> Vec<String> {
    let view = series.view;
    let later = (series.later > 0).then(|| format!(", {} dated later not drawn", count(series.later)));
    let mut notes = Vec::new();
    if let Some([whole, short]) = cursor.and_then(|at| reading(series, at)) {
        notes.extend(later.iter().map(|later| format!("{view}  {whole}{later}")));
        notes.extend([format!("{view}  {whole}"), whole, short]);
    } else {
        notes.extend(later.map(|later| format!("{view}{later}")));
    }
    notes.push(view.to_owned());
    notes
}

/// A period as text: `2024-07, partial: 97 claims, 55 burnt`, and the same without the word, which the hollow point
/// shows too.
fn reading(series: &Series, at: usize) -> Option<[String; 2]> {
    let (claims, label) = (series.claims.get(at)?, series.labels.get(at)?);
    let burns = series.burns.get(at)?;
    let counts = [(claims, series.names[0], series.claimed), (burns, series.names[1], series.known_burns())];
    let known = counts.into_iter().filter(|(_, _, known)| at < *known);
    let mut words: Vec<String> = known.map(|(value, name, _)| format!("{} {name}", number(*value, 0))).collect();
    words.extend(series.other.get(at).filter(|n| **n > 0).map(|n| format!("{} other", count(*n))));
    let words = if words.is_empty() { "no claims known".to_owned() } else { words.join(", ") };
    let partial = if *series.partial.get(at)? { ", partial" } else { "" };
    Some([format!("{label}{partial}: {words}"), format!("{label}: {words}")])
}

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let series = series(context);
    let shares_cursor = context.model.focused().cursor_owner() == context.panel.cursor_owner();
    let cursor = selectors::periods(context.model, &context.dataset.summary).1.filter(|_| shares_cursor);
    let title = format!("Coupons per {}", context.model.granularity);
    let inner = context.frame_with(&title, &notes(&series, cursor), area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let known = |values: &[f64], known: usize| {
        values.iter().enumerate().map(|(at, value)| (at < known).then_some(*value)).collect::<Vec<_>>()
    };
    let claims = known(&series.claims, series.claimed);
    let burns = known(&series.burns, series.known_burns());
    let chart = LineChart::new(context.theme, &series.labels)
        .curve(Curve::new(series.names[0], &claims, context.theme.claims))
        .curve(Curve::new(series.names[1], &burns, context.theme.burnt))
        .partial(&series.partial)
        .cursor(cursor);
    context.periods(&chart, inner);
    chart.render(inner, buf);
}
