//! The report as Markdown: tables in GitHub's form, charts as text.

mod charts;
mod escape;

use std::fmt::Write;

use super::document::{Block, Cell, Document, Figure, Side, Table};
use crate::wording::text::{pad_left, pad_right, width};
use escape::{escaped, fenced, paragraph};

/// A report as Markdown.
pub fn markdown(document: &Document) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", escaped(&document.title));
    for (name, value) in &document.about {
        let _ = writeln!(out, "* **{name}**: {}", escaped(value));
    }
    for section in &document.sections {
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
        Block::Warning(text) => writeln!(out, "> **Mind:** {}", escaped(text)),
        Block::Command(command) => writeln!(out, "{}", fenced("sh", command)),
        Block::Segment(mark, name) => writeln!(out, "### {} {}", mark.number, escaped(name)),
        Block::Figures(figures) => writeln!(out, "{}", key_figures(figures)),
        Block::Table(table) => writeln!(out, "{}", written(table)),
        Block::Chart(chart) => {
            let note = if chart.note.is_empty() { String::new() } else { format!("\n\n{}", paragraph(&chart.note)) };
            let (title, unit) = (escaped(&chart.title), escaped(&chart.unit));
            writeln!(out, "**{title}** ({unit})\n\n{}{note}", fenced("text", &charts::lines(&chart.plot).join("\n")))
        }
    };
}

fn key_figures(figures: &[Figure]) -> String {
    let columns = [("figure", Side::Left), ("value", Side::Right), ("", Side::Left)];
    let columns = columns.map(|(title, side)| (title.to_owned(), side)).to_vec();
    let row = |f: &Figure| [f.name.to_owned(), f.value.clone(), f.note.clone()].map(Cell::Text).to_vec();
    written(&Table { caption: String::new(), columns, rows: figures.iter().map(row).collect() })
}

/// Columns as wide as their widest cell, so that the source can be read too.
fn written(table: &Table) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => escaped(text),
        Cell::Mark(mark) => escaped(&mark.number),
    };
    let titles: Vec<String> = table.columns.iter().map(|(title, _)| escaped(title)).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let widths: Vec<usize> = (0..titles.len())
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|text| width(text));
            cells.chain([width(&titles[at]), 3]).max().unwrap_or(3)
        })
        .collect();
    let side = |at: usize| table.columns[at].1;
    let line = |cells: &[String]| {
        let padded = cells.iter().enumerate().map(|(at, text)| match side(at) {
            Side::Left => pad_right(text, widths[at]),
            Side::Right => pad_left(text, widths[at]),
        });
        format!("| {} |", padded.collect::<Vec<_>>().join(" | "))
    };
    let rule = widths.iter().enumerate().map(|(at, width)| match side(at) {
        Side::Left => "-".repeat(*width),
        Side::Right => "-".repeat(width - 1) + ":",
    });
    let rule = format!("| {} |", rule.collect::<Vec<_>>().join(" | "));
    let caption = if table.caption.is_empty() { None } else { Some(format!("**{}**\n", escaped(&table.caption))) };
    let lines = caption.into_iter().chain([line(&titles), rule]).chain(rows.iter().map(|row| line(row)));
    lines.collect::<Vec<_>>().join("\n")
}
