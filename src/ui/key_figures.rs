//! The key figures above the Overview: six boxes with sparklines where there is room, two lines where there is not.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::charts::Sparkline;
use super::layout::{self, Room};
use super::text::{NONE, count, number, percent, signed, signed_percent, width};
use super::theme::Theme;
use crate::analysis::Dataset;
use crate::app::{ClusterState, Model};
use crate::cluster::Verdict;
use crate::measures::Change;

/// A figure: its title, its value, and what it was over time.
struct Figure {
    title: &'static str,
    value: String,
    series: Vec<f64>,
    partial: Vec<bool>,
    style: Style,
    /// What the series is drawn against: from zero to its largest, or a rate from zero to one.
    range: Option<(f64, f64)>,
    /// What changed from the last whole period but one to the last, in words from long to short.
    change: Vec<String>,
}

/// Draws the strip.
pub fn draw(model: &Model, theme: &Theme, dataset: &Dataset, room: Room, area: Rect, buf: &mut Buffer) {
    let figures = figures(model, theme, dataset, room);
    if room == Room::Wide {
        for (cell, figure) in layout::boxes::<6>(area).into_iter().zip(&figures) {
            boxed(theme, figure, cell, buf);
        }
    } else {
        lines(theme, &figures, area, buf);
    }
}

fn boxed(theme: &Theme, figure: &Figure, area: Rect, buf: &mut Buffer) {
    // Corners and blanks take four columns.
    let fits = figure.change.iter().find(|words| width(words) + 4 <= usize::from(area.width));
    let mut block = theme.block(figure.title, false);
    if let Some(words) = fits {
        block = block.title_bottom(Line::from(Span::styled(format!(" {words} "), theme.dim)));
    }
    let inner = block.inner(area);
    block.render(area, buf);
    let value = width(&figure.value) as u16;
    Line::from(vec![Span::raw(" "), Span::styled(figure.value.clone(), theme.strong)]).render(inner, buf);
    // The sparkline takes what is left, a blank away from the value and from the border.
    let room = inner.width.saturating_sub(value + 4);
    if room >= 4 && figure.series.len() > 1 {
        let spot = Rect { x: inner.right() - 1 - room, width: room, ..inner };
        let mut line = Sparkline::new(theme, &figure.series).style(figure.style).partial(&figure.partial);
        if let Some((low, high)) = figure.range {
            line = line.range(low, high);
        }
        line.render(spot, buf);
    }
}

/// Label and value of each figure, in two lines of columns.
fn lines(theme: &Theme, figures: &[Figure], area: Rect, buf: &mut Buffer) {
    let [claims, burnt, rate, active, days, segments] = figures else {
        return;
    };
    let cell = |figure: &Figure, label: &str, columns: usize| {
        let pad = columns.saturating_sub(width(label) + width(&figure.value) + 1);
        vec![
            Span::styled(format!("{label} "), theme.dim),
            Span::styled(figure.value.clone(), theme.strong),
            Span::raw(" ".repeat(pad.max(2))),
        ]
    };
    let wide = usize::from(area.width);
    let column = wide * 30 / 80;
    let mut first = vec![Span::raw(" ")];
    first.extend(cell(claims, "Claims", column / 2));
    first.extend(cell(burnt, "Burnt", column - column / 2));
    first.extend(cell(rate, "Burn rate", 18));
    first.extend(cell(active, "Active", 0));
    let mut second = vec![Span::raw(" ")];
    second.extend(cell(days, "Days to burn,", column));
    second.extend(cell(segments, "Segments", 0));
    for (line, y) in [first, second].into_iter().zip(area.top()..area.bottom()) {
        Line::from(line).render(Rect { y, height: 1, ..area }, buf);
    }
}

