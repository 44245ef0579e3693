//! Choosing K: every measure over one K axis, a cursor at the K shown, and the choice of each measure.
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
use ratatui::widgets::Widget;

use super::cautions::Cautions;
use super::context::{Context, line};
use super::{density, tree};
use crate::app::Stage;
use crate::cluster::{Evidence, MEASURES, Measure, Sweep};
use crate::ui::charts::{Curve, Curves, Row, TableCell, TableColumn};
use crate::ui::key_figures::verdict;
use crate::wording::k_confidence::k_confidence_short;
use crate::wording::text::{NONE, clip_with, number, percent, width};

/// Columns from which every value has its own place.
const FULL_TABLE: u16 = 66;
/// Fewest rows of curves with their axis.
const LEAST_CURVES: u16 = 5;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let model = context.model;
    let under_way = match model.stage {
        Stage::Sweep => "trying every K",
        Stage::Gap => "gap statistic running",
        Stage::Rest => "",
    };
    let evidence = model.clusters.last().map(|s| s.clustering.params.algorithm().spec().evidence);
    let view = model.view(context.panel);
    match (evidence, view) {
        (Some(Evidence::KDistances), _) => return density::draw(context, area, buf),
        (Some(Evidence::Dendrogram), 0) => return tree::draw(context, area, buf),
        _ => {}
    }
    let inner = context.frame(&context.with_view("Choosing K", under_way, area.width), under_way, area, buf);
    if model.sweep.points.is_empty() {
        let words =
            if model.stage == Stage::Sweep { "the curves appear as they are computed" } else { "nothing to compare" };
        return context.say(words, inner, buf);
    }
    match model.views_of(context.panel).get(view) {
        Some(&"table") if inner.width < FULL_TABLE => short_table(context, inner, buf),
        Some(&"table") => table(context, inner, buf),
        _ => curves(context, inner, buf),
    }
}

/// The measures that apply to this sweep.
fn measures(sweep: &Sweep) -> Vec<&'static Measure> {
    MEASURES.iter().filter(|m| ks(sweep).any(|k| (m.value)(sweep, k).is_some())).collect()
}

/// The K axis: 1, where inertia and gap begin, and what was clustered.
fn ks(sweep: &Sweep) -> impl Iterator<Item = usize> + '_ {
    std::iter::once(1).chain(sweep.points.iter().map(|point| point.k))
}

fn curves(context: &Context<'_>, inner: Rect, buf: &mut Buffer) {
    let (model, theme) = (context.model, context.theme);
    let sweep = &model.sweep;
    // The curves keep their rows.
    let rows = inner.height.saturating_sub(LEAST_CURVES);
    let words = Cautions::new(context, inner.width).below(words(context, inner.width), rows, context, inner.width);
    let below = words.len() as u16;
    let charts = Rect { height: inner.height.saturating_sub(below), ..inner };

    let shown = model.clusters.last().map(|s| s.clustering.k);
    let cursor = shown.and_then(|k| ks(sweep).position(|at| at == k));
    let labels: Vec<String> = ks(sweep).map(|k| k.to_string()).collect();
    // If all curves would be flat, the first ones are drawn; the text below names the others.
    let mut drawn = measures(sweep);
    drawn.truncate(usize::from(charts.height / 2).max(2));
    let values: Vec<Vec<Option<f64>>> =
        drawn.iter().map(|m| ks(sweep).map(|k| (m.value)(sweep, k)).collect()).collect();
    let mut curves = Curves::new(theme, &labels).cursor(cursor);
    for (measure, values) in drawn.iter().zip(&values) {
        let chosen = (measure.choice)(sweep).filter(|_| model.stage != Stage::Sweep);
        let mark = chosen.and_then(|k| ks(sweep).position(|at| at == k));
        let note = cursor.and_then(|at| values[at]).map_or_else(String::new, |v| number(v, measure.decimals));
        curves = curves.curve(Curve::new(measure.short, values, style(context, measure)).mark(mark).note(note));
    }
    curves.render(charts, buf);
    for (words, y) in words.into_iter().zip(charts.height..) {
        line(words, y, inner, buf);
    }
}

/// Highlights the measure that chooses K by default.
fn style(context: &Context<'_>, measure: &Measure) -> Style {
    let swept = context.model.sweep.points.first();
    let decides = swept.and_then(|point| point.clustering.params.algorithm().spec().criterion.measure());
    if decides == Some(measure.name) { context.theme.accent } else { context.theme.bar }
}

