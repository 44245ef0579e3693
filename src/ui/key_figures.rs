//! The key figures above the Overview: boxes with sparklines if there is room, otherwise two lines.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::charts::Sparkline;
use super::layout::{self, Room};
use super::theme::Theme;
use crate::analysis::Dataset;
use crate::app::{ClusterState, DataState, Model, selectors};
use crate::cluster::Verdict;
use crate::data::{Kind, format_day};
use crate::measures::{Change, ColumnValues, Period};
use crate::wording::money::{self, money};
use crate::wording::structure;
use crate::wording::text::{NONE, count, counted, number, percent, signed, signed_percent, width};

/// A key figure: its title, its value, and its history.
struct Figure {
    title: &'static str,
    /// Labels for one line, from long to short.
    labels: &'static [&'static str],
    /// From long to short.
    values: Vec<String>,
    series: Vec<f64>,
    partial: Vec<bool>,
    style: Style,
    /// The scale of the series: from zero to its largest value, or from zero to one for a rate.
    range: Option<(f64, f64)>,
    /// Change from the previous complete period to the last one, as text from long to short.
    change: Vec<String>,
}

/// Draws the strip.
pub fn draw(model: &Model, theme: &Theme, dataset: &Dataset, room: Room, area: Rect, buf: &mut Buffer) {
    let figures = figures(model, theme, dataset, room);
    if room == Room::Wide {
        for (cell, figure) in layout::boxes(area, figures.len()).into_iter().zip(&figures) {
            boxed(theme, figure, cell, buf);
        }
    } else {
        lines(theme, &figures, area, buf);
    }
}

fn boxed(theme: &Theme, figure: &Figure, area: Rect, buf: &mut Buffer) {
    // Corners and blanks take four columns.
    let fits = figure.change.iter().find(|words| width(words) + 4 <= usize::from(area.width));
    // Corners and blanks take four columns of the title, too.
    let short = figure.labels.iter().map(|label| label.trim_end_matches(','));
    let titles = || [figure.title].into_iter().chain(short.clone());
    let title = titles().find(|title| width(title) + 4 <= usize::from(area.width)).unwrap_or(figure.title);
    let mut block = theme.block(title, false);
    if let Some(words) = fits {
        block = block.title_bottom(Line::from(Span::styled(format!(" {words} "), theme.dim)));
    }
    let inner = block.inner(area);
    block.render(area, buf);
    // The longest form that fits, a blank away from the border.
    let fits = |words: &&String| width(words) < usize::from(inner.width);
    let words = figure.values.iter().find(fits).or(figure.values.last()).map_or("", String::as_str);
    let value = width(words) as u16;
    Line::from(vec![Span::raw(" "), Span::styled(words, theme.strong)]).render(inner, buf);
    // The sparkline takes the rest, a blank away from the value and from the border.
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

/// Label, value and change of each figure, in two lines of three columns.
fn lines(theme: &Theme, figures: &[Figure], area: Rect, buf: &mut Buffer) {
    let column = area.width * 24 / 80;
    for (cells, y) in figures.chunks(3).zip(area.top()..area.bottom()) {
        for (figure, at) in cells.iter().zip(0..) {
            let x = area.x + (1 + at * column).min(area.width);
            let columns = if at < 2 { column.saturating_sub(1) } else { area.right() - x };
            line_of(theme, figure, columns.into()).render(Rect { x, y, width: columns, height: 1 }, buf);
        }
    }
}

/// The longest form that fits: the label is dropped before the change, and the words of the value first.
fn line_of<'a>(theme: &Theme, figure: &'a Figure, columns: usize) -> Line<'a> {
    let change = figure.change.last().map_or("", String::as_str);
    let values = |label, change| figure.values.iter().map(move |value| (label, value, change));
    let forms =
        figure.labels.iter().flat_map(|label| [change, ""].into_iter().flat_map(move |change| values(*label, change)));
    let line = |(label, value, change): (&str, &'a String, &str)| {
        Line::from(vec![
            Span::styled(format!("{label} "), theme.dim),
            Span::styled(value.as_str(), theme.strong),
            Span::styled(if change.is_empty() { String::new() } else { format!(" {change}") }, theme.dim),
        ])
    };
    let lines: Vec<Line<'_>> = forms.map(line).collect();
    let fits = lines.iter().position(|line| line.width() <= columns).unwrap_or(lines.len().saturating_sub(1));
    lines.into_iter().nth(fits).unwrap_or_default()
}

