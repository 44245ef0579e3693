//! Which K: inertia and silhouette over K with the knee and the best marked, and what each would choose.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::segment_table::verdict;
use super::{Context, line};
use crate::cluster::{Clustering, SweepPoint};
use crate::ui::charts::LineChart;
use crate::ui::text::number;

/// A score of a clustering over K: name, value, whether more is better.
type Score = (&'static str, fn(&Clustering) -> Option<f64>);

const VIEWS: [[Score; 2]; 2] = [
    [("inertia", |c| Some(c.inertia)), ("silhouette", |c| c.silhouette.as_ref().map(|s| s.mean))],
    [("Davies-Bouldin", |c| c.davies_bouldin), ("Calinski-Harabasz", |c| c.calinski_harabasz)],
];

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let model = context.model;
    let sweep = &model.sweep;
    let inner = context.frame("Choosing K", "", area, buf);
    if sweep.points.is_empty() {
        return context.say(if model.sweeping { "trying every K" } else { "nothing to compare" }, inner, buf);
    }
    let words = words(context);
    let below = (words.len() as u16).min(inner.height.saturating_sub(8));
    let charts = Rect { height: inner.height - below, ..inner };
    let half = charts.height / 2;
    let shown = model.clusters.last().map(|s| s.clustering.k);
    let view = VIEWS[model.view(context.panel) % VIEWS.len()];
    for (i, (name, score)) in view.into_iter().enumerate() {
        let spot = Rect { y: charts.y + half * i as u16, height: if i == 0 { half } else { charts.height - half }, ..charts };
        chart(context, &sweep.points, name, score, shown, spot, buf);
    }
    for (i, words) in words.into_iter().enumerate() {
        line(words, charts.height + i as u16, inner, buf);
    }
}

fn chart(
    context: &Context<'_>,
    points: &[SweepPoint],
    name: &str,
    score: fn(&Clustering) -> Option<f64>,
    shown: Option<usize>,
    area: Rect,
    buf: &mut Buffer,
) {
    let theme = context.theme;
    let values: Vec<f64> = points.iter().map(|p| score(&p.clustering).unwrap_or(f64::NAN)).collect();
    let labels: Vec<String> = points.iter().map(|p| p.k.to_string()).collect();
    let at = |k: Option<usize>| k.and_then(|k| points.iter().position(|p| p.k == k));
    let marked = match name {
        "inertia" => at(context.model.sweep.knee),
        "silhouette" => at(context.model.sweep.best),
        _ => None,
    };
    let mut chart = LineChart::new(theme)
        .series(name, &values, if name == "inertia" { theme.claims } else { theme.burnt })
        .labels(&labels)
        .cursor(at(shown));
    if let Some(marked) = marked {
        chart = chart.mark(0, marked);
    }
    chart.render(area, buf);
}

/// What the measures would choose, and what was chosen by which.
fn words<'a>(context: &Context<'a>) -> Vec<Line<'a>> {
    let (model, theme) = (context.model, context.theme);
    let sweep = &model.sweep;
    let pair = |name: &'static str, value: String| {
        vec![Span::styled(format!("{name} "), theme.dim), Span::styled(value, theme.strong), Span::raw("  ")]
    };
    let k = |k: Option<usize>, none: &str| k.map_or_else(|| none.to_owned(), |k| k.to_string());
    let extreme = |score: fn(&Clustering) -> Option<f64>, sign: f64| {
        let scored = sweep.points.iter().filter_map(|p| Some((p.k, sign * score(&p.clustering)?)));
        scored.reduce(|a, b| if b.1 > a.1 { b } else { a }).map(|(k, _)| k)
    };
    let mut first = pair("silhouette", k(sweep.best, "-"));
    first.extend(pair("knee", k(sweep.knee, if model.sweeping { "-" } else { "none" })));
    let mut second = pair("Davies-B.", k(extreme(|c| c.davies_bouldin, -1.0), "-"));
    second.extend(pair("Calinski-H.", k(extreme(|c| c.calinski_harabasz, 1.0), "-")));
    let mut lines = vec![Line::from(first), Line::from(second)];
    if let Some(s) = model.clusters.last() {
        let inertia = number(s.clustering.inertia, 1);
        lines.push(Line::from(pair("inertia", inertia)));
        lines.push(Line::from(Span::styled(format!("k {}: {}", s.clustering.k, verdict(s)), theme.text)));
    }
    lines
}
