//! The report as one HTML file: no scripts, no external resources, light or dark as the reader's system, ready to
//! print. It is also well-formed XML, so that it can be checked.

mod curve;
mod escape;
mod periods;
mod scatter;
mod strips;
mod style;
mod svg;

use std::fmt::Write;

use self::escape::escaped;
use self::style::style;
use super::document::blocks::{Block, BlockCell, Chart, Document, Entries, Mark, Plot, Section, Side, TableBlock};

/// The content security policy: only the styles in the page. A name that is not escaped correctly can neither run nor
/// load anything.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The strongest colour of a heat map, in percent: text stays readable on it.
const HEAT: f64 = 40.0;

/// A report as a page.
pub fn html(document: &Document) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n");
    let title = escaped(&document.title);
    let _ = write!(
        out,
        "<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<meta name=\"generator\" content=\"segscope {}\"/>\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<dl class=\"about\">\n",
        env!("CARGO_PKG_VERSION"),
        style(),
    );
    for (name, value) in &document.about {
        let _ = writeln!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", escaped(value));
    }
    out.push_str("</dl>\n<nav>");
    let sections = || document.sections.iter().chain(&document.appendix);
    for section in sections() {
        let _ = write!(out, "<a href=\"#{}\">{}</a> ", anchor(section), section.heading);
    }
    out.push_str("</nav>\n");
    for section in sections() {
        let _ = writeln!(out, "<section id=\"{}\">\n<h2>{}</h2>", anchor(section), section.heading);
        write_blocks(&mut out, &section.blocks);
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// Blocks in order; consecutive charts or tables share a row if there is room.
fn write_blocks(out: &mut String, blocks: &[Block]) {
    let row = |block: &Block| match block {
        Block::Chart(chart) if is_small(chart) => Some("row"),
        Block::Table(_) => Some("tables"),
        _ => None,
    };
    for run in blocks.chunk_by(|a, b| row(a) == row(b)) {
        let class = run.first().and_then(row);
        if let Some(class) = class {
            let _ = writeln!(out, "<div class=\"{class}\">");
        }
        for block in run {
            write_block(out, block);
        }
        if class.is_some() {
            out.push_str("</div>\n");
        }
    }
}

fn is_small(chart: &Chart) -> bool {
    matches!(chart.plot, Plot::Curve(..) | Plot::Strips(_))
}

fn write_block(out: &mut String, block: &Block) {
    let _ = match block {
        Block::Text(text) => writeln!(out, "<p>{}</p>", escaped(text)),
        Block::Caution(text) => writeln!(out, "<p class=\"caution\"><b>Caution:</b> {}</p>", escaped(text)),
        Block::Command(command) => writeln!(out, "<pre><code>{}</code></pre>", escaped(command)),
        Block::Segment(mark, name) => writeln!(out, "<h3>{} {}</h3>", badge(mark), escaped(name)),
        Block::Figures(figures) => {
            let _ = writeln!(out, "<div class=\"figures\">");
            for f in figures {
                let (value, note) = (escaped(&f.value), escaped(&f.note));
                let _ = writeln!(out, "<div><span>{}</span><b>{value}</b><small>{note}</small></div>", f.name);
            }
            writeln!(out, "</div>")
        }
        Block::Entries(entries) => {
            write_entries(out, entries);
            Ok(())
        }
        Block::Table(table) => {
            write_table(out, table);
            Ok(())
        }
        Block::Chart(chart) => writeln!(out, "{}", figure(chart)),
    };
}

fn write_entries(out: &mut String, entries: &Entries) {
    if !entries.title.is_empty() {
        let _ = writeln!(out, "<h3>{}</h3>", escaped(&entries.title));
    }
    out.push_str("<dl class=\"entries\">\n");
    for entry in &entries.list {
        let (term, note, text) = (escaped(&entry.term), escaped(&entry.note), escaped(&entry.text));
        let note = if note.is_empty() { note } else { format!(" <span>{note}</span>") };
        let _ = writeln!(out, "<dt>{term}{note}</dt><dd>{text}</dd>");
    }
    out.push_str("</dl>\n");
}

fn write_table(out: &mut String, table: &TableBlock) {
    let class = |at: usize| match table.columns.get(at).map(|column| column.side) {
        Some(Side::Right) => " class=\"n\"",
        Some(Side::Bar) => " class=\"b\"",
        _ => "",
    };
    out.push_str("<div class=\"wide\"><table>\n");
    if !table.title.is_empty() {
        let _ = writeln!(out, "<caption>{} <span>{}</span></caption>", escaped(&table.title), escaped(&table.unit));
    }
    out.push_str("<thead><tr>");
    for (at, column) in table.columns.iter().enumerate() {
        let _ = write!(out, "<th scope=\"col\"{}>{}</th>", class(at), escaped(&column.title));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let (style, text) = match cell {
                BlockCell::Text(text) => (String::new(), escaped(text)),
                BlockCell::Mark(mark) => (String::new(), badge(mark)),
                BlockCell::Bar(fraction) => {
                    (String::new(), format!("<span style=\"width:{}%\"></span>", hundredths(*fraction, 100.0)))
                }
                BlockCell::Heat(text, share) => {
                    (format!(" style=\"--heat:{}%\"", hundredths(*share, HEAT)), escaped(text))
                }
            };
            let _ = write!(out, "<td{}{style}>{text}</td>", class(at));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

/// A fraction of `most` percent, with one decimal.
fn hundredths(fraction: f64, most: f64) -> String {
    let fraction = if fraction.is_finite() { fraction.clamp(0.0, 1.0) } else { 0.0 };
    format!("{:.1}", fraction * most)
}

fn figure(chart: &Chart) -> String {
    let size = if is_small(chart) { "" } else { " class=\"large\"" };
    let drawn = match &chart.plot {
        Plot::Periods(buckets) => periods::draw(buckets),
        Plot::Curve(points, chosen) => curve::draw(points, *chosen),
        Plot::Scatter(scatter) => scatter::draw(scatter),
        Plot::Strips(rows) => strips::draw(rows),
    };
    let (title, unit) = (escaped(&chart.title), escaped(&chart.unit));
    let note =
        if chart.note.is_empty() { String::new() } else { format!("<p class=\"note\">{}</p>\n", escaped(&chart.note)) };
    format!(
        "<figure{size}>\n<figcaption><b>{title}</b> <span>{unit}</span></figcaption>\n{}{note}</figure>",
        drawn.finish(&format!("{title}: {unit}"))
    )
}

/// The number of a segment on its colour.
fn badge(mark: &Mark) -> String {
    let class = mark.slot.map_or_else(|| "none".to_owned(), |slot| format!("s{}", slot % style::SLOTS));
    format!("<span class=\"badge {class}\">{}</span>", escaped(&mark.number))
}

fn anchor(section: &Section) -> String {
    section.heading.to_lowercase().replace(' ', "-")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