fn figures(model: &Model, theme: &Theme, dataset: &Dataset, room: Room) -> Vec<Figure> {
    let segments = Figure {
        change: kept(model),
        ..figure("Segments", &["Segments"], segments(model, room), Vec::new(), theme.bar)
    };
    let mut figures = match dataset.summary.kind {
        Kind::Coupons => of_coupons(model, theme, dataset),
        Kind::Purchases => of_orders(model, theme, dataset),
        Kind::Customers => of_customers(model, theme, dataset),
    };
    if selectors::is_undated(model) {
        // There are no periods to compare.
        for figure in &mut figures {
            figure.change.clear();
        }
    }
    figures.push(segments);
    figures
}

fn figure(
    title: &'static str,
    labels: &'static [&'static str],
    values: Vec<String>,
    series: Vec<f64>,
    style: Style,
) -> Figure {
    Figure { title, labels, values, series, partial: Vec::new(), style, range: None, change: Vec::new() }
}

fn of_coupons(model: &Model, theme: &Theme, dataset: &Dataset) -> Vec<Figure> {
    let summary = &dataset.summary;
    let kpis = &summary.kpis;
    let (periods, partial) = periods(model, dataset);
    let series = |f: fn(&Period) -> f64| periods.iter().map(f).collect::<Vec<f64>>();
    let rate = percent(kpis.burn_rate.unwrap_or(f64::NAN), 1);
    let days = kpis.median_days_to_burn.map_or_else(|| NONE.to_owned(), |d| format!("median {}", number(d, whole(d))));
    let mut figures = vec![
        Figure {
            partial: partial.clone(),
            change: relative(summary.change(model.granularity, |p| p.claims as f64)),
            ..figure("Claims", &["Claims"], vec![count(kpis.transactions)], series(|p| p.claims as f64), theme.claims)
        },
        Figure {
            partial: partial.clone(),
            change: relative(summary.change_of_burns(model.granularity)),
            ..figure("Burnt", &["Burnt"], vec![count(kpis.burnt)], series(|p| p.burns as f64), theme.burnt)
        },
        Figure {
            partial: partial.clone(),
            range: Some((0.0, 1.0)),
            change: in_points(summary.change_of_burn_rate(model.granularity)),
            ..figure("Burn rate", &["Burn rate"], vec![rate], series(|p| p.burn_rate().unwrap_or(f64::NAN)), theme.bar)
        },
        active(model, theme, dataset),
        Figure {
            change: in_days(summary.change_of_days_to_burn(model.granularity)),
            ..figure("Days to burn", &["Days to burn,", "Days,"], vec![days], delays(dataset), theme.burnt)
        },
    ];
    figures.retain(|figure| figure.title != "Burn rate" || summary.has_rates());
    figures
}

