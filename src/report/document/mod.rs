//! The sections of a report. A section is a function from the report to blocks; one without blocks is left out.

mod about;
pub mod blocks;
mod categories;
mod choosing;
mod columns;
mod concentration;
mod coupons;
mod customers;
mod definitions;
mod experiment;
mod habits;
mod hours;
mod key_figures;
mod migration;
mod named_coupons;
mod numbers;
mod order_coupons;
mod order_sizes;
mod orders_over_time;
mod places;
mod products;
mod profiles;
mod quality;
mod retention;
mod rfm;
mod scatter;
mod segments;
mod split;
mod time;

use self::blocks::{Block, Document, Section};
use super::input::ReportInput;
use crate::data::Facts;

type Blocks = fn(&ReportInput) -> Vec<Block>;

/// The sections in reading order.
const SECTIONS: &[(&str, Blocks)] = &[
    ("Key figures", key_figures::blocks),
    ("Side by side", split::blocks),
    ("Segments", segments::blocks),
    ("What segments buy, and when to reach them", habits::blocks),
    ("Who should get coupons", coupons::blocks),
    ("Experiment", experiment::blocks),
    ("Migration", migration::blocks),
    ("Customers", customers::blocks),
    ("Columns", columns::blocks),
    ("Correlations", columns::correlations),
    ("Missing values", columns::missing),
    ("Claims and burns", time::blocks),
    ("Orders over time", orders_over_time::blocks),
    ("Order sizes", order_sizes::blocks),
    ("Weekday and hour", hours::blocks),
    ("Products", products::blocks),
    ("Coupons of orders", order_coupons::blocks),
    ("Coupons", named_coupons::blocks),
    ("Places", places::blocks),
    ("Retention", retention::blocks),
    ("RFM groups", rfm::blocks),
    ("Concentration", concentration::blocks),
    ("Choosing the number of segments", choosing::blocks),
    ("Quality of the data", |report| quality::blocks(&report.summary.source.readings, &report.summary.findings)),
];

/// The complete report; `command` prints it again.
pub fn document(report: &ReportInput, command: &str) -> Document {
    let summary = report.summary;
    let sections = SECTIONS.iter().map(|(heading, blocks)| Section { heading, blocks: blocks(report) });
    let made = vec![
        Block::Text(format!("This command prints it again, with segscope {}:", env!("CARGO_PKG_VERSION"))),
        Block::Command(command.to_owned()),
    ];
    Document {
        title: about::title("Customer segments", &summary.source),
        about: about::about(&summary.source, summary.kind, [summary.as_of, summary.claim_horizon], report.filter),
        sections: sections.filter(|section| !section.blocks.is_empty()).collect(),
        appendix: vec![
            Section { heading: "Definitions", blocks: definitions::blocks(report) },
            Section { heading: "How this report was made", blocks: made },
        ],
    }
}

/// The quality checks alone.
pub fn check_document(facts: &Facts) -> Document {
    let sections = vec![Section {
        heading: "Quality of the data",
        blocks: quality::blocks(&facts.source.readings, &facts.findings),
    }];
    Document {
        title: about::title("Data check", &facts.source),
        about: about::about(&facts.source, facts.kind, [facts.as_of, facts.claim_horizon], ""),
        sections,
        appendix: Vec::new(),
    }
}
