//! The text format of a report: what `segscope DATA` prints without a terminal. No escape sequences.

pub mod charts;
mod page;
pub mod table;

use self::page::Page;
use super::document::blocks::{Block, BlockColumn, Chart, Document, Entries, Figure, Plot, Section, TableBlock};
use crate::wording::text::width;

/// A document on a page of `width` columns (at least 40), without its appendix.
pub fn text(document: &Document, width: usize) -> String {
    let mut page = Page::new(width);
    page.wrapped("", &document.title);
    let mut about = TableBlock::new("", "", [BlockColumn::left(""), BlockColumn::left("")]);
    for (name, value) in &document.about {
        about.row([*name, value]);
    }
    page.lines(table::lines(&about, page.width()));
    for Section { heading, blocks } in &document.sections {
        page.heading(heading);
        for block in blocks {
            write_block(&mut page, block);
        }
    }
    page.finish()
}

fn write_block(page: &mut Page, block: &Block) {
    match block {
        Block::Text(text) => page.wrapped("  ", text),
        Block::Caution(text) => page.wrapped("  ", &format!("Caution: {text}")),
        Block::Command(command) => page.wrapped("  ", command),
        Block::Segment(mark, name) => {
            page.space();
            page.wrapped("", &format!("{} {name}", mark.number));
        }
        Block::Figures(figures) => page.lines(table::lines(&table_of(figures), page.width())),
        Block::Entries(entries) => write_entries(page, entries),
        Block::Table(table) => {
            page.title(&table.title, &table.unit);
            page.lines(table::lines(table, page.width()));
        }
        // The table of the features has the same in fewer lines.
        Block::Chart(Chart { plot: Plot::Strips(_), .. }) => {}
        Block::Chart(Chart { title, unit, note, plot }) => {
            page.title(title, unit);
            page.lines(charts::lines(plot, page.width().saturating_sub(2)).into_iter().map(|line| format!("  {line}")));
            page.wrapped("  ", note);
        }
    }
}

fn table_of(figures: &[Figure]) -> TableBlock {
    let mut table = TableBlock::new("", "", [BlockColumn::left(""), BlockColumn::right(""), BlockColumn::left("")]);
    for Figure { name, value, note } in figures {
        table.row([name, value.as_str(), note]);
    }
    table
}

fn write_entries(page: &mut Page, entries: &Entries) {
    page.title(&entries.title, "");
    for entry in &entries.list {
        let (term, note) = (format!("  {}", entry.term), &entry.note);
        if width(&term) + 2 + width(note) <= page.width() {
            page.ends(&term, note);
        } else {
            page.wrapped("  ", &format!("{}  {note}", entry.term));
        }
        page.wrapped("      ", &entry.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_is_written_within_the_page() {
        let mut table =
            TableBlock::new("A title", "a unit", [BlockColumn::left("name"), BlockColumn::right("customers")]);
        table.row(["a name that is longer than the page is wide, so it goes on below", "1,234,567"]);
        let document = Document {
            title: "Report".to_owned(),
            about: vec![("Data", "a/b".to_owned())],
            sections: vec![Section {
                heading: "First",
                blocks: vec![Block::Text("A sentence.".to_owned()), Block::Table(table)],
            }],
            appendix: vec![Section { heading: "Later", blocks: Vec::new() }],
        };
        let page = "\
Report
  Data  a/b

First ══════════════════════════════════
  A sentence.

A title ───────────────────────── a unit
  name                         customers
  a name that is longer than   1,234,567
  the page is wide, so it
  goes on below
";
        assert_eq!(text(&document, 40), page);
    }
}