/// Orders and revenue; key figures without columns in the data are left out.
fn of_orders(model: &Model, theme: &Theme, dataset: &Dataset) -> Vec<Figure> {
    let summary = &dataset.summary;
    let (periods, partial) = periods(model, dataset);
    let currency = summary.currency.as_deref();
    let series = |f: fn(&Period) -> f64| periods.iter().map(f).collect::<Vec<f64>>();
    let mut figures = vec![Figure {
        partial: partial.clone(),
        change: relative(summary.change(model.granularity, |p| p.claims as f64)),
        ..figure(
            "Orders",
            &["Orders"],
            vec![count(summary.kpis.transactions)],
            series(|p| p.claims as f64),
            theme.claims,
        )
    }];
    if let Some(revenue) = summary.kpis.amount {
        let values = [money::Room::Full, money::Room::Short].map(|room| money(revenue, currency, room)).to_vec();
        figures.push(Figure {
            partial: partial.clone(),
            change: relative(summary.change(model.granularity, |p| p.revenue)),
            ..figure("Revenue", &["Revenue"], values, series(|p| p.revenue), theme.burnt)
        });
    }
    if let Some(mean) = summary.purchases.as_ref().and_then(|purchases| purchases.average_order) {
        let per_order = |p: &Period| p.average_order().unwrap_or(f64::NAN);
        let values = [money::Room::Full, money::Room::Short].map(|room| money(mean, currency, room)).to_vec();
        figures.push(Figure {
            partial: partial.clone(),
            ..figure("Average order", &["Average order", "Average"], values, series(per_order), theme.bar)
        });
    }
    figures.push(active(model, theme, dataset));
    if let Some(rhythm) = &summary.rhythm {
        let values = vec![format!("median {} d", number(rhythm.median, whole(rhythm.median)))];
        let series = rhythm.counts.iter().map(|(_, n)| *n as f64).collect();
        figures.push(figure(
            "Days between orders",
            &["Days between orders,", "Order gap,", "Gap,"],
            values,
            series,
            theme.claims,
        ));
    }
    figures
}

/// Customers alone: how many, what is known of them, and how many of them could be clustered.
fn of_customers(model: &Model, theme: &Theme, dataset: &Dataset) -> Vec<Figure> {
    let summary = &dataset.summary;
    let all = summary.kpis.customers;
    let columns = summary.columns.len() as u64;
    let of_numbers =
        summary.columns.iter().filter(|column| matches!(column.values, ColumnValues::Numbers(_))).count() as u64;
    let sorts = format!("{}, {} other", counted(of_numbers, "number"), count(columns - of_numbers));
    let missing: u64 = summary.columns.iter().map(|column| column.missing).sum();
    let cells = columns * all;
    let share = if cells > 0 { percent(missing as f64 / cells as f64, 1) } else { NONE.to_owned() };
    let plain = |title, labels, values: Vec<String>| figure(title, labels, values, Vec::new(), theme.bar);
    let missing = vec![format!("{}  {share}", count(missing)), count(missing)];
    let mut figures = vec![
        plain("Customers", &["Customers"], vec![count(all)]),
        plain("Columns", &["Columns"], vec![format!("{columns}  {sorts}"), count(columns)]),
        plain("Missing values", &["Missing values", "Missing"], missing),
    ];
    let clustered = model.clusters.last().map(|s| s.segments.clustered);
    figures.extend(clustered.map(|clustered| {
        let values = vec![format!("{} of {}", count(clustered), count(dataset.whole.len() as u64)), count(clustered)];
        plain("Clustered", &["Clustered"], values)
    }));
    figures
}

fn active(model: &Model, theme: &Theme, dataset: &Dataset) -> Figure {
    let kpis = &dataset.summary.kpis;
    let (periods, partial) = periods(model, dataset);
    let active = count(kpis.active_customers);
    let values = vec![format!("{active} of {}", count(kpis.customers)), active];
    let series = periods.iter().map(|p| p.active_customers as f64).collect();
    Figure {
        partial,
        change: relative(dataset.summary.change(model.granularity, |p| p.active_customers as f64)),
        ..figure("Active", &["Active"], values, series, theme.claims)
    }
}

/// The periods of the sparklines, and which of them are incomplete.
fn periods(model: &Model, dataset: &Dataset) -> (Vec<Period>, Vec<bool>) {
    let (periods, _) = dataset.summary.periods_to_date(model.granularity);
    let partial = periods.iter().map(|p| p.partial).collect();
    (periods, partial)
}

/// `+4.2% in 2025-05 vs 2025-04`, and shorter.
fn relative(change: Option<Change>) -> Vec<String> {
    let Some(change) = change else { return none("complete") };
    change.relative().map_or_else(Vec::new, |by| words(&change, &signed_percent(by, 1), ["", ""]))
}

