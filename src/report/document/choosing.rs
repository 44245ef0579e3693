//! How the number of segments was chosen; empty if it was given.

use super::blocks::{Block, BlockColumn, Chart, Plot, TableBlock};
use crate::report::input::ReportInput;
use crate::report::segmentation::{SegmentationReport, SweepRow};
use crate::wording::k_confidence::k_confidence;
use crate::wording::text::{count, counted, number};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some(report) = report.segmentation.as_ref().filter(|report| !report.sweep.is_empty()) else {
        return Vec::new();
    };
    let picks: Vec<String> = report.choices.iter().map(|(name, k)| format!("{name} {k}")).collect();
    let mut blocks = Vec::new();
    if !picks.is_empty() {
        blocks.push(Block::Text(format!("K by each measure: {}. Shown: {}.", picks.join(", "), report.k)));
    }
    if let Some(confidence) = &report.confidence {
        let smallest = report.segments.list.iter().map(|segment| segment.customers).min().unwrap_or(0);
        blocks.push(Block::Text(k_confidence(confidence, report.k, smallest, report.segments.clustered)));
    }
    blocks.push(Block::Table(scores(report)));
    blocks.extend(curve(report, "Silhouette", "mean, higher is better", |row| row.silhouette));
    blocks.extend(curve(report, "Inertia", "scaled units, look for the knee", |row| Some(row.inertia)));
    blocks
}

fn curve(report: &SegmentationReport, name: &str, unit: &str, score: fn(&SweepRow) -> Option<f64>) -> Option<Block> {
    let score = |row: &SweepRow| Some((row.k, score(row).filter(|score| score.is_finite())?));
    let points: Vec<(usize, f64)> = report.sweep.iter().filter_map(score).collect();
    (points.len() > 1).then(|| {
        Block::Chart(Chart {
            title: format!("{name} by number of segments"),
            unit: format!("{unit}, {}", counted(report.customers, "customer")),
            note: String::new(),
            plot: Plot::Curve(points, report.k),
        })
    })
}

fn scores(report: &SegmentationReport) -> TableBlock {
    let davies = BlockColumn::right("Davies-Bouldin").short("Davies-B.");
    let calinski = BlockColumn::right("Calinski-Harabasz").short("Calinski-H.");
    let mut columns = vec![
        BlockColumn::right("k"),
        BlockColumn::right("silhouette"),
        BlockColumn::right("inertia"),
        davies,
        calinski,
    ];
    columns.extend(["gap", "±"].map(BlockColumn::right));
    columns.extend(report.bic.iter().flat_map(|_| ["BIC", "ICL"].map(BlockColumn::right)));
    columns.extend(report.bic.map(|_| BlockColumn::right("collapsed")));
    columns.push(BlockColumn::left(""));
    let mut table = TableBlock::new("Scores by number of segments", counted(report.customers, "customer"), columns);
    for row in &report.sweep {
        let gap = report.gap.as_ref().and_then(|gap| gap.points.iter().find(|point| point.k == row.k));
        let score = |score: Option<f64>, decimals| number(score.unwrap_or(f64::NAN), decimals);
        let mut cells = vec![
            row.k.to_string(),
            score(row.silhouette, 3),
            number(row.inertia, 1),
            score(row.davies_bouldin, 3),
            score(row.calinski_harabasz, 1),
            score(gap.map(|point| point.gap), 3),
            score(gap.map(|point| point.error), 3),
        ];
        cells.extend(report.bic.iter().flat_map(|_| [score(row.bic, 0), score(row.icl, 0)]));
        cells.extend(report.bic.map(|_| count(row.collapsed.unwrap_or(0) as u64)));
        cells.push(if row.k == report.k { "shown" } else { "" }.to_owned());
        table.row(cells);
    }
    table
}
