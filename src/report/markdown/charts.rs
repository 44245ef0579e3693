//! Charts as lines of text.

use crate::report::document::{Bar, Bucket, Plot, Scatter, Strip};
use crate::report::table::{Align, Cell, Table};
use crate::wording::text::{count, number, pad_left, width};

/// Columns of a chart.
const COLUMNS: usize = 76;
/// Buckets of time that are printed, the last ones.
const BUCKETS: usize = 24;
/// Columns and rows of a scatter.
const CELLS: (usize, usize) = (64, 20);
/// Columns of a strip.
const STRIP: usize = 40;

pub(super) fn lines(plot: &Plot) -> Vec<String> {
    match plot {
        Plot::Bars(bars) => of_bars(bars),
        Plot::Periods(buckets) => periods(buckets),
        Plot::Curve(points, chosen) => curve(points, *chosen),
        Plot::Scatter(scatter) => cells(scatter),
        Plot::Strips(strips) => of_strips(strips),
    }
}

fn of_bars(bars: &[Bar]) -> Vec<String> {
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let mut table = Table::new(&[("", Align::Left), ("", Align::Bar), ("", Align::Right)]);
    for bar in bars {
        let filled = if most > 0.0 { bar.value / most } else { 0.0 };
        table.row([Cell::from(bar.label.clone()), Cell::Bar(filled), bar.text.clone().into()]);
    }
    table.lines(COLUMNS)
}

fn periods(buckets: &[Bucket]) -> Vec<String> {
    let skipped = buckets.len().saturating_sub(BUCKETS);
    let shown = &buckets[skipped..];
    let most = shown.iter().map(|b| b.claims).max().unwrap_or(0);
    let columns = [("", Align::Left), ("", Align::Bar), ("claims", Align::Right), ("burns", Align::Right)];
    let mut table = Table::new(&columns);
    for b in shown {
        let label = if b.partial { format!("{} *", b.label) } else { b.label.clone() };
        table.row([label.into(), Cell::bar(b.claims, most), count(b.claims).into(), Cell::from(count(b.burns))]);
    }
    let mut lines = table.lines(COLUMNS);
    if skipped > 0 {
        lines.push(format!("  the last {} of {}", shown.len(), count(buckets.len() as u64)));
    }
    if shown.iter().any(|b| b.partial) {
        lines.push("  * not whole".to_owned());
    }
    lines
}

fn curve(points: &[(usize, f64)], chosen: usize) -> Vec<String> {
    let most = points.iter().map(|(_, score)| *score).fold(0.0, f64::max);
    let bars: Vec<Bar> = points
        .iter()
        .map(|(k, score)| Bar {
            label: format!("k {k}{}", if *k == chosen { " shown" } else { "" }),
            value: *score,
            text: number(*score, if most < 10.0 { 3 } else { 1 }),
        })
        .collect();
    of_bars(&bars)
}

/// Each cell shows the segment that has most points there.
fn cells(scatter: &Scatter) -> Vec<String> {
    let (columns, rows) = CELLS;
    let points = || scatter.groups.iter().flat_map(|cloud| &cloud.points);
    let extent = |of: fn(&(f64, f64)) -> f64| {
        let bound = |fold: fn(f64, f64) -> f64| points().map(of).reduce(fold).unwrap_or(0.0);
        (bound(f64::min), bound(f64::max))
    };
    let place = |value: f64, (low, high): (f64, f64), cells: usize| {
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        ((share * cells as f64) as usize).min(cells - 1)
    };
    let (across, up) = (extent(|p| p.0), extent(|p| p.1));
    let mut counts = vec![vec![0_u32; scatter.groups.len()]; columns * rows];
    for (group, cloud) in scatter.groups.iter().enumerate() {
        for (x, y) in &cloud.points {
            counts[(rows - 1 - place(*y, up, rows)) * columns + place(*x, across, columns)][group] += 1;
        }
    }
    // Of the segments above 9 only the first letter would fit, so they go on as letters, as in the dashboard.
    let sign = |group: usize| match scatter.groups[group].mark.slot {
        None => '·',
        Some(_) => char::from_digit(group as u32 + 1, 36).unwrap_or('+'),
    };
    let cell = |counts: &Vec<u32>| {
        let most = counts.iter().enumerate().max_by_key(|(group, n)| (**n, std::cmp::Reverse(*group)));
        most.filter(|(_, n)| **n > 0).map_or(' ', |(group, _)| sign(group))
    };
    let picture = counts.chunks(columns).map(|row| row.iter().map(cell).collect::<String>().trim_end().to_owned());
    let picture = picture.map(|line| format!("│ {line}").trim_end().to_owned());
    let [right, top] = &scatter.axes;
    let floor = format!("└{}", "─".repeat(columns + 1));
    std::iter::once(format!("↑ {top}"))
        .chain(picture)
        .chain([floor, pad_left(&format!("{right} →"), columns + 2)])
        .collect()
}

/// The middle half of each segment, with its median.
fn of_strips(strips: &[Strip]) -> Vec<String> {
    let all = || strips.iter().flat_map(|strip| &strip.quartiles).copied();
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let place = |value: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        (share * (STRIP - 1) as f64).round() as usize
    };
    let widest = strips.iter().map(|strip| width(&strip.mark.number)).max().unwrap_or(1);
    let lines = strips.iter().map(|strip| {
        let [first, median, third, _] = strip.quartiles.map(place);
        let sign = |at: usize| match at {
            at if at == median => '┃',
            at if (first..=third).contains(&at) => '━',
            _ => '·',
        };
        let drawn: String = (0..STRIP).map(sign).collect();
        format!("{}  {drawn}  {}", pad_left(&strip.mark.number, widest), strip.text)
    });
    lines.collect()
}
