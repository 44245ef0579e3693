//! The Markdown format of a report: tables in GitHub's syntax, charts as text.

mod escape;

use std::fmt::Write;

use self::escape::{escaped, fenced, paragraph};
use super::document::blocks::{Block, BlockCell, BlockColumn, Chart, Document, Entries, Figure, Side, TableBlock};
use super::text::charts;
use super::text::table::bar;
use crate::wording::text::{pad_left, pad_right, width};

/// Columns of a chart.
const CHART: usize = 76;
/// Columns of a bar in a table.
const BAR: usize = 12;

/// A report as Markdown.
pub fn markdown(document: &Document) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", escaped(&document.title));
    for (name, value) in &document.about {
        let _ = writeln!(out, "* **{name}**: {}", escaped(value));
    }
    for section in document.sections.iter().chain(&document.appendix) {
        let _ = write!(out, "\n## {}\n", section.heading);
        for block in &section.blocks {
            out.push('\n');
            write_block(&mut out, block);
        }
    }
    out
}

fn write_block(out: &mut String, block: &Block) {
    let _ = match block {
        Block::Text(text) => writeln!(out, "{}", paragraph(text)),
        Block::Caution(text) => writeln!(out, "> **Caution:** {}", escaped(text)),
        Block::Command(command) => writeln!(out, "{}", fenced("sh", command)),
        Block::Segment(mark, name) => writeln!(out, "### {} {}", mark.number, escaped(name)),
        Block::Figures(figures) => writeln!(out, "{}", key_figures(figures)),
        Block::Entries(entries) => writeln!(out, "{}", of_entries(entries)),
        Block::Table(table) => writeln!(out, "{}{}", titled(&table.title, &table.unit), written(table)),
        Block::Chart(Chart { title, unit, note, plot }) => {
            let note = if note.is_empty() { String::new() } else { format!("\n\n{}", paragraph(note)) };
            let drawn = fenced("text", &charts::lines(plot, CHART).join("\n"));
            writeln!(out, "{}{drawn}{note}", titled(title, unit))
        }
    };
}

/// `**Title** (unit)` and a blank line; nothing without a title.
fn titled(title: &str, unit: &str) -> String {
    match (title, unit) {
        ("", _) => String::new(),
        (title, "") => format!("**{}**\n\n", escaped(title)),
        (title, unit) => format!("**{}** ({})\n\n", escaped(title), escaped(unit)),
    }
}

fn key_figures(figures: &[Figure]) -> String {
    let mut table =
        TableBlock::new("", "", [BlockColumn::left("figure"), BlockColumn::right("value"), BlockColumn::left("")]);
    for figure in figures {
        table.row([figure.name, &figure.value, &figure.note]);
    }
    written(&table)
}

fn of_entries(entries: &Entries) -> String {
    let lines = entries.list.iter().map(|entry| {
        let note = if entry.note.is_empty() { String::new() } else { format!(" ({})", escaped(&entry.note)) };
        format!("* **{}**{note}: {}", escaped(&entry.term), escaped(&entry.text))
    });
    titled(&entries.title, "") + &lines.collect::<Vec<_>>().join("\n")
}

/// Columns as wide as their widest cell, so that the source is readable too.
fn written(table: &TableBlock) -> String {
    let cell = |cell: &BlockCell| match cell {
        BlockCell::Text(text) | BlockCell::Heat(text, _) => escaped(text),
        BlockCell::Mark(mark) => escaped(&mark.number),
        BlockCell::Bar(fraction) => bar(*fraction, BAR),
    };
    let titles: Vec<String> = table.columns.iter().map(|column| escaped(&column.title)).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let widths: Vec<usize> = (0..titles.len())
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|text| width(text));
            cells.chain([width(&titles[at]), 3]).max().unwrap_or(3)
        })
        .collect();
    let side = |at: usize| table.columns[at].side;
    let line = |cells: &[String]| {
        let padded = cells.iter().enumerate().map(|(at, text)| match side(at) {
            Side::Left | Side::Bar => pad_right(text, widths[at]),
            Side::Right => pad_left(text, widths[at]),
        });
        format!("| {} |", padded.collect::<Vec<_>>().join(" | "))
    };
    let rule = widths.iter().enumerate().map(|(at, width)| match side(at) {
        Side::Left | Side::Bar => "-".repeat(*width),
        Side::Right => "-".repeat(width - 1) + ":",
    });
    let rule = format!("| {} |", rule.collect::<Vec<_>>().join(" | "));
    let lines = [line(&titles), rule].into_iter().chain(rows.iter().map(|row| line(row)));
    lines.collect::<Vec<_>>().join("\n")
}
