//! The segments, how they were found and how reliable they are.

use super::blocks::{Block, BlockCell, BlockColumn, Mark, TableBlock};
use super::categories::categories;
use super::numbers::rate;
use super::profiles::profiles;
use super::scatter::scatter;
use crate::cluster::{Criterion, SilhouetteMethod, Verdict};
use crate::money::{Room, money};
use crate::report::input::ReportInput;
use crate::report::segmentation::SegmentationReport;
use crate::segments::{Advice, Segment, Top, advise, advise_never_active};
use crate::wording::feature::{not_used, of_events, title, value};
use crate::wording::structure;
use crate::wording::text::{capitalised, count, counted, number, percent};

/// Features of the table if there are no transactions.
const MOST_FEATURES: usize = 4;

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(report) = &report.segmentation else {
        return vec![Block::Text(format!("None: {}.", report.no_segments))];
    };
    let mut blocks = vec![Block::Text(format!("{}.", headline(report)))];
    let gap = report.gap.as_ref().and_then(|gap| gap.best);
    blocks.extend(structure::why(report.verdict, report.structure, gap).map(Block::Text));
    blocks.push(Block::Text(format!("{}.", made_from(report))));
    blocks.extend(not_used(&report.features_left).map(|words| Block::Text(format!("{words}."))));
    blocks.extend(report.warnings.iter().map(|warning| Block::Caution(format!("{}.", capitalised(warning)))));
    blocks.push(Block::Table(table(report)));
    blocks.extend(scatter(report).map(Block::Chart));
    for segment in &report.segments.list {
        blocks.extend(one(report, segment));
    }
    if let Some(advice) = advise_never_active(report.segments) {
        blocks.push(Block::Segment(Mark::none(), "never active".to_owned()));
        blocks.extend(advised(&advice));
    }
    blocks.extend(profiles(report));
    blocks.extend(categories(report));
    blocks
}

/// `kmeans, k = 4 by the highest silhouette: weak structure (silhouette 0.31)`.
fn headline(report: &SegmentationReport) -> String {
    let source = report.k_source.map_or("choice", Criterion::reason);
    let score = report.silhouette.map_or_else(|| "no silhouette".to_owned(), |s| format!("silhouette {s:.2}"));
    let sampled = match (report.silhouette_method, report.silhouette_error) {
        (Some(SilhouetteMethod::Sampled), Some(error)) => format!(", sampled, ± {error:.3}"),
        _ => String::new(),
    };
    let verdict = match report.verdict {
        Verdict::None => "no clear structure".to_owned(),
        verdict => format!("{verdict} structure"),
    };
    format!("{}, k = {} by {source}: {verdict} ({score}{sampled})", report.algorithm, report.k)
}

/// Customers that were clustered, and those left out.
fn made_from(report: &SegmentationReport) -> String {
    let density = report.density.map(|(eps, min_points)| format!(", eps {eps}, min points {min_points}"));
    let linkage = report.linkage.map(|linkage| format!(", {linkage} linkage"));
    let how = density.or(linkage).unwrap_or_default();
    let by = format!("Clustered by {} ({}){how}", report.features.join(", "), report.scaling);
    let others = [
        (report.noise, if report.density.is_some() { "in no segment (noise)" } else { "in no segment (outliers)" }),
        (report.segments.inactive, "never active"),
        (report.left_out, "left out because a value is missing"),
    ];
    let others = others.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("; {} {what}", count(*n)));
    others.fold(by, |text, other| text + &other)
}

fn table(report: &SegmentationReport) -> TableBlock {
    let segments = &report.segments.list;
    let has_claims = segments.iter().any(|s| s.burn_rate.is_some());
    let has_revenue = segments.iter().any(|s| s.revenue.is_some());
    let mut features = of_events(&report.segmentation.features);
    if features.is_empty() {
        features = report.features.iter().map(String::as_str).take(MOST_FEATURES).collect();
    }
    let customers = BlockColumn::right("customers").short("size");
    let mut columns =
        vec![BlockColumn::right(""), BlockColumn::left("segment"), customers, BlockColumn::right("share")];
    columns.extend(features.iter().map(|feature| BlockColumn::right(title(feature))));
    if has_claims {
        columns.extend([
            BlockColumn::right("burn rate").short("rate"),
            BlockColumn::right("of all burns").short("of burns"),
        ]);
    }
    columns.extend(has_revenue.then(|| BlockColumn::right("revenue")));
    columns.extend([BlockColumn::right("silhouette").short("silh."), BlockColumn::right("stability").short("stab.")]);
    let mut table = TableBlock::new("Segments by size", counted(report.customers, "customer"), columns);
    for s in segments {
        let mut cells = vec![s.name.clone(), count(s.customers), percent(s.share, 0)];
        cells.extend(
            features.iter().map(|f| value(f, s.feature(f).map_or(f64::NAN, |p| p.mean), s.currency.as_deref())),
        );
        if has_claims {
            cells.extend([rate(s.burn_rate), rate(s.burnt_share)]);
        }
        cells.extend(s.revenue.map(|revenue| money(revenue, s.currency.as_deref(), Room::Units)));
        cells.extend([s.silhouette, s.stability].map(|score| number(score.unwrap_or(f64::NAN), 2)));
        table
            .row(std::iter::once(BlockCell::Mark(report.mark(s.id - 1))).chain(cells.into_iter().map(BlockCell::from)));
    }
    let none = [
        (report.segments.inactive, "never active"),
        (report.segments.left_out, "missing value"),
        (report.noise, report.segmentation.outside()),
    ];
    for (n, what) in none.into_iter().filter(|(n, _)| *n > 0) {
        let mut cells = vec![BlockCell::Mark(Mark::none()), what.into(), count(n).into()];
        cells.resize(table.columns.len(), "".into());
        table.row(cells);
    }
    table
}

/// Everything about one segment.
fn one(report: &SegmentationReport, segment: &Segment) -> Vec<Block> {
    let most = |top: &Option<Top>| {
        top.as_ref().map(|top| format!("{} ({}, lift {})", top.name, percent(top.share, 0), number(top.lift, 2)))
    };
    // Of customers alone, the advice says what they have significantly more often.
    let tops = if segment.categories.is_empty() { [&segment.top_city, &segment.top_gender] } else { [&None, &None] };
    let most: Vec<String> = tops.into_iter().filter_map(most).collect();
    let most = if most.is_empty() { String::new() } else { format!(" Most often {}.", most.join(" and ")) };
    let burns =
        if segment.burn_rate.is_some() { format!(", {}", counted(segment.burnt, "burn")) } else { String::new() };
    let size =
        format!("{}, {} of all in segments{burns}", counted(segment.customers, "customer"), percent(segment.share, 1));
    let mut blocks = vec![
        Block::Segment(report.mark(segment.id - 1), segment.name.clone()),
        Block::Text(format!("{size}. {}.{most}", capitalised(segment.reason.trim_end_matches('.')))),
    ];
    blocks.extend(advised(&advise(segment, report.segments, report.verdict, report.evidence(segment.id - 1))));
    blocks
}

fn advised(advice: &Advice) -> impl Iterator<Item = Block> {
    let caution = advice.caution.as_ref().map(|caution| Block::Caution(format!("{}.", capitalised(caution))));
    let action = capitalised(advice.action);
    std::iter::once(Block::Text(format!("{action}: {}", advice.reason))).chain(caution)
}