/// That there is nothing to compare: the last two complete or mature periods do not both have a value.
fn none(of: &str) -> Vec<String> {
    vec![format!("no two {of} periods to compare"), "not compared".to_owned()]
}

/// `+1.2 pp in 2025-03 vs 2025-02`, and shorter.
fn in_points(change: Option<Change>) -> Vec<String> {
    change.map_or_else(|| none("mature"), |by| words(&by, &signed(by.difference() * 100.0, 1), [" pp", " pp"]))
}

/// `+1.5 days in 2025-03 vs 2025-02`, and shorter.
fn in_days(change: Option<Change>) -> Vec<String> {
    let by = |change: &Change| signed(change.difference(), whole(change.difference()));
    change.map_or_else(
        || none("mature"),
        |change| {
            let one = (change.difference().abs() - 1.0).abs() < 1e-9;
            words(&change, &by(&change), [if one { " day" } else { " days" }, " d"])
        },
    )
}

/// `80% stayed since 2025-03-31`: of the customers who were in a segment on the day to compare with.
fn kept(model: &Model) -> Vec<String> {
    let kept = model.flow().and_then(|flow| flow.kept).zip(model.compare_as_of);
    kept.map_or_else(Vec::new, |(kept, day)| {
        let kept = percent(kept, 0);
        vec![format!("{kept} stayed since {}", format_day(day)), format!("{kept} stayed")]
    })
}

fn words(Change { period, before, .. }: &Change, by: &str, [long, short]: [&str; 2]) -> Vec<String> {
    vec![
        format!("{by}{long} in {period} vs {before}"),
        format!("{by}{long} in {period}"),
        format!("{by}{short} in {period}"),
        format!("{by}{short} {period}"),
        format!("{by}{short}"),
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

/// The number of segments, and how clear they are.
fn segments(model: &Model, room: Room) -> Vec<String> {
    let state = match &model.clusters {
        ClusterState::Failed(_, None) => return vec!["none".to_owned()],
        ClusterState::Idle if model.dataset().is_some() => return vec!["none".to_owned()],
        ClusterState::Idle if matches!(model.data, DataState::Stopped { .. }) => {
            return vec!["not computed".to_owned()];
        }
        // The data that is still measured will be clustered next.
        ClusterState::Idle | ClusterState::Running(None) => return vec!["clustering".to_owned()],
        state => state,
    };
    let k = state.last().map_or(0, |s| s.clustering.k);
    if room == Room::Compact {
        let verdict = verdict(model);
        // `no structure` says it alone.
        let short = verdict.replacen(" structure (", " (", usize::from(!verdict.starts_with("no ")));
        let words = verdict.split(" (").next().unwrap_or_default();
        return [&verdict, &short, words]
            .map(|words| format!("k {k}, {words}"))
            .into_iter()
            .chain([format!("k {k}")])
            .collect();
    }
    let words = model.verdict().map(verdict_words).unwrap_or_default();
    vec![format!("k {k}  {words}"), format!("k {k} {words}"), format!("k {k}")]
}

/// The verdict as part of a title: `none` alone would read as if there were no segments.
fn verdict_words(verdict: Verdict) -> String {
    match verdict {
        Verdict::None => "no structure".to_owned(),
        Verdict::Pending => "verdict pending".to_owned(),
        other => other.to_string(),
    }
}

/// `reasonable structure (0.54)`; where data without segments look as structured, `no structure (p 0.34)`.
pub fn verdict(model: &Model) -> String {
    let Some((segmentation, verdict)) = model.clusters.last().zip(model.verdict()) else {
        return String::new();
    };
    let Some(silhouette) = &segmentation.clustering.silhouette else {
        return String::new();
    };
    let words = verdict_words(verdict);
    let score = number(silhouette.mean, 2);
    match (verdict, model.sweep.structure) {
        (Verdict::None, Some(test)) if !test.is_clear() => format!("{words} (p {})", structure::p(test)),
        (Verdict::None | Verdict::Pending, _) => format!("{words} ({score})"),
        _ => format!("{words} structure ({score})"),
    }
}
