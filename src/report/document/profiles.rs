//! Features by segment, the most distinctive first.

use super::blocks::{Block, BlockColumn, Chart, Plot, Strip, TableBlock};
use crate::report::segmentation::SegmentationReport;
use crate::segments::{Profile, Segment};
use crate::wording::feature::{in_no_mean, title, value};
use crate::wording::text::{NONE, counted, number};

/// Number of features with a chart; the table has all.
const DRAWN: usize = 8;

/// A table of all features, and the quartiles of the most distinctive.
pub(super) fn profiles(report: &SegmentationReport) -> Vec<Block> {
    let features = report.segments.telling_features();
    if features.is_empty() {
        return Vec::new();
    }
    let drawn = features.iter().take(DRAWN).filter_map(|feature| strips(report, feature)).map(Block::Chart);
    let partly = in_no_mean(report.segments).map(|words| Block::Text(format!("{words}.")));
    std::iter::once(Block::Table(table(report, &features))).chain(partly).chain(drawn).collect()
}

fn strips(report: &SegmentationReport, feature: &str) -> Option<Chart> {
    let strip = |segment: &Segment| {
        let profile = segment.feature(feature)?;
        let quartiles = [profile.p25, profile.median, profile.p75, profile.mean];
        let text = mean_and_index(feature, profile, segment.currency.as_deref());
        let is_finite = quartiles.iter().all(|q| q.is_finite());
        is_finite.then(|| Strip { mark: report.mark(segment.id - 1), quartiles, text })
    };
    let strips: Vec<Strip> = report.segments.list.iter().filter_map(strip).collect();
    let name = title(feature);
    let also = if name == feature { String::new() } else { format!(" ({feature})") };
    (!strips.is_empty()).then(|| Chart {
        title: format!("{name}{also}"),
        unit: format!("{}; quartiles, mean (index)", counted(report.customers, "customer")),
        note: String::new(),
        plot: Plot::Strips(strips),
    })
}

fn table(report: &SegmentationReport, features: &[&str]) -> TableBlock {
    let segments = &report.segments.list;
    let named = segments.iter().map(|s| BlockColumn::right(format!("{} {}", s.id, s.name)).short(s.id.to_string()));
    let columns = std::iter::once(BlockColumn::left("feature")).chain(named);
    let unit = "mean (index, 100 is average), most different features first";
    let mut table = TableBlock::new("Features by segment", unit, columns);
    for feature in features {
        let cell = |segment: &Segment| {
            segment.feature(feature).map_or_else(
                || NONE.to_owned(),
                |profile| mean_and_index(feature, profile, segment.currency.as_deref()),
            )
        };
        table.row(std::iter::once(title(feature).to_owned()).chain(segments.iter().map(cell)));
    }
    table
}

/// `19.1 (188)`.
fn mean_and_index(feature: &str, profile: &Profile, currency: Option<&str>) -> String {
    let index = profile.index.map_or(String::new(), |index| format!(" ({})", number(index, 0)));
    format!("{}{index}", value(feature, profile.mean, currency))
}
