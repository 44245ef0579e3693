//! Which K: every measure over one K axis, the shown K under a cursor, and what each measure would choose.
//!
//! ```text
//! ╭ Choosing K ──────────────╮
//! │ inertia    ⠑⠢⢄⡀     1204 │
//! │ silhouette ⡠⠢⣀⡠⠤⠤   0.54 │
//! │            2 3 4[5]6 7 8 │
//! │ silhouette 5  knee 4     │
//! ╰──────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::{Context, line};
use crate::cluster::{Clustering, Sweep};
use crate::ui::charts::{Curve, Curves};
use crate::ui::key_figures::verdict;
use crate::ui::text::{number, width};

/// A measure of a clustering, and how it chooses among those of a sweep.
struct Measure {
    name: &'static str,
    score: fn(&Clustering) -> Option<f64>,
    choice: fn(&Sweep) -> Option<usize>,
    decimals: usize,
}

const MEASURES: [Measure; 4] = [
    Measure { name: "inertia", score: |c| Some(c.inertia), choice: |s| s.knee, decimals: 0 },
    Measure { name: "silhouette", score: |c| c.silhouette.as_ref().map(|s| s.mean), choice: |s| s.best, decimals: 3 },
    Measure {
        name: "davies-b.",
        score: |c| c.davies_bouldin,
        choice: |s| best(s, |c| c.davies_bouldin.map(|d| -d)),
        decimals: 3,
    },
    Measure {
        name: "calinski",
        score: |c| c.calinski_harabasz,
        choice: |s| best(s, |c| c.calinski_harabasz),
        decimals: 0,
    },
];

/// The smallest K with the highest score.
fn best(sweep: &Sweep, score: fn(&Clustering) -> Option<f64>) -> Option<usize> {
    let scored = sweep.points.iter().filter_map(|p| Some((p.k, score(&p.clustering)?)));
    scored.reduce(|a, b| if b.1 > a.1 { b } else { a }).map(|(k, _)| k)
}

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (model, theme) = (context.model, context.theme);
    let sweep = &model.sweep;
    let inner = context.frame("Choosing K", if model.sweeping { "trying every K" } else { "" }, area, buf);
    if sweep.points.is_empty() {
        let words = if model.sweeping { "the curves fill in as they come" } else { "nothing to compare" };
        return context.say(words, inner, buf);
    }
    let words = words(context);
    let warnings: Vec<String> =
        model.prepared.iter().flat_map(|p| &p.matrix.warnings).map(|w| format!("! {w}")).collect();
    // Words break before the edge, so a paragraph takes about a sixth more than its length.
    let rows = |w: &String| (width(w) * 7 / 6).div_ceil(usize::from(inner.width).max(1)) as u16;
    let warned = warnings.iter().map(rows).sum::<u16>().min(inner.height.saturating_sub(12));
    let below = (words.len() as u16).min(inner.height.saturating_sub(6)) + warned;
    let charts = Rect { height: inner.height.saturating_sub(below), ..inner };
    let shown = model.clusters.last().map(|s| s.clustering.k);
    let cursor = shown.and_then(|k| sweep.points.iter().position(|p| p.k == k));
    let labels: Vec<String> = sweep.points.iter().map(|p| p.k.to_string()).collect();
    let values = MEASURES.map(|m| sweep.points.iter().map(|p| (m.score)(&p.clustering)).collect::<Vec<_>>());
    // Where four curves would be flat, the two that choose are drawn; the words below tell the others.
    let drawn = if charts.height < 10 { 2 } else { MEASURES.len() };
    let mut curves = Curves::new(theme, &labels).cursor(cursor);
    for (i, measure) in MEASURES.iter().enumerate().take(drawn) {
        let chosen = (measure.choice)(sweep).filter(|_| !model.sweeping);
        let mark = chosen.and_then(|k| sweep.points.iter().position(|p| p.k == k));
        let value = cursor.and_then(|at| values[i][at]);
        let note = value.map_or_else(String::new, |v| number(v, measure.decimals));
        curves = curves.curve(Curve::new(measure.name, &values[i], style(context, i)).mark(mark).note(note));
    }
    curves.render(charts, buf);
    let last = words.len() as u16;
    for (i, words) in words.into_iter().enumerate() {
        line(words, charts.height + i as u16, inner, buf);
    }
    let spot = Rect { y: charts.bottom() + last, height: warned, ..inner }.intersection(inner);
    let text = Paragraph::new(warnings.into_iter().map(Line::from).collect::<Vec<_>>());
    text.style(theme.warning).wrap(Wrap { trim: true }).render(spot, buf);
}

/// The measure that chooses by default stands out.
fn style(context: &Context<'_>, measure: usize) -> Style {
    if MEASURES[measure].name == "silhouette" { context.theme.burnt } else { context.theme.claims }
}

/// `silhouette 5  knee 4` and the like; then the verdict on the K that is shown.
fn words<'a>(context: &Context<'a>) -> Vec<Line<'a>> {
    let (model, theme) = (context.model, context.theme);
    let sweep = &model.sweep;
    let choice = |name: &'static str, measure: &Measure| {
        let k = (measure.choice)(sweep);
        let words = k.map_or_else(|| "none".to_owned(), |k| k.to_string());
        [Span::styled(format!("{name} "), theme.dim), Span::styled(words, theme.strong), Span::raw("  ")]
    };
    let [inertia, silhouette, davies_bouldin, calinski_harabasz] = &MEASURES;
    let mut lines = Vec::new();
    if !model.sweeping {
        lines.push(Line::from([choice("silhouette", silhouette), choice("knee", inertia)].concat()));
        lines.push(Line::from([choice("davies-b.", davies_bouldin), choice("calinski", calinski_harabasz)].concat()));
    }
    if let Some(s) = model.clusters.last() {
        lines.push(Line::from(Span::styled(format!("k {}: {}", s.clustering.k, verdict(s)), theme.text)));
    }
    lines
}