/// The verdict on the K that is shown, `silhouette 5  knee 4` and the like, then how sure that is.
fn words<'a>(context: &Context<'a>, room: u16) -> Vec<Line<'a>> {
    let (model, theme) = (context.model, context.theme);
    let mut lines = Vec::new();
    let shown = model.clusters.last();
    lines.extend(shown.map(|s| Line::styled(format!("k {}: {}", s.clustering.k, verdict(model)), theme.text)));
    if model.stage != Stage::Sweep {
        let choices = measures(&model.sweep).into_iter().map(|measure| {
            let k = (measure.choice)(&model.sweep).map_or_else(|| NONE.to_owned(), |k| k.to_string());
            [Span::styled(format!("{} ", measure.title()), theme.dim), Span::styled(k, theme.strong), Span::raw("  ")]
        });
        // At least two beside each other, so that the curves keep their rows.
        let mut rows: Vec<Vec<Span<'_>>> = Vec::new();
        let columns = |spans: &[Span<'_>]| spans.iter().map(Span::width).sum::<usize>();
        for choice in choices {
            match rows.last_mut() {
                Some(row) if row.len() == choice.len() || columns(row) + columns(&choice) <= usize::from(room) => {
                    row.extend(choice);
                }
                _ => rows.push(choice.to_vec()),
            }
        }
        lines.extend(rows.into_iter().map(Line::from));
    }
    if let Some(s) = shown {
        if let Some(confidence) = &model.sweep.confidence {
            let room = usize::from(room);
            let fit = |words: String| clip_with(&words, room, theme.glyphs.ellipsis()).into_owned();
            let [of_samples, near] = k_confidence_short(confidence, s.clustering.k, room).map(fit);
            lines.push(Line::styled(of_samples, theme.text));
            lines.push(Line::styled(near, theme.dim));
        }
        // Last, because it is dropped first on a low panel.
        if let Some((reached, worst)) = s.clustering.restart_spread() {
            let of = s.choice.method.restarts;
            let most = format!("{reached} of {of} restarts found the best");
            let whole = format!("{most}, worst +{}", percent(worst, 1));
            let fits = reached < of && width(&whole) <= usize::from(room);
            lines.push(Line::styled(if fits { whole } else { most }, theme.dim));
        }
    }
    lines
}

/// Every value, what each measure would choose and how; the K shown is marked.
fn table(context: &Context<'_>, inner: Rect, buf: &mut Buffer) {
    let (model, theme) = (context.model, context.theme);
    let sweep = &model.sweep;
    let measures = measures(sweep);
    let mut columns = vec![TableColumn::number("k")];
    columns.extend(measures.iter().enumerate().map(|(i, m)| TableColumn::number(m.short).priority(i as u8)));
    let shown = model.clusters.last().map(|s| s.clustering.k);
    let mut rows: Vec<Row<'_>> = ks(sweep)
        .map(|k| {
            let mut cells = vec![TableCell::from(k.to_string())];
            cells.extend(measures.iter().map(|m| {
                let value = (m.value)(sweep, k).map_or_else(|| NONE.to_owned(), |v| number(v, m.decimals));
                let chosen = model.stage != Stage::Sweep && (m.choice)(sweep) == Some(k);
                TableCell::from(Span::styled(value, if chosen { theme.strong } else { Style::new() }))
            }));
            let row = Row::new(cells);
            if shown == Some(k) { row.style(theme.accent) } else { row }
        })
        .collect();
    if model.stage != Stage::Sweep {
        let choices = measures.iter().map(|m| (m.choice)(sweep).map_or_else(|| NONE.to_owned(), |k| k.to_string()));
        rows.push(
            Row::new(std::iter::once("best k".to_owned()).chain(choices).map(TableCell::from)).style(theme.strong),
        );
        let rules = measures.iter().map(|m| m.rule.to_owned());
        rows.push(Row::new(std::iter::once("rule".to_owned()).chain(rules).map(TableCell::from)).style(theme.dim));
    }
    context.table(&columns, &rows, 1, inner, buf);
}

/// The same in little room: each measure at the K shown, and at the K it would choose.
fn short_table(context: &Context<'_>, inner: Rect, buf: &mut Buffer) {
    let model = context.model;
    let sweep = &model.sweep;
    let shown = model.clusters.last().map_or(0, |s| s.clustering.k);
    let columns = [
        TableColumn::text("measure").min(10),
        TableColumn::number(&format!("k {shown}")),
        TableColumn::number("best k"),
        TableColumn::number("there").priority(1),
        TableColumn::text("by").priority(2),
    ];
    let rows: Vec<Row<'_>> = measures(sweep)
        .into_iter()
        .map(|m| {
            let value = |k: Option<usize>| {
                let value = k.and_then(|k| (m.value)(sweep, k));
                TableCell::from(value.map_or_else(|| NONE.to_owned(), |v| number(v, m.decimals)))
            };
            let choice = (m.choice)(sweep).filter(|_| model.stage != Stage::Sweep);
            let picks = choice.map_or_else(|| NONE.to_owned(), |k| k.to_string());
            let picks = TableCell::from(Span::styled(picks, context.theme.strong));
            Row::new([TableCell::from(m.short), value(Some(shown)), picks, value(choice), TableCell::from(m.rule)])
        })
        .collect();
    context.table(&columns, &rows, 1, inner, buf);
}