fn figures(model: &Model, theme: &Theme, dataset: &Dataset, room: Room) -> [Figure; 6] {
    let kpis = &dataset.summary.kpis;
    let (periods, _) = dataset.summary.periods_to_date(model.granularity);
    let partial: Vec<bool> = periods.iter().map(|p| p.partial).collect();
    let series = |f: fn(&crate::measures::Period) -> f64| periods.iter().map(f).collect::<Vec<f64>>();
    let claims = series(|p| p.claims as f64);
    let burns = series(|p| p.burns as f64);
    let rates = series(|p| p.burn_rate().unwrap_or(f64::NAN));
    let figure = |title, value, series, partial: &[bool], style| Figure {
        title,
        value,
        series,
        partial: partial.to_vec(),
        style,
        range: None,
        change: Vec::new(),
    };
    let rate = kpis.burn_rate.map_or_else(|| NONE.to_owned(), |r| percent(r, 1));
    let days = kpis.median_days_to_burn.map_or_else(|| NONE.to_owned(), |d| format!("median {}", number(d, whole(d))));
    let active = format!("{} of {}", count(kpis.active_customers), count(kpis.customers));
    [
        Figure {
            change: relative(dataset.summary.change(model.granularity, |p| p.claims as f64)),
            ..figure("Claims", count(kpis.transactions), claims, &partial, theme.claims)
        },
        Figure {
            change: relative(dataset.summary.change(model.granularity, |p| p.burns as f64)),
            ..figure("Burnt", count(kpis.burnt), burns, &partial, theme.burnt)
        },
        Figure {
            range: Some((0.0, 1.0)),
            change: in_points(dataset.summary.change_of_burn_rate(model.granularity)),
            ..figure("Burn rate", rate, rates, &partial, theme.bar)
        },
        figure("Active", active, Vec::new(), &[], theme.bar),
        figure("Days to burn", days, delays(dataset), &[], theme.burnt),
        figure("Segments", segments(model, room), Vec::new(), &[], theme.bar),
    ]
}

/// `+4.2 % in 2025-05 on 2025-04`, and shorter.
fn relative(change: Option<Change>) -> Vec<String> {
    let by = |change: &Change| change.relative().map(|by| signed_percent(by, 1));
    change.and_then(|change| by(&change).map(|by| words(&change, [&by, &by]))).unwrap_or_default()
}

/// `+1.2 points in 2025-03 on 2025-02`, and shorter.
fn in_points(change: Option<Change>) -> Vec<String> {
    let by = |change: &Change| signed(change.difference() * 100.0, 1);
    change
        .map(|change| (by(&change), change))
        .map_or_else(Vec::new, |(by, change)| words(&change, [&format!("{by} points"), &format!("{by} pts")]))
}

fn words(Change { period, before, .. }: &Change, [long, short]: [&str; 2]) -> Vec<String> {
    vec![
        format!("{long} in {period} on {before}"),
        format!("{long} in {period}"),
        format!("{short} in {period}"),
        format!("{short} {period}"),
    ]
}

/// Burns by days since the claim, day by day: the shape of the delay.
fn delays(dataset: &Dataset) -> Vec<f64> {
    let Some(delay) = &dataset.summary.days_to_burn else {
        return Vec::new();
    };
    let (within, _) = delay.within_fences();
    let (Some((first, _)), Some((last, _))) = (within.first(), within.last()) else {
        return Vec::new();
    };
    let mut days = vec![0.0; last.abs_diff(*first) as usize + 1];
    for (day, burns) in within {
        days[day.abs_diff(*first) as usize] = *burns as f64;
    }
    days
}

/// A median needs a decimal only when it has one.
fn whole(value: f64) -> usize {
    usize::from(value.fract() != 0.0)
}

fn segments(model: &Model, room: Room) -> String {
    match &model.clusters {
        ClusterState::Failed(_, None) | ClusterState::Idle => "none".to_owned(),
        ClusterState::Running(None) => "clustering".to_owned(),
        state => state.last().map_or_else(String::new, |s| {
            let k = s.clustering.k;
            if room == Room::Compact {
                return format!("k {k}, {}", verdict(model));
            }
            let words = model.verdict().map(verdict_words).unwrap_or_default();
            format!("k {k}  {words}")
        }),
    }
}

/// The verdict in the words of a title: `none` alone would read as if there were no segments.
fn verdict_words(verdict: Verdict) -> String {
    match verdict {
        Verdict::None => "no structure".to_owned(),
        Verdict::Pending => "verdict pending".to_owned(),
        other => other.to_string(),
    }
}

/// `reasonable structure (0.54)`; where the gap statistic decides, it is named.
pub fn verdict(model: &Model) -> String {
    let Some((segmentation, verdict)) = model.clusters.last().zip(model.verdict()) else {
        return String::new();
    };
    let Some(silhouette) = &segmentation.clustering.silhouette else {
        return String::new();
    };
    let words = verdict_words(verdict);
    let score = number(silhouette.mean, 2);
    let one = model.sweep.gap.as_ref().is_some_and(|gap| gap.one_cluster());
    match verdict {
        Verdict::None if one => format!("{words} (gap 1)"),
        Verdict::None | Verdict::Pending => format!("{words} ({score})"),
        _ => format!("{words} structure ({score})"),
    }
}
