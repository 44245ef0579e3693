//! Features by segment: what sets the segments apart most comes first.

use super::{Block, Cell, Chart, Plot, Side, Strip, Table};
use crate::report::SegmentationReport;
use crate::segments::{Profile, Segment};
use crate::wording::feature::{title, value};
use crate::wording::text::{NONE, count, number};

/// Features that are drawn; the table has all.
const DRAWN: usize = 8;

/// Quartiles drawn for the features that tell most, and a table of all.
pub(super) fn profiles(report: &SegmentationReport) -> Vec<Block> {
    let features = report.segments.telling_features();
    let drawn = features.iter().take(DRAWN).filter_map(|feature| strips(report, feature)).map(Block::Chart);
    let table = (!features.is_empty()).then(|| Block::Table(table(report, &features)));
    let legend = "Feature by feature, what sets the segments apart most first: a bar is the middle half of the customers of a \
                  segment, the line in it their median, the dot their mean, which is written with its index (100 is average).";
    let legend = table.is_some().then(|| Block::Text(legend.to_owned()));
    legend.into_iter().chain(drawn).chain(table).collect()
}

fn strips(report: &SegmentationReport, feature: &str) -> Option<Chart> {
    let strip = |segment: &Segment| {
        let Profile { mean, median, p25, p75, index, .. } = segment.feature(feature)?;
        let quartiles = [*p25, *median, *p75, *mean];
        let index = index.map_or(String::new(), |index| format!(" ({})", number(index, 0)));
        let text = format!("{}{index}", value(feature, *mean));
        let finite = quartiles.iter().all(|q| q.is_finite());
        finite.then(|| Strip { mark: report.mark(segment.id - 1), quartiles, text })
    };
    let strips: Vec<Strip> = report.segments.list.iter().filter_map(strip).collect();
    let name = title(feature);
    let also = if name == feature { String::new() } else { format!(" ({feature})") };
    (!strips.is_empty()).then(|| Chart {
        title: format!("{name}{also}"),
        unit: format!("{} customers; mean (index)", count(report.customers)),
        note: String::new(),
        plot: Plot::Strips(strips),
    })
}

fn table(report: &SegmentationReport, features: &[&str]) -> Table {
    let segments = &report.segments.list;
    let mut table =
        Table::new("Mean and index of every feature, what sets segments apart most first", &[("feature", Side::Left)]);
    table.columns.extend(segments.iter().map(|s| (format!("{} {}", s.id, s.name), Side::Right)));
    for feature in features {
        let cell = |segment: &Segment| {
            segment.feature(feature).map_or_else(
                || NONE.to_owned(),
                |p| {
                    let index = p.index.map_or(String::new(), |index| format!(" ({})", number(index, 0)));
                    format!("{}{index}", value(feature, p.mean))
                },
            )
        };
        let cells = std::iter::once((*feature).to_owned()).chain(segments.iter().map(cell));
        table.row(cells.map(Cell::from));
    }
    table
}
