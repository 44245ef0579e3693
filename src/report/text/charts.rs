//! Charts as lines of text: in the text format, and as code blocks of Markdown.

use crate::report::document::blocks::{Bucket, Plot, Scatter, Strip};
use crate::wording::text::{count, number, pad_left, width};

/// Most columns and rows of a scatter.
const CELLS: (usize, usize) = (64, 20);
/// Columns of a strip.
const STRIP: usize = 40;

/// A chart in lines of at most `columns` columns.
pub fn lines(plot: &Plot, columns: usize) -> Vec<String> {
    match plot {
        Plot::Periods(buckets) => periods(buckets, columns),
        Plot::Curve(points, chosen) => vec![curve(points, *chosen)],
        Plot::Scatter(scatter) => cells(scatter, columns),
        Plot::Strips(strips) => of_strips(strips),
    }
}

type Count = fn(&Bucket) -> u64;

/// Claims and burns on one scale: as many of the last periods as fit.
fn periods(buckets: &[Bucket], columns: usize) -> Vec<String> {
    let rows: [(&str, Count); 2] = [("claims", |b| b.claims), ("burns", |b| b.burns)];
    let peak = |of: Count, buckets: &[Bucket]| {
        let highest = buckets.iter().rev().max_by_key(|b| of(b));
        highest.map_or_else(String::new, |b| format!("peak {} in {}", count(of(b)), b.label))
    };
    let widest = rows.iter().map(|(_, of)| width(&peak(*of, buckets))).max().unwrap_or(0);
    let room = columns.saturating_sub(widest + 10).max(1);
    let shown = &buckets[buckets.len().saturating_sub(room)..];
    let most = shown.iter().map(|b| b.claims.max(b.burns)).max().unwrap_or(0) as f64;
    let line = |(name, of): &(&str, Count)| {
        let drawn: String = shown.iter().map(|b| spark(of(b) as f64, 0.0, most)).collect();
        format!("{name:<6}  {drawn}  {}", peak(*of, shown))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    if let [first, .., last] = shown {
        let all = if shown.len() < buckets.len() {
            format!(", the last {} of {}", shown.len(), count(buckets.len() as u64))
        } else {
            String::new()
        };
        lines.push(format!("{:8}{} to {}{all}", "", first.label, last.label));
    }
    lines
}

/// `K 2 ▂▅▇█▇▆ 7  0.36 to 0.63, 0.63 at K = 5, which is shown`.
fn curve(points: &[(usize, f64)], chosen: usize) -> String {
    let scores = || points.iter().map(|(_, score)| *score);
    let (low, high) = (scores().fold(f64::INFINITY, f64::min), scores().fold(f64::NEG_INFINITY, f64::max));
    let decimals = if high.abs() < 10.0 { 3 } else { 1 };
    let drawn: String = scores().map(|score| spark(score.max(low), low - (high - low) / 8.0, high)).collect();
    let (first, last) = (points.first().map_or(0, |p| p.0), points.last().map_or(0, |p| p.0));
    let here = points.iter().find(|(k, _)| *k == chosen);
    let here = here.map_or_else(String::new, |(k, score)| format!(", {} at K = {k}", number(*score, decimals)));
    format!("K {first} {drawn} {last}  {} to {}{here}", number(low, decimals), number(high, decimals))
}

/// A value between two as a block of up to eight eighths; blank at the lower end.
fn spark(value: f64, low: f64, high: f64) -> char {
    const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    if value <= low || high <= low {
        return EIGHTHS[0];
    }
    EIGHTHS[((value - low) / (high - low) * 8.0).ceil().clamp(1.0, 8.0) as usize]
}

/// Each cell shows the segment with the most points in it.
fn cells(scatter: &Scatter, columns: usize) -> Vec<String> {
    let (columns, rows) = (CELLS.0.min(columns.saturating_sub(2)).max(1), CELLS.1);
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
    // Segments above 9 are letters, as in the dashboard, because a cell has room for one character.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_share_a_scale_and_the_last_have_room() {
        let bucket = |(month, claims, burns): (u32, u64, u64)| Bucket {
            label: format!("2024-{month:02}"),
            claims,
            burns,
            partial: false,
        };
        let buckets: Vec<Bucket> = [(1, 0, 1), (2, 1200, 0), (3, 800, 300), (4, 40, 600)].map(bucket).into();
        assert_eq!(
            periods(&buckets, 60),
            ["claims   █▆▁  peak 1,200 in 2024-02", "burns   ▁ ▂▄  peak 600 in 2024-04", "        2024-01 to 2024-04"]
        );
        assert_eq!(periods(&buckets, 33)[2], "        2024-03 to 2024-04, the last 2 of 4");
    }

    #[test]
    fn a_curve_says_its_range_and_the_k_that_is_shown() {
        let points = [(2, 0.36), (3, 0.63), (4, 0.5)];
        assert_eq!(curve(&points, 3), "K 2 ▁█▅ 4  0.360 to 0.630, 0.630 at K = 3");
        assert_eq!(curve(&points[..1], 3), "K 2   2  0.360 to 0.360");
    }
}
