//! The segments, how they were found and how far to trust them.

use super::compose::rate;
use super::profiles::profiles;
use super::scatter::scatter;
use super::{Block, Cell, Chart, Mark, Plot, Side, Table};
use crate::report::text::{headline, made_from, sweep_cells};
use crate::report::{SegmentationReport, SweepRow};
use crate::segments::{Advice, Segment, Top, advise, advise_never_active};
use crate::wording::feature::{OF_COUPONS, title, value};
use crate::wording::text::{count, number, percent};

pub(super) fn segments(report: Option<&SegmentationReport>) -> Vec<Block> {
    let Some(report) = report else {
        return vec![Block::Text("None: too few customers differ in the chosen features.".to_owned())];
    };
    let mut blocks = vec![Block::Text(format!("{}; {}.", headline(report), made_from(report)))];
    blocks.extend(report.warnings.iter().map(|warning| Block::Warning(format!("{}.", capitalised(warning)))));
    blocks.push(Block::Table(table(report)));
    blocks.extend(scatter(report).map(Block::Chart));
    for segment in &report.segments.list {
        blocks.extend(one(report, segment));
    }
    if let Some(advice) = advise_never_active(report.segments) {
        let nobody = Mark { number: "·".to_owned(), slot: None };
        blocks.push(Block::Segment(nobody, "never active".to_owned()));
        blocks.extend(advised(&advice));
    }
    blocks.extend(profiles(report));
    blocks
}

/// Everything that is said of one segment alone.
fn one(report: &SegmentationReport, segment: &Segment) -> Vec<Block> {
    let most = |top: &Option<Top>| {
        top.as_ref().map(|top| format!("{} ({}, lift {})", top.name, percent(top.share, 0), number(top.lift, 2)))
    };
    let most: Vec<String> = [&segment.top_city, &segment.top_gender].into_iter().filter_map(most).collect();
    let most = if most.is_empty() { String::new() } else { format!(" Most often {}.", most.join(" and ")) };
    let size = format!("{} customers, {} of all in a segment", count(segment.customers), percent(segment.share, 1));
    let mut blocks = vec![
        Block::Segment(report.mark(segment.id - 1), segment.name.clone()),
        Block::Text(format!("{size}. {}.{most}", capitalised(segment.reason.trim_end_matches('.')))),
    ];
    blocks.extend(advised(&advise(segment, report.segments, report.verdict)));
    blocks
}

fn advised(advice: &Advice) -> impl Iterator<Item = Block> {
    let caution = advice.caution.as_ref().map(|caution| Block::Warning(format!("{}.", capitalised(caution))));
    let action = capitalised(advice.action);
    std::iter::once(Block::Text(format!("{action}: {}", advice.reason))).chain(caution)
}

fn table(report: &SegmentationReport) -> Table {
    let segments = &report.segments.list;
    let has_claims = segments.iter().any(|s| s.burn_rate.is_some());
    let features: Vec<&str> = if has_claims { OF_COUPONS.to_vec() } else { Vec::new() };
    let mut columns =
        vec![("", Side::Right), ("segment", Side::Left), ("customers", Side::Right), ("share", Side::Right)];
    columns.extend(features.iter().map(|feature| (title(feature), Side::Right)));
    if has_claims {
        columns.extend(["burn rate", "burnt", "of all burns"].map(|title| (title, Side::Right)));
    }
    columns.extend(["silhouette", "stability"].map(|title| (title, Side::Right)));
    let mut table = Table::new(format!("Segments, {} customers", count(report.customers)), &columns);
    for s in segments {
        let mut cells = vec![s.name.clone(), count(s.customers), percent(s.share, 1)];
        cells.extend(features.iter().map(|f| value(f, s.feature(f).map_or(f64::NAN, |p| p.mean))));
        if has_claims {
            cells.extend([rate(s.burn_rate), count(s.burnt), rate(s.burnt_share)]);
        }
        cells.extend([s.silhouette, s.stability].map(|score| number(score.unwrap_or(f64::NAN), 2)));
        table.row(std::iter::once(Cell::Mark(report.mark(s.id - 1))).chain(cells.into_iter().map(Cell::from)));
    }
    let none = [
        (report.segments.inactive, "never active"),
        (report.segments.left_out, "a missing value"),
        (report.noise, "noise"),
    ];
    for (n, what) in none.into_iter().filter(|(n, _)| *n > 0) {
        let nobody = Mark { number: "·".to_owned(), slot: None };
        let mut cells = vec![Cell::Mark(nobody), what.to_owned().into(), count(n).into()];
        cells.resize(table.columns.len(), String::new().into());
        table.row(cells);
    }
    table
}

/// How K was chosen; nothing where it was not.
pub(super) fn choosing(report: Option<&SegmentationReport>) -> Vec<Block> {
    let Some(report) = report.filter(|report| !report.sweep.is_empty()) else {
        return Vec::new();
    };
    let picks: Vec<String> = report.choices.iter().map(|(name, k)| format!("{name} {k}")).collect();
    let mut blocks = Vec::new();
    if !picks.is_empty() {
        blocks.push(Block::Text(format!("What each measure would choose: {}. Shown: {}.", picks.join(", "), report.k)));
    }
    let n = format!("{} customers", count(report.customers));
    let curve = |name: &str, unit: &str, score: fn(&SweepRow) -> Option<f64>| {
        let points: Vec<(usize, f64)> =
            report.sweep.iter().filter_map(|row| Some((row.k, score(row).filter(|s| s.is_finite())?))).collect();
        (points.len() > 1).then(|| {
            let (title, unit) = (format!("{name} over K"), format!("{unit}, {n}"));
            Block::Chart(Chart { title, unit, note: String::new(), plot: Plot::Curve(points, report.k) })
        })
    };
    blocks.extend(curve("Silhouette", "mean, higher is better", |row| row.silhouette));
    blocks.extend(curve("Inertia", "scaled units, look for the knee", |row| Some(row.inertia)));
    blocks.push(Block::Table(sweep(report)));
    blocks
}

fn sweep(report: &SegmentationReport) -> Table {
    let mut titles = vec!["k", "silhouette", "inertia", "Davies-Bouldin", "Calinski-Harabasz", "gap", "±"];
    titles.extend(report.bic.map(|_| "BIC"));
    titles.push("");
    let columns: Vec<(&str, Side)> = titles.into_iter().map(|title| (title, Side::Right)).collect();
    let mut table = Table::new("Scores by the number of segments", &columns);
    for row in &report.sweep {
        table.row(sweep_cells(report, row));
    }
    table
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
